// The disk is full in the middle of a sitting (issue 7, done when 3): the browser's own quota runs out. It is told at once, the card stays,
// nothing that was saved is lost, a backup can be taken; with room again the marks go on, also those made without saving meanwhile.
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { logRows, marksIn } from './support/quiz-log.ts';
import { answerCard, answerCards, beginQuiz, progress, question, turnCard } from './support/quiz.ts';
import { expect, test } from './support/test.ts';

/** Far more than a sitting takes. */
const ROOM_BYTES = 20_000_000;

/**
 * Takes the room of the origin away as a full disk would, and gives it back. Chromium looks at its quota only when a write asks for more
 * than it last knew to be free: so there is little from the start, and a write that asks for more makes it look.
 */
async function quotaOf(page: Page, baseURL: string) {
  const session = await page.context().newCDPSession(page);
  const origin = new URL(baseURL).origin;
  const setTo = (quotaSize?: number) => session.send('Storage.overrideQuotaForOrigin', { origin, ...(quotaSize === undefined ? {} : { quotaSize }) });
  await setTo(ROOM_BYTES);
  return {
    async runOut() {
      await setTo(1);
      const refused = await page.evaluate(
        (bytes) =>
          new Promise((resolve) => {
            const opening = indexedDB.open('filler');
            opening.onupgradeneeded = () => opening.result.createObjectStore('filler');
            opening.onerror = () => resolve(opening.error?.name);
            opening.onsuccess = () => {
              const filling = opening.result.transaction('filler', 'readwrite');
              filling.objectStore('filler').put(new Uint8Array(bytes), 1);
              filling.oncomplete = () => resolve('');
              filling.onabort = () => resolve(filling.error?.name);
            };
          }),
        ROOM_BYTES,
      );
      expect(refused).toBe('QuotaExceededError');
    },
    giveBack: () => setTo(),
  };
}

async function takeBackup(page: Page): Promise<{ count: number; events: unknown[] }> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download backup' }).click();
  return JSON.parse(await readFile(await (await downloading).path(), 'utf8')) as { count: number; events: unknown[] };
}

test('a mark that finds the disk full is told while the clock stands still; nothing is lost, and with room again it is saved', async ({ page, baseURL }) => {
  const quota = await quotaOf(page, baseURL!);
  await page.clock.install();
  const total = await beginQuiz(page);
  await answerCards(page, [true, false]);
  await turnCard(page);
  const asked = await question(page).innerText();
  const before = await logRows(page);
  await quota.runOut();
  await page.clock.pauseAt(new Date('2100-01-01')); // What waits for a timer from here on never comes.
  await page.getByRole('button', { name: /^Got it right/ }).click();
  await expect(page.getByRole('alert')).toContainText('This mark is not saved, so the card stays. The storage of this browser is full.');
  await expect(question(page)).toHaveText(asked);
  expect(await logRows(page)).toEqual(before);
  const backup = await takeBackup(page);
  expect(backup.events).toEqual(before);

  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toContainText('This mark is not saved');
  await quota.giveBack();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(progress(page)).toContainText(`Card 4 of ${total}`);
  await expect(page.getByRole('alert')).toBeHidden();
  const after = await logRows(page);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(marksIn(after).map(({ right }) => right)).toEqual([true, false, true]);
});

test('who goes on without room keeps every mark in the page, and all of them are saved once there is room', async ({ page, baseURL }) => {
  const quota = await quotaOf(page, baseURL!);
  const total = await beginQuiz(page);
  await answerCard(page, true);
  await turnCard(page);
  await quota.runOut();
  await page.getByRole('button', { name: /^Got it wrong/ }).click();
  await page.getByRole('button', { name: 'Go on without saving' }).click();
  await answerCards(page, [true, true]);
  await expect(page.getByText('Marks are not being saved.')).toBeVisible();
  expect(marksIn(await logRows(page))).toHaveLength(1);
  expect((await takeBackup(page)).count).toBe(9);

  await page.getByRole('button', { name: 'Try to save' }).click();
  await expect(page.getByRole('alert')).toContainText('Saving is still not possible. Nothing of this sitting is lost while the page is open.');
  await quota.giveBack();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Marks are not being saved.')).toBeHidden();
  await expect(page.getByRole('alert')).toBeHidden();
  expect(marksIn(await logRows(page)).map(({ right }) => right)).toEqual([true, false, true, true]);
  await page.reload();
  await expect(page.getByRole('button', { name: `Resume at card 5 of ${total}` })).toBeVisible();
});

test('a backup that finds the disk full is taken in not at all', async ({ page, baseURL }) => {
  const quota = await quotaOf(page, baseURL!);
  await beginQuiz(page);
  await answerCards(page, [true, false]);
  await page.goto('/progress');
  const text = JSON.stringify(await takeBackup(page));
  await page.goto('/quiz/kinesis-data-streams');
  await page.getByRole('button', { name: /^Resume/ }).click();
  await answerCard(page, true);
  await page.goto('/progress');
  const before = await logRows(page);
  await quota.runOut();
  await page.getByLabel('Take in a backup:').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Replace' }).click();
  await expect(page.getByRole('alert')).toContainText('It could not be saved, and nothing has changed. The storage of this browser is full.');
  expect(await logRows(page)).toEqual(before);
  await quota.giveBack();
  await page.getByRole('button', { name: 'Replace' }).click();
  await expect(page.getByText('Your marks were replaced by mine.json.')).toBeVisible();
  expect(await logRows(page)).toEqual(before.slice(0, -2));
});
