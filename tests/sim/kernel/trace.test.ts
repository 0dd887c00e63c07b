// Holds: the trace's digest depends on everything put in and its order; its entries follow the playhead back and forth.
import { describe, expect, test } from 'vitest';
import { digestText, mixValue, newDigest } from '../../../src/sim/kernel/digest.ts';
import { Trace } from '../../../src/sim/kernel/trace.ts';

const at = (atMs: number) => ({ atMs, kind: 'k' });
const filled = (from: number, to: number, trace = new Trace<{ atMs: number; kind: string }>()) => {
  for (let i = from; i < to; i += 1) trace.push(at(i));
  return trace;
};
const times = (trace: Trace<{ atMs: number; kind: string }>, n: number) => trace.last(n).map((entry) => entry.atMs);

describe('the digest', () => {
  const of = (value: unknown) => {
    const digest = newDigest();
    mixValue(digest, value);
    return digestText(digest);
  };
  const values: unknown[] = [0, -0, 1, 2, 0.1, '0', 'a', null, undefined, true, 5n, [], [1], [1, 2], [2, 1], [[1], 2], { a: 1 }, { b: 1 }, { a: 1, b: 2 }, new Map([['x', 1]]), new Uint8Array([1, 2, 3])];

  test('is sixteen hex digits, equal for equal values and different for all of these', () => {
    const digests = values.map(of);
    expect(new Set(digests).size).toBe(values.length);
    expect(digests).toEqual(structuredClone(values).map(of));
    for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{16}$/);
  });
});

test('order, entries and notes all count', () => {
  const ab = new Trace();
  ab.push({ ...at(1), kind: 'a' });
  ab.push({ ...at(1), kind: 'b' });
  const ba = new Trace();
  ba.push({ ...at(1), kind: 'b' });
  ba.push({ ...at(1), kind: 'a' });
  expect(ab.hash()).not.toBe(ba.hash());
  const before = ab.hash();
  ab.note(1, 1, 2, 3, 4);
  expect(ab.hash()).not.toBe(before);
  expect(ab.count).toBe(2);
});

test('back to a mark: the later entries are gone from view, and the digest is what it was', () => {
  const trace = filled(0, 10);
  const mark = trace.mark();
  filled(10, 15, trace);
  trace.restore(mark);
  expect([trace.count, trace.hash(), times(trace, 3)]).toEqual([10, filled(0, 10).hash(), [7, 8, 9]]);
  expect(filled(10, 15, trace).hash()).toBe(filled(0, 15).hash());
});

test('forward again to a mark: the entries in between are there again', () => {
  const trace = filled(0, 5);
  const early = trace.mark();
  filled(5, 20, trace);
  const late = trace.mark();
  trace.restore(early);
  trace.restore(late);
  expect(times(trace, 17)).toEqual(Array.from({ length: 17 }, (_, i) => i + 3));
});

test('another future writes over the one that was dropped', () => {
  const trace = filled(0, 5);
  const mark = trace.mark();
  filled(5, 20, trace);
  trace.restore(mark);
  filled(100, 103, trace);
  expect(times(trace, 5)).toEqual([3, 4, 100, 101, 102]);
});

test('of a long run only the newest entries are kept, and the count goes on', () => {
  const trace = filled(0, 10);
  const early = trace.mark();
  filled(10, 45_000, trace);
  const late = trace.mark();
  expect(trace.count).toBe(45_000);
  expect(times(trace, 2)).toEqual([44_998, 44_999]);
  expect(trace.last(1e9).length).toBeLessThanOrEqual(20_000);
  trace.restore(early);
  expect([trace.count, trace.last(5)]).toEqual([10, []]);
  filled(10, 12, trace);
  expect(times(trace, 5)).toEqual([10, 11]);
  trace.restore(late);
  expect([trace.count, trace.last(5)]).toEqual([45_000, []]);
});
