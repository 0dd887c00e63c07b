// How the belt looks, held by pictures: in each of its states, and the first of them as every kind of reader gets it. A change that is
// meant takes them anew: npm run e2e -- visual --update-snapshots
import { beltStates } from './support/belt-states.ts';
import { expect, test } from './support/test.ts';

const PHONE = { width: 390, height: 844 };

for (const [name, open] of Object.entries(beltStates)) {
  test(`the belt: ${name}`, async ({ page }) => {
    await open(page);
    await expect(page.locator('.belt')).toHaveScreenshot(`${fileOf(name)}.png`);
  });
}

const readers = {
  dark: { use: { colorScheme: 'dark' }, states: ['default', '100 shards', 'merged'] },
  'reduced motion': { use: { contextOptions: { reducedMotion: 'reduce' } }, states: ['default', '100 shards', 'merged'] },
  'more contrast': { use: { contextOptions: { contrast: 'more' } }, states: ['default', '100 shards', 'merged'] },
  'forced colours': { use: { contextOptions: { forcedColors: 'active' } }, states: ['default', 'merged', '100 shards'] },
} as const;

for (const [reader, { use, states }] of Object.entries(readers)) {
  test.describe(reader, () => {
    test.use(use);
    for (const state of states) {
      test(`the belt with ${reader}: ${state}`, async ({ page }) => {
        await beltStates[state]!(page);
        await expect(page.locator('.belt')).toHaveScreenshot(`${fileOf(`${state} ${reader}`)}.png`);
      });
    }
  });
}

test.describe('phone', () => {
  test.use({ viewport: PHONE });
  for (const state of ['default', '100 shards', 'split in progress']) {
    test(`the lab on a phone: ${state}`, async ({ page }) => {
      await beltStates[state]!(page);
      await expect(page).toHaveScreenshot(`${fileOf(`${state} phone`)}.png`);
    });
  }
});

function fileOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
