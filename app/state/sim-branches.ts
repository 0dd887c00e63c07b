/** Histories of the world on the belt: its branches, and what is taken back and done again. */
import { actionText } from '../belt/action-text.ts';
import { markersUpTo, noMarkers, type Markers } from '../belt/markers.ts';
import { edit, pause, redraw, useSimSession } from './sim-session.ts';

const { getState: get, setState: set } = useSimSession;

/** Goes on in another branch, at the same moment or where it ends. */
export function switchBranch(id: number): void {
  pause();
  const { world, markers, otherMarkers } = get();
  const { current } = world.timeline.branches;
  if (current.id === id || !world.timeline.switchTo(id)) return;
  set({ answer: null, undone: [], markers: otherMarkers.get(id) ?? noMarkers, otherMarkers: new Map(otherMarkers).set(current.id, markers) });
  redraw();
}

/** @returns whether that can be a name */
export function nameBranch(id: number, name: string): boolean {
  const taken = get().world.timeline.branches.rename(id, name);
  redraw();
  return taken;
}

export function forgetBranch(id: number): void {
  const { world, otherMarkers } = get();
  world.timeline.branches.remove(id);
  set({ otherMarkers: new Map([...otherMarkers].filter(([branch]) => branch !== id)) });
  redraw();
}

/** Takes back the last action before the playhead, and goes to the moment at which it was done. */
export function undo(): void {
  pause();
  const { world, undone, markers, otherMarkers } = get();
  const { current } = world.timeline.branches;
  const taken = world.timeline.undo();
  if (!taken) return set({ stop: 'There is nothing to take back.' });
  const back = world.timeline.branches.current;
  const known = back === current ? undefined : otherMarkers.get(back.id);
  set({
    answer: null,
    undone: [taken, ...undone],
    stop: `Taken back: ${actionText(taken.action)}.`,
    markers: known ?? before(markersUpTo(world, markers), world.nowMs),
    ...(back !== current && { otherMarkers: new Map(otherMarkers).set(current.id, markers) }),
  });
  redraw();
}

/** Without what is marked at this very moment: that is what was taken back. */
const before = ({ list, entries }: Markers, nowMs: number): Markers => ({ list: list.filter(({ atMs }) => atMs < nowMs), entries });

/** Does again what was taken back last, at its moment. */
export function redo(): void {
  pause();
  const { world, undone: [next, ...rest] } = get();
  if (!next) return set({ stop: 'There is nothing to do again.' });
  world.timeline.goTo(next.before);
  edit(next.action);
  set({ undone: rest, stop: `Done again: ${actionText(next.action)}.` });
}
