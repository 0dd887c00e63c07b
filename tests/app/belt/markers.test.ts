// What the timeline marks: one marker for each moment worth going back to, kept when time goes back, dropped when the past changes.
import { expect, test } from 'vitest';
import { createWorld, scenarios, type World } from '#sim';
import { markersOf, markersUpTo, noMarkers, type Marker, type Markers } from '../../../app/belt/markers.ts';

const HOUR_MS = 3_600_000;
const coast = scenarios.find((scenario) => scenario.slug === 'coast-stations')!;
const clicks = scenarios.find((scenario) => scenario.slug === 'clickstream')!;
const split = (world: World) =>
  world.edit({ type: 'call', operation: 'SplitShard', input: { StreamName: coast.streamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '85070591730234615865843651857942052864' } });

/** Runs on in steps, as the session does, taking up markers after each. */
function run(world: World, toMs: number, known = noMarkers, stepMs = HOUR_MS / 4): Markers {
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
  const markers = run(world, 30 * HOUR_MS, markersOf(world, noMarkers));
  const first = (kind: Marker['kind']) => markers.list.find((marker) => marker.kind === kind)?.atMs;
  expect(first('split')).toBeGreaterThan(2 * HOUR_MS);
  expect(first('split')).toBeLessThan(2 * HOUR_MS + 60_000);
  expect(first('crash')).toBe(3 * HOUR_MS);
  expect(first('retention')).toBe(3 * HOUR_MS);
  expect(first('loss')).toBeGreaterThan(25 * HOUR_MS);
  expect(first('merge')).toBeUndefined();
});

test('a throttle that goes on is one marker, not thousands', () => {
  const world = createWorld(clicks);
  const markers = run(world, 20_000, noMarkers, 100).list;
  expect(markers.filter((marker) => marker.kind === 'throttle').length).toBeLessThan(6);
  expect(markers.some((marker) => marker.kind === 'throttle')).toBe(true);
});

test('going back keeps what is ahead, and running over it again adds nothing', () => {
  const world = createWorld(coast);
  world.advance(2 * HOUR_MS);
  split(world);
  const markers = run(world, 4 * HOUR_MS, markersOf(world, noMarkers));
  world.seek(HOUR_MS);
  expect(markersOf(world, markers)).toBe(markers);
  expect(run(world, 4 * HOUR_MS, markers)).toEqual(markers);
});

test('nothing new is the same list, so that nothing is drawn anew', () => {
  const world = createWorld(coast);
  world.advance(HOUR_MS);
  world.edit({ type: 'crash actor', actor: 'archive' });
  const markers = markersOf(world, noMarkers);
  expect(markers.list.at(-1)?.kind).toBe('crash');
  world.advance(2 * HOUR_MS);
  expect(markersOf(world, markers).list).toBe(markers.list);
});

test('an iterator that expires and a worker that takes over are marked; expiries that go on are few', () => {
  const world = createWorld(coast);
  const markers = run(world, 30 * HOUR_MS);
  const expiries = markers.list.filter((marker) => marker.kind === 'expiry').length;
  expect(expiries).toBeGreaterThan(0);
  expect(expiries).toBeLessThan(6);
  world.trace({ atMs: world.nowMs, kind: 'WorkerFailedOver', actor: 'worker-1', shards: [0] });
  expect(markersOf(world, noMarkers).list.at(-1)).toEqual({ kind: 'failover', atMs: world.nowMs, untilMs: world.nowMs });
});

test('what happens faster than the belt is drawn is marked all the same', () => {
  const world = createWorld(clicks);
  world.advance(3_500);
  world.edit({ type: 'crash actor', actor: 'fraud' });
  world.advance(30_000);
  expect(world.traceLog.last(2_000).some((entry) => entry.kind === 'ActorCrashed')).toBe(false);
  expect(markersOf(world, noMarkers).list.some((marker) => marker.kind === 'crash')).toBe(true);
});

test('where the past changes, those of the past are left, and what happens anew is marked', () => {
  const world = createWorld(clicks);
  const whole = run(world, 20_000, noMarkers, 500);
  world.seek(10_000);
  const left = markersUpTo(world, whole);
  for (const marker of left.list) expect(marker.untilMs).toBeLessThanOrEqual(10_000);
  world.edit({ type: 'crash actor', actor: 'fraud' });
  expect(markersOf(world, left).list.at(-1)).toEqual({ kind: 'crash', atMs: 10_000, untilMs: 10_000 });
});
