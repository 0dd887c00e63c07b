/** Reading the lease table again and again: a counter that stands still for too long tells of an owner that is gone. */
import { shardIndexOf, type LeaseRow } from './lease-table.ts';
import type { ActorHost } from '../actor.ts';
import type { KclWorkerState } from './state.ts';

/** Notes since when each counter has stood as it stands. */
export function scan(host: ActorHost, state: KclWorkerState, rows: readonly LeaseRow[]): void {
  for (const { leaseKey, leaseCounter: counter } of rows) {
    const before = state.seen.get(leaseKey);
    if (before?.counter !== counter) state.seen.set(leaseKey, { counter, sinceMs: host.nowMs, handOffMs: before?.handOffMs ?? null });
  }
  const keys = new Set(rows.map(({ leaseKey }) => leaseKey));
  for (const key of state.seen.keys()) if (!keys.has(key)) state.seen.delete(key);
}

/** For ordering: a lease that nobody owns comes before all that have expired. */
export const expiredSince = (state: KclWorkerState, row: LeaseRow) => (row.leaseOwner === null ? -Infinity : state.seen.get(row.leaseKey)!.sinceMs);

/** Says once for each worker that its leases go to others. */
export function noteFailover(host: ActorHost, expired: readonly LeaseRow[]): void {
  for (const owner of new Set(expired.flatMap(({ leaseOwner }) => leaseOwner ?? []))) {
    const shards = expired.filter(({ leaseOwner }) => leaseOwner === owner).map(shardIndexOf);
    host.trace({ atMs: host.nowMs, kind: 'WorkerFailedOver', actor: owner, shards });
  }
}
