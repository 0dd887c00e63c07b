// What a journey without a network needs: to know that the first visit has put everything into the cache.
import { expect, type Page } from '@playwright/test';

/** Resolves once a service worker controls the page and its precache holds every file it lists. */
export async function readyOffline(page: Page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  const files = await page.evaluate(async () => {
    const names = await caches.keys();
    const cached = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
    return cached.reduce((sum, count) => sum + count, 0);
  });
  expect(files, 'files in the cache').toBeGreaterThan(10);
}
