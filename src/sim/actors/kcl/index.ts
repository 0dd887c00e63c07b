/**
 * A worker of an application on the Kinesis Client Library. Workers share a lease table and nothing else; each reads the
 * shards whose leases it holds. This file drives a worker; what it does stands beside it, one concern a file.
 */
import type { Push } from '../../kinesis/model/subscription.ts';
import type { ActorHost, ActorKind, Answer } from '../actor.ts';
import { newRegistration, onRegistrationAnswer, register as goOnRegistering } from '../fan-out-registration.ts';
import { kclProblem, type KclWorkerConfig } from './config.ts';
import { assign, HEARTBEAT_MS, lead, report, REPORT_MS } from './leader.ts';
import { discoverLeases, loseLease, renew, takeUp } from './renewer.ts';
import { repositionLease } from './reposition.ts';
import { onListed, onRegistered, onShardAnswer, onShardPush, openShard, poll, register } from './retrieval.ts';
import { crash, endShard, lookAtParents, onProcessed, receive, receiveGone } from './shard-consumer.ts';
import { consumerOf, isLeader, newCounts, settings, tableOf, type ConsumerTag, type KclMessage, type KclTag, type KclWorkerState } from './state.ts';
import { audit, checkTable, clean, list, onListing, waitForLeases } from './sync.ts';
import { take } from './taker.ts';

export const kclWorker: ActorKind<KclWorkerConfig, KclWorkerState, KclMessage, KclTag> = {
  kind: 'kcl-worker',
  problem: kclProblem,
  create: (config, ordinal) => ({
    kind: 'kcl-worker',
    name: config.name,
    ordinal,
    running: false,
    life: 0,
    config,
    phase: 'stopped',
    bootstrapMs: 0,
    held: new Map(),
    seen: new Map(),
    seenLeader: null,
    assignments: 0,
    hole: null,
    listing: null,
    registration: newRegistration(config.application),
    consumers: new Map(),
    nextConsumer: 1,
    reported: { atMs: 0, bytes: 0 },
    counts: newCounts(),
  }),
  start: waitForLeases,
  stop,
  onMessage: (host, state, message) => (isPaused(host, state, { type: 'paused', message }) ? undefined : onMessage(host, state, message)),
  onAnswer: (host, state, answer) => (isPaused(host, state, { type: 'paused answer', answer }) ? undefined : onAnswer(host, state, answer)),
  reposition: repositionLease,
  onPush: (host, state, push, tag) => (isPaused(host, state, { type: 'paused push', push, tag }) ? undefined : onPush(host, state, push, tag)),
};

const AUDIT_MS = 120_000;
const FIRST_AUDIT_MS = 60_000;
const CLEAN_MS = 300_000;
/** What the library takes off or adds to its intervals. */
const EPSILON_MS = 25;

/** A worker that stands still does everything late, in order, at the end of its pause. */
function isPaused(host: ActorHost, state: KclWorkerState, late: KclMessage): boolean {
  const leftMs = settings(state).pausedUntilMs - host.nowMs;
  if (leftMs > 0) host.later(state, leftMs, late);
  return leftMs > 0;
}

/** All that a process has in memory. The table keeps what it wrote there. */
function stop(host: ActorHost, state: KclWorkerState): void {
  for (const consumer of state.consumers.values()) crash(host, state, consumer);
  state.phase = 'stopped';
  state.held.clear();
  state.seen.clear();
  state.seenLeader = null;
  state.hole = null;
  state.listing = null;
  state.registration = newRegistration(state.config.application);
  state.consumers.clear();
}

function run(host: ActorHost, state: KclWorkerState): void {
  state.phase = 'running';
  state.assignments = 0;
  state.reported = { atMs: host.nowMs, bytes: 0 };
  if (settings(state).consumption === 'fan-out') register(host, state);
  // Leases that it had before it stopped.
  discoverLeases(host, state);
  const first: readonly KclMessage['type'][] = state.config.version === '3' ? ['renew', 'lead', 'report', 'assign', 'discover leases'] : ['renew', 'take'];
  for (const type of first) host.later(state, 0, { type } as KclMessage);
  if (state.config.version !== '1') host.later(state, FIRST_AUDIT_MS, { type: 'audit' });
  host.later(state, CLEAN_MS, { type: 'clean' });
}

function onMessage(host: ActorHost, state: KclWorkerState, message: KclMessage): void {
  const { failoverTimeMillis: failoverMs } = settings(state);
  const again = (delayMs: number) => host.later(state, delayMs, message);
  switch (message.type) {
    case 'paused':
      return onMessage(host, state, message.message);
    case 'paused answer':
      return onAnswer(host, state, message.answer);
    case 'paused push':
      return onPush(host, state, message.push, message.tag);
    case 'table':
      if (checkTable(host, state)) run(host, state);
      return;
    case 'list':
      return list(host, state);
    case 'register':
      return goOnRegistering(host, state, state.registration, state.config.streamName);
    case 'renew':
      renew(host, state);
      return again(Math.floor(failoverMs / 3) - EPSILON_MS);
    case 'discover leases':
      discoverLeases(host, state);
      return again(failoverMs - EPSILON_MS);
    case 'lead':
      lead(host, state);
      return again(HEARTBEAT_MS);
    case 'report':
      report(host, state);
      return again(REPORT_MS);
    case 'assign':
      assign(host, state);
      return again(2 * failoverMs);
    case 'take':
      for (const row of take(host, state)) takeUp(host, state, row);
      return again(2 * (failoverMs + EPSILON_MS));
    case 'audit':
      if (isLeader(host, state)) audit(host, state);
      return again(AUDIT_MS);
    case 'clean':
      if (isLeader(host, state)) clean(tableOf(host, state));
      return again(CLEAN_MS);
    default:
      return onConsumerMessage(host, state, message);
  }
}

function onConsumerMessage(host: ActorHost, state: KclWorkerState, message: Extract<KclMessage, { leaseKey: string }>): void {
  const consumer = consumerOf(state, message);
  if (!consumer) return;
  if (message.type === 'parents') lookAtParents(host, state, consumer);
  else if (message.type === 'open') openShard(host, state, consumer);
  else if (message.type === 'poll') poll(host, state, consumer);
  else if (message.type === 'processed') onProcessed(host, state, consumer);
  else if (message.type === 'force hand-off') loseLease(host, state, consumer.leaseKey);
  else if (consumer.shutdown === 'SHARD_END') endShard(host, state, consumer);
}

function onAnswer(host: ActorHost, state: KclWorkerState, answer: Answer<KclTag>): void {
  const { tag } = answer;
  if ('listing' in tag) return onListingAnswer(host, state, answer);
  if ('registration' in tag) {
    if (onRegistrationAnswer(host, state, state.registration, state.config.streamName, answer)) onRegistered(host, state);
    return;
  }
  const consumer = consumerOf(state, tag);
  const arrival = consumer && onShardAnswer(host, state, consumer, answer);
  if (arrival) receive(host, state, consumer, arrival);
}

function onListingAnswer(host: ActorHost, state: KclWorkerState, answer: Answer<KclTag>): void {
  const shards = onListing(host, state, answer);
  if (!shards) return;
  if (state.phase === 'running') for (const consumer of onListed(host, state, new Set(shards.map(({ ShardId }) => ShardId)))) receiveGone(host, state, consumer);
  else if (!state.listing) run(host, state);
}

function onPush(host: ActorHost, state: KclWorkerState, push: Push, tag: KclTag): void {
  const consumer = consumerOf(state, tag as ConsumerTag);
  const arrival = consumer && onShardPush(host, state, consumer, push, tag as ConsumerTag);
  if (arrival) receive(host, state, consumer, arrival);
}
