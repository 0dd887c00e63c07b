import { ok } from '../../kernel/result.ts';
import { KIB } from '../quotas.ts';
import { maxRecordSizeInKiB, streamArn, streamId } from '../shapes.ts';
import { findActiveStream } from './common.ts';
import type { Operation } from './operation.ts';

export interface UpdateMaxRecordSizeInput {
  readonly StreamARN?: string;
  readonly MaxRecordSizeInKiB: number;
}

/** Sets how large a record of this stream may be, from the next record on. Rule STREAM-13. */
export const updateMaxRecordSize: Operation<UpdateMaxRecordSizeInput, Record<string, never>> = {
  name: 'UpdateMaxRecordSize',
  members: {
    StreamARN: streamArn,
    StreamId: streamId,
    MaxRecordSizeInKiB: { ...maxRecordSizeInKiB, required: true },
  },
  errors: ['InvalidArgumentException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const found = findActiveStream(ctx, input);
    if (!found.ok) return found;
    found.value.recordBytesMax = input.MaxRecordSizeInKiB * KIB;
    return ok({});
  },
};
