/** The plate a live figure stands in: keeps its room, loads it near the window, says so when it cannot. */
import { useEffect, useId, useRef, useState } from 'react';
import type { ComponentType, CSSProperties } from 'react';
import { Failure, FailureBoundary } from '../components/failure-boundary.tsx';
import { useNear } from '../components/use-near.ts';
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

type Content = { readonly is: 'away' } | { readonly is: 'ready'; readonly Content: ComponentType<FigureProps> } | { readonly is: 'failed' };

function Plate({ id, entry, scenario }: FigureProps & { readonly id: string; readonly entry: FigureEntry }) {
  const [content, setContent] = useState<Content>({ is: 'away' });
  const frame = useRef<HTMLElement>(null);
  const titleId = useId();
  const near = useNear(frame);

  useEffect(() => {
    if (!near || content.is !== 'away') return;
    let wanted = true;
    entry.load().then(
      (module) => wanted && setContent({ is: 'ready', Content: module.default }),
      () => wanted && setContent({ is: 'failed' }),
    );
    return () => {
      wanted = false;
    };
  }, [near, content, entry]);

  const retry = () => setContent({ is: 'away' });
  return (
    <figure ref={frame} className="figure" id={`figure-${id}`} aria-labelledby={titleId}>
      <figcaption id={titleId} className="figure-title">
        {entry.title}
      </figcaption>
      <div className="figure-body" style={roomOf(entry)}>
        {content.is === 'failed' && <Failure says="This figure could not load." onRetry={retry} />}
        {content.is === 'ready' && (
          <FailureBoundary says="This figure stopped.">
            <content.Content scenario={scenario} />
          </FailureBoundary>
        )}
      </div>
    </figure>
  );
}
