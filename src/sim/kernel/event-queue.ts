/**
 * Pending events, soonest first; events due at the same millisecond keep the order in which they were scheduled.
 * A binary heap over a plain array, so that a checkpoint is one shallow copy: events are never changed once queued.
 */
export interface SimEvent {
  readonly dueMs: number;
  readonly order: number;
  readonly kind: string;
  readonly payload: unknown;
}

const before = (x: SimEvent, y: SimEvent) => x.dueMs < y.dueMs || (x.dueMs === y.dueMs && x.order < y.order);

export class EventQueue {
  constructor(private heap: SimEvent[] = []) {}

  get size(): number {
    return this.heap.length;
  }

  peek(): SimEvent | undefined {
    return this.heap[0];
  }

  push(event: SimEvent): void {
    const heap = this.heap;
    let i = heap.length;
    heap.push(event);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(event, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = event;
  }

  pop(): SimEvent | undefined {
    const heap = this.heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return first;
  }

  /** Every pending event, in no order: to be looked at, not changed. */
  get all(): readonly SimEvent[] {
    return this.heap;
  }

  /** A copy in heap order: what a checkpoint keeps. */
  snapshot(): SimEvent[] {
    return this.heap.slice();
  }

  /** Every pending event in the order in which it will happen. */
  inOrder(): SimEvent[] {
    return this.heap.toSorted((x, y) => (before(x, y) ? -1 : 1));
  }
}
