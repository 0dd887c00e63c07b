// Holds: every error that the service can give is explained (no gaps), each cause leads to a section of the chapter that is there,
// and what is said to have been observed is what the engine has: of throttled writes (QUOTA-1, QUOTA-2) and reads (QUOTA-3), of
// rates (RATE-1), of an iterator's age (READ-2). Numbers of limits are those of `quotas`.
import { describe, expect, test } from 'vitest';
import { createWorld, errorCodes, quotas, scenarios, type ErrorCode, type World } from '#sim';
import { findChapter } from '#chapters';
import { causes } from '../../../../app/belt/rejections/causes.ts';
import { bouncedAt, causeOf, explainCall, newestBounced } from '../../../../app/belt/rejections/explain.ts';
import { SECTIONS } from '../../../../app/belt/rejections/explanation.tsx';
import { operations } from '../../../../src/sim/kinesis/operations/index.ts';

const coast = scenarios.find(({ slug }) => slug === 'coast-stations')!;
const StreamName = coast.streamName;
const bytes = (length: number) => new Uint8Array(length);

function coastAt(ms: number): World {
  const world = createWorld(coast, coast.seed);
  world.advance(ms);
  return world;
}

/** Calls once as the learner, and explains the newest call of the log. */
function told(world: World, operation: string, input: object) {
  world.edit({ type: 'call', operation, input });
  return explainCall(world, world.calls.newest(world.plain.callsServed)[0]!, StreamName);
}

describe('no gaps', () => {
  test.each(errorCodes.map((code) => [code]))('%s has causes, the last of which takes every text', (code) => {
    const list = causes[code];
    expect(list.length).toBeGreaterThan(0);
    expect(list.at(-1)!.when).toBeUndefined();
    expect(list.slice(0, -1).every(({ when }) => when !== undefined), 'none hides those after it').toBe(true);
  });

  test('every error of every operation is among them', () => {
    const given = new Set([...operations.values()].flatMap(({ errors }) => errors));
    for (const code of given) expect(causes[code], code).toBeDefined();
  });

  test('every cause leads to a section of the chapter, by its name, and to a page of AWS', () => {
    const { sections } = findChapter('kinesis-data-streams')!;
    for (const [id, title] of Object.entries(SECTIONS)) expect(sections.find((section) => section.id === id)?.title, id).toBe(title);
    for (const code of errorCodes) {
      for (const { section, page } of causes[code]) {
        expect(SECTIONS[section], code).toBeDefined();
        if (page) expect(page.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
      }
    }
  });

  // Texts as the operations give them: each meets its own cause and not the one for the rest.
  test.each<[ErrorCode, string, RegExp]>([
    ['LimitExceededException', 'Rate exceeded for stream s under account 1.', /rate|calls/],
    ['LimitExceededException', 'Rate exceeded for consumer c under stream: s, account 1.', /SubscribeToShard/],
    ['LimitExceededException', 'Stream s under account 1 cannot have more than 20 consumers registered with it.', /registered consumers/],
    ['LimitExceededException', 'Stream s under account 1 cannot have more than 5 consumers in CREATING at a time.', /CREATING/],
    ['LimitExceededException', 'UpdateStreamMode cannot switch the capacity mode more than 2 times per rolling 24-hour period for stream s.', /switches/],
    ['LimitExceededException', 'StartStreamEncryption cannot be called more than 25 times in 24 hours for stream s.', /starts/],
    ['LimitExceededException', 'WarmThroughputMiBps cannot be greater than 10240. Requested warm throughput: 20000.', /warm/],
    ['ResourceInUseException', 'Another active subscription exists for this consumer: 1:s:shardId-000000000000:c', /subscription/],
    ['ResourceInUseException', 'Stream s under account 1 already exists.', /name/],
    ['ResourceNotFoundException', 'Consumer c under stream: s, account 1 not found.', /registered/],
    ['ResourceNotFoundException', 'Could not find shard shardId-000000000009 in stream s under account 1.', /shard/],
    ['InvalidArgumentException', 'Invalid ShardIterator.', /iterator/],
    ['InvalidArgumentException', 'Records size exceeds 10 MB limit', /10 MiB/],
  ])('%s: %s', (code, message, limit) => {
    const cause = causeOf(code, message);
    const text = typeof cause.limit === 'string' ? cause.limit : String(cause.limit);
    expect(cause, 'not the cause for the rest').not.toBe(causes[code].at(-1));
    expect(typeof cause.limit === 'string' ? text : 'rate').toMatch(limit);
  });
});

describe('throttled writes', () => {
  test('one key over the record limit: counted by the second, and splitting is said not to help', () => {
    const world = coastAt(60_000);
    const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'user-7', Data: bytes(10) }));
    for (let n = 0; n < 2; n += 1) world.edit({ type: 'call', operation: 'PutRecords', input: { StreamName, Records } });
    const explanation = told(world, 'PutRecords', { StreamName, Records: Records.slice(0, 100) })!;
    expect(explanation.code).toBe('ProvisionedThroughputExceededException');
    expect(explanation.limit).toContain(`${quotas.shardWriteRecordsPerSecond.toLocaleString('en')} records/s`);
    expect(explanation.observed).toMatch(/^1,100 records in the last second, 1,100 of them with this key: 1,000 taken \(.*\), 100 refused$/);
    expect(explanation.remedy).toContain('Splitting will not help one key');
    expect(explanation.section).toBe('parts-limits-timers');
  });

  test('many keys: the others’ room is told', () => {
    const world = coastAt(60_000);
    const shard = world.stream(StreamName)!.shards[0]!;
    // ExplicitHashKey puts different keys on one shard.
    const Records = Array.from({ length: 500 }, (_, i) => ({ PartitionKey: `k${i}`, ExplicitHashKey: String(shard.start + BigInt(i) * 2n ** 100n), Data: bytes(10) }));
    for (let n = 0; n < 2; n += 1) world.edit({ type: 'call', operation: 'PutRecords', input: { StreamName, Records } });
    const explanation = told(world, 'PutRecords', { StreamName, Records })!;
    expect(explanation.remedy).toContain('Other shards have room');
  });

  test('the byte limit is named where bytes were the matter', () => {
    const world = coastAt(60_000);
    world.edit({ type: 'call', operation: 'PutRecord', input: { StreamName, PartitionKey: 'a', Data: bytes(1_000_000) } });
    const explanation = told(world, 'PutRecord', { StreamName, PartitionKey: 'a', Data: bytes(500_000) })!;
    expect(explanation.limit).toMatch(/^1 MiB\/s into one shard/);
  });

  test('a record that bounced is told by its number: who, which key, which shard, and the same counts', () => {
    const world = coastAt(60_000);
    const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'user-7', Data: bytes(10) }));
    for (let n = 0; n < 3; n += 1) world.edit({ type: 'call', operation: 'PutRecords', input: { StreamName, Records } });
    const index = newestBounced(world, {})!;
    expect(index).toBe(499);
    const bounced = bouncedAt(world, StreamName, index)!;
    expect(bounced).toMatchObject({ producer: 'you', partitionKey: 'user-7', atMs: world.nowMs });
    expect(bounced.explanation.observed).toContain('500 refused');
    expect(newestBounced(world, { shardIndex: 1 - bounced.shardIndex })).toBeNull();
    expect(bouncedAt(world, StreamName, 500), 'not yet').toBeNull();
  });
});

describe('throttled reads, rates, ages', () => {
  test('GetRecords: five answered, the sixth refused', () => {
    const world = coastAt(3_600_000);
    world.edit({ type: 'call', operation: 'GetShardIterator', input: { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'LATEST' } });
    const { ShardIterator } = (world.calls.newest(world.plain.callsServed)[0]!.outcome as { value: { ShardIterator: string } }).value;
    for (let n = 0; n < quotas.shardReadCallsPerSecond; n += 1) world.edit({ type: 'call', operation: 'GetRecords', input: { ShardIterator } });
    const explanation = told(world, 'GetRecords', { ShardIterator })!;
    expect(explanation.limit).toContain('5 GetRecords calls/s');
    expect(explanation.observed).toMatch(/^6 calls in the last second: 5 answered with 0 B, 1 refused/);
  });

  test('a rate: as many calls as there were, against the operation’s own', () => {
    const world = coastAt(60_000);
    for (let n = 0; n < 10; n += 1) world.edit({ type: 'call', operation: 'DescribeStream', input: { StreamName } });
    const explanation = told(world, 'DescribeStream', { StreamName })!;
    expect(explanation).toMatchObject({ code: 'LimitExceededException', limit: '10 calls/s of an account', observed: '11 calls of DescribeStream in the last second' });
  });

  test('an expired iterator: how old it was', () => {
    const world = coastAt(60_000);
    world.edit({ type: 'call', operation: 'GetShardIterator', input: { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'LATEST' } });
    const { ShardIterator } = (world.calls.newest(world.plain.callsServed)[0]!.outcome as { value: { ShardIterator: string } }).value;
    world.advance(60_000 + quotas.iteratorLifeMs + 60_000);
    const explanation = told(world, 'GetRecords', { ShardIterator })!;
    expect(explanation).toMatchObject({ code: 'ExpiredIteratorException', observed: 'it was 6 min old' });
    expect(explanation.limit).toContain('5 min');
  });

  test('a record that is too large, a stream that is not there, a split of a busy stream', () => {
    const world = coastAt(60_000);
    expect(told(world, 'PutRecord', { StreamName, PartitionKey: 'a', Data: bytes(quotas.recordBytesDefaultMax + 1) })).toMatchObject({ code: 'ValidationException', observed: '1 MiB of data' });
    expect(told(world, 'DescribeStream', { StreamName: 'nobody' })).toMatchObject({ code: 'ResourceNotFoundException', section: 'commands' });
    world.edit({ type: 'call', operation: 'SplitShard', input: { StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '7' } });
    expect(told(world, 'SplitShard', { StreamName, ShardToSplit: 'shardId-000000000001', NewStartingHashKey: '7' })).toMatchObject({ code: 'ResourceInUseException', observed: expect.stringContaining('is UPDATING') as string });
  });

  test('what went well has nothing to explain', () => {
    expect(told(coastAt(60_000), 'DescribeStream', { StreamName })).toBeNull();
  });
});
