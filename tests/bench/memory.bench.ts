/**
 * The page's memory while the lab plays as it opens: the JavaScript heap after a forced collection, again and again. Ten
 * minutes when asked for by name (`npm run bench -- memory`), else one.
 */
import type { Browser } from '@playwright/test';
import { openLab, play } from './lab-page.ts';

export const title = 'Memory of the lab while it plays at 3600×';

const MB = 1024 * 1024;

export async function run({ browser, url, named }: { browser: Browser; url: string; named: boolean }) {
  const minutes = named ? 10 : 1;
  const everyMs = named ? 30_000 : 6_000;
  const { page, session } = await openLab(browser, url);
  await play(page);
  // What is loaded and compiled in the first seconds is no leak.
  await page.waitForTimeout(5_000);
  const heaps: { atMs: number; mb: number }[] = [];
  const beganMs = performance.now();
  const fromHours = await page.evaluate(() => window.shardbelt!.now() / 3_600_000);
  while (performance.now() - beganMs < minutes * 60_000 + 100) {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    heaps.push({ atMs: performance.now() - beganMs, mb: usedSize / MB });
    await page.waitForTimeout(everyMs);
  }
  const reachedMs = await page.evaluate(() => window.shardbelt!.now());
  const hours = reachedMs / 3_600_000 - fromHours;
  await page.close();
  const history = await historyOf(browser, url, reachedMs);
  const sizes = heaps.map(({ mb }) => mb);
  return [
    { what: `${heaps.length} collections in ${minutes} min, ${Math.round(hours)} h of the world: least`, value: Math.min(...sizes), unit: 'MB' },
    { what: 'the same: most', value: Math.max(...sizes), unit: 'MB' },
    { what: 'the same: slope', value: slopeOf(heaps), unit: 'MB/min', target: 'flat' },
    { what: 'by so much a world alone has grown that was run as far, unwatched: its history, for going back', value: history, unit: 'MB' },
  ];
}

/** What the world itself keeps of its past, which any moment can be gone back to. */
async function historyOf(browser: Browser, url: string, toMs: number): Promise<number> {
  const { page, session } = await openLab(browser, url);
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / MB;
  };
  // A little way first: what is compiled on the way is no history.
  await page.evaluate(() => window.shardbelt!.runTo(window.shardbelt!.now() + 7_200_000));
  const before = await heap();
  await page.evaluate((ms) => window.shardbelt!.runTo(ms), toMs);
  const after = await heap();
  await page.close();
  return after - before;
}

/** By least squares. */
function slopeOf(heaps: readonly { atMs: number; mb: number }[]): number {
  const mean = (of: (heap: { atMs: number; mb: number }) => number) => heaps.reduce((sum, heap) => sum + of(heap), 0) / heaps.length;
  const [at, mb] = [mean((heap) => heap.atMs), mean((heap) => heap.mb)];
  const [over, under] = [mean((heap) => (heap.atMs - at) * (heap.mb - mb)), mean((heap) => (heap.atMs - at) ** 2)];
  return (over / under) * 60_000;
}
