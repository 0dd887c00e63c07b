/**
 * Frames a second of the lab while it plays: with 10,000 records on sixteen lanes, each drawn as a square of its own and all
 * moving; with 2,000 while the processor has a quarter of its speed; and what a paused page still does.
 */
import type { Browser } from '@playwright/test';
import { framesPerSecond, openLab, pause, play, putRecords, squaresDrawn, throttle, withShards } from './lab-page.ts';

export const title = 'The belt: frames a second while playing, Chromium without a graphics card';

const MEASURED_MS = 6_000;
/** kafka-traffic-visualizer, a public animation of the same kind, at its own maximum of load: quoted, not measured in this run. */
const PEER_FRAMES = 7.6;

export async function run({ browser, url }: { browser: Browser; url: string }) {
  return [...(await many(browser, url)), ...(await quarter(browser, url)), { what: 'for scale, quoted: kafka-traffic-visualizer at its own maximum, down from 60', value: PEER_FRAMES, unit: 'frames/s' }];
}

async function many(browser: Browser, url: string) {
  const { page, session } = await openLab(browser, url);
  await withShards(page, 16);
  await putRecords(page, 11_500, 23);
  // A quarter of an hour each second: a record crosses its lane in 96 s.
  await page.getByLabel('Speed').selectOption('900');
  await play(page);
  await page.waitForTimeout(1_500);
  const { frames, msEach } = await framesPerSecond(page, session, MEASURED_MS);
  const squares = await squaresDrawn(page);
  await page.close();
  const what = `${squares.toLocaleString('en')} moving records, a square of 4 px or more each, on 16 lanes of 1440 × 900`;
  return [
    { what, value: frames, unit: 'frames/s', target: '≥ 55' },
    { what: 'the same: main thread for each frame, by the clock: others on the machine add to it', value: msEach, unit: 'ms' },
  ];
}

async function quarter(browser: Browser, url: string) {
  const { page, session } = await openLab(browser, url);
  await putRecords(page, 2_400, 20);
  await play(page);
  await page.waitForTimeout(1_500);
  await throttle(session, 4);
  await page.waitForTimeout(500);
  const { frames, msEach } = await framesPerSecond(page, session, 3_000);
  const squares = await squaresDrawn(page);
  await throttle(session, 1);
  await pause(page);
  await page.waitForTimeout(500);
  const idle = await idleShare(session, () => page.waitForTimeout(3_000));
  await page.close();
  return [
    { what: `${squares.toLocaleString('en')} moving records on 2 lanes, the processor at a quarter, an hour each second`, value: frames, unit: 'frames/s', target: '≥ 30' },
    { what: 'the same: main thread for each frame, by the clock: others on the machine add to it', value: msEach, unit: 'ms' },
    { what: 'paused: share of the main thread in use', value: idle, unit: '%', target: '≤ 2' },
  ];
}

/** Percent of the main thread's time spent in tasks. */
async function idleShare(session: Awaited<ReturnType<typeof openLab>>['session'], wait: () => Promise<void>): Promise<number> {
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { task: value('TaskDuration'), at: value('Timestamp') };
  };
  const before = await read();
  await wait();
  const after = await read();
  return (100 * (after.task - before.task)) / (after.at - before.at);
}
