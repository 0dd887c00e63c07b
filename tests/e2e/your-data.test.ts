// A learner's marks go out as a file and come back: what was exported, cleared and imported folds to the same; a damaged file
// changes nothing; the page is accessible and fits 320 px in each of its states.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { answerCards, beginQuiz } from './support/quiz.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const fact = (page: Page, name: string) => page.locator('.data-facts > div').filter({ has: page.locator('dt', { hasText: name }) }).first();

async function look(page: Page) {
  for (const size of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
    await page.setViewportSize(size);
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('out as a file, all cleared, in again: the same score, the same sitting, the same cards due', async ({ page, context }) => {
  test.slow(); // states looked at by axe
  const total = await beginQuiz(page);
  await answerCards(page, [true, false, true]);
  await page.goto('/review');
  const comes = await page.locator('.review-coming').innerText();
  await page.getByRole('link', { name: 'Your data and its backups' }).click();
  await expect(fact(page, 'Marks')).toContainText('3 marks since');
  await look(page);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download backup' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^shardbelt-backup-\d{4}-\d\d-\d\d\.json$/);
  const text = await readFile(await download.path(), 'utf8');
  await expect(fact(page, 'Last backup')).toContainText('3 marks');

  await context.clearCookies();
  await page.evaluate(() => new Promise((resolve, reject) => {
    localStorage.clear();
    const request = indexedDB.deleteDatabase('shardbelt');
    request.onsuccess = resolve;
    request.onerror = reject;
  }));
  await page.reload();
  await expect(fact(page, 'Marks')).toContainText('none yet');

  const input = page.getByLabel('Take in a backup:');
  await input.setInputFiles({ name: 'damaged.json', mimeType: 'application/json', buffer: Buffer.from(text.replace('true', 'false')) });
  await expect(page.getByRole('alert')).toContainText('nothing has changed. The checksum does not fit');
  await look(page);
  await input.setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(page.getByRole('region', { name: 'mine.json' })).toContainText('with 3 marks');
  await look(page);
  await page.getByRole('button', { name: 'Merge' }).click();
  await expect(fact(page, 'Marks')).toContainText('3 marks since');
  await expect(page.getByRole('button', { name: /^Go back to/ })).toBeVisible();
  await look(page);

  await page.goto('/review');
  await expect(page.getByRole('table')).toBeVisible();
  expect(await page.locator('.review-coming').innerText()).toBe(comes);
  await page.goto('/quiz/kinesis-data-streams');
  await expect(page.getByRole('button', { name: `Resume at card 4 of ${total}` })).toBeVisible();
});

test('the marks as CSV and the cards for Anki come as files', async ({ page }) => {
  await beginQuiz(page);
  await answerCards(page, [true]);
  await page.goto('/progress');
  for (const [name, begins] of [['Marks as CSV', '\uFEFFtime,asked in,deck,card,mark,question\r\n'], ['Cards for Anki', '#separator:tab\n#html:true\n']] as const) {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    const text = await readFile(await (await downloading).path(), 'utf8');
    expect(text.startsWith(begins)).toBe(true);
  }
});

test('without storage a mark is told to be unsaved within a second, with a backup to take', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(IDBFactory.prototype, 'open', { value: () => { throw new DOMException('no storage here', 'SecurityError'); } });
  });
  await page.goto('/quiz/kinesis-data-streams');
  await expect(page.getByText('Marks are not being saved.')).toBeVisible();
  await page.getByRole('button', { name: /^Begin/ }).click();
  await answerCards(page, [true]);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download backup' }).click();
  expect(JSON.parse(await readFile(await (await downloading).path(), 'utf8'))).toMatchObject({ count: 3 });
});
