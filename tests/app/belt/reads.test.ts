// What moves between belt and readers: places along a line, and reads seen where the engine keeps no note of them.
import { describe, expect, test } from 'vitest';
import { ReadsSeen } from '../../../app/belt/reads-seen.ts';
import { alongLine } from '../../../app/belt/way.ts';

test('along a line the share is of its whole length, around its corners', () => {
  const corner = [{ x: 0, y: 0 }, { x: 30, y: 0 }, { x: 30, y: 10 }];
  expect([0, 0.5, 0.75, 1].map((share) => alongLine(corner, share))).toEqual([{ x: 0, y: 0 }, { x: 20, y: 0 }, { x: 30, y: 0 }, { x: 30, y: 10 }]);
  expect(alongLine([{ x: 5, y: 5 }, { x: 5, y: 5 }], 0.5)).toEqual({ x: 5, y: 5 });
});

describe('ReadsSeen', () => {
  const standing = (position: number | null, recentReads: null | [] = null) => ({ doing: '', behindMs: 0, waits: null, detail: null, checkpoint: null, lost: 0, pushed: false, position, recentReads });

  test('a position that has moved on is a read of what lies between', () => {
    const seen = new ReadsSeen();
    expect(seen.note('a 0', 100, standing(5))).toEqual([]);
    expect(seen.note('a 0', 200, standing(5))).toEqual([]);
    expect(seen.note('a 0', 300, standing(9))).toEqual([{ atMs: 300, from: 5, to: 9 }]);
    expect(seen.note('a 0', 400, standing(12))).toEqual([{ atMs: 300, from: 5, to: 9 }, { atMs: 400, from: 9, to: 12 }]);
    expect(seen.note('a 1', 400, standing(12)), 'another shard is another').toEqual([]);
  });

  test('going back in time, or back to a checkpoint, is no read', () => {
    const seen = new ReadsSeen();
    seen.note('a 0', 100, standing(5));
    seen.note('a 0', 200, standing(9));
    expect(seen.note('a 0', 150, standing(7))).toEqual([]);
    expect(seen.note('a 0', 160, standing(2))).toEqual([]);
    expect(seen.note('a 0', 170, standing(3))).toEqual([{ atMs: 170, from: 2, to: 3 }]);
  });

  test('where the engine tells of reads, its word is taken', () => {
    const seen = new ReadsSeen();
    seen.note('a 0', 100, standing(5, []));
    expect(seen.note('a 0', 200, standing(9, []))).toEqual([]);
  });
});
