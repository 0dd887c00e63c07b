/** The shards as a table. */
import { isOpen, shardIdOf, shareOfKeySpace, writtenInLastSecond } from '#sim';
import { select, useLabView } from '../../state/lab-view.ts';
import { formatCount, formatDuration, formatShare } from '../format.ts';
import { useBelt } from '../use-belt.ts';

export function Shards() {
  const { world, shards } = useBelt();
  const chosen = useLabView(({ selection }) => (selection?.kind === 'shard' ? selection.index : null));
  const share = (key: bigint) => formatShare(shareOfKeySpace(key));
  return (
    <table className="drawer-table">
      <caption className="visually-hidden">The shards of the stream, in key-space order</caption>
      <thead>
        <tr>
          <th scope="col">Shard</th>
          <th scope="col">State</th>
          <th scope="col">Hash keys</th>
          <th scope="col">Parents</th>
          <th scope="col" className="number">Kept</th>
          <th scope="col" className="number">Written, last s</th>
        </tr>
      </thead>
      <tbody>
        {shards.map((shard) => (
          <tr key={shard.index}>
            <th scope="row" className="mono">
              <button type="button" className="quiet drawer-choice" aria-pressed={chosen === shard.index} onClick={() => select({ kind: 'shard', index: shard.index })}>
                {shardIdOf(shard.index)}
              </button>
            </th>
            <td>{isOpen(shard) ? 'OPEN' : `CLOSED ${formatDuration(world.nowMs - shard.closedMs!)} ago`}</td>
            <td>
              {share(shard.start)} to {share(shard.end + 1n)}
            </td>
            <td className="mono">{[shard.parentIndex, shard.adjacentParentIndex].filter((index) => index !== null).map((index) => `…${String(index).padStart(4, '0')}`).join(', ') || '–'}</td>
            <td className="number">{formatCount(shard.cursor.length - shard.head)}</td>
            <td className="number">{formatCount(writtenInLastSecond(world, shard).records)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
