/** JavaScript that a first visit to the chapter takes before anything is scrolled, gzipped as a server would send it. */
import type { Browser } from '@playwright/test';
import { gzipSync } from 'node:zlib';

export const title = 'First load of the chapter page';

export async function run({ browser, url }: { browser: Browser; url: string }) {
  const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(`${url}/chapters/kinesis-data-streams`, { waitUntil: 'networkidle' });
  const total = (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
  await context.close();
  return [
    { what: 'JavaScript, gzip', value: total / 1000, unit: 'kB', target: '≤ 150' },
    { what: 'files', value: sizes.length, unit: '' },
  ];
}
