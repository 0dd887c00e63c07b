/** The lab as the benches use it: opened, filled with records, and timed. Virtual times in ms. */
import type { Browser, CDPSession, Page } from '@playwright/test';

export const HOUR_MS = 3_600_000;
const STREAM = 'observations';
/** Of PutRecords. */
const CALL_MAX = 500;

export async function openLab(browser: Browser, url: string): Promise<{ page: Page; session: CDPSession }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}/lab`);
  await page.waitForFunction(() => window.shardbelt !== undefined);
  await page.getByRole('button', { name: /^Pause/ }).click();
  return { page, session: await page.context().newCDPSession(page) };
}

/** The stream made anew with so many shards. */
export async function withShards(page: Page, ShardCount: number): Promise<void> {
  await page.evaluate(
    ([StreamName, count]) => {
      const belt = window.shardbelt!;
      belt.send('DeleteStream', { StreamName });
      belt.runTo(belt.now() + 120_000);
      belt.send('CreateStream', { StreamName, ShardCount: count });
      belt.runTo(belt.now() + 120_000);
    },
    [STREAM, ShardCount] as const,
  );
}

/** Puts so many records, of distinct keys, evenly over the hours to come. */
export async function putRecords(page: Page, records: number, hours: number): Promise<void> {
  await page.evaluate(
    ([StreamName, total, overMs, callMax]) => {
      const belt = window.shardbelt!;
      const from = belt.now();
      const calls = Math.ceil(total / 50);
      for (let call = 1; call <= calls; call += 1) {
        belt.runTo(Math.round(from + (call * overMs) / calls));
        const Records = Array.from({ length: Math.min(callMax, Math.round(total / calls)) }, (_, i) => ({ PartitionKey: `sensor-${call}-${i}`, Data: 'x' }));
        belt.send('PutRecords', { StreamName, Records });
      }
    },
    [STREAM, records, hours * HOUR_MS, CALL_MAX] as const,
  );
}

export const play = (page: Page) => page.getByRole('button', { name: /^Play/ }).click();
export const pause = (page: Page) => page.getByRole('button', { name: /^Pause/ }).click();
export const throttle = (session: CDPSession, rate: number) => session.send('Emulation.setCPUThrottlingRate', { rate });

/** Records that stand on the lanes as squares of their own; throws where some are drawn as columns. */
export async function squaresDrawn(page: Page): Promise<number> {
  const { squares, inColumns } = await page.locator('.belt-records').evaluate((canvas: HTMLElement) => ({ ...canvas.dataset }) as Record<string, string>);
  if (Number(inColumns) > 0) throw new Error(`${inColumns} records are drawn as columns`);
  return Number(squares);
}

/** Animation frames that the page really got in a second, and the main thread's ms that each took. */
export async function framesPerSecond(page: Page, session: CDPSession, measuredMs: number): Promise<{ frames: number; msEach: number }> {
  await session.send('Performance.enable');
  const busyMs = async () => ((await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
  const before = await busyMs();
  const { frames, elapsed } = await page.evaluate(
    (forMs) =>
      new Promise<{ frames: number; elapsed: number }>((resolve) => {
        let frames = 0;
        const from = performance.now();
        const count = () => {
          frames += 1;
          const elapsed = performance.now() - from;
          if (elapsed < forMs) requestAnimationFrame(count);
          else resolve({ frames, elapsed });
        };
        requestAnimationFrame(count);
      }),
    measuredMs,
  );
  return { frames: (frames * 1_000) / elapsed, msEach: ((await busyMs()) - before) / frames };
}
