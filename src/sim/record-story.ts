/** One record's whole way, for an inspector: key → MD5 → range → shard → sequence number taken apart → when it expires. */
import { deaggregate, type UserRecord } from './actors/kpl/aggregated-record.ts';
import { hashKeyOfPartitionKey, shareOfKeySpace } from './kinesis/model/hash-key.ts';
import { recordsOf } from './kinesis/model/record-slice.ts';
import { parseSequenceNumber, type SequenceParts } from './kinesis/model/sequence-number.ts';
import { retentionMs, type Stream } from './kinesis/model/stream.ts';
import { originalOf, type Original } from './record-copies.ts';
import type { World } from './world.ts';

export interface RecordStory {
  readonly partitionKey: string;
  readonly data: Uint8Array;
  /** What the data holds where the KPL has packed several records into it. */
  readonly userRecords: readonly UserRecord[] | null;
  readonly encrypted: boolean;
  /** The MD5 of the key, 32 hex digits, and the same as a number. */
  readonly md5: string;
  readonly hashKey: bigint;
  /** Whether an ExplicitHashKey sent it elsewhere than its key's hash; `share` is then where that is. */
  readonly explicit: boolean;
  /** Where it stands in the key space, 0 … 1. */
  readonly share: number;
  /** The shard's range of hash keys, both ends included. */
  readonly range: { readonly start: bigint; readonly end: bigint };
  readonly sequenceNumber: string;
  readonly parts: SequenceParts;
  /** Virtual ms: when the service took it, and when retention as it is now lets it go. */
  readonly arrivalMs: number;
  readonly expiresMs: number;
  /** Whether its producer had sent it before, and whether all or some of it was on the stream already by then. */
  readonly retried: boolean;
  readonly copy: boolean;
  /** Of which record it is a copy; null where it is none, or the other is not kept any more. */
  readonly original: Original | null;
  /** Who put it: an actor's name, or null where that actor has left, "you" for the learner. */
  readonly source: string | null;
}

const WORD = 0x1_0000_0000;

/**
 * @param index the record's place in its shard's log, from 0
 * @returns null where there is no such record, or it has expired
 */
export function recordStory(world: World, stream: Stream, shardIndex: number, index: number): RecordStory | null {
  const shard = stream.shards[shardIndex];
  if (!shard || index < shard.head || index >= shard.cursor.length) return null;
  const log = world.log(shard.logId);
  const slice = { logId: shard.logId, from: index, to: index + 1, shardIndex, shardCreatedSeconds: shard.createdSeconds };
  const { PartitionKey, Data, SequenceNumber, EncryptionType } = recordsOf(log, slice, world.epochMs)[0]!;
  const hashKey = hashKeyOfPartitionKey(PartitionKey);
  const hashTop = log.hashTop(index);
  // The log keeps the first 32 bits of the hash key that routed it: more than enough to see that it was not the key's own.
  const explicit = Number(hashKey >> 96n) !== hashTop;
  const arrivalMs = log.arrivalMs(index);
  const ordinal = log.source(index);
  return {
    partitionKey: PartitionKey,
    data: Data,
    userRecords: deaggregate(Data),
    encrypted: EncryptionType === 'KMS',
    md5: hashKey.toString(16).padStart(32, '0'),
    hashKey,
    explicit,
    share: explicit ? hashTop / WORD : shareOfKeySpace(hashKey),
    range: { start: shard.start, end: shard.end },
    sequenceNumber: SequenceNumber,
    parts: parseSequenceNumber(SequenceNumber)!,
    arrivalMs,
    expiresMs: arrivalMs + retentionMs(stream),
    retried: log.retried(index),
    copy: log.isCopy(index),
    original: originalOf(world, stream, shard, index),
    source: ordinal === 0 ? 'you' : ([...world.actors.values()].find((actor) => actor.ordinal === ordinal)?.name ?? null),
  };
}
