// Holds: the check after every event notices metrics, alarms and bills that cannot be.
import { expect, test } from 'vitest';
import type { World } from '#sim';
import { checkMetrics } from '../../../src/sim/checkers/metrics.ts';
import { put, worldWithStream } from '../support/worlds.ts';

function breaches(spoil: (world: World) => void): string[] {
  const world = worldWithStream();
  put(world, 'k');
  spoil(world);
  const found: string[] = [];
  checkMetrics(world, found);
  return found;
}

test('all is well at first', () => expect(breaches(() => undefined)).toEqual([]));

test.each<[string, (world: World) => void, RegExp]>([
  ['a slot of the future', (world) => (world.plain.metrics.slot += 1), /slot in progress is of the future/],
  ['a sum that its samples cannot have', (world) => (world.plain.metrics.open[1]! += 5), /series 0: 1 samples from .* do not add up/],
  ['a series without a place', (world) => (world.plain.metrics.series += 100), /has no place/],
  ['alarms that nobody looks at', (world) => world.plain.alarms.byName.set('a', {} as never), /alarms are not due/],
  ['a bill of the future', (world) => (world.plain.costs.streams.get('s')!.settledMs += 1e6), /bill of s is settled for the future/],
  ['a bill below nothing', (world) => (world.plain.costs.streams.get('s')!.used.putUnits = -1), /bill of s has -1 of putUnits/],
])('%s', (_, spoil, text) => {
  expect(breaches(spoil)).toEqual([expect.stringMatching(text)]);
});
