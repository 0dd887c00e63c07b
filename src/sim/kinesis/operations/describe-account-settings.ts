import { ok } from '../../kernel/result.ts';
import type { CallContext } from '../context.ts';
import type { Commitment } from '../model/commitment.ts';
import type { Operation } from './operation.ts';

export interface AccountSettings {
  readonly MinimumThroughputBillingCommitment: {
    readonly Status: Commitment['status'];
    /** Seconds since 1970, as the other two. */
    readonly StartedAt?: number;
    readonly EndedAt?: number;
    readonly EarliestAllowedEndAt?: number;
  };
}

/** The account's commitment to a minimum of on-demand throughput. Rule ACCOUNT-1. */
export const describeAccountSettings: Operation<Record<string, never>, AccountSettings> = {
  name: 'DescribeAccountSettings',
  members: {},
  rate: { perSecond: 5, scope: 'account' },
  errors: ['LimitExceededException'],

  run: (ctx) => ok(accountSettings(ctx)),
};

export function accountSettings(ctx: CallContext): AccountSettings {
  const { status, startedMs, endedMs, earliestEndMs } = ctx.state.commitment;
  const seconds = (ms: number) => (ctx.config.epochMs + ms) / 1000;
  return {
    MinimumThroughputBillingCommitment: {
      Status: status,
      ...(startedMs !== null && { StartedAt: seconds(startedMs) }),
      ...(endedMs !== null && { EndedAt: seconds(endedMs) }),
      ...(earliestEndMs !== null && { EarliestAllowedEndAt: seconds(earliestEndMs) }),
    },
  };
}
