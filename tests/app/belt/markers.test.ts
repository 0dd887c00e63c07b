// What the timeline marks: one marker for each moment worth going back to, kept when time goes back, dropped when the past changes.
import { expect, test } from 'vitest';
import { createWorld, scenarios, type World } from '#sim';
import { markersOf, type Marker } from '../../../app/belt/markers.ts';

const HOUR_MS = 3_600_000;
const coast = scenarios.find((scenario) => scenario.slug === 'coast-stations')!;
const clicks = scenarios.find((scenario) => scenario.slug === 'clickstream')!;
const split = (world: World) =>
  world.edit({ type: 'call', operation: 'SplitShard', input: { StreamName: coast.streamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '85070591730234615865843651857942052864' } });

/** Runs on in steps, as the session does, taking up markers after each. */
function run(world: World, toMs: number, known: readonly Marker[] = [], stepMs = HOUR_MS / 4): readonly Marker[] {
  let markers = known;
  while (world.nowMs < toMs) {
    world.advance(Math.min(toMs, world.nowMs + stepMs));
    markers = markersOf(world, markers);
  }
  return markers;
}

test('a split, a crash, a change of retention and the first loss are marked at their moments', () => {
  const world = createWorld(coast);
  world.advance(2 * HOUR_MS);
  split(world);
  world.advance(3 * HOUR_MS);
  world.edit({ type: 'crash actor', actor: 'archive' });
  world.edit({ type: 'call', operation: 'IncreaseStreamRetentionPeriod', input: { StreamName: coast.streamName, RetentionPeriodHours: 25 } });
  const markers = run(world, 30 * HOUR_MS, markersOf(world, []));
  const first = (kind: Marker['kind']) => markers.find((marker) => marker.kind === kind)?.atMs;
  expect(first('split')).toBeGreaterThan(2 * HOUR_MS);
  expect(first('split')).toBeLessThan(2 * HOUR_MS + 60_000);
  expect(first('crash')).toBe(3 * HOUR_MS);
  expect(first('retention')).toBe(3 * HOUR_MS);
  expect(first('loss')).toBeGreaterThan(25 * HOUR_MS);
  expect(first('merge')).toBeUndefined();
});

test('a throttle that goes on is one marker, not thousands', () => {
  const world = createWorld(clicks);
  const markers = run(world, 20_000, [], 100);
  expect(markers.filter((marker) => marker.kind === 'throttle').length).toBeLessThan(6);
  expect(markers.some((marker) => marker.kind === 'throttle')).toBe(true);
});

test('going back keeps what is ahead, and running over it again adds nothing', () => {
  const world = createWorld(coast);
  world.advance(2 * HOUR_MS);
  split(world);
  const markers = run(world, 4 * HOUR_MS, markersOf(world, []));
  world.seek(HOUR_MS);
  expect(markersOf(world, markers)).toBe(markers);
  expect(run(world, 4 * HOUR_MS, markers)).toEqual(markers);
});

test('nothing new is the same list, so that nothing is drawn anew', () => {
  const world = createWorld(coast);
  world.advance(HOUR_MS);
  world.edit({ type: 'crash actor', actor: 'archive' });
  const markers = markersOf(world, []);
  expect(markers).toHaveLength(1);
  world.advance(2 * HOUR_MS);
  expect(markersOf(world, markers)).toBe(markers);
});
