/**
 * The state of all quizzes as a fold of the log. A sitting has two rounds: the first shows every card once and
 * gives the score; the retry round shows the missed cards again until each was marked right, and leaves the score.
 * The newest sitting of a deck is the open one; starting another closes it. Counts are cards.
 */
import type { Confidence, Marked, QuizEvent, Reviewed, Round, SelfChecked } from './events.ts';
import { applyExam, type ExamEvent, type ExamRefusal, type ExamState, isExamEvent, noExam } from './exam-reducer.ts';
import { passes } from './gate.ts';

/** Marks that can be taken back, newest first. */
export const UNDO_MAX = 20;

/**
 * Bounds on what a damaged or hostile log can ask of the fold, whose work grows with the square of these: far more than anyone
 * marks in one sitting, or looks back at in a text.
 */
const SITTING_MARKS_MAX = 5000;
const CHECKS_MAX = 1000;

export interface Score {
  readonly right: number;
  readonly total: number;
}

export interface Mark extends Pick<Marked, 'id' | 'cardId' | 'right'> {
  /** What the learner said before the answer showed; null where it was not asked. It touches neither score nor gate nor retries. */
  readonly confidence: Confidence | null;
}

export interface Sitting {
  readonly id: string;
  readonly deck: string;
  readonly cardIds: readonly string[];
  readonly seed: number;
  readonly startedAtMs: number;
  /** Marks that stand, oldest first: one per card of the first round, then those of the retry round. */
  readonly marks: readonly Mark[];
  /** Whether the answer of the current card is shown. */
  readonly revealed: boolean;
  /** What was said of the current card when its answer was shown; null before, and where it was not asked. */
  readonly confidence: Confidence | null;
  /** How many of the oldest marks are past taking back. */
  readonly undoFloor: number;
}

export interface DeckState {
  /** Once true, true for ever: neither an undo nor a worse sitting locks the next chapter again. */
  readonly passed: boolean;
  /** The best first round ever completed, recorded with `passed` and, like it, not taken back by an undo. */
  readonly best: Score | null;
  readonly sitting: Sitting | null;
  /** What the learner last said of cards met in the text, oldest first: the newest {@link CHECKS_MAX}. They touch no score. */
  readonly checks: readonly Check[];
}

export type Check = Pick<SelfChecked, 'cardId' | 'right' | 'atMs'>;

export interface QuizState {
  readonly decks: ReadonlyMap<string, DeckState>;
  /** The marks of the review page that can be taken back, of all decks, newest last. When a card comes again, `scheduler.ts` says. */
  readonly undoableReviews: readonly UndoableReview[];
  /** Exam sittings, by deck. */
  readonly exams: ReadonlyMap<string, ExamState>;
}

export type UndoableReview = Pick<Reviewed, 'id' | 'deck' | 'cardId' | 'right'>;

export const emptyState: QuizState = { decks: new Map(), exams: new Map(), undoableReviews: [] };
const noDeck: DeckState = { passed: false, best: null, sitting: null, checks: [] };

/** Why an event does not apply. Two tabs can produce such events; the log keeps them and the fold passes over them. */
export type Refusal = 'sitting-exists' | 'sitting-closed' | 'not-current-card' | 'already-revealed' | 'not-revealed' | 'wrong-round' | 'not-last-mark' | 'undo-limit' | 'sitting-full' | ExamRefusal;

export type Outcome = { readonly ok: true; readonly state: QuizState } | { readonly ok: false; readonly refusal: Refusal };

/** The deck's state; that of a deck nobody opened when the log does not know it. */
export function deckState(state: QuizState, deck: string): DeckState {
  return state.decks.get(deck) ?? noDeck;
}

/** The deck's exams; none when the log does not know them. */
export function examState(state: QuizState, deck: string): ExamState {
  return state.exams.get(deck) ?? noExam;
}

/** Cards of the first round that are marked: 0 … `cardIds.length`. */
export function answered(sitting: Sitting): number {
  return Math.min(sitting.marks.length, sitting.cardIds.length);
}

/** The marks of the first round, in the order of the cards. */
export function firstMarks(sitting: Sitting): readonly Mark[] {
  return sitting.marks.slice(0, sitting.cardIds.length);
}

/** Right at the first attempt, of all cards of the sitting. Final when {@link firstRoundDone}. */
export function score(sitting: Sitting): Score {
  return { right: firstMarks(sitting).filter((mark) => mark.right).length, total: sitting.cardIds.length };
}

/** The first round by what was said before each answer showed: right of all marked so. Cards that were not asked about are in neither. */
export function scoreByConfidence(sitting: Sitting): Readonly<Record<Confidence, Score>> {
  const of = (confidence: Confidence): Score => {
    const marks = firstMarks(sitting).filter((mark) => mark.confidence === confidence);
    return { right: marks.filter((mark) => mark.right).length, total: marks.length };
  };
  return { knew: of('knew'), guessed: of('guessed') };
}

export function firstRoundDone(sitting: Sitting): boolean {
  return sitting.marks.length >= sitting.cardIds.length;
}

/** Ids of the cards missed at the first attempt, in the order of the sitting. */
export function missed(sitting: Sitting): string[] {
  return firstMarks(sitting).filter((mark) => !mark.right).map((mark) => mark.cardId);
}

/** Missed cards that still wait to be marked right, the next one first; a card missed again goes to the end. Empty until the first round is done. */
export function retryQueue(sitting: Sitting): string[] {
  if (!firstRoundDone(sitting)) return [];
  const queue = missed(sitting);
  for (const mark of sitting.marks.slice(sitting.cardIds.length)) {
    queue.shift();
    if (!mark.right) queue.push(mark.cardId);
  }
  return queue;
}

/** The round that the next mark belongs to. */
export function round(sitting: Sitting): Round {
  return firstRoundDone(sitting) ? 'retry' : 'first';
}

/** The card in hand; null when every card has been marked right. */
export function currentCardId(sitting: Sitting): string | null {
  return (firstRoundDone(sitting) ? retryQueue(sitting)[0] : sitting.cardIds[sitting.marks.length]) ?? null;
}

/** The mark that an undo would take back now, or null. */
export function undoableMark(sitting: Sitting): Mark | null {
  return sitting.marks.length > sitting.undoFloor ? sitting.marks.at(-1)! : null;
}

function better(a: Score, b: Score | null): Score {
  return b && b.right * a.total >= a.right * b.total ? b : a;
}

function withDeck(state: QuizState, deck: string, change: Partial<DeckState>): Outcome {
  return { ok: true, state: { ...state, decks: new Map(state.decks).set(deck, { ...deckState(state, deck), ...change }) } };
}

function afterMark(record: DeckState, sitting: Sitting, event: Marked): Partial<DeckState> {
  const marks = [...sitting.marks, { id: event.id, cardId: event.cardId, right: event.right, confidence: sitting.confidence }];
  const next: Sitting = { ...sitting, marks, revealed: false, confidence: null, undoFloor: Math.max(sitting.undoFloor, marks.length - UNDO_MAX) };
  if (!firstRoundDone(next)) return { sitting: next };
  // In the retry round this records the same score again.
  const result = score(next);
  return { sitting: next, passed: record.passed || passes(result.right, result.total), best: better(result, record.best) };
}

function afterExamEvent(state: QuizState, event: ExamEvent): Outcome {
  const deck = event.type === 'exam-started' ? event.deck : [...state.exams].find(([, { running }]) => running?.id === event.sittingId)?.[0];
  if (deck === undefined) return { ok: false, refusal: 'exam-over' };
  const outcome = applyExam(examState(state, deck), event);
  return outcome.ok ? { ok: true, state: { ...state, exams: new Map(state.exams).set(deck, outcome.exam) } } : outcome;
}

/**
 * The state after one event, or why the event does not apply. Pure: the given state is left as it is.
 * A mark needs a reveal of the same card; an undo takes back the newest mark of the open sitting and shows its
 * card again, answer up and with what was said of it, also across the border of the rounds.
 */
export function apply(state: QuizState, event: QuizEvent): Outcome {
  const refuse = (refusal: Refusal): Outcome => ({ ok: false, refusal });
  if (event.type === 'sitting-started') {
    for (const { sitting } of state.decks.values()) if (sitting?.id === event.sittingId) return refuse('sitting-exists');
    const { sittingId: id, deck, cardIds, seed, atMs: startedAtMs } = event;
    return withDeck(state, deck, { sitting: { id, deck, cardIds, seed, startedAtMs, marks: [], revealed: false, confidence: null, undoFloor: 0 } });
  }

  if (event.type === 'self-checked') {
    const { deck, cardId, right, atMs } = event;
    return withDeck(state, deck, { checks: [...deckState(state, deck).checks, { cardId, right, atMs }].slice(-CHECKS_MAX) });
  }

  if (event.type === 'reviewed') {
    const { id, deck, cardId, right } = event;
    return { ok: true, state: { ...state, undoableReviews: [...state.undoableReviews, { id, deck, cardId, right }].slice(-UNDO_MAX) } };
  }
  if (event.type === 'review-undone') {
    const last = state.undoableReviews.at(-1);
    if (!last) return refuse('undo-limit');
    if (event.reviewId !== last.id) return refuse('not-last-mark');
    return { ok: true, state: { ...state, undoableReviews: state.undoableReviews.slice(0, -1) } };
  }
  if (isExamEvent(event)) return afterExamEvent(state, event);

  const record = [...state.decks.values()].find(({ sitting }) => sitting?.id === event.sittingId);
  const sitting = record?.sitting;
  if (!record || !sitting) return refuse('sitting-closed');

  switch (event.type) {
    case 'card-revealed':
      if (event.cardId !== currentCardId(sitting)) return refuse('not-current-card');
      if (sitting.revealed) return refuse('already-revealed');
      return withDeck(state, sitting.deck, { sitting: { ...sitting, revealed: true, confidence: event.confidence ?? null } });
    case 'marked':
      if (event.cardId !== currentCardId(sitting)) return refuse('not-current-card');
      if (event.round !== round(sitting)) return refuse('wrong-round');
      if (!sitting.revealed) return refuse('not-revealed');
      if (sitting.marks.length >= SITTING_MARKS_MAX) return refuse('sitting-full');
      return withDeck(state, sitting.deck, afterMark(record, sitting, event));
    case 'mark-undone': {
      if (event.markId !== sitting.marks.at(-1)?.id) return refuse('not-last-mark');
      const mark = undoableMark(sitting);
      if (!mark) return refuse('undo-limit');
      return withDeck(state, sitting.deck, { sitting: { ...sitting, marks: sitting.marks.slice(0, -1), revealed: true, confidence: mark.confidence } });
    }
  }
}

/** The state that a log leads to, from nothing or from `start`. Events that do not apply change nothing. */
export function fold(log: Iterable<QuizEvent>, start: QuizState = emptyState): QuizState {
  let state = start;
  for (const event of log) {
    const outcome = apply(state, event);
    if (outcome.ok) state = outcome.state;
  }
  return state;
}
