/**
 * What happened, in order: every entry goes into the digest, so two runs are equal when their digests are.
 * The newest entries stay readable; what happens thousands of times a second is digested without an entry (`note`).
 */
import { digestText, mixInteger, mixValue, newDigest, type Digest } from './digest.ts';

export interface TraceEntry {
  readonly atMs: number;
  readonly kind: string;
}

/** The trace as a checkpoint keeps it: a length and a digest, no entries. */
export interface TraceMark {
  readonly count: number;
  /** When the last entry was made. */
  readonly lastMs: number;
  readonly digest: Digest;
}

const KEPT_MAX = 20_000;

export class Trace<T extends TraceEntry> {
  /** Entries [dropped, dropped + held.length), of which those from `count` on lie ahead of the playhead. */
  private held: T[] = [];
  /** How many of the oldest entries are not held any more. */
  private dropped = 0;
  /** When the newest of those was made. */
  private droppedMs = -Infinity;
  private digest = newDigest();
  /** Entries so far. */
  count = 0;

  push(entry: T): void {
    mixValue(this.digest, entry);
    this.held[this.count - this.dropped] = entry;
    this.count += 1;
    if (this.count - this.dropped > KEPT_MAX) {
      this.dropped += KEPT_MAX / 4;
      this.droppedMs = this.held.splice(0, KEPT_MAX / 4).at(-1)!.atMs;
    }
  }

  /** Digests what happened without keeping an entry. @param code tells one kind of note from another */
  note(code: number, a: number, b: number, c: number, d: number): void {
    const { digest } = this;
    mixInteger(digest, code);
    mixInteger(digest, a);
    mixInteger(digest, b);
    mixInteger(digest, c);
    mixInteger(digest, d);
  }

  /** The last `n` entries, oldest first. */
  last(n: number): readonly T[] {
    const end = this.count - this.dropped;
    return this.held.slice(Math.max(0, end - n), end);
  }

  /** Entry number `index`, if it is held. */
  at(index: number): T | undefined {
    return index < this.count ? this.held[index - this.dropped] : undefined;
  }

  /** Those of the entries from number `index` on that are held, oldest first. */
  from(index: number): readonly T[] {
    return this.held.slice(Math.max(0, index - this.dropped), this.count - this.dropped);
  }

  /** Whether every entry made after `atMs` is held. */
  reachesBackTo(atMs: number): boolean {
    return this.droppedMs <= atMs;
  }

  hash(): string {
    return digestText(this.digest);
  }

  mark(): TraceMark {
    return { count: this.count, lastMs: this.last(1)[0]?.atMs ?? this.droppedMs, digest: { ...this.digest } };
  }

  /**
   * Back, or forward again, to a mark. What lies ahead stays held until it is written over, so that a jump forward
   * finds its entries; where they are not held any more the log starts afresh.
   */
  restore(mark: TraceMark): void {
    if (mark.count < this.dropped || mark.count > this.dropped + this.held.length) {
      this.held = [];
      this.dropped = mark.count;
      this.droppedMs = mark.lastMs;
    }
    this.count = mark.count;
    this.digest = { ...mark.digest };
  }
}
