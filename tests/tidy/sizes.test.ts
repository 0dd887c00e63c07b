// Holds: the world stays a composition, and a long file says at its top why it is long.
import { expect, test } from 'vitest';
import { exists, filesUnder, read } from './files.ts';

const linesOf = (path: string) => read(path).trimEnd().split('\n').length;

test.runIf(exists('src/sim/world.ts'))('src/sim/world.ts has fewer than 200 lines', () => {
  expect(linesOf('src/sim/world.ts'), 'move what is not composition into kernel/, kinesis/ or actors/').toBeLessThan(200);
});

test('a file over 400 lines gives its reason in its header', () => {
  const silent = ['app', 'src', 'tests', 'scripts']
    .flatMap(filesUnder)
    .filter((path) => /\.(tsx?|m?js|css)$/.test(path) && linesOf(path) > 400)
    .filter((path) => !read(path).split('\n', 20).join('\n').includes('Longer than 400 lines because'));
  expect(silent, 'split it, or write in its header: Longer than 400 lines because …').toEqual([]);
});
