// Holds: AWS's own JavaScript SDK works against the simulator, in this process and over HTTP: every operation, waiters, pages,
// typed errors, and a subscription. The tests look at what the SDK hands out, so the wire's every byte has passed its parsers.
import {
  AddTagsToStreamCommand, CreateStreamCommand, DecreaseStreamRetentionPeriodCommand, DeleteResourcePolicyCommand, DeleteStreamCommand,
  DeregisterStreamConsumerCommand, DescribeAccountSettingsCommand, DescribeLimitsCommand, DescribeStreamCommand, DescribeStreamConsumerCommand,
  DescribeStreamSummaryCommand, DisableEnhancedMonitoringCommand, EnableEnhancedMonitoringCommand, GetRecordsCommand, GetResourcePolicyCommand,
  GetShardIteratorCommand, IncreaseStreamRetentionPeriodCommand, ListShardsCommand, ListStreamConsumersCommand, ListStreamsCommand,
  ListTagsForResourceCommand, ListTagsForStreamCommand, MergeShardsCommand, paginateListStreams, PutRecordCommand, PutRecordsCommand,
  PutResourcePolicyCommand, RegisterStreamConsumerCommand, RemoveTagsFromStreamCommand, ResourceInUseException, ResourceNotFoundException,
  SplitShardCommand, StartStreamEncryptionCommand, StopStreamEncryptionCommand, SubscribeToShardCommand, TagResourceCommand, UntagResourceCommand,
  UpdateAccountSettingsCommand, UpdateMaxRecordSizeCommand, UpdateShardCountCommand, UpdateStreamModeCommand, UpdateStreamWarmThroughputCommand,
  waitUntilStreamExists, waitUntilStreamNotExists, type KinesisClient,
} from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProcess, overHttp, type Way } from './clients.ts';

const StreamName = 'journey';
const StreamARN = `arn:aws:kinesis:us-east-1:123456789012:stream/${StreamName}`;
const data = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const HALF = String(1n << 127n);
const QUARTER = String(1n << 126n);
const waiting = { maxWaitTime: 10, minDelay: 0.03, maxDelay: 0.1 };

describe.each([
  ['in this process', inProcess],
  ['over HTTP', overHttp],
])('%s', (_, open) => {
  let way: Way;
  let client: KinesisClient;
  // Rates have their own tests; here the calls come as fast as they can.
  beforeAll(async () => {
    way = await open('--no-throttle');
    ({ client } = way);
    await client.send(new CreateStreamCommand({ StreamName, ShardCount: 1, Tags: { made: 'here' } }));
    await active();
  });
  afterAll(() => way.close());

  const active = () => waitUntilStreamExists({ client, ...waiting }, { StreamName });
  const summary = async () => (await client.send(new DescribeStreamSummaryCommand({ StreamName }))).StreamDescriptionSummary!;
  const settled = async () => {
    await expect.poll(async () => (await summary()).StreamStatus).toBe('ACTIVE');
  };
  const open1 = async () => ((await client.send(new ListShardsCommand({ StreamName, ShardFilter: { Type: 'AT_LATEST' } }))).Shards ?? []).map((shard) => shard.ShardId!);

  test('streams: made, described, listed', async () => {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamName }));
    expect(StreamDescription).toMatchObject({ StreamName, StreamARN, StreamStatus: 'ACTIVE', RetentionPeriodHours: 24, HasMoreShards: false });
    expect(Math.abs(StreamDescription!.StreamCreationTimestamp!.getTime() - Date.now())).toBeLessThan(60_000);
    expect(await client.send(new ListStreamsCommand({}))).toMatchObject({ StreamNames: [StreamName], HasMoreStreams: false });
    expect((await client.send(new DescribeLimitsCommand({}))).OpenShardCount).toBe(1);
    await expect(client.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }))).rejects.toThrow(ResourceInUseException);
    await expect(client.send(new DescribeStreamCommand({ StreamName: 'nowhere' }))).rejects.toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException', message: 'Stream nowhere under account 123456789012 not found.', $metadata: expect.objectContaining({ httpStatusCode: 400, requestId: expect.any(String), extendedRequestId: expect.any(String) }) }),
    );
  });

  test('pages follow one another', async () => {
    const names = ['page-a', 'page-b', 'page-c'];
    for (const name of names) await client.send(new CreateStreamCommand({ StreamName: name, ShardCount: 1 }));
    const pages: string[][] = [];
    for await (const page of paginateListStreams({ client, pageSize: 3 }, {})) pages.push(page.StreamNames!);
    expect(pages).toEqual([[StreamName, 'page-a', 'page-b'], ['page-c']]);
    for (const name of names) {
      await client.send(new DeleteStreamCommand({ StreamName: name }));
      await waitUntilStreamNotExists({ client, ...waiting }, { StreamName: name });
    }
  });

  test('records: put, put many, read, and refused with a reason', async () => {
    const one = await client.send(new PutRecordCommand({ StreamName, PartitionKey: 'é', Data: data('one') }));
    const many = await client.send(new PutRecordsCommand({ StreamARN, Records: ['two', 'three'].map((word) => ({ PartitionKey: word, Data: data(word) })) }));
    expect(many).toMatchObject({ FailedRecordCount: 0, Records: [{ ShardId: 'shardId-000000000000' }, {}] });
    const { ShardIterator } = await client.send(new GetShardIteratorCommand({ StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(Date.now() - 60_000) }));
    const { Records, MillisBehindLatest } = await client.send(new GetRecordsCommand({ ShardIterator }));
    expect(Records!.map((record) => [record.PartitionKey, text(record.Data)])).toEqual([['é', 'one'], ['two', 'two'], ['three', 'three']]);
    expect(Records![0]).toMatchObject({ SequenceNumber: one.SequenceNumber, ApproximateArrivalTimestamp: expect.any(Date) });
    expect(MillisBehindLatest).toBe(0);
    await expect(client.send(new PutRecordCommand({ StreamName, PartitionKey: '', Data: data('') }))).rejects.toThrow("at 'partitionKey' failed to satisfy constraint");
    await expect(client.send(new GetRecordsCommand({ ShardIterator: 'x' }))).rejects.toThrow('Invalid ShardIterator.');
  });

  test('shards: split, merged, counted, and a closed one refused', async () => {
    await client.send(new SplitShardCommand({ StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: HALF }));
    await settled();
    await expect(client.send(new SplitShardCommand({ StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: QUARTER }))).rejects.toThrow('has already been merged or split');
    await client.send(new MergeShardsCommand({ StreamName, ShardToMerge: 'shardId-000000000001', AdjacentShardToMerge: 'shardId-000000000002' }));
    await settled();
    expect(await open1()).toEqual(['shardId-000000000003']);
    expect(await client.send(new UpdateShardCountCommand({ StreamName, TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' }))).toMatchObject({ CurrentShardCount: 1, TargetShardCount: 2 });
    await settled();
    expect((await open1()).length).toBe(2);
  });

  test('retention, record size and metrics', async () => {
    await client.send(new IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 48 }));
    expect((await summary()).RetentionPeriodHours).toBe(48);
    await client.send(new DecreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 24 }));
    await client.send(new UpdateMaxRecordSizeCommand({ StreamARN, MaxRecordSizeInKiB: 2048 }));
    await settled();
    expect(await summary()).toMatchObject({ RetentionPeriodHours: 24, MaxRecordSizeInKiB: 2048 });
    const on = await client.send(new EnableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics: ['IncomingBytes'] }));
    expect(on.DesiredShardLevelMetrics).toEqual(['IncomingBytes']);
    const off = await client.send(new DisableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics: ['ALL'] }));
    expect(off.DesiredShardLevelMetrics).toEqual([]);
  });

  test('tags, by name and by ARN', async () => {
    await client.send(new AddTagsToStreamCommand({ StreamName, Tags: { a: '1', b: '' } }));
    expect((await client.send(new ListTagsForStreamCommand({ StreamName }))).Tags).toEqual([{ Key: 'a', Value: '1' }, { Key: 'b', Value: '' }, { Key: 'made', Value: 'here' }]);
    await client.send(new RemoveTagsFromStreamCommand({ StreamName, TagKeys: ['a'] }));
    await client.send(new TagResourceCommand({ ResourceARN: StreamARN, Tags: { c: '3' } }));
    await client.send(new UntagResourceCommand({ ResourceARN: StreamARN, TagKeys: ['b'] }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceARN: StreamARN }));
    expect(Tags!.map((tag) => tag.Key)).toEqual(['c', 'made']);
  });

  test('a policy', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Sid: 'read', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::210987654321:root' }, Action: ['kinesis:GetRecords'], Resource: StreamARN }],
    });
    await client.send(new PutResourcePolicyCommand({ ResourceARN: StreamARN, Policy }));
    expect(JSON.parse((await client.send(new GetResourcePolicyCommand({ ResourceARN: StreamARN }))).Policy!)).toEqual(JSON.parse(Policy));
    await client.send(new DeleteResourcePolicyCommand({ ResourceARN: StreamARN }));
    expect((await client.send(new GetResourcePolicyCommand({ ResourceARN: StreamARN }))).Policy).toBe('{}');
  });

  test('encryption, on and off', async () => {
    await client.send(new StartStreamEncryptionCommand({ StreamName, EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' }));
    await settled();
    expect(await summary()).toMatchObject({ EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' });
    await client.send(new StopStreamEncryptionCommand({ StreamName, EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' }));
    await settled();
    expect((await summary()).EncryptionType).toBe('NONE');
  });

  test('a consumer, registered, subscribed, and gone', async () => {
    const { Consumer } = await client.send(new RegisterStreamConsumerCommand({ StreamARN, ConsumerName: 'fan' }));
    const ConsumerARN = Consumer!.ConsumerARN!;
    const described = async () => (await client.send(new DescribeStreamConsumerCommand({ ConsumerARN }))).ConsumerDescription!;
    await expect.poll(async () => (await described()).ConsumerStatus).toBe('ACTIVE');
    expect((await client.send(new ListStreamConsumersCommand({ StreamARN }))).Consumers).toMatchObject([{ ConsumerName: 'fan', ConsumerARN }]);
    const [ShardId] = await open1();
    const { EventStream } = await client.send(new SubscribeToShardCommand({ ConsumerARN, ShardId, StartingPosition: { Type: 'LATEST' } }));
    await client.send(new PutRecordCommand({ StreamName, PartitionKey: 'k', ExplicitHashKey: '0', Data: data('pushed') }));
    for await (const { SubscribeToShardEvent } of EventStream!) {
      if (SubscribeToShardEvent?.Records?.length === 0) continue;
      expect(text(SubscribeToShardEvent!.Records![0]!.Data)).toBe('pushed');
      expect(SubscribeToShardEvent!.Records![0]!.ApproximateArrivalTimestamp).toBeInstanceOf(Date);
      break;
    }
    await client.send(new DeregisterStreamConsumerCommand({ ConsumerARN }));
    await expect.poll(() => described().catch((error: unknown) => error)).toBeInstanceOf(ResourceNotFoundException);
  });

  test('a subscription that is ended from the other side is a typed error in the stream', async () => {
    const { Consumer } = await client.send(new RegisterStreamConsumerCommand({ StreamARN, ConsumerName: 'brief' }));
    const { ConsumerARN } = Consumer!;
    await expect.poll(async () => (await client.send(new DescribeStreamConsumerCommand({ ConsumerARN }))).ConsumerDescription!.ConsumerStatus).toBe('ACTIVE');
    const [ShardId] = await open1();
    const { EventStream } = await client.send(new SubscribeToShardCommand({ ConsumerARN, ShardId, StartingPosition: { Type: 'LATEST' } }));
    const followed = async () => {
      for await (const event of EventStream!) expect(event.SubscribeToShardEvent).toBeDefined();
    };
    const ended = followed().catch((error: unknown) => error);
    await client.send(new DeregisterStreamConsumerCommand({ ConsumerARN }));
    expect(await ended).toBeInstanceOf(ResourceInUseException);
  });

  test('the account: its commitment, an on-demand stream and its warm throughput', async () => {
    await client.send(new UpdateAccountSettingsCommand({ MinimumThroughputBillingCommitment: { Status: 'ENABLED' } }));
    const { MinimumThroughputBillingCommitment } = await client.send(new DescribeAccountSettingsCommand({}));
    expect(MinimumThroughputBillingCommitment).toMatchObject({ Status: 'ENABLED', StartedAt: expect.any(Date) });
    await client.send(new UpdateStreamModeCommand({ StreamARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }));
    await settled();
    expect(await client.send(new UpdateStreamWarmThroughputCommand({ StreamARN, WarmThroughputMiBps: 5 }))).toMatchObject({ StreamARN, WarmThroughput: { TargetMiBps: 5 } });
    await settled();
    await expect(client.send(new SplitShardCommand({ StreamName, ShardToSplit: '3', NewStartingHashKey: QUARTER }))).rejects.toThrow('is in On-Demand mode');
  });

  test('deleted', async () => {
    await client.send(new DeleteStreamCommand({ StreamARN, EnforceConsumerDeletion: true }));
    await waitUntilStreamNotExists({ client, ...waiting }, { StreamName });
    await expect(client.send(new PutRecordCommand({ StreamName, PartitionKey: 'k', Data: data('') }))).rejects.toThrow(ResourceNotFoundException);
  });
});
