// Holds: a number of the service stands in src/sim/kinesis/quotas.ts and nowhere else: what prints it, counts with it or offers
// it to be chosen reads it from there.
import { expect, test } from 'vitest';
import { quotas } from '#sim';
import { filesUnder, read } from './files.ts';

const spellings = (n: number) => [String(n), String(n).replace(/\B(?=(\d{3})+$)/g, '_')];

/** Files that have one of the numbers as a literal; what stands in a comment or in quotes is said to a reader. */
function found(folders: readonly string[], numbers: readonly number[]): string[] {
  const code = folders.flatMap(filesUnder).filter((path) => /\.tsx?$/.test(path) && path !== 'src/sim/kinesis/quotas.ts');
  expect(code.length).toBeGreaterThan(10);
  return code.flatMap((path) => {
    const text = read(path).replaceAll(/\/\*[^]*?\*\/|\/\/.*$|'[^'\n]*'|`[^`]*`/gm, '');
    return numbers.flatMap((n) => (spellings(n).some((one) => new RegExp(`(?<![\\w.])${one}(?![\\w.])`).test(text)) ? [`${path}: ${n}`] : []));
  });
}

test('nobody types the longest retention, which is no other number, but its owner', () => {
  expect(found(['app', 'src'], [quotas.retentionHoursMax])).toEqual([]);
});

test('the chapter and the planner’s page type none of the service’s larger numbers', () => {
  const large = [...new Set(Object.values(quotas).filter((n) => n > 1_000 && n % 60_000 !== 0))];
  expect(large.length).toBeGreaterThan(10);
  expect(found(['src/chapters', 'app/planner'], large)).toEqual([]);
});
