// Holds: what PutRecord stores and answers, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { bytes, call, dataFrom, emptyWorld, failure, HALF, iterator, MIB, padded, put, read, S, seconds, split, streamNotFound, wait, worldWithStream } from '../../support/worlds.ts';

const rateExceeded = (shard = 0) => ['ProvisionedThroughputExceeded', `Rate exceeded for shard shardId-00000000000${shard} in ${S}.`];
const record = (byteLength: number, PartitionKey = 'k', rest: object = {}) => ({ StreamName: 's', PartitionKey, Data: padded(byteLength), ...rest });

test('PUT-1: PutRecord answers with shard, sequence number and encryption type', () => {
  const world = worldWithStream(2);
  const answer = put(world, 'pk1');
  expect(answer).toEqual({ ShardId: 'shardId-000000000001', SequenceNumber: expect.stringMatching(/^49\d{54}$/), EncryptionType: 'NONE' });
  expect(read(world, iterator(world, 'TRIM_HORIZON', {}, 1)).Records).toMatchObject([{ SequenceNumber: answer.SequenceNumber, PartitionKey: 'pk1' }]);
});

describe('PUT-2, PUT-7: the size limit counts data and the key’s UTF-8 bytes', () => {
  const tooLong = (limit: number) => ['Validation', `1 validation error detected: Value at 'data' failed to satisfy constraint: Member must have length less than or equal to ${limit}`];
  test('of 1 MiB by default', () => {
    const world = worldWithStream();
    call(world, 'PutRecord', record(MIB - 1));
    wait(world, 2_000);
    expect(failure(world, 'PutRecord', record(MIB))).toEqual(tooLong(MIB));
    expect(failure(world, 'PutRecord', record(MIB - 1, 'ü'))).toEqual(tooLong(MIB));
    call(world, 'PutRecord', record(MIB - 4, '😀'));
    wait(world, 2_000);
    expect(failure(world, 'PutRecord', record(MIB - 3, '😀'))).toEqual(tooLong(MIB));
  });
  test('or of the stream’s own', () => {
    const world = worldWithStream(1, { MaxRecordSizeInKiB: 3_072 });
    call(world, 'PutRecord', record(3 * MIB - 1));
    expect(failure(world, 'PutRecord', record(3 * MIB))).toEqual(tooLong(3 * MIB));
  });
  test('over 10 MiB of data the shape speaks, before the stream is looked up', () => {
    expect(failure(emptyWorld(), 'PutRecord', record(10 * MIB + 1))).toEqual(tooLong(10 * MIB));
  });
});

describe('PUT-3: only an ACTIVE or UPDATING stream takes records', () => {
  test('UPDATING', () => {
    const world = worldWithStream();
    call(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(HALF) });
    expect(put(world, 'k').ShardId).toBe('shardId-000000000000');
  });
  test('CREATING is not found', () => {
    const world = emptyWorld();
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    expect(failure(world, 'PutRecord', record(1))).toEqual(streamNotFound());
  });
  test('nor is a stream that does not exist', () => expect(failure(emptyWorld(), 'PutRecord', record(1))).toEqual(streamNotFound()));
  test('STREAM-6: nor is there one without a name', () => {
    expect(failure(emptyWorld(), 'PutRecord', { PartitionKey: 'k', Data: bytes('') })[0]).toBe('InvalidArgument');
  });
});

describe('PUT-4: ExplicitHashKey', () => {
  test('routes, and the partition key is stored all the same', () => {
    const world = worldWithStream(2);
    expect(put(world, 'pk1', 'data', { ExplicitHashKey: '0' }).ShardId).toBe('shardId-000000000000');
    expect(read(world, iterator(world)).Records[0]!.PartitionKey).toBe('pk1');
  });
  test('above 2^128−1', () => {
    const value = String(2n ** 128n);
    expect(failure(worldWithStream(), 'PutRecord', record(1, 'k', { ExplicitHashKey: value }))).toEqual([
      'InvalidArgument',
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${value}`,
    ]);
    put(worldWithStream(), 'k', 'd', { ExplicitHashKey: String(2n ** 128n - 1n) });
  });
  test('VALID-2: with a leading zero', () => {
    expect(failure(worldWithStream(), 'PutRecord', record(1, 'k', { ExplicitHashKey: '01' }))).toEqual([
      'Validation',
      "1 validation error detected: Value '01' at 'explicitHashKey' failed to satisfy constraint: Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})",
    ]);
  });
});

describe('PUT-6, QUOTA-1: 1,000 records a second', () => {
  test('the 1,001st at one moment is refused and not stored; a millisecond later there is room for one', () => {
    const world = worldWithStream(2);
    for (let i = 0; i < 1_000; i += 1) put(world, 'k', String(i), { ExplicitHashKey: '0' });
    expect(failure(world, 'PutRecord', record(1, 'k', { ExplicitHashKey: '0' }))).toEqual(rateExceeded());
    expect(put(world, 'k', 'x', { ExplicitHashKey: String(HALF) }).ShardId, 'the other shard has its own quota').toBe('shardId-000000000001');
    wait(world, 1);
    put(world, 'k', 'later', { ExplicitHashKey: '0' });
    expect(failure(world, 'PutRecord', record(1, 'k', { ExplicitHashKey: '0' }))).toEqual(rateExceeded());
    expect(world.stream('s')!.shards.map((shard) => shard.cursor.length)).toEqual([1_001, 1]);
  });
});

describe('PUT-6, QUOTA-2: 1 MiB a second', () => {
  test('bytes of data and key count', () => {
    const world = worldWithStream();
    for (let i = 0; i < 4; i += 1) call(world, 'PutRecord', record(MIB / 4 - 1));
    expect(failure(world, 'PutRecord', record(0))).toEqual(rateExceeded());
    wait(world, 1);
    call(world, 'PutRecord', record(1_000));
    expect(failure(world, 'PutRecord', record(100))).toEqual(rateExceeded());
  });
  test('a larger record needs a full bucket and leaves a debt', () => {
    const world = worldWithStream(1, { MaxRecordSizeInKiB: 10_240 });
    call(world, 'PutRecord', record(1));
    expect(failure(world, 'PutRecord', record(4 * MIB))).toEqual(rateExceeded());
    wait(world, 1_000);
    call(world, 'PutRecord', record(4 * MIB));
    wait(world, 3_000);
    expect(failure(world, 'PutRecord', record(1))).toEqual(rateExceeded());
    wait(world, 1);
    call(world, 'PutRecord', record(1));
  });
});

test('PUT-8: the arrival time is the service’s, in milliseconds, and never falls', () => {
  const world = worldWithStream();
  for (const ms of [0, 1, 999, 0]) {
    wait(world, ms);
    put(world, 'k');
  }
  const arrivals = read(world, iterator(world)).Records.map((one) => one.ApproximateArrivalTimestamp);
  expect(arrivals).toEqual([10_000, 10_001, 11_000, 11_000].map(seconds));
});

describe('PUT-9: SequenceNumberForOrdering', () => {
  test('the new number is above the given one', () => {
    const world = worldWithStream();
    let last = put(world, 'k').SequenceNumber;
    for (let i = 0; i < 5; i += 1) {
      const next = put(world, 'k', 'd', { SequenceNumberForOrdering: last }).SequenceNumber;
      expect(BigInt(next) > BigInt(last)).toBe(true);
      last = next;
    }
  });
  test('a zeroed version 2 number passes', () => {
    expect(put(worldWithStream(), 'k', 'd', { SequenceNumberForOrdering: String(BigInt(`0x2${'0'.repeat(45)}2`)) }).EncryptionType).toBe('NONE');
  });
  test('one that nothing issued, or of the future, does not', () => {
    const world = worldWithStream();
    wait(world, 5_000);
    const later = put(world, 'k').SequenceNumber;
    world.seek(12_000);
    const future = BigInt(later);
    for (const number of [String(3n << 184n), String(future)]) {
      expect(failure(world, 'PutRecord', record(1, 'k', { SequenceNumberForOrdering: number }))).toEqual([
        'InvalidArgument',
        `ExclusiveMinimumSequenceNumber ${number} used in PutRecord on ${S} is invalid.`,
      ]);
    }
  });
});

test('SHARD-3: after a split the children take what the parent took', () => {
  const world = worldWithStream();
  split(world, 0, HALF);
  expect(put(world, 'pk1').ShardId).toBe('shardId-000000000002');
  expect(dataFrom(world)).toEqual([]);
});

describe('VALID-3: the partition key', () => {
  const faultAt = (input: object) => failure(worldWithStream(), 'PutRecord', { StreamName: 's', Data: bytes('x'), ...input });
  const at = (value: string, phrase: string) => ['Validation', `1 validation error detected: Value ${value} at 'partitionKey' failed to satisfy constraint: ${phrase}`];
  test('absent', () => expect(faultAt({})).toEqual(at('null', 'Member must not be null')));
  test('empty', () => expect(faultAt({ PartitionKey: '' })).toEqual(at("''", 'Member must have length greater than or equal to 1')));
  test('of 257 characters', () => {
    const key = '😀'.repeat(257);
    expect(faultAt({ PartitionKey: key })).toEqual(at(`'${key}'`, 'Member must have length less than or equal to 256'));
    put(worldWithStream(), '😀'.repeat(256));
  });
  test('data absent', () => {
    expect(failure(worldWithStream(), 'PutRecord', { StreamName: 's', PartitionKey: 'k' })[1]).toBe(
      "1 validation error detected: Value null at 'data' failed to satisfy constraint: Member must not be null",
    );
  });
});
