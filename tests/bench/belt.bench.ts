/** Frames a second of the lab while it plays, with 2,000 records more on two lanes than its scenario puts there. */
import type { Browser, Page } from '@playwright/test';

export const title = 'The belt: frames a second while playing at 3600×';

const RECORDS = 2_000;
const STEPS = 40;
const HOUR_MS = 3_600_000;
const MEASURED_MS = 6_000;

export async function run({ browser, url }: { browser: Browser; url: string }) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}/lab`);
  await page.waitForFunction(() => window.shardbelt !== undefined);
  const kept = await page.evaluate(
    ([records, steps, hourMs]) => {
      const belt = window.shardbelt!;
      const from = belt.now();
      for (let step = 1; step <= steps; step += 1) {
        belt.runTo(from + (step * 20 * hourMs) / steps);
        const Records = Array.from({ length: records / steps }, (_, i) => ({ PartitionKey: `sensor-${step}-${i}`, Data: 'x' }));
        belt.send('PutRecords', { StreamName: 'observations', Records });
      }
      return records;
    },
    [RECORDS, STEPS, HOUR_MS] as const,
  );
  await page.getByRole('button', { name: /^Play/ }).click();
  await page.waitForTimeout(1_000);
  const full = await framesPerSecond(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const throttled = await framesPerSecond(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.getByRole('button', { name: /^Pause/ }).click();
  await page.waitForTimeout(500);
  const idle = await idleShare(page);
  await page.close();
  return [
    { what: `${kept} records put, all on the belt`, value: full, unit: 'frames/s', target: '≥ 55' },
    { what: 'the same with the processor at a quarter', value: throttled, unit: 'frames/s' },
    { what: 'paused: share of the main thread in use', value: idle, unit: '%' },
  ];
}

/** Animation frames that the page really got, in a second. */
function framesPerSecond(page: Page): Promise<number> {
  return page.evaluate(
    (measuredMs) =>
      new Promise<number>((resolve) => {
        let frames = 0;
        const from = performance.now();
        const count = () => {
          frames += 1;
          const elapsed = performance.now() - from;
          if (elapsed < measuredMs) requestAnimationFrame(count);
          else resolve((frames * 1000) / elapsed);
        };
        requestAnimationFrame(count);
      }),
    MEASURED_MS,
  );
}

/** Percent of the main thread's time spent in tasks over three seconds. */
async function idleShare(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { task: value('TaskDuration'), at: value('Timestamp') };
  };
  const before = await read();
  await page.waitForTimeout(3_000);
  const after = await read();
  return (100 * (after.task - before.task)) / (after.at - before.at);
}
