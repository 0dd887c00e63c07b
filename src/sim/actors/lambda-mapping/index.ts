/**
 * A Lambda event source mapping: it reads a stream, or has it pushed, and invokes a function with batches, each shard in
 * order, P batches of a shard at a time where its parallelization factor is P. At least once; what fails holds its lane up
 * until it succeeds, is given up, or expires.
 */
import { err } from '../../kernel/result.ts';
import type { ActorHost, ActorKind } from '../actor.ts';
import { feedsOf, shardOf, willMeet, type FeedMessage, type FeedTag } from '../shard-feed.ts';
import { limitOf } from './batching.ts';
import { lambdaMappingProblem, type LambdaMappingConfig } from './config.ts';
import { parsePatterns } from './filter.ts';
import { checkpointOf, countTaken, drive, expire, isDone, onDue, reset } from './lanes.ts';
import { mapLanes } from './records.ts';
import { newLane, type LambdaMappingState, type MappingShard } from './state.ts';

export type MappingMessage =
  | FeedMessage
  /** What was set a while ago comes into force. */
  | { readonly type: 'in force'; readonly config: LambdaMappingConfig }
  | { readonly type: 'due'; readonly shardIndex: number; readonly lane: number; readonly dueMs: number };

/** Until a mapping that was created, or changed, works as it should. AWS says "minutes". */
const CHANGE_MS = 60_000;
const POLL_MS = 1_000;
/** As fast as a shard answers. */
const POLL_BEHIND_MS = 200;
/** Records read ahead, at most: what a GetRecords can bring comes on top. */
const READ_AHEAD = 10_000;

export const lambdaMapping: ActorKind<LambdaMappingConfig, LambdaMappingState, MappingMessage, FeedTag> = {
  kind: 'lambda-mapping',
  problem: lambdaMappingProblem,
  create: newMapping,
  start: (host, state) => host.later(state, CHANGE_MS, { type: 'in force', config: state.config }),
  stop,
  onMessage,
  onAnswer: (host, state, answer) => feeds.onAnswer(host, state, answer),
  onPush: (host, state, push, tag) => feeds.onPush(host, state, push, tag),
  onExpired,
  reposition: (_, { name }) => err(`The starting position of ${name} was fixed when the mapping was made, and an update cannot change it. Delete the mapping and make another that starts elsewhere.`),
  // A function changes at once; a mapping in a while.
  onConfigured: (host, state) => host.later(state, CHANGE_MS, { type: 'in force', config: state.config }),
};

const feeds = feedsOf<LambdaMappingState, MappingShard>({
  pollMs: POLL_MS,
  pollBehindMs: POLL_BEHIND_MS,
  startingPosition: ({ inForce, config }) => {
    const { startingPosition: type, startingPositionMs } = inForce ?? config;
    return { type, ...(type === 'AT_TIMESTAMP' && { atMs: startingPositionMs! }) };
  },
  fansOut: ({ inForce }) => inForce?.reading === 'fan-out',
  create: (host, state, feed) => {
    const { start, end } = shardOf(host, state, feed.shardIndex)!;
    const shard: MappingShard = { ...feed, lanes: [], map: null, accountFrom: feed.position ?? 0, filters: [], changesAt: null, start, end, goneTo: null };
    if (shard.position !== null) makeLanes(state, shard, shard.position);
    return shard;
  },
  wantsMore: (state, shard) => {
    const { batchSize, parallelizationFactor } = state.inForce!;
    const waiting = (shard.position ?? 0) - (checkpointOf(shard) ?? 0);
    return waiting < Math.min(READ_AHEAD, 2 * batchSize * parallelizationFactor);
  },
  onRead: (host, state, shard, from) => {
    if (shard.lanes.length === 0) {
      shard.accountFrom = from;
      makeLanes(state, shard, from);
    }
    mapLanes(host, state, shard);
    driveAll(host, state, shard);
  },
  onGone: (host, state, shard) => {
    const left = shardOf(host, state, shard.shardIndex);
    if (shard.position !== null) {
      if (left?.logId === shard.logId) shard.position = left.cursor.length;
      shard.goneTo = shard.position;
    }
    for (const lane of shard.lanes) expire(host, state, shard, lane);
    driveAll(host, state, shard);
  },
  onForgotten: (state) => {
    state.concurrency = 0;
  },
});

function newMapping(config: LambdaMappingConfig, ordinal: number): LambdaMappingState {
  return {
    kind: 'lambda-mapping',
    name: config.name,
    ordinal,
    running: false,
    life: 0,
    config,
    inForce: null,
    enabled: false,
    shards: new Map(),
    lastOfFirst: -1,
    listing: false,
    consumerArn: null,
    readsThrottled: 0,
    concurrency: 0,
    counts: { delivered: 0, filtered: 0, dropped: 0, discarded: 0, lost: 0, repeated: 0, invocations: 0, failures: 0, throttles: 0, discards: 0, messages: 0 },
    messages: [],
    windowsClosed: [],
  };
}

function makeLanes(state: LambdaMappingState, shard: MappingShard, at: number): void {
  shard.filters = parsePatterns(state.inForce!.filters);
  shard.lanes = Array.from({ length: state.inForce!.parallelizationFactor }, (_, index) => newLane(index, at));
}

function onMessage(host: ActorHost, state: LambdaMappingState, message: MappingMessage): void {
  if (message.type === 'in force') return putInForce(host, state, message.config);
  if (message.type !== 'due') return feeds.onMessage(host, state, message);
  const shard = state.shards.get(message.shardIndex)!;
  const lane = shard.lanes[message.lane];
  if (lane?.dueMs !== message.dueMs) return;
  onDue(host, state, shard, lane);
  driveAll(host, state, shard);
}

/** Where records are read from and how is settled when the mapping is created; the rest takes over. */
function putInForce(host: ActorHost, state: LambdaMappingState, config: LambdaMappingConfig): void {
  const before = state.inForce;
  const { reading, startingPosition, startingPositionMs } = before ?? config;
  state.inForce = { ...config, reading, startingPosition, ...(startingPositionMs !== undefined && { startingPositionMs }) };
  if (!state.enabled) {
    state.enabled = true;
    host.trace({ atMs: host.nowMs, kind: 'MappingEnabled', actor: state.name });
    feeds.start(host, state);
  }
  for (const shard of state.shards.values()) {
    // A key stays with its lane: others take over where all of these have come to.
    const changes = shard.lanes.length !== config.parallelizationFactor || JSON.stringify(shard.filters) !== JSON.stringify(parsePatterns(config.filters));
    if (changes && shard.lanes.length > 0) shard.changesAt = Math.max(shard.position ?? 0, ...shard.lanes.map(({ furthest }) => furthest));
    else shard.changesAt = null;
    if (shard.phase !== 'stopped' && shard.phase !== 'drained') driveAll(host, state, shard);
  }
}

function driveAll(host: ActorHost, state: LambdaMappingState, shard: MappingShard): void {
  for (const lane of shard.lanes) drive(host, state, shard, lane);
  if (shard.phase === 'drained' || !isDone(shard)) return feeds.resume(host, state, shard);
  if (shard.changesAt !== null && shard.changesAt === limitOf(shard)) {
    shard.changesAt = null;
    makeLanes(state, shard, Math.max(...shard.lanes.map(({ done }) => done)));
    mapLanes(host, state, shard);
    return driveAll(host, state, shard);
  }
  feeds.finish(host, state, shard);
}

/** A mapping that is disabled. The functions that run come to their end, and nobody hears of it. */
function stop(host: ActorHost, state: LambdaMappingState): void {
  feeds.stop(state);
  state.enabled = false;
  for (const shard of state.shards.values()) {
    if (shard.phase === 'drained') continue;
    for (const lane of shard.lanes) if (lane.running) countTaken(host, state, shard, lane);
    const checkpoint = checkpointOf(shard);
    for (const lane of shard.lanes) {
      reset(lane, checkpoint!);
      expire(host, state, shard, lane);
    }
    shard.position = checkpoint;
  }
  state.concurrency = 0;
}

function onExpired(host: ActorHost, state: LambdaMappingState, shardIndex: number, from: number, to: number): void {
  const shard = state.shards.get(shardIndex);
  if (shard) {
    if (shard.phase === 'drained') return;
    for (const lane of shard.lanes) expire(host, state, shard, lane);
    if (state.running && shard.phase !== 'stopped') driveAll(host, state, shard);
  } else if (willMeet(state, shardIndex)) {
    state.counts.lost += to - from;
    host.trace({ atMs: host.nowMs, kind: 'RecordsLost', actor: state.name, shardIndex, records: to - from });
  }
}
