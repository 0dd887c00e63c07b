// Holds: what each kind of call, refusal and push is measured as, and whether AWS would publish it.
import { describe, expect, test } from 'vitest';
import type { World } from '#sim';
import { isPublished, metricKind, streamMetrics } from '../../../src/sim/metrics/catalogue.ts';
import { subscribe, subscription, worldWithConsumer } from '../support/consumers.ts';
import { addConsumer, addProducer } from '../support/actors.ts';
import { call, failure, iterator, padded, put, read, split, wait, worldWithStream } from '../support/worlds.ts';

type Stat = 'Average' | 'Maximum' | 'Minimum' | 'Sum' | 'SampleCount';
const ever = (world: World, metric: string, statistic: Stat = 'Sum', rest: object = {}) =>
  world.metrics.query({ metric, streamName: 's', statistic, periodMs: 1e9, fromMs: 0, toMs: 1e9, ...rest })[0]?.value;

describe('writes', () => {
  test('PutRecord: bytes with the key, one success; a refused one is a failure and no bytes', () => {
    const world = worldWithStream();
    put(world, 'é', 'abc');
    call(world, 'PutRecords', { StreamName: 's', Records: Array.from({ length: 499 }, () => ({ PartitionKey: 'k', Data: padded(0) })) });
    call(world, 'PutRecords', { StreamName: 's', Records: Array.from({ length: 500 }, () => ({ PartitionKey: 'k', Data: padded(0) })) });
    expect(failure(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: padded(1) })[0]).toBe('ProvisionedThroughputExceeded');
    expect([ever(world, 'PutRecord.Bytes'), ever(world, 'PutRecord.Success'), ever(world, 'PutRecord.Success', 'SampleCount')]).toEqual([5, 1, 2]);
    expect([ever(world, 'IncomingRecords'), ever(world, 'IncomingBytes')]).toEqual([1_000, 5 + 999]);
    expect(ever(world, 'WriteProvisionedThroughputExceeded')).toBe(1);
    expect(ever(world, 'WriteProvisionedThroughputExceeded', 'SampleCount')).toBe(4);
    expect(ever(world, 'WriteProvisionedThroughputExceeded', 'Sum', { shardIndex: 0 })).toBe(1);
    expect(ever(world, 'WriteProvisionedThroughputExceeded', 'Minimum', { shardIndex: 0 })).toBe(0);
  });
  test('PutRecords: each count of its records; a success where one got in', () => {
    const world = worldWithStream();
    const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'k', Data: padded(9) }));
    for (let n = 0; n < 4; n += 1) call(world, 'PutRecords', { StreamName: 's', Records });
    const sums = ['TotalRecords', 'SuccessfulRecords', 'Records', 'ThrottledRecords', 'FailedRecords', 'Success', 'Bytes'].map((name) => ever(world, `PutRecords.${name}`));
    expect(sums).toEqual([2_000, 1_000, 1_000, 1_000, 0, 2, 10_000]);
    expect(ever(world, 'PutRecords.Success', 'Average')).toBe(0.5);
    expect(failure(world, 'PutRecords', { StreamName: 's', Records: [] })[0]).toBe('Validation');
    expect(ever(world, 'PutRecords.Success', 'SampleCount')).toBe(5);
  });
  test('each shard has its own share of a put, also while it is being deleted', () => {
    const world = worldWithStream(2);
    split(world, 0, 1n << 126n);
    const to = (ExplicitHashKey: string, size: number) => ({ PartitionKey: 'k', ExplicitHashKey, Data: padded(size) });
    call(world, 'PutRecords', { StreamName: 's', Records: [to('0', 9), to('0', 19), to(String(1n << 126n), 99)] });
    call(world, 'DeleteStream', { StreamName: 's' });
    wait(world, 60_000);
    const of = (shardIndex: number) => ['IncomingRecords', 'IncomingBytes'].map((metric) => ever(world, metric, 'Sum', { shardIndex }));
    expect([of(0), of(1), of(2), of(3)]).toEqual([[undefined, undefined], [undefined, undefined], [2, 30], [1, 100]]);
  });
});

describe('reads', () => {
  test('GetRecords: bytes, records, and the age of the last record, 0 at the tip', () => {
    const world = worldWithStream();
    put(world, 'k', 'one');
    put(world, 'k', 'two');
    wait(world, 30_000);
    read(world, iterator(world), { Limit: 1 });
    expect([ever(world, 'GetRecords.Bytes'), ever(world, 'GetRecords.Records'), ever(world, 'GetRecords.IteratorAgeMilliseconds', 'Maximum')]).toEqual([4, 1, 30_000]);
    expect(ever(world, 'IteratorAgeMilliseconds', 'Maximum', { shardIndex: 0 })).toBe(30_000);
    wait(world, 1_000);
    read(world, iterator(world));
    expect([ever(world, 'GetRecords.IteratorAgeMilliseconds', 'Minimum'), ever(world, 'GetRecords.IteratorAge', 'Maximum')]).toEqual([0, 30_000]);
    expect([ever(world, 'OutgoingBytes', 'Sum', { shardIndex: 0 }), ever(world, 'OutgoingRecords', 'Maximum', { shardIndex: 0 })]).toEqual([12, 2]);
  });
  test('a sixth call in a second is throttled, an expired iterator only fails', () => {
    const world = worldWithStream();
    const old = iterator(world);
    for (let n = 0; n < 5; n += 1) read(world, old);
    expect(failure(world, 'GetRecords', { ShardIterator: old })[0]).toBe('ProvisionedThroughputExceeded');
    expect([ever(world, 'ReadProvisionedThroughputExceeded'), ever(world, 'ReadProvisionedThroughputExceeded', 'SampleCount')]).toEqual([1, 6]);
    expect(ever(world, 'ReadProvisionedThroughputExceeded', 'Sum', { shardIndex: 0 })).toBe(1);
    wait(world, 301_000);
    expect(failure(world, 'GetRecords', { ShardIterator: old })[0]).toBe('ExpiredIterator');
    expect([ever(world, 'ReadProvisionedThroughputExceeded'), ever(world, 'GetRecords.Success', 'Average')]).toEqual([1, 5 / 7]);
  });
  test('two applications that poll hide behind one age: its maximum is the slower one’s', () => {
    const world = worldWithStream();
    addProducer(world);
    addConsumer(world, { name: 'fast', limit: 1_000 });
    addConsumer(world, { name: 'slow', limit: 2 });
    world.advance(180_000);
    const minute = { fromMs: 120_000, periodMs: 60_000 };
    expect(ever(world, 'GetRecords.IteratorAgeMilliseconds', 'Maximum', minute)).toBeGreaterThan(60_000);
    expect(ever(world, 'GetRecords.IteratorAgeMilliseconds', 'Minimum', minute)).toBeLessThan(1_000);
  });
});

test('SubscribeToShard: success, and RateExceeded where another subscription is too young or calls too many', () => {
  const { world, arn } = worldWithConsumer();
  subscribe(world, arn);
  expect(failure(world, 'SubscribeToShard', subscription(arn))[0]).toBe('LimitExceeded');
  wait(world, 3_000);
  expect(failure(world, 'SubscribeToShard', subscription(arn))[0]).toBe('ResourceInUse');
  wait(world, 3_000);
  subscribe(world, arn);
  const of = (metric: string, statistic: Stat) => ever(world, metric, statistic, { actor: 'c' });
  expect([of('SubscribeToShard.Success', 'Sum'), of('SubscribeToShard.Success', 'SampleCount'), of('SubscribeToShard.RateExceeded', 'Sum')]).toEqual([2, 4, 2]);
  expect(of('SubscribeToShardEvent.Success', 'Minimum'), 'the first one was taken over').toBe(0);
});

describe('publishing', () => {
  test('shard-level metrics are published where they were asked for; all are measured', () => {
    const world = worldWithStream();
    const stream = () => world.stream('s')!;
    expect([isPublished(stream(), 'IncomingBytes', null), isPublished(stream(), 'IncomingBytes', 0)]).toEqual([true, false]);
    call(world, 'EnableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: ['IncomingBytes'] });
    expect([isPublished(stream(), 'IncomingBytes', 0), isPublished(stream(), 'OutgoingBytes', 0), isPublished(stream(), 'PutRecord.Bytes', 0)]).toEqual([true, false, false]);
  });
  test('every metric has a unit and statistics; times are not added up', () => {
    for (const [name, { unit, statistics }] of Object.entries(streamMetrics)) {
      expect(statistics.includes('Sum'), name).toBe(unit !== 'Milliseconds');
      expect(metricKind(name, null), name).toBeDefined();
    }
    expect(metricKind('IteratorAgeMilliseconds', 3)).toMatchObject({ scope: 'shard', unit: 'Milliseconds' });
    expect([metricKind('IteratorAgeMilliseconds', null), metricKind('GetRecords.Bytes', 3)]).toEqual([undefined, undefined]);
  });
});

test('latency is what the caller sees: there and back over the network', () => {
  const world = worldWithStream();
  world.edit({ type: 'configure network', change: { oneWayMs: 25 } });
  addProducer(world);
  world.advance(30_000);
  expect([ever(world, 'PutRecords.Latency', 'Minimum'), ever(world, 'PutRecords.Latency', 'Maximum')]).toEqual([50, 50]);
});

test.each([null, 7, 'text', { StreamName: 5 }, { ShardIterator: {} }, { ConsumerARN: 1 }])('a call with the input %j breaks nothing', (input) => {
  const world = worldWithStream();
  for (const operation of ['PutRecord', 'PutRecords', 'GetRecords', 'SubscribeToShard']) world.edit({ type: 'call', operation, input: input as never });
  expect(world.metrics.series()).toEqual([]);
});
