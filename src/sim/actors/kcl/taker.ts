/**
 * Versions 2 and 1: no leader assigns. Each worker scans the table, reckons its share by count, takes leases that nobody
 * has or renews, and where there are none steals from the worker with the most.
 */
import type { ActorHost } from '../actor.ts';
import { shuffled } from './leader.ts';
import { giveLease, liveLeases, type LeaseRow } from './lease-table.ts';
import { expiredSince, noteFailover, scan } from './scan.ts';
import { settings, tableOf, type KclWorkerState } from './state.ts';

/** Version 2: what has stood still for so many failover times is taken beyond the share too. */
const VERY_OLD = 3;

/** @returns the leases that are now this worker's */
export function take(host: ActorHost, state: KclWorkerState): readonly LeaseRow[] {
  const live = liveLeases(tableOf(host, state));
  const { failoverTimeMillis, version, maxLeasesToStealAtOneTime } = settings(state);
  scan(host, state, live);
  const stillMs = (row: LeaseRow) => host.nowMs - expiredSince(state, row);
  const expired = live.filter((row) => stillMs(row) > failoverTimeMillis && !state.held.has(row.leaseKey));
  const owned = live.filter((row) => row.leaseOwner !== null && !expired.includes(row));
  const counts = new Map([[state.name, 0]]);
  for (const { leaseOwner } of owned) counts.set(leaseOwner!, (counts.get(leaseOwner!) ?? 0) + 1);
  const target = Math.ceil(live.length / counts.size);
  const wanted = target - counts.get(state.name)!;
  const veryOld = version === '2' ? expired.filter((row) => row.leaseOwner !== null && stillMs(row) > VERY_OLD * failoverTimeMillis) : [];
  let taken: readonly LeaseRow[] = [];
  if (expired.length > 0) taken = [...new Set([...veryOld, ...shuffled(host, state, expired).slice(0, Math.max(0, wanted))])];
  else if (wanted > 0) taken = toSteal(host, state, owned, counts, wanted, target, maxLeasesToStealAtOneTime);
  noteFailover(host, taken.filter((row) => expired.includes(row)));
  for (const row of taken) giveLease(row, state.name);
  return taken;
}

function toSteal(host: ActorHost, state: KclWorkerState, owned: readonly LeaseRow[], counts: ReadonlyMap<string, number>, wanted: number, target: number, max: number): readonly LeaseRow[] {
  const [name, most] = [...counts].filter(([other]) => other !== state.name).reduce((best, other) => (other[1] > best[1] ? other : best), ['', 0]);
  if (most < target) return [];
  const over = Math.min(wanted, most - target);
  // Where all are at their share, one is stolen by who lacks more than one.
  const steal = Math.min(over === 0 && wanted > 1 ? 1 : over, max);
  return shuffled(host, state, owned.filter(({ leaseOwner }) => leaseOwner === name)).slice(0, steal);
}
