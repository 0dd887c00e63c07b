/** What must hold of producers: every record made is in one place, and none is known to be stored that is not. */
import type { ActorBase } from '../actors/actor.ts';
import type { ProducerState } from '../actors/producer.ts';
import type { World } from '../world.ts';

export function checkProducer(world: World, producer: ProducerState, breaches: string[]): void {
  const { produced, acknowledged, ignored, givenUp, duplicated, retried } = producer.counts;
  const forgotten = produced - acknowledged - ignored - givenUp - recordsUnderWay(world, producer);
  // A crash forgets what was under way; nothing else does.
  if (forgotten < 0 || (forgotten > 0 && producer.life === 0)) {
    breaches.push(`${producer.name}: ${forgotten} of ${produced} records are neither acknowledged, given up nor under way`);
  }
  if (duplicated > retried) breaches.push(`${producer.name}: ${duplicated} records were stored again, but only ${retried} sent again`);
  if (producer.running && producer.config.order === 'serial' && producer.line.waiting > 0 && producer.line.busy === 0) {
    breaches.push(`${producer.name}: ${producer.line.waiting} calls wait for nothing`);
  }
}

/** Records of this life in requests, in answers and waiting to be sent, without those that are known to be stored. */
function recordsUnderWay(world: World, { name, life }: ActorBase): number {
  let records = 0;
  for (const { payload } of world.pendingEvents()) {
    const event = payload as Pending;
    if (event.actor !== name || event.life !== life) continue;
    const { input, tag } = event.answer ?? event;
    const entries = event.message?.entries ?? (input && ('Records' in input ? input.Records : [input])) ?? [];
    const { stored } = event.message?.tag ?? tag ?? {};
    records += entries.filter((_, i) => !stored?.[i]).length;
  }
  return records;
}

interface Tagged {
  readonly input?: { readonly Records?: readonly unknown[] };
  readonly tag?: { readonly stored?: readonly boolean[] };
}
interface Pending extends Tagged {
  readonly actor?: string;
  readonly life?: number;
  readonly answer?: Tagged;
  readonly message?: Tagged & { readonly entries?: readonly unknown[] };
}
