// Holds: how UpdateStreamMode switches a stream's capacity mode, and each error it may answer.
import { describe, expect, test } from 'vitest';
import type { World } from '#sim';
import { openShards } from '../../../../src/sim/kinesis/model/stream.ts';
import { call, emptyWorld, failure, HALF, HOUR_MS, streamNotFound, S, wait, worldWithStream } from '../../support/worlds.ts';

const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s';
const input = (StreamMode: string, rest: object = {}) => ({ StreamARN, StreamModeDetails: { StreamMode }, ...rest });
const ask = (world: World, mode: string, rest?: object) => failure(world, 'UpdateStreamMode', input(mode, rest));
function switchTo(world: World, mode: string, rest?: object): void {
  expect(call(world, 'UpdateStreamMode', input(mode, rest))).toEqual({});
  wait(world, 5_000);
}
const modeOf = (world: World) =>
  call<{ StreamDescriptionSummary: { StreamModeDetails: { StreamMode: string } } }>(world, 'DescribeStreamSummary', { StreamName: 's' })
    .StreamDescriptionSummary.StreamModeDetails.StreamMode;

describe('MODE-1', () => {
  test('the stream is UPDATING, then ACTIVE in the new mode', () => {
    const world = worldWithStream();
    call(world, 'UpdateStreamMode', input('ON_DEMAND'));
    expect([world.stream('s')!.status, modeOf(world)]).toEqual(['UPDATING', 'PROVISIONED']);
    wait(world, 5_000);
    expect([world.stream('s')!.status, modeOf(world)]).toEqual(['ACTIVE', 'ON_DEMAND']);
  });
  test('the shards stay, both ways', () => {
    const world = worldWithStream(3);
    switchTo(world, 'ON_DEMAND');
    switchTo(world, 'PROVISIONED');
    expect(world.stream('s')!.shards.map((shard) => shard.closedMs)).toEqual([null, null, null]);
  });
  test('acceptance check 10: SplitShard works in provisioned mode alone', () => {
    const world = worldWithStream(2);
    const split = { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(HALF / 2n) };
    switchTo(world, 'ON_DEMAND');
    expect(failure(world, 'SplitShard', split)).toEqual(['Validation', 'Request is invalid. Stream s under account 123456789012 is in On-Demand mode.']);
    switchTo(world, 'PROVISIONED');
    call(world, 'SplitShard', split);
  });
});

test('MODE-2: acceptance check 10: a third switch in a day', () => {
  const world = worldWithStream();
  const firstMs = world.nowMs;
  switchTo(world, 'ON_DEMAND');
  wait(world, HOUR_MS);
  switchTo(world, 'PROVISIONED');
  const third = [
    'LimitExceeded',
    `UpdateStreamMode cannot switch the capacity mode more than 2 times per rolling 24-hour period for ${S}.`,
  ];
  expect(ask(world, 'ON_DEMAND')).toEqual(third);
  world.advance(firstMs + 24 * HOUR_MS - 1);
  expect(ask(world, 'ON_DEMAND')).toEqual(third);
  wait(world, 1);
  switchTo(world, 'ON_DEMAND');
  expect(ask(world, 'PROVISIONED')).toEqual(third);
});

test('MODE-3: a fifty-first on-demand stream', () => {
  const world = worldWithStream();
  for (let n = 0; n < 50; n += 1) {
    call(world, 'CreateStream', { StreamName: `d${n}`, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    wait(world, 5_000);
  }
  expect(ask(world, 'ON_DEMAND')).toEqual([
    'LimitExceeded',
    'This request would exceed the limit on the number of On-Demand streams for the account 123456789012 in us-east-1. Current On-Demand streams count: 50. Limit: 50.',
  ]);
});

test('MODE-4: the mode that it has already changes nothing and does not count', () => {
  const world = worldWithStream();
  for (let n = 0; n < 3; n += 1) {
    call(world, 'UpdateStreamMode', input('PROVISIONED'));
    expect(world.stream('s')!.status).toBe('ACTIVE');
  }
  switchTo(world, 'ON_DEMAND');
  switchTo(world, 'PROVISIONED');
});

test('WARM-1, WARM-2: with a warm throughput, which only an on-demand stream has', () => {
  const world = worldWithStream(2);
  expect(ask(world, 'PROVISIONED', { WarmThroughputMiBps: 9 })[0]).toBe('Validation');
  expect(ask(world, 'ON_DEMAND', { WarmThroughputMiBps: 9 })[0], 'without the commitment').toBe('Validation');
  call(world, 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } });
  call(world, 'UpdateStreamMode', input('ON_DEMAND', { WarmThroughputMiBps: 9 }));
  wait(world, 30_000);
  expect([world.stream('s')!.status, modeOf(world), openShards(world.stream('s')!).length]).toEqual(['ACTIVE', 'ON_DEMAND', 9]);
});

test('a stream that is not ACTIVE, or not there', () => {
  const world = worldWithStream();
  call(world, 'UpdateStreamMode', input('ON_DEMAND'));
  expect(ask(world, 'PROVISIONED')).toEqual(['ResourceInUse', 'Stream s under account 123456789012 not ACTIVE, instead in state UPDATING']);
  expect(ask(emptyWorld(), 'ON_DEMAND')).toEqual(streamNotFound());
});

test('VALID-2: the ARN and the mode are required', () => {
  expect(failure(emptyWorld(), 'UpdateStreamMode', { StreamName: 's' })).toEqual([
    'Validation',
    "2 validation errors detected: Value null at 'streamARN' failed to satisfy constraint: Member must not be null; Value null at 'streamModeDetails' failed to satisfy constraint: Member must not be null",
  ]);
});
