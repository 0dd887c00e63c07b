// The geometry of the belt: lanes in the order they come in, inside the stage, nothing over anything else; labels that make room.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutBelt, placeLabels, SQUARE, withSquares, yOfHash, yOfRecord, type BeltLayout, type Box, type CardInput, type LaneBox, type LaneInput } from '../../../app/belt/layout.ts';

/** Open lanes that share the key space evenly, and closed ones anywhere among them. */
const lanesArb = fc
  .record({ open: fc.integer({ min: 1, max: 10 }), closedAt: fc.array(fc.nat(20), { maxLength: 6 }) })
  .map(({ open, closedAt }): LaneInput[] => {
    const lanes: LaneInput[] = Array.from({ length: open }, (_, i) => ({ shardIndex: 100 + i, open: true, from: i / open, to: (i + 1) / open }));
    closedAt.forEach((at, i) => lanes.splice(at % (lanes.length + 1), 0, { shardIndex: i, open: false, from: 0, to: 1 }));
    return lanes;
  });
const cardsArb = fc.array(fc.record({ lines: fc.integer({ min: 0, max: 6 }), members: fc.constantFrom(0, 0, 2, 5, 20) }), { maxLength: 12 });
const rest = { lanes: lanesArb, producers: cardsArb, consumers: cardsArb };
const wideArb = fc.record({ width: fc.integer({ min: 860, max: 2560 }), compact: fc.constant(false), ...rest });
const compactArb = fc.record({ width: fc.integer({ min: 288, max: 859 }), compact: fc.constant(true), ...rest });
const cards = (count: number, lines = 3): CardInput[] => Array.from({ length: count }, () => ({ lines, members: 0 }));

const within = (box: Box, { width, height }: BeltLayout) => box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
const apart = (a: Box, b: Box) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
/** A lane with its name above and its pins' labels below. */
const withWords = (lane: LaneBox): Box => ({ ...lane, y: lane.y - 22, height: lane.height + 48 });

function pairs<T>(list: readonly T[]): [T, T][] {
  return list.flatMap((a, i) => list.slice(i + 1).map((b): [T, T] => [a, b]));
}

describe.each([['wide', wideArb], ['compact', compactArb]] as const)('%s', (_, inputs) => {
  test('lanes stand one under the other in the order given, with room for their words', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { lanes } = layoutBelt(input);
        expect(lanes.map((lane) => lane.shardIndex)).toEqual(input.lanes.map((lane) => lane.shardIndex));
        for (let i = 1; i < lanes.length; i += 1) {
          const [above, below] = [withWords(lanes[i - 1]!), withWords(lanes[i]!)];
          expect(below.y + 1e-6).toBeGreaterThanOrEqual(above.y + above.height);
        }
      }),
    );
  });

  test('everything lies on the stage and nothing on anything else', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const layout = layoutBelt(input);
        const boxes: Box[] = [...layout.lanes, ...layout.producers, ...layout.consumers, ...(layout.bar ? [layout.bar] : [])];
        for (const box of boxes) expect(within(box, layout), JSON.stringify(box)).toBe(true);
        for (const [a, b] of pairs(boxes)) expect(apart(a, b), JSON.stringify([a, b])).toBe(true);
        expect(layout.axisY).toBeLessThanOrEqual(layout.height);
      }),
    );
  });

  test('every row of squares lies within its lane, and rows do not touch', () => {
    fc.assert(
      fc.property(inputs, fc.nat(10_000), fc.constantFrom(null, 8, 6, 5, 4), (input, index, smaller) => {
        for (const box of layoutBelt(input).lanes) {
          const lane = smaller === null ? box : withSquares(box, Math.min(box.square, smaller));
          const y = yOfRecord(lane, index);
          expect(y).toBeGreaterThanOrEqual(Math.floor(lane.y));
          expect(y + lane.square).toBeLessThanOrEqual(Math.ceil(lane.y + lane.height) + 1);
        }
      }),
    );
  });
});

test('the open shards divide the bar without gap or overlap, and each is fed to its own lane', () => {
  fc.assert(
    fc.property(wideArb, (input) => {
      const { bar, segments, feeders, lanes } = layoutBelt(input);
      expect(segments.map((segment) => segment.shardIndex)).toEqual(input.lanes.filter((lane) => lane.open).map((lane) => lane.shardIndex));
      let y = bar!.y;
      for (const segment of segments) {
        expect(segment.y).toBeCloseTo(y, 6);
        y = segment.y + segment.height;
      }
      expect(y).toBeCloseTo(bar!.y + bar!.height, 6);
      for (const { shardIndex, path } of feeders) {
        const lane = lanes.find((one) => one.shardIndex === shardIndex)!;
        const [x, endY] = path.split(/[,C ]/).slice(-2).map(Number);
        expect(x).toBeCloseTo(lane.x, 2);
        expect(endY).toBeCloseTo(lane.y + lane.height / 2, 2);
      }
    }),
  );
});

test('a phone of 320 px has lanes that take its width, and no bar or cards', () => {
  const lanes = [0, 1, 2].map((i): LaneInput => ({ shardIndex: i, open: true, from: i / 3, to: (i + 1) / 3 }));
  const layout = layoutBelt({ width: 288, compact: true, lanes, producers: cards(3), consumers: cards(2) });
  expect([layout.bar, layout.producers, layout.consumers, layout.segments, layout.feeders]).toEqual([null, [], [], [], []]);
  for (const lane of layout.lanes) expect([lane.x, lane.width]).toEqual([0, 286]);
  expect(layout.lanes[0]!.square, 'smaller squares, so that they do not lie on each other').toBeLessThan(SQUARE);
});

describe('many shards', () => {
  const many = (count: number, focus: readonly number[] = [], compact = false) =>
    layoutBelt({ width: compact ? 288 : 1400, compact, producers: cards(3), consumers: cards(3), lanes: Array.from({ length: count }, (_, i) => ({ shardIndex: i, open: true, from: i / count, to: (i + 1) / count, focus: focus.includes(i) })) });

  test('up to sixteen are lanes, more are a heat map', () => {
    expect([16, 17].map((count) => [many(count).lanes.length, many(count).heat !== null])).toEqual([[16, false], [0, true]]);
  });

  test('however many they are, the map and the lanes beside it stand one under the other on one screen', () => {
    for (const count of [17, 100, 441, 1_000, 10_000]) {
      for (const compact of [false, true]) {
        const { heat, lanes, height, axisY } = many(count, [3, 7], compact);
        expect(heat!.height).toBeLessThanOrEqual(440);
        expect(lanes.map(({ shardIndex }) => shardIndex)).toEqual([3, 7]);
        expect(withWords(lanes[0]!).y).toBeGreaterThan(heat!.y + heat!.height + 20);
        expect(axisY).toBeGreaterThan(withWords(lanes[1]!).y + withWords(lanes[1]!).height - 4);
        expect(height).toBeLessThan(800);
      }
    }
  });

  test('rows stand beside their stretch of the key space; only lanes are fed', () => {
    const { heat, bar, segments, feeders, samples } = many(100, [42]);
    expect([bar!.y, bar!.height]).toEqual([heat!.y, heat!.height]);
    expect(segments[42]!.y).toBeCloseTo(heat!.y + 42 * heat!.rowHeight, 6);
    expect(feeders.map(({ shardIndex }) => shardIndex)).toEqual([42]);
    for (const { shardIndex, y } of samples) expect(y).toBe(heat!.y + shardIndex * heat!.rowHeight);
    expect(samples.length).toBeLessThanOrEqual(25);
  });
});

test('few cards say all they have to say; the more there are, the less each says, before the stage grows', () => {
  const lanes = [0, 1].map((i): LaneInput => ({ shardIndex: i, open: true, from: i / 2, to: (i + 1) / 2 }));
  const of = (count: number) => layoutBelt({ width: 1400, compact: false, lanes, producers: cards(count), consumers: [] });
  expect([3, 5, 8, 12, 20].map((count) => of(count).producers[0]!.level)).toEqual(['full', 'full', 'brief', 'head', 'head']);
  expect(of(8).height).toBeLessThanOrEqual(700);
  expect(of(20).height).toBeGreaterThan(of(8).height);
});

test('an application of many workers has room for six of them at a time', () => {
  const layout = (members: number) => layoutBelt({ width: 1400, compact: false, lanes: [], producers: [], consumers: [{ lines: 1, members }] }).consumers[0]!.height;
  expect(layout(3)).toBeGreaterThan(layout(0) + 3 * 24);
  expect(layout(20)).toBe(layout(6));
});

test('no lanes at all still make a stage', () => {
  const layout = layoutBelt({ width: 1200, compact: false, lanes: [], producers: [], consumers: [] });
  expect(layout.height).toBeGreaterThanOrEqual(320);
  expect(layout.lanes).toEqual([]);
});

test('a hash is a place: 0 at the top of the bar, the last at its foot', () => {
  expect([0, 0.25, 1].map((share) => yOfHash({ x: 0, y: 50, width: 24, height: 400 }, share))).toEqual([50, 150, 450]);
});

describe('placeLabels', () => {
  const labelsArb = fc.array(fc.record({ x: fc.integer({ min: -50, max: 1_050 }), width: fc.integer({ min: 10, max: 200 }) }), { maxLength: 8 });

  test('where there is room for all, none overlaps another and all are within it', () => {
    fc.assert(
      fc.property(labelsArb, (wanted) => {
        fc.pre(wanted.reduce((sum, { width }) => sum + width, 0) <= 1_000);
        const lefts = placeLabels(wanted, 0, 1_000);
        const boxes = lefts.map((left, i) => ({ left, right: left + wanted[i]!.width }));
        for (const { left, right } of boxes) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(1_000);
        }
        for (const [a, b] of pairs(boxes)) expect(a.right <= b.left || b.right <= a.left, JSON.stringify([a, b])).toBe(true);
      }),
    );
  });

  test('a label that has room stays where it was wanted', () => {
    expect(placeLabels([{ x: 10, width: 50 }, { x: 300, width: 50 }], 0, 1_000)).toEqual([10, 300]);
  });

  test('neighbours keep the order of their places', () => {
    expect(placeLabels([{ x: 40, width: 60 }, { x: 20, width: 60 }], 0, 1_000)).toEqual([80, 20]);
    expect(placeLabels([{ x: 990, width: 60 }, { x: 995, width: 60 }], 0, 1_000)).toEqual([880, 940]);
  });
});
