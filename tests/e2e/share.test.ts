// Holds: a run goes from the lab into a link and a file and back; a bad one says what is wrong and loses nothing; branches
// and breakpoints work by their buttons.
import { readFile } from 'node:fs/promises';
import { expect, test } from './support/test.ts';
import { HOUR_MS, now, openLab, openPausedLab, parent, playButton, runTo, shardButton, stateHash } from './support/lab.ts';

const dialog = (name: string | RegExp) => ({ name });

test.describe('a run', () => {
  test('is shared by its link', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openPausedLab(page, '/lab/split-under-load');
    await shardButton(page, parent).click();
    await page.getByRole('button', { name: 'Split in the middle' }).click();
    await runTo(page, (await now(page)) + 6_000);
    const [atMs, hash] = [await now(page), await stateHash(page)];
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByRole('dialog', dialog('Share this run'))).toContainText('1 action');
    await page.getByRole('button', { name: 'Copy link' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/\/lab\/split-under-load#run=[\w-]+$/);
    const other = await context.newPage();
    await openLab(other, link);
    await expect.poll(() => now(other)).toBe(atMs);
    expect(await stateHash(other)).toBe(hash);
    await expect(playButton(other)).toHaveText(/^Play/);
    await expect(other.getByRole('dialog')).toBeHidden();
  });

  test('is saved as a file, and opened', async ({ page }) => {
    await openPausedLab(page);
    await runTo(page, 5 * HOUR_MS);
    const hash = await stateHash(page);
    await page.getByRole('button', { name: 'Share' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as file' }).click()]);
    expect(download.suggestedFilename()).toBe('shardbelt-coast-stations.json');
    const text = await readFile(await download.path(), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ shardbelt: 1, world: 'coast-stations', playhead: { atMs: 5 * HOUR_MS } });
    await page.goto('/lab/clickstream');
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByLabel('Open a file').setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weather from the coast');
    await expect.poll(() => now(page)).toBe(5 * HOUR_MS);
    expect(await stateHash(page)).toBe(hash);
  });

  test('that is damaged says so and leaves the lab as it was', async ({ page }) => {
    await openLab(page, '/lab#run=nonsense');
    await expect(page.getByRole('dialog', dialog('This run cannot be opened'))).toContainText('This link is damaged');
    await page.getByRole('button', { name: 'Leave it' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weather from the coast');
  });

  test('with a bad action names it, and opens the rest', async ({ page }) => {
    await openPausedLab(page);
    const run = {
      shardbelt: 1,
      world: 'coast-stations',
      seed: 47,
      actions: [
        { atMs: 1_000, afterEvents: 0, action: { type: 'teleport' } },
        { atMs: 2 * HOUR_MS, afterEvents: 400, action: { type: 'crash actor', actor: 'archive' } },
      ],
      playhead: { atMs: 3 * HOUR_MS, eventsDone: 0, actionsDone: 2 },
    };
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByLabel('Open a file').setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(run)) });
    await expect(page.getByRole('alert')).toContainText('Action 1 of 2 is of a kind that this Shardbelt does not know: "teleport".');
    await page.getByRole('button', { name: 'Open what is good' }).click();
    await expect.poll(() => now(page)).toBe(3 * HOUR_MS);
    await expect(page.getByRole('tabpanel', { name: 'Events' })).toContainText('archive crashed');
  });
});

test('an action in the past makes a branch; the old future is listed, named, gone back to and forgotten', async ({ page }) => {
  await openPausedLab(page);
  await runTo(page, 30 * HOUR_MS);
  const old = await stateHash(page);
  await runTo(page, 20 * HOUR_MS);
  await shardButton(page, parent).click();
  await page.getByRole('button', { name: 'Split in the middle' }).click();
  await page.getByText('Branches (2)').click();
  await page.getByLabel('Name of branch 1').fill('Left alone');
  await page.getByLabel('Name of branch 1').press('Enter');
  await page.getByRole('button', { name: 'Go on in Left alone' }).click();
  await runTo(page, 30 * HOUR_MS);
  expect(await stateHash(page)).toBe(old);
  await page.getByRole('button', { name: 'Forget Branch 2' }).click();
  await expect(page.getByText('Branches (1)')).toBeVisible();
});

test('the lab pauses when something happens, says why, and finds it again going back', async ({ page }) => {
  await openPausedLab(page);
  await page.getByText('Pause when …').click();
  await page.getByLabel('records expire unread').check();
  await playButton(page).click();
  await expect(page.getByText('Paused: records expire unread.')).toBeVisible({ timeout: 15_000 });
  const [atMs, hash] = [await now(page), await stateHash(page)];
  await runTo(page, atMs + 60_000);
  await page.getByRole('button', { name: 'Back to the last such moment' }).click();
  await expect.poll(() => now(page)).toBe(atMs);
  expect(await stateHash(page)).toBe(hash);
});
