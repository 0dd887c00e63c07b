/** The loop as it is seen: its stretch on the track, handles at its ends, and the buttons that set and end it. */
import { endLoop, loopFromHere, loopToHere, moveLoopEnd } from '../state/sim-loop.ts';
import { useSimSession } from '../state/sim-session.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { formatClock, formatCount } from './format.ts';
import './loop.css';

export function LoopBand({ endMs }: { readonly endMs: number }) {
  const loop = useSimSession((session) => session.loop);
  // A branch that has come less far has a shorter track: the loop may end, or lie, beyond it.
  if (!loop || loop.fromMs > endMs) return null;
  const width = (Math.min(endMs, loop.toMs ?? loop.fromMs) - loop.fromMs) / endMs;
  return <div className={loop.toMs === null ? 'loop-band loop-band-open' : 'loop-band'} style={{ left: `${(loop.fromMs / endMs) * 100}%`, width: `${width * 100}%` }} />;
}

/** Sliders over the track of which only the handles take the pointer: by arrow keys and by drag they do what sliders do. */
export function LoopHandles({ endMs, step }: { readonly endMs: number; readonly step: number }) {
  const loop = useSimSession((session) => session.loop);
  if (!loop?.toMs) return null;
  return (['fromMs', 'toMs'] as const).map((end) => (
    <input
      key={end}
      type="range"
      className={`loop-handle loop-handle-${end === 'fromMs' ? 'from' : 'to'}`}
      aria-label={end === 'fromMs' ? 'Loop begins' : 'Loop ends'}
      aria-valuetext={formatClock(loop[end]!)}
      min={0}
      max={endMs}
      step={step}
      value={loop[end]!}
      onChange={(event) => moveLoopEnd(end, Number(event.target.value))}
    />
  ));
}

export function LoopButtons() {
  const loop = useSimSession((session) => session.loop);
  useShortcuts('Loop', [
    { key: 'a', label: 'A loop begins here', run: loopFromHere },
    { key: 'b', label: 'It ends here, and plays', run: loopToHere },
  ]);
  return (
    <span className="loop-buttons">
      {loop?.toMs && (
        <span>
          Loop <span className="mono">{formatClock(loop.fromMs)}</span> to <span className="mono">{formatClock(loop.toMs)}</span>
          {loop.rounds > 0 && `, round ${formatCount(loop.rounds + 1)}`}
        </span>
      )}
      {!loop?.toMs && (
        <button type="button" className="quiet" onClick={loopFromHere} title="A loop begins at the playhead (a)">
          {loop ? 'Loop from here instead' : 'Loop from here'}
        </button>
      )}
      {loop && loop.toMs === null && (
        <button type="button" className="quiet" onClick={loopToHere} title="It ends at the playhead, and plays (b)">
          Loop to here
        </button>
      )}
      {loop && <EndLoop />}
    </span>
  );
}

/** Its key is only taken while there is a loop to end. */
function EndLoop() {
  useShortcuts('Loop set', [{ key: 'Escape', label: 'End the loop', run: endLoop }]);
  return (
    <button type="button" className="quiet" onClick={endLoop} title="The world goes on from where it is (Esc)">
      End loop
    </button>
  );
}
