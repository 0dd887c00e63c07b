/** What may succeed only so often in a rolling day: the moments of its successes, oldest first. Rule RATE-5. */
const DAY_MS = 86_400_000;

/** Successes in the last 24 hours; older ones are forgotten. */
export function usedToday(momentsMs: number[], nowMs: number): number {
  while (momentsMs.length > 0 && momentsMs[0]! <= nowMs - DAY_MS) momentsMs.shift();
  return momentsMs.length;
}
