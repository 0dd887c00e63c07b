/**
 * Where an application goes on is written in its lease table, so that is where it is changed: by hand, while no worker
 * runs. A worker that runs would overwrite it with its next checkpoint.
 */
import { err, ok } from '../../kernel/result.ts';
import { shardIdOf } from '../../kinesis/model/stream.ts';
import { sequenceNumberAt } from '../../kinesis/model/record-slice.ts';
import { shardOf } from '../shard-feed.ts';
import type { ActorHost } from '../actor.ts';
import type { ConsoleHost, RepositionOutcome, StartingPosition } from '../reposition.ts';
import { userRecordsOf } from '../user-records.ts';
import { setForward, setBack } from './account.ts';
import { SHARD_END, type LeaseRow } from './lease-table.ts';
import { tableOf, type KclWorkerState } from './state.ts';

export function repositionLease(host: ConsoleHost, state: KclWorkerState, shardIndex: number, to: StartingPosition): RepositionOutcome {
  const { application, streamName } = state.config;
  const shardId = shardIdOf(shardIndex);
  const row = tableOf(host, state).leases.get(shardId);
  if (!row) return err(`${application} has no lease of ${shardId}.`);
  if (row.checkpoint === SHARD_END) return err(`${application} has read ${shardId} to its end: its lease says SHARD_END.`);
  const running = [...host.actors.values()].filter((other) => other.running && other.kind === 'kcl-worker' && other.config.application === application && other.config.streamName === streamName);
  if (running.length > 0) return err(`Stop ${running.map(({ name }) => name).join(' and ')} first: a worker that runs writes its own next checkpoint over yours.`);
  const at = host.service.positionOf(streamName, shardIndex, to, 'GetShardIterator');
  if (!at.ok) return at;
  Object.assign(row, checkpointAt(host, streamName, shardIndex, to, at.value));
  const account = tableOf(host, state).shards.get(shardIndex);
  if (account && to.Type !== 'LATEST') (at.value > account.furthest.index ? setForward : setBack)(account, at.value);
  host.trace({ atMs: host.nowMs, kind: 'ReaderMoved', actor: state.name, shardIndex, to: to.Type });
  return ok(null);
}

/**
 * What a lease must say for its next owner to begin with the record at this place: the number of the record before it, for
 * a checkpoint names the last record that is done with.
 */
export function checkpointAt(host: Pick<ActorHost, 'stream' | 'log' | 'epochMs'>, streamName: string, shardIndex: number, { Type }: StartingPosition, at: number): Pick<LeaseRow, 'checkpoint' | 'checkpointSubSequenceNumber'> {
  const shard = shardOf(host as ActorHost, { config: { streamName } }, shardIndex)!;
  if (Type === 'LATEST' || Type === 'TRIM_HORIZON' || at <= shard.head) return { checkpoint: Type === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON', checkpointSubSequenceNumber: 0 };
  const log = host.log(shard.logId);
  const slice = { logId: shard.logId, from: at - 1, to: at, shardIndex, shardCreatedSeconds: shard.createdSeconds };
  const inside = userRecordsOf(log, at - 1)?.length ?? 1;
  return { checkpoint: sequenceNumberAt(log, slice, at - 1, host.epochMs), checkpointSubSequenceNumber: inside - 1 };
}
