// Holds: one link is one run. In Node and in Chromium, played at 1× and at 60×, on a throttled processor and in a window that
// was hidden for half a minute, it comes to the same trace and the same state; and so does every scenario after going to
// its end, to its middle, back, and forward again.
import type { Browser, Page } from '@playwright/test';
import { createWorld, linkToRun, replay, runOf, runToLink, scenarios, type World } from '#sim';
import { now, openLab, pause, playButton, runTo, stateHash, trace } from './support/lab.ts';
import { expect, test } from './support/test.ts';

const scenario = scenarios.find((one) => one.slug === 'split-under-load')!;
const END_MS = 45_000;
const HIDDEN_MS = 30_000;

/** A run with a split, a crash and a restart behind it, and the playhead in the middle. */
function sharedRun(): string {
  const world = createWorld(scenario, 3);
  const edit = (atMs: number, action: Parameters<World['edit']>[0]) => {
    world.advance(atMs);
    world.edit(action);
  };
  edit(5_000, { type: 'call', operation: 'SplitShard', input: { StreamName: scenario.streamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: String(1n << 126n) } });
  edit(7_003, { type: 'crash actor', actor: 'shop-1' });
  edit(7_003, { type: 'call', operation: 'PutRecord', input: { StreamName: scenario.streamName, PartitionKey: 'mine', Data: new Uint8Array([0, 200, 7]) } });
  edit(9_500, { type: 'restart actor', actor: 'shop-1' });
  world.seek(8_000);
  return runToLink(runOf(world, scenario, scenarios));
}
const link = sharedRun();

/** What Node makes of the link. */
function inNode() {
  const done = replay(linkToRun(link, scenarios).run!, scenarios);
  if (!done.ok) throw new Error(done.error);
  const { world } = done.value;
  const atPlayhead = world.stateHash();
  world.seek(world.reachedMs);
  world.advance(END_MS);
  return { atPlayhead, atEnd: world.stateHash(), trace: world.traceLog.last(400) };
}
const node = inNode();

async function openLink(page: Page) {
  await openLab(page, `/lab/${scenario.slug}#run=${link}`);
  await expect.poll(() => now(page)).toBe(8_000);
  await expect(playButton(page)).toHaveText(/^Play/);
}

async function expectSameEnd(page: Page, how: string) {
  await runTo(page, END_MS);
  expect(await stateHash(page), `the state: ${how}`).toBe(node.atEnd);
  // Who has come far beyond and back has no more of the trace than its log still held there.
  const seen = await trace(page, 400);
  expect(seen.length).toBeGreaterThan(100);
  expect(JSON.stringify(seen), `the trace: ${how}`).toBe(JSON.stringify(node.trace.slice(-seen.length)));
}

/** Plays for so long, at a speed, with what `arrange` does to the page first. */
async function played(browser: Browser, speed: string, realMs: number, how: string, arrange: (page: Page) => Promise<unknown> = async () => undefined) {
  const page = await browser.newPage();
  await openLink(page);
  expect(await stateHash(page), `at the playhead: ${how}`).toBe(node.atPlayhead);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption(speed);
  await playButton(page).click();
  await arrange(page);
  await page.waitForTimeout(realMs);
  expect(await now(page), `it was played: ${how}`).toBeGreaterThan(8_000);
  await pause(page);
  await expectSameEnd(page, how);
  await page.close();
}

const throttle = (rate: number) => async (page: Page) => (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate });

/** As when another window covers it: the page says that it is hidden, and gets no frames. */
const hide = (page: Page) =>
  page.evaluate((hiddenMs) => {
    const ask = window.requestAnimationFrame.bind(window);
    const held: FrameRequestCallback[] = [];
    const show = (state: DocumentVisibilityState) => {
      Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true });
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    window.requestAnimationFrame = (callback) => held.push(callback);
    show('hidden');
    window.setTimeout(() => {
      window.requestAnimationFrame = ask;
      show('visible');
      for (const callback of held) ask(callback);
    }, hiddenMs);
  }, HIDDEN_MS);

test('the same link is the same run: in Node and Chromium, at 1×, at 60×, on a slow processor, after 30 s hidden', async ({ browser, baseURL }) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({ baseURL: baseURL! });
  const opened = { newPage: () => context.newPage() } as Browser;
  await Promise.all([
    played(opened, '1', HIDDEN_MS + 2_000, 'hidden for 30 s', hide),
    (async () => {
      await played(opened, '1', 3_000, 'at 1×');
      await played(opened, '60', 1_000, 'at 60×');
      await played(opened, '1', 3_000, 'on a processor a quarter as fast', throttle(4));
    })(),
  ]);
  await context.close();
});

/** As `runTo`, however long it takes: a page stops to breathe every ten seconds. */
async function goTo(page: Page, atMs: number) {
  await expect(async () => runTo(page, atMs)).toPass({ timeout: 120_000 });
  expect(await now(page)).toBe(atMs);
}

for (const { slug, endsAtMs } of scenarios) {
  test(`the same moment is the same state after end, middle, back and forward: ${slug}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.goto(`/lab/${slug}`);
    // Not by its belt: where a scenario begins there may be no stream yet.
    await page.waitForFunction(() => window.shardbelt !== undefined, undefined, { timeout: 60_000 });
    await pause(page);
    const hashes: string[] = [];
    for (const part of [1, 0.5, 0.25, 0.5, 1]) {
      await goTo(page, Math.round(endsAtMs * part));
      hashes.push(await stateHash(page));
    }
    expect(hashes[3], 'the middle').toBe(hashes[1]);
    expect(hashes[4], 'the end').toBe(hashes[0]);
    expect(new Set(hashes).size).toBe(3);
  });
}
