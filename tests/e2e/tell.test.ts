// Pointing and focus tell: a plate beside the thing, which stays under the pointer, goes with Escape and does not come for a finger.
import type { Page } from '@playwright/test';
import { openPausedLab, parent, runTo, shardButton } from './support/lab.ts';
import { expect, expectAccessible, test } from './support/test.ts';

const plate = (page: Page) => page.getByRole('tooltip');

async function openAt(page: Page) {
  await openPausedLab(page);
  await runTo(page, 90_000_000);
}

/** Where the pin of a reader stands on the first lane. */
async function pinOf(page: Page, name: string) {
  const box = await page.locator('.pin', { hasText: name }).first().locator('.pin-line').boundingBox();
  return { x: box!.x + 1, y: box!.y + box!.height / 2 };
}

test('a pin tells while it is pointed at; the plate can be gone to, and Escape takes it away', async ({ page }) => {
  await openAt(page);
  const { x, y } = await pinOf(page, 'archive');
  await page.mouse.move(x, y);
  await expect(plate(page)).toContainText('archive');
  await expect(plate(page)).toContainText(/reads on here, .* behind/);
  await expectAccessible(page);
  const box = (await plate(page).boundingBox())!;
  expect(x < box.x || x > box.x + box.width || y < box.y || y > box.y + box.height, 'beside it, not on it').toBe(true);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
  await expect(plate(page)).toContainText('archive');
  await page.mouse.move(x, y);
  await page.keyboard.press('Escape');
  await expect(plate(page)).toHaveCount(0);
  await page.mouse.move(x + 1, y + 1);
  await expect(plate(page)).toHaveCount(0);
});

test('the keyboard’s focus tells of a lane, and says so to who hears it', async ({ page }) => {
  await openAt(page);
  const name = shardButton(page, parent);
  await page.getByRole('button', { name: 'Zoom out' }).focus();
  await page.keyboard.press('Tab');
  await expect(name).toBeFocused();
  await expect(plate(page)).toContainText('0 to 0.5 of the key space');
  await expect(name).toHaveAccessibleDescription(/0 to 0.5 of the key space/);
  await page.keyboard.press('Escape');
  await expect(plate(page)).toHaveCount(0);
});

test('the key space tells which shard a place of it belongs to', async ({ page }) => {
  await openAt(page);
  const bar = (await page.locator('.cut-grip').boundingBox())!;
  await page.mouse.move(bar.x + bar.width / 2, bar.y + bar.height * 0.75);
  await expect(plate(page)).toContainText('goes to shardId-000000000001');
});
