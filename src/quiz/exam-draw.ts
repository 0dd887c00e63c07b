/** Which questions a sitting has, and in which order they and their options stand: a draw that the same seed repeats. */
import { deckOrder, uint32s } from './deck-order.ts';
import { sumQuestionId, type ExamPool, type ExamQuestion, type ExamTopic } from './exam-question.ts';

/** Questions in one sitting, sums included. The real exam has 65 over all its topics; a chapter's part is smaller. */
export const EXAM_QUESTIONS = 20;
/** Of these, generated sums. */
export const EXAM_SUMS = 2;
/** Two minutes each: the real exam gives 130 minutes for its 65. */
export const EXAM_MS_PER_QUESTION = 120_000;

/** Seeds tried for a sum of another kind than those drawn; more than enough where there are two kinds. */
const SUM_ATTEMPTS_MAX = 200;

/** A question as a sitting keeps it: enough to score by topic when a later build has dropped it. */
export interface DrawnQuestion {
  readonly id: string;
  readonly topic: string;
}

/**
 * How many questions each topic gets: one at least, the rest by weight with the largest remainders first, never more than
 * the topic has. What a small topic cannot fill goes to the others.
 *
 * @param topics each with how many questions there are of it, `have`
 * @param total questions to share out; with fewer than there are topics, the heaviest topics get one each
 * @returns how many for each topic, in the order given
 * @throws RangeError when a weight is not positive or `total` is no whole number
 */
export function allot(topics: readonly (Pick<ExamTopic, 'weight'> & { readonly have: number })[], total: number): number[] {
  if (!Number.isSafeInteger(total) || total < 0) throw new RangeError(`a sitting has a whole number of questions, not ${total}`);
  if (topics.some(({ weight }) => !(weight > 0))) throw new RangeError('every topic has a weight above zero');
  const given = topics.map(() => 0);
  const all = topics.reduce((sum, { weight }) => sum + weight, 0);
  // Question by question to the topic that is furthest behind its share: largest remainders, with the bounds kept at every step.
  for (let left = total; left > 0; left -= 1) {
    const open = topics.map((topic, i) => ({ ...topic, i })).filter(({ have, i }) => given[i]! < have);
    const empty = open.filter(({ i }) => given[i] === 0);
    const behind = ({ weight, i }: (typeof open)[number]) => (empty.length > 0 ? weight : (weight * total) / all - given[i]!);
    const [next] = (empty.length > 0 ? empty : open).toSorted((a, b) => behind(b) - behind(a) || a.i - b.i);
    if (!next) break;
    given[next.i]! += 1;
  }
  return given;
}

/**
 * The questions of one sitting: of each topic as many as its weight says, two sums of different kinds, none twice, all mixed.
 *
 * @param seed an integer, 0 … 2^32 − 1: the same seed draws the same sitting from the same pool
 * @param size questions in all; a smaller pool is used whole
 * @param sums generated sums among them, 0 … size
 * @throws RangeError for a seed that is none
 */
export function drawExam(pool: ExamPool, seed: number, size = EXAM_QUESTIONS, sums = EXAM_SUMS): DrawnQuestion[] {
  const shuffled = deckOrder(pool.questions.map(({ id }) => id), seed);
  const place = new Map(shuffled.map((id, i) => [id, i]));
  const ofTopic = pool.topics.map(({ id }) => pool.questions.filter(({ topic }) => topic === id).toSorted((a, b) => place.get(a.id)! - place.get(b.id)!));
  const counts = allot(pool.topics.map(({ weight }, i) => ({ weight, have: ofTopic[i]!.length })), size - sums);
  const drawn: DrawnQuestion[] = ofTopic.flatMap((questions, i) => questions.slice(0, counts[i]).map(({ id, topic }) => ({ id, topic })));
  for (const id of drawSums(pool, seed, sums)) drawn.push({ id, topic: pool.sumTopic });
  const byId = new Map(drawn.map((one) => [one.id, one]));
  // Another stream of the same seed: the order must not follow from which questions were drawn.
  return deckOrder([...byId.keys()], uint32s(seed)()).map((id) => byId.get(id)!);
}

function drawSums(pool: ExamPool, seed: number, sums: number): string[] {
  const next = uint32s(seed);
  const kinds = new Set<string>();
  const ids = new Set<string>();
  for (let attempt = 0; ids.size < sums && attempt < SUM_ATTEMPTS_MAX; attempt += 1) {
    const sumSeed = next();
    const { kind } = pool.makeSum(sumSeed);
    // Where there are fewer kinds than sums, kinds repeat in the second half of the attempts.
    if (kinds.has(kind) && attempt < SUM_ATTEMPTS_MAX / 2) continue;
    kinds.add(kind);
    ids.add(sumQuestionId(sumSeed));
  }
  return [...ids];
}

/**
 * The places of a question's options in the order in which a sitting shows them.
 *
 * @param seed the sitting's
 * @param at the question's place in the sitting, from 0
 */
export function optionOrder({ options, ordered }: Pick<ExamQuestion, 'options' | 'ordered'>, seed: number, at: number): number[] {
  const places = options.map((_, place) => String(place));
  if (ordered) return places.map(Number);
  return deckOrder(places, uint32s((seed + Math.imul(at + 1, 0x9e37_79b1)) >>> 0)()).map(Number);
}
