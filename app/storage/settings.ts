/** Small choices kept in localStorage: theme, shortcuts, where the learner was. Marks and scores are elsewhere, in IndexedDB. */
import * as v from 'valibot';

const PREFIX = 'shardbelt.';

/** The stored value, or `otherwise` when there is none, it does not fit, or storage is off. What does not fit stays until it is overwritten. */
export function readSetting<T>(name: string, schema: v.GenericSchema<unknown, T>, otherwise: T): T {
  try {
    const text = localStorage.getItem(PREFIX + name);
    if (text === null) return otherwise;
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : otherwise;
  } catch {
    return otherwise;
  }
}

/** Keeps the value; without storage (a private window, a full disk) the choice holds until the page is closed. */
export function writeSetting(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Nothing to tell the learner: the choice still holds in this window.
  }
}
