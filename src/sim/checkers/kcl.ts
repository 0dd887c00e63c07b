/** What must hold of an application on the KCL: of its lease table, of its workers, and of the account of its records. */
import { applicationKey, counterOf, isSentinel, SHARD_END, type Application } from '../actors/kcl/lease-table.ts';
import type { KclWorkerState } from '../actors/kcl/state.ts';
import { shardIdOf, type Stream } from '../kinesis/model/stream.ts';
import type { World } from '../world.ts';

export function checkKcl(world: World, breaches: string[]): void {
  const applications = new Map<string, KclWorkerState[]>();
  for (const actor of world.actors.values()) {
    if (actor.kind !== 'kcl-worker') continue;
    const key = applicationKey(actor.config.application, actor.config.streamName);
    applications.set(key, [...(applications.get(key) ?? []), actor]);
  }
  for (const [key, ours] of applications) {
    const table = world.plain.shared.get(key) as Application | undefined;
    if (!table) continue;
    for (const worker of ours) checkWorker(world, table, worker, breaches);
    checkHolders(world, table, ours, breaches);
    checkAccounts(world, table, world.stream(ours[0]!.config.streamName), breaches);
  }
}

function checkWorker(world: World, table: Application, worker: KclWorkerState, breaches: string[]): void {
  const must = (condition: boolean, text: string) => condition || breaches.push(`${worker.name}: ${text}`);
  must(worker.running || (worker.held.size === 0 && worker.consumers.size === 0), 'it holds leases and does not run');
  const { processed, repeated } = worker.counts;
  must(repeated <= processed, 'it repeated more than it processed');
  for (const key of worker.held.keys()) must(worker.consumers.has(key), `nobody reads ${key}, whose lease it holds`);
  for (const { leaseKey, phase, queue, work, shutdown, children } of worker.consumers.values()) {
    must((work === null) === (queue.length === 0), `batches of ${leaseKey} wait and nobody takes one`);
    must(queue.every(({ from }, i) => i === 0 || queue[i - 1]!.to <= from), `batches of ${leaseKey} are out of order`);
    must(shutdown !== 'SHARD_END' || children !== null, `${leaseKey} ends before its end was read`);
    const parents = table.leases.get(leaseKey)?.parentShardId ?? [];
    const parentsDone = parents.every((parent) => (table.leases.get(parent)?.checkpoint ?? SHARD_END) === SHARD_END);
    must(phase === 'WAITING_ON_PARENT_SHARDS' || parentsDone || shutdown === 'LEASE_LOST', `${leaseKey} is read before its parents are done with`);
  }
}

/** Two workers may think that they hold a lease; only one of them can still write. */
function checkHolders(world: World, table: Application, workers: readonly KclWorkerState[], breaches: string[]): void {
  for (const { leaseKey, leaseOwner, checkpointOwner, leaseCounter } of table.leases.values()) {
    const writers = workers.filter(({ name, held }) => held.get(leaseKey)?.counter === leaseCounter && (name === leaseOwner || name === checkpointOwner));
    if (writers.length > 1) breaches.push(`${leaseKey}: ${writers.map(({ name }) => name).join(' and ')} can both write its lease`);
    if (checkpointOwner !== null && checkpointOwner === leaseOwner) breaches.push(`${leaseKey}: it is handed over to its owner`);
  }
}

function checkAccounts(world: World, table: Application, stream: Stream | undefined, breaches: string[]): void {
  for (const { shardIndex, start, furthest, processed, repeated, skipped, lost, passedOver, discarded } of table.shards.values()) {
    const must = (condition: boolean, text: string) => condition || breaches.push(`${table.name} at ${shardIdOf(shardIndex)}: ${text}`);
    must(repeated <= processed, 'it repeated more than it processed');
    const shard = stream?.shards[shardIndex];
    const row = table.leases.get(shardIdOf(shardIndex));
    // The stream may have been made anew: then the rows speak of another.
    if (!shard || start === null) continue;
    const { length } = shard.cursor;
    must(furthest.index <= length, 'it processed more than there is');
    const through = processed - repeated + skipped + lost + passedOver + discarded;
    // An aggregate has more user records than the one record that it is.
    if (furthest.sub === 0) must(through >= furthest.index - start, `${through} records are accounted for, ${furthest.index - start} gone through`);
    if (row && !isSentinel(row.checkpoint) && furthest.index <= length) {
      const log = world.log(shard.logId);
      const done = furthest.sub > 0 ? furthest.index : furthest.index - 1;
      must(done >= 0 && log.counter(done) >= counterOf(row.checkpoint), 'its checkpoint is ahead of what is done');
    }
    if (row?.checkpoint === SHARD_END) must(furthest.index === length, 'it ended before all its records were done');
  }
}
