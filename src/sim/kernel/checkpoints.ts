/**
 * Saved moments of the history that ran last, in its order. What they save shares append-only stores with the future, so a
 * checkpoint is good only as long as no other future has been written over it: whoever changes the past drops those after.
 */
import { isUpTo, type Position } from './position.ts';
import { weightOf } from './weight.ts';

export interface Checkpoint<Snapshot> extends Position {
  readonly snapshot: Snapshot;
}

const COUNT_MAX = 128;
const COUNT_MIN = 8;
const BYTES_MAX = 64 * 1024 * 1024;
/** A seek runs as many events as lie between two; what is heavy to save is saved less often. */
const EVENTS_BETWEEN_MIN = 250;
const EVENTS_BETWEEN_MAX = 1_000;
const BYTES_AN_EVENT = 200;

export class Checkpoints<Snapshot> {
  private kept: Checkpoint<Snapshot>[];
  /** Of one of them, in bytes, when it was last looked at. */
  private weight: number;
  /** How much further apart they stand, since there were too many. */
  private spread = 1;

  /** @param first the beginning, which is always kept */
  constructor(first: Checkpoint<Snapshot>) {
    this.kept = [first];
    this.weight = weightOf(first.snapshot);
  }

  /** The number of events at which the next one is due. */
  get dueEvents(): number {
    const between = Math.min(EVENTS_BETWEEN_MAX, Math.max(EVENTS_BETWEEN_MIN, Math.round(this.weight / BYTES_AN_EVENT)));
    return this.kept.at(-1)!.eventsDone + between * this.spread;
  }

  add(checkpoint: Checkpoint<Snapshot>): void {
    this.kept.push(checkpoint);
    const { length } = this.kept;
    // Worlds grow slowly: a look at every doubling is enough.
    if ((length & (length - 1)) === 0) this.weight = weightOf(checkpoint.snapshot);
    if (length <= COUNT_MIN || (length <= COUNT_MAX && length * this.weight <= BYTES_MAX)) return;
    // Memory stays flat: every other one goes, and the next ones stand twice as far apart.
    this.kept = this.kept.filter((_, i) => i % 2 === 0);
    this.spread *= 2;
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
