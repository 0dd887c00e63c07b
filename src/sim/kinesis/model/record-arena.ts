/**
 * Where the records of one stream lie: those of all its shards one after the other, as they arrived, in chunks of bytes.
 * Writing in sequence is what makes a write cheap; a place of its own for each of a hundred shards costs twice as much.
 * How far an arena is filled is no property of it: the stream's state holds an ArenaFill, so that a checkpoint keeps two
 * numbers, and what a future that was dropped has left here is written over.
 */

/** How far an arena is filled: plain data in the stream's state. */
export interface ArenaFill {
  chunk: number;
  /** In bytes; a multiple of 8, so that a record can begin with a number of 64 bits. */
  offset: number;
}

export const newFill = (): ArenaFill => ({ chunk: 0, offset: 0 });

/** A piece of an arena, to be read and written as bytes, as 32-bit words and as 64-bit floating point numbers. */
export class Chunk {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly floats: Float64Array;
  /** Records written into it and not forgotten since: right wherever time never goes back, and needed only there. */
  records = 0;

  constructor(size: number) {
    const buffer = new ArrayBuffer(size);
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
    this.floats = new Float64Array(buffer);
  }
}

const CHUNK_BYTES_MIN = 4096;
const DOUBLINGS_MAX = 8;

export class RecordArena {
  private readonly chunks: (Chunk | undefined)[] = [];

  chunk(index: number): Chunk {
    return this.chunks[index]!;
  }

  /**
   * The chunk to write one record of at most `needed` bytes into, at `fill.offset`: the next one where this one has too
   * little room. A chunk's size follows from the history alone: what a dropped future left here must not show.
   */
  reserve(fill: ArenaFill, needed: number): Chunk {
    let chunk = this.chunks[fill.chunk];
    if (fill.offset > 0) {
      if (chunk && fill.offset + needed <= chunk.bytes.length) return chunk;
      fill.chunk += 1;
      fill.offset = 0;
      chunk = this.chunks[fill.chunk];
    }
    // Small at first, so that a quiet stream stays cheap; larger as the stream proves busy.
    const size = Math.max(CHUNK_BYTES_MIN << Math.min(fill.chunk, DOUBLINGS_MAX), (needed + 7) & ~7);
    if (chunk?.bytes.length !== size) chunk = this.chunks[fill.chunk] = new Chunk(size);
    return chunk;
  }

  /** One record of a chunk will never be asked for again; the chunk goes with its last one. */
  forget(index: number): void {
    const chunk = this.chunk(index);
    chunk.records -= 1;
    if (chunk.records === 0) this.chunks[index] = undefined;
  }
}
