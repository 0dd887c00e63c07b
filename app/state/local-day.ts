/** The learner's calendar, for the scheduler: days as whole numbers since 1970-01-01, by the clock on the learner's own wall. */
import { useEffect, useState } from 'react';
import { ambient } from './ambient.ts';

const DAY_MS = 86_400_000;

/** The local day of a moment in ms since 1970, UTC. */
export function localDay(atMs: number): number {
  const date = new Date(atMs);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
}

/** A day as a table names it: "Mon, 30 Nov". */
export const dayText = (day: number): string => new Date(day * DAY_MS).toLocaleDateString(undefined, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });

/** Calls back soon after midnight, and when a page that slept through it is looked at again. Returns the way to stop. */
export function onNewDay(listener: (day: number) => void, now: () => number = ambient.now): () => void {
  let day = localDay(now());
  const look = () => {
    const then = localDay(now());
    if (then !== day) listener((day = then));
  };
  const timer = setInterval(look, 30_000);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  };
}

/** Today, which becomes tomorrow while the page is open. */
export function useToday(now: () => number = ambient.now): number {
  const [day, setDay] = useState(() => localDay(now()));
  useEffect(() => onNewDay(setDay, now), [now]);
  return day;
}
