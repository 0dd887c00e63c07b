// Each gesture on the belt is one action, whether a mouse, a finger or the keyboard makes it: the same state to the last bit;
// and each can be taken back to the very state before it, and done again.
import type { Locator, Page } from '@playwright/test';
import { openPausedLab, panel, parent, runTo, shardButton, stateHash, trace } from './support/lab.ts';
import { expect, test } from './support/test.ts';

const AT_MS = 90_000_000;
const second = 'shardId-000000000001';

async function openAt(page: Page) {
  await openPausedLab(page);
  await runTo(page, AT_MS);
}

const lastCall = async (page: Page) => (await trace(page, 1))[0];

interface Point {
  readonly x: number;
  readonly y: number;
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on the page');
  return box;
}

/** From the upper quarter of the bar to the middle of the first shard's range, which is a quarter down: there it snaps. */
async function cutInTheMiddle(page: Page): Promise<[Point, Point]> {
  const { x, y, width, height } = await boxOf(page.locator('.cut-grip'));
  const at = { x: x + width / 2, y: y + height / 4 + 1 };
  return [{ x: at.x, y: y + height / 8 }, at];
}

/** From the first lane's grip to the second one's. */
async function dropOnTheNext(page: Page): Promise<[Point, Point]> {
  const middle = ({ x, y, width, height }: Awaited<ReturnType<typeof boxOf>>) => ({ x: x + width / 2, y: y + height / 2 });
  const grips = page.locator('.lane-grip');
  return [middle(await boxOf(grips.nth(0))), middle(await boxOf(grips.nth(1)))];
}

async function byMouse(page: Page, [from, to]: [Point, Point]) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}

async function byFinger(page: Page, [from, to]: [Point, Point]) {
  const client = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]) => client.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await touch('touchStart', [from]);
  await touch('touchMove', [{ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }]);
  await touch('touchMove', [to]);
  await touch('touchEnd', []);
}

async function byKeyboard(page: Page, shard: string, button: RegExp) {
  await shardButton(page, shard).focus();
  await page.keyboard.press('Enter');
  const call = panel(page).getByRole('button', { name: button }).first();
  await call.focus();
  await page.keyboard.press('Enter');
}

const gestures = [
  { name: 'a cut', points: cutInTheMiddle, keyboard: (page: Page) => byKeyboard(page, parent, /^Split in the middle/), operation: 'SplitShard' },
  { name: 'a drop', points: dropOnTheNext, keyboard: (page: Page) => byKeyboard(page, parent, /^Merge with/), operation: 'MergeShards' },
] as const;

for (const { name, points, keyboard, operation } of gestures) {
  test.describe(name, () => {
    test.use({ hasTouch: true });

    test(`is ${operation}, by mouse, finger and keyboard alike, and can be taken back and done again`, async ({ page }) => {
      await openAt(page);
      const before = await stateHash(page);
      const after: string[] = [];
      for (const make of [async () => byMouse(page, await points(page)), async () => byFinger(page, await points(page)), () => keyboard(page)]) {
        await make();
        await expect.poll(() => lastCall(page)).toMatchObject({ kind: 'CallAnswered', actor: 'you', operation });
        after.push(await stateHash(page));
        await page.getByRole('button', { name: 'Undo' }).click();
        await expect.poll(() => stateHash(page)).toBe(before);
      }
      expect(after, 'one state, whichever way').toEqual([after[0], after[0], after[0]]);
      await page.keyboard.press('y');
      await expect.poll(() => stateHash(page)).toBe(after[0]!);
      await page.keyboard.press('z');
      await expect.poll(() => stateHash(page)).toBe(before);
      await expect(page.getByText(`Taken back: ${operation}.`)).toBeVisible();
    });
  });
}

test('a cut that is let go beside the bar, or ended by Escape, does nothing; a tap chooses the shard', async ({ page }) => {
  await openAt(page);
  const before = await stateHash(page);
  const [from, to] = await cutInTheMiddle(page);
  await byMouse(page, [from, { x: to.x + 300, y: to.y }]);
  expect(await stateHash(page)).toBe(before);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await expect(page.getByText(`Split ${parent} at 0.25`)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await stateHash(page)).toBe(before);
  await page.mouse.click(from.x, from.y);
  await expect(panel(page).getByRole('heading', { name: parent })).toBeVisible();
});

test('a drop on no neighbour does nothing', async ({ page }) => {
  await openAt(page);
  const before = await stateHash(page);
  const [from] = await dropOnTheNext(page);
  await byMouse(page, [from, { x: from.x + 20, y: from.y - 8 }]);
  expect(await stateHash(page)).toBe(before);
});

test('a cut elsewhere than in the middle goes by the panel, too', async ({ page }) => {
  await openAt(page);
  await shardButton(page, second).click();
  await panel(page).getByText('Split elsewhere').click();
  await panel(page).getByRole('slider').fill('25');
  await panel(page).getByRole('button', { name: 'Split at 0.625' }).click();
  await expect.poll(() => lastCall(page)).toMatchObject({ kind: 'CallAnswered', operation: 'SplitShard' });
});
