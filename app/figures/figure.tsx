/** The plate a live figure stands in: keeps its room, loads it near the window, says so when it cannot. */
import { useId, useRef } from 'react';
import type { CSSProperties } from 'react';
import { Failure, FailureBoundary } from '../components/failure-boundary.tsx';
import { useNearby } from '../components/use-near.ts';
import { figures } from './index.ts';
import type { FigureEntry, FigureProps, FigureRegistry } from './index.ts';
import './figure.css';

interface Props extends FigureProps {
  readonly id: string;
  readonly registry?: FigureRegistry;
}

export function Figure({ id, scenario, registry = figures }: Props) {
  const entry = registry[id];
  if (!entry) {
    // A reader of a published build loses one figure rather than the section.
    if (import.meta.env.PROD) return null;
    throw new Error(`There is no figure "${id}" in app/figures/index.ts`);
  }
  return <Plate key={id} id={id} entry={entry} scenario={scenario} />;
}

/** Which of the two counts, the width of the page says: figure.css. */
const roomOf = ({ room: [wide, narrow] }: FigureEntry) => ({ '--room-wide': `${wide}px`, '--room-narrow': `${narrow}px` }) as CSSProperties;

function Plate({ id, entry, scenario }: FigureProps & { readonly id: string; readonly entry: FigureEntry }) {
  const frame = useRef<HTMLElement>(null);
  const titleId = useId();
  const { loaded, retry } = useNearby(frame, entry.load);
  const Content = loaded !== null && loaded !== 'failed' ? loaded.default : null;
  return (
    <figure ref={frame} className="figure" id={`figure-${id}`} aria-labelledby={titleId}>
      <figcaption id={titleId} className="figure-title">
        {entry.title}
      </figcaption>
      <div className="figure-body" style={roomOf(entry)}>
        {loaded === 'failed' && <Failure says="This figure could not load." onRetry={retry} />}
        {Content && (
          <FailureBoundary says="This figure stopped.">
            <Content scenario={scenario} />
          </FailureBoundary>
        )}
      </div>
    </figure>
  );
}
