/**
 * Reads as the eye has seen them: where the engine keeps no note of a reader's newest ones, its position is watched from
 * frame to frame. For drawing only; going back in time forgets them. Times in ms of the world.
 */
import type { DrawnRead, Standing } from './actors/view.ts';

interface Seen {
  position: number;
  atMs: number;
  reads: readonly DrawnRead[];
}

const KEPT = 6;

export class ReadsSeen {
  private readonly seen = new Map<string, Seen>();

  /** @param key of a reader on a shard. @returns its newest reads */
  note(key: string, nowMs: number, { position, recentReads }: Standing): readonly DrawnRead[] {
    if (recentReads) return recentReads;
    const last = this.seen.get(key);
    if (position === null) return last?.reads ?? [];
    if (!last || nowMs < last.atMs || position < last.position) {
      this.seen.set(key, { position, atMs: nowMs, reads: [] });
      return [];
    }
    if (position > last.position) last.reads = [...last.reads.slice(1 - KEPT), { atMs: nowMs, from: last.position, to: position }];
    last.position = position;
    last.atMs = nowMs;
    return last.reads;
  }
}
