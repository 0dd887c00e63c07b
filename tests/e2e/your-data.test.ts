// A learner's marks go out as a file and come back: what was exported, cleared and imported folds to the same; a damaged file
// changes nothing; the page is accessible and fits 320 px in each of its states.
import type { Page } from '@playwright/test';
import { readFile, writeFile } from 'node:fs/promises';
import { logRows } from './support/quiz-log.ts';
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

test('files that are no backup are refused in a real browser, whatever they hold, and the marks stay', async ({ page }, testInfo) => {
  await beginQuiz(page);
  await answerCards(page, [true, false]);
  const before = await logRows(page);
  await page.goto('/progress');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download backup' }).first().click();
  const good = await readFile(await (await downloading).path());
  const huge = testInfo.outputPath('huge.json');
  await writeFile(huge, '['.repeat(70_000_000));
  const files: readonly [string, string | Buffer][] = [
    ['empty.json', Buffer.alloc(0)],
    ['marks.zip', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xfe])],
    ['utf16.json', Buffer.from(good.toString(), 'utf16le')],
    ['cut.json', good.subarray(0, -2)],
    ['not-utf8.json', Buffer.concat([good.subarray(0, 200), Buffer.from([0xc3, 0x28]), good.subarray(200)])],
    ['nested.json', Buffer.from(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`)],
    ['proto.json', Buffer.from('{"__proto__":{"format":"shardbelt-marks"},"constructor":1}')],
    ['huge.json', huge],
  ];
  for (const [name, content] of files) {
    await page.getByLabel('Take in a backup:').setInputFiles(typeof content === 'string' ? content : { name, mimeType: 'application/json', buffer: content });
    await expect(page.getByRole('alert')).toContainText(`${name} was not taken in, and nothing has changed. `);
    await expect(page.getByRole('button', { name: 'Merge' })).toBeHidden();
    expect(await logRows(page)).toEqual(before);
  }
  await page.getByLabel('Take in a backup:').setInputFiles({ name: 'good.json', mimeType: 'application/json', buffer: good });
  await expect(page.getByRole('region', { name: 'good.json' })).toContainText('All of them are here already.');
});
