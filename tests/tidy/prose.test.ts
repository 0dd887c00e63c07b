// Holds: nothing in the repository points outside it, where another machine has nothing.
import { expect, test } from 'vitest';
import { filesUnder, read } from './files.ts';

// Logs are not the repository's: git ignores them, and they tell where they were made.
const isText = (path: string) => !/\.(png|ico|woff2?|jpg|log)$/.test(path);
// Assembled, so that this file does not hold what it forbids.
const elsewhere = [['', 'work', ''].join('/'), ['..', 'shared'].join('/'), ['', 'home', ''].join('/'), ['', 'tmp', ''].join('/')];

test('no file names a path of one machine', () => {
  const found = filesUnder('')
    .filter(isText)
    .flatMap((path) => {
      const text = read(path);
      return elsewhere.filter((part) => text.includes(part)).map((part) => `${path}: ${part}`);
    });
  expect(found).toEqual([]);
});
