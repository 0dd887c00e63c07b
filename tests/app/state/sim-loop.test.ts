// Holds: a loop plays the same events each round, to the hash, at any speed; it survives breakpoints, scrubbing and edits; its
// ends never cross; opening another world ends it. A step says what it passed.
import { beforeEach, expect, test, vi } from 'vitest';
import { createWorld, scenarios } from '#sim';

const clicks = scenarios.find((s) => s.slug === 'clickstream')!;
let nowMs = 1_000;
let asked: FrameRequestCallback[] = [];
let session: typeof import('../../../app/state/sim-session.ts');
let loops: typeof import('../../../app/state/sim-loop.ts');
const state = () => session.useSimSession.getState();

beforeEach(async () => {
  asked = [];
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => asked.push(callback));
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  vi.resetModules();
  session = await import('../../../app/state/sim-session.ts');
  loops = await import('../../../app/state/sim-loop.ts');
  session.open(clicks);
});

/** One frame of 50 ms. */
function frame() {
  nowMs += 50;
  for (const callback of asked.splice(0)) callback(nowMs);
}
function direct(toMs: number) {
  const world = createWorld(clicks);
  world.advance(toMs);
  return world.stateHash();
}
function set(fromMs: number, toMs: number) {
  session.seek(fromMs);
  loops.loopFromHere();
  session.seek(toMs);
  loops.loopToHere();
}

test('each round begins and ends in the very state of a direct run', () => {
  set(4_000, 4_500);
  const beginnings: string[] = [];
  let rounds = 0;
  for (let i = 0; i < 80 && rounds < 4; i += 1) {
    frame();
    expect(state().world.nowMs).toBeGreaterThanOrEqual(4_000);
    expect(state().world.nowMs).toBeLessThanOrEqual(4_500);
    if (state().loop!.rounds > rounds) {
      rounds = state().loop!.rounds;
      beginnings.push(state().world.stateHash());
    }
  }
  expect(beginnings).toEqual(Array(4).fill(direct(4_000)));
  loops.endLoop();
  session.seek(4_500);
  expect(state().world.stateHash()).toBe(direct(4_500));
  session.play();
  for (let i = 0; i < 5; i += 1) frame();
  expect(state().world.nowMs, 'without the loop it goes on').toBeGreaterThan(4_500);
  session.pause();
});

test('play from outside of it begins at its beginning', () => {
  set(4_000, 5_000);
  session.seek(9_000);
  session.play();
  expect(state().world.nowMs).toBe(4_000);
  session.pause();
});

test('a breakpoint within it pauses at its event; play goes on in the same round', () => {
  session.setBreakpoint({ on: 'trace', kind: 'WriteThrottled' });
  set(3_000, 6_000);
  session.setSpeed(10);
  for (let i = 0; i < 20 && state().playing; i += 1) frame();
  const { world, playing, loop, stop } = state();
  expect([playing, loop!.rounds, stop]).toEqual([false, 0, 'Paused: a write is throttled.']);
  expect(world.traceLog.last(1)[0]!.kind).toBe('WriteThrottled');
  session.removeBreakpoint({ on: 'trace', kind: 'WriteThrottled' });
  session.play();
  expect(state().world.nowMs).toBe(world.nowMs);
  session.pause();
});

test('its ends are moved and never cross; the track ends where the world has been', () => {
  set(4_000, 5_000);
  session.pause();
  loops.moveLoopEnd('fromMs', 9_000);
  expect(state().loop).toMatchObject({ fromMs: 4_999, toMs: 5_000 });
  loops.moveLoopEnd('toMs', 1e9);
  expect(state().loop!.toMs).toBe(state().world.reachedMs);
  loops.moveLoopEnd('fromMs', -5);
  expect(state().loop!.fromMs).toBe(0);
});

test('an end before its beginning begins where the world does; none can end there', () => {
  session.seek(5_000);
  loops.loopFromHere();
  session.seek(2_000);
  loops.loopToHere();
  expect(state().loop).toMatchObject({ fromMs: 0, toMs: 2_000 });
  session.seek(0);
  loops.loopToHere();
  expect(state().stop).toBe('A loop cannot end where the world begins.');
});

test('another world has none', () => {
  set(4_000, 5_000);
  session.reset();
  expect(state().loop).toBeNull();
});

test('a step ahead says the event and what came of it, a step back the same event', () => {
  session.seek(3_200);
  session.stepForward();
  const ahead = state().stop!;
  expect(ahead).toMatch(/^00:00:03\.\d{3} .+\./);
  session.stepBack();
  expect(state().stop).toBe(`Back before this: ${/^[^.]+\.\d{3} [^.]+\./.exec(ahead)![0]}`);
  session.seek(0);
  session.stepBack();
  expect(state().stop).toBe('This is the beginning.');
});

test('a step that throttles says so', () => {
  session.setBreakpoint({ on: 'trace', kind: 'WriteThrottled' });
  session.seek(3_000);
  state().world.advance(20_000, Infinity, [{ on: 'trace', kind: 'WriteThrottled' }]);
  session.stepBack();
  session.stepForward();
  expect(state().stop).toMatch(/PutRecords? of web-\d reaches the service\. .*throttled by shardId-/);
});
