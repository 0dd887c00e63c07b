/** Holding leases: taking them into hand, renewing them a third of the failover time apart, letting go. */
import type { ActorHost } from '../actor.ts';
import { shutDown, startConsumer } from './shard-consumer.ts';
import { renewLease, SHARD_END, shardIndexOf, type LeaseRow } from './lease-table.ts';
import { dropLease, refOf, settings, tableOf, type HeldLease, type KclWorkerState } from './state.ts';

/** An old owner that has not finished a hand-off by then is forced. */
const HAND_OFF_MS = 30_000;
/** The newest measurement of a lease's throughput counts for so much. */
const EMA_ALPHA = 0.5;

/** The table says that this worker owns the lease: from now on it renews it and reads its shard. */
export function takeUp(host: ActorHost, state: KclWorkerState, row: LeaseRow): void {
  row.leaseCounter += 1;
  state.held.set(row.leaseKey, { leaseKey: row.leaseKey, counter: row.leaseCounter, renewedMs: host.nowMs, bytes: 0 });
  state.counts.leasesTaken += 1;
  host.trace({ atMs: host.nowMs, kind: 'LeaseTaken', actor: state.name, shardIndex: shardIndexOf(row) });
  // One that is still ending there makes way first.
  if (!state.consumers.has(row.leaseKey)) startConsumer(host, state, row);
}

/** Leases that were assigned to this worker, or that it had before it stopped. One that is handed over comes later. */
export function discoverLeases(host: ActorHost, state: KclWorkerState): void {
  for (const row of tableOf(host, state).leases.values()) {
    const mine = row.leaseOwner === state.name && row.checkpointOwner === null && row.checkpoint !== SHARD_END;
    if (mine && !state.held.has(row.leaseKey)) takeUp(host, state, row);
  }
}

export function renew(host: ActorHost, state: KclWorkerState): void {
  const { leases } = tableOf(host, state);
  const { failoverTimeMillis } = settings(state);
  for (const lease of state.held.values()) {
    const row = leases.get(lease.leaseKey);
    const agedMs = host.nowMs - lease.renewedMs;
    // One that it has let age it never renews: others may count on it.
    const counter = agedMs > failoverTimeMillis ? null : renewLease(row, state.name, lease.counter);
    if (counter === null) {
      loseLease(host, state, lease.leaseKey);
      continue;
    }
    measure(row!, lease, agedMs);
    lease.counter = counter;
    lease.renewedMs = host.nowMs;
    const consumer = state.consumers.get(lease.leaseKey);
    if (row!.checkpointOwner !== state.name || !consumer || consumer.shutdown !== null) continue;
    host.later(state, HAND_OFF_MS, { type: 'force hand-off', ...refOf(consumer) });
    shutDown(host, state, consumer, 'REQUESTED');
  }
}

function measure(row: LeaseRow, lease: HeldLease, ms: number): void {
  if (ms === 0) return;
  const now = lease.bytes / 1_024 / (ms / 1_000);
  row.throughputKBps = row.throughputKBps === 0 ? now : row.throughputKBps + EMA_ALPHA * (now - row.throughputKBps);
  lease.bytes = 0;
}

/** The lease is another's, or may be: its record processor hears of it as soon as it has returned. */
export function loseLease(host: ActorHost, state: KclWorkerState, leaseKey: string): void {
  dropLease(host, state, leaseKey);
  const consumer = state.consumers.get(leaseKey);
  if (consumer) shutDown(host, state, consumer, 'LEASE_LOST');
}
