// A learner reads the chapter: opens it, finds a section, tries a claim on its figure, asks a fact for its source, and finds
// the tick that says what has been read. On a desktop and on a phone.
import type { Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { expect, expectNoSidewaysScroll, test } from './support/test.ts';

const chapterPath = '/chapters/kinesis-data-streams';
const contents = (page: Page) => page.getByRole('navigation', { name: 'Contents' });
const figure = (page: Page, title: string) => page.getByRole('figure', { name: title });

/** Which of `count` even ranges a key falls into, by Node's MD5: not the engine's own. */
function rangeOf(key: string, count: number): number {
  const hash = BigInt(`0x${createHash('md5').update(key).digest('hex')}`);
  return Number((hash * BigInt(count)) >> 128n);
}

/** The list stands beside the text on a wide page and is folded above it on a narrow one. */
async function openContents(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const list = contents(page).getByRole('list');
  if (!(await list.isVisible())) await contents(page).locator('summary').click();
  await expect(list).toBeVisible();
}

for (const width of [1440, 390]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 844 } });

    test('from the start page to a section of the chapter, and the address names the section', async ({ page }) => {
      await page.goto('/');
      await page.getByRole('link', { name: 'Start reading' }).click();
      await expect(page).toHaveURL(chapterPath);
      await expect(page.getByRole('heading', { level: 1, name: 'Kinesis Data Streams for developers' })).toBeFocused();
      await openContents(page);
      await expect(contents(page).getByRole('listitem')).toHaveCount(14);
      await contents(page).getByRole('link', { name: 'Edge cases' }).click();
      await expect(page).toHaveURL(`${chapterPath}#edge-cases`);
      await expect(page.getByRole('heading', { level: 2, name: 'Edge cases' })).toBeInViewport();
      await expectNoSidewaysScroll(page);
    });

    test('hashing a typed key names the shard that an independent MD5 names', async ({ page }) => {
      await page.goto(`${chapterPath}#how-it-works`);
      const hash = figure(page, 'Hash a key');
      await hash.scrollIntoViewIfNeeded();
      for (const key of ['user-7', 'user-8', 'Grüße', '日本']) {
        await hash.getByRole('textbox', { name: 'Partition key' }).fill(key);
        for (const count of [3, 8]) {
          await hash.getByRole('combobox', { name: 'Shards' }).selectOption(String(count));
          await expect(hash.getByRole('status')).toContainText(`${key} lands in shard ${rangeOf(key, count)}.`);
        }
      }
      await hash.getByRole('textbox', { name: 'Partition key' }).fill('');
      await expect(hash.getByRole('status')).toContainText('1 to 256 characters');
      await expectNoSidewaysScroll(page);
    });

    test('a fact tells where its figure was read', async ({ page }) => {
      await page.goto(`${chapterPath}#belt`);
      const fact = page.locator('#belt').getByRole('button', { name: '24 hours' }).first();
      await fact.click();
      const note = page.getByRole('note').filter({ hasText: 'A stream keeps its records this long' });
      await expect(note).toBeVisible();
      await expect(note.getByRole('link')).toHaveAttribute('href', /^https:\/\/docs\.aws\.amazon\.com\//);
      await expectNoSidewaysScroll(page);
      await page.keyboard.press('Escape');
      await expect(note).toBeHidden();
    });

    test('a section whose end has been read gets its tick, and keeps it', async ({ page }) => {
      await page.goto(`${chapterPath}#takeaways`);
      await openContents(page);
      const line = contents(page).getByRole('listitem', { includeHidden: true }).filter({ hasText: 'Takeaways' });
      await expect(line.getByText('(read)')).not.toBeAttached();
      await contents(page).getByRole('link', { name: 'Takeaways' }).click();
      // The section's end must stay in the window for a second.
      await page.locator('#takeaways > div').last().scrollIntoViewIfNeeded();
      await expect(line.getByText('(read)')).toBeAttached();
      await page.goto(chapterPath);
      await openContents(page);
      await expect(line.getByText('(read)')).toBeAttached();
    });
  });
}

test('figures run on the engine: retention takes what nobody read, a split leaves the records where they were', async ({ page }) => {
  await page.goto(`${chapterPath}#parts-limits-timers`);
  const retention = figure(page, 'Let retention pass');
  await retention.scrollIntoViewIfNeeded();
  const kept = async () => Number(/(\d+) kept, (\d+) expired/.exec(await retention.getByRole('status').innerText())![2]);
  await expect(retention.getByRole('status')).toContainText('0 expired');
  for (let hours = 0; hours <= 24; hours += 6) await retention.getByRole('button', { name: 'Let 6 hours pass' }).click();
  await expect.poll(kept).toBeGreaterThan(0);

  const split = figure(page, 'Split and merge');
  await split.scrollIntoViewIfNeeded();
  const before = /holds (\d+) record/.exec(await split.getByRole('status').innerText())![1];
  await split.getByRole('button', { name: 'Split it' }).click();
  await expect(split.getByRole('button', { name: new RegExp(`^shardId-000000000000, closed, ${before} records`) })).toBeVisible();
  await expect(split.getByRole('button', { name: /, open, / })).toHaveCount(2);
});

test('a card in the text: answered, remembered after a reload, and counted in no score', async ({ page }) => {
  await page.goto(`${chapterPath}#what-the-picture-gets-wrong`);
  const check = page.getByRole('group', { name: 'Check yourself' }).first();
  await check.scrollIntoViewIfNeeded();
  await check.getByRole('button', { name: 'Show the answer' }).click();
  await expect(check.locator('p:focus')).toContainText('each shard has one owner at a time');
  await check.getByRole('button', { name: 'I knew it' }).click();
  await expect(check.getByText(/^You knew it on/)).toBeVisible();
  await page.reload();
  await check.scrollIntoViewIfNeeded();
  await expect(check.getByText(/^You knew it on/)).toBeVisible();
  await page.goto('/');
  await expect(page.getByText(/locked/).first()).toBeVisible();
});

test('the link to a paragraph: by pointer and by key, and it leads there', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.goto(chapterPath);
  await page.locator('#the-belt-has-an-end-1').hover();
  await page.getByRole('button', { name: 'Copy the link to this paragraph' }).click();
  await expect.poll(copied).toMatch(/#the-belt-has-an-end-1$/);
  await page.goto(await copied());
  await expect(page.locator('#the-belt-has-an-end-1')).toBeInViewport();
  await page.goto(`${chapterPath}#belts-are-cut-and-joined-1`);
  await expect(page.locator('#belts-are-cut-and-joined-1')).toBeInViewport();
  await page.keyboard.press('l');
  await expect.poll(copied).toMatch(/#belts-are-cut-and-joined-1$/);
});

test('at the end of a section, the next one', async ({ page }) => {
  await page.goto(`${chapterPath}#belt`);
  await page.getByRole('link', { name: 'On to section 2, What it is for' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'What it is for' })).toBeFocused();
  await page.getByRole('link', { name: 'Back to section 1, The belt' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'The belt' })).toBeFocused();
});
