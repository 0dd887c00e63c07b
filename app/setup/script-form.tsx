/** What happens by itself later on: the lines of the script, and a form that adds one. Times in ms, typed in minutes. */
import { shardIdOf, type Action } from '#sim';
import { useState, type ReactNode } from 'react';
import { actionText } from '../belt/action-text.ts';
import { formatClock } from '../belt/format.ts';
import { namesOf, type Draft } from './draft.ts';
import { draft as set } from './setup-store.ts';

const MINUTE_MS = 60_000;

const WHAT = {
  crash: 'crashes',
  restart: 'starts again',
  remove: 'leaves',
  rate: 'makes, records a second',
  lost: 'answers lost, %',
  shards: 'shards, all in all',
  split: 'shard to split in its middle',
} as const;
type What = keyof typeof WHAT;
const OF_ACTORS: readonly What[] = ['crash', 'restart', 'remove', 'rate'];
const OF_NUMBERS: readonly What[] = ['rate', 'lost', 'shards', 'split'];

export function ScriptForm({ draft, problem }: { readonly draft: Draft; readonly problem: (line: number) => ReactNode }) {
  const [what, setWhat] = useState<What>('crash');
  const [who, setWho] = useState('');
  const [minutes, setMinutes] = useState('5');
  const [value, setValue] = useState('1');
  const actors = draft.rows.flatMap((row) => (row.kind === 'actor' ? (what === 'rate' && !('recordsPerSecond' in row.config) ? [] : namesOf(row)) : []));
  const actor = actors.includes(who) ? who : (actors[0] ?? '');
  const ready = minutes !== '' && Number(minutes) >= 0 && (!OF_ACTORS.includes(what) || actor !== '') && (!OF_NUMBERS.includes(what) || value !== '');
  return (
    <div className="setup-script">
      <ol>
        {draft.script.map(({ atMs, action }, line) => (
          <li key={line}>
            <span className="mono">{formatClock(atMs)}</span> <span>{lineText(action)}</span>
            <button type="button" className="quiet" aria-label={`Remove from the script: ${lineText(action)}`} onClick={() => set({ script: draft.script.filter((_, i) => i !== line) })}>
              Remove
            </button>
            {problem(line)}
          </li>
        ))}
      </ol>
      <div className="setup-line" role="group" aria-label="One more thing that happens">
        <label>
          after <input type="number" min={0} step="any" value={minutes} onChange={(event) => setMinutes(event.target.value)} /> min
        </label>
        {OF_ACTORS.includes(what) && (
          <select aria-label="Who" value={actor} onChange={(event) => setWho(event.target.value)}>
            {actors.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
        <select aria-label="What happens" value={what} onChange={(event) => setWhat(event.target.value as What)}>
          {Object.entries(WHAT).map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
        {OF_NUMBERS.includes(what) && <input type="number" aria-label={WHAT[what]} min={0} step="any" value={value} onChange={(event) => setValue(event.target.value)} />}
        <button
          type="button"
          disabled={!ready}
          onClick={() => set({ script: [...draft.script, { atMs: Math.round(Number(minutes) * MINUTE_MS), action: actionOf(draft, what, actor, Number(value)) }].toSorted((x, y) => x.atMs - y.atMs) })}
        >
          Add to the script
        </button>
      </div>
    </div>
  );
}

function actionOf({ stream }: Draft, what: What, actor: string, value: number): Action {
  const call = (operation: string, input: object): Action => ({ type: 'call', operation, input: { StreamName: stream.name, ...input } });
  switch (what) {
    case 'crash':
      return { type: 'crash actor', actor };
    case 'restart':
      return { type: 'restart actor', actor };
    case 'remove':
      return { type: 'remove actor', actor };
    case 'rate':
      return { type: 'configure actor', actor, change: { recordsPerSecond: value } };
    case 'lost':
      return { type: 'configure network', change: { responseLoss: value / 100 } };
    case 'shards':
      return call('UpdateShardCount', { TargetShardCount: value, ScalingType: 'UNIFORM_SCALING' });
    case 'split': {
      // The middle of the range that it begins with: of a shard that comes later, AWS may refuse it, and says so.
      const middle = (BigInt(2 * Math.trunc(value) + 1) << 127n) / BigInt(Math.max(1, stream.shards));
      return call('SplitShard', { ShardToSplit: shardIdOf(Math.trunc(value)), NewStartingHashKey: String(middle) });
    }
  }
}

function lineText(action: Action): string {
  if (action.type === 'configure actor') return `${actionText(action)}: ${Object.entries(action.change).map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(', ')}`;
  if (action.type === 'call') return `${action.operation} ${Object.entries(action.input).flatMap(([name, value]) => (name === 'TargetShardCount' || name === 'ShardToSplit' ? [String(value)] : [])).join(' ')}`.trim();
  return actionText(action);
}
