// The lab as a journey sees it: its buttons by name, and the console handle for what only the engine knows.
import { expect, type Page } from '@playwright/test';
import type { SimTraceEntry } from '#sim';

export const HOUR_MS = 3_600_000;
export const parent = 'shardId-000000000000';

export const playButton = (page: Page) => page.getByRole('button', { name: /^(Play|Pause)\b/ });
export const panel = (page: Page) => page.locator('section.panel');
export const events = (page: Page) => page.getByRole('tabpanel', { name: 'Events' });
/** A lane's name; a phone shows the end of the id. */
export const shardButton = (page: Page, id: string) => page.getByTestId('belt').getByRole('button', { name: new RegExp(`^(${id}|…${id.slice(-4)})`) });

/** Opens a scenario and waits until its belt stands. */
export async function openLab(page: Page, path = '/lab') {
  await page.goto(path);
  await expect(page.getByTestId('belt')).toBeVisible();
  await page.waitForFunction(() => window.shardbelt !== undefined);
}

export async function openPausedLab(page: Page, path = '/lab') {
  await openLab(page, path);
  await pause(page);
}

export async function pause(page: Page) {
  const button = page.getByRole('button', { name: /^Pause\b/ });
  if (await button.isVisible()) await button.click();
  await expect(page.getByRole('button', { name: /^Play\b/ })).toBeVisible();
}

export const now = (page: Page) => page.evaluate(() => window.shardbelt!.now());
export const stateHash = (page: Page) => page.evaluate(() => window.shardbelt!.stateHash());
export const runTo = (page: Page, ms: number) => page.evaluate((to) => window.shardbelt!.runTo(to), ms);
export const trace = (page: Page, n = 400) => page.evaluate((count) => window.shardbelt!.trace(count), n) as Promise<SimTraceEntry[]>;

export type Sent = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly name: string; readonly message: string };

/** Calls an operation through the console handle, and gives back what it answers or throws. */
export function send(page: Page, operation: unknown, input: unknown): Promise<Sent> {
  return page.evaluate(
    ([name, given]): Sent => {
      try {
        return { ok: true, value: window.shardbelt!.send(name as string, given as Record<string, unknown>) };
      } catch (error) {
        return { ok: false, name: (error as Error).name, message: (error as Error).message };
      }
    },
    [operation, input] as const,
  );
}

/** Records in each shard, by id, as ListShards and GetRecords from the horizon give them. */
export function recordsIn(page: Page, shardIds: readonly string[], streamName = 'observations'): Promise<number[]> {
  return page.evaluate(
    ([ids, StreamName]) => {
      const { send: call } = window.shardbelt!;
      return ids.map((ShardId) => {
        const { ShardIterator } = call('GetShardIterator', { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }) as { ShardIterator: string };
        const { Records } = call('GetRecords', { ShardIterator }) as { Records: unknown[] };
        return Records.length;
      });
    },
    [shardIds, streamName] as const,
  );
}
