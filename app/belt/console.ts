/** `window.shardbelt`: the lab from the browser's console, for teachers and tests. Documented on /about. */
import { edit, seek, useSimSession } from '../state/sim-session.ts';

export interface ShardbeltConsole {
  /** Virtual now, ms. */
  now(): number;
  /** Sixteen hex digits over the whole state: equal for equal seed, actions and moment. */
  stateHash(): string;
  /** Goes to a moment, back or ahead, and pauses there. */
  runTo(ms: number): void;
  /** Calls an operation at this moment; Data may be text. Throws what AWS answers, with its name. */
  send(operation: string, input: Record<string, unknown>): unknown;
  /** The last n entries of the trace, oldest first. */
  trace(n?: number): readonly unknown[];
}

declare global {
  interface Window {
    shardbelt?: ShardbeltConsole;
  }
}

const TRACE_DEFAULT = 20;

/** @returns how to take it away again. */
export function installConsole(): () => void {
  window.shardbelt = {
    now: () => useSimSession.getState().world.nowMs,
    stateHash: () => useSimSession.getState().world.stateHash(),
    runTo: (ms) => {
      if (typeof ms !== 'number' || !(ms >= 0)) throw new RangeError(`runTo takes a time in ms from 0, not ${String(ms)}.`);
      seek(ms);
    },
    send,
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
