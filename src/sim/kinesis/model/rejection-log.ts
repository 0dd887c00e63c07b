/**
 * Throttled writes, as columns: for whoever draws or explains them. How many there are stands in the service's state,
 * so going back in time needs no undoing here.
 */
import { Column } from '../../kernel/column.ts';

export interface Rejection {
  readonly atMs: number;
  readonly hashTop: number;
  readonly shardIndex: number;
  readonly source: number;
}

export class RejectionLog {
  private readonly at = new Column(Float64Array);
  private readonly hashes = new Column(Uint32Array);
  private readonly shards = new Column(Uint32Array);
  private readonly sources = new Column(Uint16Array);

  set(index: number, rejection: Rejection): void {
    this.at.set(index, rejection.atMs);
    this.hashes.set(index, rejection.hashTop);
    this.shards.set(index, rejection.shardIndex);
    this.sources.set(index, rejection.source);
  }

  get(index: number): Rejection {
    return {
      atMs: this.at.get(index),
      hashTop: this.hashes.get(index),
      shardIndex: this.shards.get(index),
      source: this.sources.get(index),
    };
  }

  /** Gives back the memory of those before `index`: for a host that looks at none. */
  forget(index: number): void {
    for (const column of [this.at, this.hashes, this.shards, this.sources]) column.forget(index);
  }

  /** The first of [from, to) that happened at or after `tMs`, else `to`. */
  firstAt(tMs: number, from: number, to: number): number {
    return this.at.lowerBound(tMs, from, to);
  }
}
