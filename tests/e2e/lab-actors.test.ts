// Around the belt: a learner adds readers and producers, breaks the network between them and the stream, and sees what comes of it.
import { events, now, openPausedLab, panel, runTo, stateHash, trace } from './support/lab.ts';
import { expect, test } from './support/test.ts';
import type { Page } from '@playwright/test';

const button = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true });

async function add(page: Page, kind: string) {
  if (await button(page, 'Close').isVisible()) await button(page, 'Close').click();
  await button(page, 'Add…').click();
  await button(page, kind).click();
}

const forward = async (page: Page, ms: number) => runTo(page, (await now(page)) + ms);

test('a KCL application shares its leases; when a worker dies, the other takes its lease over', async ({ page }) => {
  await openPausedLab(page);
  await add(page, 'KCL worker');
  await button(page, 'Add a worker to it').click();
  await forward(page, 180_000);
  await page.getByRole('tab', { name: 'Leases' }).click();
  const table = page.getByRole('region', { name: 'Table app-1' });
  await expect(table.getByRole('row', { name: /^shardId/ })).toHaveCount(2);
  for (const worker of ['worker-1', 'worker-2']) await expect(table.getByRole('cell', { name: worker, exact: true })).toHaveCount(1);

  const card = page.getByRole('group', { name: 'app-1, KCL worker' });
  // The panel of the one that was added last is open.
  await button(page, 'Crash').click();
  await expect(card.getByRole('button', { name: /^worker-2/ })).toContainText('crashed');
  await forward(page, 300_000);
  await expect(table.getByRole('cell', { name: 'worker-1', exact: true })).toHaveCount(2);
  await expect(card.getByRole('button', { name: /^worker-1/ })).toContainText('2 leases');
});

test('a reader with fan-out is pushed to; removed, it leaves no pin behind, and going back brings it again', async ({ page }) => {
  await openPausedLab(page);
  await add(page, 'fan-out consumer');
  await forward(page, 60_000);
  await expect(events(page)).toContainText('fan-out-1 is subscribed to shardId-000000000000');
  await page.getByRole('tab', { name: 'Consumers' }).click();
  await expect(page.getByRole('row', { name: /^fan-out-1 shardId-000000000000 subscribed/ })).toBeVisible();
  const [before, hash] = [await now(page), await stateHash(page)];
  await button(page, 'Remove').click();
  await expect(page.getByRole('row', { name: /^fan-out-1/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^fan-out-1/ })).toHaveCount(0);
  await runTo(page, before - 1_000);
  await expect(page.getByRole('row', { name: /^fan-out-1/ })).toHaveCount(2);
  expect(await stateHash(page)).not.toBe(hash);
});

test('answers that get lost are noticed by the producer, and told', async ({ page }) => {
  await openPausedLab(page);
  await button(page, 'Network…').click();
  await panel(page).getByRole('spinbutton', { name: 'Answers lost %' }).fill('60');
  await button(page, 'Apply').click();
  await expect(panel(page)).toContainText('The network works with the new setting.');
  await forward(page, 3_600_000);
  const lost = (await trace(page, 2_000)).filter((entry) => entry.kind === 'MessageLost');
  expect(lost.length).toBeGreaterThan(0);
  await page.getByRole('button', { name: /^harbour/ }).click();
  await expect(panel(page)).toContainText(/[1-9]\d* without an answer/);
});

test('by keyboard alone: a producer is added, set and stopped', async ({ page }) => {
  await openPausedLab(page);
  await button(page, 'Add…').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Add to the belt' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(button(page, 'producer')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'producer-1' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(panel(page).getByRole('spinbutton', { name: /^Records per/ })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^producer-1/ })).toContainText('7 rec/');
  await button(page, 'Stop').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^producer-1/ })).toContainText('stopped');
});
