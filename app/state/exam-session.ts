/**
 * One learner at one chapter's exam: what the buttons do, and where the page stands. What counts is in the log; this store holds the
 * screen, the question in view, what is being saved and what went wrong. Acts wait for each other, so that quick keys lose nothing.
 * The clock is the wall's: a sitting ends at its own moment, also while the page is closed. Times are ms since 1970, UTC.
 */
import {
  drawExam,
  EVENT_SCHEMA,
  EXAM_MS_PER_QUESTION,
  type ExamPool,
  examQuestion,
  type ExamSitting,
  examState,
  gradeExam,
  type QuizEvent,
  toChoose,
} from '#quiz';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type QuizLog, quizLog } from '../storage/quiz-log.ts';
import { readSetting, writeSetting } from '../storage/settings.ts';
import { ambient, type Ambient } from './ambient.ts';
import { createSaving, type Saving } from './saving.ts';

export type ExamAct = 'exam-begin' | 'exam-answer' | 'exam-flag' | 'exam-finish';
export type ExamScreen = 'start' | 'question' | 'review' | 'result';

export interface ExamSession extends Saving<ExamAct> {
  readonly deck: string | null;
  readonly screen: ExamScreen;
  /** The question in view: its place in the sitting, from 0. */
  readonly at: number;
  /** The finished sitting whose result is looked at. */
  readonly resultOf: string | null;
  readonly nowMs: number;
  readonly clockHidden: boolean;
  /** Why the last choice was not taken; null when it was. */
  readonly hint: string | null;

  open(deck: string, pool: ExamPool): void;
  begin(): Promise<void>;
  /** To the first question that is open, or to the review when none is. */
  resume(): void;
  /** To a question; past the last one is the review. */
  go(at: number): void;
  review(): void;
  /** To the start. */
  leave(): void;
  /** Looks at the result of a finished sitting. */
  show(sittingId: string): void;
  /** Chooses an option, or takes it back where several are to be chosen. @param place in the question's own list */
  choose(place: number): Promise<void>;
  flag(): Promise<void>;
  finish(): Promise<void>;
  /** Looks at the clock; finishes a sitting whose time is up. */
  tick(): void;
  toggleClock(): void;
}

const CLOCK_HIDDEN = 'exam-clock-hidden';

/** Whether a question has as many options chosen as it asks for. */
export function isAnswered(pool: ExamPool, sitting: ExamSitting, at: number): boolean {
  const { id } = sitting.questions[at]!;
  const question = examQuestion(pool, id);
  return question !== undefined && (sitting.chosen.get(id)?.length ?? 0) === toChoose(question);
}

export function createExamSession(log: QuizLog, { now, newId, newSeed }: Ambient = ambient): StoreApi<ExamSession> {
  return createStore<ExamSession>((set, get) => {
    let pool: ExamPool | null = null;
    const { save, start } = createSaving<ExamAct, ExamSession>(log, set, get);
    let queue: Promise<void> = Promise.resolve();

    const running = (): ExamSitting | null => {
      const { deck } = get();
      return deck === null ? null : examState(log.store.getState().state, deck).running;
    };
    const stamp = (sittingId: string) => ({ v: EVENT_SCHEMA, id: newId(), sittingId, atMs: now() }) as const;

    /** Saves the event that `make` gives when its turn comes, if it gives one. */
    function act(name: ExamAct, make: () => QuizEvent | null, then: () => Partial<ExamSession> = () => ({})): Promise<void> {
      queue = queue.then(async () => {
        const event = make();
        if (!event) return;
        set({ hint: null });
        await save(name, event, then);
      });
      return queue;
    }

    /** What an act on the question in view needs; null when there is none. */
    function inView() {
      const sitting = running();
      const drawn = sitting?.questions[get().at];
      const question = drawn && pool ? examQuestion(pool, drawn.id) : undefined;
      return sitting && question ? { sitting, question } : null;
    }

    return {
      ...start,
      deck: null,
      screen: 'start',
      at: 0,
      resultOf: null,
      nowMs: now(),
      clockHidden: readSetting(CLOCK_HIDDEN, (value): value is boolean => typeof value === 'boolean', false),
      hint: null,

      open(deck, from) {
        pool = from;
        log.open();
        set({ nowMs: now(), ...(deck === get().deck ? {} : { deck, screen: 'start', at: 0, resultOf: null, problem: null, hint: null }) });
      },

      async begin() {
        const { deck } = get();
        if (deck === null || !pool) return;
        const from = pool;
        await act(
          'exam-begin',
          () => {
            const seed = newSeed();
            const questions = drawExam(from, seed);
            return { ...stamp(newId()), type: 'exam-started', deck, questions, seed, limitMs: questions.length * EXAM_MS_PER_QUESTION };
          },
          () => ({ screen: 'question', at: 0, nowMs: now() }),
        );
      },

      resume() {
        const sitting = running();
        if (!sitting || !pool) return;
        const from = pool;
        const open = sitting.questions.findIndex((_, at) => !isAnswered(from, sitting, at));
        set({ nowMs: now(), hint: null, ...(open === -1 ? { screen: 'review' } : { screen: 'question', at: open }) });
      },

      go(at) {
        const sitting = running();
        if (!sitting || at < 0) return;
        if (at >= sitting.questions.length) get().review();
        else set({ screen: 'question', at, hint: null });
      },

      review: () => set({ screen: 'review', hint: null }),
      leave: () => set({ screen: 'start', hint: null }),
      show: (sittingId) => set({ screen: 'result', resultOf: sittingId, hint: null }),

      async choose(place) {
        await act('exam-answer', () => {
          const view = inView();
          if (!view || !view.question.options[place]) return null;
          const { sitting, question } = view;
          const chosen = sitting.chosen.get(question.id) ?? [];
          const most = toChoose(question);
          const held = chosen.includes(place);
          if (most === 1 && held) return null;
          if (most > 1 && !held && chosen.length >= most) {
            set({ hint: `${most} are chosen already. Take one back first.` });
            return null;
          }
          const next = most === 1 ? [place] : held ? chosen.filter((one) => one !== place) : [...chosen, place].toSorted((a, b) => a - b);
          return { ...stamp(sitting.id), type: 'exam-answered', questionId: question.id, chosen: next };
        });
      },

      async flag() {
        await act('exam-flag', () => {
          const view = inView();
          return view && { ...stamp(view.sitting.id), type: 'exam-flagged', questionId: view.question.id, flagged: !view.sitting.flagged.has(view.question.id) };
        });
      },

      async finish() {
        const id = running()?.id;
        await act(
          'exam-finish',
          () => {
            const sitting = running();
            return sitting && pool && sitting.id === id ? { ...stamp(sitting.id), type: 'exam-finished', right: gradeExam(pool, sitting) } : null;
          },
          () => ({ screen: 'result', resultOf: id ?? null }),
        );
      },

      tick() {
        const nowMs = now();
        set({ nowMs });
        const sitting = running();
        if (sitting && nowMs >= sitting.endsAtMs && get().saving === null && get().problem === null) void get().finish();
      },

      toggleClock() {
        const clockHidden = !get().clockHidden;
        writeSetting(CLOCK_HIDDEN, clockHidden);
        set({ clockHidden });
      },
    };
  });
}

/** The session of this page. */
export const examSession = createExamSession(quizLog);
