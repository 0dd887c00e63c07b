/** Where the learner is in each chapter and which sections were read, by chapter slug and section anchor. */
import { create } from 'zustand';
import { readSetting, writeSetting } from '../storage/settings.ts';

export interface Reading {
  /** The section last stood in. */
  readonly at: string | null;
  readonly read: readonly string[];
}

type Chapters = Readonly<Record<string, Reading>>;

const nothingRead: Reading = { at: null, read: [] };
const readStored = () => readSetting<Chapters>('reading', isChapters, {});

function isChapters(value: unknown): value is Chapters {
  return typeof value === 'object' && value !== null && Object.values(value).every(isReading);
}

function isReading(value: unknown): value is Reading {
  if (typeof value !== 'object' || value === null || !('at' in value) || !('read' in value)) return false;
  const { at, read } = value;
  return (at === null || typeof at === 'string') && Array.isArray(read) && read.every((one) => typeof one === 'string');
}

interface ReadingState {
  readonly chapters: Chapters;
  readonly standAt: (slug: string, section: string) => void;
  readonly markRead: (slug: string, section: string) => void;
}

export const useReading = create<ReadingState>((set, get) => {
  function change(slug: string, edit: (reading: Reading) => Reading): void {
    const mine = get().chapters[slug] ?? nothingRead;
    // Another window may have read on since: its ticks are kept.
    const stored = readStored();
    const read = [...new Set([...mine.read, ...(stored[slug]?.read ?? [])])];
    const chapters = { ...stored, ...get().chapters, [slug]: edit({ ...mine, read }) };
    writeSetting('reading', chapters);
    set({ chapters });
  }
  return {
    chapters: readStored(),
    standAt: (slug, section) => {
      if (get().chapters[slug]?.at !== section) change(slug, (reading) => ({ ...reading, at: section }));
    },
    markRead: (slug, section) => {
      if (!get().chapters[slug]?.read.includes(section)) change(slug, (reading) => ({ ...reading, read: [...new Set([...reading.read, section])] }));
    },
  };
});

export const readingOf = (state: ReadingState, slug: string): Reading => state.chapters[slug] ?? nothingRead;
