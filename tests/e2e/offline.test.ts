// After one visit the app needs no network: with the server stopped, every page loads, also at a deep link in a new tab.
import { answerCard, cardsInSitting, progress } from './support/quiz.ts';
import { now, stateHash } from './support/lab.ts';
import { readyOffline } from './support/offline.ts';
import { expect, test } from './support/test.ts';

test('one visit to the start page, then the server stops: every page works', async ({ page, ownSite }) => {
  await page.goto(ownSite.url);
  await readyOffline(page);
  await ownSite.stop();
  await expect(page.request.get(ownSite.url), 'the server is gone').rejects.toThrow();

  await page.reload();
  await expect(page.getByRole('heading', { name: 'The course' })).toBeVisible();

  await page.goto(`${ownSite.url}/lab`);
  await page.waitForFunction(() => window.shardbelt !== undefined);
  const from = await now(page);
  await expect.poll(() => now(page)).toBeGreaterThan(from);
  expect(await stateHash(page)).toMatch(/^[0-9a-f]{16}$/);

  await page.goto(`${ownSite.url}/quiz/kinesis-data-streams`);
  await page.getByRole('button', { name: /^Begin/ }).click();
  const total = await cardsInSitting(page);
  await answerCard(page, true);
  await page.reload();
  await page.getByRole('button', { name: `Resume at card 2 of ${total}` }).click();
  await expect(progress(page)).toContainText(`Card 2 of ${total}`);

  await page.goto(`${ownSite.url}/about`);
  await expect(page.getByRole('heading', { level: 1, name: 'About Shardbelt' })).toBeVisible();
});

test('offline, a deep link in a new tab opens its section, and its figure loads', async ({ page, context, ownSite }) => {
  await page.goto(ownSite.url);
  await readyOffline(page);
  await ownSite.stop();

  const tab = await context.newPage();
  await tab.goto(`${ownSite.url}/chapters/kinesis-data-streams#how-it-works`);
  await expect(tab.getByRole('heading', { level: 2, name: 'How it works' })).toBeInViewport();
  await tab.getByRole('textbox', { name: 'Partition key' }).fill('user-7');
  await expect(tab.getByRole('figure', { name: 'Hash a key' }).getByRole('status')).toContainText('user-7 lands in shard');
  // A section's text and the faces it is set in come from the cache too.
  await tab.getByRole('link', { name: 'Watch out' }).first().click();
  await expect(tab.getByRole('heading', { level: 2, name: 'Watch out' })).toBeInViewport();
  await expect(tab.getByText('could not be fetched')).toBeHidden();
  expect(await tab.evaluate(async () => (await document.fonts.load('16px "Source Serif 4"')).length)).toBeGreaterThan(0);

  const scenario = await context.newPage();
  await scenario.goto(`${ownSite.url}/lab/clickstream`);
  await expect(scenario.getByRole('heading', { level: 1, name: 'Clickstream with a hot user' })).toBeVisible();
});

test('the app can be installed: its manifest names a start, a scope and icons that exist', async ({ page }) => {
  await page.goto('/');
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const manifest = (await (await page.request.get(href!)).json()) as { name: string; start_url: string; display: string; icons: { src: string; sizes: string; purpose?: string }[] };
  expect(manifest).toMatchObject({ name: 'Shardbelt', start_url: '/', scope: '/', display: 'standalone' });
  expect(manifest.icons.map((icon) => icon.sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  for (const icon of manifest.icons) {
    const answer = await page.request.get(icon.src);
    expect(answer.headers()['content-type'], icon.src).toContain('image/');
  }
});
