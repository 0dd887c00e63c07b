/** The newest calls of actors and learner, as they look on the wire; each to be copied as a command or as code. */
import type { LoggedCall, World } from '#sim';
import { useState } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { Fold } from '../../components/fold.tsx';
import { ScrollBox } from '../../components/scroll-box.tsx';
import { cliText, requestText, responseText, sdkText } from '../call-text.ts';
import { formatClock } from '../format.ts';
import { useBelt } from '../use-belt.ts';
import './calls.css';

const SHOWN = 60;
const ALL = 'all';

export function Calls() {
  const { world } = useBelt();
  const [caller, setCaller] = useState(ALL);
  const [refused, setRefused] = useState(false);
  // Held still while one is being read: at speed the list would run away under the reader.
  const [held, setHeld] = useState<readonly LoggedCall[] | null>(null);
  const newest = held ?? world.calls.newest(world.plain.callsServed);
  if (newest.length === 0) return <p className="drawer-empty">Nobody has called the API yet.</p>;
  const callers = [...new Set(newest.map((call) => call.caller))].toSorted();
  const calls = newest.filter((call) => (caller === ALL || call.caller === caller) && (!refused || !call.outcome.ok)).slice(0, SHOWN);
  return (
    <div className="calls">
      <div className="calls-choices">
        <label>
          Of{' '}
          <select value={caller} onChange={(event) => setCaller(event.target.value)}>
            <option value={ALL}>all callers</option>
            {callers.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" checked={refused} onChange={(event) => setRefused(event.target.checked)} /> refused only
        </label>
        <label>
          <input type="checkbox" checked={held !== null} onChange={(event) => setHeld(event.target.checked ? newest : null)} /> hold the list
        </label>
      </div>
      {calls.length === 0 && <p className="drawer-empty">None of the last {newest.length} calls is like that.</p>}
      {calls.map((call) => (
        <Call key={call.index} world={world} call={call} onOpen={() => setHeld(newest)} />
      ))}
    </div>
  );
}

function Call({ world, call, onOpen }: { readonly world: World; readonly call: LoggedCall; readonly onOpen: () => void }) {
  const { outcome } = call;
  const summary = (
    <span className="call-line">
      <time className="mono">{formatClock(call.atMs, true)}</time>
      <b>{call.operation}</b>
      <span>{call.caller}</span>
      <span className={outcome.ok ? 'call-status' : 'call-status call-refused'}>{outcome.ok ? '200' : `${outcome.error.status} ${outcome.error.__type}`}</span>
    </span>
  );
  return (
    <Fold className="logged-call" summary={summary} onOpen={onOpen}>
      <div className="call-wire">
        <ScrollBox label="Request" className="call-box">
          <pre>{requestText(call, world.config.service.region)}</pre>
        </ScrollBox>
        <ScrollBox label="Response" className="call-box">
          <pre>{responseText(world, call)}</pre>
        </ScrollBox>
        <div className="panel-doors">
          <CopyButton text={() => cliText(call)} label={`Copy ${call.operation} as a command`}>
            Copy as a command
          </CopyButton>
          <CopyButton text={() => sdkText(call)} label={`Copy ${call.operation} as JavaScript`}>
            Copy as JavaScript
          </CopyButton>
        </div>
      </div>
    </Fold>
  );
}
