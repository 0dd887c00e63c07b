/**
 * A few records of one shard, made whole together when the first of them is looked at: one reading of a text or one
 * buffer each would cost more than all else. A block holds on to the chunks that it reads, so it can be read at any time.
 */
import type { Chunk } from './record-arena.ts';
import { arrivalOf, counterOf, dataAt, dataBytes, FLAGS, hasFlag, keyAt, keyBytes, readText, storedBytes } from './record-row.ts';
import { SequenceNumbers } from './sequence-number.ts';

/** A record as the API shows it. */
export interface KinesisRecord {
  readonly SequenceNumber: string;
  /** Seconds since 1970, with a fraction. */
  readonly ApproximateArrivalTimestamp: number;
  readonly Data: Uint8Array;
  readonly PartitionKey: string;
  readonly EncryptionType: 'NONE' | 'KMS';
}

/** What the records of a shard have in common. */
export interface RecordOrigin {
  readonly shardIndex: number;
  readonly shardCreatedSeconds: number;
  /** What the world calls time 0, as ms since 1970. */
  readonly epochMs: number;
}

export const BLOCK_RECORDS = 64;
const KEY_BYTES_MAX = 1_024;
const SPACE = 0x20;
/** Up to this many bytes a loop over words is faster than what the platform has for copying. */
const SHORT_BYTES = 512;

// Written and read within one making.
const keys = new Uint8Array(BLOCK_RECORDS * KEY_BYTES_MAX);
const keyEnds = new Uint32Array(BLOCK_RECORDS);

export class RecordBlock {
  private made: readonly KinesisRecord[] | null = null;

  constructor(
    private readonly origin: RecordOrigin,
    private readonly chunks: readonly Chunk[],
    private readonly offsets: Uint32Array,
  ) {}

  get length(): number {
    return this.chunks.length;
  }

  get records(): readonly KinesisRecord[] {
    return (this.made ??= this.make());
  }

  private make(): KinesisRecord[] {
    const { chunks, offsets, origin, length } = this;
    const { shardIndex, shardCreatedSeconds, epochMs } = origin;
    const numbers = new SequenceNumbers(length);
    let keyEnd = 0;
    let dataEnd = 0;
    for (let i = 0; i < length; i += 1) {
      const chunk = chunks[i]!;
      const at = offsets[i]!;
      numbers.write(i, shardCreatedSeconds, shardIndex, counterOf(chunk, at), Math.floor((epochMs + arrivalOf(chunk, at)) / 1000));
      const { bytes } = chunk;
      const key = keyAt(chunk, at);
      const keyLength = keyBytes(chunk, at);
      for (let k = 0; k < keyLength; k += 1) keys[keyEnd + k] = bytes[key + k]!;
      keyEnds[i] = keyEnd += keyLength;
      dataEnd += wordLength(dataBytes(chunk, at)) * 4;
    }
    const keyText = readText(keys, 0, keyEnd);
    // Where each byte is a character all keys are ASCII, and the text can be cut by bytes.
    const ascii = keyText.length === keyEnd;
    const target = new Uint32Array(dataEnd / 4);
    const records: KinesisRecord[] = [];
    let keyStart = 0;
    let dataStart = 0;
    for (let i = 0; i < length; i += 1) {
      const chunk = chunks[i]!;
      const at = offsets[i]!;
      const bytes = dataBytes(chunk, at);
      const Data = new Uint8Array(target.buffer, dataStart, bytes);
      copyData(chunk, at, target, Data);
      records.push({
        SequenceNumber: numbers.text(i),
        ApproximateArrivalTimestamp: (epochMs + arrivalOf(chunk, at)) / 1000,
        Data,
        PartitionKey: ascii ? keyText.slice(keyStart, keyEnds[i]) : readText(keys, keyStart, keyEnds[i]!),
        EncryptionType: hasFlag(chunk, at, FLAGS.encrypted) ? 'KMS' : 'NONE',
      });
      keyStart = keyEnds[i]!;
      dataStart += wordLength(bytes) * 4;
    }
    return records;
  }
}

/**
 * A record of a block, read when somebody looks at it: most are passed on, or looked at once. Anything that lists its
 * members lists those of `toJSON`.
 */
export class LazyRecord implements KinesisRecord {
  constructor(
    private readonly block: RecordBlock,
    private readonly index: number,
  ) {}

  get SequenceNumber(): string { return this.toJSON().SequenceNumber; }
  get ApproximateArrivalTimestamp(): number { return this.toJSON().ApproximateArrivalTimestamp; }
  get Data(): Uint8Array { return this.toJSON().Data; }
  get PartitionKey(): string { return this.toJSON().PartitionKey; }
  get EncryptionType(): 'NONE' | 'KMS' { return this.toJSON().EncryptionType; }

  toJSON(): KinesisRecord {
    return this.block.records[this.index]!;
  }
}

const wordLength = (bytes: number) => (bytes + 3) >>> 2;

/** @param data the part of `target` that the data is to fill */
function copyData(chunk: Chunk, at: number, target: Uint32Array, data: Uint8Array): void {
  const stored = storedBytes(chunk, at);
  const from = dataAt(at);
  if (stored > SHORT_BYTES) data.set(chunk.bytes.subarray(from, from + stored));
  else {
    const { words } = chunk;
    const to = data.byteOffset >>> 2;
    for (let i = 0; i < wordLength(stored); i += 1) target[to + i] = words[(from >>> 2) + i]!;
  }
  if (stored < data.length) data.fill(SPACE, stored);
}
