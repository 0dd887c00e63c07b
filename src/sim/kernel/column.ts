/**
 * An append-only column of numbers in fixed chunks: growing copies nothing, and a reader's index stays good for ever.
 * A column has no length of its own. Its owner keeps the length in plain state, so that going back in time is setting
 * a number; what lies beyond the length is overwritten when time runs on. Whoever keeps no history may `forget`.
 */
type Chunk = Float64Array | Uint32Array | Uint16Array;

const CHUNK_BITS = 9;
const CHUNK_MASK = (1 << CHUNK_BITS) - 1;

/** Lets go of the chunks whose entries all lie before an index. Nothing before it may be asked for again. */
function dropChunks(chunks: unknown[], before: number): void {
  // Set, not deleted: an array with holes becomes a slow one.
  for (let i = (before >>> CHUNK_BITS) - 1; i >= 0 && chunks[i]; i -= 1) chunks[i] = undefined;
}

export class Column {
  private readonly chunks: Chunk[] = [];

  constructor(private readonly ChunkType: new (length: number) => Chunk) {}

  get(index: number): number {
    return this.chunks[index >>> CHUNK_BITS]![index & CHUNK_MASK]!;
  }

  set(index: number, value: number): void {
    const chunk = (this.chunks[index >>> CHUNK_BITS] ??= new this.ChunkType(CHUNK_MASK + 1));
    chunk[index & CHUNK_MASK] = value;
  }

  forget(before: number): void {
    dropChunks(this.chunks, before);
  }

  /** The first index in [from, to) whose value is at least `value`, in a column that never falls; else `to`. */
  lowerBound(value: number, from: number, to: number): number {
    return lowerBound((index) => this.get(index), value, from, to);
  }
}

/**
 * Rows of a few 32-bit words each, in the same manner: what belongs to one record lies side by side, so that writing a
 * record finds its chunk once.
 */
export class Rows {
  private readonly chunks: Uint32Array[] = [];

  constructor(private readonly words: number) {}

  get(index: number, word: number): number {
    return this.chunks[index >>> CHUNK_BITS]![(index & CHUNK_MASK) * this.words + word]!;
  }

  /** The chunk that holds a row, for writing it word by word from `rowStart` on. */
  chunkFor(index: number): Uint32Array {
    return (this.chunks[index >>> CHUNK_BITS] ??= new Uint32Array((CHUNK_MASK + 1) * this.words));
  }

  rowStart(index: number): number {
    return (index & CHUNK_MASK) * this.words;
  }

  forget(before: number): void {
    dropChunks(this.chunks, before);
  }
}

/** The first index in [from, to) at which values that never fall are at least `value`; else `to`. */
export function lowerBound(valueAt: (index: number) => number, value: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
