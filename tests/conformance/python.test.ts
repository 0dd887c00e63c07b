// Holds: the AWS CLI and boto3, where this machine has them, work against the endpoint: the commands that courses teach, and what AWS
// refuses. Without them these tests are skipped, and say so.
import { spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overHttpEndpoint } from './clients.ts';
import type { Endpoint } from '../../src/sim/endpoint/server.ts';

const has = (command: string, args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const cli = has('aws', ['--version']);
const boto3 = has('python3', ['-c', 'import boto3']);

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await overHttpEndpoint();
});
afterAll(() => endpoint.stop());

/** Not spawnSync: the endpoint lives in this very process. */
function run(command: string, args: readonly string[]): Promise<{ status: number | null; out: string; err: string }> {
  const env = {
    ...process.env, AWS_ENDPOINT_URL: endpoint.url, AWS_DEFAULT_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b',
    AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env });
    let out = '';
    let err = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (err += part.toString()));
    child.on('error', reject).on('close', (status) => resolve({ status, out, err }));
  });
}
const aws = (line: string, ...more: string[]) => run('aws', ['kinesis', ...line.split(' '), ...more]);
async function json<T = Record<string, unknown>>(line: string, ...more: string[]): Promise<T> {
  const { status, out, err } = await aws(line, ...more);
  expect([status, err.replaceAll(/Note: .*/gs, '')]).toEqual([0, '']);
  return (out.trim() === '' ? {} : JSON.parse(out)) as T;
}

describe.skipIf(!cli)('the AWS CLI', { timeout: 60_000 }, () => {
  const status = async () => (await json<{ StreamDescriptionSummary: { StreamStatus: string } }>('describe-stream-summary --stream-name cli')).StreamDescriptionSummary.StreamStatus;
  const active = async () => {
    await expect.poll(status, { timeout: 20_000 }).toBe('ACTIVE');
  };

  test('a stream is made, written and read', async () => {
    await json('create-stream --stream-name cli --shard-count 1');
    await active();
    expect(await json('list-streams')).toMatchObject({ StreamNames: ['cli'] });
    await json('put-record --stream-name cli --partition-key user1 --data aGVsbG8=');
    const { ShardIterator } = await json<{ ShardIterator: string }>('get-shard-iterator --stream-name cli --shard-id shardId-000000000000 --shard-iterator-type TRIM_HORIZON');
    const { Records } = await json<{ Records: unknown[] }>('get-records', '--shard-iterator', ShardIterator);
    expect(Records).toMatchObject([{ PartitionKey: 'user1', EncryptionType: 'NONE' }]);
  });

  test('a shard is split and merged, and AWS\'s refusals reach the terminal', async () => {
    const half = String(1n << 127n);
    await json('split-shard --stream-name cli --shard-to-split shardId-000000000000 --new-starting-hash-key', half);
    await active();
    const refused = await aws('merge-shards --stream-name cli --shard-to-merge shardId-000000000000 --adjacent-shard-to-merge shardId-000000000001');
    expect(refused.status).not.toBe(0);
    expect(refused.err).toMatch(/\(InvalidArgumentException\) when calling the MergeShards operation: .* has already been merged or split/);
    await json('merge-shards --stream-name cli --shard-to-merge shardId-000000000001 --adjacent-shard-to-merge shardId-000000000002');
    await active();
    const { Shards } = await json<{ Shards: unknown[] }>('list-shards --stream-name cli');
    expect(Shards).toHaveLength(4);
  });

  test('a stream that is not there', async () => {
    const { status, err } = await aws('describe-stream --stream-name nowhere');
    expect(status).not.toBe(0);
    expect(err).toContain('(ResourceNotFoundException) when calling the DescribeStream operation: Stream nowhere under account 123456789012 not found.');
  });
});

describe.skipIf(!boto3)('boto3', { timeout: 60_000 }, () => {
  test('waiters, records, typed errors and a subscription', async () => {
    const script = `
import boto3, time
k = boto3.client("kinesis")
k.create_stream(StreamName="py", ShardCount=1)
k.get_waiter("stream_exists").wait(StreamName="py", WaiterConfig={"Delay": 1})
k.put_records(StreamName="py", Records=[{"PartitionKey": "k", "Data": b"\\x00\\xff"}, {"PartitionKey": "k", "Data": b"two"}])
i = k.get_shard_iterator(StreamName="py", ShardId="shardId-000000000000", ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
records = k.get_records(ShardIterator=i)["Records"]
assert [r["Data"] for r in records] == [b"\\x00\\xff", b"two"], records
assert abs(records[0]["ApproximateArrivalTimestamp"].timestamp() - time.time()) < 60
try:
    k.create_stream(StreamName="py", ShardCount=1)
    raise AssertionError("created twice")
except k.exceptions.ResourceInUseException as e:
    assert e.response["Error"]["Message"] == "Stream py under account 123456789012 already exists.", e
arn = k.describe_stream_summary(StreamName="py")["StreamDescriptionSummary"]["StreamARN"]
c = k.register_stream_consumer(StreamARN=arn, ConsumerName="c")["Consumer"]["ConsumerARN"]
while k.describe_stream_consumer(ConsumerARN=c)["ConsumerDescription"]["ConsumerStatus"] != "ACTIVE":
    time.sleep(0.05)
events = k.subscribe_to_shard(ConsumerARN=c, ShardId="shardId-000000000000", StartingPosition={"Type": "TRIM_HORIZON"})["EventStream"]
first = next(iter(events))["SubscribeToShardEvent"]
assert [r["Data"] for r in first["Records"]] == [b"\\x00\\xff", b"two"], first
print("done")
`;
    const { out, err } = await run('python3', ['-c', script]);
    expect([out.trim(), err]).toEqual(['done', '']);
  });
});
