/**
 * The records of one shard, as append-only columns and a byte arena. How far they are filled is no property of the log:
 * the shard's state holds a LogCursor, so a checkpoint keeps three numbers and time travel costs nothing here.
 */
import { Column, Rows } from '../../kernel/column.ts';
import type { Blob } from './blob.ts';

/** How far a log is filled: plain data in the shard's state. */
export interface LogCursor {
  /** Records ever appended; also the index of the next one. */
  length: number;
  /** Where the arena is filled to. */
  chunk: number;
  offset: number;
}

export const newCursor = (): LogCursor => ({ length: 0, chunk: 0, offset: 0 });

const CHUNK_BYTES_MIN = 4096;
const SPACE = 0x20;

/** The words of a record's row. */
const COUNTER = 0;
const HASH_TOP = 1;
/** Source in the upper half; in the lower one whether it is encrypted, and the key's length in bytes (1,024 at most). */
const SOURCE_AND_KEY = 2;
const STORED_BYTES = 3;
const DATA_BYTES = 4;
const ARENA_CHUNK = 5;
const ARENA_OFFSET = 6;
const ROW_WORDS = 7;
const ENCRYPTED = 0x8000;

export class ShardLog {
  private readonly arrivals = new Column(Float64Array);
  private readonly rows = new Rows(ROW_WORDS);
  private readonly arena: (Uint8Array | undefined)[] = [];

  /**
   * Appends at the cursor and moves it. One argument each, for nothing is made that is not stored.
   * @param hashTop the first 32 of the 128 bits of its hash key: where it stands in the key space, to a pixel and better
   * @param source which actor put it (0 is the learner): kept for the eye, no part of the service
   * @param encrypted whether the stream was encrypted as it arrived
   */
  append(cursor: LogCursor, partitionKey: string, data: Blob, arrivalMs: number, counter: number, hashTop: number, source: number, encrypted: boolean): void {
    const index = cursor.length;
    const padded = 'text' in data;
    const stored = padded ? data.text.length : data.byteLength;
    // A UTF-16 unit takes at most three bytes in UTF-8.
    const bytes = this.reserve(cursor, partitionKey.length * 3 + stored);
    const keyBytes = writeText(partitionKey, bytes, cursor.offset);
    if (padded) writeText(data.text, bytes, cursor.offset + keyBytes);
    else bytes.set(data, cursor.offset + keyBytes);
    this.arrivals.set(index, arrivalMs);
    const chunk = this.rows.chunkFor(index);
    const row = this.rows.rowStart(index);
    chunk[row + COUNTER] = counter;
    chunk[row + HASH_TOP] = hashTop;
    chunk[row + SOURCE_AND_KEY] = (source << 16) | (encrypted ? ENCRYPTED : 0) | keyBytes;
    chunk[row + STORED_BYTES] = stored;
    chunk[row + DATA_BYTES] = data.byteLength;
    chunk[row + ARENA_CHUNK] = cursor.chunk;
    chunk[row + ARENA_OFFSET] = cursor.offset;
    cursor.offset += keyBytes + stored;
    cursor.length += 1;
  }

  arrivalMs(index: number): number {
    return this.arrivals.get(index);
  }

  counter(index: number): number {
    return this.rows.get(index, COUNTER);
  }

  hashTop(index: number): number {
    return this.rows.get(index, HASH_TOP);
  }

  source(index: number): number {
    return this.rows.get(index, SOURCE_AND_KEY) >>> 16;
  }

  encrypted(index: number): boolean {
    return (this.rows.get(index, SOURCE_AND_KEY) & ENCRYPTED) !== 0;
  }

  /** What the record weighs against size limits and throughput: data and partition key, in bytes. */
  byteLength(index: number): number {
    return this.rows.get(index, DATA_BYTES) + this.keyBytes(index);
  }

  partitionKey(index: number): string {
    const offset = this.rows.get(index, ARENA_OFFSET);
    return new TextDecoder().decode(this.chunkOf(index).subarray(offset, offset + this.keyBytes(index)));
  }

  data(index: number): Uint8Array {
    const from = this.rows.get(index, ARENA_OFFSET) + this.keyBytes(index);
    const data = new Uint8Array(this.rows.get(index, DATA_BYTES)).fill(SPACE);
    data.set(this.chunkOf(index).subarray(from, from + this.rows.get(index, STORED_BYTES)));
    return data;
  }

  /** The first record in [from, to) that arrived at or after `tMs`, else `to`. */
  firstArrivedAt(tMs: number, from: number, to: number): number {
    return this.arrivals.lowerBound(tMs, from, to);
  }

  /** The first record in [from, to) whose counter is at least `counter`, else `to`. */
  firstCounted(counter: number, from: number, to: number): number {
    return this.rows.lowerBound(COUNTER, counter, from, to);
  }

  /**
   * Gives back the memory of the records before `index`, which nobody may ask for again: for a host that never goes
   * back in time.
   */
  forget(cursor: LogCursor, index: number): void {
    const chunk = index < cursor.length ? this.rows.get(index, ARENA_CHUNK) : cursor.chunk;
    for (let i = chunk - 1; i >= 0 && this.arena[i]; i -= 1) this.arena[i] = undefined;
    this.arrivals.forget(index);
    this.rows.forget(index);
  }

  private chunkOf(index: number): Uint8Array {
    return this.arena[this.rows.get(index, ARENA_CHUNK)]!;
  }

  private keyBytes(index: number): number {
    return this.rows.get(index, SOURCE_AND_KEY) & (ENCRYPTED - 1);
  }

  /**
   * Room for `needed` bytes at the cursor; moves on to the next chunk where this one has too little. A chunk's size
   * follows from the history alone: what a dropped future left here must not show in the cursor.
   */
  private reserve(cursor: LogCursor, needed: number): Uint8Array {
    let chunk = this.arena[cursor.chunk];
    if (cursor.offset > 0) {
      if (chunk && cursor.offset + needed <= chunk.length) return chunk;
      cursor.chunk += 1;
      cursor.offset = 0;
      chunk = this.arena[cursor.chunk];
    }
    // Small at first, so that a thousand quiet shards stay cheap; larger as the shard proves busy.
    const size = Math.max(CHUNK_BYTES_MIN << Math.min(cursor.chunk, 8), needed);
    if (chunk?.length !== size) chunk = this.arena[cursor.chunk] = new Uint8Array(size);
    return chunk;
  }
}

const encoder = new TextEncoder();

function writeText(text: string, bytes: Uint8Array, offset: number): number {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return encoder.encodeInto(text, bytes.subarray(offset)).written;
    bytes[offset + i] = unit;
  }
  return text.length;
}
