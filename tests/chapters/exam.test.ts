/**
 * Holds: every exam question is whole, and each of its answers can be traced. Options, topics, facts, errata, sources and sections
 * exist; no number stands beside the module that owns it; and the key in docs/exam-answer-key.md is the one these data give.
 * `npm run unit -- tests/chapters/exam -u` writes the key again.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findChapter } from '#chapters';
import { examQuestion, isChoiceRight, sumQuestionId, toChoose } from '#quiz';
import { apiModel, sources } from '../../src/chapters/47-kinesis-data-streams/sources.ts';

const folder = new URL('../../src/chapters/47-kinesis-data-streams/exam/', import.meta.url);
const chapter = findChapter('kinesis-data-streams')!;
const exam = await chapter.loadExam();
const { questions, topics } = exam;
const sheet = new Set(Object.values((await chapter.loadCoverage()).sections).flat());
const twice = (ids: readonly string[]) => ids.filter((id, at) => ids.indexOf(id) !== at);
const sentences = (text: string) => text.match(/[.?](?=\s[A-Z“‘`]|$)/g)?.length ?? 0;

test('there are at least sixty, each with an id of its own, of a topic and a section that exist; each topic can fill its share', () => {
  expect(questions.length).toBeGreaterThanOrEqual(60);
  expect(twice(questions.map(({ id }) => id))).toEqual([]);
  expect(twice(questions.map(({ stem }) => stem))).toEqual([]);
  const sections = chapter.sections.map(({ id }) => id);
  for (const { id, topic, section } of questions) {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(id, 'a sum has such an id').not.toMatch(/^sum-/);
    expect(id.startsWith(`${topic}-`), `${id} begins with its topic, ${topic}`).toBe(true);
    expect(topics.map((one) => one.id), id).toContain(topic);
    expect(sections, id).toContain(section);
  }
  for (const { id, weight } of topics) expect(questions.filter(({ topic }) => topic === id).length, id).toBeGreaterThanOrEqual(2 * weight);
});

test('one of four options is right, or two of five or six, as the stem says', () => {
  for (const question of questions) {
    const { id, options, stem } = question;
    const many = toChoose(question) > 1;
    expect(options.length, id).toBeGreaterThanOrEqual(many ? 5 : 4);
    expect(options.length, id).toBeLessThanOrEqual(many ? 6 : 4);
    expect(toChoose(question), id).toBe(stem.includes('TWO') ? 2 : 1);
    expect(twice(options.map(({ text }) => text)), id).toEqual([]);
    expect(isChoiceRight(question, options.flatMap(({ right }, place) => (right ? [place] : [])))).toBe(true);
  }
  expect(questions.filter((question) => toChoose(question) > 1).length).toBeGreaterThanOrEqual(6);
});

test('each option is explained in one or two sentences, three at the most', () => {
  for (const { id, options } of questions) {
    for (const { text, why } of options) {
      expect(text.trim(), id).not.toBe('');
      expect(text, `${id}: an option ends without a full stop`).not.toMatch(/\.$/);
      expect(sentences(why), `${id}: ${why}`).toBeGreaterThanOrEqual(1);
      expect(sentences(why), `${id}: ${why}`).toBeLessThanOrEqual(3);
    }
  }
});

test('neither length nor place gives the answer away', () => {
  const longest = questions.filter(({ options }) => options.toSorted((a, b) => b.text.length - a.text.length)[0]!.right);
  expect(longest.length / questions.length).toBeLessThan(0.4);
});

test('every fact, erratum and source that a question names exists, and none is without', () => {
  const pages = new Set<unknown>(Object.values(sources));
  for (const { id, factIds, errata = [], sources: named } of questions) {
    expect(factIds.length, id).toBeGreaterThan(0);
    for (const factId of factIds) expect(sheet, `${id} names ${factId}`).toContain(factId);
    for (const erratum of errata) expect(chapter.errata.map((one) => one.id), `${id} names ${erratum}`).toContain(erratum);
    expect(named.length, id).toBeGreaterThan(0);
    for (const source of named) {
      const isModel = source.title.startsWith('API model, ') && source.title === apiModel(source.title.slice('API model, '.length)).title;
      expect(pages.has(source) || isModel, `${id}: ${source.title}`).toBe(true);
    }
  }
});

test('whoever stands on a fact that has an erratum says so', () => {
  const known = new Set(chapter.errata.map(({ id }) => id));
  const silent = questions.flatMap(({ id, factIds, errata = [] }) => factIds.filter((fact) => known.has(fact) && !errata.includes(fact)).map((fact) => `${id}: ${fact}`));
  expect(silent).toEqual([]);
});

test('no question types a number that the facts module has', () => {
  const typed = /\d[\d,.]*\s?(?:(?:bytes?|[KMGT]i?B(?:\/s)?|ms|seconds?|minutes?|hours?|days?|records?(?:\/s)?|calls?(?:\/s)?|characters?|consumers?|shards?|batches|times)\b|%)/g;
  // “5 calls/s” owns “5 calls/s” and “5 calls”, not “5 shards”.
  const owned = chapter.facts.flatMap(({ text }) => text.match(typed) ?? []);
  expect(owned).toContain('1 MB/s');
  for (const name of readdirSync(folder)) {
    const literals = readFileSync(new URL(name, folder), 'utf8').replace(/\$\{[^}]*\}/g, '').replace(/^ ?\*.*$/gm, '');
    expect((literals.match(typed) ?? []).filter((hit) => owned.includes(hit)), name).toEqual([]);
  }
});

test('a sum is asked as a question with four options from small to large, one of them right, and with its working', () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const sum = exam.makeSum(seed);
    const question = examQuestion(exam, sumQuestionId(seed))!;
    expect(question.options).toHaveLength(4);
    expect(toChoose(question)).toBe(1);
    expect(question.options.find(({ right }) => right)!.text).toBe(`${sum.answer.toLocaleString('en-US')} ${sum.unit}`);
    expect(question.options.filter(({ right }) => !right).every(({ why }) => sum.wrong.some((one) => one.why === why))).toBe(true);
    expect(question.working!.length).toBe(sum.working.length);
    expect(question.ordered).toBe(true);
  }
  expect(examQuestion(exam, 'sum-99999999999')).toBeUndefined();
  expect(examQuestion(exam, 'no-such-question')).toBeUndefined();
});

test('the answer key in docs is what the questions say', async () => {
  const lines = ['# Exam answer key', '', 'Made by `tests/chapters/exam.test.ts` from the questions of chapter 47; do not edit by hand. Each answer is traced to rows of the checked fact sheet and to pages of AWS.', ''];
  for (const { id: topicId, title } of topics) {
    lines.push(`## ${title}`, '');
    for (const { id, topic, options, factIds, sources: named, errata = [] } of questions) {
      if (topic !== topicId) continue;
      const pages = named.map((source) => (source.url ? `[${source.title}](${source.url})` : source.title)).join('; ');
      lines.push(`- **${id}**: ${options.filter(({ right }) => right).map(({ text }) => text).join(' / ')}`, `  - facts ${factIds.join(', ')}; ${pages}`);
      for (const erratumId of errata) {
        const { exam: expects, aws, disputed } = chapter.errata.find((one) => one.id === erratumId)!;
        lines.push(`  - ${erratumId}: the exam expects: ${expects} AWS today: ${aws}${disputed ? ` Disputed: ${disputed}` : ''}`);
      }
    }
    lines.push('');
  }
  await expect(lines.join('\n')).toMatchFileSnapshot('../../docs/exam-answer-key.md');
});
