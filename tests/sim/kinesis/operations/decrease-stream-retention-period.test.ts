// Holds: what DecreaseStreamRetentionPeriod changes, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { call, dataFrom, emptyWorld, failure, HOUR_MS, put, streamNotFound, wait, worldWithStream } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;
const change = (world: World, RetentionPeriodHours: number, operation = 'Decrease') =>
  call(world, `${operation}StreamRetentionPeriod`, { StreamName: 's', RetentionPeriodHours });
const fail = (world: World, RetentionPeriodHours: number) => failure(world, 'DecreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours });

describe('RETAIN-6: DecreaseStreamRetentionPeriod hides at once what is older', () => {
  test('acceptance check 8: from 48 to 24 hours hides the older half', () => {
    const world = worldWithStream();
    change(world, 48, 'Increase');
    put(world, 'a');
    wait(world, 12 * HOUR_MS);
    put(world, 'b');
    wait(world, 12 * HOUR_MS + 1);
    put(world, 'c');
    wait(world, 12 * HOUR_MS);
    put(world, 'd');
    expect(dataFrom(world)).toEqual(['a', 'b', 'c', 'd']);
    change(world, 24);
    expect(dataFrom(world)).toEqual(['c', 'd']);
    expect(world.stream('s')!.shards[0]!.head).toBe(2);
  });
  test('and a longer period again shows none of it', () => {
    const world = worldWithStream();
    change(world, 48, 'Increase');
    put(world, 'a');
    wait(world, 30 * HOUR_MS);
    change(world, 24);
    change(world, 48, 'Increase');
    expect(dataFrom(world)).toEqual([]);
  });
});
describe('RETAIN-3: bounds and state', () => {
  test('fewer than 24 and more than 8,760 hours', () => {
    expect(fail(worldWithStream(), 23)).toEqual(['InvalidArgument', 'Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.']);
    expect(fail(worldWithStream(), 8_761)).toEqual(['InvalidArgument', 'Maximum allowed retention period is 8760 hours. Requested retention period (8761 hours) is too long.']);
    expect(fail(worldWithStream(), -5)[0]).toBe('InvalidArgument');
  });
  test('the stream must be ACTIVE', () => {
    const world = emptyWorld();
    expect(fail(world, 48)).toEqual(streamNotFound());
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    expect(fail(world, 48)).toEqual(['ResourceInUse', 'Stream s under account 123456789012 not ACTIVE, instead in state CREATING']);
  });
  test('VALID-3: hours are required', () => {
    expect(failure(worldWithStream(), 'DecreaseStreamRetentionPeriod', { StreamName: 's' })[1]).toBe(
      "1 validation error detected: Value null at 'retentionPeriodHours' failed to satisfy constraint: Member must not be null",
    );
  });
});

test('RETAIN-4: the wrong direction names the other operation; the same value is accepted', () => {
  const world = worldWithStream();
  change(world, 48, 'Increase');
  expect(fail(world, 60)).toEqual([
    'InvalidArgument',
    'Requested retention period (60 hours) for stream s can not be longer than existing retention period (48 hours). Use IncreaseRetentionPeriod API.',
  ]);
  expect(change(world, 48)).toEqual({});
});
