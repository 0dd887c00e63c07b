/** `window.shardbelt`: the lab from the browser's console, for teachers and tests. Documented on /about. */
import { quotas } from '#sim';
import { edit, seek, useSimSession } from '../state/sim-session.ts';

export interface ShardbeltConsole {
  /** Virtual now, ms. */
  now(): number;
  /** Sixteen hex digits over the whole state: equal for equal seed, actions and moment. */
  stateHash(): string;
  /** Goes to a moment, back or ahead, and pauses there. Throws after ten seconds of going ahead; calling again goes on. */
  runTo(ms: number): void;
  /** Calls an operation at this moment; Data may be text. Throws what AWS answers, with its name. */
  send(operation: string, input: Record<string, unknown>): unknown;
  /** What the learner has done, oldest first: each action with its moment. */
  actions(): readonly unknown[];
  /** The last n entries of the trace, oldest first. */
  trace(n?: number): readonly unknown[];
}

declare global {
  interface Window {
    shardbelt?: ShardbeltConsole;
  }
}

const TRACE_DEFAULT = 20;
/** The longest retention there is. */
const RUN_TO_MAX_MS = quotas.retentionHoursMax * 3_600_000;
/** Real ms: a page that runs longer without an answer looks broken. */
const PATIENCE_MS = 10_000;

/** @returns how to take it away again. */
export function installConsole(): () => void {
  window.shardbelt = {
    now: () => useSimSession.getState().world.nowMs,
    stateHash: () => useSimSession.getState().world.stateHash(),
    runTo: (ms) => {
      if (typeof ms !== 'number' || !(ms >= 0 && ms <= RUN_TO_MAX_MS)) throw new RangeError(`runTo takes a time in ms, from 0 to ${RUN_TO_MAX_MS}, not ${String(ms)}.`);
      if (!seek(ms, PATIENCE_MS)) throw new Error(`After ${PATIENCE_MS / 1000} s the world is at ${useSimSession.getState().world.nowMs} ms. Call runTo again to go on.`);
    },
    send,
    actions: () => useSimSession.getState().world.actions,
    trace: (n = TRACE_DEFAULT) => useSimSession.getState().world.traceLog.last(n),
  };
  return () => {
    delete window.shardbelt;
  };
}

function send(operation: string, input: Record<string, unknown>): unknown {
  if (typeof operation !== 'string' || typeof input !== 'object' || input === null) {
    throw new TypeError("send takes an operation's name and its input: send('PutRecord', { StreamName: 'observations', PartitionKey: 'a', Data: 'hi' })");
  }
  const outcome = edit({ type: 'call', operation, input: withBytes(input) as object });
  if (outcome.ok) return outcome.value;
  throw Object.assign(new Error(outcome.error.message), { name: outcome.error.__type });
}

/** Text where the API takes a blob, as bytes. */
function withBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBytes);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, name === 'Data' && typeof entry === 'string' ? new TextEncoder().encode(entry) : withBytes(entry)]),
  );
}
