/**
 * Firehose with a Kinesis stream as its source and a bucket as its destination. It begins at the tip, asks each shard for
 * records once a second, opens aggregates, and writes an object whenever a shard's buffer is full or old enough. Each record
 * is in the bucket once; it cannot be asked to go back.
 */
import { err } from '../../kernel/result.ts';
import type { ActorHost, ActorKind } from '../actor.ts';
import { feedsOf, headOf, shardOf, willMeet, type FeedMessage, type FeedTag } from '../shard-feed.ts';
import { cut, gather, onTransformDue, OUTGOING_MAX, wake } from './buffering.ts';
import { firehoseProblem, type FirehoseConfig } from './config.ts';
import { objectKey } from './objects.ts';
import { countUsers } from './records.ts';
import type { Buffer, FirehoseShard, FirehoseState, S3Object } from './state.ts';

export type FirehoseMessage = FeedMessage | { readonly type: 'due'; readonly shardIndex: number; readonly what: 'transform' | 'buffer' | 'put'; readonly dueMs: number };

const POLL_MS = 1_000;
/** Records read that wait for a place in a buffer: with so many no more are asked for. */
const WAITING_MAX = 10_000;
const PUT_MS = 100;
const BACKOFF_MS = 1_000;
const BACKOFF_MAX_MS = 60_000;
const OBJECTS_KEPT = 50;

export const firehose: ActorKind<FirehoseConfig, FirehoseState, FirehoseMessage, FeedTag> = {
  kind: 'firehose',
  problem: firehoseProblem,
  create: newFirehose,
  start: (host, state) => feeds.start(host, state),
  stop,
  onMessage,
  onAnswer: (host, state, answer) => feeds.onAnswer(host, state, answer),
  onExpired,
  reposition: (_, { name }) => err(`${name} began at LATEST when it was made and goes on from there: Firehose has no call to read again or to pass anything over.`),
  onConfigured: (host, state) => {
    for (const shard of state.shards.values()) drive(host, state, shard);
  },
};

const feeds = feedsOf<FirehoseState, FirehoseShard>({
  pollMs: POLL_MS,
  pollBehindMs: POLL_MS,
  startingPosition: () => ({ type: 'LATEST' }),
  fansOut: () => false,
  create: (_host, _state, feed) => ({
    ...feed,
    delivered: feed.position,
    taken: feed.position ?? 0,
    transforming: null,
    buffer: null,
    outgoing: [],
    put: 'idle',
    puts: 0,
    sealedMs: 0,
    dueMs: { transform: null, buffer: null, put: null },
  }),
  wantsMore: (_, { outgoing, position, taken }) => outgoing.length < OUTGOING_MAX && (position ?? 0) - taken < WAITING_MAX,
  onRead: (host, state, shard, from) => {
    if (shard.delivered === null) shard.delivered = shard.taken = from;
    host.measure(state, 'KinesisMillisBehindLatest', shard.shardIndex, shard.behindMs);
    drive(host, state, shard);
    measureFreshness(host, state, shard);
  },
  onGone: (host, state, shard) => {
    const left = shardOf(host, state, shard.shardIndex);
    // What was read is still here; the rest never will be.
    if (shard.position !== null && left?.logId === shard.logId) lose(host, state, shard, shard.position, left.cursor.length);
    drive(host, state, shard);
  },
  onForgotten: () => undefined,
});

function newFirehose(config: FirehoseConfig, ordinal: number): FirehoseState {
  return {
    kind: 'firehose',
    name: config.name,
    ordinal,
    running: false,
    life: 0,
    config,
    shards: new Map(),
    lastOfFirst: -1,
    listing: false,
    consumerArn: null,
    readsThrottled: 0,
    counts: { delivered: 0, bytes: 0, objects: 0, failed: 0, failedObjects: 0, dropped: 0, lost: 0, putsFailed: 0, transforms: 0, transformsFailed: 0 },
    objects: [],
  };
}

function onMessage(host: ActorHost, state: FirehoseState, message: FirehoseMessage): void {
  if (message.type !== 'due') return feeds.onMessage(host, state, message);
  const shard = state.shards.get(message.shardIndex)!;
  if (shard.dueMs[message.what] !== message.dueMs) return;
  shard.dueMs[message.what] = null;
  if (message.what === 'transform') onTransformDue(host, state, shard);
  else if (message.what === 'put') onPutDue(host, state, shard);
  drive(host, state, shard);
}

/** Does all that can be done now for a shard. */
function drive(host: ActorHost, state: FirehoseState, shard: FirehoseShard): void {
  if (shard.delivered === null) {
    if (shard.phase === 'ended') feeds.finish(host, state, shard);
    return;
  }
  if (shard.phase === 'drained' || shard.phase === 'stopped') return;
  expire(host, state, shard);
  gather(host, state, shard);
  if (shard.put === 'idle' && shard.outgoing.length > 0) putNext(host, state, shard);
  if (shard.phase === 'ended' && shard.delivered === shard.position) feeds.finish(host, state, shard);
  else feeds.resume(host, state, shard);
}

function putNext(host: ActorHost, state: FirehoseState, shard: FirehoseShard): void {
  shard.put = 'putting';
  wake(host, state, shard, 'put', host.nowMs + PUT_MS);
}

/** A put has been answered or not; or it is time to try again. */
function onPutDue(host: ActorHost, state: FirehoseState, shard: FirehoseShard): void {
  if (shard.put === 'waiting') {
    shard.put = 'idle';
    return;
  }
  if (state.config.bucketDown) {
    state.counts.putsFailed += 1;
    if (shard.puts === 0) host.trace({ atMs: host.nowMs, kind: 'DeliveryFailed', actor: state.name, shardIndex: shard.shardIndex });
    shard.put = 'waiting';
    wake(host, state, shard, 'put', host.nowMs + Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** Math.min(10, shard.puts)));
    shard.puts += 1;
    return;
  }
  const [buffer, ...rest] = shard.outgoing;
  shard.outgoing = rest;
  shard.put = 'idle';
  shard.puts = 0;
  deliver(host, state, shard, buffer!);
}

function deliver(host: ActorHost, state: FirehoseState, shard: FirehoseShard, buffer: Buffer): void {
  const { counts } = state;
  const { records, failed, dropped, to } = buffer;
  if (records > 0) write(host, state, shard, buffer, 'data');
  if (failed > 0) write(host, state, shard, buffer, 'processing-failed');
  counts.delivered += records;
  counts.failed += failed;
  counts.dropped += dropped;
  shard.delivered = to;
  measureFreshness(host, state, shard);
}

function write(host: ActorHost, state: FirehoseState, shard: FirehoseShard, buffer: Buffer, kind: S3Object['kind']): void {
  const { config, counts } = state;
  const { shardIndex, logId } = shard;
  const isData = kind === 'data';
  const records = isData ? buffer.records : buffer.failed;
  const delimited = isData && config.appendDelimiterToRecord;
  const bytes = (isData ? buffer.bytes : buffer.failedBytes) + (delimited ? records : 0);
  const wallMs = host.epochMs + host.log(logId).arrivalMs(buffer.from);
  const key = objectKey(isData ? config.prefix : 'processing-failed/', config.name, wallMs, () => host.draw(state));
  const { segments } = buffer;
  state.objects = [...state.objects.slice(1 - OBJECTS_KEPT), { key, atMs: host.nowMs, kind, shardIndex, records, bytes, logId, segments, delimited }];
  if (isData) {
    counts.objects += 1;
    counts.bytes += bytes;
  } else counts.failedObjects += 1;
  host.trace({ atMs: host.nowMs, kind: 'ObjectDelivered', actor: state.name, shardIndex, records, key });
}

/** The age of the oldest record that is not in the bucket, in seconds as CloudWatch has it. */
function measureFreshness(host: ActorHost, state: FirehoseState, shard: FirehoseShard): void {
  const { delivered, position, logId, shardIndex } = shard;
  const ageMs = delivered === null || delivered >= position! ? 0 : host.nowMs - host.log(logId).arrivalMs(delivered);
  host.measure(state, 'DeliveryToS3.DataFreshness', shardIndex, ageMs / 1000);
}

/** A Firehose stream that is switched off: it goes on from what was in the bucket. */
function stop(host: ActorHost, state: FirehoseState): void {
  feeds.stop(state);
  for (const shard of state.shards.values()) {
    if (shard.phase === 'drained') continue;
    const { delivered } = shard;
    Object.assign(shard, { position: delivered, taken: delivered ?? 0, transforming: null, buffer: null, outgoing: [], put: 'idle', puts: 0 });
    Object.assign(shard.dueMs, { transform: null, buffer: null, put: null });
    expire(host, state, shard);
  }
}

function onExpired(host: ActorHost, state: FirehoseState, shardIndex: number, from: number, to: number): void {
  const shard = state.shards.get(shardIndex);
  if (!shard) {
    if (willMeet(state, shardIndex)) count(host, state, shardIndex, to - from);
  } else if (shard.phase !== 'drained') {
    expire(host, state, shard);
    if (state.running) drive(host, state, shard);
  }
}

/** What has passed retention before it was in the bucket is lost, also what Firehose holds: but not what is being put. */
function expire(host: ActorHost, state: FirehoseState, shard: FirehoseShard): void {
  const head = headOf(host, state, shard);
  const { delivered, position, put, phase } = shard;
  if (delivered === null || put === 'putting') return;
  const to = phase === 'ended' ? Math.min(head, position!) : head;
  if (to <= delivered) return;
  lose(host, state, shard, delivered, to);
  shard.delivered = to;
  shard.taken = Math.max(shard.taken, to);
  shard.position = Math.max(position!, to);
  shard.outgoing = shard.outgoing.map((buffer) => cut(host, shard, buffer, to)).filter((buffer) => buffer !== null);
  shard.buffer = shard.buffer && cut(host, shard, shard.buffer, to);
  const stage = shard.transforming;
  if (stage && !stage.running) shard.transforming = stage.to <= to ? null : { ...stage, from: Math.max(stage.from, to) };
}

function lose(host: ActorHost, state: FirehoseState, shard: FirehoseShard, from: number, to: number): void {
  count(host, state, shard.shardIndex, countUsers(host.log(shard.logId), from, to));
}

function count(host: ActorHost, state: FirehoseState, shardIndex: number, records: number): void {
  if (records === 0) return;
  state.counts.lost += records;
  host.trace({ atMs: host.nowMs, kind: 'RecordsLost', actor: state.name, shardIndex, records });
}
