/** A word when marks have gone without a backup for a week, or fifty of them; quiet otherwise. */
import type { QuizEvent } from '#quiz';
import { ambient } from '../../state/ambient.ts';
import { downloadBackup, marksToBackUp, putOffBackup, useBackups } from '../../state/backup.ts';
import { marksText } from './words.ts';
import '../quiz/notice.css';

export function BackupReminder({ events }: { readonly events: readonly QuizEvent[] }) {
  const backups = useBackups();
  const marks = marksToBackUp(events, backups, ambient.now());
  if (marks === null) return null;
  return (
    <div className="quiz-notice" role="status">
      <p>
        <strong>{marksText(marks)} without a backup.</strong> They are kept in this browser alone; a file of them takes one click.
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
