// Holds: how DeleteStream takes a stream away, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { call, dataFrom, emptyWorld, failure, iterator, put, read, shards, streamNotFound, wait, worldWithStream } from '../../support/worlds.ts';

const del = { StreamName: 's' };

test('STREAM-7: DeleteStream answers at once; the stream is DELETING, then gone', () => {
  const world = worldWithStream();
  put(world, 'a');
  expect(call(world, 'DeleteStream', del)).toEqual({});
  expect(world.stream('s')!.status).toBe('DELETING');
  wait(world, 2_029);
  expect(world.stream('s')).toBeDefined();
  wait(world, 1);
  expect(world.stream('s')).toBeUndefined();
  expect(failure(world, 'DescribeStreamSummary', del)).toEqual(streamNotFound());
});

test('STREAM-7: a stream that is still CREATING may be deleted, and does not become ACTIVE', () => {
  const world = emptyWorld();
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 40 });
  wait(world, 3_000);
  call(world, 'DeleteStream', del);
  wait(world, 400);
  expect(world.stream('s')!.status).toBe('DELETING');
  wait(world, 5_000);
  expect(world.stream('s')).toBeUndefined();
});

test('STREAM-7: a reshard that was under way goes with the stream', () => {
  const world = worldWithStream(2);
  call(world, 'MergeShards', { StreamName: 's', ShardToMerge: '0', AdjacentShardToMerge: '1' });
  wait(world, 1_000);
  call(world, 'DeleteStream', del);
  wait(world, 1_500);
  expect(world.stream('s')!.shards.length).toBe(2);
  wait(world, 5_000);
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
  wait(world, 5_000);
  expect(shards(world).Shards.length).toBe(1);
});

describe('STREAM-8: while DELETING', () => {
  const deleting = () => {
    const world = worldWithStream();
    put(world, 'a');
    const open = iterator(world);
    call(world, 'DeleteStream', del);
    return { world, open };
  };
  test('the stream can be read until it is gone', () => {
    const { world, open } = deleting();
    expect(read(world, open).Records.length).toBe(1);
    expect(dataFrom(world)).toEqual(['a']);
    wait(world, 5_000);
    expect(failure(world, 'GetRecords', { ShardIterator: open })).toEqual(['ResourceNotFound', 'Shard shardId-000000000000 in stream s under account 123456789012 does not exist']);
  });
  test('puts do not find it', () => {
    expect(failure(deleting().world, 'PutRecord', { ...del, PartitionKey: 'k', Data: new Uint8Array() })).toEqual(streamNotFound());
  });
  test('changes find it in use', () => {
    const text = 'Stream s under account 123456789012 not ACTIVE, instead in state DELETING';
    expect(failure(deleting().world, 'IncreaseStreamRetentionPeriod', { ...del, RetentionPeriodHours: 48 })).toEqual(['ResourceInUse', text]);
  });
  test('a second DeleteStream is accepted and changes nothing', () => {
    const { world } = deleting();
    wait(world, 1_000);
    expect(call(world, 'DeleteStream', del)).toEqual({});
    wait(world, 1_030);
    expect(world.stream('s')).toBeUndefined();
  });
});

describe('errors', () => {
  test('no such stream', () => expect(failure(emptyWorld(), 'DeleteStream', del)).toEqual(streamNotFound()));
  test('STREAM-6: no stream named', () => expect(failure(emptyWorld(), 'DeleteStream', {})[0]).toBe('InvalidArgument'));
  test('VALID-2: a name with a blank', () => expect(failure(emptyWorld(), 'DeleteStream', { StreamName: 'a b' })[0]).toBe('Validation'));
});
