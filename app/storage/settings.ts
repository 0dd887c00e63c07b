/**
 * Small choices kept in localStorage: theme, shortcuts, where the learner was. Marks and scores are elsewhere, in IndexedDB.
 * Shapes are checked by hand: this is in every page's first load, and a validation library is not.
 */

const PREFIX = 'shardbelt.';

/** The stored value, or `otherwise` when there is none, it does not fit, or storage is off. What does not fit stays until it is overwritten. */
export function readSetting<T>(name: string, fits: (value: unknown) => value is T, otherwise: T): T {
  try {
    const text = localStorage.getItem(PREFIX + name);
    if (text === null) return otherwise;
    const value: unknown = JSON.parse(text);
    return fits(value) ? value : otherwise;
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
