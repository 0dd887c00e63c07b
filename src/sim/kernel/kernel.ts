/**
 * Virtual time. `runUntil(tMs)` pops events by (due, order), sets `nowMs` to the due time and applies each; it never
 * steps by frames, so the trace does not depend on how often it is called. Milliseconds since the world began.
 */
import { assert } from './assert.ts';
import { EventQueue, type SimEvent } from './event-queue.ts';
import { draw, newRandom, type RandomState } from './random.ts';

export interface KernelSnapshot {
  readonly nowMs: number;
  readonly eventsDone: number;
  readonly nextOrder: number;
  readonly queue: readonly SimEvent[];
  readonly random: RandomState;
}

export class Kernel {
  nowMs = 0;
  /** How many events have been applied: with `nowMs`, the exact position in the run. */
  eventsDone = 0;
  private nextOrder = 0;
  private queue = new EventQueue();
  private random: RandomState;

  constructor(
    seed: number,
    private readonly apply: (event: SimEvent) => void,
  ) {
    this.random = newRandom(seed);
  }

  get pending(): number {
    return this.queue.size;
  }

  /** The due time of the next event, or Infinity. */
  get nextDueMs(): number {
    return this.queue.peek()?.dueMs ?? Infinity;
  }

  schedule(delayMs: number, kind: string, payload: unknown): void {
    assert(delayMs >= 0, `event ${kind} scheduled ${delayMs} ms ahead`);
    this.queue.push({ dueMs: this.nowMs + delayMs, order: this.nextOrder, kind, payload });
    this.nextOrder += 1;
  }

  /** Where every random stream stands. */
  get chances(): RandomState {
    return this.random;
  }

  draw(stream: string): number {
    return draw(this.random, stream);
  }

  /** Applies the next event, however far ahead; false where none is pending. */
  runEvent(): boolean {
    const event = this.queue.pop();
    if (!event) return false;
    this.nowMs = event.dueMs;
    this.eventsDone += 1;
    this.apply(event);
    return true;
  }

  /**
   * Applies what is due by `tMs`, at most `eventsMax` events.
   * @returns true when `tMs` was reached; false when the budget ended first (`nowMs` is then the last event's time).
   */
  runUntil(tMs: number, eventsMax = Infinity): boolean {
    for (let n = 0; this.nextDueMs <= tMs; n += 1) {
      if (n >= eventsMax) return false;
      this.runEvent();
    }
    this.nowMs = Math.max(this.nowMs, tMs);
    return true;
  }

  /** In no order, and at no cost. */
  get pendingEvents(): readonly SimEvent[] {
    return this.queue.all;
  }

  pendingInOrder(): SimEvent[] {
    return this.queue.inOrder();
  }

  save(): KernelSnapshot {
    const { nowMs, eventsDone, nextOrder } = this;
    return { nowMs, eventsDone, nextOrder, queue: this.queue.snapshot(), random: structuredClone(this.random) };
  }

  restore(snapshot: KernelSnapshot): void {
    this.nowMs = snapshot.nowMs;
    this.eventsDone = snapshot.eventsDone;
    this.nextOrder = snapshot.nextOrder;
    this.queue = new EventQueue(snapshot.queue.slice());
    this.random = structuredClone(snapshot.random);
  }
}
