/** A call that the service has answered, as far as metrics and the bill ask about it. */
import type { Outcome } from '../kinesis/errors.ts';
import { weightOf, type PutEntry } from '../kinesis/model/append.ts';
import { readIterator } from '../kinesis/model/shard-iterator.ts';
import type { Shard, Stream } from '../kinesis/model/stream.ts';
import { parseConsumerArn } from '../kinesis/operations/describe-stream-consumer.ts';
import type { GetRecordsOutput } from '../kinesis/operations/get-records.ts';
import { isFailed, type PutRecordsOutput } from '../kinesis/operations/put-records.ts';
import type { ShardWrites } from './shard-writes.ts';
import { KIB } from '../kinesis/quotas.ts';

export interface ServedCall {
  readonly operation: string;
  /** As it was given: of a refused call it may be anything. */
  readonly input: object;
  readonly outcome: Outcome<unknown>;
  /** From the request's leaving to the answer's arrival, as the network has it. */
  readonly latencyMs: number;
}

/** What a put brought, of those records that got in. */
export interface Put {
  readonly records: number;
  /** With keys, as they count against throughput. */
  readonly bytes: number;
  /** Their data in blocks of 25 KiB, or of 1 KiB: what AWS bills. */
  readonly blocks: number;
  readonly throttled: number;
  readonly failed: number;
}

const PUT_UNIT_BYTES = 25 * KIB;
const THROTTLED = 'ProvisionedThroughputExceededException';

/** The bytes that a stream's records are billed by. */
export const blockBytes = ({ mode }: Stream) => (mode === 'PROVISIONED' ? PUT_UNIT_BYTES : KIB);

const NOTHING: Put = { records: 0, bytes: 0, blocks: 0, throttled: 0, failed: 0 };

export function putRecordOf(stream: Stream, { input, outcome }: ServedCall): Put {
  if (!outcome.ok) return outcome.error.__type === THROTTLED ? { ...NOTHING, throttled: 1 } : NOTHING;
  const entry = input as PutEntry;
  return { ...NOTHING, records: 1, bytes: weightOf(entry), blocks: blocksOf(entry, blockBytes(stream)) };
}

/** Of an answered PutRecords: once over its records. @param shards is told what each of them took */
export function putRecordsOf(stream: Stream, entries: readonly PutEntry[], { FailedRecordCount, Records }: PutRecordsOutput, shards: ShardWrites): Put {
  const block = blockBytes(stream);
  let bytes = 0;
  let blocks = 0;
  let throttled = 0;
  for (let i = 0; i < entries.length; i += 1) {
    const result = Records[i]!;
    if (isFailed(result)) {
      if (result.ErrorCode === THROTTLED) throttled += 1;
      continue;
    }
    const entry = entries[i]!;
    const weight = weightOf(entry);
    bytes += weight;
    blocks += blocksOf(entry, block);
    // Its ShardId says the same as a text, which would be made for this alone.
    shards.add(result['shardIndex'], weight);
  }
  return { records: entries.length - FailedRecordCount, bytes, blocks, throttled, failed: FailedRecordCount - throttled };
}

/** An empty record is billed as one block. */
const blocksOf = ({ Data }: PutEntry, block: number) => Math.max(1, Math.ceil(Data.byteLength / block));

/** The stream that a put names, if it is there. */
export function streamNamed(streams: ReadonlyMap<string, Stream>, input: object): Stream | undefined {
  const { StreamName, StreamARN } = input as { StreamName?: unknown; StreamARN?: unknown };
  if (typeof StreamName === 'string') return streams.get(StreamName);
  return typeof StreamARN === 'string' ? streams.get(StreamARN.split(':stream/')[1] ?? '') : undefined;
}

/** The stream and the shard that a GetRecords was about, if they are there. */
export function readBy(streams: ReadonlyMap<string, Stream>, { input, outcome }: ServedCall): { readonly stream: Stream; readonly shard: Shard } | null {
  if (outcome.ok) {
    const { shardIndex, logId } = (outcome.value as GetRecordsOutput).Records;
    for (const stream of streams.values()) {
      const shard = stream.shards[shardIndex];
      if (shard?.logId === logId) return { stream, shard };
    }
    return null;
  }
  const { ShardIterator } = input as { ShardIterator?: unknown };
  const iterator = typeof ShardIterator === 'string' ? readIterator(ShardIterator) : null;
  const stream = iterator && streams.get(iterator.streamName);
  const shard = stream?.createdMs === iterator?.streamCreatedMs ? stream?.shards[iterator!.shardIndex] : undefined;
  return stream && shard ? { stream, shard } : null;
}

/** The stream and the consumer that a SubscribeToShard names, where the stream is there. */
export function subscriberIn(streams: ReadonlyMap<string, Stream>, { input }: ServedCall): { readonly stream: Stream; readonly consumer: string } | null {
  const { ConsumerARN } = input as { ConsumerARN?: unknown };
  const parts = typeof ConsumerARN === 'string' ? parseConsumerArn(ConsumerARN) : null;
  const stream = parts && streams.get(parts.streamName);
  return stream?.consumers.has(parts!.name) ? { stream, consumer: parts!.name } : null;
}
