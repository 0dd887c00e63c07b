/** A word when marks have gone without a backup for a week, or fifty of them, or when the browser does not promise to keep them; quiet otherwise. */
import type { QuizEvent } from '#quiz';
import { ambient } from '../../state/ambient.ts';
import { downloadBackup, marksToBackUp, putOffBackup, useBackups } from '../../state/backup.ts';
import { marksText } from './words.ts';
import '../quiz/notice.css';

interface Props {
  readonly events: readonly QuizEvent[];
  /** Whether the browser was asked to keep the marks and has not promised it. */
  readonly refused?: boolean;
}

export function BackupReminder({ events, refused = false }: Props) {
  const backups = useBackups();
  const marks = marksToBackUp(events, backups, ambient.now());
  // Told once: who has taken a backup or put it off is reminded by what was added since.
  if (marks === null && !(refused && backups.last === null && backups.putOff === null)) return null;
  return (
    <div className="quiz-notice" role="status">
      <p>
        {marks === null ? (
          <>
            <strong>The browser does not promise to keep your marks.</strong> It may clear them when its storage runs short. A backup is the sure way.
          </>
        ) : (
          <>
            <strong>{marksText(marks)} without a backup.</strong> They are kept in this browser alone{refused && ', which does not promise to keep them'}; a file of them takes one click.
          </>
        )}
      </p>
      <button type="button" className="primary" onClick={() => downloadBackup(events)}>
        Download backup
      </button>
      <button type="button" onClick={() => putOffBackup(events)}>
        Not now
      </button>
    </div>
  );
}
