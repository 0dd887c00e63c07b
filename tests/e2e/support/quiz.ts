// The quiz as a learner drives it, card by card, by the names of its buttons.
import { expect, type Page } from '@playwright/test';

export const quizPath = '/quiz/kinesis-data-streams';

export const question = (page: Page) => page.locator('.quiz-question');
export const progress = (page: Page) => page.locator('.quiz-progress').getByText(/^Card \d+ of \d+/);

/** Opens the quiz and begins. @returns how many cards the sitting has */
export async function beginQuiz(page: Page): Promise<number> {
  await page.goto(quizPath);
  await page.getByRole('button', { name: /^Begin/ }).click();
  return cardsInSitting(page);
}

export async function cardsInSitting(page: Page): Promise<number> {
  return Number(/of (\d+)/.exec(await progress(page).innerText())![1]);
}

/** Turns and marks one card after another. */
export async function answerCards(page: Page, marks: readonly boolean[]) {
  for (const right of marks) await answerCard(page, right);
}

export async function turnCard(page: Page) {
  await page.getByRole('button', { name: /^(I know it|Show answer)/ }).click();
  await expect(page.getByRole('group', { name: 'Answer' })).toBeVisible();
}

export async function answerCard(page: Page, right: boolean) {
  await turnCard(page);
  await page.getByRole('button', { name: right ? /^Got it right/ : /^Got it wrong/ }).click();
  await expect(page.getByRole('group', { name: 'Answer' })).toBeHidden();
}

/** So many right, the rest wrong; in an order in which no run of either stands out. */
export function marksFor(right: number, total: number): boolean[] {
  return Array.from({ length: total }, (_, i) => Math.floor(((i + 1) * right) / total) > Math.floor((i * right) / total));
}
