/** The index over everything that can be found. It forgives a typo, completes a word, and is built once, when it is first asked. */
import MiniSearch, { type SearchResult } from 'minisearch';
import { documents, type Found } from './documents.ts';

export interface Hit extends Found {
  /** The words of the document that the query matched: to be marked in title and text. */
  readonly words: readonly string[];
}

export type Search = (query: string) => readonly Hit[];

const HITS_MAX = 40;
/** Letters of a word that may be wrong, as a share of it; short words must be right. */
const FUZZY = 0.2;
const FUZZY_FROM = 4;

const words = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
/** AWS's own words run together: "GetShardIterator" is three. */
const parts = (word: string) => word.split(/(?<=[a-z])(?=[A-Z])/);

/** What a text is found by: its words, and the parts of those that run together. */
export const tokens = (text: string): string[] => words(text).flatMap((word) => (parts(word).length > 1 ? [word, ...parts(word)] : [word]));

let built: Promise<Search> | null = null;

/** @returns the search; rejects where its parts could not be fetched, and may then be asked again */
export function openSearch(): Promise<Search> {
  built ??= build().catch((fault: unknown) => {
    built = null;
    throw fault;
  });
  return built;
}

async function build(): Promise<Search> {
  const all = await documents();
  const index = new MiniSearch<Found>({ fields: ['title', 'text', 'place'], storeFields: [], tokenize: tokens });
  index.addAll(all);
  const byId = new Map(all.map((one) => [one.id, one]));
  const options = {
    prefix: (word: string) => word.length >= 2,
    fuzzy: (word: string) => (word.length >= FUZZY_FROM ? FUZZY : false),
    boost: { title: 2.5, place: 0.5 },
    boostDocument: (id: string) => (byId.get(id)!.kind === 'page' ? 1.5 : 1),
  };
  return (query) => {
    const apart = (text: string) => words(text).flatMap(parts);
    // All words; all of them with those that run together taken apart; as many of them as there are.
    const ways = [{ tokenize: words, combineWith: 'AND' }, { tokenize: apart, combineWith: 'AND' }, { tokenize: apart, combineWith: 'OR' }] as const;
    const hits = ways.reduce<SearchResult[]>((found, way) => (found.length > 0 ? found : index.search(query, { ...options, ...way })), []);
    return hits.slice(0, HITS_MAX).map(({ id, terms }) => ({ ...byId.get(id as string)!, words: terms }));
  };
}
