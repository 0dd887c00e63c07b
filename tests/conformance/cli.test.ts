// Holds: our command line prints what the AWS CLI prints, byte for byte, and ends with its exit code: both are given the same
// words, against worlds that begin alike. What depends on the moment is masked. Skipped, and says so, where there is no CLI.
import { spawn, spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../src/sim/endpoint/server.ts';
import { Shell, worldPort } from '../../src/sim/cli/index.ts';
import { defaultConfig, World } from '../../src/sim/index.ts';
import { overHttpEndpoint } from './clients.ts';

const installed = ['/usr/bin/aws', 'aws'].flatMap((command) => {
  const { status, stdout, stderr } = spawnSync(command, ['--version'], { encoding: 'utf8' });
  const major = status === 0 ? Number(/aws-cli\/(\d+)/.exec(stdout + stderr)?.[1]) : NaN;
  return major === 1 || major === 2 ? [{ command, version: major as 1 | 2 }] : [];
});
const found = installed.filter(({ version }, i) => installed.findIndex((one) => one.version === version) === i);

const lines = [
  'aws kinesis describe-stream --stream-name s', 'aws kinesis describe-stream --stream-name s --output text', 'aws kinesis list-shards --stream-name s --output table',
  'aws kinesis list-shards --stream-name s --output text', 'aws kinesis list-shards --stream-name s --max-items 1', "aws kinesis list-shards --stream-name s --query 'Shards[].[ShardId,HashKeyRange.StartingHashKey]' --output table",
  "aws kinesis list-shards --stream-name s --query 'Shards[].{Id:ShardId,Start:HashKeyRange.StartingHashKey}' --output table", "aws kinesis list-shards --stream-name s --query 'Shards[].ShardId' --output text",
  "aws kinesis describe-stream --stream-name s --query 'StreamDescription.{a:KeyId,b:RetentionPeriodHours}' --output table", "aws kinesis describe-stream --stream-name s --query StreamDescription.StreamStatus",
  'aws kinesis put-record --stream-name s --partition-key pk1 --data Hello', 'aws kinesis put-record --stream-name s --partition-key pk1 --data SGVsbG8K', 'aws kinesis put-record --stream-name s --partition-key pk1 --data Hällo',
  'aws kinesis put-records --stream-name s --records Data=SGk=,PartitionKey=a Data=SGk=,PartitionKey=b --output table', `aws kinesis put-records --stream-name s --records '[{"Data":"SGk=","PartitionKey":"a"}]' --output text`,
  'aws kinesis put-records --stream-name s --records Data=SGk=,Foo=1', `aws kinesis put-records --stream-name s --records '[1]'`,
  'aws kinesis put-record', 'aws kinesis put-record --stream-name', 'aws kinesis create-stream --s x', 'aws kinesis describe-stream --streem-name a', 'aws kinesis describe-stream --stream-name s extra',
  'aws kinesis create-stream --shard-count x --stream-name a', 'aws kinesis get-shard-iterator --stream-name s --shard-id 0 --shard-iterator-type AT_TIMESTAMP --timestamp yesterday', 'aws kinesis describe-stream --stream-name s --limit 0',
  "aws kinesis list-shards --stream-name s --query 'foo(@)'", "aws kinesis list-shards --stream-name s --query 'Shards[?'", 'aws kinesis list-shards --stream-name s --no-paginate --max-items 1', 'aws kinesis list-shards --stream-name s --max-items x',
  `aws kinesis create-stream --cli-input-json '{"StreamName":'`, `aws kinesis create-stream --cli-input-json '[1]'`, 'aws kinesis describe-stream --stream-name s --output xml', 'aws kinesis wait foo',
  'aws kinesis add-tags-to-stream --stream-name s --tags a=b,c=d', 'aws kinesis list-tags-for-stream --stream-name s --output table', 'aws kinesis list-tags-for-stream --stream-name s --output text',
  'aws kinesis merge-shards --stream-name s --shard-to-merge shardId-000000000001 --adjacent-shard-to-merge shardId-000000000000',
  'aws kinesis increase-stream-retention-period --stream-name s --retention-period-hours 1', 'aws kinesis describe-limits', 'aws kinesis get-shard-iterator --stream-name s --shard-id 0 --shard-iterator-type FOO',
  'aws kinesis describe-stream-summary --stream-name s --query StreamDescriptionSummary.StreamModeDetails --output text',
];

/** Sequence numbers, times and iterators are of their moment. Retries are switched off there, which the CLI then says. */
const masked = (text: string) => text.replace(/\d{56}/g, 'S'.repeat(56)).replace(/\d{4}-\d\d-\d\dT[\d:.]+\+00:00/g, 'TIME').replace(/\b1[78]\d{8}(\.\d+)?\b/g, 'TIME').replaceAll(' (reached max retries: 0)', '').replace(/TIME +\|/g, 'TIME |');

describe.skipIf(found.length === 0)('the AWS CLI and ours (skipped where there is no AWS CLI)', { timeout: 240_000 }, () => {
  let endpoint: Endpoint;
  beforeEach(async () => {
    endpoint = await overHttpEndpoint();
  });
  afterEach(() => endpoint.stop());

  test.each(found)('version $version', async ({ command, version }) => {
    const env = { ...process.env, AWS_DEFAULT_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent', TZ: 'UTC', PYTHONUTF8: '1' };
    const theirs = (line: string) =>
      new Promise<{ stdout: string; stderr: string; exitCode: number | null }>((resolve, reject) => {
        const child = spawn('sh', ['-c', line.replace(/^aws /, `${command} `) + ` --endpoint-url ${endpoint.url}`], { env });
        const out = ['', ''];
        child.stdout.on('data', (part: Buffer) => (out[0] += part.toString()));
        child.stderr.on('data', (part: Buffer) => (out[1] += part.toString()));
        child.on('error', reject).on('close', (exitCode) => resolve({ stdout: out[0]!, stderr: out[1]!, exitCode }));
      });
    const name = `s${version}`;
    const shell = new Shell(worldPort(new World({ seed: 1, service: defaultConfig, network: { oneWayMs: 1, jitterMs: 0 } })), version);
    for (const line of [`aws kinesis create-stream --stream-name ${name} --shard-count 2`, `aws kinesis wait stream-exists --stream-name ${name}`]) {
      await theirs(line);
      shell.run(line);
    }
    const differ: string[] = [];
    for (const line of lines.map((one) => one.replace('--stream-name s', `--stream-name ${name}`))) {
      const [real, ours] = [await theirs(line), shell.run(line).at(-1)!];
      const text = (one: { stdout: string; stderr: string; exitCode: number | null }) => masked(`${one.stdout}${one.stderr}[${one.exitCode}]`);
      if (text(real) !== text(ours)) differ.push(`$ ${line}\n--- AWS\n${text(real)}\n--- ours\n${text(ours)}`);
    }
    expect(differ.join('\n\n')).toBe('');
  });
});
