/** What many operations begin with: finding the stream and the shard, and how AWS names them in its texts. */
import { ok } from '../../kernel/result.ts';
import { invalidArgument, limitExceeded, resourceInUse, resourceNotFound, validationError, type Outcome } from '../errors.ts';
import { isExpired, parseShardId, shardIdOf, type Shard, type Stream, type StreamMode } from '../model/stream.ts';
import { quotas } from '../quotas.ts';
import type { CallContext } from '../context.ts';

export interface StreamReference {
  readonly StreamName?: string;
  readonly StreamARN?: string;
}

/** `stream <name> under account <id>`: how every text names a stream. */
export const streamText = (ctx: CallContext, name: string) => `stream ${name} under account ${ctx.config.accountId}`;

/** A stream by name, ARN or both. Rule STREAM-6. */
export function findStream(ctx: CallContext, reference: StreamReference): Outcome<Stream> {
  const { StreamName, StreamARN } = reference;
  const arnName = StreamARN?.slice(StreamARN.indexOf(':stream/') + ':stream/'.length);
  const name = StreamName ?? arnName;
  if (name === undefined) return invalidArgument('Either StreamName or StreamARN should be provided.');
  if (arnName !== undefined && arnName !== name) {
    return invalidArgument(`StreamName ${name} and StreamARN ${StreamARN} name different streams.`);
  }
  const stream = ctx.state.streams.get(name);
  if (!stream || (StreamARN !== undefined && StreamARN !== stream.arn)) return streamNotFound(ctx, name);
  return ok(stream);
}

export const streamNotFound = (ctx: CallContext, name: string) =>
  resourceNotFound(`Stream ${name} under account ${ctx.config.accountId} not found.`);

/** A stream that may be changed now. */
export function findActiveStream(ctx: CallContext, reference: StreamReference): Outcome<Stream> {
  const found = findStream(ctx, reference);
  if (!found.ok || found.value.status === 'ACTIVE') return found;
  const { name, status } = found.value;
  return resourceInUse(`Stream ${name} under account ${ctx.config.accountId} not ACTIVE, instead in state ${status}`);
}

/** The shard index in a raw id, or the answer AWS gives before it looks at the stream. */
export function resolveShardId(ctx: CallContext, raw: string, streamName: string): Outcome<number> {
  const index = parseShardId(raw);
  return index === null ? resourceNotFound(`Could not find shard ${raw} in ${streamText(ctx, streamName)}.`) : ok(index);
}

/** The name a reference gives, for texts that come before the stream is looked up. */
export const nameIn = (reference: StreamReference) =>
  reference.StreamName ?? reference.StreamARN?.split(':stream/')[1] ?? '';

/** A shard that still exists: expired ones are gone. */
export function findShard(ctx: CallContext, stream: Stream, index: number): Shard | null {
  const shard = stream.shards[index];
  return shard && !isExpired(stream, shard, ctx.nowMs) ? shard : null;
}

export function alreadyReshardedText(ctx: CallContext, stream: Stream, shard: Shard): string {
  return `Shard ${shardIdOf(shard.index)} in ${streamText(ctx, stream.name)} has already been merged or split, and thus is not eligible for merging or splitting.`;
}

/** Whether a stream of this mode may be given this warm throughput: null where it may. Rule WARM-1. */
export function warmThroughputRefusal(ctx: CallContext, mode: StreamMode, warmMiBps: number | undefined) {
  if (warmMiBps === undefined) return null;
  if (mode !== 'ON_DEMAND') return validationError('WarmThroughputMiBps can only be set for a stream in ON_DEMAND mode.');
  if (ctx.state.commitment.status !== 'ENABLED') {
    return validationError(
      `WarmThroughputMiBps can only be set when MinimumThroughputBillingCommitment is enabled for account ${ctx.config.accountId}.`,
    );
  }
  const max = quotas.onDemandWriteMiBpsMax;
  if (warmMiBps <= max) return null;
  return limitExceeded(`WarmThroughputMiBps cannot be greater than ${max}. Requested warm throughput: ${warmMiBps}.`);
}
