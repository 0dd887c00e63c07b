// Holds: every seed makes a sum whose answer is the planner's and an independent calculation's, whose wrong answers are wrong and
// apart, and which cites rows, sections and sources that exist.
import { describe, expect, test } from 'vitest';
import { choicesOf, isRight, SEED_MAX, type Sum } from '#quiz';
import { chapters } from '#chapters';
import { makeSum, sumKinds } from '../../src/chapters/47-kinesis-data-streams/sums.ts';

const SEEDS = 3_000;
const sums = Array.from({ length: SEEDS }, (_, seed) => makeSum(seed));
const MIB = 1_048_576;
const MONTH_S = 730 * 3_600;

/** What a reader has: the numbers of the question, in their order. */
const numbers = ({ question }: Sum) => [...question.matchAll(/\$?(\d[\d,]*(?:\.\d+)?)(?: (B|KiB|MiB))?\b/g)].map(([, digits, unit]) => Number(digits!.replaceAll(',', '')) * (unit === 'KiB' ? 1_024 : unit === 'MiB' ? MIB : 1));

/** Worked out from the question's own words, with AWS's limits and prices written out here. */
const byHand: Record<string, (given: number[]) => number> = {
  'shards-to-write': ([rate, size]) => Math.max(Math.ceil(rate! / 1_000), Math.ceil((rate! * size!) / MIB)),
  'shards-at-the-peak': ([, peak, size]) => Math.max(Math.ceil(peak! / 1_000), Math.ceil((peak! * size!) / MIB)),
  'shards-to-read': ([rate, size, readers]) => Math.max(Math.ceil(rate! / 1_000), Math.ceil((rate! * size!) / MIB), Math.ceil((readers! * rate! * size!) / (2 * MIB))),
  'shards-for-fan-out': ([rate, size]) => Math.max(Math.ceil(rate! / 1_000), Math.ceil((rate! * size!) / MIB)),
  'shards-with-kpl': ([rate, inOne, size]) => Math.max(Math.ceil(rate! / inOne! / 1_000), Math.ceil(((rate! / inOne!) * size!) / MIB)),
  'one-key': ([, size]) => Math.min(1_000, MIB / size!),
  'poll-interval': ([readers]) => readers! * 200,
  'put-units': ([rate, size]) => (rate! * MONTH_S * Math.ceil(size! / 25_600)) / 1e6,
  'month-cost': ([shards, rate, size]) => shards! * 730 * 0.015 + ((rate! * MONTH_S * Math.ceil(size! / 25_600)) / 1e6) * 0.014,
  'on-demand-in': ([rate, size]) => (rate! * MONTH_S * Math.ceil(size! / 1_024) * 1_024) / 2 ** 30,
  'bytes-kept': ([rate, size, days]) => (rate! * size! * days! * 86_400) / 2 ** 30,
};

test('there is a calculation by hand for every kind, and seeds draw them all', () => {
  expect(Object.keys(byHand).sort()).toEqual([...sumKinds].sort());
  expect(new Set(sums.map(({ kind }) => kind)).size).toBe(sumKinds.length);
});

describe.each(sumKinds)('%s', (kind) => {
  const ofKind = Array.from({ length: 1_000 }, (_, seed) => makeSum(seed, kind));
  test('a thousand seeds: the answer is the one by hand', () => {
    for (const sum of ofKind) expect(Math.abs(sum.answer - byHand[kind]!(numbers(sum))), sum.question).toBeLessThan(sum.tolerance === 0 ? 1e-9 : 0.00501);
  });
  test('wrong answers are wrong, differ from each other, and say why', () => {
    for (const sum of ofKind) {
      expect(sum.wrong.length).toBeGreaterThanOrEqual(3);
      expect(isRight(sum, sum.answer)).toBe(true);
      for (const { value, why } of sum.wrong) {
        expect(isRight(sum, value), `${sum.question} ${value}`).toBe(false);
        expect(why).toMatch(/^[A-Z0-9].*\.$/);
        expect(String(value)).toMatch(/^\d+(\.\d{1,2})?$/);
      }
      expect(new Set(sum.wrong.map(({ value }) => value)).size).toBe(sum.wrong.length);
    }
  });
  test('the working ends in the answer, and reads well', () => {
    for (const { working, question, answer, unit } of ofKind) {
      const last = working.at(-1)!.result;
      expect(Number(/[\d,]+(\.\d+)?/.exec(last)![0].replaceAll(',', '')) / answer, last).toBeCloseTo(1, 2);
      expect(`${question}${JSON.stringify(working)}${unit}`).not.toMatch(/NaN|undefined|Infinity|e\+|\b1 shards\b/);
    }
  });
  test('is the same again, and seldom what another seed makes', () => {
    expect(makeSum(7, kind)).toEqual(makeSum(7, kind));
    expect(new Set(ofKind.map(({ question }) => question)).size).toBeGreaterThan(kind === 'one-key' || kind === 'poll-interval' ? 150 : 700);
  });
});

test('four choices from small to large have the answer once', () => {
  for (const sum of sums) {
    const choices = choicesOf(sum);
    expect(choices).toHaveLength(4);
    expect(choices).toEqual([...choices].sort((a, b) => a - b));
    expect(choices.filter((value) => isRight(sum, value))).toEqual([sum.answer]);
  }
});

test('each names a section of the chapter and rows of the fact sheet, under an id of its own', async () => {
  const [chapter] = chapters;
  const sections = new Set(chapter!.sections.map(({ id }) => id));
  const rows = new Set(Object.values((await chapter!.loadCoverage()).sections).flat());
  for (const { section, factIds, source } of sums) {
    expect(sections.has(section)).toBe(true);
    expect(factIds.filter((id) => !rows.has(id))).toEqual([]);
    expect(source).not.toBe('');
  }
  expect(new Set(sums.map(({ id }) => id)).size).toBe(SEEDS);
  expect((await chapter!.loadSums())(12)).toEqual(sums[12]);
});

test('another seed than an integer of 32 bits, and a kind that there is not, are refused', () => {
  for (const seed of [-1, 1.5, SEED_MAX + 1, Number.NaN]) expect(() => makeSum(seed)).toThrow(RangeError);
  expect(() => makeSum(1, 'riddles')).toThrow(RangeError);
  expect(makeSum(SEED_MAX).id).toMatch(/:4294967295$/);
});
