// Holds: what has more than one page comes whole and in order, with the SDK's paginators where it has them and by hand where not;
// and the SDK's waiters end as they should. In this process and over HTTP.
import {
  AddTagsToStreamCommand, CreateStreamCommand, DeleteStreamCommand, DescribeStreamCommand, ListShardsCommand, ListStreamsCommand, ListTagsForStreamCommand,
  paginateListStreamConsumers, paginateListStreams, RegisterStreamConsumerCommand, waitUntilStreamExists, waitUntilStreamNotExists, type KinesisClient,
} from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProcess, overHttp, type Way } from './clients.ts';

const StreamName = 'paged';
const StreamARN = `arn:aws:kinesis:us-east-1:123456789012:stream/${StreamName}`;
const ids = (...indices: number[]) => indices.map((index) => `shardId-${String(index).padStart(12, '0')}`);
const waiting = { maxWaitTime: 10, minDelay: 0.03, maxDelay: 0.1 };
const FEW = 1_000;

/** Page after page, until there is no way to the next one. */
async function follow<Item, Key>(page: (from: Key | undefined) => Promise<readonly [items: readonly Item[], next: Key | undefined]>): Promise<(readonly Item[])[]> {
  const pages: (readonly Item[])[] = [];
  let from: Key | undefined;
  do {
    const [items, next] = await page(from);
    pages.push(items);
    from = next;
  } while (from !== undefined && pages.length < FEW);
  return pages;
}

describe.each([
  ['in this process', inProcess],
  ['over HTTP', overHttp],
])('%s', (_, open) => {
  let way: Way;
  let client: KinesisClient;
  beforeAll(async () => {
    way = await open('--no-throttle');
    ({ client } = way);
    await client.send(new CreateStreamCommand({ StreamName, ShardCount: 5 }));
    await waitUntilStreamExists({ client, ...waiting }, { StreamName });
  });
  afterAll(() => way.close());

  test('ListStreams', async () => {
    for (const name of ['b', 'a', 'c']) await client.send(new CreateStreamCommand({ StreamName: name, ShardCount: 1 }));
    const pages: (readonly string[])[] = [];
    for await (const page of paginateListStreams({ client, pageSize: 2 }, {})) pages.push(page.StreamNames!);
    expect(pages).toEqual([['a', 'b'], ['c', StreamName]]);
    // Older clients go on from the last name instead of with a token.
    const byName = await follow(async (ExclusiveStartStreamName: string | undefined) => {
      const { StreamNames, HasMoreStreams } = await client.send(new ListStreamsCommand({ Limit: 3, ExclusiveStartStreamName }));
      return [StreamNames!, HasMoreStreams ? StreamNames!.at(-1) : undefined];
    });
    expect(byName).toEqual([['a', 'b', 'c'], [StreamName]]);
  });

  test('ListStreamConsumers', async () => {
    for (const ConsumerName of ['z', 'x', 'y']) await client.send(new RegisterStreamConsumerCommand({ StreamARN, ConsumerName }));
    const pages: unknown[] = [];
    for await (const page of paginateListStreamConsumers({ client, pageSize: 2 }, { StreamARN })) pages.push(page.Consumers!.map((consumer) => consumer.ConsumerName));
    expect(pages).toEqual([['x', 'y'], ['z']]);
  });

  test('ListShards: the token stands for the stream', async () => {
    const pages = await follow(async (NextToken: string | undefined) => {
      const listed = await client.send(new ListShardsCommand({ MaxResults: 2, ...(NextToken === undefined ? { StreamName } : { NextToken }) }));
      return [listed.Shards!.map((shard) => shard.ShardId), listed.NextToken];
    });
    expect(pages).toEqual([ids(0, 1), ids(2, 3), ids(4)]);
  });

  test('DescribeStream: from the last shard on', async () => {
    const pages = await follow(async (ExclusiveStartShardId: string | undefined) => {
      const { Shards, HasMoreShards } = (await client.send(new DescribeStreamCommand({ StreamName, Limit: 2, ExclusiveStartShardId }))).StreamDescription!;
      return [Shards!.map((shard) => shard.ShardId), HasMoreShards ? Shards!.at(-1)!.ShardId : undefined];
    });
    expect(pages).toEqual([ids(0, 1), ids(2, 3), ids(4)]);
  });

  test('ListTagsForStream: from the last key on', async () => {
    await client.send(new AddTagsToStreamCommand({ StreamName, Tags: { c: '3', a: '1', b: '2' } }));
    const pages = await follow(async (ExclusiveStartTagKey: string | undefined) => {
      const { Tags, HasMoreTags } = await client.send(new ListTagsForStreamCommand({ StreamName, Limit: 2, ExclusiveStartTagKey }));
      return [Tags!.map((tag) => `${tag.Key}=${tag.Value}`), HasMoreTags ? Tags!.at(-1)!.Key : undefined];
    });
    expect(pages).toEqual([['a=1', 'b=2'], ['c=3']]);
  });

  test('waiters: there, gone, and neither', async () => {
    const name = { StreamName: 'waited-for' };
    await client.send(new CreateStreamCommand({ ...name, ShardCount: 1 }));
    const { state, reason } = await waitUntilStreamExists({ client, ...waiting }, name);
    expect(state).toBe('SUCCESS');
    expect(reason).toMatchObject({ StreamDescription: { StreamStatus: 'ACTIVE' } });
    await expect(waitUntilStreamNotExists({ client, ...waiting, maxWaitTime: 0.2 }, name)).rejects.toMatchObject({ name: 'TimeoutError' });
    await client.send(new DeleteStreamCommand(name));
    expect((await waitUntilStreamNotExists({ client, ...waiting }, name)).state).toBe('SUCCESS');
    await expect(waitUntilStreamExists({ client, ...waiting, maxWaitTime: 0.2 }, name)).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
