// Whatever one looks for is found from any page by keyboard, also with a typo and without a network; and each kind of hit leads
// to the very thing.
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { collectProse } from '../../scripts/vite-prose-text.ts';
import { readyOffline } from './support/offline.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search' });
const field = (page: Page) => dialog(page).getByRole('combobox');
const hits = (page: Page) => dialog(page).getByRole('option');

async function openSearch(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
}

async function find(page: Page, words: string) {
  await field(page).fill(words);
  await expect(hits(page).first()).toBeVisible();
}

test('a key opens it, arrows choose, Enter goes there, and the focus with it', async ({ page }) => {
  await page.goto('/');
  await openSearch(page);
  await page.keyboard.type('the iterater that expired');
  await expect(hits(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(hits(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(hits(page).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeHidden();
  await expect(page).toHaveURL(/\/lab\/expired-iterator$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

const kinds = [
  { words: 'no foreman', kind: 'chapter', url: /#what-the-picture-gets-wrong/ },
  { words: 'subscribes again', kind: 'number', url: /#or-it-has-records-pushed/ },
  { words: 'random prefix hot', kind: 'card', url: /\/cards\/kinesis-data-streams#random-prefix/ },
  { words: 'keys tables KCL', kind: 'AWS today', url: /errata#O17/ },
  { words: 'ExpiredNextTokenException', kind: 'table', url: /compare#errors-expired-token/ },
  { words: 'merge-shards', kind: 'command', url: /#merge-two-shards/ },
  { words: 'Firehose waits', kind: 'lab', url: /lab\/firehose-buffer/ },
  { words: 'cheat sheet', kind: 'page', url: /cheatsheet/ },
  { words: 'exam readiness', kind: 'page', url: /progress/ },
];

for (const { words, kind, url } of kinds) {
  test(`“${words}” leads to the ${kind}`, async ({ page }) => {
    await page.goto('/about');
    await openSearch(page);
    await find(page, words);
    await hits(page).filter({ has: page.getByText(kind, { exact: true }) }).first().click();
    await expect(page).toHaveURL(url);
    const place = new URL(page.url()).hash;
    await expect(place === '' ? page.getByRole('heading', { level: 1 }) : page.locator(place)).toBeInViewport();
  });
}

test('every address that the search names stands on the page, and is that very text', async ({ page }) => {
  await page.goto('/chapters/kinesis-data-streams');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const onPage = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll('.prose [id]')].map((one) => [one.id, one.textContent])));
  const letters = (text: string) => text.replaceAll(/[^\p{L}]/gu, '');
  const blocks = collectProse(fileURLToPath(new URL('../../src/chapters', import.meta.url))).filter(({ id }) => /-\d+$/.test(id));
  expect(blocks.length).toBeGreaterThan(130);
  for (const { id, text } of blocks) {
    expect(Object.keys(onPage), text).toContain(id);
    // As far as the first fact, whose words only the page has.
    const begins = letters(text.split('{')[0]!).slice(0, 20);
    expect(letters(onPage[id]!).slice(0, begins.length), id).toBe(begins);
  }
});

test('what nobody wrote about: it says so; Escape closes and gives the focus back', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const button = page.getByRole('button', { name: 'Search' });
  await button.focus();
  await page.keyboard.press('Enter');
  await field(page).fill('xylophone');
  await expect(dialog(page).getByText('Nothing here speaks of “xylophone”.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(button).toBeFocused();
});

for (const { width, scheme } of [{ width: 1440, scheme: 'light' }, { width: 390, scheme: 'dark' }, { width: 320, scheme: 'light' }] as const) {
  test.describe(`${width} px, ${scheme}`, () => {
    test.use({ viewport: { width, height: 844 }, colorScheme: scheme });

    test('axe finds nothing, empty and full, and nothing scrolls sideways', async ({ page }) => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Search' }).click();
      await expect(field(page)).toBeVisible();
      await expectAccessible(page);
      await find(page, 'retention');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  });
}

test('it works once the server is gone', async ({ page, ownSite }) => {
  await page.goto(ownSite.url);
  await readyOffline(page);
  await ownSite.stop();
  await page.reload();
  await openSearch(page);
  await find(page, 'hot key');
});
