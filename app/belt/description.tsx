/**
 * The belt for those who do not see it: play area, control area, current details, interaction hint; and what has just
 * happened, spoken politely, at most once a second. What could not be said in time is dropped, not queued.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLabView } from '../state/lab-view.ts';
import { useSimSession } from '../state/sim-session.ts';
import { useShortcutList } from '../state/shortcuts.ts';
import { controlArea, details, hint, lanesShow, playArea } from './describe.ts';
import { drawerTitles } from './drawers.tsx';
import { formatClock, formatSpeed } from './format.ts';
import { linesOf, narrate } from './narrate.ts';
import { useBelt, type BeltState } from './use-belt.ts';

const SAID_EVERY_MS = 1_000;
/** Entries of the trace that are looked at for what to say. */
const ENTRIES_READ = 400;

/** @param whole whether all controls of the lab are there */
export function Description({ whole = true }: { readonly whole?: boolean }) {
  const belt = useBelt(useLabView((view) => view.zoom));
  const playing = useSimSession((session) => session.playing);
  const speed = useSimSession((session) => session.speed);
  const reachedSpeed = useSimSession((session) => session.reachedSpeed);
  const shortcuts = useShortcutList(({ enabled, groups }) => (enabled ? groups : NO_GROUPS));
  return (
    <div className="visually-hidden">
      <section aria-label="Description of the belt">
        <h3>Play area</h3>
        <p>{playArea(belt)}</p>
        {whole && (
          <>
            <h3>Control area</h3>
            <p>{controlArea(belt, { shortcuts, drawers: drawerTitles })}</p>
          </>
        )}
        <h3>Current details</h3>
        <p>
          {playing ? `Playing at ${formatSpeed(speed)}.` : 'Paused.'} {reachedSpeed !== null && `This machine manages ${formatSpeed(Number(reachedSpeed.toPrecision(2)))}.`} {details(belt)} {belt.stream && lanesShow(belt)}
        </p>
        {whole && (
          <>
            <h3>What to try</h3>
            <p>{hint(belt, { playing, speed })}</p>
          </>
        )}
      </section>
      <LiveRegion belt={belt} playing={playing} />
    </div>
  );
}

const NO_GROUPS: ReturnType<typeof useShortcutList.getState>['groups'] = [];

function LiveRegion({ belt, playing }: { readonly belt: BeltState; readonly playing: boolean }) {
  const [said, setSaid] = useState('');
  const { world } = belt;
  const seen = useRef({ world, count: world.traceLog.count, nowMs: world.nowMs, playing });
  /** The newest that is to be said: it takes the place of what has not been said yet. */
  const waiting = useRef<string | null>(null);
  const saidAtMs = useRef(-Infinity);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => {
    const before = seen.current;
    seen.current = { world, count: world.traceLog.count, nowMs: world.nowMs, playing };
    const text = wordsFor(belt, before, playing);
    if (text === null) return;
    waiting.current = text;
    const say = () => {
      timer.current = undefined;
      if (waiting.current === null) return;
      const leftMs = saidAtMs.current + SAID_EVERY_MS - performance.now();
      if (leftMs > 0) {
        timer.current = window.setTimeout(say, leftMs);
        return;
      }
      saidAtMs.current = performance.now();
      setSaid(waiting.current);
      waiting.current = null;
    };
    if (timer.current === undefined) say();
  });
  // A busy page shows late what was said: the second is counted from when it is there to be heard.
  useLayoutEffect(() => {
    if (said !== '') saidAtMs.current = performance.now();
  }, [said]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (
    <p role="status" aria-live="polite">
      {said}
    </p>
  );
}

interface Seen {
  readonly world: BeltState['world'];
  readonly count: number;
  readonly nowMs: number;
  readonly playing: boolean;
}

/** What has come since: the state at a pause, the newest event, an alarm before others; null where nothing has. */
function wordsFor(belt: BeltState, before: Seen, playing: boolean): string | null {
  const { world } = belt;
  const { traceLog, nowMs } = world;
  if (before.world !== world) return `Another world. ${details(belt)}`;
  if (before.playing && !playing) return `Paused. ${details(belt)}`;
  const fresh = traceLog.count > before.count ? traceLog.from(Math.max(before.count, traceLog.count - ENTRIES_READ)) : [];
  const lines = linesOf(fresh, traceLog.count).map(({ entry }) => narrate(entry));
  const newest = (lines.find(({ alarm }) => alarm) ?? lines[0])?.text ?? null;
  // A step or a jump while it stands: the moment is news, too.
  if (playing || before.playing || nowMs === before.nowMs) return newest;
  return `${formatClock(nowMs, true)}${newest === null ? '' : `. ${newest}`}`;
}
