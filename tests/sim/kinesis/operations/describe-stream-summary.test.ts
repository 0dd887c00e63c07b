// Holds: what DescribeStreamSummary says of a stream, how streams are named, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { call, emptyWorld, failure, HALF, seconds, split, streamNotFound, wait, worldWithStream } from '../../support/worlds.ts';

const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s';
const summary = (world: ReturnType<typeof emptyWorld>, input: object = { StreamName: 's' }) =>
  call<{ StreamDescriptionSummary: object }>(world, 'DescribeStreamSummary', input).StreamDescriptionSummary;

test('STREAM-9, RETAIN-1: DescribeStreamSummary of a new stream', () => {
  const world = emptyWorld();
  wait(world, 1_234);
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 3, MaxRecordSizeInKiB: 2_048 });
  expect(summary(world)).toEqual({
    StreamName: 's',
    StreamARN: ARN,
    StreamStatus: 'CREATING',
    StreamModeDetails: { StreamMode: 'PROVISIONED' },
    RetentionPeriodHours: 24,
    StreamCreationTimestamp: seconds(1_234),
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: 'NONE',
    OpenShardCount: 3,
    ConsumerCount: 0,
    MaxRecordSizeInKiB: 2_048,
  });
});

test('STREAM-9: it follows the stream through a split and a change of retention', () => {
  const world = worldWithStream();
  expect(summary(world)).toMatchObject({ StreamStatus: 'ACTIVE', OpenShardCount: 1, MaxRecordSizeInKiB: 1_024 });
  call(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 100 });
  call(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(HALF) });
  expect(summary(world)).toMatchObject({ StreamStatus: 'UPDATING', OpenShardCount: 1, RetentionPeriodHours: 100 });
  wait(world, 5_000);
  expect(summary(world)).toMatchObject({ StreamStatus: 'ACTIVE', OpenShardCount: 2 });
  split(world, 1, HALF / 2n);
  expect(summary(world)).toMatchObject({ OpenShardCount: 3 });
});

describe('STREAM-6: naming a stream', () => {
  test('by name, by ARN or by both', () => {
    const world = worldWithStream();
    const byName = summary(world);
    expect(summary(world, { StreamARN: ARN })).toEqual(byName);
    expect(summary(world, { StreamARN: ARN, StreamName: 's' })).toEqual(byName);
  });
  test('neither', () => {
    expect(failure(worldWithStream(), 'DescribeStreamSummary', {})).toEqual(['InvalidArgument', 'Either StreamName or StreamARN should be provided.']);
  });
  test('two that disagree', () => {
    expect(failure(worldWithStream(), 'DescribeStreamSummary', { StreamARN: ARN, StreamName: 't' })[0]).toBe('InvalidArgument');
  });
  test('one that is not there, also by ARN', () => {
    expect(failure(emptyWorld(), 'DescribeStreamSummary', { StreamName: 's' })).toEqual(streamNotFound());
    expect(failure(emptyWorld(), 'DescribeStreamSummary', { StreamARN: ARN })).toEqual(streamNotFound());
  });
  test('one of another account or Region', () => {
    const world = worldWithStream();
    expect(failure(world, 'DescribeStreamSummary', { StreamARN: ARN.replace('us-east-1', 'eu-west-1') })).toEqual(streamNotFound());
    expect(failure(world, 'DescribeStreamSummary', { StreamARN: ARN.replace('1234', '9999') })).toEqual(streamNotFound());
  });
  test('VALID-2: what is no ARN', () => {
    expect(failure(emptyWorld(), 'DescribeStreamSummary', { StreamARN: 's' })).toEqual([
      'Validation',
      "1 validation error detected: Value 's' at 'streamARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+",
    ]);
  });
});
