/** The name of the page in the window's title and in the browser's history. */
import { useEffect } from 'react';

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Shardbelt' : `${title} · Shardbelt`;
  }, [title]);
}
