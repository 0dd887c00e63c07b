/**
 * What happens, folded into metrics and the bill: calls as they are answered, events as they are pushed, and what the
 * trace tells. Nothing here looks at a record more than once, and at most of them not at all.
 */
import { billingOf, count, settle, settleAll, type CostState } from '../cost/meter.ts';
import type { ServiceState } from '../kinesis/context.ts';
import type { PutEntry } from '../kinesis/model/append.ts';
import type { ShardLog } from '../kinesis/model/shard-log.ts';
import { parseShardId, type Shard, type ShardLevelMetric, type Stream } from '../kinesis/model/stream.ts';
import type { Push } from '../kinesis/model/subscription.ts';
import type { GetRecordsOutput } from '../kinesis/operations/get-records.ts';
import type { PutRecordOutput } from '../kinesis/operations/put-record.ts';
import type { PutRecordsOutput } from '../kinesis/operations/put-records.ts';
import type { SimTraceEntry } from '../kinesis/trace-entries.ts';
import type { StreamMetric } from './catalogue.ts';
import { blockBytes, putRecordOf, putRecordsOf, readBy, streamNamed, subscriberIn, type Put, type ServedCall } from './served-call.ts';
import { bytesIn, ShardWrites } from './shard-writes.ts';

/** Where samples go, and what there is to look at. */
export interface Folding {
  readonly nowMs: number;
  readonly state: ServiceState;
  readonly costs: CostState;
  log(logId: number): ShardLog;
  /** A sample for the stream, or for a registered consumer of it. */
  stream(streamName: string, metric: StreamMetric, value: number, consumer?: string): void;
  shard(streamName: string, shardIndex: number, metric: ShardLevelMetric, value: number): void;
  /** What a put left in each shard: a sample for each; empties the tally. */
  shardWrites(streamName: string, writes: ShardWrites): void;
}

const WEEK_MS = 7 * 86_400_000;
const writes = new ShardWrites();
const THROTTLED = 'ProvisionedThroughputExceededException';

export function foldCall(to: Folding, call: ServedCall): void {
  // A link may hold anything.
  if (typeof call.input !== 'object' || call.input === null) return;
  switch (call.operation) {
    case 'PutRecord':
    case 'PutRecords': {
      const stream = streamNamed(to.state.streams, call.input);
      if (stream) foldPut(to, stream, call);
      return;
    }
    case 'GetRecords':
      return foldRead(to, call);
    case 'SubscribeToShard':
      return foldSubscribe(to, call);
    case 'UpdateAccountSettings':
      return settleAll(to.costs, to);
  }
}

function foldPut(to: Folding, stream: Stream, call: ServedCall): void {
  const { name } = stream;
  const { operation, outcome, latencyMs } = call;
  if (operation === 'PutRecord') {
    const put = putRecordOf(stream, call);
    if (outcome.ok) {
      to.stream(name, 'PutRecord.Bytes', put.bytes);
      writes.add(parseShardId((outcome.value as PutRecordOutput).ShardId)!, put.bytes);
      to.shardWrites(name, writes);
    }
    to.stream(name, 'PutRecord.Latency', latencyMs);
    to.stream(name, 'PutRecord.Success', outcome.ok ? 1 : 0);
    return foldIncoming(to, stream, put);
  }
  to.stream(name, 'PutRecords.Latency', latencyMs);
  if (!outcome.ok) return to.stream(name, 'PutRecords.Success', 0);
  const { Records } = call.input as { Records: readonly PutEntry[] };
  const put = putRecordsOf(stream, Records, outcome.value as PutRecordsOutput, writes);
  to.shardWrites(name, writes);
  to.stream(name, 'PutRecords.Bytes', put.bytes);
  to.stream(name, 'PutRecords.Records', put.records);
  to.stream(name, 'PutRecords.Success', put.records > 0 ? 1 : 0);
  to.stream(name, 'PutRecords.TotalRecords', Records.length);
  to.stream(name, 'PutRecords.SuccessfulRecords', put.records);
  to.stream(name, 'PutRecords.FailedRecords', put.failed);
  to.stream(name, 'PutRecords.ThrottledRecords', put.throttled);
  foldIncoming(to, stream, put);
}

function foldIncoming(to: Folding, stream: Stream, { records, bytes, blocks, throttled }: Put): void {
  const { name } = stream;
  to.stream(name, 'WriteProvisionedThroughputExceeded', throttled);
  if (records === 0) return;
  to.stream(name, 'IncomingBytes', bytes);
  to.stream(name, 'IncomingRecords', records);
  const billing = billingOf(to.state, stream);
  if (billing === 'provisioned') count(to.costs, name, 'putUnits', blocks);
  else count(to.costs, name, billing === 'standard' ? 'onDemandIn' : 'advantageIn', blocks * blockBytes(stream));
}

function foldRead(to: Folding, call: ServedCall): void {
  const read = readBy(to.state.streams, call);
  if (!read) return;
  const { stream, shard } = read;
  const { name } = stream;
  const { outcome, latencyMs } = call;
  to.stream(name, 'GetRecords.Latency', latencyMs);
  to.stream(name, 'GetRecords.Success', outcome.ok ? 1 : 0);
  to.stream(name, 'ReadProvisionedThroughputExceeded', !outcome.ok && outcome.error.__type === THROTTLED ? 1 : 0);
  if (!outcome.ok) return;
  const { Records, MillisBehindLatest } = outcome.value as GetRecordsOutput;
  const { from, to: end } = Records;
  // The service has just added it up, to charge the shard's quota.
  const { bytes } = shard.recentReads.at(-1)!;
  to.stream(name, 'GetRecords.Bytes', bytes);
  to.stream(name, 'GetRecords.Records', end - from);
  to.stream(name, 'GetRecords.IteratorAge', MillisBehindLatest);
  to.stream(name, 'GetRecords.IteratorAgeMilliseconds', MillisBehindLatest);
  to.shard(name, shard.index, 'IteratorAgeMilliseconds', MillisBehindLatest);
  to.shard(name, shard.index, 'ReadProvisionedThroughputExceeded', 0);
  foldOutgoing(to, stream, shard, from, end, bytes, false);
}

function foldOutgoing(to: Folding, stream: Stream, { index, logId }: Shard, from: number, end: number, bytes: number, fanOut: boolean): void {
  const { name } = stream;
  to.shard(name, index, 'OutgoingBytes', bytes);
  to.shard(name, index, 'OutgoingRecords', end - from);
  const billing = billingOf(to.state, stream);
  if (billing === 'advantage') return count(to.costs, name, 'advantageOut', bytes);
  if (billing === 'standard') return count(to.costs, name, fanOut ? 'onDemandFanOut' : 'onDemandOut', bytes);
  if (fanOut) count(to.costs, name, 'fanOutBytes', bytes);
  else if (stream.retentionHours > 168 && end > from) {
    const log = to.log(logId);
    count(to.costs, name, 'longTermRetrieval', bytesIn(log, from, log.firstArrivedAt(to.nowMs - WEEK_MS, from, end)));
  }
}

function foldSubscribe(to: Folding, call: ServedCall): void {
  const subscriber = subscriberIn(to.state.streams, call);
  if (!subscriber) return;
  const { stream, consumer } = subscriber;
  const { outcome } = call;
  to.stream(stream.name, 'SubscribeToShard.Success', outcome.ok ? 1 : 0, consumer);
  // Called too often, or while another subscription is too young to be taken over.
  const code = outcome.ok ? null : outcome.error.__type;
  const active = stream.consumers.get(consumer)!.status === 'ACTIVE';
  if (code === 'LimitExceededException' || (code === 'ResourceInUseException' && active)) to.stream(stream.name, 'SubscribeToShard.RateExceeded', 1, consumer);
}

/** An event or the end of a subscription. */
export function foldPush(to: Folding, subscriptionId: number, push: Push): void {
  if (push.type !== 'event') return;
  const subscription = to.state.subscriptions.get(subscriptionId);
  const stream = subscription && to.state.streams.get(subscription.streamName);
  if (!stream) return;
  const { Records, MillisBehindLatest } = push.event;
  const { from, to: end, logId, shardIndex } = Records;
  const bytes = bytesIn(to.log(logId), from, end);
  const sample = (metric: StreamMetric, value: number) => to.stream(stream.name, metric, value, subscription!.consumer);
  sample('SubscribeToShardEvent.Bytes', bytes);
  sample('SubscribeToShardEvent.Records', end - from);
  sample('SubscribeToShardEvent.MillisBehindLatest', MillisBehindLatest);
  sample('SubscribeToShardEvent.Success', 1);
  foldOutgoing(to, stream, stream.shards[shardIndex]!, from, end, bytes, true);
}

export function foldEntry(to: Folding, entry: SimTraceEntry): void {
  switch (entry.kind) {
    case 'WriteThrottled':
      return to.shard(entry.streamName, entry.shardIndex, 'WriteProvisionedThroughputExceeded', entry.records);
    case 'ReadThrottled':
      return to.shard(entry.streamName, entry.shardIndex, 'ReadProvisionedThroughputExceeded', 1);
    case 'SubscriptionEnded':
      // Otherwise its time was over, its shard was, or its client left.
      if (/Exception$|^Internal/.test(entry.reason)) to.stream(entry.streamName, 'SubscribeToShardEvent.Success', 0, entry.actor);
      return;
    case 'StreamStatusChanged':
    case 'ShardsOpened':
    case 'ConsumerStatusChanged':
      return settle(to.costs, to, entry.streamName);
    case 'RetentionChanged':
      return settle(to.costs, to, entry.streamName, entry.toHours);
  }
}
