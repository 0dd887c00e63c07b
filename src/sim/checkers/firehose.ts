/** What must hold of a Firehose stream after every event. */
import type { FirehoseState } from '../actors/firehose/state.ts';
import { isAncestorLeft } from '../actors/shard-feed.ts';
import { shardIdOf, type Stream } from '../kinesis/model/stream.ts';

export function checkFirehose(nowMs: number, stream: Stream | undefined, firehose: FirehoseState, breaches: string[]): void {
  for (const shard of firehose.shards.values()) {
    const must = (condition: boolean, text: string) => condition || breaches.push(`${firehose.name} at ${shardIdOf(shard.shardIndex)}: ${text}`);
    const known = stream?.shards[shard.shardIndex];
    const length = known?.logId === shard.logId ? known.cursor.length : Infinity;
    const { delivered, taken, position, transforming, buffer, outgoing, put, dueMs } = shard;
    must((position ?? 0) <= length, `it has read ${position} of ${length} records`);
    must(shard.phase === 'waiting for parents' || shard.phase === 'stopped' || !isAncestorLeft(firehose, shard), 'it is read before its parents are done with');
    must((delivered === null) === (position === null), 'it delivers from where it does not read');
    must((delivered ?? 0) <= taken && taken <= (position ?? 0), `${delivered} delivered, ${taken} taken up, ${position} read`);
    // What lies between is on its way, once: the line of puts, then the buffer, then the transform.
    const way = [...outgoing, ...(buffer ? [buffer] : []), ...(transforming ? [transforming] : [])];
    const joined = way.every((range, i) => range.to > range.from && (i === 0 || range.from === way[i - 1]!.to || range === transforming));
    must(joined && (way.length === 0 ? taken === (delivered ?? 0) : way.at(-1)!.to === taken), 'what is on its way has a gap');
    must(put === 'idle' || (outgoing.length > 0 && dueMs.put !== null && dueMs.put >= nowMs) || put === 'waiting', `it is ${put} for ever`);
    must(firehose.running || way.length === 0, 'something is on its way while it is stopped');
  }
  const { counts, objects } = firehose;
  if (Object.values(counts).some((count) => count < 0 || !Number.isInteger(count))) breaches.push(`${firehose.name}: a count is no count`);
  if (objects.length > counts.objects + counts.failedObjects) breaches.push(`${firehose.name}: it shows more objects than it made`);
  if (counts.objects > counts.delivered || counts.failedObjects > counts.failed) breaches.push(`${firehose.name}: an object has no records`);
}
