// Holds: tags of streams (by name and by ARN) and of consumers: how they are added, removed and listed, and each error.
import { describe, expect, test } from 'vitest';
import { register, STREAM_ARN } from '../../support/consumers.ts';
import { call, emptyWorld, failure, S, streamNotFound, wait, worldWithStream } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;
interface Tag { Key: string; Value: string }
const many = (count: number, from = 0) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${String(from + i).padStart(3, '0')}`, String(i)]));
const ofStream = (world: World, input: object = {}) => call<{ Tags: Tag[]; HasMoreTags: boolean }>(world, 'ListTagsForStream', { StreamName: 's', ...input });
const ofResource = (world: World, ResourceARN = STREAM_ARN) => call<{ Tags: Tag[] }>(world, 'ListTagsForResource', { ResourceARN }).Tags;
const tags = (...pairs: [string, string][]) => pairs.map(([Key, Value]) => ({ Key, Value }));

/** The two ways to the tags of a stream: the same rules hold for both. */
const ways = [
  { add: 'AddTagsToStream', remove: 'RemoveTagsFromStream', reference: { StreamName: 's' } },
  { add: 'TagResource', remove: 'UntagResource', reference: { ResourceARN: STREAM_ARN } },
];

describe.each(ways)('$add and $remove', ({ add, remove, reference }) => {
  test('TAG-1: tags are added and replaced, seen both ways, and removed', () => {
    const world = worldWithStream();
    expect(call(world, add, { ...reference, Tags: { b: '1', a: '2' } })).toEqual({});
    expect(call(world, add, { ...reference, Tags: { b: '3', c: '' } })).toEqual({});
    const all = tags(['a', '2'], ['b', '3'], ['c', '']);
    expect(ofStream(world)).toEqual({ Tags: all, HasMoreTags: false });
    expect(ofResource(world)).toEqual(all);
    expect(call(world, remove, { ...reference, TagKeys: ['b', 'a'] })).toEqual({});
    expect(ofResource(world)).toEqual(tags(['c', '']));
  });
  test('TAG-6: removing a key that is not there is ignored', () => {
    const world = worldWithStream();
    call(world, add, { ...reference, Tags: { a: '1' } });
    call(world, remove, { ...reference, TagKeys: ['b'] });
    expect(ofResource(world)).toEqual(tags(['a', '1']));
  });
  test('TAG-1: a key may be any name', () => {
    const world = worldWithStream();
    call(world, add, { ...reference, Tags: JSON.parse('{"__proto__":"x","constructor":"y"}') as object });
    expect(ofResource(world)).toEqual(tags(['__proto__', 'x'], ['constructor', 'y']));
  });
  test('TAG-2: lengths are told at the map and at the list', () => {
    const lengths = (max: number, min: number) => `Member must have length less than or equal to ${max}, Member must have length greater than or equal to ${min}`;
    const fail = (operation: string, input: object) => failure(emptyWorld(), operation, { ...reference, ...input });
    expect(fail(add, { Tags: { '': 'x' } })).toEqual([
      'Validation',
      `1 validation error detected: Value '{=x}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [${lengths(128, 1)}]`,
    ]);
    expect(fail(add, { Tags: { a: 'x'.repeat(257) } })[1]).toContain(`Map value must satisfy constraint: [${lengths(256, 0)}]`);
    expect(fail(remove, { TagKeys: ['a', ''] })).toEqual([
      'Validation',
      `1 validation error detected: Value '[a, ]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [${lengths(128, 1)}]`,
    ]);
    expect(fail(add, { Tags: {} })[0]).toBe('Validation');
    expect(fail(add, { Tags: many(201) })[1]).toContain('Member must have length less than or equal to 200');
    expect(fail(add, {})[1]).toContain("Value null at 'tags'");
    expect(fail(remove, { TagKeys: [] })[0]).toBe('Validation');
    expect(fail(remove, { TagKeys: Object.keys(many(51)) })[0]).toBe('Validation');
    expect(fail(remove, {})[1]).toContain("Value null at 'tagKeys'");
  });
  test('TAG-3: what no tag may contain', () => {
    const world = worldWithStream();
    const invalid = ['InvalidArgument', 'Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.'];
    const allowed = "because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.";
    for (const character of [';', '\t', '\n', ',', '#', '*']) {
      expect(failure(world, add, { ...reference, Tags: { [`a${character}`]: 'b' } })).toEqual(invalid);
      expect(failure(world, add, { ...reference, Tags: { a: character } })).toEqual(invalid);
      expect(failure(world, remove, { ...reference, TagKeys: [character] })).toEqual(invalid);
      wait(world, 1_000);
    }
    expect(failure(world, add, { ...reference, Tags: { 'a%': 'b' } })).toEqual(['InvalidArgument', `Failed to add tags to ${S} ${allowed}`]);
    expect(failure(world, add, { ...reference, Tags: { a: '%' } })[1]).toContain('Failed to add tags');
    expect(failure(world, remove, { ...reference, TagKeys: ['%'] })).toEqual(['InvalidArgument', `Failed to remove tags from ${S} ${allowed}`]);
    expect(ofResource(world)).toEqual([]);
    call(world, add, { ...reference, Tags: { 'Größe 2_.:/=+-@': 'é ¼ /' } });
    expect(ofResource(world).length).toBe(1);
  });
  test('TAG-4: aws: is reserved', () => {
    const world = worldWithStream();
    for (const key of ['aws:x', 'AWS:x']) expect(failure(world, add, { ...reference, Tags: { [key]: '' } })[0]).toBe('InvalidArgument');
    call(world, add, { ...reference, Tags: { 'my-aws:x': 'aws:y' } });
  });
  test('TAG-5: 50 tags in all', () => {
    const world = worldWithStream();
    call(world, add, { ...reference, Tags: many(49) });
    expect(failure(world, add, { ...reference, Tags: many(2, 49) })).toEqual([
      'InvalidArgument',
      `Failed to add tags to ${S} because a given stream cannot have more than 50 tags associated with it.`,
    ]);
    expect(ofResource(world).length, 'all or nothing').toBe(49);
    call(world, add, { ...reference, Tags: many(2, 48) });
    expect(failure(world, add, { ...reference, Tags: many(1, 50) })[0]).toBe('InvalidArgument');
    call(world, add, { ...reference, Tags: many(50) });
  });
  test('TAG-9: they change once the stream is ACTIVE, and are there from CREATING on', () => {
    const world = emptyWorld();
    expect(failure(world, add, { ...reference, Tags: { a: '' } })).toEqual(streamNotFound());
    expect(failure(world, remove, { ...reference, TagKeys: ['a'] })).toEqual(streamNotFound());
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1, Tags: { a: '1' } });
    const busy = ['ResourceInUse', 'Stream s under account 123456789012 not ACTIVE or UPDATING, instead in state CREATING'];
    expect(failure(world, add, { ...reference, Tags: { a: '' } })).toEqual(busy);
    expect(failure(world, remove, { ...reference, TagKeys: ['a'] })).toEqual(busy);
    expect(ofStream(world).Tags).toEqual(tags(['a', '1']));
    expect(ofResource(world)).toEqual(tags(['a', '1']));
  });
});

test('TAG-3, TAG-5: CreateStream checks its tags too, and makes nothing of bad ones', () => {
  const world = emptyWorld();
  for (const Tags of [{ 'a;': '' }, many(51)]) expect(failure(world, 'CreateStream', { StreamName: 's', ShardCount: 1, Tags })[0]).toBe('InvalidArgument');
  expect(world.stream('s')).toBeUndefined();
});

describe('TAG-7: ListTagsForStream', () => {
  const world = worldWithStream();
  call(world, 'AddTagsToStream', { StreamName: 's', Tags: { b: '2', a: '1', c: '3' } });
  test('in the order of keys, a page at a time', () => {
    const first = ofStream(world, { Limit: 2 });
    expect(first).toEqual({ Tags: tags(['a', '1'], ['b', '2']), HasMoreTags: true });
    expect(ofStream(world, { Limit: 2, ExclusiveStartTagKey: 'b' })).toEqual({ Tags: tags(['c', '3']), HasMoreTags: false });
    expect(ofStream(world, { Limit: 3 }).HasMoreTags).toBe(false);
  });
  test('a start between the keys', () => expect(ofStream(world, { ExclusiveStartTagKey: 'aa' }).Tags[0]!.Key).toBe('b'));
  test('errors', () => {
    expect(failure(emptyWorld(), 'ListTagsForStream', { StreamName: 's' })).toEqual(streamNotFound());
    expect(failure(emptyWorld(), 'ListTagsForStream', {})[0]).toBe('InvalidArgument');
    for (const input of [{ Limit: 0 }, { Limit: 51 }, { ExclusiveStartTagKey: '' }]) {
      expect(failure(emptyWorld(), 'ListTagsForStream', { StreamName: 's', ...input })[0]).toBe('Validation');
    }
  });
});

describe('TAG-8: resources by ARN', () => {
  test('a consumer has tags of its own, from its registration on', () => {
    const world = worldWithStream();
    const { Consumer } = call<{ Consumer: { ConsumerARN: string } }>(world, 'RegisterStreamConsumer', { StreamARN: STREAM_ARN, ConsumerName: 'c', Tags: { a: '1' } });
    const ResourceARN = Consumer.ConsumerARN;
    call(world, 'TagResource', { ResourceARN, Tags: { b: '2' } });
    call(world, 'UntagResource', { ResourceARN, TagKeys: ['a'] });
    expect(ofResource(world, ResourceARN)).toEqual(tags(['b', '2']));
    expect(ofResource(world)).toEqual([]);
  });
  test('a consumer’s tags have the same limits', () => {
    const world = worldWithStream();
    const ResourceARN = register(world);
    call(world, 'TagResource', { ResourceARN, Tags: many(50) });
    expect(failure(world, 'TagResource', { ResourceARN, Tags: { x: '' } })[1]).toMatch(/^Failed to add tags to consumer c with creation timestamp \d+ under stream: s, account 123456789012 because /);
    expect(failure(world, 'UntagResource', { ResourceARN, TagKeys: ['%'] })[1]).toMatch(/^Failed to remove tags from consumer c /);
  });
  test.each(['TagResource', 'UntagResource', 'ListTagsForResource'])('%s of what is not there', (operation) => {
    const input = { Tags: { a: '' }, TagKeys: ['a'] };
    const world = worldWithStream();
    expect(failure(world, operation, { ...input, ResourceARN: `${STREAM_ARN}/consumer/c:1` })).toEqual([
      'ResourceNotFound',
      'Consumer c with creation timestamp 1 under stream: s, account 123456789012 not found.',
    ]);
    expect(failure(emptyWorld(), operation, { ...input, ResourceARN: STREAM_ARN })).toEqual(streamNotFound());
    expect(failure(world, operation, { ...input, ResourceARN: 's' })[1]).toContain("Value 's' at 'resourceARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\\d{12}:.*stream/\\S+");
    expect(failure(world, operation, input)[1]).toContain("Value null at 'resourceARN'");
  });
});

test('RATE-1: five calls a second of AddTagsToStream and RemoveTagsFromStream; TagResource has no stated rate', () => {
  const world = worldWithStream();
  for (let i = 0; i < 5; i += 1) {
    call(world, 'AddTagsToStream', { StreamName: 's', Tags: { a: '' } });
    call(world, 'RemoveTagsFromStream', { StreamName: 's', TagKeys: ['a'] });
  }
  expect(failure(world, 'AddTagsToStream', { StreamName: 's', Tags: { a: '' } })[0]).toBe('LimitExceeded');
  expect(failure(world, 'RemoveTagsFromStream', { StreamName: 's', TagKeys: ['a'] })[0]).toBe('LimitExceeded');
  for (let i = 0; i < 20; i += 1) call(world, 'TagResource', { ResourceARN: STREAM_ARN, Tags: { a: '' } });
});
