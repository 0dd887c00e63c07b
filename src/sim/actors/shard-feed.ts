/**
 * How a managed service (a Lambda event source mapping, Firehose) gets at a stream: it lists the shards, polls each or
 * subscribes to it, and reads parents to the end before it begins with their children. What becomes of the records is the
 * owner's affair. Positions are log indices: the next record to be read. Times in ms.
 */
import type { GetRecordsOutput } from '../kinesis/operations/get-records.ts';
import type { ListShardsOutput } from '../kinesis/operations/list-shards.ts';
import type { ShardIteratorType } from '../kinesis/operations/get-shard-iterator.ts';
import type { ChildShard } from '../kinesis/model/reading.ts';
import { sequenceNumberAt, type RecordSlice } from '../kinesis/model/record-slice.ts';
import { parseShardId, shardIdOf, type Shard } from '../kinesis/model/stream.ts';
import type { Push } from '../kinesis/model/subscription.ts';
import { quotas } from '../kinesis/quotas.ts';
import type { ActorBase, ActorHost, Answer } from './actor.ts';
import { findConsumer, type ConsumerTag } from './registered-consumer.ts';

export interface ShardFeed {
  readonly shardIndex: number;
  /** Which log holds its records: a stream that is deleted leaves it behind. */
  readonly logId: number;
  readonly createdSeconds: number;
  readonly parents: readonly number[];
  phase: 'stopped' | 'waiting for parents' | 'opening' | 'reading' | 'resting' | 'paused' | 'subscribing' | 'subscribed' | 'ended' | 'drained';
  /** Null where it begins at the tip, until the first records or the first empty answer say where that was. */
  position: number | null;
  /** Whether `position` is where records were read up to, and not where they are to begin. */
  begun: boolean;
  iterator: string | null;
  iteratorIssuedMs: number;
  polledMs: number;
  /** MillisBehindLatest of the newest answer. */
  behindMs: number;
  /** Tells a subscription from the one before it. */
  subscriptions: number;
}

export interface StartingPosition {
  readonly type: ShardIteratorType;
  /** With AT_TIMESTAMP: in the world's time. */
  readonly atMs?: number;
}

export interface FeedState<Feed extends ShardFeed> extends ActorBase {
  readonly config: { readonly streamName: string };
  readonly shards: Map<number, Feed>;
  /** The highest of the shards it began with, or −1: all later ones descend from those. */
  lastOfFirst: number;
  /** Whether a listing of the shards is under way, or waiting to be tried again. */
  listing: boolean;
  /** Of the registered consumer, where it reads by one. */
  consumerArn: string | null;
  /** Calls that the shards refused for their read limits. */
  readsThrottled: number;
}

/** What an owner tells its feeds. */
export interface FeedOwner<State, Feed> {
  /** From one GetRecords to the next at a shard's tip, and while it is behind. */
  readonly pollMs: number;
  readonly pollBehindMs: number;
  startingPosition(state: State): StartingPosition;
  /** Whether it subscribes as a registered consumer instead of polling. */
  fansOut(state: State): boolean;
  create(host: ActorHost, state: State, feed: ShardFeed): Feed;
  /** Whether there is room for more records. */
  wantsMore(state: State, feed: Feed): boolean;
  /** Records [from, to) have come, maybe none; or the shard has come to its end. */
  onRead(host: ActorHost, state: State, feed: Feed, from: number, to: number): void;
  /** The shard is gone before it was read to the end, and what was left of it with it. */
  onGone(host: ActorHost, state: State, feed: Feed): void;
  /** The stream is gone, and all that was known of it. */
  onForgotten(state: State): void;
}

export type FeedMessage = { readonly type: 'discover' } | { readonly type: 'consumer' } | { readonly type: 'poll' | 'open'; readonly shardIndex: number };
export type FeedTag = { readonly listing: 'first' | 'later' } | ConsumerTag | { readonly shardIndex: number; readonly subscription?: number };

const RETRY_MS = 1_000;
/** An iterator that is nearly too old is not worth trying. */
const ITERATOR_USED_MS = quotas.iteratorLifeMs - 10_000;

export function feedsOf<State extends FeedState<Feed>, Feed extends ShardFeed>(owner: FeedOwner<State, Feed>) {
  function start(host: ActorHost, state: State): void {
    if (owner.fansOut(state)) findConsumer(host, state);
    discover(host, state);
  }

  /** The owner says where each shard goes on from: it sets `position`. */
  function stop(state: State): void {
    state.listing = false;
    state.consumerArn = null;
    for (const feed of state.shards.values()) {
      if (feed.phase !== 'drained') feed.phase = 'stopped';
      feed.iterator = null;
    }
  }

  function onMessage(host: ActorHost, state: State, message: FeedMessage): void {
    if (message.type === 'discover') return listShards(host, state);
    if (message.type === 'consumer') return findConsumer(host, state);
    const feed = state.shards.get(message.shardIndex)!;
    if (message.type === 'open') open(host, state, feed);
    else if (feed.phase === 'resting') poll(host, state, feed);
  }

  function onAnswer(host: ActorHost, state: State, answer: Answer<FeedTag>): void {
    const { tag } = answer;
    if ('listing' in tag) return onShards(host, state, answer, tag.listing === 'first');
    if ('consumer' in tag) return findConsumer(host, state, answer, () => subscribeAll(host, state));
    const feed = state.shards.get(tag.shardIndex)!;
    if (answer.operation === 'GetShardIterator') onIterator(host, state, feed, answer);
    else if (answer.operation === 'GetRecords') onRecords(host, state, feed, answer);
    else onSubscribed(host, state, feed, answer);
  }

  function onPush(host: ActorHost, state: State, push: Push, tag: FeedTag): void {
    const { shardIndex, subscription } = tag as { shardIndex: number; subscription: number };
    const feed = state.shards.get(shardIndex)!;
    if (feed.subscriptions !== subscription || (feed.phase !== 'subscribed' && feed.phase !== 'subscribing')) return;
    if (push.type === 'event') {
      const { Records, MillisBehindLatest, ChildShards } = push.event;
      take(host, state, feed, Records, MillisBehindLatest, ChildShards);
    } else if (push.type === 'end') open(host, state, feed);
    else retryOpening(host, state, feed);
  }

  /** All of the shard has been dealt with: its children may begin. */
  function finish(host: ActorHost, state: State, feed: Feed): void {
    feed.phase = 'drained';
    const children = [...state.shards.values()].filter(({ parents }) => parents.includes(feed.shardIndex));
    host.trace({ atMs: host.nowMs, kind: 'ShardDrained', actor: state.name, shardIndex: feed.shardIndex, children: children.map(({ shardIndex }) => shardIndex) });
    if (!state.listing) startReady(host, state);
  }

  /** There may be room again. */
  function resume(host: ActorHost, state: State, feed: Feed): void {
    if (feed.phase !== 'paused' || !owner.wantsMore(state, feed)) return;
    if (host.nowMs - feed.iteratorIssuedMs > ITERATOR_USED_MS) open(host, state, feed);
    else rest(host, state, feed);
  }

  function discover(host: ActorHost, state: State): void {
    if (state.listing) return;
    state.listing = true;
    listShards(host, state);
  }

  function listShards(host: ActorHost, state: State): void {
    const first = state.lastOfFirst < 0;
    const { type, atMs = 0 } = owner.startingPosition(state);
    const filter = !first || type === 'TRIM_HORIZON' ? {} : { ShardFilter: type === 'LATEST' ? { Type: 'AT_LATEST' } : { Type: 'FROM_TIMESTAMP', Timestamp: (host.epochMs + atMs) / 1000 } };
    host.send(state, 'ListShards', { StreamName: state.config.streamName, ...filter }, { listing: first ? 'first' : 'later' });
  }

  function onShards(host: ActorHost, state: State, { outcome }: Answer<FeedTag>, first: boolean): void {
    if (!outcome.ok) {
      if (outcome.error.__type === 'ResourceNotFoundException' && !first) forgetStream(host, state);
      return host.later(state, RETRY_MS, { type: 'discover' });
    }
    const { Shards, NextToken } = outcome.value as ListShardsOutput;
    for (const { ShardId, ParentShardId, AdjacentParentShardId } of Shards) {
      const index = parseShardId(ShardId)!;
      const parents = [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined).map((id) => parseShardId(id)!);
      if (first || index > state.lastOfFirst) add(host, state, index, parents, first ? owner.startingPosition(state) : { type: 'TRIM_HORIZON' });
    }
    if (NextToken !== undefined) return host.send(state, 'ListShards', { NextToken }, { listing: first ? 'first' : 'later' });
    if (first) state.lastOfFirst = Math.max(...state.shards.keys());
    state.listing = false;
    startReady(host, state);
  }

  /** A stream of the same name is another one: it is read from the start, and no answer about the old one counts. */
  function forgetStream(host: ActorHost, state: State): void {
    state.shards.clear();
    state.lastOfFirst = -1;
    state.consumerArn = null;
    state.life += 1;
    owner.onForgotten(state);
    if (owner.fansOut(state)) findConsumer(host, state);
  }

  function add(host: ActorHost, state: State, shardIndex: number, parents: readonly number[], from: StartingPosition): void {
    const shard = shardOf(host, state, shardIndex);
    if (!shard || state.shards.has(shardIndex)) return;
    const feed: ShardFeed = {
      shardIndex,
      logId: shard.logId,
      createdSeconds: shard.createdSeconds,
      parents,
      phase: 'stopped',
      position: from.type === 'LATEST' ? null : from.atMs === undefined ? shard.head : host.log(shard.logId).firstArrivedAt(from.atMs, shard.head, shard.cursor.length),
      begun: false,
      iterator: null,
      iteratorIssuedMs: 0,
      polledMs: -Infinity,
      behindMs: 0,
      subscriptions: 0,
    };
    state.shards.set(shardIndex, owner.create(host, state, feed));
  }

  function startReady(host: ActorHost, state: State): void {
    for (const feed of state.shards.values()) {
      if (feed.phase !== 'stopped' && feed.phase !== 'waiting for parents') continue;
      const ready = feed.parents.every((parent) => (state.shards.get(parent)?.phase ?? 'drained') === 'drained');
      if (ready) open(host, state, feed);
      else feed.phase = 'waiting for parents';
    }
  }

  function open(host: ActorHost, state: State, feed: Feed): void {
    const at = startOf(host, state, feed);
    const { shardIndex } = feed;
    if (!owner.fansOut(state)) {
      feed.phase = 'opening';
      const { Type: ShardIteratorType, SequenceNumber, Timestamp } = at;
      const where = { ShardIteratorType, ...(SequenceNumber && { StartingSequenceNumber: SequenceNumber }), ...(Timestamp !== undefined && { Timestamp }) };
      return host.send(state, 'GetShardIterator', { StreamName: state.config.streamName, ShardId: shardIdOf(shardIndex), ...where }, { shardIndex });
    }
    feed.phase = 'subscribing';
    // Until the consumer is found, its shards wait: `subscribeAll` goes on.
    if (state.consumerArn === null) return;
    feed.subscriptions += 1;
    host.send(state, 'SubscribeToShard', { ConsumerARN: state.consumerArn, ShardId: shardIdOf(shardIndex), StartingPosition: at }, { shardIndex, subscription: feed.subscriptions });
  }

  function startOf(host: ActorHost, state: State, feed: Feed): { Type: ShardIteratorType; SequenceNumber?: string; Timestamp?: number } {
    const from = owner.startingPosition(state);
    if (!feed.begun && feed.shardIndex <= state.lastOfFirst) return { Type: from.type, ...(from.atMs !== undefined && { Timestamp: (host.epochMs + from.atMs) / 1000 }) };
    if (feed.position === null || feed.position === 0) return { Type: 'TRIM_HORIZON' };
    return { Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumberOf(host, feed, feed.position - 1) };
  }

  function onIterator(host: ActorHost, state: State, feed: Feed, { outcome }: Answer<FeedTag>): void {
    if (outcome.ok) {
      takeIterator(host, feed, (outcome.value as { ShardIterator: string }).ShardIterator);
      poll(host, state, feed);
    } else if (outcome.error.__type === 'ResourceNotFoundException') gone(host, state, feed);
    else retryOpening(host, state, feed);
  }

  function retryOpening(host: ActorHost, state: State, feed: Feed): void {
    if (owner.fansOut(state)) feed.phase = 'subscribing';
    host.later(state, RETRY_MS, { type: 'open', shardIndex: feed.shardIndex });
  }

  function takeIterator(host: ActorHost, feed: Feed, iterator: string): void {
    feed.iterator = iterator;
    feed.iteratorIssuedMs = host.nowMs;
  }

  function poll(host: ActorHost, state: State, feed: Feed): void {
    feed.phase = 'reading';
    feed.polledMs = host.nowMs;
    host.send(state, 'GetRecords', { ShardIterator: feed.iterator! }, { shardIndex: feed.shardIndex });
  }

  function onRecords(host: ActorHost, state: State, feed: Feed, { outcome }: Answer<FeedTag>): void {
    if (!outcome.ok) {
      const code = outcome.error.__type;
      if (code === 'ExpiredIteratorException') return open(host, state, feed);
      if (code === 'ResourceNotFoundException') return gone(host, state, feed);
      if (code === 'ProvisionedThroughputExceededException') state.readsThrottled += 1;
      feed.phase = 'resting';
      return host.later(state, RETRY_MS, { type: 'poll', shardIndex: feed.shardIndex });
    }
    const { Records, NextShardIterator, MillisBehindLatest, ChildShards } = outcome.value as GetRecordsOutput;
    if (NextShardIterator !== undefined) takeIterator(host, feed, NextShardIterator);
    take(host, state, feed, Records, MillisBehindLatest, NextShardIterator === undefined ? (ChildShards ?? []) : undefined);
    if (feed.phase === 'reading') rest(host, state, feed);
  }

  function rest(host: ActorHost, state: State, feed: Feed): void {
    if (!owner.wantsMore(state, feed)) {
      feed.phase = 'paused';
      return;
    }
    feed.phase = 'resting';
    const dueMs = feed.polledMs + (feed.behindMs > 0 ? owner.pollBehindMs : owner.pollMs);
    host.later(state, Math.max(0, dueMs - host.nowMs), { type: 'poll', shardIndex: feed.shardIndex });
  }

  /** Records have come. @param children given where the shard has come to its end */
  function take(host: ActorHost, state: State, feed: Feed, { from, to }: RecordSlice, behindMs: number, children: readonly ChildShard[] | undefined): void {
    const known = feed.position ?? from;
    feed.position = Math.max(known, to);
    feed.begun = true;
    feed.behindMs = behindMs;
    if (children) end(host, state, feed, children);
    owner.onRead(host, state, feed, feed.position === to ? Math.max(known, from) : to, to);
  }

  function end(host: ActorHost, state: State, feed: Feed, childShards: readonly ChildShard[]): void {
    feed.phase = 'ended';
    feed.iterator = null;
    const children = childShards.map(({ ShardId, ParentShards }) => ({ index: parseShardId(ShardId)!, parents: ParentShards.map((id) => parseShardId(id)!) }));
    // The other parent of a merge may be a shard that comes later here: the listing says whose child that is.
    const strange = children.some(({ parents }) => parents.some((parent) => parent > state.lastOfFirst && !state.shards.has(parent)));
    if (strange) return discover(host, state);
    for (const { index, parents } of children) add(host, state, index, parents, { type: 'TRIM_HORIZON' });
  }

  /** It has expired, or the stream is gone: who its children are, a listing says. */
  function gone(host: ActorHost, state: State, feed: Feed): void {
    feed.phase = 'ended';
    feed.iterator = null;
    discover(host, state);
    owner.onGone(host, state, feed);
  }

  function subscribeAll(host: ActorHost, state: State): void {
    for (const feed of state.shards.values()) if (feed.phase === 'subscribing') open(host, state, feed);
  }

  function onSubscribed(host: ActorHost, state: State, feed: Feed, { outcome, tag }: Answer<FeedTag>): void {
    if ((tag as { subscription: number }).subscription !== feed.subscriptions || feed.phase !== 'subscribing') return;
    if (outcome.ok) feed.phase = 'subscribed';
    else if (outcome.error.__type !== 'ResourceNotFoundException') retryOpening(host, state, feed);
    else if (!host.stream(state.config.streamName)?.consumers.has(state.name)) {
      // Somebody has deregistered it.
      if (state.consumerArn !== null) findConsumer(host, state);
      state.consumerArn = null;
    } else gone(host, state, feed);
  }

  return { start, stop, onMessage, onAnswer, onPush, finish, resume };
}

export function shardOf(host: ActorHost, { config }: { readonly config: { readonly streamName: string } }, shardIndex: number): Shard | undefined {
  return host.stream(config.streamName)?.shards[shardIndex];
}

export function sequenceNumberOf(host: ActorHost, { logId, shardIndex, createdSeconds }: Pick<ShardFeed, 'logId' | 'shardIndex' | 'createdSeconds'>, index: number): string {
  const slice: RecordSlice = { logId, from: index, to: index + 1, shardIndex, shardCreatedSeconds: createdSeconds };
  return sequenceNumberAt(host.log(logId), slice, index, host.epochMs);
}

/** The first record that is still kept, as far as is known. */
export function headOf(host: ActorHost, state: { readonly config: { readonly streamName: string } }, { shardIndex, logId }: ShardFeed): number {
  const shard = shardOf(host, state, shardIndex);
  return shard?.logId === logId ? shard.head : 0;
}

/** Whether records of this shard, which it has not met, would have come to it later. */
export const willMeet = <Feed extends ShardFeed>(state: FeedState<Feed>, shardIndex: number): boolean =>
  state.lastOfFirst >= 0 && shardIndex > state.lastOfFirst && !state.shards.has(shardIndex);

/** Whether a parent that it knows is not done with. */
export const isAncestorLeft = <Feed extends ShardFeed>({ shards }: FeedState<Feed>, { parents }: ShardFeed): boolean =>
  parents.some((parent) => (shards.get(parent)?.phase ?? 'drained') !== 'drained');
