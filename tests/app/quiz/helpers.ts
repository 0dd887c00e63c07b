// A small chapter, a store that can be held up or made to fail, and a session with counted ids and times.
import type { ChapterCard } from '#chapters';
import { memoryStore, type QuizEvent, type ReviewStore, type StoreError } from '#quiz';
import type { QuizChapter } from '../../../app/components/quiz/cards-of.ts';
import { createQuizSession } from '../../../app/state/quiz-session.ts';
import { createQuizLog } from '../../../app/storage/quiz-log.ts';

const card = (n: number): ChapterCard => ({
  id: `card-${n}`,
  topic: n % 2 ? 'odd' : 'even',
  section: n % 2 ? 'belt' : 'limits',
  question: `Question ${n}?`,
  answer: `Answer ${n}.`,
  why: `Reason ${n}.`,
  wrong: [{ answer: `Wrong ${n}.`, why: `Not ${n}.` }],
  factIds: [],
  source: `Source ${n}`,
  lab: n % 2 ? 'coast-stations' : 'falls-behind',
  ...(n % 2 && { figure: 'belt' }),
});

export function chapterOf(cards: number): QuizChapter {
  return {
    number: 47,
    slug: 'kinesis-data-streams',
    title: 'Kinesis Data Streams',
    summary: '',
    sections: [
      { id: 'belt', title: 'The belt', load: async () => ({ default: () => null }) },
      { id: 'limits', title: 'Parts, limits, timers', shortTitle: 'Limits', load: async () => ({ default: () => null }) },
    ],
    facts: [],
    errata: [],
    tables: [],
    loadTables: async () => ({ all: [], links: {} }),
    loadCoverage: async () => ({ sections: {}, facts: {} }),
    loadCheatSheet: async () => [],
    loadCards: async () => [],
    loadSums: () => Promise.reject(new Error('there are no sums here')),
    loadExam: () => Promise.reject(new Error('there is no exam here')),
    cards: Array.from({ length: cards }, (_, i) => card(i + 1)),
  };
}

/** A store whose appends wait for `release` while held, and reject while `failWith` is set. */
export class TestStore implements ReviewStore {
  #inner = memoryStore();
  #waiting: (() => void)[] = [];
  #listeners = new Set<() => void>();
  held = false;
  failWith: StoreError | null = null;

  load = () => this.#inner.load();
  async append(events: readonly QuizEvent[]) {
    if (this.held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.failWith) throw this.failWith;
    await this.#inner.append(events);
  }
  async take(...[events, mode, atMs]: Parameters<ReviewStore['take']>) {
    if (this.failWith) throw this.failWith;
    await this.#inner.take(events, mode, atMs);
  }
  keepDailySnapshot = (atMs: number) => this.#inner.keepDailySnapshot(atMs);
  snapshots = () => this.#inner.snapshots();
  isStale = () => this.#inner.isStale();
  exclusively = <T>(work: () => Promise<T>) => work();
  onForeignAppend = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  close = () => this.#listeners.clear();

  release() {
    this.held = false;
    for (const go of this.#waiting.splice(0)) go();
  }
  /** As if another tab had appended. */
  async appendElsewhere(...events: QuizEvent[]) {
    await this.#inner.append(events);
    for (const listener of this.#listeners) listener();
  }
  events = async () => (await this.#inner.load()).events;
}

// Counted over all pages of a test: the log takes two events of one id for the same.
let n = 0;

export function setUp(store: ReviewStore = new TestStore(), open: () => Promise<ReviewStore> = async () => store) {
  const log = createQuizLog(open);
  const session = createQuizSession(log, { now: () => 1000 * ++n, newId: () => `id-${++n}`, newSeed: () => 7 });
  return { log, session };
}
