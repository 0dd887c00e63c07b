/** The time left, which may be hidden, and two polite words before it ends. */
import type { ExamSitting } from '#quiz';
import type { ExamSession } from '../../state/exam-session.ts';
import { clockText } from './words.ts';

/** When the learner is told, in ms left, the later first. */
const WARNINGS = [
  { leftMs: 60_000, text: 'One minute left.' },
  { leftMs: 300_000, text: 'Five minutes left.' },
] as const;

export function ExamClock({ sitting, session: { nowMs, clockHidden, toggleClock } }: { readonly sitting: ExamSitting; readonly session: ExamSession }) {
  const leftMs = sitting.endsAtMs - nowMs;
  const warning = WARNINGS.find((one) => leftMs <= one.leftMs);
  return (
    <div className="exam-clock" data-late={warning !== undefined}>
      {/* Told when it changes, whether or not the time is shown. */}
      <span role="status">{warning?.text ?? ''}</span>
      {!clockHidden && (
        // A timer is silent for screen readers, which is right: once a second is too often.
        <span role="timer" aria-label="Time left">
          {clockText(leftMs)}
        </span>
      )}
      <button type="button" className="quiet" onClick={toggleClock}>
        {clockHidden ? 'Show time' : 'Hide time'}
      </button>
    </div>
  );
}
