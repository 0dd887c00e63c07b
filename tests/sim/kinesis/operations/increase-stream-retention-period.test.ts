// Holds: what IncreaseStreamRetentionPeriod changes, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { call, dataFrom, emptyWorld, failure, HOUR_MS, put, streamNotFound, wait, worldWithStream } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;
const change = (world: World, RetentionPeriodHours: number, operation = 'Increase') =>
  call(world, `${operation}StreamRetentionPeriod`, { StreamName: 's', RetentionPeriodHours });
const fail = (world: World, RetentionPeriodHours: number) => failure(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours });

describe('RETAIN-5: IncreaseStreamRetentionPeriod keeps what is still there', () => {
  test('acceptance check 8: from 24 to 168 hours keeps what is 23 h 55 min old', () => {
    const world = worldWithStream();
    put(world, 'old');
    world.advance(10_000 + 24 * HOUR_MS - 300_000);
    change(world, 168);
    put(world, 'new');
    world.advance(10_000 + 168 * HOUR_MS);
    expect(dataFrom(world)).toEqual(['old', 'new']);
    wait(world, 1);
    expect(dataFrom(world)).toEqual(['new']);
  });
  test('and brings nothing back', () => {
    const world = worldWithStream();
    put(world, 'gone');
    world.advance(10_000 + 24 * HOUR_MS + 1);
    change(world, 168);
    expect(dataFrom(world)).toEqual([]);
  });
  test('RETAIN-1: up to 8,760 hours', () => {
    const world = worldWithStream();
    put(world, 'old');
    change(world, 8_760);
    world.advance(10_000 + 8_760 * HOUR_MS);
    expect(dataFrom(world)).toEqual(['old']);
    wait(world, 1);
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
    expect(failure(worldWithStream(), 'IncreaseStreamRetentionPeriod', { StreamName: 's' })[1]).toBe(
      "1 validation error detected: Value null at 'retentionPeriodHours' failed to satisfy constraint: Member must not be null",
    );
  });
});

test('RETAIN-4: the wrong direction names the other operation; the same value is accepted', () => {
  const world = worldWithStream();
  change(world, 48, 'Increase');
  expect(fail(world, 30)).toEqual([
    'InvalidArgument',
    'Requested retention period (30 hours) for stream s can not be shorter than existing retention period (48 hours). Use DecreaseRetentionPeriod API.',
  ]);
  expect(change(world, 48)).toEqual({});
});
