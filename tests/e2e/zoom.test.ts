// Looking closer at the lanes: by wheel, keys, buttons, drag and two fingers; the page still scrolls; nothing of it is part of the
// world. The age scale is remembered.
import type { Page } from '@playwright/test';
import { openPausedLab, runTo, stateHash } from './support/lab.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const AT_MS = 90_000_000;
const range = (page: Page) => page.locator('.zoom-range');
const zoomIn = (page: Page) => page.getByRole('button', { name: 'Zoom in' });
const showAll = (page: Page) => page.getByRole('button', { name: 'Show all' });
const ticks = (page: Page) => page.locator('.belt-structure text.belt-tick').allTextContents();

async function laneBox(page: Page) {
  const box = await page.locator('.lane').first().boundingBox();
  if (!box) throw new Error('there is no lane');
  return box;
}

async function openAt(page: Page, path?: string) {
  await openPausedLab(page, path);
  await runTo(page, AT_MS);
}

test('Ctrl and the wheel look closer at the age under the pointer; the plain wheel scrolls the page; all is back with one press', async ({ page }) => {
  await openAt(page);
  const before = await stateHash(page);
  const { x, y, width, height } = await laneBox(page);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -360);
  await page.keyboard.up('Control');
  await expect(range(page)).toHaveText('9 h to 15 h of 24 h');
  await expect(page.getByText('retention 24 h')).toHaveCount(0);
  expect(await ticks(page)).toEqual(expect.arrayContaining(['10 h', '12 h', '14 h']));
  // alarms reads at the tip, archive far behind: neither is in the window, both are told of at its edges.
  await expect(page.locator('.pin-label', { hasText: '◂ alarms' })).toHaveCount(2);
  await expect(page.locator('.pin-label', { hasText: '▸ archive' })).toHaveCount(2);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(100);
  await expect(range(page)).toHaveText('9 h to 15 h of 24 h');
  await showAll(page).click();
  await expect(range(page)).toHaveText('');
  await expect(page.getByText('retention 24 h')).toBeVisible();
  expect(await stateHash(page)).toBe(before);
});

test('keys: closer, along, further away, all; they stand in the list', async ({ page }) => {
  await openAt(page);
  await page.keyboard.press('+');
  await expect(range(page)).toHaveText('now to 12 h of 24 h');
  await page.keyboard.press('o');
  await expect(range(page)).toHaveText('2 h 24 min to 14 h 24 min of 24 h');
  await page.keyboard.press('n');
  await expect(range(page)).toHaveText('now to 12 h of 24 h');
  await page.keyboard.press('+');
  await page.keyboard.press('-');
  await expect(range(page)).toHaveText('now to 12 h of 24 h');
  await page.keyboard.press('0');
  await expect(range(page)).toHaveText('');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Look closer at the lanes');
});

test('buttons do the same, and the focus stays in the bar when it grows shorter', async ({ page }) => {
  await openAt(page);
  await zoomIn(page).click();
  await page.getByRole('button', { name: 'Older records' }).click();
  await expect(range(page)).toHaveText('2 h 24 min to 14 h 24 min of 24 h');
  // Told to who does not see it, too.
  await expect(page.getByRole('region', { name: 'Description of the belt' })).toContainText('The lanes show ages 2 h 24 min to 14 h 24 min of 24 h.');
  await expectAccessible(page);
  await showAll(page).focus();
  await page.keyboard.press('Enter');
  await expect(zoomIn(page)).toBeFocused();
});

test('zoomed in, a drag pushes the lanes along and chooses nothing; a click still chooses', async ({ page }) => {
  await openAt(page);
  await zoomIn(page).click();
  const { x, y, width, height } = await laneBox(page);
  await page.mouse.move(x + width * 0.75, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.25, y + height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(range(page)).toHaveText('6 h to 18 h of 24 h');
  await expect(page.locator('.lane-selected')).toHaveCount(0);
  await page.locator('.lane').first().click({ position: { x: width / 2, y: 1 } });
  await expect(page.locator('section.panel')).toContainText('shardId-000000000000');
});

test('Reset and another scenario show all again', async ({ page }) => {
  await openAt(page);
  await zoomIn(page).click();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(range(page)).toHaveText('');
});

test('the scale: logarithmic marks, as far as the oldest record; remembered', async ({ page }) => {
  await openAt(page);
  const scale = page.getByLabel('age scale');
  await scale.selectOption('log');
  await expect.poll(() => ticks(page)).toEqual(expect.arrayContaining(['now', '10 s', '1 min', '10 min', '1 h', '24 h']));
  await expectAccessible(page);
  await page.reload();
  await expect(scale).toHaveValue('log');
  await scale.selectOption('fit');
  await page.getByRole('button', { name: 'Pause' }).click();
  await runTo(page, 3 * 3_600_000);
  await expect.poll(() => ticks(page)).toEqual(expect.arrayContaining(['now', '4 h']));
  await expect(page.getByLabel('lanes show')).toBeDisabled();
});

test('the heat map shows the same window', async ({ page }) => {
  await openPausedLab(page, '/lab/clickstream-at-scale');
  await expect(page.locator('.heat')).toBeVisible();
  const cells = () => page.locator('.heat canvas').first().evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const whole = await cells();
  await zoomIn(page).click();
  await expect.poll(cells).not.toBe(whole);
  await expectAccessible(page);
  await showAll(page).click();
  await expect.poll(cells).toBe(whole);
});

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('two fingers zoom and pan; one scrolls the page; nothing gets wider than the window', async ({ page }) => {
    await openAt(page);
    const client = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', xs: number[], y: number) => client.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x, id) => ({ x, y, id })) });
    const { x, y, width, height } = await laneBox(page);
    const middle = x + width / 2;
    const at = y + height / 2;
    await touch('touchStart', [middle - 40], at);
    await touch('touchStart', [middle - 40, middle + 40], at);
    for (const apart of [60, 80, 120, 160]) await touch('touchMove', [middle - apart, middle + apart], at);
    await touch('touchEnd', [], at);
    await expect(range(page)).toHaveText('9 h to 15 h');
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await touch('touchStart', [middle], at);
    for (const up of [20, 60, 120, 180]) await touch('touchMove', [middle], at - up);
    await touch('touchEnd', [], at);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(50);
    await expect(range(page)).toHaveText('9 h to 15 h');
    await showAll(page).tap();
    await expect(range(page)).toHaveText('');
  });

  test('at 320 px the bar has room', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await openAt(page);
    await zoomIn(page).click();
    await page.getByRole('button', { name: 'Older records' }).click();
    await expectNoSidewaysScroll(page);
    const bar = await page.locator('.zoom').boundingBox();
    expect(bar!.x + bar!.width).toBeLessThanOrEqual(320);
  });
});
