import { ok } from '../../kernel/result.ts';
import { invalidArgument, limitExceeded, resourceInUse } from '../errors.ts';
import { uniformRanges } from '../model/hash-key.ts';
import { newCapacity, newLoad } from '../model/capacity.ts';
import { addShards } from '../model/reshard.ts';
import { newEncryption } from '../model/encryption.ts';
import { newFill } from '../model/record-arena.ts';
import { openShards, type Stream, type StreamMode } from '../model/stream.ts';
import { tagFault } from '../model/tags.ts';
import { quotas } from '../quotas.ts';
import { changeDelayMs, setStatus, type CallContext } from '../context.ts';
import { maxRecordSizeInKiB, streamModeDetails, streamName, tagMap, warmThroughputMiBps } from '../shapes.ts';
import { streamText, warmThroughputRefusal } from './common.ts';
import type { Operation } from './operation.ts';

export interface CreateStreamInput {
  readonly StreamName: string;
  readonly ShardCount?: number;
  readonly StreamModeDetails?: { readonly StreamMode: StreamMode };
  readonly Tags?: Readonly<Record<string, string>>;
  readonly WarmThroughputMiBps?: number;
  readonly MaxRecordSizeInKiB?: number;
}

/** Makes a stream; it answers at once and is CREATING for a while. Rules STREAM-1 … STREAM-5. */
export const createStream: Operation<CreateStreamInput, Record<string, never>> = {
  name: 'CreateStream',
  members: {
    ShardCount: { type: 'integer', range: [1, Infinity] },
    StreamName: { ...streamName, required: true },
    StreamModeDetails: streamModeDetails,
    Tags: tagMap,
    WarmThroughputMiBps: warmThroughputMiBps,
    MaxRecordSizeInKiB: maxRecordSizeInKiB,
  },
  rate: { perSecond: 5, scope: 'account' },
  errors: ['InvalidArgumentException', 'LimitExceededException', 'ResourceInUseException', 'ValidationException'],

  run(ctx, input) {
    const { StreamName: name, Tags: tags = {} } = input;
    const { accountId, region } = ctx.config;
    const mode = input.StreamModeDetails?.StreamMode ?? 'PROVISIONED';
    if (ctx.state.streams.has(name)) return resourceInUse(`Stream ${name} under account ${accountId} already exists.`);
    const fault = tagFault(tags, new Map(), streamText(ctx, name));
    if (fault) return fault;
    if (mode === 'PROVISIONED' && input.ShardCount === undefined) {
      return invalidArgument('ShardCount must be provided for a stream in PROVISIONED mode.');
    }
    const warmRefusal = warmThroughputRefusal(ctx, mode, input.WarmThroughputMiBps);
    if (warmRefusal) return warmRefusal;
    const busy = streamsOf(ctx).filter((s) => s.status === 'CREATING' || s.status === 'DELETING').length;
    if (busy >= quotas.streamsBeingCreatedMax) {
      return limitExceeded(
        `This request would have exceed the limit on the number  of streams that can simultaneously be in CREATING or DELETING for the account ${accountId}. Limit: ${quotas.streamsBeingCreatedMax}.`,
      );
    }
    const tooMany = mode === 'ON_DEMAND' ? onDemandLimitText(ctx) : null;
    if (tooMany) return limitExceeded(tooMany);
    const warm = input.WarmThroughputMiBps ?? 0;
    const shardCount = mode === 'ON_DEMAND' ? Math.max(quotas.onDemandInitialShards, warm) : input.ShardCount!;
    const refusal = shardLimitText(ctx, shardCount);
    if (refusal) return limitExceeded(refusal);

    const stream: Stream = {
      name,
      arn: `arn:aws:kinesis:${region}:${accountId}:stream/${name}`,
      createdMs: ctx.nowMs,
      arenaId: ctx.state.nextArenaId,
      fill: newFill(),
      status: 'CREATING',
      mode,
      retentionHours: quotas.retentionHoursMin,
      recordBytesMax: (input.MaxRecordSizeInKiB ?? 1024) * 1024,
      tags: new Map(Object.entries(tags)),
      policy: null,
      encryption: newEncryption(),
      shardLevelMetrics: [],
      consumers: new Map(),
      shards: [],
      capacity: newCapacity(mode === 'ON_DEMAND' ? newLoad() : null, warm),
      counters: [],
      callRates: new Map(),
    };
    ctx.state.nextArenaId += 1;
    ctx.state.streams.set(name, stream);
    setStatus(ctx, stream, 'CREATING');
    addShards(ctx, stream, 'CreateStream', uniformRanges(shardCount), Math.floor(ctx.wallMs / 1000));
    ctx.schedule(changeDelayMs(ctx.config, 'create', shardCount), { type: 'StreamCreated', streamName: name, createdMs: ctx.nowMs });
    return ok({});
  },
};

const streamsOf = (ctx: CallContext) => [...ctx.state.streams.values()];

export const onDemandStreams = (ctx: CallContext) => streamsOf(ctx).filter((stream) => stream.mode === 'ON_DEMAND').length;
export const openShardsOfAccount = (ctx: CallContext) => streamsOf(ctx).reduce((sum, stream) => sum + openShards(stream).length, 0);

/** The refusal when one more on-demand stream would pass the account's quota, else null. Rule STREAM-5. */
export function onDemandLimitText(ctx: CallContext): string | null {
  const { accountId, region } = ctx.config;
  const onDemand = onDemandStreams(ctx);
  if (onDemand < quotas.onDemandStreamsPerAccount) return null;
  return `This request would exceed the limit on the number of On-Demand streams for the account ${accountId} in ${region}. Current On-Demand streams count: ${onDemand}. Limit: ${quotas.onDemandStreamsPerAccount}.`;
}

/** The refusal when `more` shards would pass the account's quota, else null. Rule STREAM-3. */
export function shardLimitText(ctx: CallContext, more: number): string | null {
  const { accountId, region, shardLimit } = ctx.config;
  const open = openShardsOfAccount(ctx);
  if (open + more <= shardLimit) return null;
  return `This request would exceed the shard limit for the account ${accountId} in ${region}. Current shard count for the account: ${open}. Limit: ${shardLimit}. Number of additional shards that would have resulted from this request: ${more}. Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.`;
}
