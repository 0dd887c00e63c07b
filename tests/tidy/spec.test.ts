// Holds: every numbered rule of a SPEC.md is cited by a test that proves it, and no test cites a rule that is not there.
import { describe, expect, test } from 'vitest';
import { exists, filesUnder, read } from './files.ts';

const spec = 'src/sim/kinesis/SPEC.md';
const rulePattern = /\*\*([A-Z]+(?:-[A-Z]+)*-\d+)\*\*/g;
const citePattern = /\b[A-Z]+(?:-[A-Z]+)*-\d+\b/g;

describe.skipIf(!exists(spec))('the numbered rules of SPEC.md', () => {
  const listed = exists(spec) ? [...read(spec).matchAll(rulePattern)].map((match) => match[1] ?? '') : [];
  const rules = new Set(listed);
  const families = new Set(listed.map((rule) => rule.split('-')[0])); // K of K-PUT-3: UTF-8 and SHA-256 are no citations
  const cited = new Map(
    filesUnder('tests/sim')
      .filter((path) => /\.test\.tsx?$/.test(path))
      .flatMap((path) => [...read(path).matchAll(citePattern)].map((match) => [match[0], path] as const)),
  );

  test('it numbers its rules, each number once', () => {
    expect(listed).not.toEqual([]);
    expect(listed.filter((rule, index) => listed.indexOf(rule) !== index)).toEqual([]);
  });

  test('every rule is cited by a test under tests/sim', () => {
    expect([...rules].filter((rule) => !cited.has(rule))).toEqual([]);
  });

  test('every cited rule exists', () => {
    expect([...cited].filter(([rule]) => families.has(rule.split('-')[0]) && !rules.has(rule))).toEqual([]);
  });
});
