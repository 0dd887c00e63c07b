/** Whatever lies over a page is closed by "back", as a phone's user expects: an entry of the history stands for it. */
import { useEffect, useRef } from 'react';

let leaving = 0;
const isOwnEntry = () => (history.state as { readonly over?: boolean } | null)?.over === true;

/** @param close on "back"; the latest counts */
export function useBackCloses(open: boolean, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    if (!open) return;
    window.clearTimeout(leaving);
    if (!isOwnEntry()) history.pushState({ ...(history.state as object | null), over: true }, '');
    const onBack = () => latest.current();
    window.addEventListener('popstate', onBack);
    return () => {
      window.removeEventListener('popstate', onBack);
      // Closed by other means, or followed by another at once: only then is it known.
      leaving = window.setTimeout(() => isOwnEntry() && history.back());
    };
  }, [open]);
}
