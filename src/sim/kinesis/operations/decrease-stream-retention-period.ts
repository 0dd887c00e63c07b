import { ok } from '../../kernel/result.ts';
import { invalidArgument } from '../errors.ts';
import { findStreamForRetention, retentionErrors, retentionMembers, setRetention, type RetentionInput } from './increase-stream-retention-period.ts';
import type { Operation } from './operation.ts';

/** Keeps records for less long; those that are older go at once. Rules RETAIN-4, RETAIN-6. */
export const decreaseStreamRetentionPeriod: Operation<RetentionInput, Record<string, never>> = {
  name: 'DecreaseStreamRetentionPeriod',
  members: retentionMembers,
  rate: { perSecond: 5, scope: 'stream' },
  errors: retentionErrors,

  run(ctx, input) {
    const found = findStreamForRetention(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    const { RetentionPeriodHours: hours } = input;
    if (hours > stream.retentionHours) {
      return invalidArgument(
        `Requested retention period (${hours} hours) for stream ${stream.name} can not be longer than existing retention period (${stream.retentionHours} hours). Use IncreaseRetentionPeriod API.`,
      );
    }
    setRetention(ctx, stream, hours);
    return ok({});
  },
};
