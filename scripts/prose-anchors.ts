/**
 * The address of every paragraph: `#a-hash-picks-the-shard` for a heading, `#a-hash-picks-the-shard-2` for the second block under it.
 * Made from the headings, so that a new paragraph elsewhere moves no address. A journey holds that the page and the search
 * (`vite-prose-text.ts`) mean the same.
 */
import { basename } from 'node:path';

export interface ProseNode {
  readonly type: string;
  readonly depth?: number;
  readonly value?: string;
  readonly name?: string | null;
  readonly attributes?: readonly { readonly name?: string; readonly value?: unknown }[];
  readonly children?: ProseNode[];
  data?: { hProperties?: Record<string, unknown> };
}

export interface Block {
  readonly node: ProseNode;
  readonly id: string;
  /** The heading it stands under, empty at the beginning of a section, and the address of that place. */
  readonly heading: string;
  readonly under: string;
}

/** What can be pointed at: the rest (figures, tables, notes) has ids of its own. */
const ADDRESSED = new Set(['heading', 'paragraph', 'list', 'code', 'table', 'blockquote']);

/** `03-how-it-works.mdx` → `how-it-works`; undefined for what is no section. */
export const sectionOfFile = (path: string): string | undefined => /^\d\d-(.+)\.mdx$/.exec(basename(path))?.[1];

export function blocksOf(root: ProseNode, section: string): Block[] {
  let under = section;
  let heading = '';
  let count = 0;
  return (root.children ?? []).flatMap((node): Block[] => {
    if (!ADDRESSED.has(node.type)) return [];
    if (node.type === 'heading') {
      heading = textOf(node);
      under = slugOf(heading);
      count = 0;
      return [{ node, id: under, heading, under }];
    }
    count += 1;
    return [{ node, id: `${under}-${count}`, heading, under }];
  });
}

/**
 * A remark plugin: the addresses of headings. Those of the blocks under them follow from these, and the page gives them when it stands
 * (`app/components/block-addresses.ts`): written out, they would be a twentieth of the text.
 */
export function remarkAnchors() {
  return (root: ProseNode, file: { readonly path?: string }) => {
    const section = sectionOfFile(file.path ?? '');
    if (section === undefined) return;
    for (const { node, id } of blocksOf(root, section)) {
      if (node.type === 'heading') node.data = { ...node.data, hProperties: { ...node.data?.hProperties, id } };
    }
  };
}

/** What a reader sees of a node; a fact stands as `{fact:its-id}`, for only the chapter knows its words. */
export function textOf(node: ProseNode): string {
  if (node.name === 'Fact') return `{fact:${String(node.attributes?.find(({ name }) => name === 'id')?.value)}}`;
  if (node.value !== undefined) return node.value;
  const between = node.type === 'list' || node.type === 'table' || node.type === 'tableRow' ? ' ' : '';
  return (node.children ?? []).map(textOf).join(between);
}

const slugOf = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[’'“”]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
