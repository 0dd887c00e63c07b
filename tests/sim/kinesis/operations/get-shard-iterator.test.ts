// Holds: where each of the five iterator types stands, and each error GetShardIterator may answer.
import { describe, expect, test } from 'vitest';
import { parseSequenceNumber } from '../../../../src/sim/kinesis/model/sequence-number.ts';
import { call, dataFrom, emptyWorld, failure, HALF, HOUR_MS, iterator, put, S, seconds, shards, split, wait, worldWithStream, type Put } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;

/** Records a … e, one a second from 10 s on. */
function worldOfFive() {
  const world = worldWithStream();
  const puts: Put[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    puts.push(put(world, 'k', name));
    wait(world, 1_000);
  }
  return { world, puts };
}
const fail = (world: World, type: string, rest: object = {}) => failure(world, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: type, ...rest });

test('ITER-2: TRIM_HORIZON stands at the oldest kept record', () => {
  const { world } = worldOfFive();
  expect(dataFrom(world)).toEqual(['a', 'b', 'c', 'd', 'e']);
  world.advance(12_000 + 24 * HOUR_MS);
  expect(dataFrom(world), 'GetShardIterator looks at the moment itself, not at the last check').toEqual(['c', 'd', 'e']);
});

test('ITER-3: LATEST stands just after the newest record', () => {
  const { world } = worldOfFive();
  const latest = iterator(world, 'LATEST');
  put(world, 'k', 'f');
  expect(call<{ Records: unknown[] }>(world, 'GetRecords', { ShardIterator: latest }).Records.length).toBe(1);
});

describe('ITER-4: AT_ and AFTER_SEQUENCE_NUMBER', () => {
  test('stand at the record and after it', () => {
    const { world, puts } = worldOfFive();
    const at = (i: number) => ({ StartingSequenceNumber: puts[i]!.SequenceNumber });
    expect(dataFrom(world, 'AT_SEQUENCE_NUMBER', at(1))).toEqual(['b', 'c', 'd', 'e']);
    expect(dataFrom(world, 'AFTER_SEQUENCE_NUMBER', at(1))).toEqual(['c', 'd', 'e']);
    wait(world, 10_000);
    expect(dataFrom(world, 'AFTER_SEQUENCE_NUMBER', at(4))).toEqual([]);
  });
  test('stand at the horizon where the record has been trimmed', () => {
    const { world, puts } = worldOfFive();
    world.advance(13_000 + 24 * HOUR_MS);
    expect(dataFrom(world, 'AT_SEQUENCE_NUMBER', { StartingSequenceNumber: puts[0]!.SequenceNumber })).toEqual(['d', 'e']);
  });
  test('take the shard’s starting and ending numbers', () => {
    const { world } = worldOfFive();
    split(world, 0, HALF);
    const range = shards(world).Shards[0]!.SequenceNumberRange;
    expect(dataFrom(world, 'AT_SEQUENCE_NUMBER', { StartingSequenceNumber: range.StartingSequenceNumber })).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(dataFrom(world, 'AT_SEQUENCE_NUMBER', { StartingSequenceNumber: range.EndingSequenceNumber })).toEqual([]);
  });
});

describe('ITER-5: AT_TIMESTAMP', () => {
  test('stands at the first record that arrived then or later', () => {
    const { world } = worldOfFive();
    const from = (atMs: number) => dataFrom(world, 'AT_TIMESTAMP', { Timestamp: seconds(atMs) });
    expect(from(12_000)).toEqual(['c', 'd', 'e']);
    expect(from(12_001)).toEqual(['d', 'e']);
    wait(world, 2_000);
    expect(from(0), 'an older moment is the horizon').toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(from(16_000)).toEqual([]);
  });
  test('at a record’s own arrival time, to the millisecond', () => {
    const world = worldWithStream();
    for (let i = 0; i < 200; i += 1) {
      put(world, 'k', String(i));
      const Timestamp = seconds(world.nowMs);
      expect(dataFrom(world, 'AT_TIMESTAMP', { Timestamp })).toEqual([String(i)]);
      wait(world, 201);
    }
  });
  test('a moment to come', () => {
    const { world } = worldOfFive();
    const now = 1_780_272_000_000 + 15_000;
    expect(fail(world, 'AT_TIMESTAMP', { Timestamp: seconds(15_001) })).toEqual([
      'InvalidArgument',
      `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${now + 1}, currentTimestampInMillis: ${now}`,
    ]);
  });
});

describe('ITER-6: partners', () => {
  const either = 'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber.';
  test.each(['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'])('%s needs a number', (type) => {
    expect(fail(worldWithStream(), type)).toEqual(['InvalidArgument', either]);
  });
  test.each(['TRIM_HORIZON', 'LATEST'])('%s takes none', (type) => {
    expect(fail(worldWithStream(), type, { StartingSequenceNumber: '5' })).toEqual(['InvalidArgument', `${either} Request specified ${type} and also a StartingSequenceNumber.`]);
  });
  test('AT_TIMESTAMP needs a timestamp', () => {
    expect(fail(worldWithStream(), 'AT_TIMESTAMP')).toEqual([
      'InvalidArgument',
      'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.',
    ]);
  });
});

describe('ITER-7: sequence numbers of elsewhere', () => {
  const used = (number: string) => `StartingSequenceNumber ${number} used in GetShardIterator on shard shardId-000000000000 in ${S} is invalid`;
  const at = (world: World, number: string) => fail(world, 'AT_SEQUENCE_NUMBER', { StartingSequenceNumber: number });
  test('of another shard', () => {
    const number = put(worldWithStream(2), 'pk1').SequenceNumber;
    expect(at(worldWithStream(2), number)).toEqual([
      'InvalidArgument',
      'Invalid StartingSequenceNumber. It encodes shardId-000000000001, while it was used in a call to a shard with shardId-000000000000',
    ]);
    expect(at(worldWithStream(2), '5')[1]).toContain('It encodes shardId-000000000005');
  });
  test('of another stream', () => {
    const world = worldWithStream();
    const { SequenceNumber } = put(world, 'k');
    call(world, 'DeleteStream', { StreamName: 's' });
    wait(world, 5_000);
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    wait(world, 5_000);
    expect(at(world, SequenceNumber)).toEqual(['InvalidArgument', `${used(SequenceNumber)} because it did not come from this stream.`]);
  });
  test('of version 1', () => {
    const parts = parseSequenceNumber(put(worldWithStream(), 'k').SequenceNumber)!;
    const v1 = String(BigInt(`0x2${parts.shardCreatedSeconds.toString(16).padStart(9, '0')}0${'0'.repeat(35)}1`));
    expect(at(worldWithStream(), v1)).toEqual(['InvalidArgument', `${used(v1)} because it did not come from this stream.`]);
  });
  test('that cannot be read', () => {
    const number = String(3n << 184n);
    expect(at(worldWithStream(), number)).toEqual(['InvalidArgument', `${used(number)}.`]);
  });
  test('of version 0: an internal failure, without a text', () => {
    expect(at(worldWithStream(), '0')).toEqual(['InternalFailure', undefined]);
  });
});

describe('ITER-9: shards', () => {
  test('a closed shard gives iterators, LATEST at its end', () => {
    const { world } = worldOfFive();
    split(world, 0, HALF);
    put(world, 'k', 'in a child');
    expect(dataFrom(world)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(dataFrom(world, 'LATEST')).toEqual([]);
  });
  const missing = (shard: number) => ['ResourceNotFound', `Shard shardId-00000000000${shard} in ${S} does not exist`];
  test('an unknown shard, a missing stream, and one that is CREATING', () => {
    expect(fail(worldWithStream(), 'LATEST', { ShardId: 'shardId-000000000001' })).toEqual(missing(1));
    const world = emptyWorld();
    expect(fail(world, 'LATEST')).toEqual(missing(0));
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    expect(fail(world, 'LATEST')).toEqual(missing(0));
  });
  test('SHARD-2: short ids are understood, others are answered as sent', () => {
    const { world } = worldOfFive();
    for (const ShardId of ['0', 'shard-0', 'x-00000', 'shardId-000000000000']) {
      call(world, 'GetShardIterator', { StreamName: 's', ShardId, ShardIteratorType: 'LATEST' });
    }
    for (const raw of ['2147483648', 'ABKLFD8', '2.14E4', 'shardId-']) {
      expect(fail(emptyWorld(), 'LATEST', { ShardId: raw })).toEqual(['ResourceNotFound', `Could not find shard ${raw} in ${S}.`]);
    }
  });
  test('STREAM-6: no stream named', () => {
    expect(failure(worldWithStream(), 'GetShardIterator', { ShardId: '0', ShardIteratorType: 'LATEST' })[0]).toBe('InvalidArgument');
  });
});

test('ITER-10: a sixth call in one moment is refused; a fifth of a second later there is one more', () => {
  const world = worldWithStream(2);
  for (let i = 0; i < 5; i += 1) iterator(world);
  expect(fail(world, 'LATEST')).toEqual(['ProvisionedThroughputExceeded', `Rate exceeded for shard shardId-000000000000 in ${S}.`]);
  iterator(world, 'LATEST', {}, 1);
  wait(world, 199);
  expect(fail(world, 'LATEST')[0]).toBe('ProvisionedThroughputExceeded');
  wait(world, 1);
  iterator(world);
  expect(fail(world, 'LATEST')[0]).toBe('ProvisionedThroughputExceeded');
});

test('VALID-2, VALID-3: an unknown type and no shard', () => {
  expect(failure(worldWithStream(), 'GetShardIterator', { StreamName: 's', ShardIteratorType: 'NOW' })).toEqual([
    'Validation',
    "2 validation errors detected: Value null at 'shardId' failed to satisfy constraint: Member must not be null; Value 'NOW' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]",
  ]);
});
