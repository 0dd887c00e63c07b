// A learner sits the exam: the whole of it by the keyboard under a clock that the test moves; the time ends it; a reload resumes it;
// it works without a network; and in no state does axe find anything or the page scroll sideways.
import type { Page } from '@playwright/test';
import { answerByKeys, beginExam, examPath, inHand, seedExams } from './support/exam.ts';
import { readyOffline } from './support/offline.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const START = new Date('2026-11-29T17:00:00Z');

test('a whole sitting by the keyboard, with a flag and a look back, ends in a score that the page explains', async ({ page }) => {
  await page.clock.install({ time: START });
  const total = await beginExam(page);
  expect(total).toBe(20);
  for (let at = 1; at <= total; at += 1) {
    await expect(inHand(page, at)).toBeVisible();
    await answerByKeys(page);
    if (at === 3) {
      await page.keyboard.press('f');
      await expect(page.getByRole('button', { name: 'Flagged' })).toHaveAttribute('aria-pressed', 'true');
    }
    await page.keyboard.press('n');
  }
  await expect(page.getByRole('heading', { name: 'Review' })).toBeFocused();
  await expect(page.getByText(`${total} of ${total} answered · 1 flagged`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Question 3: answered, flagged' })).toBeVisible();
  await page.keyboard.press('p');
  await expect(inHand(page, total)).toBeVisible();
  await page.keyboard.press('r');
  await page.keyboard.press('e');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(/^(Passed|Not passed): [\d,]+$/);
  await expect(heading).toBeFocused();

  // What the page says of the score is what it says of the questions.
  const right = Number(/^(\d+) of 20/.exec(await page.locator('.exam-verdict').innerText())![1]);
  expect(await page.locator('.exam-verdict-word[data-verdict="right"]').count()).toBe(right);
  await expect(heading).toContainText((100 + Math.floor((900 * right) / 20)).toLocaleString('en-US'));
  await expect(heading).toHaveText(right >= 14 ? /^Passed/ : /^Not passed/);

  await page.keyboard.press('Space');
  await expect(inHand(page, 1)).toBeVisible();
});

test('the time warns, runs out and ends the sitting by itself, from the review with its flags too', async ({ page }) => {
  await page.clock.install({ time: START });
  await beginExam(page);
  await answerByKeys(page);
  await page.clock.fastForward('34:00');
  await expect(page.getByRole('timer', { name: 'Time left' })).toHaveText(/^5:5\d$|^6:00$/);
  await expect(page.getByText('Five minutes left.')).toBeHidden();
  await page.clock.fastForward('01:05');
  await expect(page.getByText('Five minutes left.')).toBeVisible();
  await page.getByRole('button', { name: 'Hide time' }).click();
  await expect(page.getByRole('timer')).toBeHidden();
  await page.keyboard.press('f');
  await page.keyboard.press('r');
  await expect(page.getByText('1 of 20 answered · 1 flagged')).toBeVisible();
  await page.clock.fastForward('04:00');
  await expect(page.getByText('One minute left.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Question 1: answered, flagged' })).toBeVisible();
  await page.clock.fastForward('01:00');
  await expect(page.getByText('The time ran out; what was answered until then counts.')).toBeVisible();
  await page.reload();
  await expect(page.getByText(/of 20 right · not passed/)).toBeVisible();
});

test('a reload resumes at the first open question with what was chosen, and the time has gone on', async ({ page }) => {
  await page.clock.install({ time: START });
  await beginExam(page);
  await answerByKeys(page);
  const chosen = await page.locator('.exam-option:has(:checked)').allInnerTexts();
  await page.keyboard.press('n');
  await expect(inHand(page, 2)).toBeVisible();
  await page.clock.fastForward('10:00');
  await page.reload();
  await page.getByRole('button', { name: /^Go on: (30:00|29:5\d) left/ }).click();
  await expect(inHand(page, 2)).toBeVisible();
  await page.keyboard.press('p');
  await expect(inHand(page, 1)).toBeVisible();
  expect(await page.locator('.exam-option:has(:checked)').allInnerTexts()).toEqual(chosen);
});

test('it works without a network after one visit', async ({ page, ownSite, context }) => {
  await page.goto(ownSite.url);
  await readyOffline(page);
  await ownSite.stop();
  await context.setOffline(true);
  await page.goto(`${ownSite.url}${examPath}`);
  await page.getByRole('button', { name: /^Begin/ }).click();
  await expect(inHand(page, 1)).toBeVisible();
});

/** Draws the questions with the longest words: names of metrics and of IAM actions. */
const LONG_WORDS = 321;

const screens: Record<string, (page: Page) => Promise<unknown>> = {
  start: async (page) => {
    await page.goto(examPath);
    await expect(page.getByRole('button', { name: /^Begin/ })).toBeVisible();
  },
  question: async (page) => {
    await beginExam(page);
    await answerByKeys(page);
  },
  review: async (page) => {
    await beginExam(page);
    await answerByKeys(page);
    await page.keyboard.press('f');
    await page.keyboard.press('r');
    await page.keyboard.press('e');
    await expect(page.getByText('19 questions still open.')).toBeVisible();
  },
  result: async (page) => {
    await screens.review!(page);
    await page.getByRole('button', { name: 'Finish all the same' }).click();
    await expect(page.getByRole('heading', { name: 'Every question' })).toBeVisible();
  },
};

for (const [name, open] of Object.entries(screens)) {
  for (const [width, height, colorScheme] of [
    [1440, 900, 'light'],
    [390, 844, 'dark'],
  ] as const) {
    test(`${name} at ${width} px, ${colorScheme}: axe finds nothing`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await open(page);
      await expectAccessible(page);
    });
  }

  test(`${name} at 320 px does not scroll sideways`, async ({ page }) => {
    await seedExams(page, LONG_WORDS);
    await page.setViewportSize({ width: 320, height: 640 });
    await open(page);
    await expectNoSidewaysScroll(page);
  });
}

test('no question of a whole sitting scrolls sideways at 320 px', async ({ page }) => {
  await seedExams(page, LONG_WORDS);
  await page.setViewportSize({ width: 320, height: 640 });
  const total = await beginExam(page);
  for (let at = 1; at <= total; at += 1) {
    await expect(inHand(page, at)).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.keyboard.press('n');
  }
});
