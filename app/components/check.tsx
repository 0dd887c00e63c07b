/** `<Check id/>` in prose: a card asked in the middle of the text. It keeps its room and comes when it is near; nothing of the quiz loads before. */
import { lazy, Suspense, useContext, useMemo, useRef, useState } from 'react';
import { ChapterContext } from './chapter-context.ts';
import { FailureBoundary } from './failure-boundary.tsx';
import { useNear } from './use-near.ts';
import './check.css';

export function Check({ id }: { readonly id: string }) {
  const frame = useRef<HTMLElement>(null);
  const near = useNear(frame);
  const [round, setRound] = useState(0);
  const chapter = useContext(ChapterContext);
  // React keeps a failed import for good: another try needs another component.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const CheckYourself = useMemo(() => lazy(() => import('./check-yourself.tsx')), [round]);
  return (
    <aside className="check" ref={frame} aria-label="Check yourself">
      {near && chapter && (
        <FailureBoundary says="This question could not load." onRetry={() => setRound(round + 1)}>
          <Suspense>
            <CheckYourself chapter={chapter} id={id} />
          </Suspense>
        </FailureBoundary>
      )}
    </aside>
  );
}
