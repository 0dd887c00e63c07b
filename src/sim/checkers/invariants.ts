/**
 * What must hold after every event, whatever was done. Pure and cheap: it looks at the state, at the newest records of
 * each shard, and at what is under way. Each breach is a sentence; an empty list means that all is well.
 */
import { coversKeySpace, isOpen, shardIdOf, type Shard, type Stream } from '../kinesis/model/stream.ts';
import { quotas } from '../kinesis/quotas.ts';
import type { World } from '../world.ts';
import { checkConsumer } from './consumer.ts';
import { checkFanOutConsumer } from './fan-out.ts';
import { checkMetrics } from './metrics.ts';
import { checkKcl } from './kcl.ts';
import { checkFirehose } from './firehose.ts';
import { checkLambdaMapping } from './lambda.ts';
import { checkKplProducer, checkProducer } from './producer.ts';

/** No event appends more records than one PutRecords holds. */
const NEWEST = quotas.putRecordsRecordsMax + 1;

export function checkWorld(world: World): string[] {
  const breaches: string[] = [];
  for (const stream of world.state.streams.values()) checkStream(world, stream, breaches);
  checkSubscriptions(world, breaches);
  checkMetrics(world, breaches);
  checkKcl(world, breaches);
  for (const actor of world.actors.values()) {
    if (actor.kind === 'producer') checkProducer(world, actor, breaches);
    else if (actor.kind === 'kpl-producer') checkKplProducer(world, actor, breaches);
    else if (actor.kind === 'polling-consumer') checkConsumer(world.stream(actor.config.streamName), actor, breaches, actor.listings > 0);
    else if (actor.kind === 'fan-out-consumer') checkFanOutConsumer(world, actor, breaches);
    else if (actor.kind === 'lambda-mapping') checkLambdaMapping(world.nowMs, world.stream(actor.config.streamName), actor, breaches);
    else if (actor.kind === 'firehose') checkFirehose(world.nowMs, world.stream(actor.config.streamName), actor, breaches);
  }
  return breaches;
}

function checkStream(world: World, stream: Stream, breaches: string[]): void {
  if (!coversKeySpace(stream)) breaches.push(`${stream.name}: the open shards do not cover the key space exactly once`);
  stream.shards.forEach((shard, i) => {
    const must = (condition: boolean, text: string) => condition || breaches.push(`${stream.name} ${shardIdOf(i)}: ${text}`);
    must(shard.index === i, 'its index is not its place');
    checkRecords(world, shard, must);
    for (const parentIndex of [shard.parentIndex, shard.adjacentParentIndex]) {
      if (parentIndex === null) continue;
      const parent = stream.shards[parentIndex];
      must(parent !== undefined && parentIndex < i && parent.closedMs === shard.openedMs, 'its parent did not close as it opened');
      must(parent !== undefined && shard.start <= parent.end && parent.start <= shard.end, 'its range does not meet its parent’s');
    }
    must(shard.writeRecords.tokens <= quotas.shardWriteRecordsPerSecond, 'more records are free than a second has');
    must(shard.writeBytes.tokens <= quotas.shardWriteBytesPerSecond, 'more bytes are free than a second has');
    must(shard.writeRecords.tokens >= 0, 'more records were taken than the quota has');
    must(shard.readCalls.tokens >= 0 && shard.readCalls.tokens <= quotas.shardReadCallsPerSecond, 'read calls are off their quota');
  });
}

function checkRecords(world: World, shard: Shard, must: (condition: boolean, text: string) => unknown): void {
  const { head, cursor } = shard;
  must(head >= 0 && head <= cursor.length, `head ${head} is not within its ${cursor.length} records`);
  must(head === cursor.length || (shard.trimDueMs !== null && shard.trimDueMs >= world.nowMs), 'its oldest record is due for no retention check');
  const log = world.log(shard.logId);
  for (let i = Math.max(1, head, cursor.length - NEWEST); i < cursor.length; i += 1) {
    must(log.arrivalMs(i - 1) <= log.arrivalMs(i), `record ${i} arrived before the one ahead of it`);
    must(log.counter(i - 1) < log.counter(i), `record ${i} has no higher number than the one ahead of it`);
  }
  if (cursor.length === 0) return;
  must(log.arrivalMs(cursor.length - 1) <= world.nowMs, 'its newest record is of the future');
  must(isOpen(shard) || log.arrivalMs(cursor.length - 1) <= shard.closedMs!, 'it took a record after it was closed');
}

/** Each stands in the state, at its shard and at its consumer, or nowhere. */
function checkSubscriptions(world: World, breaches: string[]): void {
  const { streams, subscriptions } = world.state;
  for (const { id, streamName, consumer: name, shardIndex, position, pushDueMs } of subscriptions.values()) {
    const must = (condition: boolean, text: string) => condition || breaches.push(`subscription ${id} of ${name}: ${text}`);
    const stream = streams.get(streamName);
    const shard = stream?.shards[shardIndex];
    const consumer = stream?.consumers.get(name);
    must(shard !== undefined && shard.subscriptions.includes(id) && position <= shard.cursor.length, 'its shard does not know it, or ends before it');
    must(consumer?.status === 'ACTIVE' && consumer.pipes.get(shardIndex)?.subscriptionId === id, 'its consumer is not ACTIVE, or has another one');
    must(pushDueMs >= world.nowMs, 'no push is due');
  }
  const listed = [...streams.values()].flatMap((stream) => stream.shards.flatMap((shard) => shard.subscriptions));
  if (listed.length !== subscriptions.size) breaches.push(`shards list ${listed.length} subscriptions of ${subscriptions.size}`);
}
