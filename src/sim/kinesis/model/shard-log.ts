/**
 * The records of one shard: for each the place in its stream's arena. How many there are is no property of the log: the
 * shard's state holds a LogCursor, so a checkpoint keeps a number and time travel costs nothing here.
 */
import { lowerBound, Rows } from '../../kernel/column.ts';
import type { Blob } from './blob.ts';
import type { ArenaFill, Chunk, RecordArena } from './record-arena.ts';
import { BLOCK_RECORDS, RecordBlock, type RecordOrigin } from './record-block.ts';
import { arrivalOf, counterOf, dataAt, dataBytes, FLAGS, hasFlag, hashTopOf, keyBytes, rowBytesMax, sourceOf, storedBytes, writeRow } from './record-row.ts';

/** How far a log is filled: plain data in the shard's state. */
export interface LogCursor {
  /** Records ever appended; also the index of the next one. */
  length: number;
}

export const newCursor = (): LogCursor => ({ length: 0 });

/** The words of a record's place: which chunk of the arena, and where in it. */
const CHUNK = 0;
const OFFSET = 1;
const PLACE_WORDS = 2;

export class ShardLog {
  private readonly places = new Rows(PLACE_WORDS);

  constructor(private readonly arena: RecordArena) {}

  /**
   * Appends at the cursor and moves it and the arena's fill. One argument each, for nothing is made that is not stored.
   * @param hashTop the first 32 of the 128 bits of its hash key: where it stands in the key space, to a pixel and better
   * @param source which actor put it (0 is the learner): kept for the eye, no part of the service
   * @param flags of FLAGS: encrypted where the stream was as it arrived, and what its sender knew
   */
  append(fill: ArenaFill, cursor: LogCursor, partitionKey: string, data: Blob, arrivalMs: number, counter: number, hashTop: number, source: number, flags: number): void {
    const chunk = this.arena.reserve(fill, rowBytesMax(partitionKey, data));
    const { offset } = fill;
    const end = writeRow(chunk, offset, partitionKey, data, arrivalMs, counter, hashTop, source, flags);
    chunk.records += 1;
    const places = this.places.chunkFor(cursor.length);
    const place = this.places.rowStart(cursor.length);
    places[place + CHUNK] = fill.chunk;
    places[place + OFFSET] = offset;
    cursor.length += 1;
    fill.offset = (end + 7) & ~7;
  }

  arrivalMs(index: number): number {
    return arrivalOf(this.chunkOf(index), this.offsetOf(index));
  }

  counter(index: number): number {
    return counterOf(this.chunkOf(index), this.offsetOf(index));
  }

  hashTop(index: number): number {
    return hashTopOf(this.chunkOf(index), this.offsetOf(index));
  }

  source(index: number): number {
    return sourceOf(this.chunkOf(index), this.offsetOf(index));
  }

  encrypted(index: number): boolean {
    return hasFlag(this.chunkOf(index), this.offsetOf(index), FLAGS.encrypted);
  }

  /** Whether its sender had sent it before. */
  retried(index: number): boolean {
    return hasFlag(this.chunkOf(index), this.offsetOf(index), FLAGS.retried);
  }

  /** Whether all or some of it was on the stream before: told by the world, for its sender often cannot know. */
  isCopy(index: number): boolean {
    return hasFlag(this.chunkOf(index), this.offsetOf(index), FLAGS.copy);
  }

  /** What the record weighs against size limits and throughput: data and partition key, in bytes. */
  byteLength(index: number): number {
    const chunk = this.chunkOf(index);
    const offset = this.offsetOf(index);
    return dataBytes(chunk, offset) + keyBytes(chunk, offset);
  }

  partitionKey(index: number): string {
    return this.whole(index).PartitionKey;
  }

  data(index: number): Uint8Array {
    return this.whole(index).Data;
  }

  /** The first byte of its data as far as it is stored, or -1: tells most records from aggregated ones without reading them. */
  firstByte(index: number): number {
    const chunk = this.chunkOf(index);
    const offset = this.offsetOf(index);
    return storedBytes(chunk, offset) > 0 ? chunk.bytes[dataAt(offset)]! : -1;
  }

  /** Records [from, to) in blocks, each to be made whole when somebody looks at it. */
  blocks(from: number, to: number, origin: RecordOrigin): RecordBlock[] {
    const blocks: RecordBlock[] = [];
    for (let start = from; start < to; start += BLOCK_RECORDS) {
      const length = Math.min(BLOCK_RECORDS, to - start);
      const chunks: Chunk[] = [];
      const offsets = new Uint32Array(length);
      for (let i = 0; i < length; i += 1) {
        chunks.push(this.chunkOf(start + i));
        offsets[i] = this.offsetOf(start + i);
      }
      blocks.push(new RecordBlock(origin, chunks, offsets));
    }
    return blocks;
  }

  /** The first record in [from, to) that arrived at or after `tMs`, else `to`. */
  firstArrivedAt(tMs: number, from: number, to: number): number {
    return lowerBound((index) => this.arrivalMs(index), tMs, from, to);
  }

  /** The first record in [from, to) whose counter is at least `counter`, else `to`. */
  firstCounted(counter: number, from: number, to: number): number {
    return lowerBound((index) => this.counter(index), counter, from, to);
  }

  /** Gives back the memory of records [from, to), the oldest that are left: for a host that never goes back in time. */
  forget(from: number, to: number): void {
    for (let index = from; index < to; index += 1) this.arena.forget(this.places.get(index, CHUNK));
    this.places.forget(to);
  }

  private whole(index: number) {
    return this.blocks(index, index + 1, { shardIndex: 0, shardCreatedSeconds: 0, epochMs: 0 })[0]!.records[0]!;
  }

  private chunkOf(index: number): Chunk {
    return this.arena.chunk(this.places.get(index, CHUNK));
  }

  private offsetOf(index: number): number {
    return this.places.get(index, OFFSET);
  }
}
