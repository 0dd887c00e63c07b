/** What a chapter is made of. A chapter is a folder `NN-slug/`; `index.ts` beside this file registers it. */
import type { Card, ExamPool, Sum } from '#quiz';
import type { TimedAction, WorldPlan } from '#sim';
import type { ComponentType } from 'react';

/** Where a figure or claim was read, and the day it was read. */
export interface Source {
  readonly title: string;
  readonly url?: string;
  /** ISO date. */
  readonly checked: string;
}

/** One number, name or limit. Prose says `<Fact id="…"/>`; tables, cards and figures read the same entry. */
export interface Fact {
  /** Kebab-case, unique in its chapter. */
  readonly id: string;
  /** As prose prints it: "1 MB/s". */
  readonly text: string;
  /** One full sentence for whoever asks: what is limited, per what. */
  readonly says: string;
  readonly source: Source;
}

/** A moment of a world: whoever plays it gets the same one. Times in ms of virtual time, from its beginning. */
export interface Moment {
  /** A scenario's slug, or a small world of its own. */
  readonly world: string | WorldPlan;
  /** Absent = the scenario's own; of a world of its own 1. */
  readonly seed?: number;
  /** What is done in it, in order of time: no later than the moment. */
  readonly actions?: readonly TimedAction[];
  readonly atMs: number;
  /** Commands typed at a console then, a line each: each `aws` takes half a second, `sleep` takes longer. The moment shown is the one after them. */
  readonly script?: string;
}

/** A moment that proves a card's answer on the belt. */
export interface ShowMe extends Moment {
  /** One plain sentence: what on the belt to look at. */
  readonly look: string;
  /** What is selected when it opens. */
  readonly select?:
    | { readonly kind: 'shard'; readonly index: number }
    | { readonly kind: 'actor'; readonly name: string }
    /** `index` is its place in the shard's log. */
    | { readonly kind: 'record'; readonly shard: number; readonly index: number }
    /** A reader on a shard, where it goes on. */
    | { readonly kind: 'pin'; readonly party: string; readonly shard: number }
    /** A lease of an application of the KCL, by its shard. */
    | { readonly kind: 'lease'; readonly application: string; readonly shard: number }
    /** A call, by its number in the log of calls. */
    | { readonly kind: 'call'; readonly index: number };
}

/** Commands to be read with what they print. That is never written down: the command line of the simulator is asked. */
export interface CliSession extends Moment {
  readonly script: string;
}

/** A card with what the simulator and AWS's own pages say to it. */
export interface ChapterCard extends Card {
  /** The page that its `source` names. */
  readonly sourceUrl?: string;
  /** Where the simulator proves the answer; absent where only a source can. */
  readonly show?: ShowMe;
  /** Of `cli-output` only: whose output is to be read before the question is answered. */
  readonly cli?: CliSession;
  /** The scenario to play for its topic, by slug; absent where the simulator has nothing to play. */
  readonly lab?: string;
  /** The chapter's figure that shows its topic, by id; absent where none does. */
  readonly figure?: string;
}

/** A place where the exam chapter and AWS differ. */
export interface Erratum {
  /** The id of the checked fact sheet. */
  readonly id: string;
  readonly topic: string;
  readonly chapter: string;
  readonly aws: string;
  readonly exam: string;
  /** Where AWS's own pages disagree: which says what. */
  readonly disputed?: string;
  readonly source: Source;
}

/** A comparison: what is compared stands in the column heads, the aspect in the first cell of each row. */
export interface ComparisonTable {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly string[];
  /** Whether another order of its rows tells something. */
  readonly sortable?: boolean;
  readonly rows: readonly { readonly id: string; readonly aspect: string; readonly cells: readonly string[] }[];
}

/** One sheet of paper: groups of lines, each a label and what belongs to it. */
export type CheatSheet = readonly { readonly title: string; readonly lines: readonly { readonly label: string; readonly text: string }[] }[];

/** Where a row of a table leads. */
export interface RowLinks {
  /** A section's anchor. */
  readonly section: string;
  /** A card's id. */
  readonly card: string;
  /** The slug of a scenario that shows it. */
  readonly run?: string;
}

/** Every table of a chapter, also those that its prose does not show. */
export interface Tables {
  readonly all: readonly ComparisonTable[];
  /** By `table-id/row-id`. */
  readonly links: Readonly<Record<string, RowLinks>>;
}

/** Ids of the checked fact sheet (W01, O02, I03, E04, T005 …): what each section's prose teaches, what each fact carries. */
export interface Coverage {
  readonly sections: Readonly<Record<string, readonly string[]>>;
  readonly facts: Readonly<Record<string, readonly string[]>>;
}

export interface Section {
  /** The anchor: `#how-it-works`. */
  readonly id: string;
  readonly title: string;
  /** The name in the contents list, where `title` is too long for it. */
  readonly shortTitle?: string;
  readonly load: () => Promise<{ default: ComponentType<{ components?: Record<string, unknown> }> }>;
}

export interface Chapter {
  readonly number: number;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly sections: readonly Section[];
  readonly facts: readonly Fact[];
  readonly errata: readonly Erratum[];
  /** Those that the prose shows. */
  readonly tables: readonly ComparisonTable[];
  /** Apart from the rest, like the cards. */
  readonly loadTables: () => Promise<Tables>;
  readonly loadCoverage: () => Promise<Coverage>;
  readonly loadCheatSheet: () => Promise<CheatSheet>;
  /** Apart from the rest: only the quiz needs the cards, every page would carry them. */
  readonly loadCards: () => Promise<readonly ChapterCard[]>;
  /** The generator of practice sums: a sum for every seed, an integer of 32 bits; as apart as the cards. */
  readonly loadSums: () => Promise<(seed: number) => Sum>;
  /** What exams are drawn from; as apart as the cards. */
  readonly loadExam: () => Promise<ExamPool>;
}

/** The course a chapter stands in. Only what is known is said: chapters that are not here have no title. */
export interface Course {
  /** How many chapters the course has, here or not. */
  readonly total: number;
  /** Those that exist in this build, in course order. */
  readonly chapters: readonly Chapter[];
  /** The chapter that a pass unlocks; it need not exist here. */
  readonly next: { readonly number: number };
}
