// Five thousand random keys, clicks, drags, taps and swipes: no error, no way off the page, nowhere that the keyboard does not
// come out of, nothing that undo cannot take back, and no scrolling sideways. MONKEY_SEED=… draws others; the seed is printed.
import type { Page } from '@playwright/test';
import { createWorld, scenarios } from '#sim';
import { now, pause, playButton, runTo, send, stateHash } from './support/lab.ts';
import { Monkey, tame } from './support/monkey.ts';
import { expect, expectNoSidewaysScroll, test } from './support/test.ts';

const SEED = Number(process.env.MONKEY_SEED ?? 47);
const PHONE = { width: 390, height: 844 };
/** The whole of the lab is under the monkey's hand. */
const TALL = { width: 1440, height: 1_400 };

const runs = [
  { path: '/lab', phone: false },
  { path: '/lab/clickstream', phone: false },
  { path: '/lab/clickstream-at-scale', phone: false },
  { path: '/lab/walk-1-create', phone: false },
  { path: '/lab/kcl-failover', phone: false },
  { path: '/lab/split-under-load', phone: false },
  { path: '/lab', phone: true },
  { path: '/lab/clickstream-at-scale', phone: true },
] as const;
const EVENTS = 5_000 / runs.length;
/** Between two looks at whether all is well. */
const STRETCH = 125;

/** Undoes as long as there is something to undo. @returns the states it came to, the first action's last */
const undoAll = (page: Page) => press(page, 'Undo', Infinity);

function press(page: Page, name: 'Undo' | 'Redo', times: number): Promise<string[]> {
  return page.getByRole('button', { name, exact: true }).evaluate(async (element, most) => {
    const button = element as HTMLButtonElement;
    const hashes: string[] = [];
    while (!button.disabled && hashes.length < most) {
      button.click();
      await new Promise((resolve) => setTimeout(resolve));
      hashes.push(window.shardbelt!.stateHash());
    }
    return hashes;
  }, times);
}

/** Escape closes what is open; then Tab, as often as there are stops on the page, comes to the play button. */
async function expectWayOut(page: Page, monkey: Monkey) {
  for (let n = 0; n < 3; n += 1) monkey.key('Escape');
  await monkey.settled();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  const { stops, back } = await page.evaluate(() => {
    const play = document.querySelector('.timeline-play')!;
    const focused = document.activeElement ?? document.body;
    const after = (play.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    return { stops: document.querySelectorAll('button, a[href], input, select, textarea, summary, [tabindex]').length, back: after };
  });
  const look = () => page.evaluate(() => ({ there: document.activeElement?.classList.contains('timeline-play') ?? false, dialog: document.querySelector('dialog[open]') !== null }));
  for (let n = 0; n <= stops + 5; n += 1) {
    const { there, dialog } = await look();
    if (there) return;
    // One that was asked for before Escape, and came after it: its code is fetched when it is first wanted.
    monkey.key(dialog ? 'Escape' : back ? 'Shift+Tab' : 'Tab');
    await monkey.settled();
  }
  const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  throw new Error(`Tab does not come to the play button, but to ${where}`);
}

/** The state that the world on the page has at a moment when nobody does anything, by the engine alone; null for a world that the monkey has made. */
async function untouchedHash(page: Page, atMs: number): Promise<string | null> {
  const slug = new URL(page.url()).pathname.split('/')[2] ?? scenarios[0]!.slug;
  const scenario = scenarios.find((one) => one.slug === slug);
  if (!scenario) return null;
  const seed = Number(await page.getByRole('spinbutton', { name: 'seed' }).getAttribute('value'));
  const world = createWorld(scenario, seed);
  world.seek(atMs);
  return world.stateHash();
}

/** Undo comes back to the state of a world in which nobody does anything, and redo leads out again. @returns how many actions there were */
async function expectUndoLeaves(page: Page): Promise<number> {
  // A solution that is to be watched puts another world on the belt once it has run.
  await expect(page.getByRole('button', { name: 'Running it…' })).toHaveCount(0, { timeout: 20_000 });
  await pause(page);
  // One action is the test's own, where chance has brought none.
  await send(page, 'CreateStream', { StreamName: `monkey-${await now(page)}`, ShardCount: 1 });
  const states = await undoAll(page);
  await press(page, 'Redo', states.length);
  expect(await undoAll(page), 'the states of undo, after redo').toEqual(states);
  // What lay ahead of a fork is there again, and it may begin with an action of this very moment: a moment before that is looked at.
  const hereMs = await now(page);
  const atMs = Math.max(0, hereMs - 1);
  if (hereMs > 0) await runTo(page, atMs);
  const untouched = await untouchedHash(page, atMs);
  if (untouched !== null) expect(await stateHash(page), `the state at ${atMs} ms with ${states.length} actions taken back`).toBe(untouched);
  await press(page, 'Redo', states.length);
  return states.length;
}

for (const [i, { path, phone }] of runs.entries()) {
  test.describe(`${EVENTS} random events`, () => {
    test.use(phone ? { viewport: PHONE, hasTouch: true } : { viewport: TALL });

    test(`break nothing: ${path}${phone ? ' on a phone' : ''}`, async ({ page }) => {
      test.setTimeout(180_000);
      console.log(`MONKEY_SEED=${SEED}`);
      await tame(page);
      await page.goto(path);
      await page.waitForFunction(() => window.shardbelt !== undefined, undefined, { polling: 50 });
      await page.evaluate(() => document.documentElement.setAttribute('data-monkey', 'here'));
      const monkey = await Monkey.at(page, SEED * 100 + i, phone);
      let taken = 0;
      try {
        for (let done = 0; done < EVENTS; done += STRETCH) {
          await monkey.act(Math.min(STRETCH, EVENTS - done));
          await expect(page.locator('html'), 'the page was never loaded anew').toHaveAttribute('data-monkey', 'here');
          await monkey.comeBack();
          await expectWayOut(page, monkey);
          await expect(playButton(page)).toBeVisible();
          await expectNoSidewaysScroll(page);
          taken += await expectUndoLeaves(page);
        }
      } catch (error) {
        console.log(`before that: ${monkey.did.join('; ')}`);
        throw error;
      }
      expect(taken, 'actions taken back').toBeGreaterThan(0);
      console.log(`${path}: ${taken} actions taken back`);
    });
  });
}
