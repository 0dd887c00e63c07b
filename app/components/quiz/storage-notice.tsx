/** What the learner must know about saving, and what can be done. Silent while all is well. */
import type { StoreErrorKind } from '#quiz';
import { downloadBackup } from '../../state/backup.ts';
import type { ExamAct } from '../../state/exam-session.ts';
import type { Act } from '../../state/quiz-session.ts';
import type { Saving } from '../../state/saving.ts';
import type { QuizLogSnapshot } from '../../storage/quiz-log.ts';
import './notice.css';

/** Those of the review page are among those of the quiz. */
type AnyAct = Act | ExamAct;

interface Props {
  readonly snapshot: QuizLogSnapshot;
  /** That of the quiz, of the review page or of the exam. */
  readonly session: Omit<Saving<AnyAct>, 'saving'>;
}

export const whyNotSaved: Record<StoreErrorKind | 'chosen', string> = {
  unavailable: 'This window gives the page no storage, as private windows and blocked site data do.',
  newer: 'They were last written by a newer version of Shardbelt, and this one leaves them untouched. Reload to get the newer version.',
  full: 'The storage of this browser is full. Free some space first.',
  failed: 'The browser could not write to its storage.',
  chosen: 'You chose to go on without saving.',
};

const failed: Record<AnyAct | 'save-again', string> = {
  begin: 'The sitting could not be saved, so it has not begun.',
  reveal: 'The card could not be saved as turned, so it stays.',
  right: 'This mark is not saved, so the card stays.',
  wrong: 'This mark is not saved, so the card stays.',
  undo: 'The undo is not saved, so the mark stays.',
  'exam-begin': 'The exam could not be saved, so it has not begun.',
  'exam-answer': 'This answer is not saved, so it does not show as chosen.',
  'exam-flag': 'The flag is not saved, so it stays as it was.',
  'exam-finish': 'The exam is over, but its result is not saved yet.',
  'save-again': 'Saving is still not possible. Nothing of this sitting is lost while the page is open.',
};

/** The page may be scrolled to the end of a long answer. */
const comeIntoView = (notice: HTMLElement | null) => notice?.scrollIntoView({ block: 'nearest' });

export function StorageNotice({ snapshot, session }: Props) {
  const { problem } = session;
  const inMemory = snapshot.status === 'memory';
  return (
    <div className="quiz-notices">
      {snapshot.skipped > 0 && (
        <p className="quiz-notice">
          {snapshot.skipped === 1 ? '1 stored row' : `${snapshot.skipped} stored rows`} of your quiz log could not be read. They are kept as they are and left out of the score.
        </p>
      )}
      {inMemory && !problem && (
        <div className="quiz-notice" role="status">
          <p>
            <strong>Marks are not being saved.</strong> {whyNotSaved[snapshot.reason ?? 'failed']} The quiz works all the same; closing the page loses what you do here.
          </p>
          <button type="button" onClick={() => void session.saveAgain()}>
            Try to save
          </button>
          {snapshot.events.length > 0 && (
            <button type="button" onClick={() => downloadBackup(snapshot.events)}>
              Download backup
            </button>
          )}
        </div>
      )}
      {problem && (
        <div className="quiz-notice" role="alert" ref={comeIntoView}>
          <p>
            <strong>{failed[problem.act]}</strong> {whyNotSaved[problem.kind]}
          </p>
          <button type="button" className="primary" onClick={() => void session.retry()}>
            Try again
          </button>
          {!inMemory && (
            <button type="button" onClick={() => void session.goOnWithoutSaving()}>
              Go on without saving
            </button>
          )}
          {snapshot.events.length > 0 && (
            <button type="button" onClick={() => downloadBackup(snapshot.events)}>
              Download backup
            </button>
          )}
        </div>
      )}
    </div>
  );
}
