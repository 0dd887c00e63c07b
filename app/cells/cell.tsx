/** A block of commands in the prose that can be run. Until its console has loaded, near the window, the commands stand as text. */
import { useEffect, useRef, useState, type ComponentType } from 'react';
import { Failure, FailureBoundary } from '../components/failure-boundary.tsx';
import { useNear } from '../components/use-near.ts';
import type { BodyProps } from './cell-body.tsx';
import { cellOf } from './cell-words.ts';
import './cell.css';

interface Props {
  /** What stands behind the block's language: the cell's id, and how it is run. */
  readonly meta: string;
  readonly text: string;
}

export function Cell({ meta, text }: Props) {
  const cell = cellOf(meta, text);
  const frame = useRef<HTMLDivElement>(null);
  const near = useNear(frame);
  const [body, setBody] = useState<{ readonly Body: ComponentType<BodyProps> } | 'failed' | null>(null);

  useEffect(() => {
    if (!near || body !== null) return;
    let wanted = true;
    import('./cell-body.tsx').then(
      ({ CellBody }) => wanted && setBody({ Body: CellBody }),
      () => wanted && setBody('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [near, body]);

  return (
    <div ref={frame} className="cell" id={`cell-${cell.id}`} role="group" aria-label={`Commands: ${cell.id.replaceAll('-', ' ')}`} data-cell-frame={cell.id}>
      {body !== null && body !== 'failed' ? (
        <FailureBoundary says="This cell stopped.">
          <body.Body cell={cell} />
        </FailureBoundary>
      ) : (
        <>
          <pre className="cell-text">{text}</pre>
          <div className="cell-bar">{body === 'failed' && <Failure says="The command line could not load." onRetry={() => setBody(null)} />}</div>
        </>
      )}
    </div>
  );
}
