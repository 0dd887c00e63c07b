/** Whether the browser promises to keep the learner's marks when room runs short: asked once there is something worth keeping. */
import type { QuizState } from '#quiz';
import { useEffect } from 'react';
import { create } from 'zustand';
import { askToPersist, storageReport } from '../storage/persistence.ts';

/** Null until it is known, and where the browser does not say. */
export const useKept = create<{ readonly kept: boolean | null }>(() => ({ kept: null }));

export async function askToKeep(): Promise<void> {
  useKept.setState({ kept: await askToPersist() });
}

async function lookWhetherKept(): Promise<void> {
  useKept.setState({ kept: (await storageReport()).persisted });
}

/** Whether the browser was asked, as the end of a first round does, and has not promised it. Asks nothing by itself. */
export function useKeepingRefused({ decks }: QuizState): boolean {
  const asked = [...decks.values()].some(({ best }) => best !== null);
  const kept = useKept((state) => state.kept);
  useEffect(() => {
    if (asked) void lookWhetherKept();
  }, [asked]);
  return asked && kept === false;
}
