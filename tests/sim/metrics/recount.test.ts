// Holds: every metric of every minute equals a plain recount of the calls and pushes that a listener heard, in worlds in
// which all kinds of things happen; what the logs say agrees; and time travel shows the same numbers again.
import { describe, expect, test, vi } from 'vitest';
import { createWorld, scenarios, shardIdOf, type Action, type World } from '#sim';
import { recountMetrics } from '../../../src/sim/checkers/metrics.ts';
import { billOf } from '../../../src/sim/cost/meter.ts';
import { wordGenerator } from '../../../src/sim/kernel/random.ts';
import { openShards, type Stream } from '../../../src/sim/kinesis/model/stream.ts';
import type { Push } from '../../../src/sim/kinesis/model/subscription.ts';
import type { GetRecordsOutput } from '../../../src/sim/kinesis/operations/get-records.ts';
import type { ServedCall } from '../../../src/sim/metrics/served-call.ts';
import { statistics, type SeriesQuery, type Statistic } from '../../../src/sim/metrics/metrics.ts';
import { consumerConfig, fanOutConfig, producerConfig } from '../support/actors.ts';
import { emptyWorld } from '../support/worlds.ts';

const MINUTE_MS = 60_000;

// Each of these counts minutes of calls twice, sample by sample.
vi.setConfig({ testTimeout: 30_000 });

/** Hears what the world serves and pushes, and keeps every sample by itself: [metric, who, minute] → values. */
function listen(world: World): Map<string, number[]> {
  const heard = new Map<string, number[]>();
  const say = (metric: string, streamName: string, value: number, rest: { shardIndex?: number; actor?: string } = {}) => {
    const key = JSON.stringify([metric, streamName, rest.shardIndex ?? null, rest.actor ?? null, Math.floor(world.nowMs / MINUTE_MS)]);
    const values = heard.get(key);
    if (values) values.push(value);
    else heard.set(key, [value]);
  };
  const bytesOf = (entries: readonly { PartitionKey: string; Data: { byteLength: number } }[]) =>
    entries.reduce((sum, { PartitionKey, Data }) => sum + new TextEncoder().encode(PartitionKey).length + Data.byteLength, 0);
  const sliceBytes = ({ logId, from, to }: { logId: number; from: number; to: number }) => {
    let sum = 0;
    for (let i = from; i < to; i += 1) sum += world.log(logId).byteLength(i);
    return sum;
  };
  const { metrics } = world;
  const served = metrics.served.bind(metrics);
  metrics.served = (call: ServedCall) => {
    served(call);
    hearCall(call);
  };
  const pushed = metrics.pushed.bind(metrics);
  metrics.pushed = (id: number, push: Push) => {
    const { streamName, consumer: actor } = world.state.subscriptions.get(id) ?? { streamName: '', consumer: '' };
    pushed(id, push);
    if (push.type !== 'event') return;
    const { Records, MillisBehindLatest } = push.event;
    const { shardIndex, from, to } = Records;
    say('SubscribeToShardEvent.Records', streamName, to - from, { actor });
    say('SubscribeToShardEvent.Bytes', streamName, sliceBytes(Records), { actor });
    say('SubscribeToShardEvent.MillisBehindLatest', streamName, MillisBehindLatest, { actor });
    say('OutgoingRecords', streamName, to - from, { shardIndex });
    say('OutgoingBytes', streamName, sliceBytes(Records), { shardIndex });
  };
  return heard;

  function sayShards(streamName: string, results: readonly { ShardId: string }[], entries: readonly { PartitionKey: string; Data: { byteLength: number } }[]): void {
    for (const id of new Set(results.map(({ ShardId }) => ShardId))) {
      const shardIndex = Number(id.slice(-12));
      const mine = entries.filter((_, i) => results[i]!.ShardId === id);
      say('IncomingRecords', streamName, mine.length, { shardIndex });
      say('IncomingBytes', streamName, bytesOf(mine), { shardIndex });
    }
  }

  function hearCall({ operation, input, outcome, latencyMs }: ServedCall): void {
    if (operation === 'PutRecord' || operation === 'PutRecords') {
      const { StreamName, Records } = input as { StreamName: string; Records?: { PartitionKey: string; Data: { byteLength: number } }[] };
      if (!world.stream(StreamName)) return;
      say(`${operation}.Latency`, StreamName, latencyMs);
      if (operation === 'PutRecord') {
        say('PutRecord.Success', StreamName, Number(outcome.ok));
        say('WriteProvisionedThroughputExceeded', StreamName, Number(!outcome.ok && outcome.error.__type === 'ProvisionedThroughputExceededException'));
        if (!outcome.ok) return;
        const bytes = bytesOf([input as never]);
        say('PutRecord.Bytes', StreamName, bytes);
        say('IncomingBytes', StreamName, bytes);
        say('IncomingRecords', StreamName, 1);
        return sayShards(StreamName, [outcome.value as { ShardId: string }], [input as never]);
      }
      if (!outcome.ok) return say('PutRecords.Success', StreamName, 0);
      const results = (outcome.value as { Records: readonly object[] }).Records;
      const good = Records!.filter((_, i) => !('ErrorCode' in results[i]!));
      const bad = results.length - good.length;
      say('PutRecords.TotalRecords', StreamName, results.length);
      say('PutRecords.SuccessfulRecords', StreamName, good.length);
      say('PutRecords.Records', StreamName, good.length);
      say('PutRecords.ThrottledRecords', StreamName, bad);
      say('PutRecords.FailedRecords', StreamName, 0);
      say('PutRecords.Success', StreamName, Math.min(1, good.length));
      say('PutRecords.Bytes', StreamName, bytesOf(good));
      say('WriteProvisionedThroughputExceeded', StreamName, bad);
      if (good.length === 0) return;
      say('IncomingRecords', StreamName, good.length);
      say('IncomingBytes', StreamName, bytesOf(good));
      sayShards(StreamName, results.filter((result) => !('ErrorCode' in result)) as { ShardId: string }[], good);
    }
    if (operation === 'GetRecords' && outcome.ok) {
      const { Records, MillisBehindLatest } = outcome.value as GetRecordsOutput;
      const { shardIndex, from, to, logId } = Records;
      const name = [...world.state.streams.values()].find((stream) => stream.shards[shardIndex]?.logId === logId)!.name;
      say('GetRecords.Records', name, to - from);
      say('GetRecords.Bytes', name, sliceBytes(Records));
      say('GetRecords.IteratorAgeMilliseconds', name, MillisBehindLatest);
      say('IteratorAgeMilliseconds', name, MillisBehindLatest, { shardIndex });
      say('OutgoingRecords', name, to - from, { shardIndex });
      say('OutgoingBytes', name, sliceBytes(Records), { shardIndex });
    }
  }
}

const statistic: Readonly<Record<Statistic, (values: readonly number[]) => number>> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Average: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  Minimum: (values) => Math.min(...values),
  Maximum: (values) => Math.max(...values),
  SampleCount: (values) => values.length,
};

function expectEqual(world: World, heard: ReadonlyMap<string, readonly number[]>): void {
  for (const [key, values] of heard) {
    const [metric, streamName, shardIndex, actor, minute] = JSON.parse(key) as [string, string, number | null, string | null, number];
    const fromMs = minute * MINUTE_MS;
    for (const name of statistics) {
      const points = world.metrics.query({ metric, streamName, shardIndex, actor, statistic: name, periodMs: MINUTE_MS, fromMs, toMs: fromMs + MINUTE_MS });
      expect(points, `${name} of ${key}`).toEqual([{ atMs: fromMs, value: statistic[name](values) }]);
    }
  }
}

/** Every series in full. */
const everything = (world: World) =>
  world.metrics.series().map((series: SeriesQuery) => [series, (['Sum', 'Maximum', 'SampleCount'] as const).map((name) => world.metrics.query({ ...series, statistic: name, periodMs: MINUTE_MS, fromMs: 0, toMs: world.nowMs + 1 })), world.metrics.recent(series)]);

/** Something that a learner might do, by chance. */
function chance(world: World, next: () => number): Action | null {
  const draw = (n: number) => next() % n;
  const stream = world.stream('s');
  const call = (operation: string, input: object): Action => ({ type: 'call', operation, input: { StreamName: 's', ...input } });
  if (!stream) return call('CreateStream', { ShardCount: 2 });
  const shard = (s: Stream) => openShards(s)[draw(openShards(s).length)]!;
  const { index, start, end } = shard(stream);
  const named = `a${draw(6)}`;
  const actions: (() => Action)[] = [
    () => call('SplitShard', { ShardToSplit: shardIdOf(index), NewStartingHashKey: String((start + end) / 2n) }),
    () => call('UpdateShardCount', { TargetShardCount: 1 + draw(6), ScalingType: 'UNIFORM_SCALING' }),
    () => call('EnableEnhancedMonitoring', { ShardLevelMetrics: ['ALL'] }),
    () => call('PutRecords', { Records: Array.from({ length: 1 + draw(500) }, (_, i) => ({ PartitionKey: `k${i % 7}`, Data: { text: '', byteLength: draw(9_000) } })) }),
    () => call('PutRecord', { PartitionKey: 'é'.repeat(1 + draw(9)), Data: { text: '', byteLength: draw(60_000) } }),
    () => call('PutRecord', { PartitionKey: '' }),
    () => call(draw(8) === 0 ? 'DeleteStream' : 'DescribeStreamSummary', { EnforceConsumerDeletion: true }),
    () => ({ type: 'add actor', config: producerConfig({ name: named, recordsPerSecond: 1 + draw(300), recordBytes: 10 + draw(900), call: draw(4) === 0 ? 'PutRecord' : 'PutRecords', recordsPerCall: 5 + draw(100) }) }),
    () => ({ type: 'add actor', config: consumerConfig({ name: `c${draw(4)}`, pollIntervalMs: 200 + draw(1_000), limit: 1 + draw(3_000) }) }),
    () => ({ type: 'add actor', config: fanOutConfig({ name: `f${draw(3)}` }) }),
    () => ({ type: 'crash actor', actor: named }),
    () => ({ type: 'restart actor', actor: named }),
    () => ({ type: 'remove actor', actor: named }),
    () => ({ type: 'configure network', change: { jitterMs: draw(50), requestLoss: draw(3) / 20, responseLoss: draw(3) / 20 } }),
  ];
  return actions[draw(actions.length)]!();
}

describe('a world of chances', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i: metrics equal the recount, also after going back and forth', (seed) => {
    const world = emptyWorld([{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 + (seed % 3) } }], seed, { oneWayMs: 3, jitterMs: 9 });
    const heard = listen(world);
    const next = wordGenerator(seed);
    for (let n = 0; n < 30; n += 1) {
      world.advance(world.nowMs + 1 + (next() % 7_000));
      const action = chance(world, next);
      if (action) world.edit(action);
    }
    expectEqual(world, heard);
    expect(heard.size).toBeGreaterThan(20);
    expect(recountMetrics(world)).toEqual([]);
    const seen = { hash: world.stateHash(), everything: everything(world), bill: billOf(world) };
    const endMs = world.nowMs;
    for (let n = 0; n < 2; n += 1) {
      const back = next() % endMs;
      world.seek(back);
      expect(recountMetrics(world), `at ${back} ms`).toEqual([]);
      world.seek(endMs);
      expect({ hash: world.stateHash(), everything: everything(world), bill: billOf(world) }).toEqual(seen);
    }
  });
});

test('an edit of the past leaves nothing of the dropped future in any series', () => {
  const make = () => createWorld(scenarios.find(({ slug }) => slug === 'clickstream')!);
  const world = make();
  world.advance(60_000);
  const action: Action = { type: 'remove actor', actor: 'web-1' };
  world.seek(35_500);
  world.edit(action);
  world.advance(50_000);
  const other = make();
  other.advance(35_500);
  other.edit(action);
  other.advance(50_000);
  expect(everything(world)).toEqual(everything(other));
  expect(billOf(world)).toEqual(billOf(other));
  expect(recountMetrics(world)).toEqual([]);
  world.advance(75_000);
  other.advance(75_000);
  expect(everything(world)).toEqual(everything(other));
});

test.each(['clickstream', 'coast-stations', 'split-under-load'])('%s: its metrics equal the recount', (slug) => {
  const one = scenarios.find((scenario) => scenario.slug === slug)!;
  const world = createWorld(one);
  const heard = listen(world);
  world.advance(one.opening.atMs + 30_000);
  expectEqual(world, heard);
  expect(recountMetrics(world)).toEqual([]);
});

test('a recount finds what was added or left out', () => {
  const world = createWorld(scenarios.find(({ slug }) => slug === 'clickstream')!);
  world.advance(33_000);
  expect(recountMetrics(world)).toEqual([]);
  world.service.dispatch('PutRecord', { StreamName: 'clicks', PartitionKey: 'k', Data: new Uint8Array(3) }, { name: 'x', ordinal: 9 });
  expect(recountMetrics(world)).toEqual([
    expect.stringMatching(/^IncomingRecords of clicks shard \d is \d+, recounted \d+$/),
    expect.stringMatching(/^IncomingBytes of clicks shard \d is/),
    expect.stringMatching(/^IncomingRecords of clicks is \d+, recounted \d+$/),
    expect.stringMatching(/^IncomingBytes of clicks is/),
  ]);
});
