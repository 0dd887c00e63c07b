// Holds §2 of the clients' rules: what each way of handling an answer stores, loses and repeats, to the record; and what a
// serial producer keeps in order.
import { describe, expect, test } from 'vitest';
import { accountOf, handlings, type Handling, type ProducerState, type World } from '#sim';
import type { ProducerConfig } from '../../../src/sim/actors/producer.ts';
import { producer } from '../../../src/sim/actors/producer.ts';
import { act, addProducer, crash, producerConfig, producerOf, restart } from '../support/actors.ts';
import { failed, onStage, partly, stored, THROTTLE, timedOut, type Call } from '../support/scripted-service.ts';
import { advanceChecked, emptyWorld, wait, worldWithStream } from '../support/worlds.ts';

const stage = (rest: Partial<ProducerConfig>, answer: Parameters<typeof onStage>[2], draw?: number) => onStage<ProducerState>(producer, producerConfig(rest), answer, draw);
/** One PutRecords of 500 in the first second, of which the service throttles the last 120 once. */
const batchOf500 = (handling: Handling | undefined) => {
  const { actor, calls, until } = stage({ recordsPerSecond: 500, recordsPerCall: 500, ...(handling && { handling }) }, (call, number) => partly(call, (i) => number === 1 && i >= 380));
  until(600);
  act0(actor);
  until(20_000);
  return { counts: actor.counts, calls };
};
/** No second batch: its message finds another schedule. */
const act0 = (actor: ProducerState) => (actor.schedule.number += 1);
const storedIn = (calls: readonly Call[]) => calls.flatMap(({ input }, call) => input.Records!.map((entry, i) => ({ entry, stored: call > 0 || i < 380 }))).filter((one) => one.stored);
const uniqueIn = (calls: readonly Call[]) => new Set(storedIn(calls).map(({ entry }) => (entry.Data as { text: string }).text)).size;

describe('500 entries, 120 of them throttled', () => {
  test('§2 check 1: status 200 taken for success stores 380, and the producer believes in 500', () => {
    const { counts, calls } = batchOf500('ignore-failures');
    expect([storedIn(calls).length, uniqueIn(calls)]).toEqual([380, 380]);
    expect(counts).toMatchObject({ produced: 500, acknowledged: 380, ignored: 120, retried: 0, givenUp: 0 });
  });
  test.each([undefined, 'retry-failed', 'no-wait'] as const)('§2 check 1: %s ends at 500 stored, 500 unique', (handling) => {
    const { counts, calls } = batchOf500(handling);
    expect([storedIn(calls).length, uniqueIn(calls)]).toEqual([500, 500]);
    expect(counts).toMatchObject({ produced: 500, acknowledged: 500, duplicated: 0, retried: 120 });
  });
  test('§2 check 2: the whole batch again: 880 stored, 500 unique', () => {
    const { counts, calls } = batchOf500('resend-all');
    expect([storedIn(calls).length, uniqueIn(calls)]).toEqual([880, 500]);
    expect(counts).toMatchObject({ produced: 500, acknowledged: 500, duplicated: 380, retried: 500 });
  });
  test('the right way waits before the second call, the hasty one does not', () => {
    const gap = (handling: Handling) => {
      const [first, second] = batchOf500(handling).calls;
      return second!.atMs - first!.atMs;
    };
    expect([gap('retry-failed'), gap('no-wait')]).toEqual([20 + 100, 20]);
  });
});

describe('a batch that never succeeds as a whole', () => {
  test('resend-all gives up what is not stored, and only that', () => {
    const { actor, until } = stage({ recordsPerSecond: 4, recordsPerCall: 4, attemptsMax: 3, handling: 'resend-all' }, (call, number) => partly(call, (i) => i === 0 || (i === 1 && number === 1)));
    until(700);
    act0(actor);
    until(20_000);
    expect(actor.counts).toMatchObject({ produced: 4, acknowledged: 3, givenUp: 1, duplicated: 5, retried: 8 });
  });
  test('a changed mind changes no batch that is on its way', () => {
    const { actor, until } = stage({ recordsPerSecond: 4, recordsPerCall: 4, handling: 'resend-all' }, (call, number) => (call.operation === 'PutRecords' ? partly(call, (i) => number === 1 && i === 0) : stored(call)));
    until(525);
    actor.config = { ...actor.config, handling: 'retry-failed', call: 'PutRecord' };
    act0(actor);
    until(20_000);
    expect(actor.counts).toMatchObject({ produced: 4, acknowledged: 4, duplicated: 3 });
  });
  test('a failed call is no answer of status 200: ignore-failures gives it up', () => {
    const { actor, until } = stage({ recordsPerSecond: 5, recordsPerCall: 5, handling: 'ignore-failures' }, () => failed(THROTTLE));
    until(5_900);
    expect(actor.counts).toMatchObject({ produced: 30, givenUp: 30, ignored: 0, retried: 0 });
  });
});

test('§2 check 4: a call that is stored and never answered: 2 records, 1 unique, two sequence numbers', () => {
  const world = worldWithStream();
  act(world, { type: 'configure network', change: { responseLoss: 1, timeoutMs: 500 } });
  addProducer(world, { recordsPerSecond: 1, call: 'PutRecord', recordsPerCall: 1 });
  world.advance(11_000);
  act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
  act(world, { type: 'configure network', change: { responseLoss: 0 } });
  advanceChecked(world, 20_000);
  const { stored: all, unique, duplicates, missing } = accountOf(world, producerOf(world));
  expect([all, unique, missing]).toEqual([2, 1, 0]);
  const [first, again] = duplicates[0]!.sequenceNumbers;
  expect(BigInt(again)).toBeGreaterThan(BigInt(first));
  expect(producerOf(world).counts).toMatchObject({ produced: 1, acknowledged: 1, timedOut: 1, retried: 1, throttled: 0 });
});

describe('order', () => {
  /** What arrives, in order, of a key's records 1, 2, 3 when the second is throttled at its first try. */
  const arrivals = (rest: Partial<ProducerConfig>) => {
    const arrived: string[] = [];
    let throttled = false;
    const { until } = stage({ keys: { kind: 'uniform', prefix: 'k', keys: 1 }, attemptsMax: 5, ...rest }, (call) => {
      const entries = call.input.Records ?? [call.input as NonNullable<Call['input']['Records']>[number]];
      const fails = entries.map(({ Data }) => {
        const n = (JSON.parse((Data as { text: string }).text) as { n: number }).n;
        const fail = n === 2 && !throttled;
        if (fail) throttled = true;
        else arrived.push(String(n));
        return fail;
      });
      return call.operation === 'PutRecords' ? partly(call, (i) => fails[i]!) : fails[0]! ? failed(THROTTLE) : stored(call);
    });
    until(3_000);
    return arrived.slice(0, 3);
  };
  test('§2 check 6: of records 1, 2, 3 with 2 throttled the order is 1, 3, 2', () => {
    expect(arrivals({ recordsPerCall: 3, recordsPerSecond: 3 })).toEqual(['1', '3', '2']);
    expect(arrivals({ call: 'PutRecord', recordsPerSecond: 10 })).toEqual(['1', '3', '2']);
  });
  test('§2 check 6: serial PutRecord with SequenceNumberForOrdering: 1, 2, 3', () => {
    expect(arrivals({ call: 'PutRecord', recordsPerSecond: 20, order: 'serial' })).toEqual(['1', '2', '3']);
  });
  test('each PutRecord names the number of the record before it of its key', () => {
    const { calls, until } = stage({ call: 'PutRecord', recordsPerSecond: 10, order: 'serial', keys: { kind: 'uniform', prefix: 'k', keys: 1 } }, stored);
    until(1_000);
    const named = calls.map(({ input }) => (input as { SequenceNumberForOrdering?: string }).SequenceNumberForOrdering);
    expect(named[0]).toBeUndefined();
    expect(named.slice(1).every((number) => /^\d{56}$/.test(number ?? ''))).toBe(true);
    expect(named.length).toBeGreaterThan(5);
  });
  test('the numbers of many keys are not all remembered', () => {
    const { actor, until } = stage({ call: 'PutRecord', recordsPerSecond: 40, order: 'serial', keys: { kind: 'device', prefix: 'd', keys: 1_000_000 } }, stored, 0.5);
    let draws = 0;
    const many = onStage<ProducerState>(producer, producerConfig({ call: 'PutRecord', recordsPerSecond: 40, order: 'serial', keys: { kind: 'uniform', prefix: 'd', keys: 1_000_000 } }), stored, () => {
      draws = (draws + 0.123_456_789) % 1;
      return draws;
    });
    until(1_000);
    many.until(150_000);
    expect([actor.line.numbers.size, many.actor.line.numbers.size]).toEqual([1, 1_000]);
  });
  test('the next call waits for the answer: at 20 ms each way there and back not more than 50 a second; what waits is caught up with', () => {
    const { actor, calls, until } = stage({ call: 'PutRecord', recordsPerSecond: 200, order: 'serial' }, stored);
    until(2_000);
    for (let i = 1; i < calls.length; i += 1) expect(calls[i]!.atMs - calls[i - 1]!.atMs).toBeGreaterThanOrEqual(20);
    expect(actor.line.waiting).toBeGreaterThan(250);
    actor.schedule.number += 1;
    until(20_000);
    expect([actor.line.waiting, actor.line.busy, actor.counts.acknowledged]).toEqual([0, 0, 400]);
  });
  test('in a hot world serial keeps the order of every key, and the default does not', () => {
    const reordered = (rest: Partial<ProducerConfig>) => {
      const world = worldWithStream();
      addProducer(world, { recordsPerSecond: 3_000, recordsPerCall: 300, keys: { kind: 'uniform', prefix: 'k', keys: 20 }, attemptsMax: 10, ...rest });
      wait(world, 4_000);
      return accountOf(world, producerOf(world)).reordered;
    };
    expect(reordered({})).toBeGreaterThan(100);
    expect(reordered({ call: 'PutRecord', order: 'serial', recordsPerSecond: 400, recordBytes: 6_000 })).toBe(0);
  });
  test('a crash forgets the line; a restart begins a new one', () => {
    const world = emptyWorld([{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }], 1, { oneWayMs: 20, jitterMs: 0 });
    world.advance(10_000);
    addProducer(world, { call: 'PutRecord', recordsPerSecond: 100, order: 'serial' });
    advanceChecked(world, 12_000);
    crash(world, 'p');
    expect(producerOf(world).line).toMatchObject({ busy: 0, waiting: 0 });
    restart(world, 'p');
    advanceChecked(world, 15_000);
    expect(producerOf(world).counts.acknowledged).toBeGreaterThan(100);
  });
});

test('a record that has grown too old is given up, however many attempts are left', () => {
  const { actor, calls, until } = stage({ recordsPerSecond: 1, recordsPerCall: 1, attemptsMax: 100, recordAgeMaxMs: 3_000 }, (call) => partly(call, () => true));
  until(900);
  act0(actor);
  until(60_000);
  const lastMs = calls.at(-1)!.atMs - 500;
  expect([lastMs <= 3_000 + 2_500, lastMs > 3_000 - 20, actor.counts.givenUp]).toEqual([true, true, 1]);
});

test('a batch above 10 MiB goes in several calls', () => {
  const { actor, calls, until } = stage({ recordsPerSecond: 25, recordsPerCall: 25, recordBytes: 1_000_000 }, (call) => partly(call, () => false));
  until(900);
  expect(calls.map(({ input }) => input.Records!.length)).toEqual([10, 10, 5]);
  expect(actor.counts.acknowledged).toBe(25);
});

describe('in a stream that is asked for more than it takes', () => {
  const after = (handling: Handling): World => {
    const world = worldWithStream();
    addProducer(world, { recordsPerSecond: 1_500, recordsPerCall: 150, attemptsMax: 4, handling });
    advanceChecked(world, 25_000, 10);
    act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });
    advanceChecked(world, 90_000, 10);
    return world;
  };
  test.each(handlings)('%s: the producer’s counts and the stream’s records agree to the record', (handling) => {
    const world = after(handling);
    const { acknowledged, duplicated, ignored, givenUp, produced } = producerOf(world).counts;
    const { stored: all, unique, missing, made } = accountOf(world, producerOf(world));
    expect([made, unique, all, missing]).toEqual([produced, acknowledged, acknowledged + duplicated, ignored + givenUp]);
    expect(duplicated > 0).toBe(handling === 'resend-all');
    expect(ignored > 0).toBe(handling === 'ignore-failures');
  });
  test('without a wait calls multiply, and the throttled share stays', () => {
    const after10s = (handling: Handling) => {
      const world = emptyWorld([{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }], 1, { oneWayMs: 10, jitterMs: 0 });
      world.advance(10_000);
      addProducer(world, { recordsPerSecond: 1_500, recordsPerCall: 150, attemptsMax: 100, handling });
      wait(world, 10_000);
      return producerOf(world).counts;
    };
    const [hasty, right] = [after10s('no-wait'), after10s('retry-failed')];
    expect(hasty.retried).toBeGreaterThan(10 * right.retried);
    expect(hasty.acknowledged).toBeLessThan(right.acknowledged * 1.05);
  });
});

test.each([
  [{ handling: 'hope' }, 'handling of p must be retry-failed or'],
  [{ order: 'any' }, 'order of p must be assumed or serial'],
  [{ sdkRetry: 'v4' }, 'sdkRetry of p must be legacy or'],
  [{ recordBytes: 100, recordBytesMax: 99 }, 'recordBytesMax of p'],
  [{ recordAgeMaxMs: -1 }, 'recordAgeMaxMs of p'],
])('%o is refused', (rest, text) => {
  const world = worldWithStream();
  const outcome = world.edit({ type: 'add actor', config: producerConfig(rest as never) });
  expect(outcome.ok ? '' : outcome.error.message).toContain(text);
});
test('without an answer at all nothing is known', () => {
  const { actor, until } = stage({ recordsPerSecond: 5, attemptsMax: 2 }, () => timedOut);
  until(10_000);
  const { acknowledged, timedOut: unanswered, throttled } = actor.counts;
  expect([acknowledged, throttled, unanswered > 50]).toEqual([0, 0, true]);
});
