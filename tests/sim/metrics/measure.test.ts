// Holds: an actor's own metrics are kept by actor and by shard, in slots and minutes, and go back and forth with time.
import { expect, test } from 'vitest';
import type { World } from '#sim';
import { addProducer } from '../support/actors.ts';
import { wait, worldWithStream } from '../support/worlds.ts';

const MINUTE_MS = 60_000;
const world = () => {
  const made = worldWithStream(2);
  addProducer(made, { recordsPerSecond: 0 });
  return made;
};
const measure = (w: World, shard: number | null, value: number, metric = 'MillisBehindLatest') => w.measure(w.actors.get('p')!, metric, shard, value);
const ask = (w: World, statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum' | 'SampleCount', rest: object = {}) =>
  w.metrics.query({ metric: 'MillisBehindLatest', streamName: 's', actor: 'p', statistic, periodMs: MINUTE_MS, fromMs: 0, toMs: 1e9, ...rest });

test('each minute has its samples, under the actor and under the shard', () => {
  const w = world();
  measure(w, 0, 5);
  measure(w, 1, 15);
  wait(w, 2 * MINUTE_MS);
  measure(w, 1, 1);
  expect(ask(w, 'Sum')).toEqual([{ atMs: 0, value: 20 }, { atMs: 120_000, value: 1 }]);
  expect(ask(w, 'Average')[0]!.value).toBe(10);
  expect([ask(w, 'Minimum')[0]!.value, ask(w, 'Maximum')[0]!.value, ask(w, 'SampleCount')[0]!.value]).toEqual([5, 15, 2]);
  expect(ask(w, 'Sum', { shardIndex: 1 })).toEqual([{ atMs: 0, value: 15 }, { atMs: 120_000, value: 1 }]);
  expect(ask(w, 'Sum', { shardIndex: 0 })).toEqual([{ atMs: 0, value: 5 }]);
  expect(ask(w, 'Sum', { actor: null })).toEqual([]);
  expect(ask(w, 'Sum', { fromMs: MINUTE_MS })).toEqual([{ atMs: 120_000, value: 1 }]);
  expect(ask(w, 'Sum', { toMs: 2 * MINUTE_MS })).toEqual([{ atMs: 0, value: 20 }]);
  expect(ask(w, 'Sum', { periodMs: 3 * MINUTE_MS })).toEqual([{ atMs: 0, value: 21 }]);
});

test('the last minute slides by ten seconds', () => {
  const w = world();
  measure(w, null, 7);
  w.advance(69_999);
  expect(w.metrics.recent({ metric: 'MillisBehindLatest', streamName: 's', actor: 'p' })).toEqual({ count: 1, sum: 7, min: 7, max: 7, spanMs: 59_999 });
  w.advance(70_000);
  expect(w.metrics.recent({ metric: 'MillisBehindLatest', streamName: 's', actor: 'p' })).toBeNull();
});

test('asking changes nothing', () => {
  const w = world();
  measure(w, 0, 5);
  wait(w, MINUTE_MS);
  const before = w.stateHash();
  ask(w, 'Sum');
  w.metrics.recent({ metric: 'MillisBehindLatest', streamName: 's', actor: 'p' });
  expect(w.stateHash()).toBe(before);
});

test('another future has its own series and rows, under the numbers that the first one had', () => {
  const w = world();
  measure(w, null, 1, 'first');
  const saved = w.save();
  const run = (names: readonly string[]) => {
    for (const name of names) {
      for (let n = 0; n < 3; n += 1) {
        measure(w, null, name.length, name);
        wait(w, 25_000);
      }
    }
    const seen = [...w.metrics.series()].map(({ metric }) => [metric, ask(w, 'Sum', { metric })]);
    return [seen, w.stateHash()];
  };
  const one = run(['aa', 'bbb', 'first']);
  w.restore(saved);
  const two = run(['cccc', 'bbb', 'aa']);
  expect(two).not.toEqual(one);
  w.restore(saved);
  expect(w.metrics.series().map(({ metric }) => metric)).toEqual(['first']);
  expect(ask(w, 'Sum', { metric: 'aa' })).toEqual([]);
  expect(run(['aa', 'bbb', 'first'])).toEqual(one);
});
