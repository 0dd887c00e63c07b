/** A Vite plugin: `virtual:prose-text` is the prose of every chapter as text, block by block with its address, for the search. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProcessor } from '@mdx-js/mdx';
import remarkGfm from 'remark-gfm';
import type { Plugin } from 'vite';
import type { ProseText } from 'virtual:prose-text';
import { blocksOf, sectionOfFile, textOf, type ProseNode } from './prose-anchors.ts';

export function proseText(root: string): Plugin {
  const id = 'virtual:prose-text';
  const resolved = `\0${id}`;
  return {
    name: 'prose-text',
    resolveId: (source) => (source === id ? resolved : undefined),
    load: (source) => (source === resolved ? `export const proseText = ${JSON.stringify(collectProse(join(root, 'src/chapters')))};` : undefined),
  };
}

export function collectProse(folder: string): ProseText[] {
  const processor = createProcessor({ remarkPlugins: [remarkGfm] });
  const chapters = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return chapters.flatMap(({ name }) =>
    readdirSync(join(folder, name)).toSorted().flatMap((file) => {
      const section = sectionOfFile(file);
      if (section === undefined) return [];
      const tree = processor.parse(readFileSync(join(folder, name, file), 'utf8')) as ProseNode;
      return blocksOf(tree, section)
        .filter(({ node }) => node.type !== 'heading')
        .map(({ node, id, heading, under }) => ({ chapter: Number(name.slice(0, 2)), section, id: node.type === 'code' ? under : id, heading, text: textOf(node).replaceAll(/\s+/g, ' ').trim() }));
    }),
  );
}
