// Holds: a producer makes exactly its rate, sends again only what failed, waits within its bounds and gives up in the end.
import { describe, expect, test } from 'vitest';
import { Appended } from '../../../src/sim/kinesis/model/append.ts';
import { newProducer, onProducerAnswer, onProducerMessage, startProducer } from '../../../src/sim/actors/producer.ts';
import { text, advanceChecked, emptyWorld, HALF, split, wait, worldWithStream } from '../support/worlds.ts';
import { act, addProducer, crash, notingHost, producerConfig, producerOf, restart, stored } from '../support/actors.ts';

describe('the rate', () => {
  test.each([
    ['PutRecord', 1, 7],
    ['PutRecord', 1, 2_500],
    ['PutRecords', 4, 40],
    ['PutRecords', 500, 3_000],
    ['PutRecord', 1, 0.01],
  ] as const)('%s of %i, %d a second: one call in every period, for ever', (call, recordsPerCall, recordsPerSecond) => {
    const world = worldWithStream(40);
    addProducer(world, { call, recordsPerCall, recordsPerSecond });
    const periodMs = (1_000 * recordsPerCall) / recordsPerSecond;
    for (const n of [1, 2, 3, 10, 11, 50]) {
      world.advance(10_000 + Math.ceil(n * periodMs));
      const { produced } = producerOf(world).counts;
      // A period shorter than a millisecond ends between two of them, and calls are due on whole ones.
      expect(Math.abs(produced - n * recordsPerCall)).toBeLessThanOrEqual(periodMs < 1 ? Math.ceil(1 / periodMs) + 1 : 0);
    }
  });
  test('calls come at uneven moments, and not with those of another producer', () => {
    const world = worldWithStream();
    addProducer(world, { recordsPerSecond: 1, call: 'PutRecord' });
    addProducer(world, { name: 'q', recordsPerSecond: 1, call: 'PutRecord' });
    world.advance(60_000);
    const log = world.log(world.stream('s')!.shards[0]!.logId);
    const moments = [1, 2].map((source) => Array.from({ length: 100 }, (_, i) => i).filter((i) => log.source(i) === source).map((i) => log.arrivalMs(i) % 1_000));
    expect(new Set(moments[0]).size).toBeGreaterThan(30);
    expect(moments[0]).not.toEqual(moments[1]);
  });
  test('begins when it is told to', () => {
    const world = worldWithStream();
    addProducer(world, { recordsPerSecond: 10, call: 'PutRecord', startsAtMs: 15_000 });
    world.advance(15_000);
    expect(producerOf(world).counts.produced).toBe(0);
    world.advance(20_000);
    expect(producerOf(world).counts.produced).toBe(50);
  });
  test('works for one stream: another is refused, and nothing changes', () => {
    const world = worldWithStream();
    addProducer(world);
    const before = world.stateHash();
    expect(world.edit({ type: 'configure actor', actor: 'p', change: { streamName: 't' } })).toMatchObject({ ok: false, error: { __type: 'InvalidAction' } });
    expect(world.stateHash()).toBe(before);
  });
  test('a change of rate counts from that moment on; 0 stops, and a rate starts again', () => {
    const world = worldWithStream();
    addProducer(world, { recordsPerSecond: 10, call: 'PutRecord' });
    const during = (recordsPerSecond: number) => {
      act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond } });
      const before = producerOf(world).counts.produced;
      wait(world, 10_000);
      return producerOf(world).counts.produced - before;
    };
    expect([during(50), during(0), during(3)]).toEqual([500, 0, 30]);
  });
});

describe('records', () => {
  test('have their size, a number and their maker; the log knows the source', () => {
    const world = worldWithStream();
    addProducer(world, { recordBytes: 64, recordsPerSecond: 5, call: 'PutRecord' });
    wait(world, 1_000);
    const log = world.log(0);
    expect(Array.from({ length: 5 }, (_, i) => JSON.parse(text(log.data(i))) as unknown)).toEqual([1, 2, 3, 4, 5].map((n) => ({ n, from: 'p' })));
    expect([log.data(0).length, log.source(0)]).toEqual([64, 1]);
    expect(log.partitionKey(0)).toMatch(/^k-\d+$/);
  });
});

describe('what is throttled', () => {
  test('of a PutRecords only the failed entries are sent again: nothing is stored twice', () => {
    const world = worldWithStream(2);
    addProducer(world, { recordsPerSecond: 2_600, recordsPerCall: 100, keys: { kind: 'hot', prefix: 'k', keys: 50, share: 0.5 }, attemptsMax: 10 });
    advanceChecked(world, 20_000, 20);
    act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
    advanceChecked(world, 80_000, 20);
    const { produced, acknowledged, throttled, retried, givenUp } = producerOf(world).counts;
    expect(retried).toBeGreaterThan(1_000);
    expect(acknowledged + givenUp).toBe(produced);
    expect(throttled).toBe(retried + givenUp);
    expect(stored(world)).toBe(acknowledged);
    const numbers = world.stream('s')!.shards.flatMap(({ logId, cursor }) => Array.from({ length: cursor.length }, (_, i) => (JSON.parse(text(world.log(logId).data(i))) as { n: number }).n));
    expect(new Set(numbers).size).toBe(acknowledged);
  });

  const answer = (attempt: number, n: number, failed: readonly number[]) => ({
    operation: 'PutRecords',
    input: { StreamName: 's', Records: Array.from({ length: n }, (_, i) => ({ PartitionKey: `k-${i}`, Data: { text: '', byteLength: i } })) },
    outcome: {
      ok: true as const,
      value: { FailedRecordCount: failed.length, Records: Array.from({ length: n }, (_, i) => (failed.includes(i) ? { ErrorCode: 'x', ErrorMessage: 'y' } : success)) },
    },
    tag: { attempt, madeMs: 0 },
  });
  const success = new Appended(0, 0, 1, 0);

  test('is sent again as it was, in its order', () => {
    const { host, sent, later } = notingHost();
    const producer = newProducer(producerConfig(), 1);
    onProducerAnswer(host, producer, answer(1, 5, [1, 4]));
    onProducerMessage(host, producer, later[0]!.message as never);
    expect(sent[0]).toMatchObject({ operation: 'PutRecords', tag: { attempt: 2 } });
    expect((sent[0]!.input.Records as { PartitionKey: string }[]).map((one) => one.PartitionKey)).toEqual(['k-1', 'k-4']);
    expect(producer.counts).toMatchObject({ acknowledged: 3, throttled: 2, retried: 2, givenUp: 0 });
  });

  test('after a wait between 0 and a bound that doubles from 200 ms to 5 s', () => {
    const waits = (draw: number) =>
      [1, 2, 3, 4, 5, 6, 7, 30].map((attempt) => {
        const { host, later } = notingHost(draw);
        onProducerAnswer(host, newProducer(producerConfig({ attemptsMax: 100 }), 1), answer(attempt, 1, [0]));
        return later[0]!.delayMs;
      });
    expect(waits(0)).toEqual(Array(8).fill(0));
    expect(waits(1)).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
    expect(waits(0.25)[1]).toBe(100);
  });

  test('is given up after the last attempt', () => {
    for (const attemptsMax of [1, 3]) {
      const { host, later } = notingHost();
      const producer = newProducer(producerConfig({ attemptsMax }), 1);
      onProducerAnswer(host, producer, answer(attemptsMax, 4, [0, 3]));
      expect(later).toEqual([]);
      expect(producer.counts).toMatchObject({ acknowledged: 2, throttled: 2, givenUp: 2 });
    }
  });

  test('attempts add up: each given-up record was tried exactly attemptsMax times', () => {
    const world = worldWithStream();
    addProducer(world, { recordsPerSecond: 5, call: 'PutRecord', recordBytes: 1_000_000, attemptsMax: 4 });
    wait(world, 20_000);
    act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
    wait(world, 60_000);
    const { produced, acknowledged, throttled, givenUp } = producerOf(world).counts;
    expect(givenUp).toBeGreaterThan(20);
    expect(acknowledged + givenUp).toBe(produced);
    expect(throttled).toBeGreaterThanOrEqual(4 * givenUp);
    expect(throttled).toBeLessThanOrEqual(4 * givenUp + 3 * acknowledged);
  });
});

test('what cannot succeed is given up at once', () => {
  const world = emptyWorld();
  addProducer(world, { recordsPerSecond: 10 });
  wait(world, 10_000);
  expect(producerOf(world).counts).toMatchObject({ produced: 100, acknowledged: 0, throttled: 0, retried: 0, givenUp: 100 });
  expect(world.traceLog.last(1)[0]).toMatchObject({ kind: 'RecordsGivenUp', actor: 'p', records: 5 });
});

test('a crash forgets what was under way; a restart goes on at the same rate', () => {
  const world = worldWithStream();
  addProducer(world, { recordsPerSecond: 2_000, recordsPerCall: 50, attemptsMax: 5 });
  advanceChecked(world, 14_000, 20);
  crash(world, 'p');
  const { produced } = producerOf(world).counts;
  advanceChecked(world, 30_000, 20);
  expect(producerOf(world).counts.produced).toBe(produced);
  restart(world, 'p');
  advanceChecked(world, 31_000, 5);
  expect(producerOf(world).counts.produced).toBe(produced + 2_000);
});

test('a split is nothing to a producer: records go to the children', () => {
  const world = worldWithStream();
  addProducer(world, { recordsPerSecond: 20 });
  split(world, 0, HALF);
  wait(world, 5_000);
  expect(producerOf(world).counts.givenUp).toBe(0);
  expect(world.stream('s')!.shards.every((shard) => shard.cursor.length > 0)).toBe(true);
});

test('a start lays out a new schedule, and the old one is dead', () => {
  const { host, sent, later } = notingHost();
  const producer = newProducer(producerConfig(), 1);
  startProducer(host, producer);
  startProducer(host, producer);
  for (const { message } of later.splice(0)) onProducerMessage(host, producer, message as never);
  expect(sent.length).toBe(1);
});
