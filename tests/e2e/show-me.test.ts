// "Show me" (issue 7, done when 2 and 4): from a turned card the run that proves it opens over the card at its moment, plays and
// steps; closing it, by key, by touch, by "back" or by its button, comes back to the same card with the same marks and the focus
// where it was. The card's keys rest meanwhile, and the world in the lab stays as the learner left it.
import type { Page } from '@playwright/test';
import { now, openPausedLab, runTo, send, stateHash } from './support/lab.ts';
import { beginQuiz, cardsInSitting, progress, question, turnCard } from './support/quiz.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const showMe = (page: Page) => page.getByRole('button', { name: 'Show me on the belt' });
const run = (page: Page) => page.getByRole('dialog');
const clock = (page: Page) => run(page).getByRole('status', { name: 'Time in the world' });
const playhead = (page: Page) => run(page).getByRole('slider', { name: 'Playhead' });
/** What the last step was. */
const step = (page: Page) => page.locator('.show-me-foot').getByRole('status');
const back = (page: Page) => run(page).getByRole('button', { name: 'Back to the card' });

/** Draws the same sitting each time, ids and all. */
const drawAlike = (page: Page) =>
  page.addInitScript(() => {
    let state = 7;
    crypto.getRandomValues = (array) => {
      const bytes = new Uint8Array((array as unknown as Uint8Array).buffer);
      bytes.forEach((_, i) => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        bytes[i] = state >>> 16;
      });
      return array;
    };
  });

/** Turns and marks cards until one is turned that a run proves. */
async function turnToRun(page: Page) {
  await drawAlike(page);
  await beginQuiz(page);
  const total = await cardsInSitting(page);
  for (let i = 0; i < total; i += 1) {
    await turnCard(page);
    if (await showMe(page).isVisible()) return;
    await page.getByRole('button', { name: /^Got it right/ }).click();
    await expect(page.getByRole('group', { name: 'Answer' })).toBeHidden();
  }
  throw new Error('no card of this sitting has a run');
}

/** What must not change while the run is looked at. */
const stands = async (page: Page) => [await progress(page).innerText(), await question(page).innerText(), await page.getByRole('group', { name: 'Answer' }).innerText()];

const openCard = async (page: Page, id: string) => {
  await page.goto(`/cards/kinesis-data-streams#${id}`);
  await page.locator(`#${id}`).getByRole('button', { name: 'Show me on the belt' }).click();
  await expect(run(page).getByTestId('belt')).toBeVisible();
};

test('by keyboard: opens at the moment, plays, steps, and comes back to the same card, marks and focus', async ({ page }) => {
  await turnToRun(page);
  const before = await stands(page);
  // The answer has the focus; the button is the first thing in it.
  await page.keyboard.press('Tab');
  await expect(showMe(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(run(page).getByRole('heading', { level: 2 }).first()).toBeFocused();
  await expect(run(page).getByTestId('belt')).toBeVisible();
  await expect(run(page).getByRole('button', { name: /^Play/ })).toBeVisible();
  const moment = await clock(page).innerText();

  // Keys of the card do nothing to it; keys of the belt work.
  for (const key of ['1', '2']) await page.keyboard.press(key);
  await expect(step(page)).toBeEmpty();
  await page.keyboard.press('.');
  await expect(step(page)).not.toBeEmpty();
  await run(page).getByRole('button', { name: /^To \d/ }).press('Enter');
  await expect(clock(page)).toHaveText(moment);
  await run(page).getByRole('heading', { level: 2 }).first().focus();
  await page.keyboard.press('Space');
  await expect(run(page).getByRole('button', { name: /^Pause/ })).toBeVisible();
  await expect(clock(page)).not.toHaveText(moment);
  await page.keyboard.press('Space');
  await expect(run(page).getByRole('button', { name: /^Play/ })).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(run(page)).toBeHidden();
  await expect(showMe(page)).toBeFocused();
  expect(await stands(page)).toEqual(before);

  // "Back" closes it too, and only it.
  await page.keyboard.press('Enter');
  await expect(run(page).getByTestId('belt')).toBeVisible();
  await page.goBack();
  await expect(run(page)).toBeHidden();
  await expect(showMe(page)).toBeFocused();
  expect(await stands(page)).toEqual(before);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('by touch: a sheet over the whole screen, with the controls under the thumb', async ({ page }) => {
    await turnToRun(page);
    const before = await stands(page);
    await showMe(page).tap();
    await expect(run(page).getByTestId('belt')).toBeVisible();
    expect(await run(page).boundingBox()).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    const play = run(page).getByRole('button', { name: /^Play/ });
    expect((await play.boundingBox())!.y).toBeGreaterThan(844 - 120);
    await expect(step(page)).toBeEmpty();
    await run(page).getByRole('button', { name: 'One event ahead' }).tap();
    await expect(step(page)).not.toBeEmpty();
    await expectNoSidewaysScroll(page);
    await back(page).tap();
    await expect(run(page)).toBeHidden();
    await expect(showMe(page)).toBeFocused();
    expect(await stands(page)).toEqual(before);
  });
});

test('through roles only: what it proves, where to look, how it stands, in the deck as well', async ({ page }) => {
  await page.goto('/cards/kinesis-data-streams#gap-expired');
  await page.getByRole('button', { name: 'Show me on the belt' }).click();
  const dialog = page.getByRole('dialog', { name: 'ExpiredIteratorException.' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'Description of the belt' })).toContainText('Paused.');
  await expect(dialog.getByRole('status', { name: 'Time in the world' })).toHaveText('00:40:00');
  // Selected, so its panel is open.
  await expect(dialog.getByRole('heading', { name: 'ocr' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^ocr/, pressed: true })).toBeVisible();
  await expect(dialog.getByRole('link', { name: 'Open in the lab (opens a new tab)' })).toHaveAttribute('href', /^\/lab\/expired-iterator#run=/);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Back to the card' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Show me on the belt' })).toBeFocused();
});

test('the page behind stays where it was scrolled to, however the run is closed', async ({ page }) => {
  await openCard(page, 'gap-expired');
  const place = await page.evaluate(() => window.scrollY);
  expect(place).toBeGreaterThan(1_000);
  await page.keyboard.press('Escape');
  await expect(run(page)).toBeHidden();
  await expect.poll(() => page.evaluate(() => (history.state as { over?: boolean } | null)?.over ?? false), 'its entry of the history is gone').toBe(false);
  expect(await page.evaluate(() => window.scrollY)).toBe(place);
  await showMe(page).click();
  await expect(run(page).getByTestId('belt')).toBeVisible();
  await page.goBack();
  await expect(run(page)).toBeHidden();
  expect(await page.evaluate(() => window.scrollY)).toBe(place);
  await expect(page).toHaveURL(/#gap-expired$/);
});

test('a card that asks what a command printed shows it, and its run has the command done', async ({ page }) => {
  await page.goto('/cards/kinesis-data-streams#cli-read-to-the-end');
  const terminal = page.getByRole('group', { name: 'Terminal' });
  await expect(terminal).toContainText('$ aws kinesis get-records --shard-iterator');
  const output = terminal.getByRole('group', { name: 'What command 2 prints' });
  await expect(output).toContainText('"ChildShards"');
  await expectAccessible(page);
  await showMe(page).click();
  await expect(run(page).getByTestId('belt')).toBeVisible();
  const moment = await clock(page).innerText();
  await run(page).getByRole('button', { name: 'One event back' }).click();
  await expect(step(page)).toHaveText(/^Back before this/);
  await run(page).getByRole('button', { name: /^To \d/ }).click();
  await expect(clock(page)).toHaveText(moment);
});

test('the link opens the same moment in the lab', async ({ page, context }) => {
  await openCard(page, 'parent-after-split');
  const moment = await playhead(page).inputValue();
  const [tab] = await Promise.all([context.waitForEvent('page'), run(page).getByRole('link', { name: /^Open in the lab/ }).click()]);
  await expect(tab.getByRole('slider', { name: 'Playhead' })).toHaveValue(moment);
});

test('the world in the lab stays as it was left', async ({ page }) => {
  await openPausedLab(page);
  await send(page, 'PutRecord', { StreamName: 'observations', PartitionKey: 'mine', Data: 'hi' });
  const at = (await now(page)) + 1_000;
  await runTo(page, at);
  const left = await stateHash(page);
  // Within the app, where the lab keeps its world.
  await page.keyboard.press('/');
  await page.getByRole('dialog', { name: 'Search' }).getByRole('combobox').fill('ExpiredIteratorException');
  await page.getByRole('option', { name: /^card .*\[…\]/ }).first().click();
  await showMe(page).click();
  await expect(run(page).getByTestId('belt')).toBeVisible();
  await run(page).getByRole('button', { name: /^Play/ }).click();
  await expect(run(page).getByRole('button', { name: /^Pause/ })).toBeVisible();
  await back(page).click();
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await page.waitForFunction(() => window.shardbelt !== undefined);
  // It goes on from there, as the lab always does when one comes to it.
  expect(await now(page)).toBeGreaterThanOrEqual(at);
  expect(await page.evaluate(() => window.shardbelt!.actions().length)).toBe(1);
  await runTo(page, at);
  expect(await stateHash(page)).toBe(left);
});

test('without a network: says so, and comes when there is one again', async ({ browser }) => {
  // No service worker, which would have it all.
  const page = await browser.newPage({ serviceWorkers: 'block' });
  await page.goto('/cards/kinesis-data-streams#gap-expired');
  const button = page.getByRole('button', { name: 'Show me on the belt' });
  await page.route(/show-me-run-[^/]*\.js$/, (route) => route.abort());
  await button.click();
  await expect(run(page).getByRole('alert')).toContainText('The belt could not be loaded.');
  await page.unroute(/show-me-run-[^/]*\.js$/);
  await run(page).getByRole('button', { name: 'Try again' }).click();
  await expect(run(page).getByTestId('belt')).toBeVisible();
  await page.close();
});

test('a run in which commands were typed shows them with what they print; a call that is meant is open beside the belt', async ({ page }) => {
  await openCard(page, 'end-of-shard');
  const terminal = run(page).getByRole('group', { name: 'Terminal' });
  await expect(terminal.getByText('aws kinesis split-shard').first()).toBeVisible();
  await expect(terminal).toContainText('"shardId-000000000002"');
  await expectAccessible(page);
  await back(page).click();
  await page.goto('/cards/kinesis-data-streams#put-records-limits');
  await page.locator('#put-records-limits').getByRole('button', { name: 'Show me on the belt' }).click();
  await expect(run(page).getByRole('heading', { name: 'PutRecords' })).toBeVisible();
  await expect(run(page).getByRole('group', { name: 'Terminal' })).toHaveCount(0);
});
