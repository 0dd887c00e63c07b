// The pages to look things up in: tables, notes on AWS today, cards, the sheet to print. Each in both themes and all widths
// without a finding of axe, each row leading somewhere, the sheet on one page of A4 and of Letter.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const errata = '/chapters/kinesis-data-streams/errata';
const deck = '/cards/kinesis-data-streams';
const pages = ['/compare', errata, deck, '/cheatsheet'];

async function open(page: Page, path: string) {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

for (const { width, scheme } of [{ width: 1440, scheme: 'light' }, { width: 1440, scheme: 'dark' }, { width: 390, scheme: 'light' }, { width: 320, scheme: 'dark' }] as const) {
  test.describe(`${width} px, ${scheme}`, () => {
    test.use({ viewport: { width, height: 844 }, colorScheme: scheme });
    for (const path of pages) {
      test(`${path}: axe finds nothing, nothing scrolls sideways`, async ({ page }) => {
        await open(page, path);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      });
    }
  });
}

test('a row of a table leads to its section, its card and its scenario', async ({ page }) => {
  await open(page, '/compare#limits-iterator-life');
  const row = page.getByRole('row', { name: /A shard iterator/ });
  await expect(row).toBeInViewport();
  await row.getByRole('link', { name: 'The card on A shard iterator' }).click();
  await expect(page.locator('#position-that-survives')).toHaveAttribute('open', '');
  await page.goBack();
  await row.getByRole('link', { name: 'Run A shard iterator in the lab' }).click();
  await expect(page).toHaveURL('/lab/expired-iterator');
  await page.goBack();
  await row.getByRole('link', { name: 'Read about A shard iterator' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Parts, limits, timers' })).toBeFocused();
});

test('the notes are filtered by kind and words, the address keeps the filter, and a filter that leaves none can be undone', async ({ page }) => {
  await open(page, errata);
  const notes = page.getByRole('main').getByRole('listitem');
  await expect(notes).toHaveCount(40);
  await page.getByRole('combobox', { name: 'kind' }).selectOption('W');
  await expect(notes).toHaveCount(10);
  await page.getByRole('searchbox', { name: 'with the words' }).fill('merge');
  await expect(notes).toHaveCount(1);
  await page.reload();
  await expect(notes).toHaveCount(1);
  await expect(page.getByText('Split, then merge')).toBeVisible();
  await page.getByRole('searchbox', { name: 'with the words' }).fill('merge xylophone');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(notes).toHaveCount(40);
  await page.getByRole('combobox', { name: 'kind' }).selectOption('disputed');
  await expect(notes).toHaveCount(3);
});

for (const format of ['A4', 'Letter']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the cheat sheet is one page of ${format}, ${colorScheme}, and all of it is on it`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await open(page, '/cheatsheet');
      const pdf = (await page.pdf({ format, printBackground: true })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      await page.emulateMedia({ media: 'print', colorScheme });
      await expect(page.getByRole('banner')).toBeHidden();
      await expect(page.getByText('InvalidArgument', { exact: true })).toBeVisible();
    });
  }
}
