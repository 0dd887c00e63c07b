// Holds: whatever lies on disk is registered in its index and named by some test. A chapter, operation, scenario, figure or
// page that nobody registered does not exist for the learner; one that no test names may break unseen.
import { expect, test } from 'vitest';
import { entries, exists, filesUnder, read } from './files.ts';

const baseOf = (name: string) => name.replace(/\.tsx?$/, '');
const pascal = (kebab: string) => kebab.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
const modules = (folder: string, shared: string[] = []) =>
  entries(folder, 'file').filter((name) => /\.tsx?$/.test(name) && !['index.ts', ...shared].includes(name));

interface Place {
  what: string;
  index: string;
  /** What lies there: each entry with the text its index must hold. */
  entries: { name: string; registeredAs: string }[];
  /** How a test names it; pages are covered by journeys that go by address, so they need no mention. */
  testedAs?: (name: string) => RegExp;
}

// A slug or id counts when quoted or as a step of an address: the bare word could be prose.
const asId = (name: string) => new RegExp(`['"\`/]${name}['"\`/?#.]`);

const places: Place[] = [
  {
    what: 'chapter',
    index: 'src/chapters/index.ts',
    entries: entries('src/chapters', 'folder')
      .filter((name) => /^\d/.test(name))
      .map((name) => ({ name, registeredAs: `./${name}/` })),
    testedAs: (name) => asId(name.replace(/^\d+-/, '')),
  },
  {
    what: 'operation',
    index: 'src/sim/kinesis/operations/index.ts',
    entries: modules('src/sim/kinesis/operations', ['common.ts', 'operation.ts']).map((file) => ({ name: baseOf(file), registeredAs: `./${file}` })),
    testedAs: (name) => new RegExp(`\\b${pascal(name)}\\b`),
  },
  {
    what: 'scenario',
    index: 'src/sim/scenarios/index.ts',
    entries: modules('src/sim/scenarios', ['scenario.ts', 'goals.ts', 'measures.ts', 'parts.ts', 'run-scenario.ts', 'stored-records.ts', 'words.ts']).map((file) => ({ name: baseOf(file), registeredAs: `./${file}` })),
    testedAs: asId,
  },
  {
    what: 'figure',
    index: 'app/figures/index.ts',
    entries: entries('app/figures', 'folder').map((name) => ({ name, registeredAs: `./${name}/` })),
    testedAs: asId,
  },
  {
    what: 'page',
    index: 'app/router.tsx',
    entries: modules('app/routes').map((file) => ({ name: baseOf(file), registeredAs: `./routes/${file}` })),
  },
];

const testTexts = filesUnder('tests')
  .filter((path) => /\.(test|spec)\.tsx?$/.test(path) && !path.startsWith('tests/tidy/'))
  .map(read);

test.each(places)('every $what is registered in $index', ({ what, index, entries: found }) => {
  const registered = exists(index) ? read(index) : '';
  const missing = found.filter(({ registeredAs }) => !registered.includes(registeredAs)).map(({ name }) => name);
  expect(missing, `add each ${what} to ${index}`).toEqual([]);
});

test.each(places.filter((place) => place.testedAs))('every $what is named by a test', ({ what, entries: found, testedAs }) => {
  const untested = found.filter(({ name }) => !testTexts.some((text) => testedAs?.(name).test(text))).map(({ name }) => name);
  expect(untested, `name each ${what} in a test under tests/`).toEqual([]);
});
