/**
 * What happened, newest first, in sentences. A run of like events is one line; a moment and whoever a sentence is about are a
 * click away. Of a long history a window is shown, which stays where it is while one reads on in the past.
 */
import { shardIdOf, type SimTraceEntry, type World } from '#sim';
import { useState } from 'react';
import { formatClock, formatCount } from '../format.ts';
import { Go, GoToMoment, ToActor, ToShard } from '../links.tsx';
import { linesOf, narrate, subjectsOf, type Line } from '../narrate.ts';
import { newestBounced } from '../rejections/explain.ts';
import { useBelt } from '../use-belt.ts';

/** Entries that are read for one window, and the lines that it has at most. */
const EVENTS_READ = 400;
const LINES_SHOWN = 60;
/** Alarms are looked for further back. */
const ALARMS_READ = 4_000;

export function Events() {
  const { world } = useBelt();
  const [alarmsOnly, setAlarmsOnly] = useState(false);
  /** Ends of the windows left behind, the latest last; the number of the entry after a window's newest. */
  const [ends, setEnds] = useState<readonly number[]>([]);
  const { count } = world.traceLog;
  // Going back in time may leave a window ahead of the playhead.
  const end = Math.min(ends.at(-1) ?? count, count);
  const entries = entriesUpTo(world, end, alarmsOnly);
  const lines = linesOf(entries, end).filter(({ entry }) => !alarmsOnly || narrate(entry).alarm);
  const shown = lines.slice(0, LINES_SHOWN);
  const oldest = shown.at(-1)?.key ?? end;
  const goesOn = lines.length > shown.length || world.traceLog.at(end - entries.length - 1) !== undefined;
  return (
    <>
      <div className="events-choices">
        <label>
          <input
            type="checkbox"
            checked={alarmsOnly}
            onChange={(event) => {
              setAlarmsOnly(event.target.checked);
              setEnds([]);
            }}
          />{' '}
          alarms only
        </label>
        {ends.length > 0 && (
          <>
            <button type="button" onClick={() => setEnds(ends.slice(0, -1))}>
              Later
            </button>
            <button type="button" onClick={() => setEnds([])}>
              Newest
            </button>
          </>
        )}
        {goesOn && (
          <button type="button" onClick={() => setEnds([...ends, shown.length === 0 ? end - entries.length : oldest])}>
            Earlier
          </button>
        )}
      </div>
      {shown.length === 0 ? (
        <p className="drawer-empty">{alarmsOnly ? `No alarm among ${entries.length === count ? 'all' : 'these'} ${formatCount(entries.length)} events.` : 'Nothing has happened yet.'}</p>
      ) : (
        <ol className="events" reversed>
          {shown.map((line) => (
            <Event key={line.key} world={world} line={line} />
          ))}
        </ol>
      )}
    </>
  );
}

/** The newest entries before number `end`, oldest first. */
function entriesUpTo({ traceLog }: World, end: number, alarmsOnly: boolean): readonly SimTraceEntry[] {
  const from = end - (alarmsOnly ? ALARMS_READ : EVENTS_READ);
  const held = traceLog.from(Math.max(0, from));
  return held.slice(0, Math.max(0, held.length - (traceLog.count - end)));
}

function Event({ world, line: { entry, times, untilMs } }: { readonly world: World; readonly line: Line }) {
  const { text, alarm } = narrate(entry);
  return (
    <li className={alarm ? 'event event-alarm' : 'event'}>
      <GoToMoment atMs={entry.atMs} />
      <span>
        <Linked text={text} entry={entry} />
        {times > 1 && (
          <span className="event-times">
            {' '}
            {formatCount(times)} times, until {formatClock(untilMs)}
          </span>
        )}
        <Why world={world} entry={entry} untilMs={untilMs} />
      </span>
    </li>
  );
}

/** The sentence, with whoever it names to be chosen. */
function Linked({ text, entry }: { readonly text: string; readonly entry: SimTraceEntry }) {
  const { actors, shards } = subjectsOf(entry);
  const links = new Map([...actors.map((name) => [name, <ToActor key={name} name={name} />] as const), ...shards.map((index) => [shardIdOf(index), <ToShard key={index} index={index} />] as const)]);
  if (links.size === 0) return text;
  // The longest first: "web-10" is not "web-1" and a nought.
  const names = [...links.keys()].toSorted((x, y) => y.length - x.length).map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return text.split(new RegExp(`(?<![\\w-])(${names.join('|')})(?![\\w-])`)).map((part, i) => (i % 2 === 1 ? <span key={i}>{links.get(part)}</span> : part));
}

/** To what was refused: the newest record that bounced, or the call, while the logs have it. */
function Why({ world, entry, untilMs }: { readonly world: World; readonly entry: SimTraceEntry; readonly untilMs: number }) {
  if (entry.kind === 'WriteThrottled') {
    const index = newestBounced(world, { shardIndex: entry.shardIndex, actor: world.actors.has(entry.actor) ? entry.actor : undefined, atMs: untilMs });
    return index === null ? null : <Choice index={index} kind="rejection" />;
  }
  if (entry.kind !== 'ReadThrottled' && entry.kind !== 'CallFailed' && entry.kind !== 'CallAnswered' && entry.kind !== 'IteratorExpired') return null;
  const answered = entry.kind === 'CallAnswered';
  const operation = 'operation' in entry ? entry.operation : 'GetRecords';
  const call = world.calls.newest(world.plain.callsServed).find((one) => one.caller === entry.actor && one.operation === operation && one.outcome.ok === answered && one.atMs <= untilMs && one.atMs >= entry.atMs - NEAR_MS);
  return call ? <Choice index={call.index} kind="call" word={answered ? 'The call' : 'Why?'} /> : null;
}

/** An actor tells of an expired iterator when the answer has come: a little after the call. */
const NEAR_MS = 1_000;

const Choice = ({ index, kind, word = 'Why?' }: { readonly index: number; readonly kind: 'rejection' | 'call'; readonly word?: string }) => (
  <>
    {' '}
    <Go to={{ kind, index }}>{word}</Go>
  </>
);
