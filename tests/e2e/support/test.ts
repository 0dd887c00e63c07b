// What every journey uses instead of Playwright's own `test`: a page that reports an error fails its journey, and `ownSite` is
// the production build on a server that this one test may stop.
import { test as base, expect, type Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { serve } from '../../../scripts/site.mjs';

interface Fixtures {
  noPageErrors: void;
  /** Another origin than the shared server, so its service worker starts from nothing. `stop` may be called early. */
  ownSite: { url: string; stop: () => Promise<void> };
}

export const test = base.extend<Fixtures>({
  noPageErrors: [
    async ({ page }, provide) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
      page.on('console', (message) => {
        // With the server stopped the browser itself reports every request that fails; that is no error of ours.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text());
      });
      await provide();
      expect(errors, 'errors on the page').toEqual([]);
    },
    { auto: true },
  ],
  // Playwright reads the fixtures a fixture needs from this pattern: it needs none.
  // oxlint-disable-next-line no-empty-pattern
  ownSite: async ({}, provide) => {
    const site = await serve(0);
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= site.close());
    await provide({ url: site.url, stop });
    await stop();
  },
});

export { expect };

/** WCAG 2.2 A and AA by axe, on the page as it stands; or only the rules named. */
export async function expectAccessible(page: Page, rules?: string[]) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const axe = new AxeBuilder({ page });
  const { violations, passes } = await (rules ? axe.withRules(rules) : axe.withTags(tags)).analyze();
  expect(passes.length, 'axe looked at something').toBeGreaterThan(0);
  expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} – ${node.failureSummary ?? ''}`))).toEqual([]);
}

/** The page is no wider than its window, so nothing scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page) {
  const { content, room, widest } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    // What scrolls within a box of its own is not what makes the page wide.
    const boxed = (element: Element) => {
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) if (getComputedStyle(box).overflowX !== 'visible') return true;
      return false;
    };
    const beyond = scrollWidth > clientWidth ? [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > clientWidth && !boxed(element)) : [];
    return { content: scrollWidth, room: clientWidth, widest: beyond.slice(-3).map((element) => element.outerHTML.slice(0, 160)) };
  });
  expect(content, `the page is ${content - room} px too wide: ${widest.join(' ')}`).toBeLessThanOrEqual(room);
}
