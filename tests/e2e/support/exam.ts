// The exam as a learner drives it, by keys and by the names of what is on the page.
import { expect, type Page } from '@playwright/test';

export const examPath = '/exam/kinesis-data-streams';

export const inHand = (page: Page, at: number) => page.getByRole('region', { name: new RegExp(`^Question ${at} of `) });

/** Makes every sitting of this page that of one seed. Ids stay random. */
export const seedExams = (page: Page, seed: number) =>
  page.addInitScript((fixed) => {
    const random = crypto.getRandomValues.bind(crypto);
    crypto.getRandomValues = ((array: Uint32Array<ArrayBuffer>) => (array instanceof Uint32Array ? array.fill(fixed) : random(array))) as typeof crypto.getRandomValues;
  }, seed);

/** Opens the exam and begins by the keyboard. @returns how many questions it has */
export async function beginExam(page: Page): Promise<number> {
  await page.goto(examPath);
  await expect(page.getByRole('button', { name: /^Begin/ })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(inHand(page, 1)).toBeVisible();
  return Number(/of (\d+)/.exec((await page.locator('.exam-head').innerText()))![1]);
}

/** Chooses the first options by their keys, as many as are asked for, and waits until they show as chosen: then they are stored. */
export async function answerByKeys(page: Page) {
  const two = await page.getByText('Choose two.').isVisible();
  await page.keyboard.press('1');
  await expect(page.locator('.exam-option :checked')).toHaveCount(1);
  if (!two) return;
  await page.keyboard.press('2');
  await expect(page.locator('.exam-option :checked')).toHaveCount(2);
}
