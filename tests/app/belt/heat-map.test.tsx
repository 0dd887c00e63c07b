// The heat map of many shards: its numbers are those of the logs, a hot shard is never hidden, and it is one control with words for what it shows.
import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWorld, scenarios, visibleShards, type Action, type Scenario, type World } from '#sim';
import { Belt } from '../../../app/belt/belt.tsx';
import { BUCKETS, cellOf, COLUMNS, heatOf, loadIn, mostOf, pressureOn, recordsIn, refusedIn, refusedInAll } from '../../../app/belt/heat.ts';
import { heatBox, inFocus, rowTop, shardsAt } from '../../../app/belt/heat-layout.ts';
import { Shards } from '../../../app/belt/drawers/shards.tsx';
import { useLabView } from '../../../app/state/lab-view.ts';
import { edit, open, seek, useSimSession } from '../../../app/state/sim-session.ts';

const streamName = 'many';
const producer = { kind: 'producer', name: 'p', streamName, recordsPerSecond: 400, call: 'PutRecords', recordsPerCall: 100, attemptsMax: 3, recordBytes: 100, keys: { kind: 'uniform', prefix: 'k', keys: 100_000 } };
const hot = { ...producer, name: 'hot', recordsPerSecond: 1_600, recordsPerCall: 500, attemptsMax: 1, keys: { kind: 'hot', prefix: 'user', keys: 100, share: 1 } };

/** @param actors beside a stream of so many shards */
const scenarioOf = (shards: number, actors: readonly object[] = [producer]): Scenario => ({
  ...scenarios[0]!,
  slug: `many-${shards}`,
  streamName,
  script: [],
  setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: streamName, ShardCount: shards } }, ...actors.map((config) => ({ type: 'add actor', config }))] as Scenario['setup'],
  opening: { atMs: 30_000, speed: 1, spanMs: 60_000 },
});

const SPAN_MS = 60_000;
const look = (world: World, spanMs = SPAN_MS) => {
  const stream = world.stream(streamName)!;
  const shards = visibleShards(world, stream);
  return { stream, shards, heat: heatOf(world, stream, shards, spanMs) };
};
function worldOf(...args: Parameters<typeof scenarioOf>): World {
  const world = createWorld(scenarioOf(...args));
  expect([...world.actors.keys()], 'all have been added').toHaveLength(args[1]?.length ?? 1);
  return world;
}
/** An edit that is taken. */
const change = (world: World, action: object) => expect(world.edit(action as Action)).toMatchObject({ ok: true });

/** Counted one by one. */
function recount(world: World, spanMs = SPAN_MS) {
  const { shards, heat } = look(world, spanMs);
  for (const shard of shards) {
    const log = world.log(shard.logId);
    const counts = new Map<number, number>();
    for (let i = shard.head; i < shard.cursor.length; i += 1) {
      const bucket = Math.floor(log.arrivalMs(i) / heat.bucketMs);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
    for (let bucket = heat.newest - COLUMNS + 1; bucket <= heat.newest; bucket += 1) {
      expect(recordsIn(heat, shard, bucket), `shard ${shard.index}, bucket ${bucket}`).toBe(counts.get(bucket) ?? 0);
    }
  }
  const refusedSince = (heat.newest - COLUMNS + 1) * heat.bucketMs;
  let refused = 0;
  for (let i = 0; i < world.state.rejections; i += 1) if (world.service.rejections.get(i).atMs >= refusedSince) refused += 1;
  expect(shards.reduce((sum, { index }) => sum + refusedInAll(heat, index), 0)).toBe(refused);
}

describe('the numbers', () => {
  test('are those of the logs, however the world has come to where it stands', () => {
    const world = worldOf(20, [{ ...producer, recordsPerSecond: 60 }, hot]);
    for (const toMs of [700, 5_000, 5_050, 5_400, 31_000, 100_000]) {
      world.advance(toMs);
      recount(world);
    }
    for (const toMs of [99_500, 20_000, 20_400]) {
      world.seek(toMs);
      recount(world);
    }
    expect(world.state.rejections, 'there are refusals to count').toBeGreaterThan(100);
    recount(world, 24 * 3_600_000);
  });

  test('follow a change of the past, and a shard that is split', () => {
    const world = worldOf(17, [{ ...producer, recordsPerSecond: 60 }]);
    world.advance(20_000);
    recount(world);
    world.seek(10_000);
    change(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 5 } });
    world.advance(20_000);
    recount(world);
    const shard = world.stream(streamName)!.shards[4]!;
    change(world, { type: 'call', operation: 'SplitShard', input: { StreamName: streamName, ShardToSplit: 'shardId-000000000004', NewStartingHashKey: String((shard.start + shard.end) / 2n) } });
    world.advance(60_000);
    recount(world);
    const { shards, heat } = look(world);
    expect(shards).toHaveLength(19);
    expect(cellOf(heat, shards.find(({ index }) => index === 17)!, 10), 'a child was not there at 10 s').toBe(0.5);
    expect(cellOf(heat, shard, 55), 'its parent took nothing after the split').toBe(0.5);
    const before = [...Array(20).keys()].map((bucket) => cellOf(heat, shard, bucket)).filter((cell) => cell > 0);
    expect(before.length).toBeGreaterThan(0);
    for (const cell of before) expect(cell).toSatisfy((value: number) => value >= 1 && value < 2, 'a closed shard’s records are grey');
  });

  test('a bucket’s load is its share of the write quota: of records, or of bytes where that is more', () => {
    const small = worldOf(20, [{ ...producer, keys: { kind: 'hot', prefix: 'u', keys: 2, share: 1 } }]);
    const large = worldOf(20, [{ ...producer, recordsPerSecond: 10, recordsPerCall: 5, recordBytes: 52_428, keys: { kind: 'hot', prefix: 'u', keys: 2, share: 1 } }]);
    for (const [world, share] of [[small, 0.4], [large, 0.5]] as const) {
      world.advance(20_500);
      const { shards, heat } = look(world);
      const { index } = shards.toSorted((x, y) => y.cursor.length - x.cursor.length)[0]!;
      const loads = Array.from({ length: 10 }, (_, i) => loadIn(heat, index, 10 + i));
      expect(loads.reduce((sum, load) => sum + load, 0) / 10).toBeCloseTo(share, 1);
    }
  });

  test('one hot shard of a thousand is found, and shows where it shares a row', () => {
    const world = worldOf(1_000, [{ ...producer, recordsPerSecond: 4_000, recordsPerCall: 500 }, hot]);
    world.advance(8_000);
    const { shards, heat } = look(world);
    const { index } = shards.toSorted((x, y) => y.cursor.length - x.cursor.length)[0]!;
    expect(heat.hottest).toBe(index);
    expect(pressureOn(heat, index)).toBeGreaterThan(1);
    expect(refusedIn(heat, index, 7)).toBeGreaterThan(300);
    expect(cellOf(heat, shards[index]!, 7)).toBeGreaterThan(3);
    for (const shard of shards) if (shard.index !== index) expect(cellOf(heat, shard, 7)).toBeLessThan(3);
    const box = heatBox(1_000, 0, 0, 800);
    const [from, to] = shardsAt(box, rowTop(box, index));
    expect(to - from).toBeGreaterThan(1);
    expect(mostOf(heat, shards, from, to, 7)).toBe(cellOf(heat, shards[index]!, 7));
  });

  test('a thousand shards cost a few comparisons each when little time has passed', () => {
    const world = worldOf(1_000, [{ ...producer, recordsPerSecond: 4_000, recordsPerCall: 500 }]);
    world.advance(8_000);
    look(world);
    const { shards } = look(world);
    const looks = shards.map(({ logId }) => vi.spyOn(world.log(logId), 'arrivalMs'));
    world.advance(8_100);
    look(world);
    expect(looks.reduce((sum, spy) => sum + spy.mock.calls.length, 0), 'within a bucket none is searched').toBe(0);
    world.advance(9_100);
    look(world);
    expect(looks.reduce((sum, spy) => sum + spy.mock.calls.length, 0)).toBeLessThan(8 * 1_000);
  });
});

describe('the geometry', () => {
  test.each([17, 36, 100, 440, 441, 1_000, 10_000])('%i shards have their row each, in order, within 440 px', (count) => {
    const box = heatBox(count, 0, 0, 800);
    expect(box.height).toBeLessThanOrEqual(440);
    expect(box.rowHeight).toBeGreaterThanOrEqual(1);
    for (let n = 0; n < count; n += 1) {
      const top = rowTop(box, n);
      expect(top + box.rowHeight).toBeLessThanOrEqual(box.height);
      const [from, to] = shardsAt(box, top + 0.5);
      expect(n).toBeGreaterThanOrEqual(from);
      expect(n).toBeLessThan(to);
    }
  });

  test('lanes beside the map are those chosen, else the hottest, and always the selected one; four at most', () => {
    expect(inFocus([], null, 9)).toEqual([9]);
    expect(inFocus([], 3, 9)).toEqual([9, 3]);
    expect(inFocus([], 9, 9)).toEqual([9]);
    expect(inFocus([1, 2], null, 9)).toEqual([1, 2]);
    expect(inFocus([1, 2, 3, 4], 7, 9)).toEqual([2, 3, 4, 7]);
    expect(inFocus([1, 2, 3, 4], 2, 9)).toEqual([1, 3, 4, 2]);
    expect(inFocus([], null, null)).toEqual([]);
  });

  test('the columns cover the map at any moment', () => expect(COLUMNS).toBeGreaterThanOrEqual(BUCKETS + 1));
});

describe('the control', () => {
  const map = () => screen.getByRole('slider', { name: /^Heat map of [\d,]+ shards/ });
  const said = () => map().getAttribute('aria-valuetext')!;
  const lanes = () => screen.getAllByRole('button', { name: /^shardId-\d+ ?(OPEN|CLOSED)/ }).map((button) => button.textContent!.slice(0, 20));
  const id = (index: number) => `shardId-${String(index).padStart(12, '0')}`;

  beforeEach(() => {
    vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(1440);
    open(scenarioOf(100, [producer, hot]));
    useLabView.setState({ selection: null, pinned: [], span: null, scale: 'linear', zoom: null });
  });
  afterEach(() => vi.restoreAllMocks());

  test('opens with the hottest shard as a lane, and named beside its row', () => {
    render(<Belt />);
    const { heat } = look(useSimSession.getState().world);
    expect(lanes()).toEqual([id(heat.hottest!)]);
    expect(screen.getByText(`▲ …${String(heat.hottest!).padStart(4, '0')}`)).toBeInTheDocument();
    expect(said()).toMatch(new RegExp(`^${id(heat.hottest!)}, 0\\.\\d+ to 0\\.\\d+ of the key space, \\d+ % of its write quota, [\\d,]+ throttled$`));
  });

  test('by keyboard: arrows go from shard to shard and say each, Enter takes one into focus and lets it go', async () => {
    render(<Belt />);
    await userEvent.tab();
    while (document.activeElement !== map()) await userEvent.tab();
    await userEvent.keyboard('{Home}');
    expect(map()).toHaveAttribute('aria-valuenow', '1');
    expect(said()).toMatch(/^shardId-000000000000, 0 to 0\.01 of the key space, \d+ % of its write quota$/);
    await userEvent.keyboard('{ArrowUp}{ArrowDown}{ArrowDown}{PageDown}');
    expect(said()).toMatch(/^shardId-000000000012, 0\.12 to 0\.13/);
    await userEvent.keyboard('{Enter}');
    expect(lanes()).toEqual([id(12)]);
    expect(useLabView.getState().selection).toEqual({ kind: 'shard', index: 12 });
    await userEvent.keyboard('{End}{Enter}');
    expect(lanes()).toEqual([id(12), id(99)]);
    await userEvent.keyboard('{Enter}');
    expect(lanes()).toEqual([id(12)]);
  });

  test('a click on a row takes its shard into focus; the fifth takes the place of the first', () => {
    render(<Belt />);
    for (const n of [10, 20, 30, 40, 50]) {
      const click = new MouseEvent('click', { bubbles: true });
      Object.defineProperty(click, 'offsetY', { value: n * 4 + 2 });
      fireEvent(map(), click);
    }
    expect(lanes()).toEqual([20, 30, 40, 50].map(id));
  });

  test('goes with its stream', () => {
    render(<Belt />);
    expect(map()).toHaveAttribute('aria-valuemax', '100');
    act(() => {
      expect(edit({ type: 'call', operation: 'DeleteStream', input: { StreamName: streamName } })).toMatchObject({ ok: true });
      seek(60_000);
    });
    expect(screen.queryByRole('slider', { name: /^Heat map/ })).toBeNull();
    expect(screen.getByText('many')).toBeInTheDocument();
  });

  test('the table tells the hottest first, and a hundred of them until it is asked for all', async () => {
    open(scenarioOf(150, [producer, hot]));
    seek(8_000);
    render(<Shards />);
    const { heat } = look(useSimSession.getState().world);
    const rows = () => [...document.querySelectorAll('tbody tr')];
    expect(rows()).toHaveLength(100);
    expect(rows()[0]).toHaveTextContent(id(heat.hottest!));
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Order' }), 'key space');
    expect(rows()[0]).toHaveTextContent(id(0));
    await userEvent.click(screen.getByRole('button', { name: 'Show all 150' }));
    expect(rows()).toHaveLength(150);
    await userEvent.click(screen.getByRole('button', { name: 'Show 100 only' }));
    expect(rows()).toHaveLength(100);
  });
});
