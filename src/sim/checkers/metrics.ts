/** What must hold of metrics, alarms and the bill: after every event what can be seen at a glance, and a recount from the logs. */
import { bytesIn } from '../metrics/shard-writes.ts';
import { SLOT_MS } from '../metrics/store.ts';
import type { Shard, Stream } from '../kinesis/model/stream.ts';
import type { World } from '../world.ts';

/** After every event: cheap. */
export function checkMetrics(world: World, breaches: string[]): void {
  const { metrics, alarms, costs } = world.plain;
  const must = (condition: boolean, text: string) => condition || breaches.push(`metrics: ${text}`);
  must(metrics.slot * SLOT_MS <= world.nowMs, 'the slot in progress is of the future');
  must(metrics.series * 4 <= metrics.open.length, 'a series has no place in the slot in progress');
  for (let at = 0; at < metrics.series * 4; at += 4) {
    const [count, sum, min, max] = metrics.open.subarray(at, at + 4) as unknown as [number, number, number, number];
    // Sums of fractions may be off in the last digit.
    const slack = 1e-9 * Math.abs(sum);
    if (count > 0) must(min * count <= sum + slack && sum <= max * count + slack, `series ${at / 4}: ${count} samples from ${min} to ${max} do not add up to ${sum}`);
  }
  must(alarms.dueMs === null ? alarms.byName.size === 0 : alarms.dueMs >= world.nowMs, 'its alarms are not due to be looked at');
  for (const [name, { used, settledMs }] of costs.streams) {
    must(settledMs <= world.nowMs, `the bill of ${name} is settled for the future`);
    for (const [key, amount] of Object.entries(used)) must(amount >= 0, `the bill of ${name} has ${amount} of ${key}`);
  }
}

/**
 * Counts anew, from the logs, what streams took and refused, and compares. For worlds in which every write came through
 * the world: an actor's or a learner's call.
 */
export function recountMetrics(world: World): string[] {
  const breaches: string[] = [];
  for (const stream of world.state.streams.values()) {
    // A namesake before it may have written in the same slot.
    const fromMs = Math.ceil(stream.createdMs / SLOT_MS) * SLOT_MS;
    const sums = { IncomingRecords: 0, IncomingBytes: 0 };
    for (const shard of stream.shards) {
      const { records, bytes } = taken(world, shard, fromMs);
      sums.IncomingRecords += records;
      sums.IncomingBytes += bytes;
      compare('IncomingRecords', records, stream, shard.index);
      compare('IncomingBytes', bytes, stream, shard.index);
    }
    compare('IncomingRecords', sums.IncomingRecords, stream);
    compare('IncomingBytes', sums.IncomingBytes, stream);

    function compare(metric: string, expected: number, { name: streamName }: Stream, shardIndex?: number): void {
      const measured = sumOf(world, metric, streamName, shardIndex, fromMs);
      if (measured !== expected) breaches.push(`${metric} of ${streamName}${shardIndex === undefined ? '' : ` shard ${shardIndex}`} is ${measured}, recounted ${expected}`);
    }
  }
  for (const ofShards of [false, true]) {
    const refused = world.metrics
      .series()
      .filter(({ metric, shardIndex }) => metric === 'WriteProvisionedThroughputExceeded' && (shardIndex !== null) === ofShards)
      .reduce((sum, { metric, streamName, shardIndex }) => sum + sumOf(world, metric, streamName, shardIndex, 0), 0);
    if (refused !== world.state.rejections) breaches.push(`${ofShards ? 'shards' : 'streams'} refused ${refused} records, recounted ${world.state.rejections}`);
  }
  return breaches;
}

function taken(world: World, { logId, cursor }: Shard, fromMs: number): { readonly records: number; readonly bytes: number } {
  const log = world.log(logId);
  const from = log.firstArrivedAt(fromMs, 0, cursor.length);
  return { records: cursor.length - from, bytes: bytesIn(log, from, cursor.length) };
}

function sumOf(world: World, metric: string, streamName: string, shardIndex: number | null | undefined, fromMs: number): number {
  const ever = world.nowMs + SLOT_MS;
  return world.metrics.query({ metric, streamName, shardIndex, statistic: 'Sum', periodMs: ever, fromMs, toMs: ever })[0]?.value ?? 0;
}
