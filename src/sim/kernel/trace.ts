/**
 * What happened, in order: every entry goes into the digest, so two runs are equal when their digests are.
 * The newest entries stay readable; what happens thousands of times a second is digested without an entry (`note`).
 */
import { digestText, mixNumber, mixText, mixValue, newDigest, type Digest } from './digest.ts';

export interface TraceEntry {
  readonly atMs: number;
  readonly kind: string;
}

/** The trace as a checkpoint keeps it: a length and a digest, no entries. */
export interface TraceMark {
  readonly count: number;
  readonly digest: Digest;
}

const KEPT_MAX = 20_000;

export class Trace<T extends TraceEntry> {
  private entries: T[] = [];
  /** How many of the oldest entries have been dropped. */
  private dropped = 0;
  private digest = newDigest();

  get count(): number {
    return this.dropped + this.entries.length;
  }

  push(entry: T): void {
    mixValue(this.digest, entry);
    this.entries.push(entry);
    if (this.entries.length > KEPT_MAX) {
      this.dropped += KEPT_MAX / 4;
      this.entries.splice(0, KEPT_MAX / 4);
    }
  }

  note(kind: string, ...numbers: number[]): void {
    mixText(this.digest, kind);
    for (const number of numbers) mixNumber(this.digest, number);
  }

  /** The last `n` entries, oldest first. */
  last(n: number): readonly T[] {
    return n >= this.entries.length ? this.entries.slice() : this.entries.slice(this.entries.length - n);
  }

  hash(): string {
    return digestText(this.digest);
  }

  mark(): TraceMark {
    return { count: this.count, digest: { ...this.digest } };
  }

  /** Back (or forward again) to a mark; entries that are not held any more are simply absent. */
  restore(mark: TraceMark): void {
    if (mark.count >= this.dropped) this.entries.length = Math.min(this.entries.length, mark.count - this.dropped);
    else this.entries = [];
    this.dropped = mark.count - this.entries.length;
    this.digest = { ...mark.digest };
  }
}
