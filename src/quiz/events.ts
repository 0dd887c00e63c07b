/**
 * What happens in a quiz, as data. The log only grows: an undo is one more event, and what a learner sees is
 * a fold of the log (`reducer.ts`). Times are milliseconds since 1970, UTC; times and ids are passed in by the
 * app, so that the same log always gives the same state.
 */
import * as v from 'valibot';

/** The schema of one event. Raise it when an older build could misread a new event, and upgrade in {@link parseEvent}. */
export const EVENT_SCHEMA = 1;

/** The most cards one sitting may hold: a bound on what a damaged row can ask of the fold. */
export const SITTING_CARDS_MAX = 1000;

const kebab = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(100));
const identifier = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(64));
const uint32 = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
/** To the last moment that a calendar can name. */
const atMs = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(8.64e15));

const common = { v: v.literal(EVENT_SCHEMA), id: identifier, sittingId: identifier, atMs };

const sittingStarted = v.object({
  ...common,
  type: v.literal('sitting-started'),
  deck: kebab,
  /** The cards in the order of the sitting. Kept here, so that a later change of the deck leaves old scores alone. */
  cardIds: v.pipe(
    v.array(kebab),
    v.minLength(1),
    v.maxLength(SITTING_CARDS_MAX),
    v.check((ids) => new Set(ids).size === ids.length, 'a card stands twice in the sitting'),
  ),
  seed: uint32,
});
const cardRevealed = v.object({
  ...common,
  type: v.literal('card-revealed'),
  cardId: kebab,
  /** What the learner said before the answer showed. Absent where it was not asked, and in rows older than the question. */
  confidence: v.optional(v.picklist(['knew', 'guessed'])),
});
const marked = v.object({
  ...common,
  type: v.literal('marked'),
  cardId: kebab,
  right: v.boolean(),
  round: v.picklist(['first', 'retry']),
});
const markUndone = v.object({ ...common, type: v.literal('mark-undone'), /** The `id` of the mark that is taken back. */ markId: identifier });

/** Of what happens outside any sitting. */
const outside = { v: v.literal(EVENT_SCHEMA), id: identifier, atMs };

/** A card that was asked in the middle of the chapter's text. */
const selfChecked = v.object({ ...outside, type: v.literal('self-checked'), deck: kebab, cardId: kebab, right: v.boolean() });

/** A card that came again on the review page. */
const reviewed = v.object({ ...outside, type: v.literal('reviewed'), deck: kebab, cardId: kebab, right: v.boolean() });
const reviewUndone = v.object({ ...outside, type: v.literal('review-undone'), /** The `id` of the review that is taken back. */ reviewId: identifier });

/** The most questions one exam may hold, the longest it may run, and the most options a question may have: bounds as above. */
const EXAM_QUESTIONS_MAX = 200;
const EXAM_LIMIT_MAX_MS = 86_400_000;
const EXAM_OPTIONS_MAX = 20;

const examStarted = v.object({
  ...common,
  type: v.literal('exam-started'),
  deck: kebab,
  /** In the order of the sitting, each with its topic: a later change of the questions leaves old results alone. */
  questions: v.pipe(
    v.array(v.object({ id: kebab, topic: kebab })),
    v.minLength(1),
    v.maxLength(EXAM_QUESTIONS_MAX),
    v.check((questions) => new Set(questions.map(({ id }) => id)).size === questions.length, 'a question stands twice in the exam'),
  ),
  seed: uint32,
  /** How long answers count, in ms from `atMs`. */
  limitMs: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(EXAM_LIMIT_MAX_MS)),
});
/** Replaces what was chosen before; empty takes the answer back. `chosen` are places in the question's own list of options. */
const examAnswered = v.object({
  ...common,
  type: v.literal('exam-answered'),
  questionId: kebab,
  chosen: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(EXAM_OPTIONS_MAX - 1))), v.maxLength(EXAM_OPTIONS_MAX)),
});
const examFlagged = v.object({ ...common, type: v.literal('exam-flagged'), questionId: kebab, flagged: v.boolean() });
const examFinished = v.object({
  ...common,
  type: v.literal('exam-finished'),
  /** Whether each question was answered right, in the order of the sitting. */
  right: v.pipe(v.array(v.boolean()), v.minLength(1), v.maxLength(EXAM_QUESTIONS_MAX)),
});

const quizEvent = v.variant('type', [sittingStarted, cardRevealed, marked, markUndone, selfChecked, reviewed, reviewUndone, examStarted, examAnswered, examFlagged, examFinished]);

export type QuizEvent = Readonly<v.InferOutput<typeof quizEvent>>;
export type Confidence = NonNullable<Extract<QuizEvent, { type: 'card-revealed' }>['confidence']>;
export type Marked = Extract<QuizEvent, { type: 'marked' }>;
export type SelfChecked = Extract<QuizEvent, { type: 'self-checked' }>;
export type Reviewed = Extract<QuizEvent, { type: 'reviewed' }>;
export type Round = Marked['round'];

export type ParsedEvent =
  | { readonly ok: true; readonly event: QuizEvent }
  /** `newer`: written by a later build, to be left alone. `invalid`: damaged, to be kept and skipped. */
  | { readonly ok: false; readonly reason: 'newer' | 'invalid'; readonly message: string };

const newerSchema = v.object({ v: v.pipe(v.number(), v.integer(), v.minValue(EVENT_SCHEMA + 1)) });

/**
 * Reads one stored or imported value as an event of today's schema. Never throws and never guesses: fields of
 * the wrong shape make the whole row `invalid`; fields it does not know are dropped from the result.
 */
export function parseEvent(value: unknown): ParsedEvent {
  if (v.is(newerSchema, value)) return { ok: false, reason: 'newer', message: 'This row was written by a newer version of Shardbelt.' };
  const result = v.safeParse(quizEvent, value);
  if (result.success) return { ok: true, event: result.output };
  const issue = result.issues[0];
  return { ok: false, reason: 'invalid', message: `${v.getDotPath(issue) ?? 'row'}: ${issue.message}` };
}
