/**
 * History = seed + action log + checkpoints. Seeking restores the nearest checkpoint and runs on from there; actions are
 * replayed at the exact event after which they were first done. Editing the past forks: what lay ahead stays as a branch.
 */
import { assert } from './assert.ts';
import { Branches, sharedUntil, type LoggedAction } from './branches.ts';
import { Checkpoints, type Checkpoint } from './checkpoints.ts';
import { isUpTo, type Position } from './position.ts';

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

/** Looks at the machine after every event and every action. What it says may depend on nothing but the history. */
export interface Watch<Hit> {
  /** It has to have seen so much of the past to judge the present. */
  readonly lookbackMs: number;
  /** Whether that much is in sight here, as it is not always after a jump. */
  sees(): boolean;
  /** Takes the present as what the next moment is compared with. */
  begin(): void;
  /** What the last event or action has made true, if anything. */
  fired(): Hit | null;
}

export interface Run<Hit> {
  readonly reached: boolean;
  readonly hit: Hit | null;
}

export class Timeline<Action, Outcome, Snapshot> {
  readonly branches: Branches<Action>;
  private actionsDone = 0;
  private readonly checkpoints: Checkpoints<Snapshot>;

  constructor(private readonly machine: Machine<Action, Outcome, Snapshot>) {
    this.branches = new Branches(this.position);
    this.checkpoints = new Checkpoints(this.saved());
  }

  /** Every action of this history, also those ahead of the playhead. */
  get actions(): readonly LoggedAction<Action>[] {
    return this.branches.current.log;
  }

  /** The furthest moment this history has been run to. */
  get reachedMs(): number {
    return this.branches.current.reached.atMs;
  }

  get position(): Position {
    const { nowMs: atMs, eventsDone } = this.machine;
    return { atMs, eventsDone, actionsDone: this.actionsDone };
  }

  /** Does and logs an action at the playhead. One that changes the past forks; a refused one changes nothing. */
  edit(action: Action): Outcome {
    const at = this.position;
    const outcome = this.machine.perform(action);
    if (this.machine.refused?.(outcome)) return outcome;
    if (!isUpTo(this.branches.current.reached, at)) this.branches.fork(at);
    this.checkpoints.dropAfter(at);
    this.branches.current.log.push({ atMs: at.atMs, afterEvents: at.eventsDone, action });
    this.actionsDone += 1;
    this.noteReached();
    return outcome;
  }

  /**
   * Takes back the last action done by the playhead: goes to the position right before it. Where it had forked, the future
   * that it displaced is there again. What was done after it stays as a branch; what merely happened is gone.
   * @returns where that is, and the action, to be done again; null where none has been done
   */
  undo(): { readonly before: Position; readonly action: Action } | null {
    const actionsDone = this.actionsDone - 1;
    const logged = this.actions[actionsDone];
    if (!logged) return null;
    const before: Position = { atMs: logged.atMs, eventsDone: logged.afterEvents, actionsDone };
    this.goTo(before);
    this.branches.takeBack(before);
    this.checkpoints.dropAfter(before);
    return { before, action: logged.action };
  }

  /** Goes on with another branch, at the same moment or where that branch ends. @returns false where there is none such */
  switchTo(id: number): boolean {
    const target = this.branches.find(id);
    if (!target) return false;
    const { nowMs } = this.machine;
    const shared = sharedUntil(this.branches.current, target);
    this.branches.current = target;
    this.checkpoints.dropAfter(shared);
    if (!isUpTo(this.position, shared)) this.restore(this.checkpoints.upTo(shared));
    this.seek(Math.min(nowMs, target.reached.atMs));
    return true;
  }

  /** Runs forward, replaying logged actions on the way. @returns false when `eventsMax` ended the run first. */
  runUntil(tMs: number, eventsMax = Infinity): boolean {
    let left = eventsMax;
    for (;;) {
      while (this.replayAction(tMs));
      const next = this.actions[this.actionsDone];
      const action = next && next.atMs <= tMs ? next : null;
      const before = this.machine.eventsDone;
      const untilCheckpoint = Math.max(1, this.checkpoints.dueEvents - before);
      const untilAction = action ? action.afterEvents - before : Infinity;
      assert(untilAction > 0, 'an action of the log lies behind the playhead');
      const reached = this.machine.runUntil(action?.atMs ?? tMs, Math.min(left, untilCheckpoint, untilAction));
      left -= this.machine.eventsDone - before;
      this.passed();
      if (reached && !action) return true;
      if (left <= 0) return false;
    }
  }

  /** As `runUntil`, and stops right after the event or action that makes the watch fire. */
  runWatched<Hit>(tMs: number, eventsMax = Infinity, watch: Watch<Hit> | null = null): Run<Hit> {
    if (!watch) return { reached: this.runUntil(tMs, eventsMax), hit: null };
    this.show(watch);
    for (const end = this.machine.eventsDone + eventsMax; this.machine.eventsDone < end; ) {
      if (!this.step(tMs)) {
        this.machine.runUntil(tMs, 0);
        this.noteReached();
        return { reached: true, hit: null };
      }
      this.passed();
      const hit = watch.fired();
      if (hit !== null) return { reached: false, hit };
    }
    return { reached: false, hit: null };
  }

  /**
   * Goes back to the latest earlier moment at which the watch fires: to the very position where running forward stops.
   * Where there is none, it stays.
   * @param goOn asked after each stretch; when it says no, the search ends and stands where it has come to
   */
  runBack<Hit>(watch: Watch<Hit>, goOn = () => true): Hit | null {
    const end = this.position;
    let to = end;
    do {
      const from = this.checkpoints.before(to);
      if (!from) {
        this.goTo(end);
        return null;
      }
      const last = this.lastHit(watch, from, to, end);
      if (last) {
        this.goTo(last.position);
        return last.hit;
      }
      to = from;
    } while (goOn());
    this.goTo(to);
    return null;
  }

  /** Goes to any moment, back or ahead: the same moment of a branch always has the same state. */
  seek(tMs: number): void {
    const nearest = this.checkpoints.upToMs(tMs);
    if (tMs < this.machine.nowMs || nearest.eventsDone > this.machine.eventsDone) this.restore(nearest);
    this.runUntil(Math.max(tMs, this.machine.nowMs));
  }

  /** Goes to a position of this history, also between two events of one moment. */
  goTo(position: Position): void {
    this.restore(this.checkpoints.upTo(position));
    this.runTo(position);
  }

  /** One event ahead, with every action that was done before it; false where nothing is pending. */
  stepForward(): boolean {
    const before = this.actionsDone;
    while (this.replayAction());
    const ran = this.machine.runEvent();
    this.noteReached();
    return ran || this.actionsDone > before;
  }

  /** To the moment just before the last event, with every action that had been done by then. */
  stepBack(): void {
    const target = Math.max(0, this.machine.eventsDone - 1);
    this.restore(this.checkpoints.upTo({ atMs: Infinity, eventsDone: target, actionsDone: Infinity }));
    while (this.replayAction() || (this.machine.eventsDone < target && this.machine.runEvent()));
  }

  /** The last time that the watch fires after `from`, up to `to`, and before `end`. */
  private lastHit<Hit>(watch: Watch<Hit>, from: Checkpoint<Snapshot>, to: Position, end: Position) {
    this.restore(from);
    this.show(watch);
    let last: { position: Position; hit: Hit } | null = null;
    while (!isUpTo(to, this.position) && this.step(to.atMs)) {
      const hit = watch.fired();
      const { position } = this;
      if (hit !== null && !isUpTo(end, position)) last = { position, hit };
    }
    return last;
  }

  /** Has a watch begin here. What it must have seen and cannot see is run anew. */
  private show<Hit>(watch: Watch<Hit>): void {
    const at = this.position;
    if (!watch.sees()) {
      this.restore(this.checkpoints.upToMs(at.atMs - watch.lookbackMs));
      this.runTo(at);
    }
    watch.begin();
  }

  /** On to a position that lies ahead. */
  private runTo({ atMs, eventsDone, actionsDone }: Position): void {
    while ((this.machine.eventsDone < eventsDone || this.actionsDone < actionsDone) && this.step(atMs)) this.passed();
    this.machine.runUntil(atMs, 0);
    this.noteReached();
  }

  /** Does what comes next, if it is due by `tMs`: a logged action, or else an event. */
  private step(tMs = Infinity): boolean {
    return this.replayAction(tMs) || (this.machine.nextDueMs <= tMs && this.machine.runEvent());
  }

  /** Does the logged action that comes next, if its event has been reached and it was done by `tMs`. */
  private replayAction(tMs = Infinity): boolean {
    const next = this.actions[this.actionsDone];
    if (!next || next.atMs > tMs || next.afterEvents !== this.machine.eventsDone) return false;
    // All earlier events are done; only the clock may have to move on to the action's own moment.
    this.machine.runUntil(next.atMs, 0);
    this.machine.perform(next.action);
    this.actionsDone += 1;
    return true;
  }

  private restore(checkpoint: Checkpoint<Snapshot>): void {
    this.machine.restore(checkpoint.snapshot);
    this.actionsDone = checkpoint.actionsDone;
  }

  private saved(): Checkpoint<Snapshot> {
    return { ...this.position, snapshot: this.machine.save() };
  }

  /** After each stretch ahead. */
  private passed(): void {
    this.noteReached();
    if (this.machine.eventsDone >= this.checkpoints.dueEvents) this.checkpoints.add(this.saved());
  }

  private noteReached(): void {
    const { current } = this.branches;
    if (!isUpTo(this.position, current.reached)) current.reached = this.position;
  }
}
