/** What must hold of producers: every record made is in one place, and none is known to be stored that is not. */
import type { ActorBase } from '../actors/actor.ts';
import type { BufferedRecord, KinesisRecord } from '../actors/kpl/buffered-record.ts';
import type { KplState } from '../actors/kpl/index.ts';
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

export function checkKplProducer(world: World, kpl: KplState, breaches: string[]): void {
  const must = (condition: boolean, text: string) => condition || breaches.push(`${kpl.name}: ${text}`);
  const { made, refused, acknowledged, failed } = kpl.counts;
  const forgotten = made - refused - acknowledged - failed - kpl.outstanding;
  must(forgotten === 0 || (forgotten > 0 && kpl.life > 0), `${forgotten} of ${made} records are neither acknowledged, failed nor outstanding`);

  const calls = callsUnderWay(world, kpl);
  must(calls.length === kpl.callsUnderWay, `${calls.length} calls are under way, not ${kpl.callsUnderWay}`);
  const aggregates = [...kpl.aggregates.values()];
  const limiters = [...kpl.limiters.values()];
  const packed = [...calls, ...kpl.callsWaiting, kpl.collector.records, ...limiters.map(({ queue }) => queue)].flat();
  const buffered: BufferedRecord[] = [...packed, ...aggregates].flatMap(({ records }) => records);
  must(buffered.length === kpl.outstanding, `${buffered.length} records are in its hands, not ${kpl.outstanding}`);
  must(new Set(buffered.map(({ n }) => n)).size === buffered.length, 'it has a record twice');
  must(buffered.every(({ deadlineMs, expiresMs }) => deadlineMs <= expiresMs), 'a record is due after it has expired');

  for (const { records, bytes, queue } of limiters) {
    must(records.tokens >= 0 && bytes.tokens >= 0, 'a limiter gave more than it had');
    must(queue.every((record, i) => i === 0 || queue[i - 1]!.deadlineMs <= record.deadlineMs), 'a limiter’s queue is out of order');
    must(queue.length === 0 || kpl.draining, 'nobody looks at a limiter’s queue');
  }
  for (const { records, wakeMs, deadlineMs } of [...aggregates, kpl.collector]) {
    must(records.length === 0 || (wakeMs !== null && wakeMs >= world.nowMs && wakeMs <= Math.max(world.nowMs, Math.ceil(deadlineMs))), 'nobody looks at a deadline');
  }
}

function callsUnderWay(world: World, { name, life }: ActorBase): (readonly KinesisRecord[])[] {
  return world.pendingEvents().flatMap(({ payload }) => {
    const event = payload as Pending;
    const { records } = (event.answer ?? event).tag ?? {};
    return event.actor === name && event.life === life && records ? [records] : [];
  });
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
  readonly tag?: { readonly stored?: readonly boolean[]; readonly records?: readonly KinesisRecord[] } | null;
}
interface Pending extends Tagged {
  readonly actor?: string;
  readonly life?: number;
  readonly answer?: Tagged;
  readonly message?: Tagged & { readonly entries?: readonly unknown[] };
}
