// Holds: an address of a paragraph is made of its heading, unique on its page, and the search names the very addresses that the
// page gives its paragraphs.
import { fileURLToPath } from 'node:url';
import { evaluate } from '@mdx-js/mdx';
import { readFileSync, readdirSync } from 'node:fs';
import { createElement, type ComponentType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import * as runtime from 'react/jsx-runtime';
import remarkGfm from 'remark-gfm';
import { expect, test } from 'vitest';
import { chapters } from '#chapters';
import { blocksOf, remarkAnchors, sectionOfFile } from '../../scripts/prose-anchors.ts';
import { remarkErrata } from '../../scripts/remark-errata.ts';
import { collectProse } from '../../scripts/vite-prose-text.ts';

const folder = fileURLToPath(new URL('../../src/chapters', import.meta.url));
const chapterFolder = `${folder}/47-kinesis-data-streams`;
const texts = collectProse(folder);

async function idsOnPage(file: string): Promise<string[]> {
  const passOn = ({ children }: { children?: unknown }) => children as never;
  const { default: Content } = await evaluate({ path: file, value: readFileSync(`${chapterFolder}/${file}`, 'utf8') }, { ...runtime, remarkPlugins: [remarkGfm, remarkAnchors, remarkErrata] });
  const named = ['wrapper', ...new Set(readFileSync(`${chapterFolder}/${file}`, 'utf8').match(/(?<=<)[A-Z]\w+/g))];
  const components = Object.fromEntries(named.map((name) => [name, passOn]));
  return [...renderToStaticMarkup(createElement(Content as ComponentType<{ components: unknown }>, { components })).matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
}

test('every address that the search names stands on the page, once; and no section’s own is taken', async () => {
  const files = readdirSync(chapterFolder).filter((file) => sectionOfFile(file));
  const ids = (await Promise.all(files.map(idsOnPage))).flat();
  expect(ids.length).toBeGreaterThan(200);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  const sections = chapters[0]!.sections.map(({ id }) => id);
  expect(ids.filter((id) => sections.includes(id))).toEqual([]);
  for (const { id, text } of texts) expect([...ids, ...sections], text).toContain(id);
});

test('a heading gives its paragraphs their address, and an odd one still has a plain one', () => {
  const heading = (value: string) => ({ type: 'heading', children: [{ type: 'text', value }] });
  const paragraph = { type: 'paragraph', children: [{ type: 'text', value: 'x' }] };
  const root = { type: 'root', children: [paragraph, heading('“It’s 2, or 3?”'), paragraph, { type: 'mdxJsxFlowElement', name: 'Figure' }, paragraph] };
  expect(blocksOf(root, 'belt').map(({ id }) => id)).toEqual(['belt-1', 'its-2-or-3', 'its-2-or-3-1', 'its-2-or-3-2']);
});
