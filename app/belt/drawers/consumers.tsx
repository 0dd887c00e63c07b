/** Every reader on every shard it reads, as a table. */
import { shardIdOf } from '#sim';
import { formatCount, formatDuration } from '../format.ts';
import { useBelt } from '../use-belt.ts';

export function Consumers() {
  const { world, consumers } = useBelt();
  const rows = consumers.flatMap((party) => {
    const { reading } = party.view;
    const shards = reading?.shards(world, party.members).toSorted((x, y) => x - y) ?? [];
    return shards.flatMap((shardIndex) => {
      const standing = reading?.at(world, party.members, shardIndex);
      return standing ? [{ party, shardIndex, standing }] : [];
    });
  });
  if (rows.length === 0) return <p className="drawer-empty">Nobody reads this stream yet.</p>;
  return (
    <table className="drawer-table">
      <caption className="visually-hidden">Each consumer on each shard it reads</caption>
      <thead>
        <tr>
          <th scope="col">Consumer</th>
          <th scope="col">Shard</th>
          <th scope="col">Doing</th>
          <th scope="col" className="number">Behind</th>
          <th scope="col">Checkpoint</th>
          <th scope="col" className="number">Lost unread</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ party, shardIndex, standing }) => (
          <tr key={`${party.key} ${shardIndex}`}>
            <th scope="row">{party.name}</th>
            <td className="mono">{shardIdOf(shardIndex)}</td>
            <td>{[standing.doing, standing.detail].filter((part) => part).join(' · ')}</td>
            <td className="number">{standing.behindMs === null ? '–' : formatDuration(standing.behindMs)}</td>
            <td className="mono drawer-sequence">{standing.checkpoint ?? 'none'}</td>
            <td className="number">{formatCount(standing.lost)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
