/** Time in the hand: play, step, scrub, speed; with marks at the moments worth going back to. A thumb bar on a phone. */
import type { World } from '#sim';
import { useEffect, useRef, useState } from 'react';
import { useWidth } from '../components/use-width.ts';
import { redo, undo } from '../state/sim-branches.ts';
import { changeSpeed, goTo, pause, reset, setSpeed, SPEEDS, stepBack, stepForward, togglePlaying, useSimSession } from '../state/sim-session.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { formatClock, formatDuration, formatSpeed } from './format.ts';
import { LoopBand, LoopHandles } from './loop.tsx';
import { marksOn } from './track-marks.ts';
import { showWhyThrottled } from './rejections/show-why.ts';
import './timeline.css';

const toOpening = { label: 'Reset', title: 'Back to where the scenario opens; your changes go', run: reset };

/** @param home where its last button leads */
export function Timeline({ home = toOpening }: { readonly home?: { readonly label: string; readonly title: string; readonly run: () => void } }) {
  const playing = useSimSession((session) => session.playing);
  const speed = useSimSession((session) => session.speed);
  const reachedSpeed = useSimSession((session) => session.reachedSpeed);
  const goingTo = useSimSession((session) => session.goingTo);
  const markers = useSimSession((session) => session.markers.list);
  useSimSession((session) => session.version);
  const { world } = useSimSession.getState();
  const { nowMs } = world;
  // The track keeps its length while it is dragged: growing under the pointer, its end would run away.
  const [heldEndMs, setHeldEndMs] = useState<number | null>(null);
  // Another world under the pointer may have come further than the one that was held.
  const endMs = heldEndMs !== null && heldEndMs >= world.reachedMs ? heldEndMs : trackEnd(world.reachedMs);
  useLetGo(heldEndMs !== null, () => setHeldEndMs(null));
  useLabShortcuts();
  const track = useRef<HTMLDivElement>(null);
  const trackPx = useWidth(track, 600);

  const step = speed >= 60 ? Math.round(endMs / 400) : Math.max(1, Math.round(endMs / 2000));
  return (
    <div className="timeline">
      <button type="button" className="primary timeline-play" onClick={togglePlaying}>
        {playing ? 'Pause' : 'Play'} <kbd>Space</kbd>
      </button>
      <button type="button" className="timeline-step" onClick={stepBack} aria-label="One event back" title="One event back (,)">
        ◂|
      </button>
      <button type="button" className="timeline-step" onClick={stepForward} aria-label="One event ahead" title="One event ahead (.)">
        |▸
      </button>
      {/* Not spoken: it changes ten times a second, and the description says it when asked. */}
      <output className="mono timeline-clock" aria-label="Time in the world" aria-live="off">
        {formatClock(nowMs, speed < 60)}
      </output>
      <div className="timeline-track" ref={track}>
        <div className="timeline-marks" aria-hidden="true">
          {marksOn(markers, endMs, trackPx).map(({ key, atMs, word, title, alarm, throttle, roomShare }) => (
            <button
              key={key}
              type="button"
              tabIndex={-1}
              className={alarm ? 'timeline-mark timeline-mark-alarm' : 'timeline-mark'}
              style={{ left: `${(atMs / endMs) * 100}%`, '--room': `${roomShare * 100}%` } as React.CSSProperties}
              title={`${title}: go there`}
              onClick={() => {
                goTo(atMs);
                if (throttle) showWhyThrottled();
              }}
            >
              {word}
            </button>
          ))}
          {forksOn(world, endMs).map(({ id, name, atMs }) => (
            <button
              key={`fork ${id}`}
              type="button"
              tabIndex={-1}
              className="timeline-fork"
              style={{ left: `${(atMs / endMs) * 100}%` }}
              title={`${name} leaves here, at ${formatClock(atMs)}: go there`}
              onClick={() => goTo(atMs)}
            />
          ))}
          <LoopBand endMs={endMs} />
        </div>
        <input
          type="range"
          aria-label="Playhead"
          aria-valuetext={formatClock(nowMs)}
          min={0}
          max={endMs}
          step={step}
          // Where one has put it: the world is on its way there.
          value={goingTo ?? nowMs}
          style={{ '--done': `${(nowMs / endMs) * 100}%` } as React.CSSProperties}
          onPointerDown={() => {
            pause();
            setHeldEndMs(endMs);
          }}
          onChange={(event) => goTo(Number(event.target.value))}
        />
        <LoopHandles endMs={endMs} step={step} />
        <div className="timeline-ends" aria-hidden="true">
          <span>0</span>
          <span>{formatDuration(endMs)}</span>
        </div>
      </div>
      <label className="timeline-speed">
        <span className="label">speed</span>
        {/* The thumb bar of a phone has no room for the word. */}
        <select aria-label="Speed" value={speed} onChange={(event) => setSpeed(Number(event.target.value))}>
          {SPEEDS.map((value) => (
            <option key={value} value={value}>
              {formatSpeed(value)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="timeline-reset" onClick={home.run} title={home.title}>
        {home.label}
      </button>
      {goingTo !== null && (
        <p className="timeline-slow" role="status">
          On its way to {formatClock(goingTo)}: every event is run.{' '}
          <button type="button" className="quiet" onClick={pause}>
            Stop here
          </button>
        </p>
      )}
      {reachedSpeed !== null && (
        <p className="timeline-slow">
          This machine manages {formatSpeed(Number(reachedSpeed.toPrecision(2)))}. Nothing is skipped.
        </p>
      )}
    </div>
  );
}

function useLabShortcuts(): void {
  useShortcuts('Lab', [
    { key: 'Space', label: 'Play or pause', run: togglePlaying },
    { key: ',', label: 'One event back', run: stepBack },
    { key: '.', label: 'One event ahead', run: stepForward },
    { key: 'z', label: 'Take the last action back', run: undo },
    { key: 'y', label: 'Do it again', run: redo },
    { key: '[', label: 'Slower', run: () => changeSpeed(-1) },
    { key: ']', label: 'Faster', run: () => changeSpeed(1) },
  ]);
}

/** While something is held, tells when it is let go: wherever the pointer comes up, or the window is left. */
function useLetGo(held: boolean, letGo: () => void): void {
  const latest = useRef(letGo);
  useEffect(() => {
    latest.current = letGo;
  });
  useEffect(() => {
    if (!held) return;
    const listener = () => latest.current();
    const events = ['pointerup', 'pointercancel', 'blur'] as const;
    for (const event of events) window.addEventListener(event, listener);
    return () => {
      for (const event of events) window.removeEventListener(event, listener);
    };
  }, [held]);
}

const MINUTE_MS = 60_000;
const TRACKS_MS = [1, 2, 5, 10, 20, 30].map((n) => n * MINUTE_MS).concat([1, 2, 4, 8, 12, 24, 36, 48, 72].map((n) => n * 60 * MINUTE_MS));

/** The track's length: a round time with room ahead of what has been reached, so that it grows in steps. */
export function trackEnd(reachedMs: number): number {
  const wanted = reachedMs * 1.1;
  const dayMs = 24 * 60 * MINUTE_MS;
  return TRACKS_MS.find((ms) => ms >= wanted) ?? Math.ceil(wanted / dayMs) * dayMs;
}

/** Where the branches of this world part, on the stretch that the track shows: another branch may have gone further than this one. */
function forksOn(world: World, endMs: number): { readonly id: number; readonly name: string; readonly atMs: number }[] {
  const { branches } = world.timeline;
  return branches.all.flatMap((branch) => {
    const fork = branches.forkOf(branch);
    return fork && fork.atMs <= endMs ? [{ id: branch.id, name: branch.name, atMs: fork.atMs }] : [];
  });
}
