// The belt in the states that matter, each at one exact position of a pinned world: what the pictures show, what axe looks at, and
// what may not scroll sideways. The engine makes each here, and the page gets it by a link: it stands there without having played.
import type { Page } from '@playwright/test';
import { runToLink, type Action, type Run } from '#sim';
import { runAt, thousandShards, type TimedAction } from '../../support/run-at.ts';
import { HOUR_MS, parent, shardButton } from './lab.ts';
import { expect } from './test.ts';

/** Opens a run by its link, and waits until it stands on the belt as it stood here. */
async function openRun(page: Page, run: Run) {
  await page.goto(`/lab${typeof run.world === 'string' ? `/${run.world}` : ''}#run=${runToLink(run)}`);
  await page.waitForFunction((ms) => window.shardbelt?.now() === ms, run.playhead.atMs, { timeout: 30_000 });
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.evaluate(() => document.fonts.ready);
}

const call = (operation: string, input: object): Action => ({ type: 'call', operation, input });
const OPENING_MS = 23 * HOUR_MS;
const StreamName = 'observations';
const second = 'shardId-000000000001';
/** A quarter of the key space. */
const splitParent = call('SplitShard', { StreamName, ShardToSplit: parent, NewStartingHashKey: String(2n ** 126n) });
const splitUnderLoad = call('SplitShard', { StreamName: 'orders', ShardToSplit: parent, NewStartingHashKey: String(2n ** 127n) });
const mergeBoth = call('MergeShards', { StreamName, ShardToMerge: parent, AdjacentShardToMerge: second });

export const openThousandShards = (page: Page) => openRun(page, thousandShards());

const opened = (world: string, toMs: number, actions: readonly TimedAction[] = []) => (page: Page) => openRun(page, runAt(world, toMs, actions));

export const beltStates: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  default: opened('coast-stations', OPENING_MS),
  'hot shard': async (page) => {
    await opened('clickstream', 22_000)(page);
    await shardButton(page, second).click();
  },
  'split in progress': opened('split-under-load', 25_000, [{ atMs: 20_000, action: splitUnderLoad }]),
  'split and drained': opened('coast-stations', OPENING_MS + 8 * HOUR_MS, [{ atMs: OPENING_MS, action: splitParent }]),
  merged: opened('coast-stations', OPENING_MS + 4 * HOUR_MS, [{ atMs: OPENING_MS, action: mergeBoth }]),
  'loss at the edge': opened('coast-stations', 31 * HOUR_MS),
  'enhanced fan-out': opened('fraud-detection', 40_000),
  'KCL failover': opened('kcl-failover', 90_000),
  '100 shards': opened('clickstream-at-scale', 9_000),
  '1,000 shards': openThousandShards,
};
