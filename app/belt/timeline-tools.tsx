/** Beside the timeline, folded away until asked for: the branches of this world, and what it pauses for. */
import { breakpointProblem, breakpointText, type Breakpoint } from '#sim';
import { useState } from 'react';
import { Fold } from '../components/fold.tsx';
import { forgetBranch, nameBranch, redo, switchBranch, undo } from '../state/sim-branches.ts';
import {
  removeBreakpoint,
  runBackToBreakpoint,
  setBreakpoint,
  useSimSession,
} from '../state/sim-session.ts';
import { BranchTree } from './branch-tree.tsx';
import { LoopButtons } from './loop.tsx';
import { partiesOf } from './actors/index.ts';
import { formatClock, formatCount } from './format.ts';
import './timeline-tools.css';

/** What one can pause for anywhere. */
const USUAL: readonly Breakpoint[] = [
  { on: 'trace', kind: 'WriteThrottled' },
  { on: 'trace', kind: 'ReadThrottled' },
  { on: 'trace', kind: 'RecordsLost' },
  { on: 'trace', kind: 'IteratorExpired' },
  { on: 'reshard', by: 'split' },
  { on: 'reshard', by: 'merge' },
  { on: 'trace', kind: 'ActorCrashed' },
  { on: 'trace', kind: 'WorkerFailedOver' },
];
const BEHIND_S = 60;

export function TimelineTools() {
  const stop = useSimSession((session) => session.stop);
  const set = useSimSession((session) => session.breakpoints.filter(({ enabled }) => enabled).length);
  useSimSession((session) => session.version);
  const undone = useSimSession((session) => session.undone.length);
  const { branches, position } = useSimSession.getState().world.timeline;
  const { all } = branches;
  const doneBefore = position.actionsDone;
  return (
    <section className="timeline-tools" aria-label="Branches, loop and breakpoints">
      <p className="timeline-stop" role="status">
        {stop}
      </p>
      <button type="button" className="quiet" onClick={undo} disabled={doneBefore === 0} title="Take the last action back (z)">
        Undo
      </button>
      <button type="button" className="quiet" onClick={redo} disabled={undone === 0} title="Do again what was taken back (y)">
        Redo
      </button>
      <LoopButtons />
      <Fold name="timeline-tools" summary={`Pause when …${set > 0 ? ` (${set})` : ''}`}>
        <Breakpoints />
      </Fold>
      <Fold name="timeline-tools" summary={`Branches (${formatCount(all.length)})`}>
        <BranchList />
      </Fold>
    </section>
  );
}

function Breakpoints() {
  const breakpoints = useSimSession((session) => session.breakpoints);
  const text = (breakpoint: Breakpoint) => breakpointText(breakpoint);
  const own = breakpoints.filter(({ breakpoint }) => !USUAL.some((usual) => text(usual) === text(breakpoint)));
  const isOn = (breakpoint: Breakpoint) => breakpoints.some((one) => one.enabled && text(one.breakpoint) === text(breakpoint));
  return (
    <div className="timeline-tool">
      <ul>
        {[...USUAL, ...own.map(({ breakpoint }) => breakpoint)].map((breakpoint, i) => (
          <li key={text(breakpoint)}>
            <label>
              <input type="checkbox" checked={isOn(breakpoint)} onChange={(event) => setBreakpoint(breakpoint, event.target.checked)} />
              {text(breakpoint)}
            </label>
            {i >= USUAL.length && (
              <button type="button" className="quiet" aria-label={`Remove: ${text(breakpoint)}`} onClick={() => removeBreakpoint(breakpoint)}>
                Remove
              </button>
            )}
          </li>
        ))}
      </ul>
      <BehindForm />
      <MetricForm />
      <button type="button" disabled={!breakpoints.some(({ enabled }) => enabled)} onClick={runBackToBreakpoint}>
        Back to the last such moment
      </button>
    </div>
  );
}

/** Adds what a form says, or tells what is wrong with it. */
function useAdding() {
  const [problem, setProblem] = useState<string | null>(null);
  const add = (breakpoint: Breakpoint) => {
    const found = breakpointProblem(useSimSession.getState().world, breakpoint);
    setProblem(found);
    if (found === null) setBreakpoint(breakpoint);
  };
  return { add, note: problem !== null && <p role="alert">{problem}</p> };
}

function BehindForm() {
  const { add, note } = useAdding();
  const consumers = partiesOf(useSimSession.getState().world, 'consumers').flatMap((party) => party.members.map(({ name }) => name));
  if (consumers.length === 0) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        add({ on: 'behind', actor: String(data.get('actor')), overMs: Number(data.get('seconds')) * 1_000 });
      }}
    >
      <select name="actor" aria-label="Consumer">
        {consumers.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <label>
        is behind by more than <input name="seconds" type="number" required min={0} step="any" defaultValue={BEHIND_S} /> s
      </label>
      <button type="submit">Add</button>
      {note}
    </form>
  );
}

function MetricForm() {
  const { add, note } = useAdding();
  const { world } = useSimSession.getState();
  const series = world.metrics.series().filter(({ shardIndex }) => shardIndex === null);
  if (series.length === 0) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const { metric, streamName, actor } = series[Number(data.get('series'))]!;
        const limit = Number(data.get('limit'));
        const whose = { on: 'metric', metric, streamName, actor, statistic: data.get('statistic') as 'Sum' } as const;
        add(data.get('side') === 'over' ? { ...whose, over: limit } : { ...whose, under: limit });
      }}
    >
      <select name="series" aria-label="Metric">
        {series.map(({ metric, actor, streamName }, i) => (
          <option key={`${metric} ${streamName} ${actor}`} value={i}>
            {metric}
            {actor !== null && ` (${actor})`}
          </option>
        ))}
      </select>
      <select name="statistic" aria-label="Statistic of the last minute">
        {['Sum', 'Average', 'Maximum', 'Minimum', 'SampleCount'].map((statistic) => (
          <option key={statistic}>{statistic}</option>
        ))}
      </select>
      <select name="side" aria-label="Over or under">
        <option>over</option>
        <option>under</option>
      </select>
      <input name="limit" aria-label="Limit" type="number" required step="any" defaultValue={0} />
      <button type="submit">Add</button>
      {note}
    </form>
  );
}

function BranchList() {
  const { branches } = useSimSession.getState().world.timeline;
  return (
    <div className="timeline-tool">
      <p>An action in the past makes a new branch; what lay ahead stays as the old one.</p>
      {branches.all.length > 1 && <BranchTree />}
      <ul className="timeline-branches">
        {branches.all.map((branch) => {
          const { id, name, parentId, log, reached } = branch;
          const current = branch === branches.current;
          const fork = branches.forkOf(branch);
          return (
            <li key={id} aria-current={current ? 'true' : undefined}>
              {/* Its key is its name: a name that is refused goes back to what it was. */}
              <input
                key={name}
                aria-label={`Name of branch ${id}`}
                defaultValue={name}
                maxLength={60}
                required
                onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
                onBlur={(event) => {
                  if (event.target.value !== name && !nameBranch(id, event.target.value)) event.target.value = name;
                }}
              />
              <span>
                {fork ? `from ${branches.find(parentId!)?.name} at ${formatClock(fork.atMs)}, ` : ''}
                {actionsText(log.length)}, up to {formatClock(reached.atMs)}
              </span>
              {current ? (
                <strong>here</strong>
              ) : (
                <span className="timeline-branch-buttons">
                  <button type="button" aria-label={`Go on in ${name}`} onClick={() => switchBranch(id)}>
                    Go on here
                  </button>
                  <button type="button" className="quiet" aria-label={`Forget ${name}`} onClick={() => forgetBranch(id)}>
                    Forget
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const actionsText = (count: number) => (count === 0 ? 'no action' : count === 1 ? '1 action' : `${formatCount(count)} actions`);
