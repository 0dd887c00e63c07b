/** What a cell is, read from the words behind its block's language: `merge-closed both ask="Does it work?"`. */
export interface CellPlan {
  readonly id: string;
  readonly text: string;
  /** Run by version 1 of the CLI too, on the same world, and shown beside. */
  readonly both: boolean;
  /** A question before the first run: does it work, or is it refused? */
  readonly ask: string | null;
}

export function cellOf(meta: string, text: string): CellPlan {
  const [id = 'cell', ...words] = meta.replace(/ask="[^"]*"/, '').trim().split(/\s+/);
  return { id, text: text.trimEnd(), both: words.includes('both'), ask: /ask="([^"]*)"/.exec(meta)?.[1] ?? null };
}
