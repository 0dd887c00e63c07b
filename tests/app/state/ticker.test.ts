// Holds: the one loop gives each listener the real time since its last call, never a leap after a stall, and nothing once stopped.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { everyFrame, FRAME_MS_MAX, STEPWISE_EVERY_MS, stepwise } from '../../../app/state/ticker.ts';

let frames: FrameRequestCallback[];
const frameAt = (ms: number) => frames.splice(0).forEach((draw) => draw(ms));

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (draw: FrameRequestCallback) => frames.push(draw));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('each frame brings the time since the one before; a stall counts as a tenth of a second', () => {
  const ticks: number[] = [];
  const stop = everyFrame((ms) => ticks.push(ms));
  for (const ms of [1_000, 1_016, 1_049, 9_000]) frameAt(ms);
  expect(ticks).toEqual([0, 16, 33, FRAME_MS_MAX]);
  stop();
  frameAt(9_016);
  expect(ticks).toHaveLength(4);
  expect(frames, 'frames asked for after it was stopped').toHaveLength(0);
});

test.runIf(stepwise)('with reduced motion it comes in states half a second apart, and no time is lost', () => {
  vi.spyOn(stepwise!, 'matches', 'get').mockReturnValue(true);
  const ticks: number[] = [];
  const stop = everyFrame((ms) => ticks.push(ms));
  for (let ms = 0; ms <= 1_600; ms += 50) frameAt(ms);
  stop();
  expect(ticks.length).toBe(3);
  for (const ms of ticks) expect(ms).toBeGreaterThanOrEqual(STEPWISE_EVERY_MS);
});
