// What a lane shows: squares as large as they fit, smaller where records stand close, columns beyond; and a size that lasts. The
// heat map's cells, counted anew for a window, are those that the map of that length counts as it goes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scenarios, createWorld, visibleShards } from '#sim';
import { ageAxis } from '../../../app/belt/age-axis.ts';
import { cellsOf, columnsOf } from '../../../app/belt/heat-window.ts';
import { COLUMNS, heatOf, mostOf } from '../../../app/belt/heat.ts';
import { layoutBelt, withSquares } from '../../../app/belt/layout.ts';
import { shownOn, sizeFor } from '../../../app/belt/shown.ts';

const lanes = (count: number) => Array.from({ length: count }, (_, i) => ({ shardIndex: i, open: true, from: i / count, to: (i + 1) / count }));
const laneOf = (count: number, compact = false) => layoutBelt({ width: compact ? 358 : 1400, compact, lanes: lanes(count), producers: [], consumers: [] }).lanes[0]!;
const COLUMNS_SIZE = 5;

test('few records have the full square, more a smaller one, very many are columns', () => {
  const sizes = [10, 300, 1_000, 2_000, 5_000, 50_000].map((count) => sizeFor(laneOf(2), count, 0));
  expect(sizes).toEqual(sizes.toSorted((x, y) => x - y));
  expect([sizes[0], sizes.at(-1)]).toEqual([0, COLUMNS_SIZE]);
});

test('10,000 records on sixteen lanes are squares of their own, and so is a day of the coast on a phone', () => {
  expect(sizeFor(laneOf(16), 10_000 / 16, 0)).toBeLessThan(COLUMNS_SIZE);
  const phone = laneOf(2, true);
  expect(withSquares(phone, 8).rows * (phone.width / 8)).toBeGreaterThan(200 * 1.5);
});

test('a size lasts: what has been chosen for a count is chosen again, from itself; on a phone never above its own', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 }), fc.boolean(), fc.nat(20_000), fc.integer({ min: 0, max: COLUMNS_SIZE }), (count, compact, records, before) => {
      const lane = laneOf(count, compact);
      const size = sizeFor(lane, records, before);
      expect(sizeFor(lane, records, size)).toBe(size);
      if (compact) expect(size).toBeGreaterThanOrEqual(1);
    }),
  );
});

test('a window shows its records alone', () => {
  const world = createWorld(scenarios[0]!, 47);
  world.advance(scenarios[0]!.opening.atMs);
  const shard = world.stream(scenarios[0]!.streamName)!.shards[0]!;
  const axis = ageAxis(86_400_000, false, { fromMs: 3_600_000, toMs: 4 * 3_600_000 });
  const { from, to, log } = shownOn(world, laneOf(2), shard, axis);
  expect(to - from).toBeGreaterThan(5);
  for (let i = shard.head; i < shard.cursor.length; i += 1) {
    const ageMs = world.nowMs - log.arrivalMs(i);
    expect(i >= from && i < to).toBe(ageMs >= axis.fromMs && ageMs <= axis.toMs);
  }
});

test('the cells of a window are those of a map of that length', () => {
  const scenario = scenarios.find(({ slug }) => slug === 'clickstream')!;
  const world = createWorld(scenario, 7);
  world.advance(25_000);
  const stream = world.stream(scenario.streamName)!;
  const shards = visibleShards(world, stream);
  const half = heatOf(world, stream, shards, 30_000);
  const axis = ageAxis(60_000, false, { fromMs: 0, toMs: 30_000 });
  const cells = cellsOf(world, shards, half, axis, columnsOf(axis, world.nowMs), 1);
  const kinds = (of: (row: number, column: number) => number) => shards.map((_, row) => Array.from({ length: COLUMNS }, (__, column) => Math.floor(of(row, column))));
  const counted = kinds((row, column) => cells[row * COLUMNS + column]!);
  expect(counted).toEqual(kinds((row, column) => mostOf(half, shards, row, row + 1, half.newest - column)));
  expect(new Set(counted.flat()), 'some took records, some refused').toEqual(new Set([0, 2, 3]));
});

test('on the logarithmic scale, too, each record is in one cell: the columns meet, from now to the end of the window', () => {
  for (const axis of [ageAxis(86_400_000, true), ageAxis(86_400_000, true, { fromMs: 5_000, toMs: 7_200_000 }), ageAxis(86_400_000)]) {
    const { edges } = columnsOf(axis, 90_000_000);
    expect([...edges]).toEqual([...edges].toSorted((x, y) => y - x));
    expect(edges[0]! > 90_000_000 - axis.fromMs - 1).toBe(true);
    expect(edges.at(-1)!).toBeLessThanOrEqual(90_000_000 - axis.toMs + 1);
  }
});
