/**
 * Saved moments of the history that ran last, in its order. What they save shares append-only stores with the future, so a
 * checkpoint is good only as long as no other future has been written over it: whoever changes the past drops those after.
 */
import { isUpTo, type Position } from './position.ts';

export interface Checkpoint<Snapshot> extends Position {
  readonly snapshot: Snapshot;
}

const CHECKPOINTS_MAX = 128;
const EVENTS_BETWEEN = 1_000;

export class Checkpoints<Snapshot> {
  private kept: Checkpoint<Snapshot>[];
  private spacing = EVENTS_BETWEEN;

  /** @param first the beginning, which is always kept */
  constructor(first: Checkpoint<Snapshot>) {
    this.kept = [first];
  }

  /** How many events after the newest checkpoint the next one is due. */
  get dueEvents(): number {
    return this.kept.at(-1)!.eventsDone + this.spacing;
  }

  add(checkpoint: Checkpoint<Snapshot>): void {
    this.kept.push(checkpoint);
    if (this.kept.length <= CHECKPOINTS_MAX) return;
    // Memory stays flat: every other one goes, and the next ones stand twice as far apart.
    this.kept = this.kept.filter((_, i) => i % 2 === 0);
    this.spacing *= 2;
  }

  /** The last one at or before a position; the beginning where there is none. */
  upTo(position: Position): Checkpoint<Snapshot> {
    return this.kept.findLast((checkpoint) => isUpTo(checkpoint, position)) ?? this.kept[0]!;
  }

  /** The last one at or before a moment. */
  upToMs(atMs: number): Checkpoint<Snapshot> {
    return this.upTo({ atMs, eventsDone: Infinity, actionsDone: Infinity });
  }

  /** The last one that lies before a position. */
  before(position: Position): Checkpoint<Snapshot> | undefined {
    return this.kept.findLast((checkpoint) => isUpTo(checkpoint, position) && !isUpTo(position, checkpoint));
  }

  dropAfter(position: Position): void {
    this.kept = this.kept.filter((checkpoint, i) => i === 0 || isUpTo(checkpoint, position));
  }
}
