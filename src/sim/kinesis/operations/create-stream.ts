import { ok } from '../../kernel/result.ts';
import { invalidArgument, limitExceeded, resourceInUse } from '../errors.ts';
import { uniformRanges } from '../model/hash-key.ts';
import { addShards } from '../model/reshard.ts';
import { openShards, type Stream, type StreamMode } from '../model/stream.ts';
import { quotas } from '../quotas.ts';
import { changeDelayMs, setStatus, type CallContext } from '../context.ts';
import { streamName } from '../shapes.ts';
import type { Operation } from './operation.ts';

export interface CreateStreamInput {
  readonly StreamName: string;
  readonly ShardCount?: number;
  readonly StreamModeDetails?: { readonly StreamMode: StreamMode };
  readonly Tags?: Readonly<Record<string, string>>;
  readonly MaxRecordSizeInKiB?: number;
}

/** Makes a stream; it answers at once and is CREATING for a while. Rules STREAM-1 … STREAM-5. */
export const createStream: Operation<CreateStreamInput, Record<string, never>> = {
  name: 'CreateStream',
  members: {
    ShardCount: { type: 'integer', range: [1, Infinity] },
    StreamName: { ...streamName, required: true },
    StreamModeDetails: {
      type: 'structure',
      members: { StreamMode: { type: 'string', enum: ['PROVISIONED', 'ON_DEMAND'], required: true } },
    },
    Tags: { type: 'map', length: [1, 200], keyLength: [1, 128], valueLength: [0, 256] },
    MaxRecordSizeInKiB: { type: 'integer', range: [1024, 10240] },
  },
  rate: { perSecond: 5, scope: 'account' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceInUseException', 'ValidationException'],

  run(ctx, input) {
    const { StreamName: name } = input;
    const { accountId, region } = ctx.config;
    const mode = input.StreamModeDetails?.StreamMode ?? 'PROVISIONED';
    if (ctx.state.streams.has(name)) return resourceInUse(`Stream ${name} under account ${accountId} already exists.`);
    if (mode === 'PROVISIONED' && input.ShardCount === undefined) {
      return invalidArgument('ShardCount must be provided for a stream in PROVISIONED mode.');
    }
    const busy = streamsOf(ctx).filter((s) => s.status === 'CREATING' || s.status === 'DELETING').length;
    if (busy >= quotas.streamsBeingCreatedMax) {
      return limitExceeded(
        `This request would have exceed the limit on the number  of streams that can simultaneously be in CREATING or DELETING for the account ${accountId}. Limit: ${quotas.streamsBeingCreatedMax}.`,
      );
    }
    const onDemand = streamsOf(ctx).filter((s) => s.mode === 'ON_DEMAND').length;
    if (mode === 'ON_DEMAND' && onDemand >= quotas.onDemandStreamsPerAccount) {
      return limitExceeded(
        `This request would exceed the limit on the number of On-Demand streams for the account ${accountId} in ${region}. Current On-Demand streams count: ${onDemand}. Limit: ${quotas.onDemandStreamsPerAccount}.`,
      );
    }
    const shardCount = mode === 'ON_DEMAND' ? quotas.onDemandInitialShards : input.ShardCount!;
    const refusal = shardLimitText(ctx, shardCount);
    if (refusal) return limitExceeded(refusal);

    const stream: Stream = {
      name,
      arn: `arn:aws:kinesis:${region}:${accountId}:stream/${name}`,
      createdMs: ctx.nowMs,
      status: 'CREATING',
      mode,
      retentionHours: quotas.retentionHoursMin,
      recordBytesMax: (input.MaxRecordSizeInKiB ?? 1024) * 1024,
      tags: { ...input.Tags },
      shards: [],
      counters: [],
      callRates: new Map(),
    };
    ctx.state.streams.set(name, stream);
    setStatus(ctx, stream, 'CREATING');
    addShards(ctx, stream, 'CreateStream', uniformRanges(shardCount), Math.floor(ctx.wallMs / 1000));
    ctx.schedule(changeDelayMs(ctx.config, 'create', shardCount), { type: 'StreamCreated', streamName: name, createdMs: ctx.nowMs });
    return ok({});
  },
};

const streamsOf = (ctx: CallContext) => [...ctx.state.streams.values()];

/** The refusal when `more` shards would pass the account's quota, else null. Rule STREAM-3. */
export function shardLimitText(ctx: CallContext, more: number): string | null {
  const { accountId, region, shardLimit } = ctx.config;
  const open = streamsOf(ctx).reduce((sum, stream) => sum + openShards(stream).length, 0);
  if (open + more <= shardLimit) return null;
  return `This request would exceed the shard limit for the account ${accountId} in ${region}. Current shard count for the account: ${open}. Limit: ${shardLimit}. Number of additional shards that would have resulted from this request: ${more}. Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.`;
}
