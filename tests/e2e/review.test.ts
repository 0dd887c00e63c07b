// A learner comes back day after day: what was missed is due tomorrow, what was known later, by the calendar of the learner's own
// time zone and across a change of its clocks; nothing is lost to a reload, and two tabs end with the union.
import type { Page } from '@playwright/test';
import { answerCards, beginQuiz, question } from './support/quiz.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const due = (page: Page) => page.locator('.quiz-progress').getByText(/^\d+ cards? due/);

/** A sitting of which three cards are marked: right, wrong, right. */
async function learnThree(page: Page) {
  await beginQuiz(page);
  await answerCards(page, [true, false, true]);
}

// Late on the eve, late on the day of the change, and an hour after that, when the third day has begun.
const zones = {
  'Europe/Berlin': ['2026-03-28T22:30Z', '2026-03-29T21:30Z', '2026-03-29T22:30Z'], // forward at 02:00
  'America/New_York': ['2026-11-01T03:30Z', '2026-11-02T04:30Z', '2026-11-02T05:30Z'], // back at 02:00
  'Africa/Cairo': ['2026-04-23T21:30Z', '2026-04-24T20:30Z', '2026-04-24T21:30Z'], // forward at midnight
} as const;

for (const [timezoneId, [eve, day, after]] of Object.entries(zones)) {
  test.describe(timezoneId, () => {
    test.use({ timezoneId });

    test('three days across a change of the clocks have the same cards due as anywhere', async ({ page }) => {
      await page.clock.setFixedTime(new Date(eve));
      await learnThree(page);
      await page.goto('/review');
      await expect(heading(page)).toHaveText('Nothing is due today');
      await expect(page.getByText('1 card comes tomorrow.')).toBeVisible();
      await expect(page.getByRole('row').nth(2)).toContainText('2');

      await page.clock.setFixedTime(new Date(day));
      await page.reload();
      await expect(due(page)).toHaveText(/^1 card due/);
      await expect(page.getByText('Wrong yesterday')).toBeVisible();
      await page.keyboard.press('Space');
      await expect(page.getByRole('button', { name: /^Got it wrong.*again tomorrow/ })).toBeVisible();
      await page.keyboard.press('1');
      await expect(heading(page)).toHaveText('Done for today');

      await page.clock.setFixedTime(new Date(after));
      await page.reload();
      await expect(due(page)).toHaveText(/^3 cards due/);
      await page.keyboard.press('Space');
      await page.keyboard.press('2');
      await expect(due(page)).toHaveText(/^2 cards due/);
      const left = await question(page).innerText();
      await page.reload();
      await expect(due(page)).toHaveText(/^2 cards due/);
      await expect(question(page)).toHaveText(left);
      await page.keyboard.press('z');
      await expect(due(page)).toHaveText(/^3 cards due/);
      await expect(page.getByRole('group', { name: 'Answer' })).toBeVisible();
    });
  });
}

test('a card that was known and is forgotten leads back to its figure in the chapter, and the review goes on after it', async ({ page }) => {
  await page.clock.setFixedTime(new Date('2026-06-10T12:00Z'));
  await beginQuiz(page);
  await answerCards(page, Array.from({ length: 20 }, () => true));
  await page.clock.setFixedTime(new Date('2026-06-20T12:00Z'));
  await page.goto('/review');
  await expect(due(page)).toHaveText(/^20 cards due/);
  const lapse = page.getByText(/^You had known the last card/);
  const figure = lapse.getByRole('link', { name: /^Figure: / });
  // Of some topics there is no figure: forgotten cards until one has one.
  for (let left = 19; (await figure.count()) === 0; left -= 1) {
    await page.keyboard.press('Space');
    await expect(page.getByRole('group', { name: 'Answer' })).toBeVisible();
    await expect(lapse).toBeHidden();
    await page.keyboard.press('1');
    await expect(due(page)).toHaveText(new RegExp(`^${left} cards? due`));
    await expect(lapse).toBeVisible();
  }
  const left = await due(page).innerText();
  await figure.click();
  await expect(page).toHaveURL(/\/chapters\/kinesis-data-streams#figure-[a-z-]+$/);
  await expect(page.locator(new URL(page.url()).hash)).toBeInViewport();
  await page.goBack();
  await expect(due(page)).toHaveText(left);
});

test('two tabs review at once and end with the union', async ({ page, context }) => {
  await page.clock.setFixedTime(new Date('2026-06-10T12:00Z'));
  await learnThree(page);
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.clock.setFixedTime(new Date('2026-06-20T12:00Z'));
    await tab.goto('/review');
    await expect(due(tab)).toHaveText(/^3 cards due/);
  }
  await page.keyboard.press('Space');
  await page.keyboard.press('2');
  await expect(due(other)).toHaveText(/^2 cards due/);
  await other.keyboard.press('Space');
  await other.keyboard.press('1');
  await expect(due(page)).toHaveText(/^1 card due/);
});

test('what is due is told in the bar and at the start; every state of the page is accessible and fits 320 px', async ({ page }) => {
  test.slow(); // four states, each in two widths and at 320 px
  const sizes = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
  async function look() {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await expectAccessible(page);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize(sizes[0]!);
  }
  await page.clock.setFixedTime(new Date('2026-06-10T12:00Z'));
  await page.goto('/review');
  await expect(heading(page)).toHaveText('Nothing to review yet');
  await look();
  await learnThree(page);
  await page.goto('/review');
  await expect(heading(page)).toHaveText('Nothing is due today');
  await look();
  await page.clock.setFixedTime(new Date('2026-06-20T12:00Z'));
  await page.goto('/');
  await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Review 3 due' })).toBeVisible();
  // The narrowest bar that is not folded into a menu.
  await page.setViewportSize({ width: 820, height: 900 });
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'Review 3 cards due today' }).click();
  await expect(due(page)).toHaveText(/^3 cards due/);
  await look();
  await page.getByRole('button', { name: /^Show answer/ }).click();
  await look();
});
