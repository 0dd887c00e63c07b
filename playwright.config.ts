// Browser journeys against the production build, in a real Chromium. A test that fails once is red: no retries.
import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.mjs';

const port = Number(process.env.E2E_PORT ?? 4303);
const browser = await findBrowser();

export default defineConfig({
  testDir: 'tests/e2e',
  // Five thousand random events still find something new now and then: until they do not, they run when asked for (MONKEY=1).
  testIgnore: process.env.MONKEY ? [] : ['**/monkey.test.ts'],
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  // One set of pictures for every platform: fonts are our own, and what a different build smooths otherwise is let pass.
  snapshotPathTemplate: 'tests/e2e/pictures/{arg}{ext}',
  expect: { toHaveScreenshot: { maxDiffPixelRatio: 0.005, threshold: 0.2, scale: 'css' } },
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions: browser ? { executablePath: browser.path } : {},
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    viewport: { width: 1440, height: 900 },
  },
  // Phone journeys set their own viewport with test.use.
  projects: [{ name: 'desktop' }],
  webServer: {
    command: 'node scripts/start.mjs',
    env: { PORT: String(port) },
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});
