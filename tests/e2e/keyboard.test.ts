// Every journey by keyboard alone, from the start page: no pointer is ever used, and what has the focus is always in sight.
import type { Locator, Page } from '@playwright/test';
import { events, HOUR_MS, now, panel, parent, shardButton, stateHash } from './support/lab.ts';
import { marksFor, progress } from './support/quiz.ts';
import { expect, test } from './support/test.ts';

/** Presses Tab (or Shift+Tab) until the focus is there, as a learner would. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  for (let presses = 0; presses < 120; presses += 1) {
    if ((await target.count()) > 0 && (await target.first().evaluate((element) => element === document.activeElement))) {
      await expect(target.first()).toBeInViewport();
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${String(target)} is not reached by ${key}`);
}

/** The start page, once it is there: a Tab pressed before would go nowhere. */
async function start(page: Page) {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function open(page: Page, link: string) {
  await tabTo(page, page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: link }));
  await page.keyboard.press('Enter');
}

test('the skip link leads past the bar', async ({ page }) => {
  await start(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});

test('the chapter: to a section, its figure and a fact', async ({ page }) => {
  await start(page);
  await open(page, 'Chapter');
  const contents = page.getByRole('navigation', { name: 'Contents' });
  // The page's heading has the focus; the contents stand before it.
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(page, contents.getByRole('link', { name: 'How it works' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'How it works' })).toBeFocused();

  const fact = page.locator('#how-it-works .fact-text').first();
  await tabTo(page, fact);
  await expect(page.locator('#how-it-works .fact-tip')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('#how-it-works .fact-tip')).toBeHidden();

  const figure = page.getByRole('figure', { name: 'Hash a key' });
  const key = figure.getByRole('textbox', { name: 'Partition key' });
  await tabTo(page, key);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('user-7');
  await expect(figure.getByRole('status')).toContainText('user-7 lands in shard');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(figure.getByRole('combobox')).toHaveValue('4');
  await expect(figure.getByRole('status')).toContainText('user-7 lands in shard');
});

test('the lab: pause, split, let the children take over, scrub and step back to the same state', async ({ page }) => {
  await start(page);
  await open(page, 'Lab');
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: /^Play/ })).toBeVisible();

  await tabTo(page, shardButton(page, parent));
  await page.keyboard.press('Enter');
  await tabTo(page, panel(page).getByRole('button', { name: 'Split in the middle' }));
  const [at] = [await now(page)];
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('SplitShard was accepted');
  const hash = await stateHash(page);

  // With the focus on the button Space would press it, so leave it before the shortcuts.
  await tabTo(page, page.getByRole('slider', { name: 'Playhead' }), 'Shift+Tab');
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  expect(await stateHash(page)).not.toBe(hash);
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  expect([await now(page), await stateHash(page)]).toEqual([at, hash]);

  await page.keyboard.press('Space');
  await expect(shardButton(page, 'shardId-000000000003')).toContainText('OPEN');
  await expect(events(page)).toContainText(`alarms has read ${parent} to its end`, { timeout: 15_000 });
  await page.keyboard.press('[');
  await expect(page.getByRole('combobox', { name: 'Speed' })).toHaveValue('900');
  await page.keyboard.press(']');
  await expect(page.getByRole('combobox', { name: 'Speed' })).toHaveValue('3600');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('button', { name: /^Play/ }), 'scrubbing pauses').toBeVisible();
  const scrubbed = await now(page);
  await page.keyboard.press('ArrowLeft');
  expect(scrubbed - (await now(page))).toBeGreaterThan(0);
  expect(scrubbed - (await now(page))).toBeLessThan(HOUR_MS);

  await tabTo(page, page.getByRole('tab', { name: 'Events' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Shards' })).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Shards' }).getByRole('row', { name: new RegExp(parent) })).toBeVisible();
});

test('the quiz: a whole sitting by Space, 1 and 2, and Z takes a mark back', async ({ page }) => {
  await start(page);
  await open(page, 'Quiz');
  await expect(page.getByRole('button', { name: /^Begin/ })).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null), 'the focus is on the page, not on its link').toBe(true);
  await page.keyboard.press('Space');
  const total = Number(/of (\d+)/.exec(await progress(page).innerText())![1]);
  const mark = async (right: boolean) => {
    await page.keyboard.press('Space');
    await expect(page.getByRole('group', { name: 'Answer' })).toBeFocused();
    await page.keyboard.press(right ? '2' : '1');
    await expect(page.getByRole('group', { name: 'Answer' })).toBeHidden();
  };
  await mark(false);
  await expect(progress(page)).toContainText(`Card 2 of ${total}`);
  await page.keyboard.press('z');
  await expect(progress(page)).toContainText(`Card 1 of ${total}`);
  for (const right of marksFor((3 * total) / 5, total)) await mark(right);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Passed: ${(3 * total) / 5} of ${total}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  // On to the missed ones, by Space; and home, by its link.
  await page.keyboard.press('Space');
  await expect(page.getByText(/missed still to get right/)).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: 'Shardbelt, home' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Chapter 48, unlocked')).toBeVisible();
});

test('the list of keys opens with ?, holds the focus, gives it back, and can turn the keys off', async ({ page }) => {
  await page.goto('/lab');
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toBeVisible();
  for (const label of ['Play or pause', 'One event back', 'One event ahead', 'Slower', 'Faster']) await expect(dialog.getByText(label)).toBeVisible();
  await tabTo(page, dialog.getByRole('checkbox'));
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: /^Pause/ }), 'keys are off').toBeVisible();
});

test('no key of the lab means two things', async ({ page }) => {
  await page.goto('/lab');
  await expect(page.getByTestId('belt')).toBeVisible();
  await page.keyboard.press('?');
  const listed = page.getByRole('dialog', { name: 'Keyboard shortcuts' }).locator('dd kbd');
  await expect(listed.first()).toBeVisible();
  const keys = await listed.allTextContents();
  expect(keys.length).toBeGreaterThan(15);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});
