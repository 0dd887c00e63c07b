// Holds: virtual time moves from event to event, a budget of events stops a run exactly, and a restored kernel goes on alike.
import { expect, test } from 'vitest';
import { Kernel } from '../../../src/sim/kernel/kernel.ts';

function kernelWith(delays: number[]) {
  const seen: [string, number][] = [];
  const kernel = new Kernel(1, ({ kind }) => seen.push([kind, kernel.nowMs]));
  delays.forEach((delay, i) => kernel.schedule(delay, `e${i}`, null));
  return { kernel, seen };
}

test('runUntil applies what is due by then, at its own time, and moves the clock to the end', () => {
  const { kernel, seen } = kernelWith([30, 10, 20, 10]);
  expect(kernel.runUntil(20)).toBe(true);
  expect(seen).toEqual([['e1', 10], ['e3', 10], ['e2', 20]]);
  expect([kernel.nowMs, kernel.eventsDone, kernel.nextDueMs]).toEqual([20, 3, 30]);
});

test('a budget of events stops the run at the last event’s time', () => {
  const { kernel, seen } = kernelWith([30, 10, 20]);
  expect(kernel.runUntil(100, 2)).toBe(false);
  expect([kernel.nowMs, seen.length]).toEqual([20, 2]);
  expect(kernel.runUntil(25, 0)).toBe(true);
  expect(kernel.nowMs).toBe(25);
  expect(kernel.runUntil(100, 0)).toBe(false);
});

test('the clock never goes back', () => {
  const { kernel } = kernelWith([10]);
  kernel.runUntil(50);
  kernel.runUntil(20);
  expect(kernel.nowMs).toBe(50);
});

test('an event without delay happens after those that are due at the same moment already', () => {
  const seen: string[] = [];
  const kernel = new Kernel(1, ({ kind }) => {
    seen.push(kind);
    if (kind === 'a') kernel.schedule(0, 'from a', null);
  });
  kernel.schedule(5, 'a', null);
  kernel.schedule(5, 'b', null);
  kernel.runUntil(5);
  expect(seen).toEqual(['a', 'b', 'from a']);
});

test('the past cannot be scheduled', () => {
  expect(() => kernelWith([]).kernel.schedule(-1, 'late', null)).toThrow('Invariant broken');
});

test('with nothing pending there is no next event', () => {
  const { kernel } = kernelWith([]);
  expect([kernel.runEvent(), kernel.nextDueMs]).toEqual([false, Infinity]);
});

test('a restored kernel goes on exactly as before: events, order and chances', () => {
  const run = (kernel: Kernel) => {
    kernel.schedule(0, 'new', null);
    const order = kernel.pendingInOrder().map((event) => [event.dueMs, event.order, event.kind]);
    return [order, kernel.draw('x'), kernel.draw('y')];
  };
  const { kernel } = kernelWith([30, 10, 20]);
  kernel.draw('x');
  kernel.runUntil(10);
  const saved = kernel.save();
  const first = run(kernel);
  kernel.runUntil(1_000);
  kernel.restore(saved);
  expect([kernel.nowMs, kernel.eventsDone, kernel.pending]).toEqual([10, 1, 2]);
  expect(run(kernel)).toEqual(first);
  kernel.restore(saved);
  expect(run(kernel), 'a snapshot can be used again').toEqual(first);
});
