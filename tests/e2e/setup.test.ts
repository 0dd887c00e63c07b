// Holds: a world is made by hand from a preset with the keyboard alone, runs, survives a reload, goes out as a file and a link
// and comes back with the same state; what the engine refuses is said where it stands and stops nothing else; hostile files
// change nothing; what is deleted can be had back.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { now, openLab, openPausedLab, pause, runTo, stateHash } from './support/lab.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const setup = (page: Page) => page.getByRole('dialog', { name: /^(Set up a world|Change your world)$/ });
const worlds = (page: Page) => page.getByRole('dialog', { name: 'Your worlds' });

async function openSetup(page: Page) {
  await page.getByRole('button', { name: 'Setup' }).click();
  await expect(setup(page)).toBeVisible();
}

async function build(page: Page, preset = 'Steady sensors') {
  await openSetup(page);
  await setup(page).getByLabel('begin from').selectOption({ label: preset });
  await setup(page).getByRole('button', { name: 'Build', exact: true }).click();
  await page.waitForURL(/\/lab\/my\/\w+$/);
  await expect(page.getByRole('heading', { level: 1, name: preset })).toBeVisible();
}

async function at(page: Page, ms: number) {
  await pause(page);
  await runTo(page, ms);
  return stateHash(page);
}

test('by keyboard alone, from a preset to a world that runs and is there after a reload', async ({ page }) => {
  await openPausedLab(page, '/lab/clickstream');
  await page.getByRole('button', { name: 'Setup' }).focus();
  await page.keyboard.press('Enter');
  await expect(setup(page)).toBeVisible();
  await setup(page).getByLabel('begin from').focus();
  await page.keyboard.type('Steady');
  await page.keyboard.press('Enter');
  await expect(setup(page).getByRole('status')).toContainText('2 shards, 1 producer at 60 rec/s in all: 3 % of what 2 shards take. 1 consumer reads.');
  await setup(page).getByLabel('Name of the world').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('My sensors');
  await setup(page).getByLabel('Shards', { exact: true }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/lab\/my\/\w+$/);
  await expect(page.getByRole('heading', { level: 1, name: 'My sensors' })).toBeVisible();
  const hash = await at(page, 60_000);
  await page.reload();
  await page.waitForFunction(() => window.shardbelt !== undefined);
  await expect(page.getByRole('heading', { level: 1, name: 'My sensors' })).toBeVisible();
  await expect(page.getByLabel('scenario')).toHaveValue(/^my\//);
  expect(await at(page, 60_000)).toBe(hash);
});

test('it goes out as a file, is deleted, comes back from the file, and is the same world; and by its link', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPausedLab(page);
  await build(page);
  const hash = await at(page, 45_000);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('Escape');

  await openSetup(page);
  await setup(page).getByRole('button', { name: 'Your worlds' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), worlds(page).getByRole('button', { name: 'Save Steady sensors as file' }).click()]);
  const file = await readFile(await download.path());
  await worlds(page).getByRole('button', { name: 'Delete Steady sensors' }).click();
  await expect(worlds(page).getByText('None yet.')).toBeVisible();
  await worlds(page).getByRole('button', { name: 'Undo' }).click();
  await expect(worlds(page).getByRole('button', { name: 'Open Steady sensors' })).toBeVisible();
  await worlds(page).getByRole('button', { name: 'Delete Steady sensors' }).click();
  await worlds(page).getByLabel('Take a world from a file').setInputFiles({ name: 'w.json', mimeType: 'application/json', buffer: file });
  await worlds(page).getByRole('button', { name: 'Open Steady sensors' }).click();
  await expect(worlds(page)).toBeHidden();
  await page.waitForFunction(() => window.shardbelt !== undefined);
  expect(await at(page, 45_000)).toBe(hash);

  await page.goto('/about');
  await page.goto(link);
  await page.waitForFunction(() => window.shardbelt !== undefined);
  await expect.poll(() => now(page)).toBe(45_000);
  expect(await stateHash(page)).toBe(hash);
});

test('hostile files change nothing and say why', async ({ page }) => {
  await openPausedLab(page);
  await openSetup(page);
  await setup(page).getByRole('button', { name: 'Your worlds' }).click();
  const bad: readonly (readonly [string, RegExp])[] = [
    ['no json', /is no JSON/],
    ['{"shardbelt":99}', /made by a newer Shardbelt/],
    ['{"shardbelt":1,"world":{"streamName":"s"},"seed":1,"actions":[],"playhead":{"atMs":0,"eventsDone":0,"actionsDone":0}}', /names neither a scenario nor a whole world/],
    [
      '{"shardbelt":1,"world":{"title":"x","streamName":"s","network":{"oneWayMs":1,"jitterMs":1},"setup":[{"type":"add actor","config":{"__proto__":{"kind":"producer"}}}],"script":[],"opening":{"atMs":0,"speed":1,"spanMs":60000}},"seed":1,"actions":[],"playhead":{"atMs":0,"eventsDone":0,"actionsDone":0}}',
      /__proto__/,
    ],
  ];
  for (const [text, says] of bad) {
    await worlds(page).getByLabel('Take a world from a file').setInputFiles({ name: 'w.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await expect(worlds(page).getByRole('alert')).toContainText(says);
    await expect(worlds(page).getByText('None yet.')).toBeVisible();
  }
});

test('what the engine refuses is said at its place, nothing is lost, and it builds once that is mended', async ({ page }) => {
  await openPausedLab(page);
  await openSetup(page);
  await setup(page).getByLabel('begin from').selectOption({ label: 'A KCL fleet' });
  await setup(page).getByRole('strong').filter({ hasText: 'worker-2' }).click();
  await setup(page).getByLabel('Name', { exact: true }).filter({ visible: true }).fill('worker-1');
  await expect(setup(page).getByRole('alert').filter({ hasText: 'There is an actor named worker-1 already.' })).toBeVisible();
  await setup(page).getByRole('button', { name: 'Build', exact: true }).click();
  await expect(setup(page)).toBeVisible();
  await setup(page).getByRole('button', { name: 'Close' }).click();
  await openSetup(page);
  await expect(setup(page).getByRole('alert').filter({ hasText: 'worker-1 already' }), 'the draft is kept').toBeVisible();
  await expectAccessible(page);
});

test('a loop plays its stretch again and again, and Escape ends it', async ({ page }) => {
  await openPausedLab(page, '/lab/clickstream');
  await runTo(page, 21_000);
  await page.keyboard.press('a');
  await runTo(page, 21_300);
  await page.keyboard.press('b');
  await expect(page.getByText(/, round [3-9]/)).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Loop begins' })).toBeVisible();
  const atMs = await now(page);
  expect(atMs).toBeGreaterThanOrEqual(21_000);
  expect(atMs).toBeLessThanOrEqual(21_300);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('slider', { name: 'Loop begins' })).toBeHidden();
  await expect.poll(() => now(page)).toBeGreaterThan(21_300);
});

test('a breakpoint stops at the exact event ahead and back', async ({ page }) => {
  await openPausedLab(page, '/lab/falls-behind');
  await page.getByText('Pause when …').click();
  await page.getByLabel('records expire unread').check();
  await page.getByRole('button', { name: /^Play/ }).click();
  await expect(page.getByText('Paused: records expire unread.')).toBeVisible({ timeout: 20_000 });
  const [atMs, hash] = [await now(page), await stateHash(page)];
  await runTo(page, atMs + 500);
  await page.getByRole('button', { name: 'Back to the last such moment' }).click();
  await expect.poll(() => now(page)).toBe(atMs);
  expect(await stateHash(page)).toBe(hash);
});

for (const [name, width, height] of [['a desk', 1440, 900], ['a phone', 390, 844], ['a narrow phone', 320, 700]] as const) {
  test(`setup, its lists and the loop are accessible on ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openLab(page, '/lab/clickstream');
    await pause(page);
    await openSetup(page);
    await setup(page).getByLabel('begin from').selectOption({ label: 'A hot key' });
    await setup(page).getByRole('strong').filter({ hasText: 'web-1' }).click();
    await setup(page).getByText('What happens by itself').click();
    await setup(page).getByRole('button', { name: 'Add to the script' }).click();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const wide = await setup(page).evaluate((dialog) => [...dialog.querySelectorAll('.setup-body, .setup-head, .setup-foot')].map((part) => part.scrollWidth - part.clientWidth));
    expect(Math.max(...wide), 'nothing scrolls sideways in the dialog').toBeLessThanOrEqual(0);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/setup-${width}.png` });
    await setup(page).getByRole('button', { name: 'Build', exact: true }).click();
    await page.waitForURL(/\/lab\/my\//);
    await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible();
    await pause(page);
    await openSetup(page);
    await setup(page).getByRole('button', { name: 'Your worlds' }).click();
    await expectAccessible(page);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/worlds-${width}.png` });
    await worlds(page).getByRole('button', { name: 'Close' }).click();
    await runTo(page, 30_000);
    await page.keyboard.press('b');
    await expect(page.getByRole('slider', { name: 'Loop ends' })).toBeVisible();
    await pause(page);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/loop-${width}.png` });
  });
}
