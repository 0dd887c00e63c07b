/** The run that proves a card's answer, on the belt of the lab, at the card's moment. What stood on that belt is put back in the end. */
import type { ShowMe } from '#chapters';
import type { CommandRun, Run } from '#sim';
import { useEffect, useMemo, useState } from 'react';
import { Belt } from '../../belt/belt.tsx';
import { Description } from '../../belt/description.tsx';
import { formatClock } from '../../belt/format.ts';
import { Panel } from '../../belt/panel.tsx';
import { InDialog } from '../../belt/sheet.tsx';
import { Timeline } from '../../belt/timeline.tsx';
import { lookElsewhere, useLabView, type Selection } from '../../state/lab-view.ts';
import { labPathOf } from '../../state/run-link.ts';
import { openRun, seek, setAside, useSimSession } from '../../state/sim-session.ts';
import { Terminal } from './card-terminal.tsx';
import { playedMoment, runOfMoment } from './run-of-show.ts';

export default function ShowMeRun({ show }: { readonly show: ShowMe }) {
  // What was typed to bring this about proves more than the belt alone.
  const { run, commands } = useMemo(() => (show.script === undefined ? { run: runOfMoment(show), commands: [] } : playedMoment(show)), [show]);
  const problems = useRun(run, show.select ?? null);
  if (problems === null) return <Opening />;
  if (problems.length > 0) throw new Error(problems.join(' '));
  return <Shown run={run} commands={commands} />;
}

/** Puts the run on the belt while it is looked at. @returns null until it is there; what came out otherwise than it should */
function useRun(run: Run, selection: Selection | null): readonly string[] | null {
  const [problems, setProblems] = useState<readonly string[] | null>(null);
  useEffect(() => {
    const lookBack = lookElsewhere(selection);
    const putBack = setAside();
    let left = false;
    void openRun(run).then((found) => !left && setProblems(found));
    return () => {
      left = true;
      putBack();
      lookBack();
    };
  }, [run, selection]);
  return problems;
}

function Opening() {
  const share = useSimSession((session) => session.opening);
  return (
    <p className="show-me-wait" role="status">
      The run plays up to its moment … <progress aria-label="Played" max={1} value={share ?? 0} />
    </p>
  );
}

function Shown({ run, commands }: { readonly run: Run; readonly commands: readonly CommandRun[] }) {
  const stop = useSimSession((session) => session.stop);
  const asked = useLabView((view) => view.selection !== null);
  const { atMs } = run.playhead;
  const path = useMemo(() => labPathOf(run), [run]);
  const moment = formatClock(atMs);
  return (
    <>
      <div className="show-me-belt">
        <Belt />
        <InDialog value>{asked && <Panel />}</InDialog>
      </div>
      {commands.length > 0 && <Terminal commands={commands} />}
      <Timeline home={{ label: `To ${moment}`, title: 'Back to the moment that proves the answer', run: () => seek(atMs) }} />
      <footer className="show-me-foot">
        <p role="status">{stop}</p>
        <a href={path} target="_blank" rel="noreferrer">
          Open in the lab (opens a new tab)
        </a>
      </footer>
      <Description whole={false} />
    </>
  );
}
