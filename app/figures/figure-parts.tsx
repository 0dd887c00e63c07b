/** What stands below a figure's drawing: its numbers as a table, its controls, the way into the lab. */
import { useMemo, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Fold } from '../components/fold.tsx';
import { ScrollBox } from '../components/scroll-box.tsx';
import { labPathOf } from '../state/run-link.ts';
import { runOfFigure, type FigureRun } from './plan.ts';

interface TableProps {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export function FigureTable({ caption, head, rows }: TableProps) {
  return (
    <Fold summary="as a table" className="fig-table">
      <ScrollBox label={caption}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest], i) => (
              <tr key={i}>
                <th scope="row">{first}</th>
                {rest.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Fold>
  );
}

interface FootProps {
  /** Null while it moves: the lab opens moments. */
  readonly run: FigureRun | null;
  /** Null where there is nothing to go back from. */
  readonly onRestart: (() => void) | null;
  readonly children?: ReactNode;
}

export function FigureFoot({ run, onRestart, children }: FootProps) {
  const foot = useRef<HTMLDivElement>(null);
  const restart = () => {
    onRestart?.();
    // The button goes, and must not take the focus to the top of the page.
    foot.current?.focus({ preventScroll: true });
  };
  return (
    <div className="fig-controls" ref={foot} tabIndex={-1}>
      {children}
      <span className="fig-end">
        {onRestart && (
          <button type="button" className="quiet" onClick={restart}>
            Start again
          </button>
        )}
        {run && <LabLink run={run} />}
      </span>
    </div>
  );
}

/** The lab opens with this world at this moment. */
function LabLink({ run }: { readonly run: FigureRun }) {
  const path = useMemo(() => labPathOf(runOfFigure(run)), [run]);
  return <Link to={path}>Open in the lab</Link>;
}
