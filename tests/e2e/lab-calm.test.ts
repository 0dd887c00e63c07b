// The lab for those who need it calm: spoken news at most once a second, states instead of motion where that is asked for, and
// no leap after the window was away.
import type { Page } from '@playwright/test';
import { now, openLab, openPausedLab, panel, parent, pause, shardButton, stateHash } from './support/lab.ts';
import { expect, test } from './support/test.ts';

/** Times, in ms, at which any live region of the page changed its text, over so many ms. */
function announcements(page: Page, forMs: number): Promise<{ text: string; atMs: number }[]> {
  return page.evaluate(async (duration) => {
    const live = '[role="status"], [role="alert"], [aria-live="polite"], [aria-live="assertive"]';
    const said: { text: string; atMs: number }[] = [];
    // A clock in an <output> would be a live region too, unless it says that it is not.
    const silent = (region: Element) => region.getAttribute('aria-live') === 'off';
    const regions = () => [...document.querySelectorAll(`${live}, output`)].filter((region) => !silent(region));
    const last = new Map<Element, string>(regions().map((region) => [region, region.textContent ?? '']));
    const begun = performance.now();
    const observer = new MutationObserver(() => {
      for (const region of regions()) {
        const text = region.textContent ?? '';
        if (text !== '' && text !== last.get(region)) said.push({ text, atMs: performance.now() - begun });
        last.set(region, text);
      }
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    await new Promise((resolve) => setTimeout(resolve, duration));
    observer.disconnect();
    return said;
  }, forMs);
}

for (const [path, speed] of [['/lab', '3600'], ['/lab/clickstream', '3600']] as const) {
  test(`while ${path} runs at ${speed}×, at most one message a second is spoken`, async ({ page }) => {
    await openLab(page, path);
    await page.getByRole('combobox', { name: 'Speed' }).selectOption(speed);
    const said = await announcements(page, 4_500);
    expect(said.length, 'something is said').toBeGreaterThan(0);
    // On a busy machine one message is seen late, and the next one in time.
    const gaps = said.slice(1).map(({ atMs }, i) => Math.round(atMs - said[i]!.atMs));
    expect(gaps.filter((gap) => gap < 750), JSON.stringify(said)).toEqual([]);
  });
}

test('a pause says the final state at once', async ({ page }) => {
  await openLab(page);
  await pause(page);
  await expect(page.getByRole('status').filter({ hasText: /^Paused\. .* in the world\. 2 open and 0 closed shards/ })).toBeAttached({ timeout: 1_000 });
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('the belt moves in states, about two a second, and split and scrub work as ever', async ({ page }) => {
    await openLab(page);
    const from = await now(page);
    await expect.poll(() => now(page)).toBeGreaterThan(from);
    const clock = page.getByRole('status', { name: 'Time in the world' });
    const { changes, elapsedMs } = await clock.evaluate(async (element) => {
      let count = 0;
      const observer = new MutationObserver(() => (count += 1));
      observer.observe(element, { childList: true, characterData: true, subtree: true });
      const fromMs = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      return { changes: count, elapsedMs: performance.now() - fromMs };
    });
    expect(changes).toBeGreaterThan(0);
    // One each half second of the time that has really passed, and one at its beginning.
    expect(changes).toBeLessThanOrEqual(elapsedMs / 500 + 1);

    await pause(page);
    await shardButton(page, parent).click();
    await panel(page).getByRole('button', { name: 'Split in the middle' }).click();
    await page.getByRole('button', { name: 'One event ahead' }).click();
    const [at, hash] = [await now(page), await stateHash(page)];
    await page.getByRole('button', { name: 'One event ahead' }).click();
    await page.getByRole('button', { name: 'One event back' }).click();
    expect([await now(page), await stateHash(page)]).toEqual([at, hash]);
  });

  test('nothing glides: no element has a transition or an animation that lasts', async ({ page }) => {
    await openPausedLab(page);
    await shardButton(page, parent).click();
    await panel(page).getByRole('button', { name: 'Split in the middle' }).click();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    const lasting = await page.evaluate(() => {
      const seconds = (durations: string) => Math.max(...durations.split(',').map(Number.parseFloat));
      const elements = [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        return seconds(transitionDuration) > 0.001 || seconds(animationDuration) > 0.001;
      });
      const running = document.getAnimations().map((animation) => String(animation.effect?.getComputedTiming().duration));
      return [...elements.map(({ outerHTML }) => outerHTML.slice(0, 100)), ...running];
    });
    expect(lasting).toEqual([]);
  });
});

test('a hidden window stops the world; shown again, it goes on from where it was', async ({ page }) => {
  await openLab(page);
  const from = await now(page);
  await expect.poll(() => now(page)).toBeGreaterThan(from);
  // Within the page, so that no round trip of the test counts as time shown.
  const { hiddenAt, stillAt, firstAt } = await page.evaluate(async () => {
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const hide = (value: boolean) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    const { now: clock } = window.shardbelt!;
    hide(true);
    await wait(300);
    const before = clock();
    await wait(1_500);
    const after = clock();
    hide(false);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return { hiddenAt: before, stillAt: after, firstAt: clock() };
  });
  expect(stillAt, 'nothing ran unseen').toBe(hiddenAt);
  // Two frames count for 100 ms each at most: far less than the time away.
  expect(firstAt - hiddenAt).toBeLessThanOrEqual(2 * 100 * 3600);
  await expect.poll(() => now(page)).toBeGreaterThan(hiddenAt);
});

test('leaving the lab stops it, coming back plays on', async ({ page }) => {
  await openPausedLab(page);
  await page.getByRole('button', { name: /^Play/ }).click();
  await page.getByRole('link', { name: 'About' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'About Shardbelt' })).toBeVisible();
  expect(await page.evaluate(() => window.shardbelt)).toBeUndefined();
  await page.goBack();
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible();
});
