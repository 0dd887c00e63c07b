// The figures of the chapter as a reader meets them: guessed and run by keyboard, found again by back, forward and reload, opened
// in the lab at the very same state; nothing for axe to find, nothing too wide, nothing that jumps.
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { build as keySkew } from '../../app/figures/key-skew/model.ts';
import { build as kclLeases } from '../../app/figures/kcl-leases/model.ts';
import { stateHash } from './support/lab.ts';
import { expect, expectNoSidewaysScroll, test } from './support/test.ts';

const chapterPath = '/chapters/kinesis-data-streams';

/** Each figure by its title, with the steps that bring it where a reader may have brought it. */
const figures = {
  belt: ['A day on the belt', 't2400'],
  'hash-a-key': ['Hash a key', '4.user-7'],
  'key-skew': ['The keys decide', 'country'],
  ordering: ['Order, and a retry', 'batch'],
  'write-quota': ['A bucket that runs out', '1500'],
  'iterator-types': ['Five ways to ask for an iterator', 'LATEST.put.again'],
  'iterator-expiry': ['Five minutes', '6'],
  'shared-and-fan-out': ['One for all, or one each', 'push-5'],
  'split-and-merge': ['Split and merge', 's0.p.s1'],
  merge: ['Only neighbours merge', '0-2.0-1'],
  'put-records': ['Read the answer', 'put.all'],
  'kpl-aggregation': ['Many readings in one record', 'kpl'],
  retention: ['Let retention pass', 'h6.h6.h6.h6.r48'],
  lag: ['Falling behind', 'pass.pass.fast.pass'],
  'kcl-leases': ['A worker dies', 'crash'],
} as const;
const titles = Object.values(figures).map(([title]) => title);
const allRun = `${chapterPath}?${new URLSearchParams(Object.entries(figures).map(([id, [, steps]]) => [id, steps]))}`;

const figure = (page: Page, title: string) => page.getByRole('figure', { name: title });

/** Scrolls to a figure and waits until it is there. */
async function reach(page: Page, title: string): Promise<Locator> {
  const found = figure(page, title);
  await found.scrollIntoViewIfNeeded();
  await expect(found.getByRole('link', { name: 'Open in the lab' })).toBeVisible();
  return found;
}

async function expectFiguresAccessible(page: Page, rules?: string[]) {
  const axe = new AxeBuilder({ page }).include('figure.figure');
  const { violations, passes } = await (rules ? axe.withRules(rules) : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])).analyze();
  expect(passes.length).toBeGreaterThan(0);
  expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} – ${node.failureSummary ?? ''}`))).toEqual([]);
}

for (const width of [1440, 390]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 844 } });

    for (const [state, path] of [
      ['idle', chapterPath],
      ['run', allRun],
    ] as const) {
      test(`axe finds nothing in any figure, in light or dark: ${state}`, async ({ page }) => {
        test.slow();
        await page.goto(path);
        for (const title of titles) await reach(page, title);
        for (const table of await page.locator('.fig-table summary').all()) await table.click();
        await expectFiguresAccessible(page);
        await page.emulateMedia({ colorScheme: 'dark' });
        await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
        await expectFiguresAccessible(page, ['color-contrast', 'link-in-text-block']);
      });
    }

    test('reading down the chapter, nothing moves as the figures come', async ({ page }) => {
      await page.goto(chapterPath);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.evaluate(() => document.fonts.ready);
      // The cards in the text come near the window, too: they are another matter.
      await page.addStyleTag({ content: '.check { display: none }' });
      // What the faces move as they come is not the figures' doing; the first of them is still far below.
      await page.evaluate(() => {
        const shifts: string[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[] })[]) {
            shifts.push(`${entry.value} ${entry.sources.map(({ node, previousRect, currentRect }) => `${node?.textContent?.slice(0, 40)} from ${previousRect.y} to ${currentRect.y}`).join(', ')}`);
          }
        }).observe({ type: 'layout-shift' });
      });
      expect(await page.locator('.fig-controls').count(), 'figures that had come before').toBe(0);
      for (const title of titles) {
        await page.mouse.wheel(0, 400);
        await reach(page, title);
      }
      expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
    });
  });
}

test.describe('320 px', () => {
  test.use({ viewport: { width: 320, height: 640 } });
  test('no figure is wider than the window, run or not', async ({ page }) => {
    for (const path of [chapterPath, allRun]) {
      await page.goto(path);
      for (const title of titles) await reach(page, title);
      await expectNoSidewaysScroll(page);
    }
  });
});

test('a guess by keyboard, then the run; back, forward and reload bring each state again', async ({ page }) => {
  await page.goto(chapterPath);
  const skew = await reach(page, 'The keys decide');
  const counts = (label: RegExp) => expect(skew.getByRole('img', { name: label })).toBeVisible();
  await skew.getByRole('radio', { name: '100: a quarter each' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(skew.getByRole('radio', { name: 'about 200' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(skew.getByText('You said “about 200”. It is “all 400”.')).toBeVisible();
  await expect(page).toHaveURL(/\?key-skew=day$/);
  await counts(/: 0, 0, 400, 0\./);
  await skew.getByRole('button', { name: 'the country' }).click();
  await expect(page).toHaveURL(/\?key-skew=country$/);
  await counts(/: 160, 240, 0, 0\./);

  await page.goBack();
  await counts(/: 0, 0, 400, 0\./);
  await page.goBack();
  await expect(skew.getByRole('button', { name: 'Run it' })).toBeVisible();
  await page.goForward();
  await counts(/: 0, 0, 400, 0\./);
  await page.reload();
  await reach(page, 'The keys decide');
  await counts(/: 0, 0, 400, 0\./);
  // The guess holds for the session, too.
  await expect(skew.getByText('You said “about 200”. It is “all 400”.')).toBeVisible();
});

test('two figures keep their states in one address, beside the section', async ({ page }) => {
  await page.goto(`${chapterPath}#how-it-works`);
  const hash = await reach(page, 'Hash a key');
  await hash.getByRole('textbox', { name: 'Partition key' }).fill('a.b&c');
  const merge = await reach(page, 'Only neighbours merge');
  const show = merge.getByRole('button', { name: 'Just show me' });
  await show.scrollIntoViewIfNeeded();
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY));
  const before = await scrolled();
  await show.click();
  await expect(merge.getByRole('status')).toContainText('InvalidArgumentException');
  // The section in the address does not call the reader back, and the focus is where the answer is.
  await expect(merge.getByText('It is “The call is refused”.')).toBeFocused();
  expect(await scrolled()).toBe(before);
  await page.reload();
  await expect(page).toHaveURL(/#how-it-works$/);
  await expect((await reach(page, 'Hash a key')).getByRole('textbox', { name: 'Partition key' })).toHaveValue('a.b&c');
  await expect((await reach(page, 'Only neighbours merge')).getByRole('status')).toContainText('InvalidArgumentException');
});

test('the lab opens where the figure stands', async ({ page }) => {
  for (const [id, title, expected] of [
    ['key-skew=customer', 'The keys decide', keySkew(['customer'])],
    ['kcl-leases=crash', 'A worker dies', kclLeases(['crash'])],
  ] as const) {
    await page.goto(`${chapterPath}?${id}`);
    await (await reach(page, title)).getByRole('link', { name: 'Open in the lab' }).click();
    await expect(page.getByRole('heading', { level: 1, name: expected.plan.title })).toBeVisible();
    await page.waitForFunction(() => window.shardbelt !== undefined);
    await expect.poll(() => stateHash(page)).toBe(expected.world.stateHash());
  }
});

test('the belt runs, pauses at a moment, and is found there again', async ({ page }) => {
  await page.goto(chapterPath);
  const belt = await reach(page, 'A day on the belt');
  const opened = await belt.getByRole('status').innerText();
  await belt.getByRole('button', { name: 'Run the belt' }).click();
  await expect(belt.getByText(/^day 2 0[4-9]/)).toBeVisible();
  await belt.getByRole('button', { name: 'Pause' }).click();
  await expect(page).toHaveURL(/\?belt=t\d+$/);
  const paused = await belt.getByRole('status').innerText();
  expect(paused).not.toBe(opened);
  await page.reload();
  await expect((await reach(page, 'A day on the belt')).getByRole('status')).toHaveText(paused);
  await page.goBack();
  await expect(belt.getByRole('status')).toHaveText(opened);
});

test('with reduced motion the belt moves in steps', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(chapterPath);
  const belt = await reach(page, 'A day on the belt');
  await belt.getByRole('button', { name: 'Run the belt' }).click();
  // Half a second is half an hour, and so is the least that the clock moves by.
  const seen = await page.evaluate(async () => {
    const clock = document.querySelector('#figure-belt .fig-said b')!;
    const times = new Set<string>();
    const watch = new MutationObserver(() => times.add(clock.textContent!));
    watch.observe(clock, { characterData: true, subtree: true, childList: true });
    const from = performance.now();
    while (performance.now() - from < 1_600) await new Promise((resolve) => requestAnimationFrame(resolve));
    watch.disconnect();
    return times.size;
  });
  expect(seen).toBeGreaterThan(0);
  expect(seen).toBeLessThanOrEqual(4);
});
