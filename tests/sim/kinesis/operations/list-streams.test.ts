// Holds: how ListStreams pages through an account's streams, and each error it may answer.
import { describe, expect, test } from 'vitest';
import { call, emptyWorld, failure, seconds, shards, wait, worldWithStream } from '../../support/worlds.ts';

interface Page {
  StreamNames: string[];
  HasMoreStreams: boolean;
  NextToken?: string;
  StreamSummaries: object[];
}
const list = (world: ReturnType<typeof emptyWorld>, input: object = {}) => call<Page>(world, 'ListStreams', input);

function worldOf(names: string[]) {
  const world = emptyWorld();
  for (const StreamName of names) {
    call(world, 'CreateStream', { StreamName, ShardCount: 1 });
    wait(world, 3_000);
  }
  return world;
}

describe('STREAM-10: ListStreams', () => {
  test('gives all streams in the order of their names', () => {
    const world = worldOf(['b', 'a', 'C']);
    const page = list(world);
    expect(page).toMatchObject({ StreamNames: ['C', 'a', 'b'], HasMoreStreams: false });
    expect(page.NextToken).toBeUndefined();
    expect(page.StreamSummaries[1]).toEqual({
      StreamName: 'a',
      StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/a',
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      StreamCreationTimestamp: seconds(3_000),
    });
    expect(list(emptyWorld())).toEqual({ StreamNames: [], HasMoreStreams: false, StreamSummaries: [] });
  });

  test('goes on after a name, or by the token of the page before', () => {
    const world = worldOf(['a', 'b', 'c', 'd', 'e']);
    expect(list(world, { ExclusiveStartStreamName: 'bb' }).StreamNames).toEqual(['c', 'd', 'e']);
    const first = list(world, { Limit: 2 });
    expect(first).toMatchObject({ StreamNames: ['a', 'b'], HasMoreStreams: true });
    const second = list(world, { Limit: 2, NextToken: first.NextToken });
    expect(second.StreamNames).toEqual(['c', 'd']);
    expect(list(world, { NextToken: second.NextToken })).toMatchObject({ StreamNames: ['e'], HasMoreStreams: false });
  });

  test('gives at most 100, whatever the limit', () => {
    const world = worldOf(Array.from({ length: 101 }, (_, i) => `s${i + 1_000}`));
    const page = list(world, { Limit: 10_000 });
    expect([page.StreamNames.length, page.HasMoreStreams]).toEqual([100, true]);
    expect(list(world, { NextToken: page.NextToken }).StreamNames).toEqual(['s1100']);
  });
});

describe('errors', () => {
  test('LIST-5: a token after 300 s', () => {
    const world = worldOf(['a', 'b']);
    const { NextToken } = list(world, { Limit: 1 });
    wait(world, 300_000);
    expect(list(world, { NextToken }).StreamNames).toEqual(['b']);
    wait(world, 1);
    expect(failure(world, 'ListStreams', { NextToken })[0]).toBe('ExpiredNextToken');
  });
  test('LIST-5: a text that is no token, and a token of another operation', () => {
    const world = worldWithStream(2);
    expect(failure(world, 'ListStreams', { NextToken: 'x' })[0]).toBe('InvalidArgument');
    expect(failure(world, 'ListStreams', { NextToken: shards(world, { StreamName: 's', MaxResults: 1 }).NextToken })[0]).toBe('InvalidArgument');
  });
  test('VALID-2: a limit of 0, or over 10,000', () => {
    const at = "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1";
    expect(failure(emptyWorld(), 'ListStreams', { Limit: 0 })).toEqual(['Validation', at]);
    expect(failure(emptyWorld(), 'ListStreams', { Limit: 10_001 })[0]).toBe('Validation');
  });
});
