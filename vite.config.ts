import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { prosePlugins } from './scripts/prose-plugins.ts';
import { chapterPages } from './scripts/vite-chapter-pages.ts';
import { licences } from './scripts/vite-licences.ts';
import { proseText } from './scripts/vite-prose-text.ts';

const { version, description } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string; description: string };

export default defineConfig(({ command }) => ({
  // The package's own entries lead to its development build, also in a production build: it warns, and is larger.
  ...(command === 'build' && { resolve: { alias: [{ find: /^react-router$/, replacement: fileURLToPath(new URL('node_modules/react-router/dist/production/index.mjs', import.meta.url)) }] } }),
  define: { __APP_VERSION__: JSON.stringify(version) },
  plugins: [
    licences(import.meta.dirname),
    proseText(import.meta.dirname),
    prosePlugins(),
    chapterPages(import.meta.dirname),
    VitePWA({
      // An update waits for the learner's click: autoUpdate would reload under a running belt.
      registerType: 'prompt',
      manifest: {
        name: 'Shardbelt',
        short_name: 'Shardbelt',
        description,
        lang: 'en',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        // --paper of the light theme (app/styles/tokens.css); a manifest cannot read a custom property.
        theme_color: '#fbfaf6',
        background_color: '#fbfaf6',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      workbox: {
        clientsClaim: true,
        navigateFallback: '/index.html',
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,json,webmanifest}'],
      },
    }),
  ],
  build: {
    // Every browser that runs the rest knows modulepreload.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The chapter takes its quotas through the door of the simulator: that must not bring the simulator along.
      treeshake: { moduleSideEffects: [{ test: /\/src\/(sim|quiz|chapters)\//, sideEffects: false }] },
      output: {
        // The first load names every file of the site: the shorter its hash, the smaller. Seven letters are the fewest that the bundler takes.
        chunkFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:6][extname]',
        codeSplitting: {
          groups: [
            // The sections of a chapter are always fetched together; one file of them is a quarter smaller than fourteen.
            { name: (id: string) => /src\/chapters\/(\d+)-[^/]+\/.*\.mdx$/.exec(id)?.[1]?.replace(/^/, 'prose-') ?? null },
            // The rules of quiz and exam, shared by their pages, the review and the progress page: each file less is a name less in the first load.
            { name: 'quiz-rules', test: /\/src\/quiz\/(reducer|exam-reducer|exam-score|exam-draw|exam-question|gate|deck-order|card|sum)\./ },
            // What prose is made of, shared with home, about and quiz: left to itself it becomes a file for each pair of pages.
            { name: 'prose-parts', test: /\/app\/(course\.ts|figures\/(index|figure)\.|state\/reading\.|components\/(mdx-components|copy-button|scroll-box|fact|erratum|comparison-table|source-note|chapter-context|media-query|failure-boundary)\.)/ },
          ],
        },
      },
    },
  },
  server: { port: 5173 },
  preview: { port: 4173, strictPort: true },
}));
