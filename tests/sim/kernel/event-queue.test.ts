// Holds: events come out by due time, and in the order of scheduling where they are due together.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue, type SimEvent } from '../../../src/sim/kernel/event-queue.ts';

const events = fc.array(fc.nat(20)).map((dues) => dues.map((dueMs, order): SimEvent => ({ dueMs, order, kind: 'k', payload: null })));
const sorted = (list: SimEvent[]) => list.toSorted((x, y) => x.dueMs - y.dueMs || x.order - y.order);

test('pops by (due, order), as sorting would', () => {
  fc.assert(
    fc.property(events, (list) => {
      const queue = new EventQueue();
      for (const event of list) queue.push(event);
      expect(queue.inOrder()).toEqual(sorted(list));
      const popped = list.map(() => queue.pop()!);
      expect(popped).toEqual(sorted(list));
      expect(queue.pop()).toBeUndefined();
      expect(queue.size).toBe(0);
    }),
  );
});

test('stays in order when pushes and pops alternate', () => {
  fc.assert(
    fc.property(events, fc.array(fc.boolean()), (list, pops) => {
      const queue = new EventQueue();
      let model: SimEvent[] = [];
      list.forEach((event, i) => {
        queue.push(event);
        model = sorted([...model, event]);
        if (pops[i]) expect(queue.pop()).toEqual(model.shift());
        expect(queue.peek()).toEqual(model[0]);
      });
    }),
  );
});

test('a snapshot is not changed by what the queue does later', () => {
  const queue = new EventQueue();
  queue.push({ dueMs: 2, order: 0, kind: 'k', payload: null });
  const snapshot = queue.snapshot();
  queue.push({ dueMs: 1, order: 1, kind: 'k', payload: null });
  queue.pop();
  expect(snapshot.map((event) => event.dueMs)).toEqual([2]);
  expect(new EventQueue(snapshot).pop()?.dueMs).toBe(2);
});
