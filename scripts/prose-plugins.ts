// How MDX and JSX are compiled: one list for the app's build and for its tests, so that both see the same prose.
import mdx from '@mdx-js/rollup';
import react from '@vitejs/plugin-react';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdxFrontmatter from 'remark-mdx-frontmatter';
import type { PluginOption } from 'vite';
import { remarkCells } from './remark-cells.ts';
import { remarkAnchors } from './prose-anchors.ts';
import { remarkErrata } from './remark-errata.ts';

export const prosePlugins = (): PluginOption[] => [
  // MDX becomes JSX first; the React plugin then handles it like any other component.
  { enforce: 'pre', ...mdx({ remarkPlugins: [remarkGfm, remarkFrontmatter, remarkMdxFrontmatter, remarkAnchors, remarkCells, remarkErrata] }) },
  react({ include: /\.(mdx|tsx|ts|jsx|js)$/ }),
];
