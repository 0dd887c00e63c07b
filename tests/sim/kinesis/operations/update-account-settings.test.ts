// Holds: how the account's commitment begins and ends (UpdateAccountSettings, DescribeAccountSettings), and each error.
import { describe, expect, test } from 'vitest';
import type { World } from '#sim';
import { call, emptyWorld, failure, HOUR_MS, seconds, wait } from '../../support/worlds.ts';

const input = (Status: string) => ({ MinimumThroughputBillingCommitment: { Status } });
interface Settings { MinimumThroughputBillingCommitment: Record<string, unknown> }
const set = (world: World, status: string) => call<Settings>(world, 'UpdateAccountSettings', input(status)).MinimumThroughputBillingCommitment;
function settings(world: World) {
  wait(world, 1_000);
  return call<Settings>(world, 'DescribeAccountSettings', {}).MinimumThroughputBillingCommitment;
}
const DAY_MS = 24 * HOUR_MS;

test('ACCOUNT-1: an account begins without it', () => {
  expect(settings(emptyWorld())).toEqual({ Status: 'DISABLED' });
});

test('ACCOUNT-1: enabled, it tells its start and its earliest end, in both answers', () => {
  const world = emptyWorld();
  wait(world, 5_000);
  const enabled = { Status: 'ENABLED', StartedAt: seconds(5_000), EarliestAllowedEndAt: seconds(5_000 + DAY_MS) };
  expect(set(world, 'ENABLED')).toEqual(enabled);
  expect(settings(world)).toEqual(enabled);
  expect(set(world, 'ENABLED'), 'enabling it twice is one commitment').toEqual(enabled);
});

describe('ACCOUNT-2: the end', () => {
  test('after 24 hours it is at once', () => {
    const world = emptyWorld();
    set(world, 'ENABLED');
    wait(world, DAY_MS);
    expect(set(world, 'DISABLED')).toEqual({ Status: 'DISABLED', StartedAt: seconds(0), EndedAt: seconds(DAY_MS) });
    expect(set(world, 'DISABLED'), 'ending it twice is one end').toMatchObject({ EndedAt: seconds(DAY_MS) });
  });
  test('before, it waits for the earliest end', () => {
    const world = emptyWorld();
    set(world, 'ENABLED');
    wait(world, HOUR_MS);
    const waiting = { Status: 'ENABLED_UNTIL_EARLIEST_ALLOWED_END', StartedAt: seconds(0), EarliestAllowedEndAt: seconds(DAY_MS) };
    expect(set(world, 'DISABLED')).toEqual(waiting);
    expect(set(world, 'DISABLED')).toEqual(waiting);
    world.advance(DAY_MS - 1_001);
    expect(settings(world)).toEqual(waiting);
    expect(settings(world)).toEqual({ Status: 'DISABLED', StartedAt: seconds(0), EndedAt: seconds(DAY_MS) });
  });
  test('enabling it again takes the end back', () => {
    const world = emptyWorld();
    set(world, 'ENABLED');
    set(world, 'DISABLED');
    expect(set(world, 'ENABLED')).toMatchObject({ Status: 'ENABLED', StartedAt: seconds(0) });
    wait(world, 2 * DAY_MS);
    expect(settings(world)).toMatchObject({ Status: 'ENABLED' });
  });
  test('a new commitment has 24 hours of its own', () => {
    const world = emptyWorld();
    set(world, 'ENABLED');
    wait(world, DAY_MS);
    set(world, 'DISABLED');
    wait(world, HOUR_MS);
    expect(set(world, 'ENABLED')).toEqual({ Status: 'ENABLED', StartedAt: seconds(DAY_MS + HOUR_MS), EarliestAllowedEndAt: seconds(2 * DAY_MS + HOUR_MS) });
  });
});

test('ACCOUNT-3: not while a stream has warm throughput', () => {
  const world = emptyWorld();
  set(world, 'ENABLED');
  call(world, 'CreateStream', { StreamName: 's', StreamModeDetails: { StreamMode: 'ON_DEMAND' }, WarmThroughputMiBps: 5 });
  wait(world, 5_000);
  expect(failure(world, 'UpdateAccountSettings', input('DISABLED'))).toEqual([
    'Validation',
    'MinimumThroughputBillingCommitment cannot be disabled while stream s under account 123456789012 has warm throughput. Set its WarmThroughputMiBps to 0 first.',
  ]);
  call(world, 'UpdateStreamWarmThroughput', { StreamName: 's', WarmThroughputMiBps: 0 });
  set(world, 'DISABLED');
});

test.each([
  ['nothing', {}, "Value null at 'minimumThroughputBillingCommitment' failed to satisfy constraint: Member must not be null"],
  ['no state', { MinimumThroughputBillingCommitment: {} }, "Value null at 'minimumThroughputBillingCommitment.status' failed to satisfy constraint: Member must not be null"],
  ['another state', input('ON'), "Value 'ON' at 'minimumThroughputBillingCommitment.status' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED]"],
])('VALID-2: %s', (_, settingsInput, fault) => {
  expect(failure(emptyWorld(), 'UpdateAccountSettings', settingsInput)).toEqual(['Validation', `1 validation error detected: ${fault}`]);
});
