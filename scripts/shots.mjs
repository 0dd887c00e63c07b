// npm run shots [-- name]: takes the pictures of docs/screenshots/ from the production build, so that they show this build.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBrowser } from './browser.mjs';
import { ensureBuild, root, serve } from './site.mjs';

/** `prepare` brings the page, already loaded, to the moment worth showing. Sizes are CSS pixels, taken at double density. */
const shots = [
  { name: 'lab-light', path: '/lab', width: 1440, height: 900, scheme: 'light', prepare: (page) => page.waitForTimeout(4000) },
  { name: 'lab-dark', path: '/lab', width: 1440, height: 900, scheme: 'dark', prepare: (page) => page.waitForTimeout(4000) },
  { name: 'lab-phone', path: '/lab', width: 390, height: 844, scheme: 'light', prepare: (page) => page.waitForTimeout(4000) },
  { name: 'chapter-light', path: '/chapters/kinesis-data-streams', width: 1440, height: 900, scheme: 'light', prepare: () => undefined },
  { name: 'quiz-light', path: '/quiz/kinesis-data-streams', width: 1440, height: 900, scheme: 'light', prepare: () => undefined },
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
