/** Sharing: a run as a link or a file, and what came by one. What is wrong with it is said, sentence by sentence. */
import { useEffect, useId, useRef } from 'react';
import { formatClock, formatCount } from '../belt/format.ts';
import { closeSharing, currentRun, linkTo, receiveFile, saveAsFile, take, useSharing } from '../state/sharing.ts';
import { useSimSession } from '../state/sim-session.ts';
import { CopyButton } from './copy-button.tsx';
import './share-dialog.css';

/** Longer ones are cut by some of the programs that links are sent with. */
const LINK_SAFE_MAX = 2_000;

export function ShareDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const opening = useSimSession((session) => session.opening);
  const { open, received, differences } = useSharing();
  const id = useId();
  const shown = open || opening !== null;
  useEffect(() => {
    if (shown && !dialog.current?.open) dialog.current?.showModal();
    if (!shown && dialog.current?.open) dialog.current.close();
  }, [shown]);
  return (
    <dialog ref={dialog} className="share-dialog" aria-labelledby={id} onClose={closeSharing}>
      {shown && (opening !== null ? <Opening id={id} share={opening} /> : received || differences.length > 0 ? <Received id={id} /> : <Share id={id} />)}
    </dialog>
  );
}

function Opening({ id, share }: { readonly id: string; readonly share: number }) {
  return (
    <>
      <h2 id={id}>The run is done again</h2>
      <p>Every action of it, at its own moment. The belt shows it when it is there.</p>
      <progress aria-labelledby={id} max={1} value={share} />
      <div className="share-buttons">
        <button type="button" onClick={closeSharing}>
          Cancel
        </button>
      </div>
    </>
  );
}

function Received({ id }: { readonly id: string }) {
  const { received, differences } = useSharing();
  const run = received?.run;
  const title = received ? (run ? 'Not all of this run can be opened' : 'This run cannot be opened') : 'This run is open, but not as it was';
  return (
    <>
      <h2 id={id}>{title}</h2>
      <div className="share-problems" role="alert">
        <ul>
          {(received?.problems ?? differences).map((problem, i) => (
            <li key={i}>{problem}</li>
          ))}
        </ul>
      </div>
      <div className="share-buttons">
        {run && (
          <button type="button" className="primary" onClick={() => void take(run)}>
            Open what is good
          </button>
        )}
        <button type="button" onClick={closeSharing}>
          {received ? 'Leave it' : 'Close'}
        </button>
      </div>
    </>
  );
}

function Share({ id }: { readonly id: string }) {
  const scenario = useSimSession((session) => session.scenario);
  const run = currentRun();
  const link = linkTo(run);
  const { length } = run.actions;
  return (
    <>
      <h2 id={id}>Share this run</h2>
      <p>
        {scenario.title}, seed {run.seed}, {length === 1 ? '1 action' : `${formatCount(length)} actions`}, the playhead at {formatClock(run.playhead.atMs)}. Whoever opens it gets the same run, to the byte.
      </p>
      <div className="share-buttons">
        <CopyButton text={() => link}>Copy link</CopyButton>
        <button type="button" onClick={() => saveAsFile(run)}>
          Save as file
        </button>
      </div>
      <p className="share-note">
        The link has {formatCount(link.length)} characters.{link.length > LINK_SAFE_MAX && ' Some programs cut links so long: the file is safer.'}
      </p>
      <label className="share-file">
        <span>Open a file</span>
        <input type="file" accept=".json,application/json" onChange={(event) => event.target.files?.[0] && void receiveFile(event.target.files[0])} />
      </label>
      <div className="share-buttons">
        <button type="button" onClick={closeSharing}>
          Close
        </button>
      </div>
    </>
  );
}
