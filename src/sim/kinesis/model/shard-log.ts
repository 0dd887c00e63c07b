/**
 * The records of one shard: for each its place in the stream's arena, where it lies as a row of numbers, its data and its
 * key. How many there are is no property of the log: the shard's state holds a LogCursor, so time travel costs nothing.
 */
import { lowerBound, Rows } from '../../kernel/column.ts';
import type { Blob } from './blob.ts';
import type { ArenaFill, Chunk, RecordArena } from './record-arena.ts';

/** How far a log is filled: plain data in the shard's state. */
export interface LogCursor {
  /** Records ever appended; also the index of the next one. */
  length: number;
}

export const newCursor = (): LogCursor => ({ length: 0 });

const SPACE = 0x20;

/** The words of a record's place: which chunk of the arena, and the offset in it in bytes. */
const CHUNK = 0;
const OFFSET = 1;
const PLACE_WORDS = 2;

/** A record's row begins with its arrival in 64 bits; its other numbers follow as words. */
const COUNTER = 2;
const HASH_TOP = 3;
/** Source in the upper half; in the lower one whether it is encrypted, and the key's length in bytes (1,024 at most). */
const SOURCE_AND_KEY = 4;
const STORED_BYTES = 5;
const DATA_BYTES = 6;
/** Behind it the data as far as it is stored, and the key. */
const ROW_BYTES = 32;
const ENCRYPTED = 0x8000;

export class ShardLog {
  private readonly places = new Rows(PLACE_WORDS);

  constructor(private readonly arena: RecordArena) {}

  /**
   * Appends at the cursor and moves it and the arena's fill. One argument each, for nothing is made that is not stored.
   * @param hashTop the first 32 of the 128 bits of its hash key: where it stands in the key space, to a pixel and better
   * @param source which actor put it (0 is the learner): kept for the eye, no part of the service
   * @param encrypted whether the stream was encrypted as it arrived
   */
  append(fill: ArenaFill, cursor: LogCursor, partitionKey: string, data: Blob, arrivalMs: number, counter: number, hashTop: number, source: number, encrypted: boolean): void {
    const padded = 'text' in data;
    const stored = padded ? data.text.length : data.byteLength;
    // A UTF-16 unit takes at most three bytes in UTF-8.
    const chunk = this.arena.reserve(fill, ROW_BYTES + stored + partitionKey.length * 3);
    const { bytes, words } = chunk;
    const { offset } = fill;
    const dataAt = offset + ROW_BYTES;
    if (padded) writeText(data.text, bytes, dataAt);
    else bytes.set(data, dataAt);
    const keyBytes = writeText(partitionKey, bytes, dataAt + stored);
    chunk.floats[offset >>> 3] = arrivalMs;
    const row = offset >>> 2;
    words[row + COUNTER] = counter;
    words[row + HASH_TOP] = hashTop;
    words[row + SOURCE_AND_KEY] = (source << 16) | (encrypted ? ENCRYPTED : 0) | keyBytes;
    words[row + STORED_BYTES] = stored;
    words[row + DATA_BYTES] = data.byteLength;
    chunk.records += 1;

    const places = this.places.chunkFor(cursor.length);
    const place = this.places.rowStart(cursor.length);
    places[place + CHUNK] = fill.chunk;
    places[place + OFFSET] = offset;
    cursor.length += 1;
    fill.offset = (dataAt + stored + keyBytes + 7) & ~7;
  }

  arrivalMs(index: number): number {
    return this.chunkOf(index).floats[this.places.get(index, OFFSET) >>> 3]!;
  }

  counter(index: number): number {
    return this.word(index, COUNTER);
  }

  hashTop(index: number): number {
    return this.word(index, HASH_TOP);
  }

  source(index: number): number {
    return this.word(index, SOURCE_AND_KEY) >>> 16;
  }

  encrypted(index: number): boolean {
    return (this.word(index, SOURCE_AND_KEY) & ENCRYPTED) !== 0;
  }

  /** What the record weighs against size limits and throughput: data and partition key, in bytes. */
  byteLength(index: number): number {
    return this.word(index, DATA_BYTES) + this.keyBytes(index);
  }

  partitionKey(index: number): string {
    const from = this.places.get(index, OFFSET) + ROW_BYTES + this.word(index, STORED_BYTES);
    return readText(this.chunkOf(index).bytes, from, from + this.keyBytes(index));
  }

  data(index: number): Uint8Array {
    const from = this.places.get(index, OFFSET) + ROW_BYTES;
    const stored = this.chunkOf(index).bytes.subarray(from, from + this.word(index, STORED_BYTES));
    const data = new Uint8Array(this.word(index, DATA_BYTES));
    if (stored.length < data.length) data.fill(SPACE, stored.length);
    data.set(stored);
    return data;
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

  private chunkOf(index: number): Chunk {
    return this.arena.chunk(this.places.get(index, CHUNK));
  }

  private word(index: number, word: number): number {
    return this.chunkOf(index).words[(this.places.get(index, OFFSET) >>> 2) + word]!;
  }

  private keyBytes(index: number): number {
    return this.word(index, SOURCE_AND_KEY) & (ENCRYPTED - 1);
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function writeText(text: string, bytes: Uint8Array, offset: number): number {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return encoder.encodeInto(text, bytes.subarray(offset)).written;
    bytes[offset + i] = unit;
  }
  return text.length;
}

const readText = (bytes: Uint8Array, from: number, to: number) => decoder.decode(bytes.subarray(from, to));
