/** A cell that can be run: its commands, what they print, and what they moved. */
import type { CommandRun } from '#sim';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { CopyButton } from '../components/copy-button.tsx';
import { FailureBoundary } from '../components/failure-boundary.tsx';
import { ScrollBox } from '../components/scroll-box.tsx';
import { Predict } from '../figures/predict.tsx';
import '../figures/parts.css';
import type { CellProps } from './cell.tsx';
import { cellOf, type CellPlan } from './cell-words.ts';
import { onPage, restart, runAll, runTo, useCells, type CellRun } from './console.ts';
import { reasonOf } from './reasons.ts';
import { Strip } from './strip.tsx';


const OUTCOMES = ['It works', 'It is refused'] as const;

export function CellBody({ meta, text }: CellProps) {
  return (
    <FailureBoundary says="This cell stopped.">
      <Runnable cell={cellOf(meta, text)} />
    </FailureBoundary>
  );
}

function Runnable({ cell }: { readonly cell: CellPlan }) {
  const { id, both, ask } = cell;
  const [text, setText] = useState(cell.text);
  const run = useCells(({ done }) => done[id]);
  const life = useCells((state) => state.life);
  const begun = useCells(({ done }) => Object.keys(done).length > 0);
  const helpId = useId();

  useEffect(() => {
    onPage.set(id, { id, text, both });
    return () => void onPage.delete(id);
  }, [id, text, both]);

  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    runTo(id);
  };
  const last = run?.runs[0]?.commands.at(-1);
  return (
    <>
      <textarea
        className="cell-text"
        aria-label={`Commands: ${id.replaceAll('-', ' ')}`}
        aria-describedby={helpId}
        spellCheck={false}
        autoCapitalize="off"
        wrap="off"
        rows={text.split('\n').length}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keys}
      />
      <div className="cell-bar">
        <button type="button" className="primary" onClick={() => runTo(id)}>
          Run
        </button>
        <span className="cell-keys" id={helpId}>
          Ctrl+Enter runs it, and first what it needs above
        </span>
        <span className="cell-end">
          {text !== cell.text && (
            <button type="button" className="quiet" onClick={() => setText(cell.text)}>
              Undo edits
            </button>
          )}
          <CopyButton text={() => text} label="Copy the commands">
            Copy
          </CopyButton>
          <button type="button" className="quiet" onClick={runAll}>
            Run all
          </button>
          {begun && (
            <button type="button" className="quiet" onClick={restart}>
              Start again
            </button>
          )}
        </span>
      </div>
      {ask !== null && <Predict key={life} figure={`cell-${id}`} question={ask} options={OUTCOMES} outcome={last ? OUTCOMES[last.exitCode === 0 ? 0 : 1] : null} onRun={() => runTo(id)} />}
      <div role="status">{run && <Answer id={id} run={run} />}</div>
    </>
  );
}

function Answer({ id, run }: { readonly id: string; readonly run: CellRun }) {
  const stream = run.after.streams.find(({ name }) => name === 'my-stream') ?? run.after.streams[0];
  return (
    <>
      <div className={run.runs.length > 1 ? 'cell-answers cell-both' : 'cell-answers'}>
        {run.runs.map(({ version, commands }) => (
          <div key={version} className="cell-answer" role="group" aria-label={`Version ${version} prints`}>
            {run.runs.length > 1 && <p className="label">Version {version}</p>}
            {commands.map((command, i) => (
              <Printed key={i} command={command} label={`Output of ${id}, version ${version}, command ${i + 1}`} alone={commands.length === 1} />
            ))}
          </div>
        ))}
      </div>
      <div className="cell-moved">
        {stream && <Strip stream={stream} />}
        <p>
          {run.moved.join(' ')} <Link to={run.labPath}>Open in the lab</Link>
        </p>
      </div>
    </>
  );
}

/** Enough of a command to know it by: the whole of it stands above. */
const beginningOf = (source: string) => {
  const [line] = source.replaceAll(/\\\n\s*/g, '').split(' --');
  return line === source ? source : `${line} …`;
};

interface PrintedProps {
  readonly command: CommandRun;
  readonly label: string;
  /** Then the cell itself says what was run. */
  readonly alone: boolean;
}

function Printed({ command, label, alone }: PrintedProps) {
  const { stdout, stderr, exitCode, source } = command;
  const reason = exitCode === 0 ? null : reasonOf(command);
  const text = `${stdout}${stderr}`.replace(/^\n+|\n+$/g, '');
  const begun = beginningOf(source);
  return (
    <>
      {!alone && <p className="cell-source">$ {begun}</p>}
      {text === '' ? (
        <p className="cell-nothing">{/^\w+=/.test(source) ? 'Kept in the variable.' : 'Prints nothing: it went well.'}</p>
      ) : (
        <ScrollBox label={label} className="cell-output">
          <pre className={exitCode === 0 ? '' : 'cell-error'}>{text}</pre>
        </ScrollBox>
      )}
      {exitCode !== 0 && (
        <p className="cell-reason">
          Exit code {exitCode}. {reason?.text} {reason?.to && <Link to={`#${reason.to}`}>{reason.link}</Link>}
        </p>
      )}
    </>
  );
}
