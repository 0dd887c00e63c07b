/** The learner's worlds: open, change, rename, copy, hand on, delete; and taking one from a file. */
import type { StoreErrorKind } from '#quiz';
import { useState } from 'react';
import { deleteWorld, duplicateWorld, exportWorld, importWorld, renameWorld, undoDelete, useWorlds } from '../state/worlds.ts';
import { draftOf } from './draft.ts';
import { change, closeSetup, openSetup } from './setup-store.ts';
import { summaryOf } from './summary.ts';

const WHY: Readonly<Record<StoreErrorKind, string>> = {
  unavailable: 'This window gives the page no storage, as private windows do.',
  newer: 'They were last written by a newer Shardbelt. Reload to get it.',
  full: 'The storage of this browser is full.',
  failed: 'The browser could not write to its storage.',
};

const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export function WorldsPage({ id, go }: { readonly id: string; readonly go: (path: string) => void }) {
  const { status, reason, list, skipped, deleted } = useWorlds();
  const [problems, setProblems] = useState<readonly string[]>([]);
  return (
    <div className="setup-form">
      <header className="setup-head">
        <h2 id={id}>Your worlds</h2>
        <button type="button" className="quiet" onClick={() => openSetup('setup')}>
          Set up a world
        </button>
      </header>
      <div className="setup-body">
        {reason !== null && (
          <p className="setup-note" role="alert">
            Not everything here is saved: closing the page loses it. {WHY[reason]} “Save as file” keeps a world all the same.
          </p>
        )}
        {skipped > 0 && <p className="setup-note">{skipped === 1 ? 'One stored world' : `${skipped} stored worlds`} cannot be read, and stay as they are.</p>}
        {list.length === 0 && <p>{status === 'opening' ? 'Looking …' : 'None yet. What you build in “Set up a world” is kept here, in this browser.'}</p>}
        <ul className="setup-worlds">
          {list.map((world) => {
            const { title } = world.plan;
            return (
              <li key={world.id}>
                <input
                  key={title}
                  aria-label={`Name of ${title}`}
                  defaultValue={title}
                  maxLength={120}
                  required
                  onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
                  onBlur={(event) => {
                    const next = event.target.value.trim();
                    if (next === '') event.target.value = title;
                    else if (next !== title) void renameWorld(world, next);
                  }}
                />
                <p>{summaryOf(draftOf(world.plan, world.seed)).text}</p>
                <p className="label">saved {date.format(world.savedAtMs)}</p>
                <div className="setup-buttons">
                  <button
                    type="button"
                    aria-label={`Open ${title}`}
                    onClick={() => {
                      closeSetup();
                      go(`/lab/my/${world.id}`);
                    }}
                  >
                    Open
                  </button>
                  <button type="button" className="quiet" aria-label={`Change ${title}`} onClick={() => change(world)}>
                    Change
                  </button>
                  <button type="button" className="quiet" aria-label={`Copy ${title}`} onClick={() => void duplicateWorld(world)}>
                    Duplicate
                  </button>
                  <button type="button" className="quiet" aria-label={`Save ${title} as file`} onClick={() => exportWorld(world)}>
                    Save as file
                  </button>
                  <button type="button" className="quiet" aria-label={`Delete ${title}`} onClick={() => void deleteWorld(world)}>
                    Delete
                  </button>
                </div>
              </li>
            );
          })}
        </ul>
        <label className="setup-file">
          <span>Take a world from a file; of a saved run, not what was done in it</span>
          <input type="file" accept=".json,application/json" onChange={(event) => event.target.files?.[0] && void importWorld(event.target.files[0]).then(setProblems)} />
        </label>
        {problems.length > 0 && (
          <div role="alert" className="setup-note">
            <p>Nothing was taken from this file:</p>
            <ul>
              {problems.map((problem, i) => (
                <li key={i}>{problem}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <footer className="setup-foot">
        <div className="setup-summary" role="status">
          {deleted && (
            <p>
              {deleted.plan.title} is deleted.{' '}
              <button type="button" className="quiet" onClick={() => void undoDelete()}>
                Undo
              </button>
            </p>
          )}
        </div>
        <div className="setup-buttons">
          <button type="button" onClick={closeSetup}>
            Close
          </button>
        </div>
      </footer>
    </div>
  );
}
