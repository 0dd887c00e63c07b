import { ok } from '../../kernel/result.ts';
import type { CallContext } from '../context.ts';
import { invalidArgument, throughputExceeded, validationError, type Outcome } from '../errors.ts';
import { Appended, hasPlace, invalidHashKeyText, weightOf, Writer, type PutEntry } from '../model/append.ts';
import { encryptionTypeOf, writeRefusal } from '../model/encryption.ts';
import { kmsErrors } from '../model/kms.ts';
import { parseSequenceNumber } from '../model/sequence-number.ts';
import { shardIdOf, type Stream } from '../model/stream.ts';
import { quotas } from '../quotas.ts';
import { data, hashKey, partitionKey, sequenceNumber, streamArn, streamId, streamName } from '../shapes.ts';
import { findStream, streamNotFound, streamText, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface PutRecordInput extends StreamReference, PutEntry {
  readonly SequenceNumberForOrdering?: string;
}

export interface PutRecordOutput {
  readonly ShardId: string;
  readonly SequenceNumber: string;
  readonly EncryptionType: 'NONE' | 'KMS';
}

/** Puts one record; it fails as a whole. Rules PUT-1 … PUT-9. */
export const putRecord: Operation<PutRecordInput, PutRecordOutput> = {
  name: 'PutRecord',
  members: {
    SequenceNumberForOrdering: sequenceNumber,
    PartitionKey: partitionKey,
    ExplicitHashKey: hashKey,
    Data: data,
    StreamName: streamName,
    StreamARN: streamArn,
    StreamId: streamId,
  },
  rate: { perSecond: quotas.shardWriteRecordsPerSecond, scope: 'shard' },
  errors: ['InvalidArgumentException', ...kmsErrors, 'ProvisionedThroughputExceededException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findWritableStream(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    const weight = weightOf(input);
    if (weight > stream.recordBytesMax) return validationError(oversizeText('data', stream));
    if (!hasPlace(input)) return invalidArgument(invalidHashKeyText(input));
    const minimum = input.SequenceNumberForOrdering;
    if (minimum !== undefined && !couldPrecede(minimum, ctx.wallMs)) {
      return invalidArgument(
        `ExclusiveMinimumSequenceNumber ${minimum} used in PutRecord on ${streamText(ctx, stream.name)} is invalid.`,
      );
    }
    const refusal = writeRefusal(ctx, stream);
    if (refusal) return refusal;
    const result = new Writer(ctx, stream).append(input, weight);
    if (!(result instanceof Appended)) {
      traceThrottle(ctx, stream, result.shardIndex, 1);
      return throughputExceeded(rateExceededText(ctx, stream, result.shardIndex));
    }
    return ok({ ShardId: result.ShardId, SequenceNumber: result.SequenceNumber, EncryptionType: encryptionTypeOf(stream) });
  },
};

/** A stream that takes records: ACTIVE or UPDATING. In any other state it is not found. Rule PUT-3. */
export function findWritableStream(ctx: CallContext, reference: StreamReference): Outcome<Stream> {
  const found = findStream(ctx, reference);
  if (!found.ok || found.value.status === 'ACTIVE' || found.value.status === 'UPDATING') return found;
  return streamNotFound(ctx, found.value.name);
}

export const oversizeText = (member: string, stream: Stream) =>
  `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${stream.recordBytesMax}`;

export const rateExceededText = (ctx: CallContext, stream: Stream, shardIndex: number) =>
  `Rate exceeded for shard ${shardIdOf(shardIndex)} in ${streamText(ctx, stream.name)}.`;

export function traceThrottle(ctx: CallContext, stream: Stream, shardIndex: number, records: number): void {
  ctx.trace({ atMs: ctx.nowMs, kind: 'WriteThrottled', streamName: stream.name, actor: ctx.caller.name, shardIndex, records });
}

/** A number that a record put now can exceed: one that parses and was not issued in the future. */
function couldPrecede(text: string, wallMs: number): boolean {
  const parts = parseSequenceNumber(text);
  return parts !== null && parts.seconds <= Math.floor(wallMs / 1000);
}
