/**
 * Holds of chapter 47's deck (issue 7): at least 90 cards, each whole; every kind keeps its form; what the source chapter asks,
 * mistakes, offers as wrong answers and counts is asked by a card; disputed answers say so.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, describe, test } from 'vitest';
import { findChapter } from '#chapters';
import { stepsAsAsked, type Card } from '#quiz';
import { scenarios } from '#sim';
import { topics } from '../../src/chapters/47-kinesis-data-streams/cards/topics.ts';
import { outputOf } from '../../app/components/quiz/cli-of-card.ts';
import { factText, type FactId } from '../../src/chapters/47-kinesis-data-streams/facts.ts';

const chapter = findChapter('kinesis-data-streams')!;
const cards = await chapter.loadCards();
const ofKind = (kind: Card['kind']) => cards.filter((card) => card.kind === kind);
const sentences = (text: string) => text.match(/[.?](?=\s[A-Z“‘`]|$)/g)?.length ?? 0;
const byId = (id: string) => cards.find((card) => card.id === id);

/** Marks of learners are stored under these: the deck of the first release. */
const firstIds = `read-does-not-remove position-that-survives once-per-group when-a-stream same-key-same-shard order-between-shards batch-order
  latest-reads-nothing five-iterator-types iterator-twice full-answer fan-out-how parent-after-split end-of-shard tiny-records partial-failure record-size
  put-records-limits retention-numbers retention-too-late throttle-meaning capacity-modes encryption-from-then-on merge-refused even-split double-base64
  wrong-answer-firehose lambda-fan-out kafka-code key-choice shard-arithmetic finding-children random-prefix kpl-two-ways lag-metric kcl-and-dynamodb
  wrong-answer-sqs wrong-answer-delivery wrong-answer-retention several-readers split-under-load repeat-after-timeout half-of-retention queue-or-stream
  at-or-after fifo-speed reshard-downtime consumers-per-shard fan-out-for-one not-a-queue catching-up workers-and-shards global-order streams-or-firehose`.split(/\s+/);

describe('each card', () => {
  test('there are at least ninety, and none of the first deck is gone', () => {
    expect(cards.length).toBeGreaterThanOrEqual(90);
    expect(firstIds).toHaveLength(54);
    for (const id of firstIds) expect(byId(id), id).toBeDefined();
  });

  test('belongs to a section, and every section has a card', () => {
    const sections = chapter.sections.map(({ id }) => id);
    for (const { id, section } of cards) expect(sections, id).toContain(section);
    for (const section of sections) expect(cards.map((card) => card.section)).toContain(section);
  });

  test.each(cards.map((card) => [card.id, card] as const))('%s asks, answers in one sentence, says why in one to three, and knows what is wrong', (_, card) => {
    expect(card.question).toMatch(card.kind === 'cloze' ? /\.$/ : /[?]$/);
    expect(card.answer).toMatch(/\.$/);
    expect(sentences(card.answer)).toBe(1);
    expect(sentences(card.why)).toBeGreaterThanOrEqual(1);
    expect(sentences(card.why)).toBeLessThanOrEqual(3);
    expect(card.source.trim()).not.toBe('');
    expect(card.wrong.length).toBeGreaterThan(0);
    for (const { answer, why } of card.wrong) {
      expect(answer).toMatch(/\.$/);
      expect(answer).not.toBe(card.answer);
      expect(sentences(why), why).toBe(1);
    }
  });

  test('leads to the page of AWS that it names as its source', () => {
    for (const { id, source, sourceUrl } of cards) expect(sourceUrl ?? 'no page', `${id}: add “${source}” to cards/source-page.ts`).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\/./);
  });

  test('no question stands twice', () => expect(new Set(cards.map(({ question }) => question)).size).toBe(cards.length));
});

test('every topic says where it is played and seen, no other topic does, and each lab and figure exists', () => {
  expect(Object.keys(topics).toSorted()).toEqual([...new Set(cards.map(({ topic }) => topic))].toSorted());
  const slugs = scenarios.map(({ slug }) => slug);
  const folder = new URL('../../src/chapters/47-kinesis-data-streams/', import.meta.url);
  const shown = readdirSync(folder).filter((file) => file.endsWith('.mdx')).map((file) => readFileSync(new URL(file, folder), 'utf8')).join('');
  for (const { lab, figure } of Object.values(topics)) {
    if (lab !== null) expect(slugs).toContain(lab);
    if (figure !== null) expect(shown).toContain(`<Figure id="${figure}"/>`);
  }
  for (const { topic, lab, figure } of cards) expect({ lab: lab ?? null, figure: figure ?? null }).toEqual(topics[topic]);
});

describe('kinds', () => {
  test('a cloze has one gap, and nothing else has one', () => {
    for (const card of cards) expect(card.question.split('[…]').length - 1, card.id).toBe(card.kind === 'cloze' ? 1 : 0);
    expect(ofKind('cloze').length).toBeGreaterThanOrEqual(10);
  });

  test('a card asks which service or which consumer, and its wrong answers say why not', () => {
    expect(ofKind('which-service').length).toBeGreaterThanOrEqual(8);
    for (const { id, question } of ofKind('which-service')) expect(question, id).toMatch(/Which (?:service|services|consumer)\b[^.]*\?$/);
  });

  test('output is asked about where there are commands, and nowhere else; they print something, and none of it is typed by hand', () => {
    expect(ofKind('cli-output').length).toBeGreaterThanOrEqual(6);
    for (const { id, kind, cli, show } of cards) {
      expect(cli !== undefined, id).toBe(kind === 'cli-output');
      if (!cli) continue;
      // What is read is what the run does: proofs/ hold the answer against it.
      expect(show?.script, id).toBe(cli.script);
      expect(outputOf(cli).map(({ stdout, stderr }) => stdout + stderr).join(''), id).not.toBe('');
    }
  });

  test('steps are asked in another order than the right one; only cards that ask for an order have any', () => {
    expect(ofKind('order-steps').length).toBeGreaterThanOrEqual(5);
    for (const { id, kind, steps } of cards) {
      expect(steps !== undefined, id).toBe(kind === 'order-steps');
      if (!steps) continue;
      expect(steps.length, id).toBeGreaterThanOrEqual(3);
      expect(new Set(steps).size, id).toBe(steps.length);
      expect(stepsAsAsked(steps), id).not.toEqual(steps);
      expect(stepsAsAsked(steps).toSorted(), id).toEqual(steps.toSorted());
    }
  });
});

describe('what the source chapter asks', () => {
  /** The card that asks it, and the row of the checked fact sheet on which the chapter's statement stands. */
  const asked: Record<string, readonly [card: string, row: string]> = {
    'FAQ 1, Streams or Firehose': ['streams-or-firehose', 'T102'],
    'FAQ 2, ordering': ['order-per-customer', 'T063'],
    'FAQ 2, global order': ['global-order', 'T062'],
    'FAQ 3, falling behind': ['catching-up', 'W05'],
    'FAQ 3, records expire unread': ['unread-falls-off', 'T084'],
    'FAQ 4, Lambda': ['service-own-logic', 'I35'],
    'FAQ 4, Lambda and fan-out': ['lambda-fan-out', 'W03'],
    'FAQ 5, TRIM_HORIZON and LATEST': ['gap-trim-horizon', 'T019'],
    'FAQ 6, resharding in the consumer': ['resharding-without-kcl', 'T037'],
    'FAQ 7, record size': ['too-large-record', 'O03'],
    'mistake 1, exactly once': ['wrong-answer-delivery', 'E12'],
    'mistake 2, downtime': ['reshard-downtime', 'W07'],
    'mistake 3, a queue': ['not-a-queue', 'T066'],
    'mistake 4, one consumer per shard': ['consumers-per-shard', 'T067'],
    'mistake 5, fan-out always better': ['fan-out-for-one', 'E11'],
    'wrong answer 1, SQS': ['wrong-answer-sqs', 'E03'],
    'wrong answer 2, Firehose': ['wrong-answer-firehose', 'E04'],
    'wrong answer 3, at most once': ['wrong-answer-delivery', 'E12'],
    'wrong answer 4, retention': ['wrong-answer-retention', 'T042'],
    'edge 1, splitting under load': ['split-under-load', 'W06'],
    'edge 2, closed parents': ['merge-closes-both', 'T033'],
    'edge 3, sequence numbers': ['sequence-number-identity', 'I05'],
  };
  test.each(Object.entries(asked))('%s', (_, [id, row]) => expect(byId(id)?.factIds).toContain(row));

  /** The numbers that the source tests, by the card whose answer or reason says them. */
  const numbers: readonly [FactId, string][] = [
    ['retention-default', 'retention-numbers'], ['retention-max', 'retention-numbers'], ['record-size-exam', 'record-size'], ['shard-write-bytes', 'tiny-records'],
    ['shard-write-records', 'tiny-records'], ['shard-read-bytes', 'several-readers'], ['shard-read-calls', 'several-readers'], ['fan-out-read-bytes', 'several-readers'],
    ['iterator-life', 'iterator-twice'], ['get-records-count', 'gap-read-count'], ['get-records-bytes', 'gap-read-count'], ['put-records-count', 'put-records-limits'],
    ['put-records-bytes-exam', 'put-records-limits'], ['firehose-floor-exam', 'wrong-answer-firehose'], ['fan-out-latency-exam', 'fan-out-for-one'],
    ['sqs-fifo-messages', 'fifo-speed'], ['partition-key-length', 'gap-key-length'], ['retention-extended-hours', 'gap-retention-call'],
    ['five-shards-write-bytes', 'five-shards'], ['five-shards-read-bytes', 'five-shards'], ['hundred-shards-write-bytes', 'five-shards'],
    ['stream-name-length', 'stream-name'], ['shards-per-account', 'shards-per-stream'],
  ];
  test.each(numbers)('%s is said by %s', (fact, id) => {
    const card = byId(id)!;
    expect(`${card.answer} ${card.why}`).toContain(factText(fact));
  });
});

describe('errata', () => {
  test('a disputed answer names an erratum that says who says what; each of those has a card', () => {
    const disputed = cards.filter((card) => card.disputed !== undefined);
    for (const card of disputed) expect(chapter.errata.find(({ id }) => id === card.disputed)?.disputed, card.id).toBeDefined();
    expect(new Set(disputed.map((card) => card.disputed))).toEqual(new Set(chapter.errata.filter((erratum) => erratum.disputed !== undefined).map(({ id }) => id)));
    for (const { id, factIds, disputed: erratum } of disputed) expect(factIds, id).toContain(erratum);
  });
});
