/** A question in the exam's manner: a need, options to choose from, and for each option why it is right or wrong. */
import { choicesOf, type Sum } from './sum.ts';

export interface ExamOption {
  readonly text: string;
  readonly right: boolean;
  /** Why it is right or wrong, in one or two sentences. */
  readonly why: string;
}

/** Where an answer was read. */
export interface ExamSource {
  readonly title: string;
  readonly url?: string;
}

export interface ExamQuestion {
  /** Kebab-case, unique in its pool, never reused: answers are stored under it. That of a sum is {@link sumQuestionId}. */
  readonly id: string;
  /** The id of an {@link ExamTopic}. */
  readonly topic: string;
  /** The chapter section that teaches it (its anchor). */
  readonly section: string;
  readonly stem: string;
  /** Four, or five to six where more than one is to be chosen. Answers are stored as places in this list: a new option goes to its end. */
  readonly options: readonly ExamOption[];
  /** Whether the options stay in this order, as numbers from small to large do; else each sitting shuffles them. */
  readonly ordered?: boolean;
  /** Ids of the checked fact sheet. */
  readonly factIds: readonly string[];
  readonly sources: readonly ExamSource[];
  /** Ids of the chapter's errata: the exam expects one thing, AWS today does another. */
  readonly errata?: readonly string[];
  /** For a sum: how the answer is worked out, a line for each step. */
  readonly working?: readonly string[];
}

export interface ExamTopic {
  /** Kebab-case, unique in its pool. */
  readonly id: string;
  readonly title: string;
  /** Its share of the written questions of a sitting, as a whole number of parts. */
  readonly weight: number;
}

/** Everything that sittings are drawn from. */
export interface ExamPool {
  readonly questions: readonly ExamQuestion[];
  readonly topics: readonly ExamTopic[];
  /** The topic under which generated sums count. */
  readonly sumTopic: string;
  /** A sum for every seed, 0 … 2^32 − 1. */
  readonly makeSum: (seed: number) => Sum;
}

/** The id under which the sum of a seed is asked. */
export const sumQuestionId = (seed: number): string => `sum-${seed}`;

const count = (n: number) => n.toLocaleString('en-US');

/** The seed of a sum's id; null for the id of a written question. */
function sumSeedOf(id: string): number | null {
  const digits = /^sum-(\d{1,10})$/.exec(id)?.[1];
  const seed = Number(digits);
  return digits !== undefined && seed <= 0xffff_ffff ? seed : null;
}

function questionOfSum(id: string, topic: string, sum: Sum): ExamQuestion {
  const whyOf = (value: number) => sum.wrong.find((one) => one.value === value)?.why;
  return {
    id, topic, section: sum.section, stem: sum.question, ordered: true, factIds: sum.factIds, sources: [{ title: sum.source }],
    working: sum.working.map(({ what, formula, result }) => `${what}: ${formula} = ${result}`),
    options: choicesOf(sum).map((value) => ({ text: `${count(value)} ${sum.unit}`, right: value === sum.answer, why: whyOf(value) ?? 'The working below comes to this.' })),
  };
}

/** The question of an id, written or a sum; undefined when this build has none of that id. */
export function examQuestion(pool: ExamPool, id: string): ExamQuestion | undefined {
  const seed = sumSeedOf(id);
  return seed === null ? pool.questions.find((one) => one.id === id) : questionOfSum(id, pool.sumTopic, pool.makeSum(seed));
}

/** How many options are to be chosen: as many as are right. */
export const toChoose = ({ options }: Pick<ExamQuestion, 'options'>): number => options.filter(({ right }) => right).length;

/**
 * Whether a choice scores: all right options and no other, as in the real exam. Nothing counts in part.
 *
 * @param chosen places in `options`, in any order
 */
export function isChoiceRight({ options }: Pick<ExamQuestion, 'options'>, chosen: readonly number[]): boolean {
  const set = new Set(chosen);
  return [...set].every((place) => options[place] !== undefined) && options.every(({ right }, place) => right === set.has(place));
}
