/** Copies a text and says so on itself. */
import { useEffect, useState } from 'react';

const SAID_MS = 2000;

interface Props {
  readonly text: () => string;
  readonly children: string;
  /** What a screen reader hears instead of the short label: "Copy the link to How it works". */
  readonly label?: string;
}

export function CopyButton({ text, children, label }: Props) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = window.setTimeout(() => setSaid(null), SAID_MS);
    return () => window.clearTimeout(timer);
  }, [said]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text());
      setSaid('Copied');
    } catch {
      setSaid('The browser did not allow it');
    }
  }

  return (
    <span className="copy-button">
      <button type="button" className="quiet" aria-label={said === null ? label : undefined} onClick={() => void copy()}>
        {said ?? children}
      </button>
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </span>
  );
}
