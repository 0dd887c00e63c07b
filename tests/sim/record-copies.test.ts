// Holds: a record that was stored again is marked as a copy, and no other is; what was sent before is marked as retried; both go
// back with time; a copy leads to the record that it is a copy of; what waits for a retry is what the producer holds.
import { describe, expect, test } from 'vitest';
import { accountOf, createWorld, originalOf, recordStory, retriesWaiting, scenarios, type ActorConfig, type ActorState, type World } from '#sim';
import { numberedIn } from '../../src/sim/actors/producer-account.ts';

type Producing = Extract<ActorState, { readonly kind: 'producer' | 'kpl-producer' }>;
const scenario = (slug: string) => scenarios.find((one) => one.slug === slug)!;
const opened = (slug: string) => createWorld(scenario(slug), scenario(slug).seed);
const producersOf = (world: World) => [...world.actors.values()].filter((actor): actor is Producing => actor.kind === 'producer' || actor.kind === 'kpl-producer');

interface Kept {
  readonly shardIndex: number;
  readonly index: number;
  readonly source: number;
  readonly numbers: readonly number[];
  readonly arrivalMs: number;
  readonly counter: number;
  readonly retried: boolean;
  readonly copy: boolean;
}

/** Every record of the stream as it arrived. */
function recordsOf(world: World, streamName: string): Kept[] {
  return world
    .stream(streamName)!
    .shards.flatMap((shard) => {
      const log = world.log(shard.logId);
      return Array.from({ length: shard.cursor.length }, (_, index) => ({
        shardIndex: shard.index, index, source: log.source(index), numbers: numberedIn(log, index).map(({ n }) => n), arrivalMs: log.arrivalMs(index), counter: log.counter(index), retried: log.retried(index), copy: log.isCopy(index),
      }));
    })
    .sort((x, y) => x.arrivalMs - y.arrivalMs || x.counter - y.counter);
}

/** What the numbers inside say, whatever the marks are. */
function seenBefore(records: readonly Kept[]): boolean[] {
  const seen = new Set<string>();
  return records.map(({ source, numbers }) => {
    const again = numbers.some((n) => seen.has(`${source} ${n}`));
    for (const n of numbers) seen.add(`${source} ${n}`);
    return again;
  });
}

function expectMarksTrue(world: World, streamName: string): { copies: number; retried: number } {
  const records = recordsOf(world, streamName);
  const again = seenBefore(records);
  expect(records.map(({ copy }) => copy)).toEqual(again);
  expect(records.every(({ copy, retried }) => retried || !copy), 'what is stored again was sent again').toBe(true);
  return { copies: again.filter(Boolean).length, retried: records.filter(({ retried }) => retried).length };
}

/** A producer that meets lost answers, lost requests, a narrow shard, and a KPL that does. */
function storm(config: Partial<ActorConfig>, change: object = { requestLoss: 0.1, responseLoss: 0.2 }): World {
  const world = opened('lost-response');
  world.edit({ type: 'remove actor', actor: 'shop' } as never);
  world.edit({ type: 'configure network', change } as never);
  world.edit({ type: 'add actor', config: { name: 'maker', streamName: 'orders', recordsPerSecond: 40, keys: { kind: 'uniform', prefix: 'k', keys: 30 }, recordBytes: 100, ...config } } as never);
  return world;
}

describe('marks', () => {
  test.each([
    ['lost-response', 120_000],
    ['put-records-loses', 60_000],
    ['retry-reorders', 60_000],
    ['split-under-load', 60_000],
    ['kpl-aggregation', 60_000],
  ])('of %s are what the records say', (slug, untilMs) => {
    const world = opened(slug);
    world.advance(untilMs);
    const { copies, retried } = expectMarksTrue(world, scenario(slug).streamName);
    const doubled = producersOf(world).reduce((sum, actor) => sum + accountOf(world, actor).stored - accountOf(world, actor).unique, 0);
    if (slug !== 'kpl-aggregation') expect(copies).toBe(doubled);
    if (slug === 'lost-response') expect(copies).toBeGreaterThan(10);
    if (slug === 'retry-reorders' || slug === 'lost-response') expect(retried).toBeGreaterThan(copies);
  });

  test.each<[string, object]>([
    ['PutRecord', { kind: 'producer', call: 'PutRecord', recordsPerCall: 1, attemptsMax: 6 }],
    ['PutRecords', { kind: 'producer', call: 'PutRecords', recordsPerCall: 20, attemptsMax: 6 }],
    ['the whole batch again', { kind: 'producer', call: 'PutRecords', recordsPerCall: 200, recordsPerSecond: 1_600, attemptsMax: 6, handling: 'resend-all' }],
    ['an SDK that retries', { kind: 'producer', call: 'PutRecords', recordsPerCall: 100, recordsPerSecond: 1_300, attemptsMax: 3, sdkRetry: 'standard' }],
    ['an adaptive SDK', { kind: 'producer', call: 'PutRecord', recordsPerCall: 1, attemptsMax: 3, sdkRetry: 'adaptive' }],
    ['the KPL', { kind: 'kpl-producer', recordTtl: 30_000 }],
  ])('under lost answers with %s are what the records say', (_, config) => {
    const world = storm(config as Partial<ActorConfig>);
    world.advance(40_000);
    expect(expectMarksTrue(world, 'orders').copies).toBeGreaterThan(0);
  });

  test('where nothing is lost and nothing refused there is none', () => {
    const world = storm({ kind: 'producer', call: 'PutRecord', recordsPerCall: 1, attemptsMax: 6 } as never, { requestLoss: 0, responseLoss: 0 });
    world.advance(30_000);
    expect(expectMarksTrue(world, 'orders')).toEqual({ copies: 0, retried: 0 });
  });

  test('go back with time, and come again the same', () => {
    const world = opened('lost-response');
    world.advance(120_000);
    const [hash, records] = [world.stateHash(), recordsOf(world, 'orders')];
    world.seek(50_000);
    expectMarksTrue(world, 'orders');
    // Other records take the places of those that were marked.
    world.edit({ type: 'configure network', change: { requestLoss: 0, responseLoss: 0 } } as never);
    world.advance(120_000);
    expectMarksTrue(world, 'orders');
    const again = opened('lost-response');
    again.advance(120_000);
    expect(again.stateHash()).toBe(hash);
    expect(recordsOf(again, 'orders')).toEqual(records);
  });
});

test('a copy leads to the one before it, with its sequence number; a first record to none', () => {
  const world = opened('lost-response');
  world.advance(120_000);
  const stream = world.stream('orders')!;
  const records = recordsOf(world, 'orders');
  for (const record of records.filter(({ copy }) => copy)) {
    const original = originalOf(world, stream, stream.shards[record.shardIndex]!, record.index)!;
    const first = records.findLast((one) => one.numbers[0] === record.numbers[0] && (one.arrivalMs < record.arrivalMs || (one.arrivalMs === record.arrivalMs && one.counter < record.counter)))!;
    expect([original.shardIndex, original.index, original.arrivalMs]).toEqual([first.shardIndex, first.index, first.arrivalMs]);
    expect(original.sequenceNumber).toBe(recordStory(world, stream, first.shardIndex, first.index)!.sequenceNumber);
    expect(recordStory(world, stream, record.shardIndex, record.index)).toMatchObject({ retried: true, copy: true, original });
  }
  const first = records.find(({ retried }) => !retried)!;
  expect(recordStory(world, stream, first.shardIndex, first.index)).toMatchObject({ retried: false, copy: false, original: null });
});

describe('what waits for a retry', () => {
  test('is what a plain producer made and neither has stored, nor lost, nor under way', () => {
    const world = opened('split-under-load');
    let most = 0;
    for (let tMs = 1_000; tMs <= 40_000; tMs += 250) {
      world.advance(tMs);
      const waiting = retriesWaiting(world);
      for (const actor of producersOf(world)) {
        if (actor.kind !== 'producer') continue;
        const { produced, acknowledged, ignored, givenUp } = actor.counts;
        const under = world.pendingEvents().flatMap(({ kind, payload }) => {
          const { actor: name, input, answer } = payload as { actor?: string; input?: { Records?: unknown[] }; answer?: { input: { Records?: unknown[] } } };
          return name === actor.name && (kind === 'request' || kind === 'answer') ? [(input ?? answer!.input).Records?.length ?? 1] : [];
        });
        expect(waiting.get(actor.ordinal) ?? 0, `${actor.name} at ${tMs}`).toBe(produced - acknowledged - ignored - givenUp - under.reduce((sum, records) => sum + records, 0));
        most = Math.max(most, waiting.get(actor.ordinal) ?? 0);
      }
    }
    expect(most).toBeGreaterThan(0);
  });

  test('of the KPL lies in its buffers, and a crash forgets it', () => {
    const world = storm({ kind: 'kpl-producer', recordTtl: 30_000, recordMaxBufferedTime: 2_000 } as never);
    let waited = 0;
    for (let tMs = 5_000; tMs <= 20_000; tMs += 50) {
      world.advance(tMs);
      const held = retriesWaiting(world).get(producersOf(world)[0]!.ordinal) ?? 0;
      waited = Math.max(waited, held);
      if (held > 0 && tMs > 15_000) break;
    }
    expect(waited).toBeGreaterThan(0);
    world.edit({ type: 'crash actor', actor: 'maker' } as never);
    expect(retriesWaiting(world).size).toBe(0);
  });
});
