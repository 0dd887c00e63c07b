/** A stretch of the history, played again and again: for a talk. From a moment to a later one, both on the world's own time. */
import { formatClock } from '../belt/format.ts';
import { play, redraw, useSimSession } from './sim-session.ts';

const { getState: get, setState: set } = useSimSession;

/** Both of its ends must be whole ms, and not the same one. */
const SHORTEST_MS = 1;

/** It begins here. An end that lies ahead stays. */
export function loopFromHere(): void {
  const { loop, world } = get();
  const fromMs = world.nowMs;
  const toMs = loop?.toMs && loop.toMs > fromMs ? loop.toMs : null;
  set({ loop: { fromMs, toMs, rounds: 0 }, stop: toMs === null ? `A loop begins at ${formatClock(fromMs, true)}. Go to where it ends.` : loopText(fromMs, toMs) });
  redraw();
}

/** It ends here, and plays. Without a beginning before this moment it begins where the world does. */
export function loopToHere(): void {
  const { loop, world } = get();
  const toMs = world.nowMs;
  if (toMs < SHORTEST_MS) return set({ stop: 'A loop cannot end where the world begins.' });
  const fromMs = loop && loop.fromMs < toMs ? loop.fromMs : 0;
  set({ loop: { fromMs, toMs, rounds: 0 } });
  play();
  set({ stop: loopText(fromMs, toMs) });
  redraw();
}

/** Moves one of its ends; they never cross. */
export function moveLoopEnd(end: 'fromMs' | 'toMs', tMs: number): void {
  const { loop, world } = get();
  if (!loop?.toMs) return;
  const at = Math.round(Math.min(Math.max(0, tMs), world.reachedMs));
  const moved = end === 'fromMs' ? { fromMs: Math.min(at, loop.toMs - SHORTEST_MS) } : { toMs: Math.max(at, loop.fromMs + SHORTEST_MS) };
  set({ loop: { ...loop, ...moved, rounds: 0 } });
  redraw();
}

/** The world goes on from where it is. */
export function endLoop(): void {
  if (!get().loop) return;
  set({ loop: null, stop: 'The loop is over.' });
  redraw();
}

export const loopText = (fromMs: number, toMs: number) => `Loop from ${formatClock(fromMs)} to ${formatClock(toMs)}, the same events each round.`;
