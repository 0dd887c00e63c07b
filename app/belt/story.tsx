/** A lab's story beside the belt: what is going on, what the learner is to bring about, a hint where it goes wrong. */
import { goalText, hintsDue, play as playThrough, toldBy, verdictsOf, type Scenario, type Verdict } from '#sim';
import { useState } from 'react';
import { Fold } from '../components/fold.tsx';
import { openWorld, play, reset, useSimSession } from '../state/sim-session.ts';
import { formatClock } from './format.ts';
import { useBelt } from './use-belt.ts';
import './story.css';

const MARKS = { met: '✓', 'not yet': '○', failed: '✕' } as const;

export function Story() {
  const { world } = useBelt();
  const scenario = useSimSession((session) => session.scenario);
  const told = toldBy(world, scenario).at(-1);
  const over = world.nowMs >= scenario.endsAtMs;
  const standing = verdictsOf(world, scenario);
  const verdicts = useFinal(over, standing);
  const met = verdicts.filter(({ state }) => state === 'met').length;
  // A figure's run, a plan's, or a world of one's own.
  const free = scenario.goals.length === 0 && scenario.narration.length === 0;
  return (
    <section className="story" aria-labelledby="story-title">
      <header className="story-head">
        <h2 id="story-title">{free ? 'Free play' : verdicts.length > 0 ? 'Bring about' : 'The story'}</h2>
        {verdicts.length > 0 && (
          <span className="panel-state">
            {met} of {verdicts.length} {over ? '· the story is over' : `· judged at ${formatClock(scenario.endsAtMs)}`}
          </span>
        )}
      </header>
      {told && <p className="story-told">{told.text}</p>}
      {free && <p className="story-told">There is no goal here. Play it or step through it; press a shard, a pin or an actor to see what can be done to it. Undo takes back whatever you do.</p>}
      <ul className="story-goals">
        {verdicts.map((verdict) => (
          <GoalLine key={verdict.text} verdict={verdict} />
        ))}
      </ul>
      {over && met === verdicts.length && verdicts.length > 0 && <p className="story-told">Every goal is met. Look at another solution, or open the next scenario.</p>}
      {over && met < verdicts.length && (
        <p className="story-told">
          Not everything is met.{' '}
          <button
            type="button"
            onClick={() => {
              reset();
              play();
            }}
          >
            Begin again
          </button>
        </p>
      )}
      <Help key={scenario.slug} scenario={scenario} hints={hintsDue(world, scenario, standing).map(({ text }) => text)} />
    </section>
  );
}

/** The verdict as it was when the story ended: what is done after that counts no more. */
function useFinal(over: boolean, verdicts: readonly Verdict[]): readonly Verdict[] {
  const [final, setFinal] = useState<readonly Verdict[] | null>(null);
  if (over && !final) setFinal(verdicts);
  if (!over && final) setFinal(null);
  return (over && final) || verdicts;
}

function GoalLine({ verdict: { text, state, observedText } }: { readonly verdict: Verdict }) {
  return (
    <li className={`goal goal-${state.replace(' ', '-')}`}>
      <span className="goal-mark" aria-hidden="true">
        {MARKS[state]}
      </span>
      <span>
        {text} <span className="goal-now">{state === 'met' ? `Met: ${observedText}.` : state === 'failed' ? `Missed: ${observedText}.` : `Now ${observedText}.`}</span>
      </span>
    </li>
  );
}

/** Folded away: a hint gives less away than a solution. */
function Help({ scenario, hints }: { readonly scenario: Scenario; readonly hints: readonly string[] }) {
  const seed = useSimSession((session) => session.seed);
  return (
    <div className="story-help">
      {hints.length > 0 && (
        <details>
          <summary>A hint</summary>
          {hints.map((hint) => (
            <p key={hint}>{hint}</p>
          ))}
        </details>
      )}
      {scenario.solutions.length > 0 && (
        <Fold summary="Solutions, and what only looks like one">
          <ul>
            {scenario.solutions.map((solution) => (
              <Attempt key={solution.name} name={solution.name} note="meets every goal" watch={() => playThrough(scenario, solution.actions, seed).world} scenario={scenario} seed={seed} />
            ))}
            {scenario.nearMisses.map((miss) => (
              <Attempt key={miss.name} name={miss.name} note={`misses: ${miss.fails.map((goal) => goalText(goal, scenario.streamName)).join(' ')}`} watch={() => playThrough(scenario, miss.actions, seed).world} scenario={scenario} seed={seed} />
            ))}
          </ul>
        </Fold>
      )}
    </div>
  );
}

interface AttemptProps {
  readonly name: string;
  readonly note: string;
  readonly watch: () => ReturnType<typeof playThrough>['world'];
  readonly scenario: Scenario;
  readonly seed: number;
}

/** Runs the story with these actions in its log, and shows it from the opening on. */
function Attempt({ name, note, watch, scenario, seed }: AttemptProps) {
  const [busy, setBusy] = useState(false);
  return (
    <li>
      <button
        type="button"
        disabled={busy}
        onClick={() => {
          setBusy(true);
          // The page says so before the world runs: a large one takes seconds.
          setTimeout(() => {
            openWorld(scenario, seed, watch());
            play();
            setBusy(false);
          }, 30);
        }}
      >
        {busy ? 'Running it…' : `Watch: ${name}`}
      </button>{' '}
      <span className="goal-now">{note}</span>
    </li>
  );
}
