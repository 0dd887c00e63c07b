/** What can be done to whatever is chosen, by one button or one key: each as the action that it is. */
import type { Action, ActorState } from '#sim';
import { select, useLabView } from '../state/lab-view.ts';
import { edit, useSimSession } from '../state/sim-session.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { viewOf } from './actors/index.ts';
import type { Plain } from './actors/setting.ts';
import { mergeCommand, splitCommand } from './commands.ts';
import { neighboursOf } from './reshard.ts';

export interface Deed {
  readonly label: string;
  readonly action: Action;
}

export function stopDeed({ name, kind, running }: ActorState): Deed {
  const view = viewOf(kind);
  return running ? { label: view.stop, action: { type: 'crash actor', actor: name } } : { label: view.restart, action: { type: 'restart actor', actor: name } };
}

export const removeDeed = ({ name }: ActorState): Deed => ({ label: 'Remove', action: { type: 'remove actor', actor: name } });

/** A record that takes no time at all takes this long when it is slowed down, in ms. */
const FIRST_MS = 1;

/** At half its pace: code that takes twice as long for a record, or half as many records put. Null for what has no pace. */
export function slowerDeed({ name, kind, config }: ActorState): Deed | null {
  const plain = config as unknown as Plain;
  for (const setting of viewOf(kind).settings) {
    const [path] = setting.path;
    if (setting.type !== 'number' || (path !== 'processingMsPerRecord' && path !== 'recordsPerSecond')) continue;
    const value = Number(plain[path] ?? setting.absent ?? 0);
    const [min, max] = setting.limits;
    const slower = path === 'recordsPerSecond' ? Math.max(min, value / 2) : Math.min(max, value === 0 ? FIRST_MS : value * 2);
    return slower === value ? null : { label: 'Slower by half', action: { type: 'configure actor', actor: name, change: { [path]: slower } } };
  }
  return null;
}

/** Does it; who has left is no more chosen. */
export function doDeed({ action }: Deed): void {
  if (edit(action).ok && action.type === 'remove actor') select(null);
}

/** The keys of what is chosen. */
export function useDeedShortcuts(): void {
  useShortcuts('What is chosen', [
    { key: 's', label: 'Split the shard in the middle', run: () => reshard('split') },
    { key: 'm', label: 'Merge the shard with its neighbour', run: () => reshard('merge') },
    { key: 'c', label: 'Crash the actor, or restart it', run: () => onActor(stopDeed) },
    { key: 'd', label: 'Slow the actor down by half', run: () => onActor(slowerDeed) },
    { key: 'Delete', label: 'Remove the actor', run: () => onActor(removeDeed) },
    { key: 'i', label: 'Add an actor', run: () => select({ kind: 'add' }) },
  ]);
}

function onActor(of: (actor: ActorState) => Deed | null): void {
  const { selection } = useLabView.getState();
  const actor = selection?.kind === 'actor' ? useSimSession.getState().world.actors.get(selection.name) : undefined;
  const deed = actor && of(actor);
  if (deed) doDeed(deed);
}

function reshard(how: 'split' | 'merge'): void {
  const { selection } = useLabView.getState();
  const { world, scenario } = useSimSession.getState();
  const stream = world.stream(scenario.streamName);
  const shard = selection?.kind === 'shard' ? stream?.shards[selection.index] : undefined;
  if (!stream || !shard) return;
  if (how === 'split') return void edit(splitCommand(stream, shard).action);
  const { below, above } = neighboursOf(shard, stream.shards);
  const other = below ?? above;
  if (other) edit(mergeCommand(stream, shard, other).action);
}
