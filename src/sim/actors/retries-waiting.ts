/** What producers hold for another attempt at this moment: in a plain one's messages to itself, in the KPL's buffers. For the eye. */
import type { World } from '../world.ts';
import type { ActorMessage } from './actor.ts';
import type { BufferedRecord, KinesisRecord } from './kpl/buffered-record.ts';
import type { KplState } from './kpl/index.ts';
import type { ProducerMessage } from './producer.ts';

interface Waiting {
  readonly actor: string;
  readonly life: number;
  readonly message?: ActorMessage;
}

/** @returns records by the producer's ordinal; of the KPL user records. A producer with none is not there */
export function retriesWaiting(world: World): ReadonlyMap<number, number> {
  const waiting = new Map<number, number>();
  const add = (ordinal: number, records: number) => records > 0 && waiting.set(ordinal, (waiting.get(ordinal) ?? 0) + records);
  for (const { kind, payload } of world.kernel.pendingEvents) {
    if (kind !== 'message') continue;
    const { actor: name, life, message } = payload as Waiting;
    const actor = world.actors.get(name);
    if (actor?.kind !== 'producer' || actor.life !== life) continue;
    const due = message as ProducerMessage;
    // What the SDK holds back may be new.
    if (due.type === 'retry' || (due.type === 'send' && (due.tag.attempt > 1 || (due.tag.sdk?.attempt ?? 1) > 1))) add(actor.ordinal, due.entries.length);
  }
  for (const actor of world.actors.values()) if (actor.kind === 'kpl-producer') add(actor.ordinal, heldByKpl(actor));
  return waiting;
}

function heldByKpl({ aggregates, limiters, collector, callsWaiting }: KplState): number {
  const again = (records: readonly BufferedRecord[]) => records.reduce((sum, { attempts }) => sum + (attempts > 0 ? 1 : 0), 0);
  const packed = (records: readonly KinesisRecord[]) => records.reduce((sum, record) => sum + again(record.records), 0);
  let held = packed(collector.records);
  for (const { records } of aggregates.values()) held += again(records);
  for (const { queue } of limiters.values()) held += packed(queue);
  for (const records of callsWaiting) held += packed(records);
  return held;
}
