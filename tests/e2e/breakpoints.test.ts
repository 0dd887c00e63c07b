// What the lab pauses for, each kind of it set by its box: running ahead stops at the exact event at which the engine by itself stops,
// and "Back to the last such moment" comes to it again, to the same state.
import { breakpointText, createWorld, runOf, runToLink, scenarios, type Action, type Breakpoint } from '#sim';
import { now, openPausedLab, parent, playButton, runTo, stateHash } from './support/lab.ts';
import { expect, expectNoSidewaysScroll, test } from './support/test.ts';

const call = (operation: string, StreamName: string, input: object): Action => ({ type: 'call', operation, input: { StreamName, ...input } });
const MERGED = 'shardId-000000000001';

interface Case {
  readonly breakpoint: Breakpoint;
  readonly slug: string;
  /** Done at a moment before the playhead. */
  readonly done?: { readonly atMs: number; readonly action: Action };
  /** From here it runs. */
  readonly fromMs: number;
}

const cases: readonly Case[] = [
  { breakpoint: { on: 'trace', kind: 'WriteThrottled' }, slug: 'retry-reorders', fromMs: 31_000 },
  { breakpoint: { on: 'trace', kind: 'ReadThrottled' }, slug: 'walk-3-consume', fromMs: 41_000 },
  { breakpoint: { on: 'trace', kind: 'RecordsLost' }, slug: 'coast-stations', fromMs: 82_800_000 },
  { breakpoint: { on: 'trace', kind: 'IteratorExpired' }, slug: 'expired-iterator', fromMs: 850_000 },
  {
    breakpoint: { on: 'reshard', by: 'split' },
    slug: 'split-under-load',
    done: { atMs: 20_000, action: call('SplitShard', 'orders', { ShardToSplit: parent, NewStartingHashKey: String(2n ** 126n) }) },
    fromMs: 21_500,
  },
  { breakpoint: { on: 'reshard', by: 'merge' }, slug: 'coast-stations', done: { atMs: 82_800_000, action: call('MergeShards', 'observations', { ShardToMerge: parent, AdjacentShardToMerge: MERGED }) }, fromMs: 82_800_100 },
  { breakpoint: { on: 'trace', kind: 'ActorCrashed' }, slug: 'kcl-failover', fromMs: 299_500 },
  { breakpoint: { on: 'trace', kind: 'WorkerFailedOver' }, slug: 'kcl-failover', fromMs: 425_500 },
];

for (const { breakpoint, slug, done, fromMs } of cases) {
  const text = breakpointText(breakpoint);
  test(`pauses when ${text}, ahead and back`, async ({ page }) => {
    const scenario = scenarios.find((one) => one.slug === slug)!;
    const world = createWorld(scenario);
    if (done) {
      world.seek(done.atMs);
      expect(world.edit(done.action)).toMatchObject({ ok: true });
    }
    world.seek(fromMs);
    await page.goto(`/lab/${slug}#run=${runToLink(runOf(world, scenario, scenarios))}`);
    await page.waitForFunction((ms) => window.shardbelt?.now() === ms, fromMs, { timeout: 30_000 });
    expect(world.advance(fromMs + 36_000_000, undefined, [breakpoint]), 'the engine by itself stops').toBe(false);
    const stopped = [world.nowMs, world.stateHash()];

    await page.getByText(/^Pause when …/).click();
    await page.getByLabel(text, { exact: true }).check();
    await playButton(page).click();
    await expect(page.getByText(`Paused: ${text}.`)).toBeVisible({ timeout: 20_000 });
    expect([await now(page), await stateHash(page)], 'ahead').toEqual(stopped);

    await runTo(page, world.nowMs + 500);
    expect(await stateHash(page)).not.toBe(stopped[1]);
    await page.getByRole('button', { name: 'Back to the last such moment' }).click();
    await expect.poll(() => now(page), { timeout: 15_000 }).toBe(world.nowMs);
    expect([await now(page), await stateHash(page)], 'back').toEqual(stopped);
  });
}

for (const width of [390, 320]) {
  test(`at ${width} px the longest name of a metric does not widen the page`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    // Metrics of enhanced fan-out are named after the consumer too.
    await openPausedLab(page, '/lab/clickstream-at-scale');
    await runTo(page, 8_000);
    await page.getByText(/^Pause when …/).click();
    await expect(page.getByRole('combobox', { name: 'Metric' })).toContainText('SubscribeToShardEvent.MillisBehindLatest (analytics)');
    await expectNoSidewaysScroll(page);
  });
}
