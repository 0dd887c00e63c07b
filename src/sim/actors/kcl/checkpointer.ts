/** The application's checkpoints, with the exceptions that the library throws at it. */
import type { ActorHost } from '../actor.ts';
import { sequenceNumberOf } from '../shard-feed.ts';
import type { Place } from './batch.ts';
import { isBehind, SHARD_END, writeCheckpoint } from './lease-table.ts';
import { holds, tableOf, type KclWorkerState, type ShardConsumer } from './state.ts';

export type CheckpointOutcome = 'done' | 'ShutdownException' | 'IllegalArgumentException';

/**
 * @param at the user record up to which all is done with; or the end of the shard, in shardEnded
 * @returns IllegalArgumentException where it lies behind the last checkpoint or beyond what was delivered;
 *   ShutdownException where the lease is no longer this worker's
 */
export function checkpoint(host: ActorHost, state: KclWorkerState, consumer: ShardConsumer, at: Place | typeof SHARD_END): CheckpointOutcome {
  const { leaseKey, delivered } = consumer;
  const row = tableOf(host, state).leases.get(leaseKey);
  const beyond = at !== SHARD_END && (!delivered || at.index > delivered.index || (at.index === delivered.index && at.sub >= delivered.sub));
  if (beyond || (at === SHARD_END && consumer.children === null)) return 'IllegalArgumentException';
  const [number, sub] = at === SHARD_END ? [SHARD_END, 0] : [sequenceNumberOf(host, consumer.origin!, at.index), at.sub];
  if (row && isBehind(number, sub, row)) return 'IllegalArgumentException';
  const lease = holds(host, state, leaseKey);
  const counter = lease && writeCheckpoint(row, state.name, lease.counter, number, sub);
  if (!lease || counter === null) {
    state.counts.shutdownExceptions += 1;
    return 'ShutdownException';
  }
  lease.counter = counter;
  lease.renewedMs = host.nowMs;
  state.counts.checkpoints += 1;
  return 'done';
}
