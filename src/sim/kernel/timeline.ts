/**
 * History = seed + action log + checkpoints. Seeking restores the nearest checkpoint and runs on from there;
 * actions are replayed at the exact event after which they were first done. Editing the past forks: what lay ahead goes.
 */
import { assert } from './assert.ts';

/** What the timeline drives: something that runs, saves, restores and takes actions. */
export interface Machine<Action, Outcome, Snapshot> {
  readonly nowMs: number;
  readonly eventsDone: number;
  readonly nextDueMs: number;
  runUntil(tMs: number, eventsMax?: number): boolean;
  runEvent(): boolean;
  perform(action: Action): Outcome;
  /** Whether an outcome means that nothing was done: such an action leaves no mark on history. */
  refused?(outcome: Outcome): boolean;
  save(): Snapshot;
  restore(snapshot: Snapshot): void;
}

export interface LoggedAction<Action> {
  readonly atMs: number;
  readonly afterEvents: number;
  readonly action: Action;
}

interface Checkpoint<Snapshot> {
  readonly atMs: number;
  readonly eventsDone: number;
  readonly actionsDone: number;
  readonly snapshot: Snapshot;
}

const CHECKPOINTS_MAX = 128;
const EVENTS_BETWEEN_CHECKPOINTS = 1_000;

export class Timeline<Action, Outcome, Snapshot> {
  /** The furthest moment this history has been run to. */
  reachedMs: number;
  private log: LoggedAction<Action>[] = [];
  private actionsDone = 0;
  private checkpoints: Checkpoint<Snapshot>[] = [];
  private spacing = EVENTS_BETWEEN_CHECKPOINTS;

  constructor(private readonly machine: Machine<Action, Outcome, Snapshot>) {
    this.reachedMs = machine.nowMs;
    this.checkpoint();
  }

  /** Every action of this history, also those ahead of the playhead. */
  get actions(): readonly LoggedAction<Action>[] {
    return this.log;
  }

  /** Does and logs an action at the playhead; drops the future that it changes. A refused one changes nothing. */
  edit(action: Action): Outcome {
    const { nowMs, eventsDone } = this.machine;
    const outcome = this.machine.perform(action);
    if (this.machine.refused?.(outcome)) return outcome;
    this.log.length = this.actionsDone;
    this.checkpoints = this.checkpoints.filter(
      (c) => c.atMs <= nowMs && c.eventsDone <= eventsDone && c.actionsDone <= this.actionsDone,
    );
    this.reachedMs = nowMs;
    this.log.push({ atMs: nowMs, afterEvents: eventsDone, action });
    this.actionsDone += 1;
    return outcome;
  }

  /** Runs forward, replaying logged actions on the way. @returns false when `eventsMax` ended the run first. */
  runUntil(tMs: number, eventsMax = Infinity): boolean {
    let left = eventsMax;
    for (;;) {
      this.replayActions(tMs);
      const next = this.log[this.actionsDone];
      const action = next && next.atMs <= tMs ? next : null;
      const before = this.machine.eventsDone;
      const untilCheckpoint = Math.max(1, this.checkpoints.at(-1)!.eventsDone + this.spacing - before);
      const untilAction = action ? action.afterEvents - before : Infinity;
      assert(untilAction > 0, 'an action of the log lies behind the playhead');
      const reached = this.machine.runUntil(action?.atMs ?? tMs, Math.min(left, untilCheckpoint, untilAction));
      left -= this.machine.eventsDone - before;
      this.reachedMs = Math.max(this.reachedMs, this.machine.nowMs);
      this.checkpoint();
      if (reached && !action) return true;
      if (left <= 0) return false;
    }
  }

  /** Goes to any moment, back or ahead: the same moment always has the same state. */
  seek(tMs: number): void {
    const { nowMs, eventsDone } = this.machine;
    const nearest = this.checkpoints.findLast((c) => c.atMs <= tMs) ?? this.checkpoints[0]!;
    if (tMs < nowMs || nearest.eventsDone > eventsDone) this.restore(nearest);
    this.runUntil(Math.max(tMs, this.machine.nowMs));
  }

  /** One event ahead, with every action that was done before it; false where nothing is pending. */
  stepForward(): boolean {
    const before = this.actionsDone;
    this.replayActions(Infinity);
    const ran = this.machine.runEvent();
    this.reachedMs = Math.max(this.reachedMs, this.machine.nowMs);
    return ran || this.actionsDone > before;
  }

  /** To the moment just before the last event, with every action that had been done by then. */
  stepBack(): void {
    const target = Math.max(0, this.machine.eventsDone - 1);
    this.restore(this.checkpoints.findLast((c) => c.eventsDone <= target)!);
    this.replayActions(Infinity);
    while (this.machine.eventsDone < target) {
      this.machine.runEvent();
      this.replayActions(Infinity);
    }
  }

  /** Does the logged actions that come next, up to `tMs`: those whose event has been reached. */
  private replayActions(tMs: number): void {
    for (;;) {
      const next = this.log[this.actionsDone];
      if (!next || next.atMs > tMs || next.afterEvents !== this.machine.eventsDone) return;
      // All earlier events are done; only the clock may have to move on to the action's own moment.
      this.machine.runUntil(next.atMs, 0);
      this.machine.perform(next.action);
      this.actionsDone += 1;
    }
  }

  private restore(checkpoint: Checkpoint<Snapshot>): void {
    this.machine.restore(checkpoint.snapshot);
    this.actionsDone = checkpoint.actionsDone;
  }

  private checkpoint(): void {
    const { nowMs: atMs, eventsDone } = this.machine;
    const last = this.checkpoints.at(-1);
    if (last && eventsDone < last.eventsDone + this.spacing) return;
    this.checkpoints.push({ atMs, eventsDone, actionsDone: this.actionsDone, snapshot: this.machine.save() });
    if (this.checkpoints.length > CHECKPOINTS_MAX) {
      // Memory stays flat: every other one goes, and the next ones stand twice as far apart.
      this.checkpoints = this.checkpoints.filter((_, i) => i % 2 === 0);
      this.spacing *= 2;
    }
  }
}
