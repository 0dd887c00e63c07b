// Holds: the shell reads words as POSIX does, runs a pasted block in order against one world, never throws for what is typed,
// and what a command does is what the API call does.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complete, Shell, worldPort } from '../../../src/sim/cli/index.ts';
import { quoteWord, readScript } from '../../../src/sim/cli/shell-words.ts';
import { defaultConfig, World } from '../../../src/sim/index.ts';

const newWorld = () => new World({ seed: 1, service: defaultConfig, network: { oneWayMs: 10, jitterMs: 0 } });
function start(version: 1 | 2 = 2) {
  const world = newWorld();
  const shell = new Shell(worldPort(world), version);
  return { world, shell, last: (script: string) => shell.run(script).at(-1)! };
}
function ready(version: 1 | 2 = 2) {
  const begun = start(version);
  begun.shell.run('aws kinesis create-stream --stream-name s --shard-count 2; aws kinesis wait stream-exists --stream-name s');
  return begun;
}

describe('words', () => {
  const said = (script: string) => start().last(script);
  test.each([
    [`echo 'a  $b' "c $\{x}d" e\\ f`, 'a  $b c d e f\n'],
    ['X=1; echo $X"$X"\'$X\'', '11$X\n'],
    ['echo a \\\n  b # not this', 'a b\n'],
    ['X="two  words"; echo $X; echo "$X"', 'two  words\n'],
    ['echo $(echo "a b" | base64)', 'YSBiCg==\n'],
    ['echo YSBiCg== | base64 --decode', 'a b\n'],
    ['export N=7 && echo "$N" || echo no', '7\n'],
    ['nope || echo "$?"', '127\n'],
  ])('%s', (script, stdout) => expect(said(script)).toMatchObject({ stdout, exitCode: 0 }));

  test.each(['echo "open', "echo 'open", 'echo $(echo', '| echo', 'echo a >file', 'echo a &&', 'echo `date`', 'echo ${1}'])('%s is refused with a reason', (script) => {
    expect(said(script)).toMatchObject({ stdout: '', exitCode: 2, stderr: expect.stringMatching(/^sh: .+\n$/) as string });
  });

  test('any words survive quoting', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (words) => {
        const clean = words.map((word) => word.replaceAll('\r\n', '\n'));
        const read = readScript(clean.map((word) => quoteWord(word)).join(' '));
        const [command] = read.ok ? read.value[0]!.commands : [];
        expect(command!.words.map((parts) => parts.map((part) => (part.type === 'text' ? part.text : '?')).join(''))).toEqual(clean);
      }),
    );
  });

  test('garbage never throws, and says what is wrong or does nothing', () => {
    const options = fc.constantFrom('--stream-name', '--records', '--data', '--query', '--output', '--shard-filter', '--tags', '--cli-input-json', '--max-items', 's', '[{', 'a=[b,', '{"a":', '$(', "'", 'text');
    const garbage = fc.oneof(fc.string(), fc.array(options).map((words) => `aws kinesis put-records ${words.join(' ')}`), fc.tuple(fc.constantFrom('list-shards', 'add-tags-to-stream', 'describe-stream'), fc.array(fc.oneof(options, fc.string()))).map(([name, words]) => `aws kinesis ${name} ${words.map((word) => quoteWord(word)).join(' ')}`));
    fc.assert(
      fc.property(garbage, (script) => {
        for (const { stderr, exitCode } of start().shell.run(script)) expect(exitCode === 0 || stderr !== '').toBe(true);
      }),
    );
  });
});

describe('aws kinesis', () => {
  test('a block of the course: an iterator by $(…), and the record as it was put', () => {
    const { last } = ready();
    last(`aws kinesis put-record --stream-name s --partition-key pk1 \\\n --data "$(echo 'Hello' | base64)"`);
    const read = last('IT=$(aws kinesis get-shard-iterator --stream-name s --shard-id shardId-000000000001 --shard-iterator-type TRIM_HORIZON --query ShardIterator --output text)\naws kinesis get-records --shard-iterator $IT --query "Records[].Data" --output text');
    expect(read.stdout).toBe('SGVsbG8K\n');
  });

  test('the trap: version 2 decodes base64, version 1 keeps the letters, and plain text is refused by version 2', () => {
    const stored = (version: 1 | 2, data: string, more = '') => {
      const { world, last } = ready(version);
      const put = last(`aws kinesis put-record --stream-name s --partition-key pk1 --data ${data} ${more}`);
      const stream = world.stream('s')!;
      const record = world.service.log(stream.shards[1]!.logId);
      return put.exitCode === 0 ? new TextDecoder().decode(record.data(0) as Uint8Array) : put.stderr;
    };
    expect(stored(2, 'SGVsbG8K')).toBe('Hello\n');
    expect(stored(1, 'SGVsbG8K')).toBe('SGVsbG8K');
    expect(stored(1, 'Hello')).toBe('Hello');
    expect(stored(2, 'Hello')).toBe('\nInvalid base64: "Hello"\n');
    expect(stored(2, 'Hello', '--cli-binary-format raw-in-base64-out')).toBe('Hello');
  });

  test.each([
    [2, 'aws kinesis describe-stream --stream-name no', '\nAn error occurred (ResourceNotFoundException) when calling the DescribeStream operation: Stream no under account 123456789012 not found.\n', 254],
    [1, 'aws kinesis describe-stream --stream-name no', '\nAn error occurred (ResourceNotFoundException) when calling the DescribeStream operation: Stream no under account 123456789012 not found.\n', 255],
    [2, 'aws kinesis wait stream-exists --stream-name no', '\nWaiter StreamExists failed: An error occurred (ResourceNotFoundException): Stream no under account 123456789012 not found.\n', 255],
    [2, 'aws kinesis create-stream --stream-name a --shard-count x', "\ninvalid literal for int() with base 10: 'x'\n", 255],
    [2, "aws kinesis put-records --stream-name s --records Data", "\nError parsing parameter '--records': Expected: '=', received: 'EOF' for input:\nData\n    ^\n", 252],
  ] as const)('version %i: %s', (version, script, stderr, exitCode) => {
    expect(ready(version).last(script)).toMatchObject({ stdout: '', stderr, exitCode });
  });

  test.each([
    ['aws kinesis put-record', 'aws: error: the following arguments are required: --data, --partition-key', 252],
    ['aws kinesis descibe-stream', '  * describe-stream', 252],
    ['aws kinesis describe-stream --stream s', 'ambiguous option: --stream could match --stream-name, --stream-arn', 252],
    ['aws kinesis put-record --data file://x --partition-key k --stream-name s', 'Unable to load paramfile file://x', 252],
  ])('%s', (script, part, exitCode) => {
    const { stderr, ...run } = ready().last(script);
    expect(stderr).toContain(part);
    expect(run.exitCode).toBe(exitCode);
  });

  test('an option mistyped gets a hint beside the output', () => {
    expect(ready().last('aws kinesis describe-stream --streem-name s')).toMatchObject({ exitCode: 252, hint: 'Did you mean --stream-name?' });
  });

  test('what a command does is what the call does', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9_.-]{1,12}$/).filter((text) => !text.startsWith('-'));
    fc.assert(
      fc.property(name, fc.integer({ min: 1, max: 6 }), fc.string({ minLength: 1, maxLength: 20 }), (StreamName, ShardCount, PartitionKey) => {
        const { world, shell } = start();
        shell.run(`aws kinesis create-stream --stream-name ${quoteWord(StreamName)} --shard-count ${ShardCount}`);
        shell.run(`aws kinesis wait stream-exists --stream-name ${quoteWord(StreamName)}`);
        shell.run(`aws kinesis put-record --stream-name=${quoteWord(StreamName)} --partition-key=${quoteWord(PartitionKey)} --data SGk=`);
        const typed = world.actions.map(({ action }) => action);
        expect(typed[0]).toEqual({ type: 'call', operation: 'CreateStream', input: { StreamName, ShardCount } });
        expect(typed.at(-1)).toEqual({ type: 'call', operation: 'PutRecord', input: { StreamName, PartitionKey: PartitionKey.replaceAll('\r\n', '\n'), Data: new TextEncoder().encode('Hi') } });
      }),
      { numRuns: 40 },
    );
  });

  test('--max-items cuts an answer short, and its token goes on', () => {
    const { last } = ready();
    const first = last('aws kinesis list-shards --stream-name s --max-items 1');
    const { Shards, NextToken } = JSON.parse(first.stdout) as { Shards: { ShardId: string }[]; NextToken: string };
    expect(Shards.map(({ ShardId }) => ShardId)).toEqual(['shardId-000000000000']);
    expect(last(`aws kinesis list-shards --stream-name s --starting-token ${NextToken} --query 'Shards[].ShardId' --output text`).stdout).toBe('shardId-000000000001\n');
  });
});

test('completion: operations, options not yet used, values', () => {
  expect(complete(2, 'aws kinesis desc').candidates).toEqual(['describe-account-settings', 'describe-limits', 'describe-stream', 'describe-stream-consumer', 'describe-stream-summary']);
  expect(complete(2, 'aws kinesis put-record --stream-name s --str').candidates).toEqual(['--stream-arn', '--stream-id']);
  expect(complete(2, 'aws kinesis put-record --stream-name ', { '--stream-name': ['mine'] }).candidates).toEqual(['mine']);
  expect(complete(2, 'aws kinesis list-shards --output ').candidates).toContain('table');
  expect(complete(2, 'aws kinesis get-shard-iterator --shard-iterator-type AT').candidates).toEqual(['AT_SEQUENCE_NUMBER', 'AT_TIMESTAMP']);
});
