/** The newest calls of actors and learner, a line each; one that is chosen opens in the panel, as it is on the wire. */
import { CALLS_KEPT, shardIdOf, type LoggedCall } from '#sim';
import { useRef, useState, type KeyboardEvent } from 'react';
import { shardsOf } from '../call-panel.tsx';
import { useLabView } from '../../state/lab-view.ts';
import { formatClock, formatCount, formatDuration } from '../format.ts';
import { show } from '../links.tsx';
import { errorOf } from '../rejections/explain.ts';
import { useBelt } from '../use-belt.ts';
import './calls.css';

const SHOWN = 60;
const ALL = 'all';

interface Filter {
  readonly caller: string;
  readonly operation: string;
  readonly refused: boolean;
  readonly text: string;
}

export function Calls() {
  const { world } = useBelt();
  const [filter, setFilter] = useState<Filter>({ caller: ALL, operation: ALL, refused: false, text: '' });
  const [more, setMore] = useState(1);
  // Held still while one is being read: at speed the list would run away under the reader.
  const [held, setHeld] = useState<readonly LoggedCall[] | null>(null);
  const newest = held ?? world.calls.newest(world.plain.callsServed);
  if (newest.length === 0) return <p className="drawer-empty">Nobody has called the API yet.</p>;
  const calls = newest.filter((call) => passes(call, filter));
  const set = (change: Partial<Filter>) => {
    setFilter({ ...filter, ...change });
    setMore(1);
  };
  return (
    <div className="calls">
      <div className="calls-choices">
        <Choice label="Of" all="all callers" value={filter.caller} values={newest.map(({ caller }) => caller)} onChange={(caller) => set({ caller })} />
        <Choice label="Operation" all="all operations" value={filter.operation} values={newest.map(({ operation }) => operation)} onChange={(operation) => set({ operation })} />
        <label>
          With{' '}
          <input type="search" value={filter.text} placeholder="a word, key or shard" onChange={(event) => set({ text: event.target.value })} spellCheck={false} autoComplete="off" />
        </label>
        <label>
          <input type="checkbox" checked={filter.refused} onChange={(event) => set({ refused: event.target.checked })} /> refused only
        </label>
        <label>
          <input type="checkbox" checked={held !== null} onChange={(event) => setHeld(event.target.checked ? newest : null)} /> hold the list
        </label>
      </div>
      {calls.length === 0 ? (
        <p className="drawer-empty">None of the last {formatCount(newest.length)} calls is like that.</p>
      ) : (
        <Lines calls={calls.slice(0, more * SHOWN)} onOpen={() => setHeld(newest)} />
      )}
      {calls.length > more * SHOWN && (
        <button type="button" onClick={() => setMore(more + 1)}>
          Show {formatCount(Math.min(SHOWN, calls.length - more * SHOWN))} more
        </button>
      )}
      {world.plain.callsServed > CALLS_KEPT && (
        <p className="drawer-empty">
          {formatCount(world.plain.callsServed)} calls so far; the newest {CALLS_KEPT} are kept.
        </p>
      )}
    </div>
  );
}

function passes(call: LoggedCall, { caller, operation, refused, text }: Filter): boolean {
  if ((caller !== ALL && call.caller !== caller) || (operation !== ALL && call.operation !== operation)) return false;
  if (refused && !errorOf(call)) return false;
  return text.trim() === '' || textOf(call).toLowerCase().includes(text.trim().toLowerCase());
}

/** What free text is looked for in: the line, and what the request names. */
function textOf(call: LoggedCall): string {
  const { Records, ...rest } = call.input as { readonly Records?: readonly { readonly PartitionKey: string }[] };
  const named = Object.values(rest).filter((value) => typeof value === 'string' || typeof value === 'number');
  const error = errorOf(call);
  return [call.operation, call.caller, summaryOf(call), error?.code, error?.message, ...named, ...(Records ?? []).map((record) => record.PartitionKey)].join(' ');
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly value: string;
  readonly values: readonly string[];
  onChange(value: string): void;
}

/** What is chosen stays in the list when the last such call has left the log. */
function Choice({ label, all, value, values, onChange }: ChoiceProps) {
  const names = [...new Set([...values, ...(value === ALL ? [] : [value])])].toSorted();
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value={ALL}>{all}</option>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

/** Arrows go from line to line; Enter opens one. */
function Lines({ calls, onOpen }: { readonly calls: readonly LoggedCall[]; onOpen(): void }) {
  const list = useRef<HTMLOListElement>(null);
  const chosen = useLabView(({ selection }) => (selection?.kind === 'call' ? selection.index : null));
  const move = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    buttons[buttons.indexOf(event.target as HTMLButtonElement) + by]?.focus();
    event.preventDefault();
  };
  return (
    // The arrows are a shortcut: Tab reaches every line as well.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ol className="call-lines" ref={list} onKeyDown={move}>
      {calls.map((call) => (
        <Line
          key={call.index}
          call={call}
          chosen={call.index === chosen}
          onOpen={() => {
            onOpen();
            show({ kind: 'call', index: call.index });
          }}
        />
      ))}
    </ol>
  );
}

function Line({ call, chosen, onOpen }: { readonly call: LoggedCall; readonly chosen: boolean; onOpen(): void }) {
  const error = errorOf(call);
  return (
    <li>
      <button type="button" className="call-line mono" aria-pressed={chosen} onClick={onOpen}>
        <time>{formatClock(call.atMs, true)}</time>
        <span>
          <b>{call.operation}</b> {call.caller} {summaryOf(call)}
          {error && (
            <span className="call-refused">
              {' '}
              {/* Of many records the first one's text would say the shard and the account in each line: the panel has it. */}
              {error.failed === null ? `${call.outcome.ok ? '' : call.outcome.error.status} ${error.code}` : `FailedRecordCount ${formatCount(error.failed)}: ${error.code}`}
              {error.failed === null && error.message && `: ${error.message}`}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

interface Output {
  readonly Records?: { readonly from: number; readonly to: number };
  readonly MillisBehindLatest?: number;
  readonly ShardId?: string;
}

/** What went which way, in a few words: records to the stream →, or from it ←. */
function summaryOf(call: LoggedCall): string {
  const { operation, input, outcome } = call;
  const shards = shardsOf(call);
  const where = shards.length === 1 ? shardIdOf(shards[0]!).replace(/0+(?=\d)/, '…') : '';
  if (operation === 'PutRecords') return `→ ${formatCount((input as { readonly Records?: readonly unknown[] }).Records?.length ?? 0)} records`;
  if (operation === 'PutRecord') return ['→', (input as { readonly PartitionKey?: string }).PartitionKey, where && `to ${where}`].filter((part) => part).join(' ');
  if (operation === 'GetRecords' && outcome.ok) {
    const { Records, MillisBehindLatest = 0 } = outcome.value as Output;
    const count = Records ? Records.to - Records.from : 0;
    return `← ${where}, ${formatCount(count)} ${count === 1 ? 'record' : 'records'}, ${MillisBehindLatest === 0 ? 'at the tip' : `${formatDuration(MillisBehindLatest)} behind`}`;
  }
  return where && `${where}`;
}
