/** Where each visited page was scrolled to, kept by the router for this tab under `SCROLL_PLACES`. */

export const SCROLL_PLACES = 'shardbelt.places';

interface Place {
  readonly key: string;
  readonly pathname: string;
  readonly hash: string;
  readonly state?: unknown;
}

/** The router calls the first page of every visit "default"; by that name one page would get the place of another. */
export function placeKey({ key, pathname, hash, state }: Place): string {
  const kept = (state as { readonly place?: unknown } | null | undefined)?.place;
  if (typeof kept === 'string') return kept;
  return key === 'default' ? pathname + hash : key;
}

/** What a step within a page hands on, so that the page stays scrolled as it is: a hash in the address would move it. */
export const samePlace = (location: Place) => ({ place: placeKey(location) });

/** A page opened by its address begins at its top or its anchor; only a reload and the back button return to the place left. */
export function forgetPlaceOfFreshVisit(): void {
  const visit = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined;
  if (visit?.type !== 'navigate') return;
  try {
    const places = JSON.parse(sessionStorage.getItem(SCROLL_PLACES) ?? '{}') as Record<string, number>;
    delete places[placeKey({ key: 'default', pathname: location.pathname, hash: location.hash })];
    sessionStorage.setItem(SCROLL_PLACES, JSON.stringify(places));
  } catch {
    // No storage, no places kept.
  }
}
