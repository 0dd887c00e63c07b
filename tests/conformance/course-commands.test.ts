// Holds: the commands of the AWS CLI that the course shows, typed in a shell, do what AWS does: also where it refuses (the merge of a
// shard that a split has closed), and where the CLI encodes once more what was encoded. Without a CLI these tests are skipped, and say so.
import { spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../src/sim/endpoint/server.ts';
import { overHttpEndpoint } from './clients.ts';

/** How this machine calls the CLI, and its major version. */
const found = [
  ['aws', ['--version'], 'aws'],
  ['python3', ['-m', 'awscli', '--version'], 'python3 -m awscli'],
].flatMap(([command, args, typed]) => {
  const { status, stdout, stderr } = spawnSync(command as string, args as string[], { encoding: 'utf8' });
  const version = status === 0 ? /aws-cli\/(\d+)/.exec(stdout + stderr) : null;
  return version ? [{ typed: typed as string, major: Number(version[1]) }] : [];
})[0];

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await overHttpEndpoint();
});
afterAll(() => endpoint.stop());

/** Typed as it stands there, in a shell that knows the endpoint; not spawnSync, for the endpoint lives in this very process. */
function type(line: string): Promise<{ status: number | null; out: string; err: string }> {
  const env = {
    ...process.env, AWS_ENDPOINT_URL: endpoint.url, AWS_DEFAULT_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b',
    AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  };
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', line.replace(/^aws /, `${found!.typed} `)], { env });
    let out = '';
    let err = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (err += part.toString()));
    child.on('error', reject).on('close', (status) => resolve({ status, out, err }));
  });
}
async function answer<T>(line: string): Promise<T> {
  const { status, out, err } = await type(line);
  expect(status, err).toBe(0);
  return (out.trim() === '' ? null : JSON.parse(out)) as T;
}

interface Description {
  StreamDescription: { StreamName: string; StreamARN: string; StreamStatus: string; RetentionPeriodHours: number; Shards: Shard[] };
}
interface Shard {
  ShardId: string;
  ParentShardId?: string;
  HashKeyRange: { StartingHashKey: string; EndingHashKey: string };
  SequenceNumberRange: { EndingSequenceNumber?: string };
}

const describeStream = () => answer<Description>('aws kinesis describe-stream --stream-name my-stream');
const listShards = async () => (await answer<{ Shards: Shard[] }>('aws kinesis list-shards --stream-name my-stream')).Shards;
const active = async () => {
  await expect.poll(async () => (await describeStream()).StreamDescription.StreamStatus, { timeout: 20_000 }).toBe('ACTIVE');
};
const range = (StartingHashKey: bigint, EndingHashKey: bigint) => ({ HashKeyRange: { StartingHashKey: String(StartingHashKey), EndingHashKey: String(EndingHashKey) } });
const HALF = 1n << 127n;
const LAST = (1n << 128n) - 1n;
const SPLIT_AT = 113427455640312821154458202477256070485n;

describe.skipIf(!found)('the commands of the course, in a shell (skipped where there is no AWS CLI)', { timeout: 60_000 }, () => {
  let shardId: string;
  let sequenceNumber: string;

  test('create-stream and describe-stream: two shards of half the keys each', async () => {
    expect(await answer('aws kinesis create-stream --stream-name my-stream --shard-count 2')).toBeNull();
    await active();
    const { StreamDescription } = await describeStream();
    expect(StreamDescription).toMatchObject({
      StreamName: 'my-stream', StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/my-stream', RetentionPeriodHours: 24,
      Shards: [{ ShardId: 'shardId-000000000000', ...range(0n, HALF - 1n) }, { ShardId: 'shardId-000000000001', ...range(HALF, LAST) }],
    });
  });

  test('put-record: the key pk1 goes to the upper shard', async () => {
    ({ ShardId: shardId, SequenceNumber: sequenceNumber } = await answer<{ ShardId: string; SequenceNumber: string }>(
      `aws kinesis put-record --stream-name my-stream --partition-key pk1 --data "$(echo 'Hello' | base64)"`,
    ));
    expect(shardId).toBe('shardId-000000000001');
    expect(sequenceNumber).toMatch(/^\d{56}$/);
  });

  test('get-shard-iterator and get-records: nothing in shard 0, the record in shard 1', async () => {
    const read = async (shard: string) => {
      const { ShardIterator } = await answer<{ ShardIterator: string }>(
        `aws kinesis get-shard-iterator --stream-name my-stream --shard-id ${shard} --shard-iterator-type TRIM_HORIZON`,
      );
      return answer<{ Records: { Data: string; PartitionKey: string; SequenceNumber: string }[]; NextShardIterator: string; MillisBehindLatest: number }>(
        `aws kinesis get-records --shard-iterator ${ShardIterator}`,
      );
    };
    expect(await read('shardId-000000000000')).toMatchObject({ Records: [], MillisBehindLatest: 0, NextShardIterator: expect.any(String) as string });
    const { Records } = await read(shardId);
    expect(Records).toMatchObject([{ PartitionKey: 'pk1', SequenceNumber: sequenceNumber }]);
    // What the shell has encoded is text for version 1, which encodes it for the wire; version 2 takes it as encoded already.
    const stored = Buffer.from(Records[0]!.Data, 'base64').toString();
    expect(stored).toBe(found!.major === 1 ? 'SGVsbG8K' : 'Hello\n');
  });

  test('list-shards: both, open', async () => {
    const shards = await listShards();
    expect(shards.map((shard) => shard.ShardId)).toEqual(['shardId-000000000000', 'shardId-000000000001']);
    for (const { SequenceNumberRange } of shards) expect(SequenceNumberRange.EndingSequenceNumber).toBeUndefined();
  });

  test('increase-stream-retention-period: seven days', async () => {
    expect(await answer('aws kinesis increase-stream-retention-period --stream-name my-stream --retention-period-hours 168')).toBeNull();
    await active();
    expect((await describeStream()).StreamDescription.RetentionPeriodHours).toBe(168);
  });

  test('split-shard: two children, the parent closed', async () => {
    expect(await answer(`aws kinesis split-shard --stream-name my-stream --shard-to-split shardId-000000000000 --new-starting-hash-key ${SPLIT_AT}`)).toBeNull();
    await active();
    const shards = await listShards();
    expect(shards).toMatchObject([
      { ShardId: 'shardId-000000000000', SequenceNumberRange: { EndingSequenceNumber: expect.stringMatching(/^\d{56}$/) as string } },
      { ShardId: 'shardId-000000000001' },
      { ShardId: 'shardId-000000000002', ParentShardId: 'shardId-000000000000', ...range(0n, SPLIT_AT - 1n) },
      { ShardId: 'shardId-000000000003', ParentShardId: 'shardId-000000000000', ...range(SPLIT_AT, HALF - 1n) },
    ]);
  });

  test('merge-shards: refused, because the split has closed shard 0', async () => {
    const before = await listShards();
    const { status, out, err } = await type('aws kinesis merge-shards --stream-name my-stream --shard-to-merge shardId-000000000000 --adjacent-shard-to-merge shardId-000000000001');
    expect(status).not.toBe(0);
    expect(out).toBe('');
    expect(err).toContain(
      'An error occurred (InvalidArgumentException) when calling the MergeShards operation: Shard shardId-000000000000 in stream my-stream under account 123456789012 has already been merged or split, and thus is not eligible for merging or splitting.',
    );
    expect(await listShards()).toEqual(before);
  });
});
