/** `<Check id/>` in prose: a card asked in the middle of the text. It keeps its room and comes when it is near; nothing of the quiz loads before. */
import { Suspense, useContext, useRef } from 'react';
import { ChapterContext } from './chapter-context.ts';
import { Failure, FailureBoundary } from './failure-boundary.tsx';
import { useNearby } from './use-near.ts';
import './check.css';

const load = () => import('./check-yourself.tsx');

export function Check({ id }: { readonly id: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const chapter = useContext(ChapterContext);
  const { loaded, retry } = useNearby(frame, load);
  return (
    // A group and not a landmark: a chapter has a score of them.
    <div className="check" ref={frame} role="group" aria-label="Check yourself">
      {loaded === 'failed' && <Failure says="This question could not load." onRetry={retry} />}
      {loaded !== null && loaded !== 'failed' && chapter && (
        <FailureBoundary says="This question stopped.">
          <Suspense>
            <loaded.CheckYourself chapter={chapter} id={id} />
          </Suspense>
        </FailureBoundary>
      )}
    </div>
  );
}
