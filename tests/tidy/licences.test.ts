// Holds: every package that ships in the build stands on /about with its version, its licence and, where it ships one, the text of it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { licences } from 'virtual:licences';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'OFL-1.1'];

test.each(Object.entries(dependencies))('%s %s', (name, version) => {
  expect(licences.find((one) => one.name === name)).toMatchObject({ version, spdx: expect.toBeOneOf(PERMISSIVE), text: expect.stringMatching(/permi|licen[cs]e/i) });
});

test('what those depend on is listed too, under a licence that lets it be shipped', () => {
  expect(licences.length).toBeGreaterThan(Object.keys(dependencies).length);
  for (const { name, spdx } of licences) expect(PERMISSIVE, name).toContain(spdx);
});
