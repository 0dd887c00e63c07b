/**
 * The newest calls that the service has answered, with what was asked and answered: for whoever wants to see the wire. How
 * many there have been is plain state, so going back in time hides what is ahead, and running on writes it anew.
 */
import type { Outcome } from './kinesis/errors.ts';

export interface LoggedCall {
  /** Its number, from 0. */
  readonly index: number;
  /** When it reached the service and was answered. */
  readonly atMs: number;
  /** From its sending to its answer's arrival, as the caller would measure it; the learner's own calls cross no network. */
  readonly latencyMs: number;
  /** An actor's name, or "you". */
  readonly caller: string;
  readonly operation: string;
  readonly input: object;
  /** Records in it are references: `wholeOutput` makes them whole. */
  readonly outcome: Outcome<unknown>;
}

/** What a busy world's calls hold must not grow without end. */
export const KEPT = 200;

export class CallLog {
  private readonly held: LoggedCall[] = [];

  add(call: LoggedCall): void {
    this.held[call.index % KEPT] = call;
  }

  /** Call number `index`, if it is one of those. */
  at(index: number, count: number): LoggedCall | undefined {
    const call = this.held[index % KEPT];
    return call?.index === index && index < count ? call : undefined;
  }

  /** Those that are held of the first `count` calls, the newest first. */
  newest(count: number): LoggedCall[] {
    return this.held.filter(({ index }) => index < count && index >= count - KEPT).toSorted((x, y) => y.index - x.index);
  }
}

interface Logging {
  readonly nowMs: number;
  readonly calls: CallLog;
  readonly plain: { callsServed: number };
}

export function logCall({ nowMs, calls, plain }: Logging, call: Omit<LoggedCall, 'index' | 'atMs'>): void {
  calls.add({ index: plain.callsServed, atMs: nowMs, ...call });
  plain.callsServed += 1;
}
