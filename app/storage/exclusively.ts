/** One tab at a time, by the Web Locks of the browser. */

/** A tab that holds the lock for longer hangs; a learner who marked a card is told or goes on within a second. */
const WAIT_MS = 500;

/**
 * Runs `work` while no other tab runs work of this name. Where the browser has no locks (plain http, an old one) or another
 * tab hangs, `work` runs all the same: what it does must be safe without, and only better with the lock.
 */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (typeof navigator === 'undefined' || !navigator.locks) return work();
  let begun = false;
  try {
    return await navigator.locks.request(name, { signal: AbortSignal.timeout(WAIT_MS) }, () => {
      begun = true;
      return work();
    });
  } catch (error) {
    if (begun) throw error;
    return work();
  }
}
