import mdx from '@mdx-js/rollup';
import react from '@vitejs/plugin-react';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdxFrontmatter from 'remark-mdx-frontmatter';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

export default defineConfig({
  plugins: [
    { enforce: 'pre', ...mdx({ remarkPlugins: [remarkGfm, remarkFrontmatter, remarkMdxFrontmatter] }) },
    react({ include: /\.(mdx|tsx|ts|jsx|js)$/ }),
    VitePWA({
      // An update waits for the learner's click: autoUpdate would reload under a running belt.
      registerType: 'prompt',
      workbox: {
        clientsClaim: true,
        navigateFallback: '/index.html',
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,json,webmanifest}'],
      },
    }),
  ],
  server: { port: 5173 },
  preview: { port: 4173, strictPort: true },
});
