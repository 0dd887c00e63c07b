/** How a shard's records gather: in front of the transform, then in the buffer that becomes an object. */
import type { ActorHost } from '../actor.ts';
import { addRecord, addSums, NO_SUMS, sumsOf, userRecords } from './records.ts';
import type { Buffer, FirehoseShard, FirehoseState, Rules, Segment, Sums, Transforming } from './state.ts';

const MIB = 1024 * 1024;
const BUFFER_MAX = 128 * MIB;
/** A shard that is so far behind has its buffer enlarged. */
const LAG_MS = 60_000;
const ENLARGED = 2;
/** Full buffers that wait for the bucket: with so many nothing more is taken. */
export const OUTGOING_MAX = 2;
/** Invocations of the transform for one batch. */
const ATTEMPTS_MAX = 4;

/** What no transform has touched. */
const PLAIN = { rules: null, threw: false } as const;

type Due = keyof FirehoseShard['dueMs'];

export function wake(host: ActorHost, state: FirehoseState, shard: FirehoseShard, what: Due, atMs: number): void {
  if (shard.dueMs[what] === atMs) return;
  shard.dueMs[what] = atMs;
  host.later(state, Math.max(0, atMs - host.nowMs), { type: 'due', shardIndex: shard.shardIndex, what, dueMs: atMs });
}

/** Takes up what was read, as far as there is room, and seals the buffer when a hint is reached. */
export function gather(host: ActorHost, state: FirehoseState, shard: FirehoseShard): void {
  if (state.config.transform || shard.transforming) transformNext(host, state, shard);
  if (!state.config.transform && !shard.transforming) takeDirectly(host, state, shard);
  sealIfDue(host, state, shard);
}

function takeDirectly(host: ActorHost, state: FirehoseState, shard: FirehoseShard): void {
  const log = host.log(shard.logId);
  const hint = hintBytes(state, shard);
  while (shard.taken < shard.position! && shard.outgoing.length < OUTGOING_MAX) {
    const from = shard.taken;
    const before = shard.buffer?.bytes ?? 0;
    const sums = { ...NO_SUMS };
    for (; shard.taken < shard.position! && before + sums.bytes < hint; shard.taken += 1) addRecord(sums, log, PLAIN, shard.taken);
    append(host, shard, { ...PLAIN, from, to: shard.taken }, sums);
    if (before + sums.bytes >= hint) seal(host, shard);
  }
}

function hintBytes({ config }: FirehoseState, { behindMs }: FirehoseShard): number {
  const hint = config.bufferSizeInMBs * MIB;
  return behindMs > LAG_MS ? Math.min(BUFFER_MAX, hint * ENLARGED) : hint;
}

function append(host: ActorHost, shard: FirehoseShard, segment: Segment, added: Sums): void {
  const log = host.log(shard.logId);
  const { buffer } = shard;
  const sums = addSums(buffer ?? NO_SUMS, added);
  const last = buffer?.segments.at(-1);
  const joins = last && last.threw === segment.threw && JSON.stringify(last.rules) === JSON.stringify(segment.rules);
  const segments = joins ? [...buffer!.segments.slice(0, -1), { ...last, to: segment.to }] : [...(buffer?.segments ?? []), segment];
  // From the arrival of its oldest record: but what was read late has not waited here.
  const sinceMs = buffer?.sinceMs ?? Math.max(shard.sealedMs, Math.min(host.nowMs, log.arrivalMs(segment.from)));
  shard.buffer = { from: buffer?.from ?? segment.from, to: segment.to, segments, sinceMs, ...sums };
}

function seal(host: ActorHost, shard: FirehoseShard): void {
  shard.outgoing = [...shard.outgoing, shard.buffer!];
  shard.buffer = null;
  shard.sealedMs = host.nowMs;
}

function sealIfDue(host: ActorHost, state: FirehoseState, shard: FirehoseShard): void {
  const { buffer } = shard;
  if (!buffer) return;
  const atMs = buffer.sinceMs + state.config.bufferIntervalInSeconds * 1000;
  const last = shard.phase === 'ended' && buffer.to === shard.position;
  const full = buffer.bytes + buffer.failedBytes >= hintBytes(state, shard);
  if (!last && !full && host.nowMs < atMs) return wake(host, state, shard, 'buffer', atMs);
  if (shard.outgoing.length < OUTGOING_MAX) seal(host, shard);
}

/** Gathers for the transform, and invokes it when one of its own hints is reached. */
function transformNext(host: ActorHost, state: FirehoseState, shard: FirehoseShard): void {
  const { transform } = state.config;
  const log = host.log(shard.logId);
  let stage = shard.transforming;
  if (stage?.running) return;
  const hint = (transform?.bufferSizeInMBs ?? 0) * MIB;
  let { to, bytes } = stage ?? { to: shard.taken, bytes: 0 };
  if (shard.outgoing.length < OUTGOING_MAX) {
    for (; to < shard.position! && bytes < hint; to += 1) for (const { data } of userRecords(log, to)) bytes += data.length;
  }
  if (to === (stage?.from ?? shard.taken)) return;
  stage = { from: stage?.from ?? shard.taken, to, bytes, sinceMs: stage?.sinceMs ?? host.nowMs, running: false, attempts: 0 };
  shard.transforming = stage;
  shard.taken = to;
  const atMs = stage.sinceMs + (transform?.bufferIntervalInSeconds ?? 0) * 1000;
  const last = shard.phase === 'ended' && to === shard.position;
  if (bytes < hint && !last && host.nowMs < atMs) wake(host, state, shard, 'transform', atMs);
  else invoke(host, state, shard, stage);
}

function invoke(host: ActorHost, state: FirehoseState, shard: FirehoseShard, stage: Transforming): void {
  state.counts.transforms += 1;
  shard.transforming = { ...stage, running: true, attempts: stage.attempts + 1 };
  wake(host, state, shard, 'transform', host.nowMs + (state.config.transform?.durationMs ?? 0));
}

/** The transform's time is over: it answered, or it was only waiting for more. */
export function onTransformDue(host: ActorHost, state: FirehoseState, shard: FirehoseShard): void {
  const stage = shard.transforming;
  if (!stage?.running) return;
  const { drops, fails, throws } = state.config.transform ?? {};
  const rules: Rules | null = drops || fails ? { ...(drops && { drops }), ...(fails && { fails }) } : null;
  const from = Math.max(stage.from, shard.delivered!);
  const log = host.log(shard.logId);
  const thrown = throws !== undefined && sumsOf(log, { from, to: stage.to, rules: { fails: throws }, threw: false }).failed > 0;
  if (thrown) state.counts.transformsFailed += 1;
  if (thrown && stage.attempts < ATTEMPTS_MAX) return invoke(host, state, shard, stage);
  shard.transforming = null;
  if (from === stage.to) return;
  const segment: Segment = { from, to: stage.to, rules: thrown ? null : rules, threw: thrown };
  append(host, shard, segment, sumsOf(log, segment));
}

/** What is left of a buffer from `at` on; null where nothing is. */
export function cut(host: ActorHost, shard: FirehoseShard, buffer: Buffer, at: number): Buffer | null {
  if (buffer.to <= at) return null;
  if (buffer.from >= at) return buffer;
  const log = host.log(shard.logId);
  const gone = buffer.segments.filter(({ from }) => from < at).map((segment) => sumsOf(log, { ...segment, to: Math.min(at, segment.to) }));
  const segments = buffer.segments.filter(({ to }) => to > at).map((segment) => ({ ...segment, from: Math.max(at, segment.from) }));
  return { ...buffer, from: at, segments, ...gone.reduce((sums: Sums, part) => addSums(sums, part, -1), buffer) };
}
