/**
 * What must hold after every event, whatever was done. Pure and cheap: it looks at the state, at the newest records of
 * each shard, and at what is under way. Each breach is a sentence; an empty list means that all is well.
 */
import type { ActorBase } from '../actors/actor.ts';
import type { ConsumerState } from '../actors/polling-consumer.ts';
import type { ProducerState } from '../actors/producer.ts';
import { coversKeySpace, isOpen, shardIdOf, type Shard, type Stream } from '../kinesis/model/stream.ts';
import { quotas } from '../kinesis/quotas.ts';
import type { World } from '../world.ts';

/** No event appends more records than one PutRecords holds. */
const NEWEST = quotas.putRecordsRecordsMax + 1;

export function checkWorld(world: World): string[] {
  const breaches: string[] = [];
  for (const stream of world.state.streams.values()) checkStream(world, stream, breaches);
  checkSubscriptions(world, breaches);
  for (const actor of world.actors.values()) {
    if (actor.kind === 'producer') checkProducer(world, actor, breaches);
    else checkConsumer(world, actor, breaches);
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

function checkProducer(world: World, producer: ProducerState, breaches: string[]): void {
  const { produced, acknowledged, givenUp } = producer.counts;
  const forgotten = produced - acknowledged - givenUp - recordsUnderWay(world, producer);
  // A crash forgets what was under way; nothing else does.
  if (forgotten < 0 || (forgotten > 0 && producer.life === 0)) {
    breaches.push(`${producer.name}: ${forgotten} of ${produced} records are neither acknowledged, given up nor under way`);
  }
}

/** Records of this life in requests, in answers and waiting to be sent again. */
function recordsUnderWay(world: World, { name, life }: ActorBase): number {
  let records = 0;
  for (const { payload } of world.pendingEvents()) {
    const event = payload as { actor?: string; life?: number; input?: object; answer?: { input: object }; message?: { entries?: readonly unknown[] } };
    if (event.actor !== name || event.life !== life) continue;
    const input = event.input ?? event.answer?.input;
    if (input) records += 'Records' in input ? (input.Records as readonly unknown[]).length : 1;
    else records += event.message?.entries?.length ?? 0;
  }
  return records;
}

function checkConsumer(world: World, consumer: ConsumerState, breaches: string[]): void {
  const stream = world.stream(consumer.config.streamName);
  let lost = 0;
  for (const reader of consumer.readers.values()) {
    const must = (condition: boolean, text: string) => condition || breaches.push(`${consumer.name} at ${shardIdOf(reader.shardIndex)}: ${text}`);
    lost += reader.lost;
    const { position, checkpoint, furthest, phase } = reader;
    const length = stream?.shards[reader.shardIndex]?.cursor.length ?? Infinity;
    must(position === null || (position >= 0 && position <= length), `position ${position} is not within its ${length} records`);
    must(furthest <= length, 'it processed more than there is');
    must(checkpoint === null || checkpoint.position <= furthest, 'its checkpoint is ahead of what it processed');
    const begun = phase === 'reading' || phase === 'processing' || phase === 'resting';
    const parentsDone = reader.parents.every((parent) => (consumer.readers.get(parent)?.phase ?? 'drained') === 'drained');
    must(!begun || parentsDone, 'it is read before its parents are done with');
    must(consumer.running ? phase !== 'stopped' || consumer.listings > 0 : phase === 'stopped' || phase === 'drained', `it is ${phase} while its consumer ${consumer.running ? 'runs' : 'is stopped'}`);
  }
  // Losses in shards that it has not met yet have no reader to stand at.
  if (lost > consumer.counts.lost) breaches.push(`${consumer.name}: its shards lost ${lost} records, its total is ${consumer.counts.lost}`);
}
