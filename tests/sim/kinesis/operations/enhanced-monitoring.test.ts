// Holds: what EnableEnhancedMonitoring and DisableEnhancedMonitoring answer and leave, and each error.
import { describe, expect, test } from 'vitest';
import { call, emptyWorld, failure, streamNotFound, worldWithStream } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;
const ALL = [
  'IncomingBytes',
  'IncomingRecords',
  'OutgoingBytes',
  'OutgoingRecords',
  'WriteProvisionedThroughputExceeded',
  'ReadProvisionedThroughputExceeded',
  'IteratorAgeMilliseconds',
];
const change = (world: World, which: 'Enable' | 'Disable', ...ShardLevelMetrics: string[]) =>
  call(world, `${which}EnhancedMonitoring`, { StreamName: 's', ShardLevelMetrics });
const answer = (current: string[], desired: string[]) => ({
  StreamName: 's',
  StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/s',
  CurrentShardLevelMetrics: current,
  DesiredShardLevelMetrics: desired,
});

test('MONITOR-1: the answer has the metrics before and after; descriptions have them from then on', () => {
  const world = worldWithStream();
  expect(change(world, 'Enable', 'OutgoingBytes', 'IncomingBytes')).toEqual(answer([], ['IncomingBytes', 'OutgoingBytes']));
  expect(change(world, 'Enable', 'OutgoingBytes', 'OutgoingRecords')).toEqual(answer(['IncomingBytes', 'OutgoingBytes'], ['IncomingBytes', 'OutgoingBytes', 'OutgoingRecords']));
  expect(change(world, 'Disable', 'OutgoingBytes', 'IteratorAgeMilliseconds')).toEqual(answer(['IncomingBytes', 'OutgoingBytes', 'OutgoingRecords'], ['IncomingBytes', 'OutgoingRecords']));
  const EnhancedMonitoring = [{ ShardLevelMetrics: ['IncomingBytes', 'OutgoingRecords'] }];
  expect(call(world, 'DescribeStreamSummary', { StreamName: 's' }).StreamDescriptionSummary).toMatchObject({ EnhancedMonitoring });
  expect(call(world, 'DescribeStream', { StreamName: 's' }).StreamDescription).toMatchObject({ EnhancedMonitoring });
});

test('MONITOR-2: ALL is all seven', () => {
  const world = worldWithStream();
  expect(change(world, 'Enable', 'ALL')).toEqual(answer([], ALL));
  expect(change(world, 'Disable', 'IncomingBytes', 'ALL')).toEqual(answer(ALL, []));
});

describe.each(['EnableEnhancedMonitoring', 'DisableEnhancedMonitoring'])('%s', (operation) => {
  const input = { StreamName: 's', ShardLevelMetrics: ['ALL'] };
  test('MONITOR-3: the stream must be ACTIVE or UPDATING', () => {
    const world = emptyWorld();
    expect(failure(world, operation, input)).toEqual(streamNotFound());
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    expect(failure(world, operation, input)).toEqual(['ResourceInUse', 'Stream s under account 123456789012 not ACTIVE or UPDATING, instead in state CREATING']);
  });
  test('STREAM-6: no stream named', () => expect(failure(emptyWorld(), operation, { ShardLevelMetrics: ['ALL'] })[0]).toBe('InvalidArgument'));
  test('VALID-8: a metric there is not is named with the whole list', () => {
    expect(failure(emptyWorld(), operation, { StreamName: 's', ShardLevelMetrics: ['ALL', 'Latency'] })).toEqual([
      'Validation',
      `1 validation error detected: Value '[ALL, Latency]' at 'shardLevelMetrics' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${ALL.join(', ')}, ALL]]`,
    ]);
  });
  test('VALID-3: none, or more than seven', () => {
    for (const ShardLevelMetrics of [undefined, [], [...ALL, 'ALL']]) {
      expect(failure(emptyWorld(), operation, { StreamName: 's', ShardLevelMetrics })[0]).toBe('Validation');
    }
  });
  test('RATE-1: five calls a second for a stream', () => {
    const world = worldWithStream();
    for (let i = 0; i < 5; i += 1) call(world, operation, input);
    expect(failure(world, operation, input)[0]).toBe('LimitExceeded');
  });
});
