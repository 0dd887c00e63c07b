// One actor before a service that answers as the test says: a clock, messages, calls with a fixed time of travel, and nothing else.
import type { ActorBase, ActorHost, ActorKind, ActorMessage, Answer } from '../../../src/sim/actors/actor.ts';
import { Appended } from '../../../src/sim/kinesis/model/append.ts';
import type { PutEntry } from '../../../src/sim/kinesis/model/append.ts';

export const ROUND_TRIP_MS = 20;
export const THROTTLE = 'ProvisionedThroughputExceededException';

export interface Call {
  readonly operation: string;
  readonly input: { readonly Records?: readonly PutEntry[] } & Partial<PutEntry>;
  readonly atMs: number;
}
type Outcome = Answer<unknown>['outcome'];

export const failed = (__type: string, status = 400): Outcome => ({ ok: false, error: { __type: __type as 'InternalFailure', message: '', status } });
export const timedOut: Outcome = { ok: false, error: { __type: 'TimeoutError', message: '', status: 0 } };

/** The answer to a PutRecords in which the entries at these places are throttled. */
export function partly({ input }: Call, isThrottled: (index: number) => boolean): Outcome {
  const results = input.Records!.map((_, i) => (isThrottled(i) ? { ErrorCode: THROTTLE, ErrorMessage: '' } : new Appended(0, 0, i + 1, 0)));
  return { ok: true, value: { FailedRecordCount: results.filter((result) => 'ErrorCode' in result).length, Records: results } };
}
export const stored = (call: Call): Outcome => (call.operation === 'PutRecords' ? partly(call, () => false) : { ok: true, value: new Appended(0, 0, 1, 0) });

/** Starts the actor; `until` runs it on. Calls are answered in the order in which they are made. */
export function onStage<State extends ActorBase>(kind: unknown, config: unknown, answer: (call: Call, number: number) => Outcome, draw: number | (() => number) = 0.5) {
  const actorKind = kind as ActorKind<unknown, State, ActorMessage, unknown>;
  const calls: Call[] = [];
  const trace: { readonly kind: string; readonly atMs: number }[] = [];
  const queue: { readonly dueMs: number; readonly run: () => void }[] = [];
  const clock = { nowMs: 0 };
  const schedule = (delayMs: number, run: () => void) => {
    const dueMs = clock.nowMs + Math.round(delayMs);
    const place = queue.findLastIndex((event) => event.dueMs <= dueMs) + 1;
    queue.splice(place, 0, { dueMs, run });
  };
  const host: ActorHost = {
    get nowMs() {
      return clock.nowMs;
    },
    epochMs: 0,
    draw: typeof draw === 'number' ? () => draw : draw,
    send: (_, operation, input, tag) => {
      const call: Call = { operation, input, atMs: clock.nowMs };
      calls.push(call);
      const outcome = answer(call, calls.length);
      schedule(ROUND_TRIP_MS, () => actorKind.onAnswer(host, actor, { operation, input, outcome, tag }));
    },
    later: (_, delayMs, message) => schedule(delayMs, () => actorKind.onMessage(host, actor, message)),
    trace: (entry) => trace.push(entry),
    measure: () => undefined,
    metrics: { query: () => [] },
    log: () => {
      throw new Error('a producer reads no log');
    },
    stream: () => undefined,
    unsubscribe: () => undefined,
    shared: (_, create) => create(),
  };
  const actor = actorKind.create(config, 1);
  actorKind.start(host, actor);
  const until = (tMs: number) => {
    while (queue[0] && queue[0].dueMs <= tMs) {
      const { dueMs, run } = queue.shift()!;
      clock.nowMs = dueMs;
      run();
    }
    clock.nowMs = tMs;
  };
  return { actor, calls, trace, host, until };
}
