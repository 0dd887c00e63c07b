// A thousand shards stay usable: the lab opens, plays and names the hot one; any other is chosen by its number or by a click, and split.
import { openThousandShards } from './support/belt-states.ts';
import { now, panel, playButton, shardButton } from './support/lab.ts';
import { expect, test } from './support/test.ts';

test('a thousand shards: the hot one is seen, any is chosen by its number or a click, and is split', async ({ page }) => {
  test.slow();
  await openThousandShards(page);
  const map = page.getByRole('slider', { name: /^Heat map of/ });
  await expect(map).toHaveAccessibleName(/^Heat map of 1,000 shards/);
  await expect(page.locator('.heat-hot')).toHaveText('▲ …0839');
  await expect(shardButton(page, 'shardId-000000000839'), 'it stands as a lane').toContainText('hot:');

  await map.focus();
  await page.keyboard.type('417');
  await expect(map).toHaveAttribute('aria-valuetext', /^shardId-000000000417, 0\.41\d* to 0\.418 of the key space/);
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('heading', { name: 'shardId-000000000417' })).toBeVisible();
  await panel(page).getByRole('button', { name: 'Split in the middle' }).click();
  const from = await now(page);
  await playButton(page).click();
  await expect(shardButton(page, 'shardId-000000000417')).toContainText('CLOSED', { timeout: 30_000 });
  expect(await now(page), 'and the world went on meanwhile').toBeGreaterThan(from);
  await playButton(page).click();
  await expect(map).toHaveAccessibleName(/^Heat map of 1,002 shards/);

  const box = (await map.boundingBox())!;
  await map.click({ position: { x: box.width / 2, y: box.height * 0.1 } });
  await expect(panel(page).getByRole('heading', { name: /^shardId-000000000(09|10)\d$/ })).toBeVisible();
});
