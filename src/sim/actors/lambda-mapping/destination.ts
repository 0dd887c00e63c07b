/** Where a mapping sends word of the batches it gives up. The message says which records they were, not what was in them. */
import { shardIdOf } from '../../kinesis/model/stream.ts';
import type { ActorHost } from '../actor.ts';
import { sequenceNumberOf } from '../shard-feed.ts';
import { unitsOf, viewOf, type Unit } from './records.ts';
import type { LambdaMappingState, MappingShard, Part } from './state.ts';

export type DiscardCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface DiscardMessage {
  readonly atMs: number;
  readonly condition: DiscardCondition;
  readonly approximateInvokeCount: number;
  /** From here on AWS's KinesisBatchInfo. */
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  readonly approximateArrivalOfFirstRecordMs: number;
  readonly approximateArrivalOfLastRecordMs: number;
  readonly batchSize: number;
  /** To S3 goes the event too: which records of which lane, to be read when somebody looks. */
  readonly event?: { readonly shardIndex: number; readonly lane: number; readonly lanes: number; readonly from: number; readonly to: number };
}

/** As many as are kept to be looked at. */
const MESSAGES_KEPT = 50;

/** Sends word of a part, if there is a destination. */
export function sendToDestination(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: number, part: Part, condition: DiscardCondition): void {
  const { onFailure } = state.inForce!;
  if (onFailure === undefined || part.units === 0) return;
  const { shardIndex } = shard;
  const log = host.log(shard.logId);
  const units = unitsOf(viewOf(host, state, shard, lane), part.from, part.to);
  const [first, last] = [units[0]!.index, units.at(-1)!.index];
  const message: DiscardMessage = {
    atMs: host.nowMs,
    condition,
    approximateInvokeCount: part.attempts,
    shardId: shardIdOf(shardIndex),
    startSequenceNumber: sequenceNumberOf(host, shard, first),
    endSequenceNumber: sequenceNumberOf(host, shard, last),
    approximateArrivalOfFirstRecordMs: log.arrivalMs(first),
    approximateArrivalOfLastRecordMs: log.arrivalMs(last),
    batchSize: part.units,
    ...(onFailure === 'S3' && { event: { shardIndex, lane, lanes: shard.lanes.length, from: part.from, to: part.to } }),
  };
  state.counts.messages += 1;
  state.messages = [...state.messages.slice(1 - MESSAGES_KEPT), message];
}

/** The records in a message to S3, as the function would have been handed them; null for other destinations. */
export function recordsOfMessage(host: ActorHost, state: LambdaMappingState, { event }: DiscardMessage): Unit[] | null {
  const shard = event && state.shards.get(event.shardIndex);
  return shard ? unitsOf({ ...viewOf(host, state, shard, event.lane), lanes: event.lanes }, event.from, event.to) : null;
}
