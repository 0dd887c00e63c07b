/** What must hold of a Lambda event source mapping after every event. */
import type { LambdaMappingState, Lane, MappingShard } from '../actors/lambda-mapping/state.ts';
import { isAncestorLeft } from '../actors/shard-feed.ts';
import { shardIdOf, type Stream } from '../kinesis/model/stream.ts';

export function checkLambdaMapping(nowMs: number, stream: Stream | undefined, mapping: LambdaMappingState, breaches: string[]): void {
  const { counts, concurrency, config, messages, running } = mapping;
  let invoked = 0;
  let least = 0;
  for (const shard of mapping.shards.values()) {
    const must = (condition: boolean, text: string) => condition || breaches.push(`${mapping.name} at ${shardIdOf(shard.shardIndex)}: ${text}`);
    const known = stream?.shards[shard.shardIndex];
    const length = known?.logId === shard.logId ? known.cursor.length : Infinity;
    invoked += shard.lanes.filter(({ phase }) => phase === 'invoked').length;
    must((shard.position ?? 0) <= length, `it has read ${shard.position} of ${length} records`);
    must(shard.phase === 'waiting for parents' || shard.phase === 'stopped' || !isAncestorLeft(mapping, shard), 'it is read before its parents are done with');
    least += shard.lanes.length === 0 ? 0 : Math.min(...shard.lanes.map(({ furthest }) => furthest)) - shard.accountFrom;
    for (const lane of shard.lanes) checkLane(nowMs, shard, lane, length, running, must);
  }
  if (invoked !== concurrency) breaches.push(`${mapping.name}: ${concurrency} functions run, its lanes wait for ${invoked}`);
  if (Object.values(counts).some((count) => count < 0 || !Number.isInteger(count))) breaches.push(`${mapping.name}: a count is no count`);
  if (counts.messages > counts.discards || messages.length > counts.messages) breaches.push(`${mapping.name}: ${counts.messages} messages tell of ${counts.discards} discarded batches`);
  // Aggregates that are opened hold more records than the log.
  const settled = counts.delivered + counts.filtered + counts.discarded + counts.lost;
  if (config.reading === 'shared' && settled < least) breaches.push(`${mapping.name}: what became of ${least - settled} records is not known`);
}

/** One batch at a time, in parts that join, from where all before is settled. */
function checkLane(nowMs: number, shard: MappingShard, lane: Lane, length: number, running: boolean, must: (condition: boolean, text: string) => unknown): void {
  const { done, furthest, parts, phase, dueMs, collecting, running: job } = lane;
  const name = `lane ${lane.index}`;
  must(done <= furthest && furthest <= length, `${name} has settled more than there is`);
  must(done <= Math.max(shard.position ?? 0, shard.goneTo ?? 0), `${name} has settled ${done} of ${shard.position} records read`);
  must(collecting.scanned >= done, `${name} collects what is settled`);
  must(parts.every((part, i) => part.from <= part.to && (i === 0 || part.from >= parts[i - 1]!.to)), `${name} works on parts that overlap`);
  must(parts.length === 0 || parts[0]!.from >= done, `${name} works on what is settled`);
  must(parts.every(({ units, final }) => units > 0 || final === true), `${name} works on nothing`);
  must((phase === 'invoked') === (job !== null), `${name} is ${phase}, its function is ${job ? 'running' : 'not running'}`);
  must(phase === 'ready' || (parts.length > 0 && dueMs !== null && dueMs >= nowMs), `${name} is ${phase} for ever`);
  must(running || (phase === 'ready' && parts.length === 0), `${name} goes on while its mapping is stopped`);
}
