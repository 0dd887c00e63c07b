/** What the engine saw when the service said no: counts of that very second, ages, states. Bytes, ms, shares 0 … 1. */
import { callRateOf, hashKeyOfPartitionKey, isOpen, quotas, readIterator, readsBefore, shardIdOf, writesBefore, type LoggedCall, type Shard, type Stream, type World } from '#sim';
import { formatBytes, formatCount, formatDuration } from '../format.ts';

/** A call, or a part of one, that was refused. */
export interface Refused {
  readonly world: World;
  readonly atMs: number;
  readonly operation: string;
  readonly input: object;
  readonly message: string;
  readonly stream: Stream | null;
  readonly shard: Shard | null;
  /** Of a refused write: the key, where it is known, and the first 32 bits of its hash. */
  readonly partitionKey: string | null;
  readonly hashTop: number | null;
}

export const hashTopOf = (partitionKey: string, explicit?: string) => Number((explicit === undefined ? hashKeyOfPartitionKey(partitionKey) : BigInt(explicit)) >> 96n);

const RECORDS_LIMIT = `${formatCount(quotas.shardWriteRecordsPerSecond)} records/s`;
const BYTES_LIMIT = `${formatBytes(quotas.shardWriteBytesPerSecond)}/s`;

/** Which of the two write limits was reached: the one that the second's writes came nearest to. */
function byBytes({ world, shard, atMs }: Refused): boolean {
  if (!shard) return false;
  const { records, bytes } = writesBefore(world, shard, atMs);
  return bytes / quotas.shardWriteBytesPerSecond > records / quotas.shardWriteRecordsPerSecond;
}

export const writeLimit = (refused: Refused) => (byBytes(refused) ? `${BYTES_LIMIT} into one shard, keys included (and ${RECORDS_LIMIT})` : `${RECORDS_LIMIT} into one shard (and ${BYTES_LIMIT})`);

export function writesSeen(refused: Refused): string | null {
  const { world, shard, atMs, hashTop } = refused;
  if (!shard) return null;
  const { records, bytes, refused: turnedAway, ofKey } = writesBefore(world, shard, atMs, hashTop);
  if (records + turnedAway === 0) return null;
  const key = ofKey === null ? '' : `, ${formatCount(ofKey)} of them with this key`;
  return `${formatCount(records + turnedAway)} records in the last second${key}: ${formatCount(records)} taken (${formatBytes(bytes)}), ${formatCount(turnedAway)} refused`;
}

/** From this share of a shard's writes on, one key is the trouble. */
const ONE_KEY_SHARE = 0.5;
/** A shard that uses less than this has room for others' load. */
const ROOM_SHARE = 0.5;

export function writeRemedy({ world, stream, shard, atMs, hashTop }: Refused): string {
  const later = 'Sent again after a pause, a refused record gets in: the SDK and the KPL do that.';
  if (!stream || !shard) return later;
  const { records, refused, ofKey } = writesBefore(world, shard, atMs, hashTop);
  if (ofKey !== null && ofKey >= ONE_KEY_SHARE * (records + refused)) {
    return `Splitting will not help one key: all its records go to one shard, whichever that is. Widen the key, with a suffix or a better field. ${later}`;
  }
  const others = stream.shards.filter((other) => isOpen(other) && other !== shard);
  const idle = others.some((other) => writesBefore(world, other, atMs).records < ROOM_SHARE * quotas.shardWriteRecordsPerSecond);
  return idle
    ? `Other shards have room. Many keys share this one: split it where the load is, or spread the keys. ${later}`
    : `The stream is too small for this: split, or set a higher shard count. KPL aggregation packs many small records into one. ${later}`;
}

export function readsSeen({ world, shard, atMs }: Refused): string | null {
  const reads = shard && readsBefore(world, shard, atMs);
  if (!reads) return null;
  return `${formatCount(reads.answered + reads.refused)} calls in the last second: ${formatCount(reads.answered)} answered with ${formatBytes(reads.bytes)}, ${formatCount(reads.refused)} refused${shard.readsBlockedUntilMs > atMs ? `; a large answer blocks the shard for ${formatDuration(shard.readsBlockedUntilMs - atMs)} more` : ''}`;
}

const SCOPES = { account: 'of an account', stream: 'on one stream', shard: 'on one shard' } as const;

/** What a call counts against, in words; how the rates of puts are counted is theirs alone. */
export function rateText(operation: string): string | null {
  const rate = callRateOf(operation);
  if (!rate) return null;
  if (operation.startsWith('PutRecord')) return `${RECORDS_LIMIT} and ${BYTES_LIMIT} into one shard`;
  if (operation === 'GetRecords') return `${rate.perSecond} calls/s and ${formatBytes(quotas.shardReadBytesPerSecond)}/s on one shard`;
  return `${formatCount(rate.perSecond)} ${rate.perSecond === 1 ? 'call' : 'calls'}/s ${SCOPES[rate.scope]}`;
}

export const callRate = ({ operation }: Refused) => rateText(operation) ?? 'the rate of this operation';

/** Calls of the same operation in the last second, among those that the log still holds. */
export function askedRate({ world, operation, atMs }: Refused): string {
  const calls = world.calls.newest(world.plain.callsServed).filter((call) => call.operation === operation && call.atMs <= atMs && call.atMs > atMs - 1_000);
  return `${formatCount(calls.length)} ${calls.length === 1 ? 'call' : 'calls'} of ${operation} in the last second`;
}

export function iteratorAge({ world, input, atMs }: Refused): string | null {
  const { ShardIterator } = input as { readonly ShardIterator?: string };
  const iterator = ShardIterator === undefined ? null : readIterator(ShardIterator);
  return iterator && `it was ${formatDuration(world.epochMs + atMs - iterator.issuedMs)} old`;
}

/** As the stream is now: said only while now is the moment of the call. */
export function stateSeen({ world, stream, atMs }: Refused): string | null {
  if (!stream || world.nowMs !== atMs) return null;
  return `${stream.name} is ${stream.status}, has ${formatCount(stream.shards.filter(isOpen).length)} open shards and keeps records for ${formatCount(stream.retentionHours)} h`;
}

interface Entry {
  readonly PartitionKey: string;
  readonly ExplicitHashKey?: string;
  readonly Data: { readonly byteLength: number };
}

export function requestSize({ input }: Refused): string | null {
  const { Records } = input as { readonly Records?: readonly Entry[] };
  return Array.isArray(Records) ? `${formatCount(Records.length)} records, ${formatBytes(Records.reduce((sum: number, entry: Entry) => sum + (entry.Data?.byteLength ?? 0), 0))}` : null;
}

export function recordSize({ input }: Refused): string | null {
  const { Records, Data } = input as { readonly Records?: readonly Entry[]; readonly Data?: Entry['Data'] };
  const largest = Math.max(0, Data?.byteLength ?? 0, ...(Records ?? []).map((entry) => entry.Data.byteLength));
  return largest > 0 ? `${formatBytes(largest)} of data` : null;
}

/** The record that a refused put is told of: of many, one of the key that was refused most often. */
export function refusedEntry({ input, outcome }: Pick<LoggedCall, 'input' | 'outcome'>): Entry | null {
  const { Records, PartitionKey } = input as { readonly Records?: readonly Entry[]; readonly PartitionKey?: string };
  if (PartitionKey !== undefined) return input as Entry;
  if (!Records || !outcome.ok) return null;
  const results = (outcome.value as { readonly Records: readonly { readonly ErrorCode?: string }[] }).Records;
  const counts = new Map<string, { entry: Entry; count: number }>();
  results.forEach((result, i) => {
    const entry = Records[i];
    if (result.ErrorCode === undefined || !entry) return;
    const known = counts.get(entry.PartitionKey);
    if (known) known.count += 1;
    else counts.set(entry.PartitionKey, { entry, count: 1 });
  });
  return [...counts.values()].reduce<{ entry: Entry; count: number } | null>((most, one) => (most && most.count >= one.count ? most : one), null)?.entry ?? null;
}

export const shardNamed = (stream: Stream | null, text: string) => stream?.shards.find(({ index }) => text.includes(shardIdOf(index))) ?? null;
