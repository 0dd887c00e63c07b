/** What the browser says of the site's storage: whether it may clear it by itself, and how much there is. Sizes are bytes. */

export interface StorageReport {
  /** Null where the browser does not say. */
  readonly persisted: boolean | null;
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
}

/** Asks the browser not to clear the site's storage when room runs short. Some ask the learner, so this waits for something worth keeping. */
export async function askToPersist(): Promise<boolean | null> {
  try {
    return (await navigator.storage?.persist?.()) ?? null;
  } catch {
    return null;
  }
}

export async function storageReport(): Promise<StorageReport> {
  try {
    const [persisted, estimate] = await Promise.all([navigator.storage?.persisted?.(), navigator.storage?.estimate?.()]);
    return { persisted: persisted ?? null, usedBytes: estimate?.usage ?? null, quotaBytes: estimate?.quota ?? null };
  } catch {
    return { persisted: null, usedBytes: null, quotaBytes: null };
  }
}
