// Holds: PutRecords takes each record on its own, some may fail while the call succeeds, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { call, dataFrom, emptyWorld, failure, HALF, MIB, padded, S, streamNotFound, wait, worldWithStream, bytes } from '../../support/worlds.ts';

interface Answer {
  FailedRecordCount: number;
  EncryptionType: string;
  Records: { ShardId?: string; SequenceNumber?: string; ErrorCode?: string; ErrorMessage?: string }[];
}
type World = ReturnType<typeof emptyWorld>;
const entry = (text: string, rest: object = {}) => ({ PartitionKey: 'k', Data: bytes(text), ...rest });
const putAll = (world: World, Records: object[]) => call<Answer>(world, 'PutRecords', { StreamName: 's', Records });
const fail = (world: World, Records: unknown) => failure(world, 'PutRecords', { StreamName: 's', Records });
const nothingStored = (world: World) => expect(world.stream('s')!.shards.every((shard) => shard.cursor.length === 0)).toBe(true);
const low = { ExplicitHashKey: '0' };
const high = { ExplicitHashKey: String(HALF) };

test('BATCH-6: an entry that succeeded has its shard and number, and no error', () => {
  const answer = putAll(worldWithStream(2), [entry('a', high), entry('b', low)]);
  const number = expect.stringMatching(/^49\d{54}$/);
  expect(answer).toEqual({
    FailedRecordCount: 0,
    EncryptionType: 'NONE',
    Records: [
      { ShardId: 'shardId-000000000001', SequenceNumber: number },
      { ShardId: 'shardId-000000000000', SequenceNumber: number },
    ],
  });
});

describe('BATCH-3, BATCH-4: partial failure', () => {
  test('acceptance check 6: of three the middle one is throttled; the call succeeds and keeps the order', () => {
    const world = worldWithStream(2);
    for (let i = 0; i < 2; i += 1) putAll(world, Array.from({ length: 500 }, () => entry('x', low)));
    const answer = putAll(world, [entry('first', high), entry('second', low), entry('third', high)]);
    expect(answer.FailedRecordCount).toBe(1);
    expect(answer.Records[1]).toEqual({
      ErrorCode: 'ProvisionedThroughputExceededException',
      ErrorMessage: `Rate exceeded for shard shardId-000000000000 in ${S}.`,
    });
    expect(answer.Records.map((one) => one.ShardId)).toEqual(['shardId-000000000001', undefined, 'shardId-000000000001']);
    expect(dataFrom(world, 'TRIM_HORIZON', {}, 1)).toEqual(['first', 'third']);
  });
  test('records after a failed one are tried: a smaller one finds room', () => {
    const world = worldWithStream();
    const answer = putAll(world, [
      { PartitionKey: 'k', Data: padded(MIB - 101) },
      { PartitionKey: 'k', Data: padded(200) },
      { PartitionKey: 'k', Data: padded(50) },
    ]);
    expect(answer.Records.map((one) => one.ErrorCode ?? 'ok')).toEqual(['ok', 'ProvisionedThroughputExceededException', 'ok']);
  });
  test('all may fail, and the call succeeds', () => {
    const world = worldWithStream();
    putAll(world, [{ PartitionKey: 'k', Data: padded(MIB - 1) }]);
    expect(putAll(world, [entry('a'), entry('b')]).FailedRecordCount).toBe(2);
    expect(world.traceLog.last(2)[0]).toMatchObject({ kind: 'WriteThrottled', shardIndex: 0, records: 2 });
  });
});

describe('BATCH-1: 1 to 500 records', () => {
  const at = (phrase: string) => ['Validation', `1 validation error detected: Value at 'records' failed to satisfy constraint: ${phrase}`];
  test('none', () => expect(fail(worldWithStream(), [])).toEqual(at('Member must have length greater than or equal to 1')));
  test('500 and 501', () => {
    const world = worldWithStream();
    expect(putAll(world, Array.from({ length: 500 }, () => entry('x'))).FailedRecordCount).toBe(0);
    expect(fail(world, Array.from({ length: 501 }, () => entry('x')))).toEqual(at('Member must have length less than or equal to 500'));
  });
  test('absent', () => {
    expect(fail(worldWithStream(), undefined)).toEqual(['Validation', "1 validation error detected: Value null at 'records' failed to satisfy constraint: Member must not be null"]);
  });
});

test('BATCH-2: together at most 10 MiB, keys included', () => {
  const world = worldWithStream(20);
  const records = (last: number) =>
    Array.from({ length: 11 }, (_, i) => ({
      PartitionKey: 'kk',
      Data: padded(i < 10 ? MIB - 102 : last),
      ExplicitHashKey: String((HALF / 10n) * BigInt(i)),
    }));
  expect(putAll(world, records(998)).FailedRecordCount).toBe(0);
  wait(world, 2_000);
  expect(fail(world, records(999))).toEqual(['InvalidArgument', 'Records size exceeds 10 MB limit']);
});

describe('BATCH-5: one impossible record fails the whole call, and nothing is stored', () => {
  test('over the stream’s size limit', () => {
    const world = worldWithStream();
    expect(fail(world, [entry('a'), { PartitionKey: 'k', Data: padded(MIB) }])).toEqual([
      'Validation',
      `1 validation error detected: Value at 'records.2.member.data' failed to satisfy constraint: Member must have length less than or equal to ${MIB}`,
    ]);
    nothingStored(world);
  });
  test('with an explicit hash key above 2^128−1', () => {
    const world = worldWithStream();
    const value = String(2n ** 128n);
    const bad = entry('b', { ExplicitHashKey: value });
    for (const list of [[entry('a'), bad], [bad, entry('a')]]) {
      expect(fail(world, list)).toEqual([
        'InvalidArgument',
        `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${value}`,
      ]);
    }
    nothingStored(world);
  });
});

describe('VALID-4, VALID-5: faults in entries', () => {
  test('are counted from 1, and a value is shown for scalars', () => {
    expect(fail(worldWithStream(), [entry('a'), { PartitionKey: null, Data: bytes('') }])).toEqual([
      'Validation',
      "1 validation error detected: Value null at 'records.2.member.partitionKey' failed to satisfy constraint: Member must not be null",
    ]);
  });
  test('ten at most are named: the list’s own and the first nine entries’', () => {
    const [, text] = fail(worldWithStream(), Array.from({ length: 501 }, () => entry('', { PartitionKey: '' })));
    const faults = text!.replace('10 validation errors detected: ', '').split('; ');
    expect(faults.length).toBe(10);
    expect(faults[0]).toBe("Value at 'records' failed to satisfy constraint: Member must have length less than or equal to 500");
    expect(faults[9]).toBe("Value '' at 'records.9.member.partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1");
  });
  test('an entry that is null', () => {
    expect(fail(worldWithStream(), [null])).toEqual(['Validation', "1 validation error detected: Value null at 'records.1.member' failed to satisfy constraint: Member must not be null"]);
  });
});

test('PUT-3: no such stream', () => {
  expect(fail(emptyWorld(), [entry('a')])).toEqual(streamNotFound());
});
