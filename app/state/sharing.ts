/** Handing a run on, and taking one over: what the share dialog shows. */
import { fileToRun, linkToRun, runOf, runToFile, scenarios, type ReadRun, type Run } from '#sim';
import { create } from 'zustand';
import { labPathOf, RUN_FRAGMENT } from './run-link.ts';
import { saveFile } from './save-file.ts';
import { openRun, pause, stopOpening, useSimSession } from './sim-session.ts';

interface Sharing {
  readonly open: boolean;
  /** What came by a link or a file and is not simply good. */
  readonly received: ReadRun | null;
  /** What of a run that is open now came out otherwise than where it was made. */
  readonly differences: readonly string[];
}

const closed: Sharing = { open: false, received: null, differences: [] };

export const useSharing = create<Sharing>(() => closed);
const { setState: set } = useSharing;

/** More than any file of ours; the rest need not be read to know that. */
const FILE_BYTES_READ = 8_400_000;

/** A share shows one moment: the world waits. */
export function openSharing(): void {
  pause();
  set({ ...closed, open: true });
}

export function closeSharing(): void {
  if (useSimSession.getState().opening !== null) stopOpening();
  set(closed);
}

export function currentRun(): Run {
  const { world, scenario } = useSimSession.getState();
  return runOf(world, scenario, scenarios);
}

export function linkTo(run: Run): string {
  return location.origin + labPathOf(run);
}

export function saveAsFile(run: Run): void {
  saveFile(runToFile(run), `shardbelt-${typeof run.world === 'string' ? run.world : 'world'}.json`, 'application/json');
}

export const hasRun = (fragment: string) => fragment.startsWith(RUN_FRAGMENT);

export const receiveLink = (fragment: string) => receive(linkToRun(fragment.slice(RUN_FRAGMENT.length), scenarios));

export async function receiveFile(file: Blob): Promise<void> {
  await receive(fileToRun(await file.slice(0, FILE_BYTES_READ).text(), scenarios));
}

/** Opens what is wholly good; else says what is not, and leaves it to the learner. */
async function receive(received: ReadRun): Promise<void> {
  if (received.run && received.problems.length === 0) return take(received.run);
  pause();
  set({ open: true, received, differences: [] });
}

/** Does a run again and puts it on the belt. */
export async function take(run: Run): Promise<void> {
  set({ open: true, received: null, differences: [] });
  const differences = await openRun(run);
  set({ open: differences.length > 0, differences });
}
