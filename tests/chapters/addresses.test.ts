// Holds: an address of a paragraph is made of its heading and unique on its page. That the page gives its paragraphs the very
// addresses that the search names, tests/e2e/search.test.ts holds.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { chapters } from '#chapters';
import { blocksOf } from '../../scripts/prose-anchors.ts';
import { collectProse } from '../../scripts/vite-prose-text.ts';

const folder = fileURLToPath(new URL('../../src/chapters', import.meta.url));
const texts = collectProse(folder);

test('every address is one only, and none is a section’s own', () => {
  const ids = texts.map(({ id, text }) => ({ id, text })).filter(({ id }) => /-\d+$/.test(id));
  expect(ids.length).toBeGreaterThan(130);
  expect(ids.filter(({ id }, at) => ids.findIndex((one) => one.id === id) !== at)).toEqual([]);
  const sections = chapters[0]!.sections.map(({ id }) => id);
  expect(ids.filter(({ id }) => sections.includes(id))).toEqual([]);
});

test('a heading gives its paragraphs their address, and an odd one still has a plain one', () => {
  const heading = (value: string) => ({ type: 'heading', children: [{ type: 'text', value }] });
  const paragraph = { type: 'paragraph', children: [{ type: 'text', value: 'x' }] };
  const root = { type: 'root', children: [paragraph, heading('“It’s 2, or 3?”'), paragraph, { type: 'mdxJsxFlowElement', name: 'Figure' }, paragraph] };
  expect(blocksOf(root, 'belt').map(({ id }) => id)).toEqual(['belt-1', 'its-2-or-3', 'its-2-or-3-1', 'its-2-or-3-2']);
});
