/** Your data: where the marks are kept and how safely, backups out and in, snapshots, files for other programs. */
import { type QuizEvent, reviewsOf, type Snapshot, StoreError } from '#quiz';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { downloadAnki, downloadBackup, downloadCsv, openBackup, useBackups } from '../../state/backup.ts';
import { askToPersist, storageReport, type StorageReport } from '../../storage/persistence.ts';
import { quizLog } from '../../storage/quiz-log.ts';
import type { QuizChapter } from '../quiz/cards-of.ts';
import { whyNotSaved } from '../quiz/storage-notice.tsx';
import { BackupReminder } from './backup-reminder.tsx';
import { ImportPanel } from './import-panel.tsx';
import { bytes, dateText, entries, marksText, momentText } from './words.ts';
import './your-data.css';

interface Props {
  readonly decks: readonly QuizChapter[];
  /** A parameter for tests; the page's own otherwise. */
  readonly log?: typeof quizLog;
}

/** What waits for the learner's word: a file or a snapshot. */
interface Waiting {
  readonly name: string;
  readonly events: readonly QuizEvent[];
}

export function YourData({ decks, log = quizLog }: Props) {
  const { status, reason, events, skipped } = useStore(log.store);
  const last = useBackups((state) => state.last);
  const [report, setReport] = useState<StorageReport | null>(null);
  const [snapshots, setSnapshots] = useState<readonly Snapshot[]>([]);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => log.open(), [log]);
  useEffect(() => {
    if (status === 'opening') return;
    let gone = false;
    void storageReport().then((now) => !gone && setReport(now));
    log.snapshots().then(
      (now) => !gone && setSnapshots(now),
      () => {}, // The list stays as it was.
    );
    return () => {
      gone = true;
    };
  }, [log, status, events]);

  const marks = reviewsOf(events);
  const first = marks[0];

  async function choose(file: File | undefined) {
    if (!file) return;
    setSaid('');
    const read = await openBackup(file);
    setProblem(read.ok ? null : `${file.name} was not taken in, and nothing has changed. ${read.problem}`);
    setWaiting(read.ok ? { name: file.name, events: read.backup.events } : null);
  }

  async function ask() {
    const granted = await askToPersist();
    setSaid(granted ? 'The browser will keep your marks.' : 'The browser did not agree. It decides by how much a site is used, or whether it is installed; a backup is the sure way.');
    setReport(await storageReport());
  }

  async function anki(deck: QuizChapter) {
    try {
      await downloadAnki(deck);
    } catch {
      setProblem('The cards could not be made ready for Anki. Reload the page and try again.');
    }
  }

  async function take(mode: 'merge' | 'replace') {
    if (!waiting) return;
    try {
      await log.take(waiting.events, mode);
      setProblem(null);
      setSaid(mode === 'merge' ? `${waiting.name} was merged into your marks.` : `Your marks were replaced by ${waiting.name}.`);
      setWaiting(null);
    } catch (error) {
      setProblem(`It could not be saved, and nothing has changed. ${whyNotSaved[error instanceof StoreError ? error.kind : 'failed']}`);
    }
  }

  if (status === 'opening') return null;
  return (
    <section className="your-data" id="your-data">
      <h2 tabIndex={-1}>Your data</h2>
      <p className="page-lead">Your marks live in this browser and nowhere else. Nobody else has them, so nobody else can bring them back: a backup is a file in your own hands.</p>
      <BackupReminder events={events} />
      <dl className="data-facts">
        <div>
          <dt>Marks</dt>
          <dd>
            {marks.length === 0 || !first ? 'none yet' : `${marksText(marks.length)} since ${dateText(first.atMs)}`}
            {skipped > 0 && `; ${entries(skipped)} could not be read and ${skipped === 1 ? 'is kept as it is' : 'are kept as they are'}`}
          </dd>
        </div>
        <div>
          <dt>Kept</dt>
          <dd>
            <Kept memory={status === 'memory' ? whyNotSaved[reason ?? 'failed'] : null} report={report} onAsk={() => void ask()} />
          </dd>
        </div>
        <div>
          <dt>Room used</dt>
          <dd>{roomText(report)}</dd>
        </div>
        <div>
          <dt>Last backup</dt>
          <dd>{last ? `${momentText(last.atMs)}, ${marksText(last.marks)}` : 'never'}</dd>
        </div>
      </dl>

      <h3>Backup</h3>
      <div className="data-choices">
        <button type="button" className="primary" onClick={() => downloadBackup(events)}>
          Download backup
        </button>
        <label className="data-file">
          <span>Take in a backup:</span>
          <input
            type="file"
            accept=".json,application/json"
            onChange={({ target }) => {
              void choose(target.files?.[0]);
              target.value = ''; // The same file can be chosen again.
            }}
          />
        </label>
      </div>
      {problem !== null && (
        <p role="alert" className="data-problem">
          {problem}
        </p>
      )}
      {waiting && <ImportPanel name={waiting.name} here={events} events={waiting.events} onTake={(mode) => void take(mode)} onCancel={() => setWaiting(null)} />}
      <p role="status" className="data-said">
        {said}
      </p>

      <h3>Snapshots</h3>
      <p>Taken by itself once a day, and before each file is taken in. They lie in this browser too: they help after a mistake, not after a loss.</p>
      {snapshots.length === 0 ? (
        <p className="data-quiet">None yet.</p>
      ) : (
        <ul className="data-snapshots">
          {snapshots.map((snapshot, i) => (
            <li key={`${snapshot.atMs}-${i}`}>
              <span>
                {momentText(snapshot.atMs)} · {entries(snapshot.events.length)}
                {snapshot.reason === 'import' && ' · before a file was taken in'}
              </span>
              <button type="button" aria-label={`Go back to ${momentText(snapshot.atMs)}`} onClick={() => setWaiting({ name: `the snapshot of ${momentText(snapshot.atMs)}`, events: snapshot.events })}>
                Go back…
              </button>
            </li>
          ))}
        </ul>
      )}

      <h3>For other programs</h3>
      <div className="data-choices">
        <button type="button" onClick={() => downloadCsv(events, decks)}>
          Marks as CSV
        </button>
        {decks.map((deck) => (
          <button key={deck.slug} type="button" onClick={() => void anki(deck)}>
            Cards for Anki{decks.length > 1 && `: ${deck.title}`}
          </button>
        ))}
      </div>
      <p className="data-quiet">In Anki choose File, Import: the file names its deck and its tags, and importing it again updates the cards. Its note type is Basic; where Anki speaks another language than English, choose its own there.</p>
    </section>
  );
}

function roomText(report: StorageReport | null): string {
  if (!report || report.usedBytes === null) return 'the browser does not say';
  return `${bytes(report.usedBytes)}${report.quotaBytes === null ? '' : ` of ${bytes(report.quotaBytes)}`}, the offline copy of the pages included`;
}

/** Where the marks are and what can happen to them there, without comfort. */
function Kept({ memory, report, onAsk }: { readonly memory: string | null; readonly report: StorageReport | null; readonly onAsk: () => void }) {
  if (memory !== null) return <>in this page only, until it is closed. {memory}</>;
  if (report?.persisted) return <>in this browser, which has agreed not to clear them by itself. Clearing the site’s data does.</>;
  return (
    <>
      in this browser. {report?.persisted === false ? 'It may clear them when it runs short of room.' : 'Whether it may clear them it does not say.'}
      {report?.persisted === false && (
        <button type="button" onClick={onAsk}>
          Ask it to keep them
        </button>
      )}
    </>
  );
}
