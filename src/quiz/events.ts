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
const cardRevealed = v.object({ ...common, type: v.literal('card-revealed'), cardId: kebab });
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

const quizEvent = v.variant('type', [sittingStarted, cardRevealed, marked, markUndone, selfChecked, reviewed, reviewUndone]);

export type QuizEvent = Readonly<v.InferOutput<typeof quizEvent>>;
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
