import { ok } from '../../kernel/result.ts';
import { invalidArgument, resourceInUse, type Outcome } from '../errors.ts';
import { issuePageToken, readPageToken } from '../model/page-token.ts';
import { endingSequenceNumber, isExpired, isOpen, parseShardId, retentionMs, shardIdOf, startingSequenceNumber, type Shard, type Stream } from '../model/stream.ts';
import type { CallContext } from '../context.ts';
import { nextToken, shardId, streamArn, streamId, streamName } from '../shapes.ts';
import { findStream, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface ShardFilter {
  readonly Type: 'AFTER_SHARD_ID' | 'AT_TRIM_HORIZON' | 'FROM_TRIM_HORIZON' | 'AT_LATEST' | 'AT_TIMESTAMP' | 'FROM_TIMESTAMP';
  readonly ShardId?: string;
  /** Seconds since 1970. */
  readonly Timestamp?: number;
}

export interface ListShardsInput extends StreamReference {
  readonly NextToken?: string;
  readonly ExclusiveStartShardId?: string;
  readonly MaxResults?: number;
  readonly StreamCreationTimestamp?: number;
  readonly ShardFilter?: ShardFilter;
}

export interface ShardDescription {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly AdjacentParentShardId?: string;
  readonly HashKeyRange: { readonly StartingHashKey: string; readonly EndingHashKey: string };
  readonly SequenceNumberRange: { readonly StartingSequenceNumber: string; readonly EndingSequenceNumber?: string };
}

export interface ListShardsOutput {
  readonly Shards: readonly ShardDescription[];
  readonly NextToken?: string;
}

const PAGE_MAX = 1000;

/** The stream's shards, open and closed, that are still within retention. Rules LIST-1 … LIST-6. */
export const listShards: Operation<ListShardsInput, ListShardsOutput> = {
  name: 'ListShards',
  members: {
    ExclusiveStartShardId: shardId,
    MaxResults: { type: 'integer', range: [1, 10_000] },
    NextToken: nextToken,
    StreamCreationTimestamp: { type: 'timestamp' },
    ShardFilter: {
      type: 'structure',
      members: {
        Type: {
          type: 'string',
          required: true,
          enum: ['AFTER_SHARD_ID', 'AT_TRIM_HORIZON', 'FROM_TRIM_HORIZON', 'AT_LATEST', 'AT_TIMESTAMP', 'FROM_TIMESTAMP'],
        },
        ShardId: shardId,
        Timestamp: { type: 'timestamp' },
      },
    },
    StreamName: streamName,
    StreamARN: streamArn,
    StreamId: streamId,
  },
  rate: { perSecond: 1_000, scope: 'stream' },
  errors: ['ExpiredNextTokenException', 'InvalidArgumentException', 'LimitExceededException', 'ResourceInUseException', 'ResourceNotFoundException', 'ValidationException'],

  run(ctx, input) {
    const request = requestOf(ctx, input);
    if (!request.ok) return request;
    const { reference, filter, after } = request.value;
    const found = findStream(ctx, reference);
    if (!found.ok) return found;
    const stream = found.value;
    if (stream.status === 'CREATING' || stream.status === 'DELETING') {
      return resourceInUse(
        `Stream ${stream.name} under account ${ctx.config.accountId} not ACTIVE or UPDATING, instead in state ${stream.status}`,
      );
    }
    const selects = selection(ctx, stream, filter);
    if (!selects.ok) return selects;
    const following = stream.shards.filter(
      (shard) => shard.index > after && !isExpired(stream, shard, ctx.nowMs) && selects.value(shard),
    );
    const page = following.slice(0, Math.min(input.MaxResults ?? PAGE_MAX, PAGE_MAX));
    const more = page.length < following.length;
    return ok({
      Shards: page.map(describeShard),
      ...(more && {
        NextToken: issuePageToken(ctx, {
          operation: 'ListShards',
          after: String(page.at(-1)!.index),
          request: { StreamName: stream.name, ShardFilter: filter },
        }),
      }),
    });
  },
};

interface Request {
  readonly reference: StreamReference;
  readonly filter: ShardFilter | undefined;
  /** Only shards with a higher index. */
  readonly after: number;
}

/** What is asked for, by the input or by the token that continues an earlier one. */
function requestOf(ctx: CallContext, input: ListShardsInput): Outcome<Request> {
  if (input.NextToken === undefined) {
    if (input.StreamName === undefined && input.StreamARN === undefined) {
      return invalidArgument('Either NextToken or StreamName should be provided.');
    }
    const start = input.ExclusiveStartShardId;
    const after = start === undefined ? -1 : parseShardId(start);
    if (after === null) return invalidArgument(`ExclusiveStartShardId ${start} is not a valid shard id.`);
    return ok({ reference: input, filter: input.ShardFilter, after });
  }
  for (const other of ['StreamName', 'StreamARN', 'StreamCreationTimestamp', 'ExclusiveStartShardId', 'ShardFilter'] as const) {
    if (input[other] !== undefined) return invalidArgument(`NextToken and ${other} cannot be provided together.`);
  }
  const token = readPageToken(ctx, input.NextToken, 'ListShards');
  if (!token.ok) return token;
  const { StreamName, ShardFilter } = token.value.request as { StreamName: string; ShardFilter?: ShardFilter };
  return ok({ reference: { StreamName }, filter: ShardFilter, after: Number(token.value.after) });
}

function selection(ctx: CallContext, stream: Stream, filter: ShardFilter | undefined): Outcome<(shard: Shard) => boolean> {
  const closedAt = (shard: Shard) => shard.closedMs ?? Infinity;
  const horizonMs = ctx.nowMs - retentionMs(stream);
  const needsTimestamp = filter?.Type === 'AT_TIMESTAMP' || filter?.Type === 'FROM_TIMESTAMP';
  if (filter && needsTimestamp && filter.Timestamp === undefined) {
    return invalidArgument(`Timestamp must be provided for a ShardFilter of type ${filter.Type}.`);
  }
  const tMs = Math.max(horizonMs, Math.round((filter?.Timestamp ?? 0) * 1000) - ctx.config.epochMs);
  switch (filter?.Type) {
    case undefined:
    case 'FROM_TRIM_HORIZON':
      return ok(() => true);
    case 'AFTER_SHARD_ID': {
      const after = filter.ShardId === undefined ? null : parseShardId(filter.ShardId);
      if (after === null) return invalidArgument('ShardId must be provided for a ShardFilter of type AFTER_SHARD_ID.');
      return ok((shard) => shard.index > after);
    }
    case 'AT_LATEST':
      return ok(isOpen);
    case 'AT_TRIM_HORIZON':
      return ok((shard) => shard.openedMs <= Math.max(horizonMs, stream.createdMs) && closedAt(shard) >= horizonMs);
    case 'AT_TIMESTAMP':
      return ok((shard) => shard.openedMs <= tMs && closedAt(shard) >= tMs);
    case 'FROM_TIMESTAMP':
      return ok((shard) => closedAt(shard) >= tMs);
  }
}

export function describeShard(shard: Shard): ShardDescription {
  const ending = endingSequenceNumber(shard);
  return {
    ShardId: shardIdOf(shard.index),
    ...(shard.parentIndex !== null && { ParentShardId: shardIdOf(shard.parentIndex) }),
    ...(shard.adjacentParentIndex !== null && { AdjacentParentShardId: shardIdOf(shard.adjacentParentIndex) }),
    HashKeyRange: { StartingHashKey: String(shard.start), EndingHashKey: String(shard.end) },
    SequenceNumberRange: {
      StartingSequenceNumber: startingSequenceNumber(shard),
      ...(ending !== null && { EndingSequenceNumber: ending }),
    },
  };
}
