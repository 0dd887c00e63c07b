// Holds: a click on a square finds that square's record, and a click beside every square finds none.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShardLog } from '../../../src/sim/kinesis/model/shard-log.ts';
import { recordAt } from '../../../app/belt/hit-test.ts';
import { ageAxis, xOfAge } from '../../../app/belt/age-axis.ts';
import { layoutBelt, yOfRecord, type LaneBox } from '../../../app/belt/layout.ts';

const SPAN_MS = 600_000;
/** Whole, and zoomed; linear, and not. */
const axes = [ageAxis(SPAN_MS), ageAxis(SPAN_MS, true), ageAxis(SPAN_MS, false, { fromMs: 100_000, toMs: 400_000 }), ageAxis(SPAN_MS, true, { fromMs: 2_000, toMs: 90_000 })];
const lane = layoutBelt({ width: 1400, compact: false, lanes: [{ shardIndex: 0, open: true, from: 0, to: 1 }], producers: [], consumers: [] }).lanes[0]!;

/** A log that only knows arrival times: all that a hit needs. */
function logOf(arrivals: readonly number[]): ShardLog {
  return {
    arrivalMs: (i: number) => arrivals[i]!,
    firstArrivedAt: (tMs: number, from: number, to: number) => {
      const at = arrivals.findIndex((arrival, i) => i >= from && i < to && arrival >= tMs);
      return at < 0 ? to : at;
    },
  } as unknown as ShardLog;
}

const leftOf = (box: LaneBox, ageMs: number, axis = axes[0]!) => Math.max(box.x, xOfAge(box, ageMs, axis) - box.square);

test('the middle of a square that nothing covers is its record', () => {
  const arrivals = fc.array(fc.integer({ min: 0, max: SPAN_MS }), { minLength: 1, maxLength: 30 }).map((list) => list.toSorted((x, y) => x - y));
  fc.assert(
    fc.property(arrivals, fc.nat(29), fc.constantFrom(...axes), (arrived, pick, axis) => {
      const nowMs = SPAN_MS;
      const list = arrived.filter((arrivalMs) => nowMs - arrivalMs >= axis.fromMs && nowMs - arrivalMs <= axis.toMs);
      fc.pre(list.length > 0);
      const log = logOf(list);
      const index = pick % list.length;
      const square = (i: number) => ({ x: leftOf(lane, nowMs - list[i]!, axis) + lane.square / 2, y: yOfRecord(lane, i) + lane.square / 2 });
      const { x, y } = square(index);
      const covered = list.some((_, i) => i !== index && Math.abs(square(i).x - x) < lane.square && Math.abs(square(i).y - y) < lane.square);
      fc.pre(!covered);
      expect(recordAt(lane, { log, from: 0, to: list.length, nowMs, axis }, x, y)).toBe(index);
    }),
  );
});

test('where no square is near there is none', () => {
  const log = logOf([300_000]);
  const reach = { log, from: 0, to: 1, nowMs: SPAN_MS, axis: axes[0]! };
  const x = leftOf(lane, 300_000);
  expect(recordAt(lane, reach, x + lane.square + 20, yOfRecord(lane, 0) + 3)).toBeNull();
  expect(recordAt(lane, reach, x - 20, yOfRecord(lane, 0) + 3)).toBeNull();
  expect(recordAt(lane, { ...reach, to: 0 }, x + 2, yOfRecord(lane, 0) + 3)).toBeNull();
});
