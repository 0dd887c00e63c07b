// Two tabs that mark the cards of one sitting, in turn and at the same moment, show the same and end with the union of their marks
// (issue 7, "Data safety"), with the browser's Web Locks and without.
import type { Page } from '@playwright/test';
import { answerCard, beginQuiz, progress, question, quizPath } from './support/quiz.ts';
import { logRows, marksIn } from './support/quiz-log.ts';
import { expect, test } from './support/test.ts';

const press = (tab: Page, key: string) => tab.evaluate((one) => window.dispatchEvent(new KeyboardEvent('keydown', { key: one })), key);
const answer = (tab: Page) => tab.getByRole('group', { name: 'Answer' });

for (const locks of [true, false]) {
  test(`two tabs of one sitting, in turn and at once, end with the union of their marks, ${locks ? 'with' : 'without'} Web Locks`, async ({ page, context }) => {
    if (!locks) await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
    const total = await beginQuiz(page);
    const other = await context.newPage();
    await other.goto(quizPath);
    await other.getByRole('button', { name: `Resume at card 1 of ${total}` }).click();
    const tabs = [page, other];
    const bothShow = async (card: number) => {
      for (const tab of tabs) await expect(progress(tab)).toContainText(`Card ${card} of ${total}`);
      expect(await question(other).innerText()).toBe(await question(page).innerText());
    };

    await answerCard(page, true);
    await bothShow(2);
    await answerCard(other, false);
    await bothShow(3);

    for (let card = 3; card < 13; card++) {
      await Promise.all(tabs.map((tab) => press(tab, ' ')));
      for (const tab of tabs) await expect(answer(tab)).toBeVisible();
      await Promise.all([press(page, '2'), press(other, '1')]);
      await bothShow(card + 1);
    }
    const rows = await logRows(page);
    const cards = marksIn(rows).map(({ cardId }) => cardId);
    // Without locks a mark that came second may lie in the log as well; it counts for nothing.
    if (locks) expect(cards).toHaveLength(12);
    expect(new Set(cards).size).toBe(12);
    const score = await page.getByText(/^\d+ right of 12 · /).innerText();
    for (const tab of tabs) {
      await tab.reload();
      await tab.getByRole('button', { name: `Resume at card 13 of ${total}` }).click();
      await expect(tab.getByText(score)).toBeVisible();
    }
  });
}
