/** From one thing to its neighbours, in a line of text: a shard, an actor, a record, a lease, a moment. */
import { shardIdOf } from '#sim';
import { Fragment, type ReactNode } from 'react';
import { select, useLabView, type Selection } from '../state/lab-view.ts';
import { goTo, useSimSession } from '../state/sim-session.ts';
import type { Party } from './actors/index.ts';
import { formatClock } from './format.ts';

interface GoProps {
  readonly to: Selection;
  readonly mono?: boolean;
  /** What a screen reader hears where the words around it say more than the link. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** Shows another thing in the panel; what is shown already stays. */
export function Go({ to, mono = false, label, children }: GoProps) {
  return (
    <button type="button" className={mono ? 'go mono' : 'go'} aria-label={label} onClick={() => show(to)}>
      {children}
    </button>
  );
}

export function show(to: Selection): void {
  if (JSON.stringify(useLabView.getState().selection) !== JSON.stringify(to)) select(to);
}

export const ToShard = ({ index }: { readonly index: number }) => (
  <Go to={{ kind: 'shard', index }} mono label={`Show ${shardIdOf(index)}`}>
    {shardIdOf(index)}
  </Go>
);

export const ToShards = ({ indices }: { readonly indices: readonly number[] }) =>
  indices.map((index, i) => (
    <Fragment key={index}>
      {i > 0 && ', '}
      <ToShard index={index} />
    </Fragment>
  ));

/** Told from the card of the same name by its first word. The learner, and whoever has left, have no panel. */
export function ToActor({ name }: { readonly name: string }) {
  return useSimSession.getState().world.actors.has(name) ? (
    <Go to={{ kind: 'actor', name }} label={`Show ${name}`}>
      {name}
    </Go>
  ) : (
    name
  );
}

/** Where a reader's standing on a shard is told: for an application the lease, else the actor. */
export function placeOf({ name, members }: Party, shardIndex: number): Selection {
  return members[0]!.kind === 'kcl-worker' ? { kind: 'lease', application: name, shard: shardIndex } : { kind: 'actor', name: members[0]!.name };
}

export function GoToMoment({ atMs }: { readonly atMs: number }) {
  const text = formatClock(atMs, true);
  return (
    <button type="button" className="go mono" aria-label={`Go to ${text}`} title="Go to that moment" onClick={() => goTo(atMs)}>
      {text}
    </button>
  );
}
