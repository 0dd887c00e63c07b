/** The only requestAnimationFrame of the app: whoever moves something asks here for the next frame. Real time in ms. */

/** A frame that took longer than this (a stall, a hidden tab) counts as this: a world waits, it does not leap. */
export const FRAME_MS_MAX = 100;
/** With reduced motion what moves does so in states, not in frames. */
export const STEPWISE_EVERY_MS = 500;

export const stepwise = typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : null;

export const nextFrame = (draw: (frameMs: number) => void): number => requestAnimationFrame(draw);

/** Calls back with the real ms since the last call, in every frame, until it is stopped. @returns how to stop */
export function everyFrame(tick: (realMs: number) => void): () => void {
  let lastMs: number | null = null;
  let heldMs = 0;
  let stopped = false;
  const onFrame = (frameMs: number) => {
    if (stopped) return;
    heldMs += Math.min(FRAME_MS_MAX, Math.max(0, frameMs - (lastMs ?? frameMs)));
    lastMs = frameMs;
    if (!stepwise?.matches || heldMs >= STEPWISE_EVERY_MS) {
      tick(heldMs);
      heldMs = 0;
    }
    nextFrame(onFrame);
  };
  nextFrame(onFrame);
  return () => {
    stopped = true;
  };
}
