// npm run shots [-- name]: takes the pictures of docs/screenshots/ from the production build, so that they show this build.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBrowser } from './browser.mjs';
import { ensureBuild, root, serve } from './site.mjs';

/** A split in the morning, seen half a day later: the parent drains at the edge, its children have taken over. */
async function split(page) {
  await page.getByRole('button', { name: /^shardId-000000000000|^…0000/ }).click();
  await page.getByRole('button', { name: 'Split in the middle' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForTimeout(9_000);
}

async function hashAKey(page) {
  const figure = page.locator('#figure-hash-a-key');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole('textbox', { name: 'Partition key' }).fill('user-7');
  await page.evaluate(() => document.activeElement?.blur());
  await page.locator('#how-it-works h3').nth(1).evaluate((heading) => window.scrollTo(0, heading.getBoundingClientRect().top + window.scrollY - 90));
  await page.waitForTimeout(500);
}

async function turnedCard(page) {
  await page.getByRole('button', { name: /^Begin/ }).click();
  for (let card = 0; card < 9; card += 1) {
    await page.getByRole('button', { name: /^I know it/ }).click();
    if (card < 8) await page.getByRole('button', { name: card === 3 ? /^Got it wrong/ : /^Got it right/ }).click();
  }
}

/** `prepare` brings the page, already loaded, to the moment worth showing. Sizes are CSS pixels, taken at double density. */
const shots = [
  { name: 'lab-light', path: '/lab', width: 1440, height: 900, scheme: 'light', prepare: split },
  { name: 'lab-dark', path: '/lab/clickstream', width: 1440, height: 900, scheme: 'dark', prepare: (page) => page.waitForTimeout(9_000) },
  { name: 'lab-phone', path: '/lab', width: 390, height: 844, scheme: 'light', prepare: split },
  { name: 'chapter-light', path: '/chapters/kinesis-data-streams', width: 1440, height: 900, scheme: 'light', prepare: hashAKey },
  { name: 'quiz-light', path: '/quiz/kinesis-data-streams', width: 1100, height: 760, scheme: 'light', prepare: turnedCard },
];

const wanted = process.argv.slice(2);
const folder = join(root, 'docs/screenshots');
mkdirSync(folder, { recursive: true });
await ensureBuild();
const { path: executablePath } = await ensureBrowser();
const browser = await chromium.launch({ executablePath });
const site = await serve(0);
try {
  for (const { name, path, width, height, scheme, prepare } of shots.filter((shot) => wanted.every((part) => shot.name.includes(part)))) {
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: 2,
      colorScheme: scheme,
      locale: 'en-GB',
      timezoneId: 'UTC',
      serviceWorkers: 'block', // its messages have no place in a picture
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`${path}: ${error.message}`));
    await page.goto(site.url + path, { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready);
    await prepare(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    console.log(`docs/screenshots/${name}.png`);
    await context.close();
  }
} finally {
  await browser.close();
  await site.close();
}
