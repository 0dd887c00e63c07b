/** Where the learner is in each chapter and which sections were read, by chapter slug and section anchor. */
import * as v from 'valibot';
import { create } from 'zustand';
import { readSetting, writeSetting } from '../storage/settings.ts';

const placeSchema = v.object({ at: v.nullable(v.string()), read: v.array(v.string()) });
export type Reading = v.InferOutput<typeof placeSchema>;

const schema = v.record(v.string(), placeSchema);
const nothingRead: Reading = { at: null, read: [] };
const readStored = () => readSetting('reading', schema, {});

interface ReadingState {
  readonly chapters: Readonly<Record<string, Reading>>;
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
