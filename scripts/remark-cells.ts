/** What stands behind the language of a fenced block (```sh put both) reaches the page: the block is a cell that can be run. */
import type { ProseNode } from './prose-anchors.ts';

export function remarkCells() {
  return (root: ProseNode & { readonly meta?: string | null }) => {
    for (const node of (root.children ?? []) as (ProseNode & { readonly meta?: string | null })[]) {
      if (node.type === 'code' && node.meta) node.data = { ...node.data, hProperties: { ...node.data?.hProperties, 'data-cell': node.meta } };
    }
  };
}
