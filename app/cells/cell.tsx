/** A block of commands in the prose that can be run. Until its console has loaded, near the window, the commands stand as text. */
import { useRef } from 'react';
import { Failure } from '../components/failure-boundary.tsx';
import { ScrollBox } from '../components/scroll-box.tsx';
import { useNearby } from '../components/use-near.ts';
import './cell.css';

export interface CellProps {
  /** What stands behind the block's language: the cell's id, and how it is run. */
  readonly meta: string;
  readonly text: string;
}

const load = () => import('./cell-body.tsx');

export function Cell({ meta, text }: CellProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { loaded, retry } = useNearby(frame, load);
  const [id] = meta.split(' ');
  return (
    <div ref={frame} className="cell" id={`cell-${id}`} data-cell-frame={id}>
      {loaded !== null && loaded !== 'failed' ? (
        <loaded.CellBody meta={meta} text={text} />
      ) : (
        <>
          <ScrollBox label="Commands" className="cell-scroll">
            <pre className="cell-text">{text}</pre>
          </ScrollBox>
          <div className="cell-bar">{loaded && <Failure says="The command line could not load." onRetry={retry} />}</div>
        </>
      )}
    </div>
  );
}
