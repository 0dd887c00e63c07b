/** What happened, newest first, in sentences. */
import { formatClock } from '../format.ts';
import { linesOf, narrate } from '../narrate.ts';
import { useBelt } from '../use-belt.ts';

const EVENTS_READ = 400;
const LINES_SHOWN = 60;

export function Events() {
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
