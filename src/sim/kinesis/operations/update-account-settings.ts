import { ok } from '../../kernel/result.ts';
import { validationError } from '../errors.ts';
import { disableCommitment, enableCommitment } from '../model/commitment.ts';
import { accountSettings, type AccountSettings } from './describe-account-settings.ts';
import type { Operation } from './operation.ts';

export interface UpdateAccountSettingsInput {
  readonly MinimumThroughputBillingCommitment: { readonly Status: 'ENABLED' | 'DISABLED' };
}

/** Takes the commitment on, ends it, or takes a pending end back. Rules ACCOUNT-1 … ACCOUNT-3. */
export const updateAccountSettings: Operation<UpdateAccountSettingsInput, AccountSettings> = {
  name: 'UpdateAccountSettings',
  members: {
    MinimumThroughputBillingCommitment: {
      type: 'structure',
      required: true,
      members: { Status: { type: 'string', required: true, enum: ['ENABLED', 'DISABLED'] } },
    },
  },
  rate: { perSecond: 5, scope: 'account' },
  errors: ['LimitExceededException', 'ValidationException'],

  run(ctx, input) {
    if (input.MinimumThroughputBillingCommitment.Status === 'ENABLED') {
      enableCommitment(ctx);
      return ok(accountSettings(ctx));
    }
    const warm = [...ctx.state.streams.values()].find((stream) => stream.capacity.warmTargetMiBps > 0);
    if (warm) {
      return validationError(
        `MinimumThroughputBillingCommitment cannot be disabled while stream ${warm.name} under account ${ctx.config.accountId} has warm throughput. Set its WarmThroughputMiBps to 0 first.`,
      );
    }
    disableCommitment(ctx);
    return ok(accountSettings(ctx));
  },
};
