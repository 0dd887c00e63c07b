/** A part of a page that comes when it is first asked for. Where it cannot be fetched, the page says so and it can be asked for again. */
import { lazy, Suspense, useMemo, useState, type ComponentType, type ReactNode } from 'react';
import { FailureBoundary } from './failure-boundary.tsx';

interface Props<Own extends object> {
  readonly load: () => Promise<{ readonly default: ComponentType<Own> }>;
  /** What failed, as a sentence. */
  readonly says: string;
  readonly own: Own;
  /** Stands there until it has come. */
  readonly children?: ReactNode;
}

export function Later<Own extends object>({ load, says, own, children }: Props<Own>) {
  const [round, setRound] = useState(0);
  // React keeps a failed import for good: another try needs another component.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const Part: ComponentType<Own> = useMemo(() => lazy<ComponentType<Own>>(load), [round]);
  return (
    <FailureBoundary says={says} onRetry={() => setRound(round + 1)}>
      <Suspense fallback={children}>
        <Part {...own} />
      </Suspense>
    </FailureBoundary>
  );
}
