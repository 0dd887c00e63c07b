// The plate that tells: it finds the thing under a point, says its facts, and never stands on what it tells of.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scenarios, shardIdOf } from '#sim';
import { ageAxis, xOfAge } from '../../../app/belt/age-axis.ts';
import { partiesOf } from '../../../app/belt/actors/index.ts';
import { layoutBelt, yOfRecord } from '../../../app/belt/layout.ts';
import { shownOn } from '../../../app/belt/shown.ts';
import { placeBeside } from '../../../app/belt/tell.tsx';
import { targetAt, toldOf } from '../../../app/belt/tell-facts.ts';
import type { BeltState } from '../../../app/belt/use-belt.ts';
import { open, useSimSession } from '../../../app/state/sim-session.ts';

const coast = scenarios.find(({ slug }) => slug === 'coast-stations')!;
let on: { belt: BeltState; layout: ReturnType<typeof layoutBelt> };

beforeEach(() => {
  open(coast);
  const { world } = useSimSession.getState();
  const stream = world.stream(coast.streamName)!;
  const lanes = stream.shards.map(({ index }) => ({ shardIndex: index, open: true, from: index / 2, to: (index + 1) / 2 }));
  const spanMs = 86_400_000;
  const belt: BeltState = {
    world, streamName: coast.streamName, stream, shards: stream.shards, lanes, producers: partiesOf(world, 'producers'), consumers: partiesOf(world, 'consumers'), operators: [], spanMs, axis: ageAxis(spanMs), endsAtRetention: true,
  };
  on = { belt, layout: layoutBelt({ width: 1400, compact: false, lanes, producers: [], consumers: [] }) };
});
afterEach(() => open(coast));

const laneOf = (index: number) => on.layout.lanes[index]!;

describe('what is under a point', () => {
  test('a record is found at its square, and tells its key, age, size, shard and the end of its number', () => {
    const { world, stream, axis } = on.belt;
    const shard = stream!.shards[0]!;
    const shown = shownOn(world, laneOf(0), shard, axis);
    const index = shown.from + 5;
    const x = xOfAge(shown.lane, world.nowMs - shown.log.arrivalMs(index), axis) - shown.lane.square / 2;
    const target = targetAt(on, x, yOfRecord(shown.lane, index) + 3);
    expect(target).toEqual({ kind: 'record', shard: 0, index });
    const told = toldOf(on, target!)!;
    expect(told.title).toBe(shown.log.partitionKey(index));
    expect(told.lines.join(' ')).toMatch(/ old, \d+ B.*shardId-000000000000.*sequence number …\d{4}/);
    expect(told.around).toMatchObject({ width: shown.lane.square, height: shown.lane.square });
  });

  test('a pin goes before the records under it', () => {
    const { world, consumers, axis } = on.belt;
    const party = consumers.find(({ name }) => name === 'archive')!;
    const behindMs = party.view.reading!.at(world, party.members, 1)!.behindMs!;
    const target = targetAt(on, xOfAge(laneOf(1), behindMs, axis) + 2, laneOf(1).y + 10);
    expect(target).toEqual({ kind: 'pin', shard: 1, party: party.key });
    expect(toldOf(on, target!)).toMatchObject({ title: 'archive', lines: expect.arrayContaining([expect.stringMatching(/^reads on here, .* behind$/), 'asks for records (GetRecords)']) as string[] });
  });

  test('the line above a lane is the lane, right of it are its meters, left the key space', () => {
    const { x, y, width } = laneOf(1);
    expect(toldOf(on, targetAt(on, x + 10, y - 10)!)).toMatchObject({ title: shardIdOf(1), lines: ['0.5 to 1 of the key space', expect.stringMatching(/^in \d+ %, out \d+ % of its quotas$/), expect.stringMatching(/records kept, the oldest/)] as string[] });
    expect(toldOf(on, targetAt(on, x + width + 20, y + 5)!)!.lines[0]).toMatch(/^in: \d of 1,000 records/);
    const { bar } = on.layout;
    expect(toldOf(on, targetAt(on, bar!.x + 5, bar!.y + bar!.height * 0.75)!)).toMatchObject({ title: '0.75 of the key space', lines: ['MD5 c0000000…', 'goes to shardId-000000000001: 0.5 to 1', 'drag and let go to split it there'] });
  });

  test('elsewhere there is nothing to tell, and what has gone is told of no more', () => {
    expect(targetAt(on, 5, 5)).toBeNull();
    expect(toldOf(on, { kind: 'record', shard: 0, index: 1e6 })).toBeNull();
    expect(toldOf(on, { kind: 'lane', shard: 77 })).toBeNull();
  });
});

test('the plate is in the window and never on what it tells of', () => {
  const around = fc.record({ x: fc.integer({ min: 0, max: 1_000 }), y: fc.integer({ min: 0, max: 700 }), width: fc.integer({ min: 4, max: 400 }), height: fc.integer({ min: 4, max: 160 }) });
  fc.assert(
    fc.property(around, fc.integer({ min: 60, max: 300 }), fc.integer({ min: 20, max: 120 }), fc.boolean(), (box, width, height, beside) => {
      const { left, top } = placeBeside(box, width, height, 1_440, 900, beside);
      expect([left >= 0, top >= 0, left + width <= 1_440, top + height <= 900]).toEqual([true, true, true, true]);
      expect(left + width <= box.x || box.x + box.width <= left || top + height <= box.y || box.y + box.height <= top).toBe(true);
    }),
  );
});
