// A learner looks at what came of the cards: after a quiz with mixed marks the tables say exactly what was marked, also after a reload
// and when another tab goes on; the exam's range is the sum that the page prints; it is driven by the keyboard and fits 320 px.
import type { Locator, Page } from '@playwright/test';
import { chapters } from '#chapters';
import { beginQuiz } from './support/quiz.ts';
import { openProgress, studyLog } from './support/study.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const NOW = new Date('2026-06-20T12:00:00Z');
const part = (page: Page, name: string) => page.getByRole('region', { name });
const cells = async (row: Locator) => (await row.locator('th, td').allInnerTexts()).map((text) => text.trim().replaceAll('\u00A0', ' '));
const rows = async (page: Page, name: string) => Promise.all((await part(page, name).locator('tbody tr').all()).map(cells));

/** Turns and marks a card: k and g say "know" and "guess" and are right; K and G are wrong. */
async function answer(page: Page, letters: string) {
  for (const letter of letters) {
    await page.getByRole('button', { name: 'kK'.includes(letter) ? /^I know it/ : /^I am guessing/ }).click();
    await page.getByRole('button', { name: 'kg'.includes(letter) ? /^Got it right/ : /^Got it wrong/ }).click();
    await expect(page.getByRole('group', { name: 'Answer' })).toBeHidden();
  }
}

test('after a quiz with mixed marks the tables say what was marked; after a reload the same; another tab’s mark shows', async ({ page, context }) => {
  test.slow(); // a whole quiz by its buttons
  // A clock that goes: of two marks of a card the later one tells.
  await page.clock.install({ time: NOW });
  const deck = (await chapters[0]!.loadCards()).length;
  expect(await beginQuiz(page)).toBe(20);
  // A wrong mark that is taken back and given as right: it counts once, and as right.
  await answer(page, 'K');
  await page.keyboard.press('z');
  await expect(page.getByRole('group', { name: 'Answer' })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByRole('group', { name: 'Answer' })).toBeHidden();
  // Of 20: 11 known and right (the first among them), 3 known and wrong, 2 guessed and right, 4 guessed and wrong.
  await answer(page, `${'k'.repeat(10)}KKKggGGGG`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Passed: 13 of 20');
  // Two of the seven missed come again: one right, one wrong.
  await page.getByRole('button', { name: /^Go over the 7 missed/ }).click();
  for (const name of [/^Got it right/, /^Got it wrong/]) {
    await page.getByRole('button', { name: /^Show answer/ }).click();
    await page.getByRole('button', { name }).click();
    await expect(page.getByRole('group', { name: 'Answer' })).toBeHidden();
  }

  async function says(retries: string) {
    await expect(part(page, 'Cards by topic')).toContainText(`14 of ${deck} cards known, 6 learning, ${deck - 20} not seen yet.`);
    expect(await rows(page, 'Do you know what you know?')).toEqual([['I know it', '14', '11', '78 %'], ['I am guessing', '6', '2', '4 more to tell']]);
    expect(await rows(page, 'Days')).toEqual([['Today', '13', '7', retries, '1', '0']]);
    expect(await rows(page, 'Scores')).toEqual([['20 Jun', 'Quiz', '13 of 20', '65 %, passed', retries]]);
    await expect(part(page, 'Ready for the exam?')).toContainText('Not enough to tell yet');
    await expect(part(page, 'Ready for the exam?')).toContainText('20 cards marked: done');
  }
  await page.goto('/quiz/kinesis-data-streams');
  await page.getByRole('link', { name: 'Your progress' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Progress');
  await expect(page).toHaveTitle('Progress · Shardbelt');
  await says('2');
  await page.reload();
  await says('2');

  // All topics together are the whole deck.
  await part(page, 'Cards by topic').getByRole('button', { name: /^Show all/ }).click();
  const topics = await rows(page, 'Cards by topic');
  const sum = (column: number) => topics.reduce((all, row) => all + Number(row[column]), 0);
  expect([sum(1), sum(2), sum(3)]).toEqual([14, 6, deck - 20]);

  const other = await context.newPage();
  await other.clock.install({ time: NOW.getTime() + 600_000 });
  await other.goto('/quiz/kinesis-data-streams');
  await other.getByRole('button', { name: /^Go on with the 6 still missed/ }).click();
  await other.getByRole('button', { name: /^Show answer/ }).click();
  await other.getByRole('button', { name: /^Got it wrong/ }).click();
  await expect(part(page, 'Days').locator('tbody td').nth(2)).toHaveText('3');
  await says('3');
});

test('the range of the next exam is the sum that the page prints', async ({ page }) => {
  await page.clock.setFixedTime(NOW);
  await openProgress(page, await studyLog(40, NOW.getTime()));
  const topics = await rows(page, 'Ready for the exam?');
  expect(topics.reduce((all, [, of]) => all + Number(of), 0), 'questions of an exam').toBe(20);
  let expected = 0;
  let variance = 0;
  for (const [title, of, exam, cards, estimate] of topics) {
    const [right, asked] = exam!.split(' of ').map(Number) as [number, number];
    const [recalled, marked] = cards!.split(' of ').map(Number) as [number, number];
    const n = 1 + asked + marked / 2;
    const p = (0.25 + right + recalled / 2) / n;
    // Printed with one decimal and in whole percent.
    expect(Math.abs(100 * p - Number(estimate!.replace(' %', ''))), title).toBeLessThan(1.1);
    const k = Number(of);
    expected += (k * p) / 20;
    variance += (k * p * (1 - p) * (n + k)) / (n + 1);
  }
  const reach = (1.2816 * Math.sqrt(variance)) / 20;
  const [low, high] = /(\d+) to ([\d,]+) points/.exec(await page.locator('.progress-verdict').innerText())!.slice(1).map((text) => Number(text.replace(',', ''))) as [number, number];
  expect(Math.abs(100 + 900 * (expected - reach) - low)).toBeLessThan(15);
  expect(Math.abs(100 + 900 * Math.min(1, expected + reach) - high)).toBeLessThan(15);
  await expect(page.locator('.progress-verdict')).toHaveText(low >= 720 ? /^You would likely pass/ : high < 720 ? /^Not yet/ : /^It could go either way/);
});

test('by the keyboard alone: more rows, a topic’s section', async ({ page }) => {
  await page.clock.setFixedTime(NOW);
  await openProgress(page, await studyLog(40, NOW.getTime()));
  const topics = part(page, 'Cards by topic');
  const before = await topics.locator('tbody tr').count();
  const more = topics.getByRole('button', { name: /^Show all/ });
  await more.focus();
  await page.keyboard.press('Enter');
  expect(await topics.locator('tbody tr').count()).toBeGreaterThan(before);
  await expect(topics.getByRole('button', { name: `Show ${before} topics` })).toBeFocused();
  await topics.getByRole('link').first().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/chapters\/kinesis-data-streams#[a-z-]+$/);
});

test('the way to one’s data leads to them, under all the rest, and so does the address itself', async ({ page }) => {
  await page.clock.setFixedTime(NOW);
  await openProgress(page, await studyLog(40, NOW.getTime()));
  await page.goto('/quiz/kinesis-data-streams');
  await page.getByRole('link', { name: 'Your data and its backups' }).click();
  const heading = page.getByRole('heading', { name: 'Your data' });
  await expect(heading).toBeInViewport();
  await expect(heading).toBeFocused();
  const fresh = await page.context().newPage();
  await fresh.goto('/progress#your-data');
  await expect(fresh.getByRole('heading', { name: 'Your data' })).toBeInViewport();
});

test('with nothing marked it leads to the quiz; years of study fit, are accessible, and say of how many they show a part', async ({ page }) => {
  test.slow(); // a year of marks, two states in two themes
  await page.clock.setFixedTime(NOW);
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Progress' }).click();
  await expect(page.getByText(/^Nothing is marked yet\./)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expectAccessible(page);
  await openProgress(page, await studyLog(400, NOW.getTime()));
  await expect(part(page, 'Scores').getByText('Quizzes, right at the first attempt, the last 30 of 134')).toBeVisible();
  await expect(part(page, 'Scores').getByText('8 of 178')).toBeVisible();
  await expect(part(page, 'Days').locator('tbody tr')).toHaveCount(7);
  await expectAccessible(page);
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const name of ['Cards by topic', 'Days', 'Scores']) await part(page, name).getByRole('button', { name: /^Show/ }).click();
  await expectNoSidewaysScroll(page);
});
