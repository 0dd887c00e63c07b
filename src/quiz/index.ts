/** The only door of `src/quiz`. */
export type { Card } from './card.ts';
export { deckOrder, drawSitting, SEED_MAX, SITTING_CARDS, uint32s } from './deck-order.ts';
export { EVENT_SCHEMA, type Marked, type ParsedEvent, parseEvent, type QuizEvent, type Reviewed, type Round, type SelfChecked, SITTING_CARDS_MAX } from './events.ts';
export { passes, rightToPass } from './gate.ts';
export {
  answered,
  apply,
  type Check,
  currentCardId,
  type DeckState,
  deckState,
  emptyState,
  firstMarks,
  firstRoundDone,
  fold,
  type Mark,
  missed,
  type Outcome,
  type QuizState,
  type Refusal,
  retryQueue,
  round,
  type Score,
  score,
  type Sitting,
  UNDO_MAX,
  undoableMark,
  type UndoableReview,
} from './reducer.ts';
export {
  type CardKey,
  type CardSchedule,
  type DayOf,
  dueAfter,
  dueByDay,
  dueCards,
  EVEN_DAY_CARDS,
  INTERVAL_MAX_DAYS,
  keyOf,
  nextDueDay,
  type Review,
  reviewsOf,
  type Schedule,
  schedule,
} from './scheduler.ts';
export { choicesOf, isRight, type Sum, type SumStep, type WrongAnswer } from './sum.ts';
export { type LoadedLog, memoryStore, type ReviewStore, StoreError, type StoreErrorKind } from './review-store.ts';
