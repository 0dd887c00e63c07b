import { ok } from '../../kernel/result.ts';
import { quotas } from '../quotas.ts';
import { onDemandStreams, openShardsOfAccount } from './create-stream.ts';
import type { Operation } from './operation.ts';

export interface DescribeLimitsOutput {
  readonly ShardLimit: number;
  readonly OpenShardCount: number;
  readonly OnDemandStreamCount: number;
  readonly OnDemandStreamCountLimit: number;
}

/** The account's quotas of shards and on-demand streams, and what is used of them. Rule STREAM-12. */
export const describeLimits: Operation<Record<string, never>, DescribeLimitsOutput> = {
  name: 'DescribeLimits',
  members: {},
  rate: { perSecond: 1, scope: 'account' },
  errors: ['LimitExceededException'],

  run(ctx) {
    return ok({
      ShardLimit: ctx.config.shardLimit,
      OpenShardCount: openShardsOfAccount(ctx),
      OnDemandStreamCount: onDemandStreams(ctx),
      OnDemandStreamCountLimit: quotas.onDemandStreamsPerAccount,
    });
  },
};
