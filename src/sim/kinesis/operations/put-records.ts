import { ok } from '../../kernel/result.ts';
import { invalidArgument, validationError } from '../errors.ts';
import { Appended, hasPlace, invalidHashKeyText, weightOf, Writer, type PutEntry } from '../model/append.ts';
import { encryptionTypeOf, writeRefusal } from '../model/encryption.ts';
import { kmsErrors } from '../model/kms.ts';
import { quotas } from '../quotas.ts';
import { data, hashKey, partitionKey, streamArn, streamId, streamName } from '../shapes.ts';
import type { StreamReference } from './common.ts';
import type { Operation } from './operation.ts';
import { findWritableStream, oversizeText, rateExceededText, traceThrottle } from './put-record.ts';

export interface PutRecordsInput extends StreamReference {
  readonly Records: readonly PutEntry[];
}

export interface FailedEntry {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

export interface PutRecordsOutput {
  readonly FailedRecordCount: number;
  readonly Records: readonly (Appended | FailedEntry)[];
  readonly EncryptionType: 'NONE' | 'KMS';
}

/** Puts up to 500 records, each on its own: some may fail while the call succeeds. Rules BATCH-1 … BATCH-6. */
export const putRecords: Operation<PutRecordsInput, PutRecordsOutput> = {
  name: 'PutRecords',
  members: {
    Records: {
      type: 'list',
      required: true,
      length: [1, quotas.putRecordsRecordsMax],
      member: { type: 'structure', required: true, members: { PartitionKey: partitionKey, ExplicitHashKey: hashKey, Data: data } },
    },
    StreamName: streamName,
    StreamARN: streamArn,
    StreamId: streamId,
  },
  rate: { perSecond: quotas.shardWriteRecordsPerSecond, scope: 'shard' },
  errors: ['InvalidArgumentException', ...kmsErrors, 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findWritableStream(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    const weights = input.Records.map(weightOf);
    const oversize = weights.findIndex((bytes) => bytes > stream.recordBytesMax);
    if (oversize >= 0) return validationError(oversizeText(`records.${oversize + 1}.member.data`, stream));
    if (weights.reduce((sum, bytes) => sum + bytes, 0) > quotas.putRecordsBytesMax) {
      return invalidArgument('Records size exceeds 10 MB limit');
    }
    const unplaced = input.Records.find((entry) => !hasPlace(entry));
    if (unplaced) return invalidArgument(invalidHashKeyText(unplaced));
    const refusal = writeRefusal(ctx, stream);
    if (refusal) return refusal;

    const writer = new Writer(ctx, stream);
    const throttled = new Map<number, number>();
    const results = input.Records.map((entry, i): Appended | FailedEntry => {
      const result = writer.append(entry, weights[i]!);
      if (result instanceof Appended) return result;
      const { shardIndex } = result;
      throttled.set(shardIndex, (throttled.get(shardIndex) ?? 0) + 1);
      return { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: rateExceededText(ctx, stream, shardIndex) };
    });
    let failed = 0;
    for (const [shardIndex, records] of throttled) {
      failed += records;
      traceThrottle(ctx, stream, shardIndex, records);
    }
    return ok({ FailedRecordCount: failed, Records: results, EncryptionType: encryptionTypeOf(stream) });
  },
};

export const isFailed = (result: Appended | FailedEntry): result is FailedEntry => !(result instanceof Appended);
