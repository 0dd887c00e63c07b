/** How each kind of actor is shown. A kind of the engine that has no line here does not compile. */
import type { ActorState, World } from '#sim';
import { autoscalerView } from './autoscaler.ts';
import { fanOutConsumerView } from './fan-out-consumer.ts';
import { firehoseView } from './firehose.ts';
import { kclWorkerView } from './kcl-worker.ts';
import { kplProducerView } from './kpl-producer.ts';
import { lambdaMappingView } from './lambda-mapping.ts';
import { pollingConsumerView } from './polling-consumer.ts';
import { producerView } from './producer.ts';
import type { ActorView, Side } from './view.ts';

type Kind = ActorState['kind'];

const views: { readonly [K in Kind]: ActorView<Extract<ActorState, { kind: K }>> } = {
  producer: producerView,
  'kpl-producer': kplProducerView,
  'polling-consumer': pollingConsumerView,
  'fan-out-consumer': fanOutConsumerView,
  'kcl-worker': kclWorkerView,
  'lambda-mapping': lambdaMappingView,
  firehose: firehoseView,
  autoscaler: autoscalerView,
};

export const kinds = Object.keys(views) as readonly Kind[];

export const viewOf = (kind: Kind) => views[kind] as ActorView;

/** What stands on the belt as one: an actor, or those that work together as one application. */
export interface Party {
  /** Unique among parties. */
  readonly key: string;
  readonly name: string;
  readonly view: ActorView;
  readonly members: readonly ActorState[];
}

/** All that stand on one side, in the order in which they came. */
export function partiesOf(world: World, side: Side): Party[] {
  const parties = new Map<string, { key: string; name: string; view: ActorView; members: ActorState[] }>();
  for (const actor of world.actors.values()) {
    const view = viewOf(actor.kind);
    if (view.side !== side) continue;
    const group = view.group?.of(actor);
    const key = group === undefined ? actor.name : `${actor.kind} ${group}`;
    const party = parties.get(key);
    if (party) party.members.push(actor);
    else parties.set(key, { key, name: group ?? actor.name, view, members: [actor] });
  }
  return [...parties.values()];
}

/** A party's members as they are in this world now: going through time replaces their states. */
export function membersNow(world: World, { members }: Party): ActorState[] {
  return members.flatMap(({ name }) => world.actors.get(name) ?? []);
}

/** A reader on its shards: how far behind where it is furthest behind, and what it has lost unread. */
export function lagOf(world: World, party: Party): { readonly behindMs: number; readonly lost: number } {
  const { reading } = party.view;
  const standings = reading?.shards(world, party.members).map((shardIndex) => reading.at(world, party.members, shardIndex)) ?? [];
  return {
    behindMs: Math.max(0, ...standings.map((standing) => standing?.behindMs ?? 0)),
    lost: standings.reduce((sum, standing) => sum + (standing?.lost ?? 0), 0),
  };
}
