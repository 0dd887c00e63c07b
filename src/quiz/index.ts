/** The only door of `src/quiz`. */
export { type Backup, BACKUP_CHARS_MAX, BACKUP_FORMAT, BACKUP_SCHEMA, crc32, imported, type ImportMode, readBackup, type ReadBackup, toBackup } from './backup.ts';
export { stepsAsAsked, type Card, type CardKind } from './card.ts';
export { deckOrder, drawSitting, SEED_MAX, SITTING_CARDS, uint32s } from './deck-order.ts';
export { type Confidence, EVENT_SCHEMA, type Marked, type ParsedEvent, parseEvent, type QuizEvent, type Reviewed, type Round, type SelfChecked, SITTING_CARDS_MAX } from './events.ts';
export { allot, drawExam, type DrawnQuestion, EXAM_MS_PER_QUESTION, EXAM_QUESTIONS, EXAM_SUMS, optionOrder } from './exam-draw.ts';
export { examQuestion, isChoiceRight, sumQuestionId, toChoose, type ExamOption, type ExamPool, type ExamQuestion, type ExamSource, type ExamTopic } from './exam-question.ts';
export type { ExamEvent, ExamResult, ExamSitting, ExamState, FinishedExam } from './exam-reducer.ts';
export { examPasses, gradeExam, rightToPassExam, SCALED_MAX, SCALED_MIN, SCALED_TO_PASS, scaledScore, scoreByTopic, type ExamTopicScore } from './exam-score.ts';
export { type ExportedCard, toAnki, toCsv } from './export.ts';
export { passes, rightToPass } from './gate.ts';
export { CALIBRATION_NEEDS, type Calibration, calibration } from './calibration.ts';
export { everySitting, longestRun, type PastSitting, pastSittings, type StudyDay, studyDays } from './history.ts';
export { KNOWN_FROM, type Level, levelOf, masteryByTopic, type TopicMastery } from './mastery.ts';
export { CARD_WORTH, EXAMS_COUNTED, GUESS, RANGE_DEVIATIONS, RANGE_SITTINGS_OF_TEN, type Readiness, readiness, READINESS_NEEDS, type TopicReadiness } from './readiness.ts';
export {
  answered,
  apply,
  type Check,
  currentCardId,
  type DeckState,
  deckState,
  emptyState,
  examState,
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
  scoreByConfidence,
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
  recallOn,
  type Review,
  reviewsOf,
  type Schedule,
  schedule,
} from './scheduler.ts';
export { choicesOf, isRight, type Sum, type SumStep, type WrongAnswer } from './sum.ts';
export { type LoadedLog, memoryStore, type ReviewStore, type Snapshot, SNAPSHOTS_MAX, snapshotDue, StoreError, type StoreErrorKind } from './review-store.ts';
