/**
 * Version 3: one worker leads. It holds a lock, gives out leases that nobody has or renews, and moves leases from
 * workers with much load to workers with little. Times in ms.
 */
import type { ActorHost } from '../actor.ts';
import { beginHandOff, giveLease, liveLeases, type Application, type LeaseRow } from './lease-table.ts';
import { isLeader, settings, tableOf, type KclWorkerState } from './state.ts';
import { expiredSince, noteFailover, scan } from './scan.ts';

const LOCK_MS = 120_000;
export const HEARTBEAT_MS = 30_000;
export const REPORT_MS = 30_000;
/** A worker that has not reported for so long is given nothing. */
const DEAD_MS = 60_000;
const SAMPLES_KEPT = 10;
/** The newest sample counts for so much. */
const EMA_ALPHA = 0.5;
const REBALANCE_EVERY = 3;
const THRESHOLD = 0.1;
const DAMPENING = 0.6;
/** The old owner is forced after 30 s; a hand-off that still hangs then is the leader's to end. */
const HAND_OFF_OVERRIDE_MS = 40_000;

/** Keeps the lock, or takes one that its holder has let lie for two minutes. */
export function lead(host: ActorHost, state: KclWorkerState): void {
  const table = tableOf(host, state);
  const { leader } = table;
  if (leader?.leaseOwner === state.name) {
    leader.recordVersionNumber += 1;
    return;
  }
  if (leader && state.seenLeader?.recordVersionNumber !== leader.recordVersionNumber) {
    state.seenLeader = { recordVersionNumber: leader.recordVersionNumber, sinceMs: host.nowMs };
    return;
  }
  if (leader && host.nowMs - state.seenLeader!.sinceMs < LOCK_MS) return;
  table.leader = { leaseOwner: state.name, recordVersionNumber: (leader?.recordVersionNumber ?? 0) + 1 };
  // What it saw in an earlier term tells nothing: its first scan only learns the counters.
  state.seen.clear();
  state.assignments = 0;
  host.trace({ atMs: host.nowMs, kind: 'LeaderElected', actor: state.name, application: table.name });
}

export function report(host: ActorHost, state: KclWorkerState): void {
  const { cpuPercent, cpuPercentPerMiB } = settings(state);
  const { workers } = tableOf(host, state);
  const seconds = (host.nowMs - state.reported.atMs) / 1_000;
  const mibPerSecond = seconds > 0 ? state.reported.bytes / 2 ** 20 / seconds : 0;
  state.reported = { atMs: host.nowMs, bytes: 0 };
  const before = workers.get(state.name)?.cpuPercent ?? [];
  const sample = cpuPercent === undefined ? [] : [Math.min(100, cpuPercent + cpuPercentPerMiB * mibPerSecond)];
  workers.set(state.name, { workerId: state.name, lastUpdateTimeMs: host.nowMs, cpuPercent: sample.length > 0 ? [...before.slice(1 - SAMPLES_KEPT), ...sample] : [] });
}

/** A worker as the leader weighs it. */
interface Weighed {
  readonly name: string;
  /** CPU in percent, or else throughput. */
  value: number;
  readonly leases: LeaseRow[];
}

export function assign(host: ActorHost, state: KclWorkerState): void {
  if (!isLeader(host, state)) return;
  const table = tableOf(host, state);
  const live = liveLeases(table);
  scan(host, state, live);
  const expired = live.filter((row) => isUp(host, state, row)).toSorted((x, y) => expiredSince(state, x) - expiredSince(state, y));
  // Whoever lets its leases expire gets no new ones; the leader knows of itself that it is there.
  const dead = new Set(expired.flatMap(({ leaseOwner }) => (leaseOwner === null || leaseOwner === state.name ? [] : leaseOwner)));
  const alive = [...table.workers.values()].filter(({ workerId, lastUpdateTimeMs }) => host.nowMs - lastUpdateTimeMs <= DEAD_MS && !dead.has(workerId));
  if (alive.length === 0) return;
  const { workers, sizeOf, worthOf } = weigh(table, alive.map(({ workerId }) => workerId), live);
  const given = new Set(expired);
  noteFailover(host, expired);
  for (const row of expired) {
    const target = lightest(workers, sizeOf);
    giveLease(row, target.name);
    state.seen.set(row.leaseKey, { counter: row.leaseCounter, sinceMs: host.nowMs, handOffMs: null });
    target.leases.push(row);
    target.value += worthOf(row);
  }
  if (state.assignments % REBALANCE_EVERY === 0) rebalance(host, state, workers, given, sizeOf, worthOf);
  state.assignments += 1;
}

/** Whether a lease is to be given to somebody: nobody has it, or its owner, or a hand-off, has stood still for too long. */
function isUp(host: ActorHost, state: KclWorkerState, row: LeaseRow): boolean {
  const seen = state.seen.get(row.leaseKey)!;
  if (row.checkpointOwner !== null) return host.nowMs - (seen.handOffMs ?? seen.sinceMs) > HAND_OFF_OVERRIDE_MS;
  return row.leaseOwner === null || host.nowMs - seen.sinceMs > settings(state).failoverTimeMillis;
}

function weigh(table: Application, names: readonly string[], live: readonly LeaseRow[]) {
  const measured = live.filter(({ throughputKBps }) => throughputKBps > 0);
  const mean = measured.length > 0 ? sum(measured, ({ throughputKBps }) => throughputKBps) / measured.length : 1;
  const sizeOf = ({ throughputKBps }: LeaseRow) => (throughputKBps > 0 ? throughputKBps : mean);
  const byCpu = names.every((name) => table.workers.get(name)!.cpuPercent.length > 0);
  const workers = names.map((name): Weighed => {
    const leases = live.filter(({ leaseOwner }) => leaseOwner === name);
    return { name, leases, value: byCpu ? average(table.workers.get(name)!.cpuPercent) : sum(leases, sizeOf) };
  });
  // What a lease adds to a worker's CPU: as much as the fleet spends on its throughput.
  const total = sum(live, sizeOf);
  const perSize = byCpu && total > 0 ? sum(workers, ({ value }) => value) / total : 1;
  return { workers, sizeOf, worthOf: (row: LeaseRow) => sizeOf(row) * perSize };
}

/** From each worker far above the average a part of its load, in whole leases, to those with the least. */
function rebalance(host: ActorHost, state: KclWorkerState, workers: readonly Weighed[], given: ReadonlySet<LeaseRow>, sizeOf: (row: LeaseRow) => number, worthOf: (row: LeaseRow) => number): void {
  const mean = sum(workers, ({ value }) => value) / workers.length;
  if (!workers.some(({ value }) => Math.abs(value - mean) > THRESHOLD * mean)) return;
  const heavy = workers.filter(({ value }) => value > mean * (1 + THRESHOLD)).toSorted((x, y) => y.value - x.value);
  for (const worker of heavy) {
    const movable = shuffled(host, state, worker.leases.filter((row) => row.checkpointOwner === null && !given.has(row)));
    let share = ((worker.value - mean) / worker.value) * DAMPENING * sum(worker.leases, sizeOf);
    const chosen = movable.filter((row) => {
      const fits = sizeOf(row) <= share;
      if (fits) share -= sizeOf(row);
      return fits;
    });
    const moved = chosen.length > 0 ? chosen : movable.toSorted((x, y) => sizeOf(x) - sizeOf(y)).slice(0, 1);
    for (const row of moved) {
      const target = lightest(workers, sizeOf);
      // Where it would only move the load elsewhere it stays.
      if (target === worker || target.value + worthOf(row) >= worker.value) continue;
      move(host, state, row, target.name);
      worker.leases.splice(worker.leases.indexOf(row), 1);
      target.leases.push(row);
      worker.value -= worthOf(row);
      target.value += worthOf(row);
    }
  }
}

function move(host: ActorHost, state: KclWorkerState, row: LeaseRow, target: string): void {
  if (settings(state).gracefulLeaseHandoff) beginHandOff(row, target);
  else giveLease(row, target);
  state.seen.set(row.leaseKey, { counter: row.leaseCounter, sinceMs: host.nowMs, handOffMs: row.checkpointOwner === null ? null : host.nowMs });
}

function lightest(workers: readonly Weighed[], sizeOf: (row: LeaseRow) => number): Weighed {
  return workers.reduce((best, worker) => (worker.value - best.value || sum(worker.leases, sizeOf) - sum(best.leases, sizeOf)) < 0 ? worker : best);
}

export function shuffled<T>(host: ActorHost, state: KclWorkerState, list: readonly T[]): T[] {
  const left = [...list];
  return list.map(() => left.splice(Math.floor(host.draw(state) * left.length), 1)[0]!);
}

const sum = <T>(list: readonly T[], of: (each: T) => number) => list.reduce((total, each) => total + of(each), 0);
const average = (samples: readonly number[]) => samples.slice(1).reduce((value, sample) => value + EMA_ALPHA * (sample - value), samples[0]!);
