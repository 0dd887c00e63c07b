/**
 * A thousand shards, of which one is hot, on a desktop and on a phone: how long the world takes to open, what it weighs, how it
 * plays and how soon it answers. The phone's processor is slowed four times.
 */
import type { Browser, CDPSession, Page } from '@playwright/test';
import { runToLink } from '#sim';
import { thousandShards } from '../support/run-at.ts';
import { framesPerSecond, pause, play, throttle } from './lab-page.ts';

export const title = 'A thousand shards';

const MB = 1024 * 1024;
const PLAYED_MS = 5_000;
const ROWS = 12;

const screens = [
  { name: 'desktop', viewport: { width: 1440, height: 900 }, slower: 1 },
  { name: 'phone at 4× CPU throttle', viewport: { width: 390, height: 844 }, slower: 4 },
] as const;

export async function run({ browser, url }: { browser: Browser; url: string }) {
  const opened = thousandShards();
  const rows: { what: string; value: number; unit: string }[] = [];
  for (const { name, viewport, slower } of screens) {
    const page = await browser.newPage({ viewport });
    const session = await page.context().newCDPSession(page);
    await throttle(session, slower);
    const beganMs = performance.now();
    await page.goto(`${url}/lab#run=${runToLink(opened)}`);
    await page.waitForFunction((ms) => window.shardbelt?.now() === ms, opened.playhead.atMs, { timeout: 120_000 });
    rows.push({ what: `${name}: from its link to the belt`, value: performance.now() - beganMs, unit: 'ms' });
    rows.push({ what: `${name}: heap once it stands`, value: await heap(session), unit: 'MB' });
    const answers = await answersOf(page);
    rows.push({ what: `${name}: from a press on a row to its lane, the median`, value: answers[Math.floor(ROWS / 2)]!, unit: 'ms' });
    rows.push({ what: `${name}: the same, the slowest of ${ROWS}`, value: answers.at(-1)!, unit: 'ms' });
    const fromMs = await page.evaluate(() => window.shardbelt!.now());
    await play(page);
    const { frames, msEach } = await framesPerSecond(page, session, PLAYED_MS);
    await pause(page);
    const ranMs = (await page.evaluate(() => window.shardbelt!.now())) - fromMs;
    rows.push({ what: `${name}: while it plays`, value: frames, unit: 'frames/s' });
    rows.push({ what: `${name}: main thread a frame`, value: msEach, unit: 'ms' });
    rows.push({ what: `${name}: speed that it keeps, of 1×`, value: ranMs / PLAYED_MS, unit: '×' });
    rows.push({ what: `${name}: heap after that`, value: await heap(session), unit: 'MB' });
    await page.close();
  }
  return rows;
}

async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize / MB;
}

/** Presses rows of the heat map, spread over it. @returns real ms until each one's lane was painted, the shortest first */
async function answersOf(page: Page): Promise<number[]> {
  await page.locator('.heat').scrollIntoViewIfNeeded();
  const times: number[] = [];
  for (let n = 0; n < ROWS; n += 1) {
    const ms = await page.locator('.heat').evaluate(async (heat: HTMLElement, share) => {
      const { left, top, width, height } = heat.getBoundingClientRect();
      const at = { clientX: left + width * 0.7, clientY: top + height * share };
      const from = performance.now();
      for (const type of ['pointerdown', 'pointerup', 'click'] as const) heat.dispatchEvent(new MouseEvent(type, { ...at, bubbles: true, button: 0 }));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - from;
    }, (n + 0.5) / ROWS);
    times.push(ms);
  }
  if ((await page.locator('.lane').count()) === 0) throw new Error('no row became a lane');
  return times.toSorted((a, b) => a - b);
}
