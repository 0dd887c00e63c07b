/** Under the belt, as text: what happened, the shards, the consumers. */
import { isOpen, shardIdOf, shareOfKeySpace, writtenInLastSecond } from '#sim';
import { useId, useRef } from 'react';
import { DRAWERS, openDrawer, useLabView, type Drawer } from '../state/lab-view.ts';
import { formatClock, formatCount, formatDuration, formatShare } from './format.ts';
import { linesOf, narrate } from './narrate.ts';
import { useBelt } from './use-belt.ts';

const TITLES: Record<Drawer, string> = { events: 'Events', shards: 'Shards', consumers: 'Consumers' };
const EVENTS_READ = 400;
const LINES_SHOWN = 60;

export function Drawers() {
  const drawer = useLabView((view) => view.drawer);
  const id = useId();
  const tabs = useRef<HTMLDivElement>(null);
  const move = (event: React.KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = DRAWERS[(DRAWERS.indexOf(drawer) + by + DRAWERS.length) % DRAWERS.length]!;
    openDrawer(next);
    tabs.current?.querySelector<HTMLElement>(`[data-drawer=${next}]`)?.focus();
  };
  return (
    <section className="drawers" aria-label="The belt as text">
      <div className="drawer-tabs" role="tablist" aria-label="Drawers" ref={tabs}>
        {DRAWERS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            data-drawer={name}
            id={`${id}-${name}`}
            aria-selected={drawer === name}
            aria-controls={`${id}-panel`}
            tabIndex={drawer === name ? 0 : -1}
            onClick={() => openDrawer(name)}
            onKeyDown={move}
          >
            {TITLES[name]}
          </button>
        ))}
      </div>
      <div className="drawer" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${drawer}`} tabIndex={0}>
        {drawer === 'events' && <Events />}
        {drawer === 'shards' && <Shards />}
        {drawer === 'consumers' && <Consumers />}
      </div>
    </section>
  );
}

function Events() {
  const { world } = useBelt();
  const lines = linesOf(world.traceLog.last(EVENTS_READ), world.traceLog.count).slice(0, LINES_SHOWN);
  if (lines.length === 0) return <p className="drawer-empty">Nothing has happened yet.</p>;
  return (
    <ol className="events" reversed>
      {lines.map(({ entry, key }) => {
        const { text, alarm } = narrate(entry);
        return (
          <li key={key} className={alarm ? 'event event-alarm' : 'event'}>
            <time className="mono">{formatClock(entry.atMs, true)}</time>
            <span>{text}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Shards() {
  const { world, shards } = useBelt();
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
            <th scope="row" className="mono">{shardIdOf(shard.index)}</th>
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

function Consumers() {
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
