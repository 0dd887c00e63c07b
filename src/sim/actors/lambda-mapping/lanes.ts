/** A lane at work: it invokes the function with one batch at a time, and goes by AWS's rules about what follows a failure. */
import type { ActorHost } from '../actor.ts';
import { headOf } from '../shard-feed.ts';
import { collect, halves, isThrough, nextPart, piece, settle } from './batching.ts';
import { ACCOUNT_CONCURRENCY } from './config.ts';
import { sendToDestination, type DiscardCondition } from './destination.ts';
import { countOf, firstPoison, PAYLOAD_BYTES_MAX, viewOf } from './records.ts';
import { newCollecting, type Lane, type LambdaMappingState, type MappingShard, type Part, type Running } from './state.ts';

const BACKOFF_MS = 1_000;
const BACKOFF_MAX_MS = 60_000;
/** No function runs longer. */
const TIMEOUT_MS = 900_000;
const WINDOWS_KEPT = 20;

/** Does all that a lane can do now. */
export function drive(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane): void {
  while (lane.phase === 'ready') {
    if (lane.parts.length === 0 && !takeBatch(host, state, shard, lane)) return;
    attempt(host, state, shard, lane);
  }
}

/** @returns whether there is a batch now */
function takeBatch(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane): boolean {
  collect(host, state, shard, lane);
  const next = nextPart(host, state, shard, lane);
  if (!('atMs' in next)) {
    lane.parts = [next];
    return true;
  }
  // All that came was passed over.
  if (lane.collecting.units === 0 && lane.collecting.scanned > lane.done) settle(host, state, shard, lane, lane.collecting.scanned, 'delivered');
  if (next.atMs !== null) wake(host, state, shard, lane, next.atMs);
  return false;
}

function wake(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane, atMs: number): void {
  if (lane.dueMs === atMs) return;
  lane.dueMs = atMs;
  host.later(state, Math.max(0, atMs - host.nowMs), { type: 'due', shardIndex: shard.shardIndex, lane: lane.index, dueMs: atMs });
}

/** What the lane waited for is due. */
export function onDue(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane): void {
  lane.dueMs = null;
  if (lane.phase === 'invoked') onReturned(host, state, shard, lane);
  else lane.phase = 'ready';
  expire(host, state, shard, lane);
}

/** The first part's next attempt: unless there is nothing left of it, or no function to be had. */
function attempt(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane): void {
  discardOld(host, state, shard, lane);
  const part = lane.parts[0];
  if (!part) return;
  if (part.units > 0) {
    const { log } = viewOf(host, state, shard, lane.index);
    host.measure(state, 'IteratorAge', shard.shardIndex, host.nowMs - log.arrivalMs(part.to - 1));
  }
  if (state.concurrency >= (state.config.reservedConcurrency ?? ACCOUNT_CONCURRENCY)) {
    state.counts.throttles += 1;
    return waitForRetry(host, state, shard, lane, { ...part, tries: part.tries + 1 });
  }
  state.concurrency += 1;
  state.counts.invocations += 1;
  lane.phase = 'invoked';
  lane.running = run(host, state, shard, lane, part);
  wake(host, state, shard, lane, host.nowMs + lane.running.durationMs);
}

/** What the function will do with a part, and how long it takes. */
function run(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane, part: Part): Running {
  const { durationMs, processingMsPerRecord, poison } = state.config;
  const startedMs = host.nowMs;
  if (part.bytes > PAYLOAD_BYTES_MAX) return { startedMs, durationMs: 0, failsAt: null, result: 'too large' };
  const view = viewOf(host, state, shard, lane.index);
  const failsAt = firstPoison(view, part.from, part.to, poison);
  const units = failsAt === null ? part.units : countOf(view, part.from, failsAt + 1).units;
  const wholeMs = Math.round(durationMs + units * processingMsPerRecord);
  if (wholeMs > TIMEOUT_MS) return { startedMs, durationMs: TIMEOUT_MS, failsAt: null, result: 'timed out' };
  return { startedMs, durationMs: wholeMs, failsAt, result: failsAt === null ? 'ok' : 'poison' };
}

function onReturned(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane): void {
  const part = lane.parts[0]!;
  const running = lane.running!;
  const { reportBatchItemFailures, tumblingWindowInSeconds } = state.inForce!;
  const { failureReport, returnsState } = state.config;
  countTaken(host, state, shard, lane);
  state.concurrency -= 1;
  lane.phase = 'ready';
  lane.running = null;
  const reports = reportBatchItemFailures && running.result === 'poison' && failureReport !== 'unknown record';
  const swallowed = reports && failureReport === 'nothing';
  const stateless = tumblingWindowInSeconds > 0 && !part.final && !returnsState;
  if ((running.result === 'ok' || swallowed) && !stateless) return succeed(host, state, shard, lane, part);
  state.counts.failures += 1;
  const { shardIndex } = shard;
  if (part.attempts === 0) host.trace({ atMs: host.nowMs, kind: 'FunctionFailed', actor: state.name, shardIndex, records: part.units });
  fail(host, state, shard, lane, part, reports ? running.failsAt : null);
}

/** The records that the function took, all or up to the one that it threw at: those it had taken before are repeats. */
export function countTaken(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane): void {
  const { from, to } = lane.parts[0]!;
  const { failsAt, result } = lane.running!;
  if (result === 'too large') return;
  const reached = failsAt ?? to;
  if (lane.taken > from) state.counts.repeated += countOf(viewOf(host, state, shard, lane.index), from, Math.min(lane.taken, reached)).units;
  lane.taken = Math.max(lane.taken, reached);
}

function succeed(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane, part: Part): void {
  lane.parts.shift();
  if (part.final) return closeWindow(host, state, shard, lane);
  addToWindow(state, lane, part, host, shard);
  settle(host, state, shard, lane, part.to, 'delivered');
}

function addToWindow(state: LambdaMappingState, lane: Lane, part: Part, host: ActorHost, shard: MappingShard): void {
  const windowMs = state.inForce!.tumblingWindowInSeconds * 1000;
  if (windowMs === 0) return;
  const { log } = viewOf(host, state, shard, lane.index);
  const startMs = lane.window?.startMs ?? Math.floor((host.epochMs + log.arrivalMs(part.to - 1)) / windowMs) * windowMs - host.epochMs;
  const { units, stateBytes } = lane.window ?? { units: 0, stateBytes: 0 };
  lane.window = { startMs, units: units + part.units, stateBytes: stateBytes + part.units * state.config.stateBytesPerRecord };
}

function closeWindow(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane): void {
  const closed = { ...lane.window!, shardIndex: shard.shardIndex, lane: lane.index, closedMs: host.nowMs };
  state.windowsClosed = [...state.windowsClosed.slice(1 - WINDOWS_KEPT), closed];
  lane.window = null;
}

/** @param failedAt the record that the function reported as its first failure, where it may report */
function fail(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane, part: Part, failedAt: number | null): void {
  const { bisectBatchOnFunctionError: bisects, maximumRetryAttempts } = state.inForce!;
  const failed: Part = { ...part, attempts: part.attempts + 1, tries: part.tries + 1 };
  let left = failed;
  if (failedAt !== null && countOf(viewOf(host, state, shard, lane.index), part.from, failedAt).units > 0) {
    // What came before the reported record is done. Where the batch may be cut, it is cut here, and no attempt is used up.
    settle(host, state, shard, lane, failedAt, 'delivered');
    const rest = piece(host, state, shard, lane, failedAt, part.to);
    left = bisects ? rest : { ...rest, attempts: failed.attempts, tries: failed.tries };
    lane.parts[0] = left;
    if (bisects) return;
  }
  const cut = bisects && left.units > 1 ? halves(host, state, shard, lane, left) : null;
  if (cut) lane.parts.splice(0, 1, ...cut);
  else if (maximumRetryAttempts >= 0 && left.attempts > maximumRetryAttempts) discard(host, state, shard, lane, left, 'RetryAttemptsExhausted');
  else waitForRetry(host, state, shard, lane, left);
}

function waitForRetry(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane, part: Part): void {
  lane.parts[0] = part;
  lane.phase = 'waiting';
  wake(host, state, shard, lane, host.nowMs + Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** Math.min(10, part.tries - 1)));
}

/** Records of the lane's first part that are older than the mapping takes. */
function discardOld(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane): void {
  const { maximumRecordAgeInSeconds } = state.inForce!;
  const part = lane.parts[0]!;
  if (maximumRecordAgeInSeconds < 0 || part.units === 0) return;
  const { log } = viewOf(host, state, shard, lane.index);
  const young = log.firstArrivedAt(host.nowMs - maximumRecordAgeInSeconds * 1000, part.from, part.to);
  if (young === part.from) return;
  const old = { ...piece(host, state, shard, lane, part.from, young), attempts: part.attempts, tries: part.tries };
  const rest = piece(host, state, shard, lane, young, part.to);
  discard(host, state, shard, lane, old, 'RecordAgeExceeded');
  if (rest.units > 0) lane.parts.unshift({ ...rest, attempts: part.attempts, tries: part.tries });
}

/** Gives a part up, the lane's first, or the beginning of it. */
function discard(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane, part: Part, condition: DiscardCondition): void {
  const { shardIndex } = shard;
  lane.parts.shift();
  if (part.final) return closeWindow(host, state, shard, lane);
  sendToDestination(host, state, shard, lane.index, part, condition);
  settle(host, state, shard, lane, part.to, 'discarded');
  if (part.units === 0) return;
  state.counts.discards += 1;
  host.trace({ atMs: host.nowMs, kind: 'BatchDiscarded', actor: state.name, shardIndex, records: part.units, condition });
}

/** What has passed retention is lost, unless the function has it at this moment. */
export function expire(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane): void {
  const head = shard.goneTo ?? headOf(host, state, shard);
  if (shard.position !== null) shard.position = Math.max(shard.position, head);
  if (lane.phase === 'invoked' || head <= lane.done) return;
  loseUpTo(host, state, shard, lane, head);
}

function loseUpTo(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane, to: number): void {
  const { shardIndex } = shard;
  const parts = lane.parts.filter((part) => part.to > to || part.final);
  const records = settle(host, state, shard, lane, to, 'lost');
  if (records > 0) host.trace({ atMs: host.nowMs, kind: 'RecordsLost', actor: state.name, shardIndex, records });
  const first = parts[0];
  if (first && first.from < to && !first.final) parts[0] = { ...piece(host, state, shard, lane, to, first.to), attempts: first.attempts, tries: first.tries };
  if (parts[0]?.units === 0 && !parts[0].final) parts.shift();
  if (parts[0]?.final) parts[0] = { ...parts[0], from: to, to };
  lane.parts = parts;
  // Nothing is left to be tried again: what comes next need not wait.
  if (parts.length === 0 && lane.phase === 'waiting') lane.phase = 'ready';
}

/** Whether all lanes of the shard are done with what they can have. */
export const isDone = (shard: MappingShard) => shard.lanes.every((lane) => isThrough(shard, lane)) && (shard.lanes.length > 0 || shard.phase === 'ended');

/** What a stop makes a lane forget: it begins again at the shard's checkpoint. */
export function reset(lane: Lane, checkpoint: number): void {
  Object.assign(lane, { done: checkpoint, collecting: newCollecting(checkpoint), parts: [], phase: 'ready', dueMs: null, running: null, window: null });
}

export const checkpointOf = (shard: MappingShard) => (shard.lanes.length === 0 ? null : Math.min(...shard.lanes.map(({ done }) => done)));
