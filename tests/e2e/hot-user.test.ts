// A learner who cannot see the belt does the lab of the hot user from its words and the keyboard alone: finds the shard that
// refuses, learns that a split cannot divide one key, spreads the key, and reads that every goal is met. By role and name only.
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

const button = (page: Page, name: RegExp | string) => page.getByRole('button', { name });

async function press(page: Page, name: RegExp | string) {
  await button(page, name).first().focus();
  await page.keyboard.press('Enter');
}

/** To a moment, in ms, by the playhead. */
async function goTo(page: Page, ms: number) {
  await page.getByRole('slider', { name: 'Playhead' }).fill(String(ms));
  // What takes longer than a moment goes on frame by frame.
  await expect(page.getByText('On its way')).toHaveCount(0, { timeout: 30_000 });
}

async function saltTheKeysOf(page: Page, server: string) {
  await press(page, new RegExp(`^${server}`));
  await expect(page.getByRole('heading', { name: server })).toBeVisible();
  await page.getByRole('combobox', { name: 'Keys' }).selectOption('one hot key, salted');
  await page.getByRole('spinbutton', { name: /^Random prefixes/ }).fill('64');
  await page.getByRole('spinbutton', { name: /^Share of the hot key/ }).fill('60');
  await press(page, 'Apply');
  await expect(page.getByRole('status').filter({ hasText: `${server} works with the new setting.` })).toBeVisible();
}

async function splitInTheMiddle(page: Page, shard: string) {
  await page.getByRole('tab', { name: 'Shards' }).press('Enter');
  await page.getByRole('row', { name: new RegExp(`^${shard}`) }).getByRole('button').press('Enter');
  await expect(page.getByRole('heading', { name: shard })).toBeVisible();
  await press(page, 'Split in the middle');
  await expect(page.getByRole('status').filter({ hasText: 'SplitShard was accepted' })).toBeVisible();
}

test('the hot user is found, and spread, without a look at the belt', async ({ page }) => {
  test.slow();
  await page.goto('/lab/clickstream');
  await press(page, /^Pause/);
  await expect(page.getByRole('region', { name: 'Description of the belt' })).toContainText('Paused.');

  // The words alone say where the trouble is.
  await goTo(page, 22_000);
  await expect(page.getByRole('region', { name: 'Bring about' })).toContainText('One shard refuses records, the other has room to spare');
  await page.getByRole('tab', { name: 'Events' }).press('Enter');
  await expect(page.getByRole('tabpanel', { name: 'Events' })).toContainText(/web-1: [\d,]+ records throttled by shardId-\d+/);

  await saltTheKeysOf(page, 'web-1');
  await saltTheKeysOf(page, 'web-2');
  await goTo(page, 24_000);
  await splitInTheMiddle(page, 'shardId-000000000000');
  await goTo(page, 30_000);
  await splitInTheMiddle(page, 'shardId-000000000001');

  await goTo(page, 54_000);
  await goTo(page, 60_000);
  await goTo(page, 81_000);
  const story = page.getByRole('region', { name: 'Bring about' });
  await expect(story).toContainText('Every goal is met', { timeout: 30_000 });
  for (const goal of await story.getByRole('listitem').all()) await expect(goal).toContainText('Met:');
});
