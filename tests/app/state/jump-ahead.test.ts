// A jump far ahead by a hand on the page goes on frame by frame: it comes to the same state as a run at once, and whatever else one
// does ends it.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWorld, scenarios } from '#sim';
import { Machine } from './machine.ts';

const [coast, clicks] = [scenarios.find((s) => s.slug === 'coast-stations')!, scenarios.find((s) => s.slug === 'clickstream')!];

let machine: Machine;
let session: typeof import('../../../app/state/sim-session.ts');
const state = () => session.useSimSession.getState();

beforeEach(async () => {
  machine = new Machine();
  machine.install();
  vi.resetModules();
  session = await import('../../../app/state/sim-session.ts');
});

afterEach(() => {
  session.pause();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a jump ahead that takes long goes on frame by frame, and comes to the same state; the page can be used meanwhile', () => {
  session.open(clicks);
  machine.lookMs = 20;
  const goal = state().world.nowMs + 10_000;
  session.goTo(goal);
  expect([state().goingTo, state().playing]).toEqual([goal, false]);
  const atOnceMs = state().world.nowMs;
  machine.frames(1);
  expect(state().world.nowMs).toBeGreaterThan(atOnceMs);
  expect(state().world.nowMs).toBeLessThan(goal);
  for (let n = 0; state().goingTo !== null && n < 10_000; n += 1) machine.frames(1);
  expect(state().world.nowMs).toBe(goal);
  const direct = createWorld(clicks);
  direct.advance(goal);
  expect(state().world.stateHash()).toBe(direct.stateHash());
});

test.each([
  ['a pause', () => session.pause()],
  ['playing', () => session.play()],
  ['a step', () => session.stepForward()],
  ['another jump', () => session.goTo(0)],
  ['another world', () => session.open(coast)],
])('%s ends a jump ahead', (_, make) => {
  session.open(clicks);
  machine.lookMs = 20;
  session.goTo(state().world.nowMs + 10_000);
  expect(state().goingTo).not.toBeNull();
  make();
  expect(state().goingTo).toBeNull();
});
