/**
 * The records of one shard, as append-only columns and a byte arena. How far they are filled is no property of the log:
 * the shard's state holds a LogCursor, so a checkpoint keeps three numbers and time travel costs nothing here.
 */
import { Column } from '../../kernel/column.ts';
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

export interface NewRecord {
  readonly arrivalMs: number;
  readonly counter: number;
  /** The first 32 of the 128 bits of its hash key: where it stands in the key space, to a pixel and better. */
  readonly hashTop: number;
  readonly partitionKey: string;
  readonly data: Blob;
  /** Which actor put it (0 is the learner): kept for the eye, no part of the service. */
  readonly source: number;
}

const CHUNK_BYTES_MIN = 4096;
const SPACE = 0x20;

export class ShardLog {
  private readonly arrivals = new Column(Float64Array);
  private readonly counters = new Column(Uint32Array);
  private readonly hashes = new Column(Uint32Array);
  private readonly sources = new Column(Uint16Array);
  private readonly keyBytes = new Column(Uint16Array);
  private readonly storedBytes = new Column(Uint32Array);
  private readonly dataBytes = new Column(Uint32Array);
  private readonly arenaChunk = new Column(Uint32Array);
  private readonly arenaOffset = new Column(Uint32Array);
  private readonly arena: Uint8Array[] = [];

  /** Appends at the cursor and moves it. */
  append(cursor: LogCursor, record: NewRecord): void {
    const index = cursor.length;
    const stored = 'text' in record.data ? record.data.text.length : record.data.byteLength;
    // A UTF-16 unit takes at most three bytes in UTF-8.
    const bytes = this.reserve(cursor, record.partitionKey.length * 3 + stored);
    const keyBytes = writeText(record.partitionKey, bytes, cursor.offset);
    if ('text' in record.data) writeText(record.data.text, bytes, cursor.offset + keyBytes);
    else bytes.set(record.data, cursor.offset + keyBytes);
    this.arrivals.set(index, record.arrivalMs);
    this.counters.set(index, record.counter);
    this.hashes.set(index, record.hashTop);
    this.sources.set(index, record.source);
    this.keyBytes.set(index, keyBytes);
    this.storedBytes.set(index, stored);
    this.dataBytes.set(index, record.data.byteLength);
    this.arenaChunk.set(index, cursor.chunk);
    this.arenaOffset.set(index, cursor.offset);
    cursor.offset += keyBytes + stored;
    cursor.length += 1;
  }

  arrivalMs(index: number): number {
    return this.arrivals.get(index);
  }

  counter(index: number): number {
    return this.counters.get(index);
  }

  hashTop(index: number): number {
    return this.hashes.get(index);
  }

  source(index: number): number {
    return this.sources.get(index);
  }

  /** What the record weighs against size limits and throughput: data and partition key, in bytes. */
  byteLength(index: number): number {
    return this.dataBytes.get(index) + this.keyBytes.get(index);
  }

  partitionKey(index: number): string {
    const offset = this.arenaOffset.get(index);
    return new TextDecoder().decode(this.chunkOf(index).subarray(offset, offset + this.keyBytes.get(index)));
  }

  data(index: number): Uint8Array {
    const from = this.arenaOffset.get(index) + this.keyBytes.get(index);
    const data = new Uint8Array(this.dataBytes.get(index)).fill(SPACE);
    data.set(this.chunkOf(index).subarray(from, from + this.storedBytes.get(index)));
    return data;
  }

  /** The first record in [from, to) that arrived at or after `tMs`, else `to`. */
  firstArrivedAt(tMs: number, from: number, to: number): number {
    return this.arrivals.lowerBound(tMs, from, to);
  }

  /** The first record in [from, to) whose counter is at least `counter`, else `to`. */
  firstCounted(counter: number, from: number, to: number): number {
    return this.counters.lowerBound(counter, from, to);
  }

  private chunkOf(index: number): Uint8Array {
    return this.arena[this.arenaChunk.get(index)]!;
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
