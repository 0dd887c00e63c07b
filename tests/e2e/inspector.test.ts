// From a record in two clicks to its whole way; every refusal explained where it shows; on a phone the panel is a sheet over the
// belt that never covers the thumb bar, and closes by its button, by Escape and by "back".
import type { Page } from '@playwright/test';
import { openPausedLab, panel, parent, runTo, shardButton } from './support/lab.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const wholeWay = [/partition key/, /MD5/, /of the key space/, /expires/, /read by/, /sequence number/];

async function expectWholeWay(page: Page) {
  for (const part of wholeWay) await expect(panel(page)).toContainText(part);
  await panel(page).getByText('The sequence number taken apart').click();
  await expect(panel(page).getByText('counter', { exact: true })).toBeVisible();
}

/** Clicks or taps the newest record that stands still on the first lane. */
async function chooseRecord(page: Page) {
  const lane = (await page.locator('.lane').first().boundingBox())!;
  for (let x = lane.width * 0.1; x < lane.width * 0.9; x += 9) {
    for (const y of [0.2, 0.4, 0.6, 0.8]) {
      await page.mouse.click(lane.x + x, lane.y + lane.height * y);
      if ((await page.locator('#panel-title').textContent())?.startsWith('Record')) return;
      await page.keyboard.press('Escape');
    }
  }
  throw new Error('no record was hit');
}

test('a click on a record shows its whole way, a second one takes its sequence number apart', async ({ page }) => {
  await openPausedLab(page);
  await chooseRecord(page);
  await expectWholeWay(page);
});

test('by keyboard it is as short: the shard, its newest record', async ({ page }) => {
  await openPausedLab(page);
  await shardButton(page, parent).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Its newest record' }).focus();
  await page.keyboard.press('Enter');
  await expectWholeWay(page);
});

test('a throttled record explains itself, from its producer, from the events and from the API log', async ({ page }) => {
  await openPausedLab(page, '/lab/clickstream');
  await runTo(page, 22_000);
  await page.getByRole('tab', { name: 'Events' }).click();
  await page.getByRole('listitem').filter({ hasText: /web-1: .* throttled/ }).getByRole('button', { name: 'Why?' }).first().click();
  const heading = page.getByRole('heading', { name: 'Why was this record throttled?' });
  await expect(heading).toBeVisible();
  await expect(panel(page)).toContainText('Splitting will not help one key');
  await expectAccessible(page);
  await page.getByRole('button', { name: /^web-2/ }).first().click();
  await panel(page).getByRole('button', { name: 'Why?' }).click();
  await expect(heading).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByTestId('belt').getByRole('button', { name: /throttled$/ }).click();
  await expect(heading).toBeVisible();
  await page.getByRole('tab', { name: 'API log' }).click();
  await page.getByRole('checkbox', { name: 'refused only' }).check();
  await page.getByRole('tabpanel').getByRole('listitem').first().getByRole('button').press('Enter');
  await expect(panel(page)).toContainText('FailedRecordCount');
  await expect(panel(page)).toContainText('1,000 records/s into one shard');
  await expectAccessible(page);
  await panel(page).getByRole('link', { name: /^Chapter:/ }).click();
  await expect(page).toHaveURL(/chapters\/kinesis-data-streams#parts-limits-timers$/);
});

for (const width of [390, 320]) {
  test.describe(`on a phone of ${width} px`, () => {
    test.use({ viewport: { width, height: width === 390 ? 844 : 640 }, hasTouch: true });

    test('the sheet leaves belt and thumb bar free, takes the focus, and closes in three ways', async ({ page }) => {
      await openPausedLab(page);
      const sheet = page.getByRole('dialog', { name: parent });
      const open = async () => {
        await shardButton(page, parent).click();
        await expect(sheet).toBeVisible();
      };
      await open();
      await expect(page.getByRole('heading', { name: parent })).toBeFocused();
      const [box, bar, belt] = await Promise.all([sheet.boundingBox(), page.locator('.timeline').boundingBox(), page.locator('.lane').first().boundingBox()]);
      expect(box!.y + box!.height, 'it ends above the thumb bar').toBeLessThanOrEqual(bar!.y + 1);
      expect(belt!.y, 'the chosen lane is to be seen above it').toBeLessThan(box!.y);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);

      await page.keyboard.press('Escape');
      await expect(sheet).toBeHidden();
      await expect(shardButton(page, parent)).toBeFocused();
      await open();
      await page.goBack();
      await expect(sheet).toBeHidden();
      await expect(page).toHaveURL(/\/lab$/);
      await open();
      await sheet.getByRole('button', { name: 'Close' }).click();
      await expect(sheet).toBeHidden();
      // What stood for the sheet in the history is gone with it.
      await expect.poll(() => page.evaluate(() => (history.state as { sheet?: boolean } | null)?.sheet)).toBeUndefined();
      await page.getByRole('button', { name: /^Play/ }).click();
      await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible();
    });

    test('a record is a tap away, and the sheet can be raised and pulled down', async ({ page }) => {
      await openPausedLab(page);
      await chooseRecord(page);
      const sheet = page.getByRole('dialog', { name: /^Record/ });
      const height = async () => (await sheet.boundingBox())!.height;
      const low = await height();
      await page.getByRole('button', { name: 'Raise the sheet' }).click();
      await expect.poll(height).toBeGreaterThan(low);
      await expectWholeWay(page);
      const handle = (await page.getByRole('button', { name: 'Lower the sheet' }).boundingBox())!;
      for (let n = 0; n < 2; n += 1) {
        const at = n === 0 ? handle : (await page.getByRole('button', { name: 'Raise the sheet' }).boundingBox())!;
        await page.mouse.move(at.x + at.width / 2, at.y + 8);
        await page.mouse.down();
        await page.mouse.move(at.x + at.width / 2, at.y + 120, { steps: 4 });
        await page.mouse.up();
      }
      await expect(sheet).toBeHidden();
    });
  });
}
