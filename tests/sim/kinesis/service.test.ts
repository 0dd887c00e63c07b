// Holds: what is wrong with an input is found in AWS's order and said in its words, before anything is changed.
import { describe, expect, test } from 'vitest';
import { operations } from '../../../src/sim/kinesis/operations/index.ts';
import { bytes, call, emptyWorld, failure, padded, wait, worldWithStream } from '../support/worlds.ts';

const fail = (operation: string, input: unknown) => failure(emptyWorld(), operation, input as object);

test('VALID-1: an unknown operation has no text; its input is not looked at', () => {
  expect(fail('CreateTopic', { a: 1 })).toEqual(['UnknownOperation', undefined]);
  expect(fail('createStream', {})).toEqual(['UnknownOperation', undefined]);
});

test('VALID-1: type, then shape, then stream, then state, then meaning, then throughput', () => {
  const world = emptyWorld();
  const answers: string[] = [];
  const ask = (input: object) => answers.push(failure(world, 'GetShardIterator', input)[0]);
  const bad = { StreamName: 's', ShardId: '0', ShardIteratorType: 'LATEST', StartingSequenceNumber: '5' };
  ask({ ...bad, ShardId: '', StartingSequenceNumber: 5 });
  ask({ ...bad, ShardId: '' });
  ask(bad);
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
  answers.push(failure(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '0' })[0]);
  wait(world, 10_000);
  for (let i = 0; i < 5; i += 1) call(world, 'GetShardIterator', { ...bad, StartingSequenceNumber: null });
  ask(bad);
  ask({ ...bad, StartingSequenceNumber: undefined });
  expect(answers).toEqual(['Serialization', 'Validation', 'ResourceNotFound', 'ResourceInUse', 'InvalidArgument', 'ProvisionedThroughputExceeded']);
});

describe('VALID-6: the wrong type', () => {
  const record = { StreamName: 's', PartitionKey: 'k', Data: bytes('') };
  test.each([
    ['ListStreams', { Limit: '5' }, 'class java.lang.String can not be converted to an Integer'],
    ['ListStreams', { Limit: true }, 'class java.lang.Boolean can not be converted to an Integer'],
    ['CreateStream', { StreamName: 5 }, 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String'],
    ['ListShards', { StreamCreationTimestamp: 'now' }, 'class java.lang.String can not be converted to milliseconds since epoch'],
    ['DeleteStream', { EnforceConsumerDeletion: 'perhaps' }, "'PERHAPS' can not be converted to an Boolean"],
    ['DeleteStream', { EnforceConsumerDeletion: 1 }, 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an Boolean'],
    ['PutRecord', { ...record, Data: 7 }, 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to a Blob'],
    ['PutRecord', { ...record, StreamName: ['s'] }, 'Start of list found where not expected'],
    ['PutRecord', { ...record, PartitionKey: {} }, 'Start of structure or map found where not expected.'],
    ['PutRecords', { Records: {} }, 'Start of structure or map found where not expected.'],
    ['PutRecords', { Records: 'all' }, 'Expected list or null'],
    ['PutRecords', { Records: [5] }, 'Expected null'],
    ['PutRecords', { Records: [record, { ...record, Data: false }] }, 'class java.lang.Boolean can not be converted to a Blob'],
    ['CreateStream', { Tags: 'a' }, 'Expected map or null'],
    ['CreateStream', { Tags: { a: 1 } }, 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String'],
    ['CreateStream', { StreamModeDetails: [] }, 'Start of list found where not expected'],
    ['PutRecord', { ...record, Data: { text: 'é', byteLength: 2 } }, 'Start of structure or map found where not expected.'],
  ])('%s %o', (operation, input, text) => {
    expect(fail(operation, input)).toEqual(['Serialization', text]);
  });
  test('an input that is no object', () => {
    for (const input of ['x', 5, null, []]) expect(fail('ListStreams', input)).toEqual(['Serialization', undefined]);
  });
});

describe('VALID-7', () => {
  test('null is absent, unknown members are ignored, fractions are cut off', () => {
    const world = worldWithStream();
    const input = { StreamName: 's', StreamARN: null, PartitionKey: 'k', Data: padded(3), ExplicitHashKey: null, SequenceNumberForOrdering: null, Colour: 'red' };
    call(world, 'PutRecord', input);
    call(world, 'PutRecords', { StreamName: 's', Records: [{ PartitionKey: 'k', Data: padded(3), ExplicitHashKey: null }] });
    expect(call(world, 'ListStreams', { Limit: 1.9, NextToken: null }).StreamNames).toEqual(['s']);
    expect(failure(world, 'ListStreams', { Limit: 0.9 })[1]).toContain("Value '0' at 'limit'");
  });
  test('a number too large for an Integer', () => {
    expect(fail('GetRecords', { ShardIterator: 'x', Limit: 1e11 })[1]).toContain("Value '2147483647' at 'limit'");
  });
});

test('VALID-3: an empty name breaks the pattern and the length, in that order', () => {
  expect(fail('DeleteStream', { StreamName: '' })).toEqual([
    'Validation',
    "2 validation errors detected: Value '' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ]);
  expect(fail('DeleteStream', { StreamName: 'x'.repeat(129) })[1]).toContain('Member must have length less than or equal to 128');
});

test('VALID-5: a map names the broken keys or values, not where', () => {
  const stream = { StreamName: 's', ShardCount: 1 };
  expect(fail('CreateStream', { ...stream, Tags: { '': 'v' } })[1]).toBe(
    "1 validation error detected: Value '{=v}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]",
  );
  expect(fail('CreateStream', { ...stream, Tags: { k: 'v'.repeat(257) } })[1]).toContain(
    'Map value must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 0]',
  );
  expect(fail('CreateStream', { ...stream, Tags: {} })[1]).toContain("Value '{}' at 'tags' failed to satisfy constraint: Member must have length greater than or equal to 1");
});

test('a refused call changes nothing but the log', () => {
  const world = worldWithStream();
  const state = () => JSON.stringify([...world.state.streams], (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  const before = state();
  failure(world, 'PutRecord', { StreamName: 's', PartitionKey: '', Data: bytes('x') });
  failure(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '1' });
  failure(world, 'GetRecords', { ShardIterator: 'x' });
  failure(world, 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 9_999 });
  expect(state()).toBe(before);
});

test('every operation names itself', () => {
  for (const [name, operation] of operations) expect(operation.name).toBe(name);
  expect(operations.size).toBe(39);
});
