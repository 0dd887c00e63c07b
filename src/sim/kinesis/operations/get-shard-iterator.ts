import { ok } from '../../kernel/result.ts';
import type { CallContext } from '../context.ts';
import { awsError, invalidArgument, resourceNotFound, throughputExceeded, type Outcome } from '../errors.ts';
import { parseSequenceNumber } from '../model/sequence-number.ts';
import { issueIterator } from '../model/shard-iterator.ts';
import { shardIdOf, type Shard, type Stream } from '../model/stream.ts';
import { trimShard } from '../model/retention.ts';
import { refill } from '../model/throughput.ts';
import { quotas } from '../quotas.ts';
import { sequenceNumber, shardId, streamArn, streamId, streamName } from '../shapes.ts';
import { findShard, findStream, nameIn, resolveShardId, streamText, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export const shardIteratorTypes = ['AFTER_SEQUENCE_NUMBER', 'LATEST', 'AT_TIMESTAMP', 'AT_SEQUENCE_NUMBER', 'TRIM_HORIZON'] as const;
export type ShardIteratorType = (typeof shardIteratorTypes)[number];

export interface GetShardIteratorInput extends StreamReference {
  readonly ShardId: string;
  readonly ShardIteratorType: ShardIteratorType;
  readonly StartingSequenceNumber?: string;
  /** Seconds since 1970. */
  readonly Timestamp?: number;
}

/** A place to read from, good for 300 s. Rules ITER-1 … ITER-10. */
export const getShardIterator: Operation<GetShardIteratorInput, { readonly ShardIterator: string }> = {
  name: 'GetShardIterator',
  members: {
    ShardId: { ...shardId, required: true },
    ShardIteratorType: { type: 'string', required: true, enum: shardIteratorTypes },
    StartingSequenceNumber: sequenceNumber,
    StreamName: streamName,
    StreamARN: streamArn,
    StreamId: streamId,
    Timestamp: { type: 'timestamp' },
  },
  rate: { perSecond: quotas.getShardIteratorCallsPerSecond, scope: 'shard' },
  errors: [
    'InternalFailure',
    'InvalidArgumentException',
    'ProvisionedThroughputExceededException',
    'ResourceNotFoundException',
    'ValidationException',
  ],

  run(ctx, input) {
    const index = resolveShardId(ctx, input.ShardId, nameIn(input));
    if (!index.ok) return index;
    const found = findStream(ctx, input);
    // A missing stream is answered as a missing shard here, except where no stream is named at all.
    if (!found.ok && found.error.__type !== 'ResourceNotFoundException') return found;
    const stream = found.ok && found.value.status !== 'CREATING' ? found.value : null;
    const shard = stream && findShard(ctx, stream, index.value);
    if (!stream || !shard) {
      return resourceNotFound(`Shard ${shardIdOf(index.value)} in ${streamText(ctx, nameIn(input))} does not exist`);
    }
    trimShard(ctx, stream, shard);
    const position = positionOf(ctx, stream, shard, input, 'GetShardIterator');
    if (!position.ok) return position;
    if (ctx.config.throttle && refill(shard.iteratorCalls, quotas.getShardIteratorCallsPerSecond, ctx.nowMs) < 1) {
      return throughputExceeded(`Rate exceeded for shard ${shardIdOf(shard.index)} in ${streamText(ctx, stream.name)}.`);
    }
    shard.iteratorCalls.tokens -= 1;
    return ok({ ShardIterator: issueIterator(ctx, stream, shard, position.value) });
  },
};

/** Where to begin. SubscribeToShard names it in the same terms. */
export type StartingPosition = Pick<GetShardIteratorInput, 'ShardIteratorType' | 'StartingSequenceNumber' | 'Timestamp'>;

/** The log index that the request points at. @param operation as texts name it */
export function positionOf(ctx: CallContext, stream: Stream, shard: Shard, input: StartingPosition, operation: string): Outcome<number> {
  const { ShardIteratorType: type, StartingSequenceNumber: number, Timestamp: timestamp } = input;
  const log = ctx.log(shard.logId);
  const { length } = shard.cursor;
  const bySequence = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER';
  const eitherOr =
    'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber.';
  if (number !== undefined) {
    if (type === 'TRIM_HORIZON' || type === 'LATEST') {
      return invalidArgument(`${eitherOr} Request specified ${type} and also a StartingSequenceNumber.`);
    }
    const counter = counterIn(ctx, stream, shard, number, operation);
    if (!counter.ok) return counter;
    if (bySequence) {
      const wanted = type === 'AT_SEQUENCE_NUMBER' ? counter.value : counter.value + 1n;
      // Counters are 32 bits wide here; a closing number lies beyond them all.
      const position = wanted > 0xffff_ffffn ? length : log.firstCounted(Number(wanted), shard.head, length);
      return ok(Math.max(shard.head, position));
    }
  } else if (bySequence) {
    return invalidArgument(eitherOr);
  }
  switch (type) {
    case 'TRIM_HORIZON':
      return ok(shard.head);
    case 'LATEST':
      return ok(length);
    default: {
      if (timestamp === undefined) {
        return invalidArgument(
          'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.',
        );
      }
      const wantedMs = Math.round(timestamp * 1000);
      if (wantedMs > ctx.wallMs) {
        return invalidArgument(
          `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${wantedMs}, currentTimestampInMillis: ${Math.floor(ctx.wallMs)}`,
        );
      }
      return ok(log.firstArrivedAt(wantedMs - ctx.config.epochMs, shard.head, length));
    }
  }
}

/** The counter in a sequence number that this shard could have issued. */
function counterIn(ctx: CallContext, stream: Stream, shard: Shard, number: string, operation: string): Outcome<bigint> {
  const used = `StartingSequenceNumber ${number} used in ${operation} on shard ${shardIdOf(shard.index)} in ${streamText(ctx, stream.name)} is invalid`;
  const parts = parseSequenceNumber(number);
  if (!parts) return invalidArgument(`${used}.`);
  if (parts.shardIndex !== shard.index) {
    return invalidArgument(
      `Invalid StartingSequenceNumber. It encodes ${shardIdOf(parts.shardIndex)}, while it was used in a call to a shard with ${shardIdOf(shard.index)}`,
    );
  }
  if (parts.version === 0) return awsError('InternalFailure');
  if (parts.version !== 2 || parts.shardCreatedSeconds !== shard.createdSeconds) {
    return invalidArgument(`${used} because it did not come from this stream.`);
  }
  return ok(parts.counter);
}
