/** The address of each block of a section: its heading's, and which block under it this is. As `scripts/prose-anchors.ts` counts them. */
const BLOCK = 'p, ul, ol, blockquote, .prose-table, .code-block, .cell';

export function giveAddresses(prose: Element, section: string): void {
  let under = section;
  let count = 0;
  for (const block of prose.children) {
    if (block.matches('h3, h4')) {
      under = block.id;
      count = 0;
    } else if (block.matches(BLOCK)) {
      count += 1;
      block.id ||= `${under}-${count}`;
    }
  }
}
