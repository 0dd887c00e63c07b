/** The simulator: a scenario on the belt, time under it, the selected thing and the event log below. */
import { scenarios, type Scenario } from '#sim';
import { lazy, Suspense, useEffect } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import type { AgeScale } from '../belt/age-axis.ts';
import { Belt } from '../belt/belt.tsx';
import { installConsole } from '../belt/console.ts';
import { Description } from '../belt/description.tsx';
import { Drawers } from '../belt/drawers.tsx';
import { Panel } from '../belt/panel.tsx';
import { ScenarioChoice } from '../belt/scenario-choice.tsx';
import { Story } from '../belt/story.tsx';
import { TimelineTools } from '../belt/timeline-tools.tsx';
import { Timeline } from '../belt/timeline.tsx';
import { usePageTitle } from '../components/page-title.ts';
import { ShareDialog } from '../components/share-dialog.tsx';
import { setScale, setSpan, SPANS, unpinShards, useLabView } from '../state/lab-view.ts';
import { hasRun, openSharing, receiveLink } from '../state/sharing.ts';
import { open, openRun, pause, play, useSimSession } from '../state/sim-session.ts';
import { openWorlds, scenarioOfWorld, useWorlds } from '../state/worlds.ts';
import { openSetup, useSetup } from '../setup/setup-store.ts';
import { Component as NotFound } from './not-found.tsx';
import './lab.css';

/** Loaded when it is first asked for. */
const SetupDialog = lazy(async () => ({ default: (await import('../setup/setup-dialog.tsx')).Component }));

export function Component() {
  const { scenario: slug = scenarios[0]!.slug, world: mineId } = useParams();
  const worlds = useWorlds();
  const mine = worlds.list.find(({ id }) => id === mineId);
  const settingUp = useSetup((setup) => setup.page !== null);
  const scenario = useSimSession((session) => session.scenario);
  // Deleted while it is on the belt, a world stays there until another is opened.
  const onBelt = scenario.slug === `my/${mineId}` ? scenario : undefined;
  const wanted = mineId === undefined ? scenarios.find((one) => one.slug === slug) : mine ? scenarioOfWorld(mine) : onBelt;
  const seed = useSimSession((session) => session.seed);
  const span = useLabView((view) => view.span);
  const scale = useLabView((view) => view.scale);
  const navigate = useNavigate();
  const { hash } = useLocation();
  const shared = hasRun(hash);
  usePageTitle(wanted ? `Lab: ${shared ? scenario.title : wanted.title}` : 'Lab');

  useEffect(() => void openWorlds(), []);
  useEffect(() => {
    if (!wanted) return;
    if (shared) {
      // It stands at the moment that was shared.
      void receiveLink(hash);
    } else {
      const { scenario: there } = useSimSession.getState();
      if (there !== wanted && sameButForItsName(there, wanted)) useSimSession.setState({ scenario: wanted });
      else if (there !== wanted) {
        setSpan(null);
        unpinShards();
        if (wanted.slug.startsWith('my/')) void openMine(wanted);
        else open(wanted);
      }
      // It opens running: the belt tells its story without a manual. Not behind the dialog in which it was only renamed.
      if (useSetup.getState().page === null) play();
    }
    const uninstall = installConsole();
    return () => {
      uninstall();
      pause();
    };
  }, [wanted, shared, hash]);

  if (!wanted && mineId !== undefined) return <NotHere looking={worlds.status === 'opening'} />;
  if (!wanted) return <NotFound />;
  return (
    <div className="lab">
      <header className="lab-strip">
        <div className="lab-title">
          <h1>{scenario.title}</h1>
          <p>{scenario.story}</p>
        </div>
        <div className="lab-choices">
          <ScenarioChoice slug={shared ? scenario.slug : wanted.slug} title={scenario.title} mine={worlds.list.map(({ id, plan }) => ({ slug: `my/${id}`, title: plan.title }))} choose={(chosen) => void navigate(`/lab/${chosen}`)} />
          <label>
            <span className="label">lanes show</span>
            <select value={scale === 'fit' ? 'fit' : String(span ?? scenario.opening.spanMs)} disabled={scale === 'fit'} onChange={(event) => setSpan(event.target.value === 'retention' ? 'retention' : Number(event.target.value))}>
              {scale === 'fit' && <option value="fit">what there is</option>}
              {SPANS.map(({ value, label }) => (
                <option key={value} value={String(value)}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span className="label">age scale</span>
            <select value={scale} title="log: room for the recent; fit: as long as the oldest record is old" onChange={(event) => setScale(event.target.value as AgeScale)}>
              <option value="linear">linear</option>
              <option value="log">log</option>
              <option value="fit">fit</option>
            </select>
          </label>
          <Seed key={`${scenario.slug} ${seed}`} />
          <button type="button" className="lab-share" onClick={() => openSetup()}>
            Setup
          </button>
          <button type="button" className="lab-share" onClick={openSharing}>
            Share
          </button>
        </div>
      </header>
      <Belt />
      <Timeline />
      <TimelineTools />
      <div className="lab-below">
        <Drawers />
        <div className="lab-side">
          <Story />
          <Panel />
        </div>
      </div>
      <Description />
      <ShareDialog />
      {settingUp && (
        <Suspense>
          <SetupDialog />
        </Suspense>
      )}
    </div>
  );
}

/** Renamed, or read from the disk again: what runs goes on. */
function sameButForItsName(x: Scenario, y: Scenario): boolean {
  return x.slug === y.slug && JSON.stringify({ ...x, title: '' }) === JSON.stringify({ ...y, title: '' });
}

/** A world of one's own may open days in: it is run there in slices, and can be cancelled. */
async function openMine(scenario: Scenario): Promise<void> {
  await openRun({ world: scenario.slug, seed: scenario.seed, actions: [], playhead: { atMs: scenario.opening.atMs, eventsDone: 0, actionsDone: 0 }, traceHash: null }, [scenario]);
  play();
}

function NotHere({ looking }: { readonly looking: boolean }) {
  return (
    <div className="page">
      <h1>{looking ? 'Looking for your world …' : 'This world is not in this browser'}</h1>
      {!looking && (
        <>
          <p className="page-lead">It was deleted here, or made in another browser. A world goes from one to another by its link or its file.</p>
          <Link to="/lab" className="button">
            Open the lab
          </Link>
        </>
      )}
    </div>
  );
}

/** Another seed is the same story with other chances. */
function Seed() {
  const scenario = useSimSession((session) => session.scenario);
  const seed = useSimSession((session) => session.seed);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        open(scenario, Number(new FormData(event.currentTarget).get('seed')));
        play();
      }}
    >
      <label>
        <span className="label">seed</span>
        <input name="seed" type="number" required min={0} max={999_999} step={1} defaultValue={seed} />
      </label>
    </form>
  );
}
