/**
 * What the stream holds of one producer's records, told from the numbers inside them: what the producer itself cannot
 * know. Looks at every record of its stream: for an answer now and then, not for each frame.
 */
import { formatSequenceNumber } from '../kinesis/model/sequence-number.ts';
import type { ShardLog } from '../kinesis/model/shard-log.ts';
import type { Shard } from '../kinesis/model/stream.ts';
import type { ActorHost } from './actor.ts';
import type { ActorState } from './index.ts';
import { deaggregate } from './kpl/aggregated-record.ts';

export interface ProducerAccount {
  /** Records made. */
  readonly made: number;
  /** Stored, each time counted; those that retention has taken since, too. */
  readonly stored: number;
  /** Stored at least once. */
  readonly unique: number;
  /** Made and not stored: lost, or still under way. */
  readonly missing: number;
  /** Stored for the first time behind a later record of their key. */
  readonly reordered: number;
  /** The newest repeats, oldest first. */
  readonly duplicates: readonly Duplicate[];
}

export interface Duplicate {
  readonly n: number;
  readonly partitionKey: string;
  readonly sequenceNumbers: readonly [first: string, again: string];
}

type ProducingActor = Extract<ActorState, { readonly kind: 'producer' | 'kpl-producer' }>;
type Place = readonly [shard: Shard, index: number];

const DUPLICATES_MAX = 100;

export function accountOf(world: Pick<ActorHost, 'stream' | 'log' | 'epochMs'>, actor: ProducingActor): ProducerAccount {
  const made = 'made' in actor.counts ? actor.counts.made : actor.counts.produced;
  const firsts = new Map<number, Place>();
  const newest = new Map<string, number>();
  const repeats: { readonly n: number; readonly partitionKey: string; readonly again: Place }[] = [];
  let stored = 0;
  let reordered = 0;
  // Parents come before their children, so that the records of a key come as they arrived.
  for (const shard of world.stream(actor.config.streamName)?.shards ?? []) {
    const log = world.log(shard.logId);
    for (let index = 0; index < shard.cursor.length; index += 1) {
      if (log.source(index) !== actor.ordinal) continue;
      for (const { n, partitionKey } of numberedIn(log, index)) {
        stored += 1;
        if (firsts.has(n)) {
          repeats.push({ n, partitionKey, again: [shard, index] });
          continue;
        }
        firsts.set(n, [shard, index]);
        const last = newest.get(partitionKey) ?? 0;
        if (n < last) reordered += 1;
        else newest.set(partitionKey, n);
      }
    }
  }
  const arrivedMs = ([shard, index]: Place) => world.log(shard.logId).arrivalMs(index);
  const sequenceNumber = ([shard, index]: Place) =>
    formatSequenceNumber({
      shardCreatedSeconds: shard.createdSeconds,
      shardIndex: shard.index,
      counter: BigInt(world.log(shard.logId).counter(index)),
      seconds: Math.floor((world.epochMs + arrivedMs([shard, index])) / 1000),
    });
  const duplicates = repeats
    .sort((x, y) => arrivedMs(x.again) - arrivedMs(y.again))
    .slice(-DUPLICATES_MAX)
    .map(({ n, partitionKey, again }): Duplicate => ({ n, partitionKey, sequenceNumbers: [sequenceNumber(firsts.get(n)!), sequenceNumber(again)] }));
  return { made, stored, unique: firsts.size, missing: made - firsts.size, reordered, duplicates };
}

/** The producer's own records in one record of its: that one, or those that the KPL packed into it, by their numbers. */
export function numberedIn(log: ShardLog, index: number): readonly { readonly n: number; readonly partitionKey: string }[] {
  const data = log.data(index);
  return (deaggregate(data) ?? [{ PartitionKey: log.partitionKey(index), Data: data }]).map(({ PartitionKey: partitionKey, Data }) => ({ n: numberOf(Data), partitionKey }));
}

const DIGITS_FROM = '{"n":'.length;

/** The number that a producer wrote at the beginning of its record. */
function numberOf(data: Uint8Array): number {
  let n = 0;
  for (let i = DIGITS_FROM; data[i]! >= 0x30 && data[i]! <= 0x39; i += 1) n = n * 10 + data[i]! - 0x30;
  return n;
}
