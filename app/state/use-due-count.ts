/** How many cards are due today, for pages that do not schedule themselves. The scheduler, the log and the cards come late, after the page. */
import { useEffect, useState } from 'react';

const LATE_MS = 2000;

/** Null until it is known. */
export function useDueCount(): number | null {
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    let stop = () => {};
    let gone = false;
    const timer = setTimeout(() => {
      import('./due.ts').then(
        ({ watchDue }) => {
          if (!gone) stop = watchDue(setCount);
        },
        () => {}, // It cannot be fetched: no number is shown.
      );
    }, LATE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
      stop();
    };
  }, []);
  return count;
}
