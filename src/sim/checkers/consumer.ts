/** What must hold of a consumer that reads every shard by itself, whichever way its records come. */
import { missingFrom, sizeOf } from '../actors/ranges.ts';
import type { ReadingActor } from '../actors/shard-reader.ts';
import { shardIdOf, type Stream } from '../kinesis/model/stream.ts';

/**
 * @param stream the one that it reads, if that is still there
 * @param starting whether it may still have to find its shards again
 */
export function checkConsumer(stream: Stream | undefined, consumer: ReadingActor, breaches: string[], starting: boolean): void {
  let lost = 0;
  let passedOver = 0;
  for (const reader of consumer.readers.values()) {
    const must = (condition: boolean, text: string) => condition || breaches.push(`${consumer.name} at ${shardIdOf(reader.shardIndex)}: ${text}`);
    lost += reader.lost;
    passedOver += sizeOf(reader.passedOver);
    must(reader.passedOver.every((range) => sizeOf(missingFrom(reader.accounted, range)) === range.to - range.from), 'it passed over what it processed or lost');
    must(reader.position === null || reader.passedOver.every(({ to }) => to <= reader.position!), 'it passed over what lies ahead of it');
    const { position, checkpoint, furthest, phase, batch } = reader;
    const length = stream?.shards[reader.shardIndex]?.cursor.length ?? Infinity;
    must(position === null || (position >= 0 && position <= length), `position ${position} is not within its ${length} records`);
    must(furthest <= length, 'it processed more than there is');
    must(checkpoint === null || checkpoint.position <= furthest, 'its checkpoint is ahead of what it processed');
    must(batch === null || (checkpoint?.position ?? 0) <= batch.from, 'its batch is behind its checkpoint');
    const begun = phase !== 'stopped' && phase !== 'waiting for parents' && phase !== 'opening' && phase !== 'drained';
    const parentsDone = reader.parents.every((parent) => (consumer.readers.get(parent)?.phase ?? 'drained') === 'drained');
    must(!begun || parentsDone, 'it is read before its parents are done with');
    must(consumer.running ? phase !== 'stopped' || starting : phase === 'stopped' || phase === 'drained', `it is ${phase} while its consumer ${consumer.running ? 'runs' : 'is stopped'}`);
  }
  // Losses in shards that it has not met yet have no reader to stand at.
  if (lost > consumer.counts.lost) breaches.push(`${consumer.name}: its shards lost ${lost} records, its total is ${consumer.counts.lost}`);
  if (passedOver > consumer.counts.passedOver) breaches.push(`${consumer.name}: its shards passed over ${passedOver} records, its total is ${consumer.counts.passedOver}`);
}
