// Holds: how UpdateMaxRecordSize changes what a stream takes, and each error it may answer.
import { expect, test } from 'vitest';
import { call, emptyWorld, failure, MIB, padded, streamNotFound, wait, worldWithStream } from '../../support/worlds.ts';

const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s';
const input = (MaxRecordSizeInKiB: number) => ({ StreamARN, MaxRecordSizeInKiB });
const record = (byteLength: number) => ({ StreamName: 's', PartitionKey: 'k', Data: padded(byteLength - 1) });

test('STREAM-13: from the next record on, up and down', () => {
  const world = worldWithStream();
  expect(failure(world, 'PutRecord', record(MIB + 1))[0]).toBe('Validation');
  expect(call(world, 'UpdateMaxRecordSize', input(2_048))).toEqual({});
  expect(world.stream('s')!.status).toBe('ACTIVE');
  expect(call(world, 'DescribeStreamSummary', { StreamName: 's' })).toMatchObject({ StreamDescriptionSummary: { MaxRecordSizeInKiB: 2_048 } });
  call(world, 'PutRecord', record(2 * MIB));
  wait(world, 10_000);
  call(world, 'UpdateMaxRecordSize', input(1_024));
  expect(failure(world, 'PutRecord', record(MIB + 1))).toEqual([
    'Validation',
    "1 validation error detected: Value at 'data' failed to satisfy constraint: Member must have length less than or equal to 1048576",
  ]);
});

test.each([
  [1_023, 'greater than or equal to 1024'],
  [10_241, 'less than or equal to 10240'],
])('STREAM-13: %d KiB', (size, phrase) => {
  expect(failure(worldWithStream(), 'UpdateMaxRecordSize', input(size))).toEqual([
    'Validation',
    `1 validation error detected: Value '${size}' at 'maxRecordSizeInKiB' failed to satisfy constraint: Member must have value ${phrase}`,
  ]);
});

test('STREAM-13: a stream that is not ACTIVE, not there or not named', () => {
  const world = emptyWorld();
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
  expect(failure(world, 'UpdateMaxRecordSize', input(2_048))).toEqual(['ResourceInUse', 'Stream s under account 123456789012 not ACTIVE, instead in state CREATING']);
  expect(failure(emptyWorld(), 'UpdateMaxRecordSize', input(2_048))).toEqual(streamNotFound());
  expect(failure(world, 'UpdateMaxRecordSize', { MaxRecordSizeInKiB: 2_048 })[0]).toBe('InvalidArgument');
});
