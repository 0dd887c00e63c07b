// Unit and component tests: two projects, Node for what needs no page and jsdom for the app. The browser journeys are Playwright's.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { prosePlugins } from './scripts/prose-plugins.ts';
import { licences } from './scripts/vite-licences.ts';
import { proseText } from './scripts/vite-prose-text.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };
const support = (file: string) => fileURLToPath(new URL(`tests/support/${file}`, import.meta.url));

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(version) },
  plugins: [licences(import.meta.dirname), proseText(import.meta.dirname), prosePlugins()],
  // The service worker's module exists only in a PWA build; tests get a stand-in that never updates.
  resolve: { alias: { 'virtual:pwa-register/react': support('pwa-register.ts') } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/{sim,quiz,chapters,conformance,tidy}/**/*.test.{ts,tsx}'],
          setupFiles: [support('setup.ts')],
          globalSetup: [support('property-seed.ts')],
        },
      },
      {
        extends: true,
        test: {
          name: 'app',
          environment: 'jsdom',
          include: ['tests/app/**/*.test.{ts,tsx}'],
          setupFiles: [support('setup.ts'), support('setup-dom.ts')],
        },
      },
    ],
  },
});
