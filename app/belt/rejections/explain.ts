/** From a refused call or a record that bounced to its explanation. */
import { errorCodes, shardIdOf, type ErrorCode, type LoggedCall, type World } from '#sim';
import { causes, type Cause, type Page, type SectionId } from './causes.ts';
import { hashTopOf, refusedEntry, shardNamed, type Refused } from './observed.ts';

export interface Explanation {
  readonly code: ErrorCode;
  readonly limit: string;
  /** Null where nothing was counted, or it is too long ago. */
  readonly observed: string | null;
  readonly remedy: string;
  readonly section: SectionId;
  readonly page: Page;
}

type Call = Pick<LoggedCall, 'atMs' | 'operation' | 'input' | 'outcome'>;

/** What became of a call that did not do all that it was asked: the error of it, or of some of its records. Null: all is well. */
export function errorOf({ outcome }: Pick<Call, 'outcome'>): { readonly code: ErrorCode; readonly message: string; readonly failed: number | null } | null {
  if (!outcome.ok) {
    const { __type, message = '' } = outcome.error;
    return (errorCodes as readonly string[]).includes(__type) ? { code: __type, message, failed: null } : null;
  }
  const { FailedRecordCount = 0, Records } = (outcome.value ?? {}) as { readonly FailedRecordCount?: number; readonly Records?: readonly { readonly ErrorCode?: ErrorCode; readonly ErrorMessage?: string }[] };
  const first = FailedRecordCount > 0 ? Records?.find(({ ErrorCode }) => ErrorCode !== undefined) : undefined;
  return first?.ErrorCode ? { code: first.ErrorCode, message: first.ErrorMessage ?? '', failed: FailedRecordCount } : null;
}

/** Null where nothing was refused. */
export function explainCall(world: World, call: Call, streamName: string): Explanation | null {
  const error = errorOf(call);
  if (!error) return null;
  const { StreamName = streamName } = call.input as { readonly StreamName?: string };
  const stream = world.stream(StreamName) ?? null;
  const entry = error.code === 'ProvisionedThroughputExceededException' ? refusedEntry(call) : null;
  return explain(error.code, {
    world,
    atMs: call.atMs,
    operation: call.operation,
    input: call.input,
    message: error.message,
    stream,
    shard: shardNamed(stream, error.message),
    partitionKey: entry?.PartitionKey ?? null,
    hashTop: entry ? hashTopOf(entry.PartitionKey, entry.ExplicitHashKey) : null,
  });
}

export interface Bounced {
  readonly atMs: number;
  readonly shardIndex: number;
  readonly hashTop: number;
  /** Null where its actor has left. */
  readonly producer: string | null;
  /** Null where neither the log of calls nor the shard knows the key any more. */
  readonly partitionKey: string | null;
  /** Its call, while the log holds it. */
  readonly call: LoggedCall | null;
  readonly explanation: Explanation;
}

/** Records of a shard that are looked at for one with the same hash. */
const LOOKED_AT = 5_000;

/** One throttled write, by its number among all of them. */
export function bouncedAt(world: World, streamName: string, index: number): Bounced | null {
  if (index >= world.state.rejections) return null;
  const { atMs, hashTop, shardIndex, source } = world.service.rejections.get(index);
  const stream = world.stream(streamName) ?? null;
  const shard = stream?.shards[shardIndex] ?? null;
  if (!stream || !shard) return null;
  const producer = source === 0 ? 'you' : ([...world.actors.values()].find(({ ordinal }) => ordinal === source)?.name ?? null);
  const call = world.calls.newest(world.plain.callsServed).find((one) => one.atMs === atMs && one.caller === producer && shardNamed(stream, errorOf(one)?.message ?? '') === shard) ?? null;
  const { Records = call ? [call.input] : [] } = (call?.input ?? {}) as { readonly Records?: readonly object[] };
  const entry = (Records as readonly { PartitionKey: string; ExplicitHashKey?: string }[]).find(({ PartitionKey, ExplicitHashKey }) => hashTopOf(PartitionKey, ExplicitHashKey) === hashTop);
  let partitionKey = entry?.PartitionKey ?? null;
  const log = world.log(shard.logId);
  for (let i = shard.cursor.length - 1; partitionKey === null && i >= Math.max(shard.head, shard.cursor.length - LOOKED_AT); i -= 1) {
    if (log.hashTop(i) === hashTop) partitionKey = log.partitionKey(i);
  }
  const message = `Rate exceeded for shard ${shardIdOf(shardIndex)}`;
  const explanation = explain('ProvisionedThroughputExceededException', { world, atMs, operation: call?.operation ?? 'PutRecords', input: call?.input ?? {}, message, stream, shard, partitionKey, hashTop });
  return { atMs, shardIndex, hashTop, producer, partitionKey, call, explanation };
}

/** The newest throttled write of a shard (or of all) up to a moment, or of one actor; null where there is none. */
export function newestBounced(world: World, { shardIndex, actor, atMs = world.nowMs }: { readonly shardIndex?: number; readonly actor?: string; readonly atMs?: number }): number | null {
  const { rejections } = world.service;
  const ordinal = actor === undefined ? undefined : world.actors.get(actor)?.ordinal;
  for (let i = world.state.rejections - 1; i >= Math.max(0, world.state.rejections - REJECTIONS_LOOKED_AT); i -= 1) {
    const one = rejections.get(i);
    if (one.atMs <= atMs && (shardIndex === undefined || one.shardIndex === shardIndex) && (ordinal === undefined || one.source === ordinal)) return i;
  }
  return null;
}

/** So that a look never costs a frame. */
const REJECTIONS_LOOKED_AT = 5_000;

function explain(code: ErrorCode, refused: Refused): Explanation {
  const cause = causeOf(code, refused.message);
  const told = (text: Cause['limit']) => (typeof text === 'string' ? text : text(refused));
  return {
    code,
    limit: told(cause.limit),
    observed: cause.observed?.(refused) ?? null,
    remedy: told(cause.remedy),
    section: cause.section,
    page: cause.page ?? operationPage(refused.operation),
  };
}

export const causeOf = (code: ErrorCode, message: string): Cause => causes[code].find(({ when }) => !when || when.test(message))!;

const operationPage = (operation: string): Page => ({ title: `API reference, ${operation}`, url: `https://docs.aws.amazon.com/kinesis/latest/APIReference/API_${operation}.html` });
