/** Of cards of calls and of what the command line prints: what each answer says, asked of the state at the moment shown. All of it holds then, and not all at the run's beginning. */
import { MIB, isOpen, quotas, readsBefore, retentionMs, type FanOutConsumerState } from '#sim';
import { same, widthOf, type Proof } from './seen.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const largerIsRefusedFirst: Proof = (seen) => same(seen.answers('PutRecord').slice(-2), ['ValidationException', 'ok']);
export const commands: Readonly<Record<string, readonly Proof[]>> = {
  // Calls.
  'iterator-twice': [
    (seen) => same(seen.exits, [0, 0, 0, 0]),
    (seen) => (seen.json(1) as { Records: readonly unknown[] } | null)?.Records.length === 5 && same((seen.json(1) as { Records: unknown }).Records, (seen.json(3) as { Records: unknown }).Records),
  ],
  'at-or-after': [
    (seen) => {
      const [at, after] = [3, 5].map((n) => (seen.json(n) as { Records: readonly { SequenceNumber: string }[] } | null)?.Records[0]?.SequenceNumber ?? '');
      const named = seen.commands[6]?.stdout.trim() ?? '';
      return /^\d{50,}$/.test(named) && at === named && BigInt(after!) > BigInt(named);
    },
  ],
  'five-iterator-types': [(seen) => seen.exits.length === 5 && same(seen.exits.map((code) => code === 0), [true, true, false, false, false])],
  'steps-read-by-polling': [
    (seen) => same(seen.exits, [0, 0, 0, 0]),
    (seen) => {
      const [first, second] = seen.calls('GetRecords').map(({ outcome }) => (outcome.ok ? (outcome.value as { Records: Range }).Records : null));
      return first?.from === 0 && first.to === 10 && second?.from === 10 && second.to === 20;
    },
  ],
  'gap-read-count': [(seen) => seen.commands[1]?.stdout.trim() === '10000', { measure: 'stored records', atLeast: 11_000 }],
  'double-base64': [(seen) => seen.records(0).at(-1)?.text === 'SGVsbG8K'],
  'gap-put-answer': [(seen) => same(Object.keys((seen.json(0) as object | null) ?? {}).filter((member) => member !== 'EncryptionType'), ['ShardId', 'SequenceNumber'])],
  'gap-arn': [(seen) => (seen.json(0) as { StreamDescriptionSummary: { StreamARN: string } } | null)?.StreamDescriptionSummary.StreamARN.endsWith(':stream/orders') ?? false],
  'gap-key-length': [(seen) => same(seen.exits.map((code) => code === 0), [true, false]), (seen) => seen.commands[1]!.stderr.includes('ValidationException')],
  'gap-retention-call': [(seen) => same(seen.exits, [0]) && retentionMs(seen.world.stream(seen.streamName)!) === 7 * 24 * HOUR_MS],
  'retention-numbers': [(seen) => seen.commands[0]?.stdout.trim() === '24' && same(seen.exits.map((code) => code === 0), [true, true, true, false]), (seen) => retentionMs(seen.world.stream(seen.streamName)!) === 365 * 24 * HOUR_MS],
  'merge-refused': [(seen) => same(seen.exits.map((code) => code === 0), [true, true, false, true, true]), (seen) => seen.commands[2]!.stderr.includes('InvalidArgumentException'), { measure: 'open shards', exactly: 1 }],
  'gap-adjacent': [(seen) => same(seen.exits.map((code) => code === 0), [false, true, true]), (seen) => seen.commands[0]!.stderr.includes('InvalidArgumentException'), { measure: 'open shards', exactly: 3 }],
  'update-shard-count': [
    (seen) => same(seen.exits.map((code) => code === 0), [false, true, true]),
    { measure: 'open shards', exactly: 4 },
    (seen) => seen.shards.filter(isOpen).every((shard) => widthOf(shard) === (1n << 126n) - 1n),
  ],
  'end-of-shard': [(seen) => same(seen.json(4), [null, ['shardId-000000000001', 'shardId-000000000002']])],
  'finding-children': [(seen) => seen.commands[2]?.stdout.trim() === 'shardId-000000000001\tshardId-000000000002' && seen.commands[4]?.stdout === seen.commands[2]?.stdout],
  'shards-per-stream': [
    (seen) => (seen.json(1) as { ShardLimit: number } | null)?.ShardLimit === quotas.shardsPerAccount && same(seen.exits.map((code) => code === 0), [true, true, true, false]),
    (seen) => seen.commands[3]!.stderr.includes('LimitExceededException'),
    { measure: 'open shards', exactly: 600 },
  ],
  'steps-create-and-put': [(seen) => same(seen.exits.map((code) => code === 0), [true, false, true, true]), { measure: 'stored records', exactly: 1 }],
  'put-records-limits': [(seen) => same(seen.answers('PutRecords'), ['ok', 'ValidationException', 'InvalidArgumentException'])],
  'record-size': [largerIsRefusedFirst],
  'too-large-record': [largerIsRefusedFirst, (seen) => seen.records(0).at(-1)!.bytes > MIB],

  // Read what the command line printed.
  'cli-which-is-open': [
    (seen) => same(seen.json(0), [{ Id: 'shardId-000000000000', Parent: null, Ends: (seen.json(0) as { Ends: string }[] | null)?.[0]?.Ends }, ...['1', '2'].map((n) => ({ Id: `shardId-00000000000${n}`, Parent: 'shardId-000000000000', Ends: null }))]),
    (seen) => /^\d{50,}$/.test((seen.json(0) as { Ends: string }[])[0]!.Ends),
    (seen) => same(seen.shards.map(isOpen), [false, true, true]),
  ],
  'cli-read-to-the-end': [(seen) => {
    const answer = seen.json(1) as { Records: readonly unknown[]; NextShardIterator?: string | null; ChildShards: readonly { ShardId: string }[] } | null;
    return answer !== null && answer.Records.length === 0 && (answer.NextShardIterator ?? null) === null && same(answer.ChildShards.map(({ ShardId }) => ShardId), ['shardId-000000000001', 'shardId-000000000002']);
  }],
  'cli-updating': [(seen) => same((({ StreamStatus, OpenShardCount } = { StreamStatus: '', OpenShardCount: 0 }) => [StreamStatus, OpenShardCount])((seen.json(1) as { StreamDescriptionSummary: { StreamStatus: string; OpenShardCount: number } } | null)?.StreamDescriptionSummary), ['UPDATING', 1])],
  'cli-partial-failure': [
    (seen) => seen.commands[1]?.stdout.trim() === '0',
    (seen) => {
      const { FailedRecordCount, Records } = seen.json(0) as { FailedRecordCount: number; Records: readonly { ErrorCode?: string; SequenceNumber?: string }[] };
      const failed = Records.filter(({ ErrorCode }) => ErrorCode === 'ProvisionedThroughputExceededException');
      return FailedRecordCount > 0 && failed.length === FailedRecordCount && Records[3]!.SequenceNumber !== undefined && Records.every(({ ErrorCode, SequenceNumber }) => (ErrorCode === undefined) !== (SequenceNumber === undefined));
    },
  ],
  'cli-read-throttled': [
    (seen) => (seen.commands[1]?.stderr.includes('ProvisionedThroughputExceededException') ?? false) && seen.commands[1]!.stderr.includes('shardId-000000000000'),
    // In the second before it the shard answered as many calls as it may, and next to no bytes.
    (seen) => {
      const { answered, bytes } = readsBefore(seen.world, seen.shards[0]!, seen.world.nowMs)!;
      return answered >= quotas.shardReadCallsPerSecond && bytes < quotas.shardReadBytesPerSecond / 100;
    },
  ],
  'cli-nothing-at-latest': [
    (seen) => {
      const answer = seen.json(1) as { Records: readonly unknown[]; MillisBehindLatest: number; NextShardIterator: string } | null;
      return answer !== null && answer.Records.length === 0 && answer.MillisBehindLatest === 0 && answer.NextShardIterator.length > 0;
    },
    { measure: 'stored records', atLeast: 101 },
  ],
  'cli-still-behind': [(seen) => {
    const answer = seen.json(1) as { Records: readonly unknown[]; MillisBehindLatest: number } | null;
    return answer !== null && answer.Records.length === 2 && answer.MillisBehindLatest > 10 * SECOND_MS;
  }],
  'cli-expired-iterator': [
    (seen) => seen.exits.at(-1) !== 0 && (seen.commands.at(-1)?.stderr.includes('ExpiredIteratorException') ?? false),
    (seen) => seen.shards[0]!.head === 0,
  ],
  'cli-encryption': [(seen) => {
    const kinds = (seen.commands[1]?.stdout.trim() ?? '').split('\n').map((line) => line.split('\t')[1]!);
    return kinds.length === 20 && kinds[0] === 'NONE' && kinds[19] === 'KMS' && same(kinds.toSorted().toReversed(), kinds);
  }],
  'cli-put-twice': [
    (seen) => {
      const [one, other] = [0, 1].map((n) => seen.json(n) as { ShardId: string; SequenceNumber: string } | null);
      return !!one && !!other && one.ShardId === other.ShardId && BigInt(other.SequenceNumber) > BigInt(one.SequenceNumber);
    },
    (seen) => seen.records(0).slice(-2).every(({ key, text }) => key === 'customer-7' && text === 'hello'),
  ],

  // What the source chapter says besides.
  'stream-name': [(seen) => same(seen.exits.map((code) => code === 0), [true, false]), (seen) => seen.commands[1]!.stderr.includes('ValidationException') && seen.world.stream('orders_2.eu') !== undefined],
  'shard-count-default': [(seen) => same(seen.exits.map((code) => code === 0), [false, true, true]), (seen) => seen.commands[0]!.stderr.includes('InvalidArgumentException'), { measure: 'open shards', exactly: 4 }],
  'unread-falls-off': [{ measure: 'lost records', consumer: 'assessor', atLeast: 10 }, (seen) => seen.shards.every(({ head }) => head > 0)],
  'merge-closes-both': [
    (seen) => seen.commands[2]?.stdout.trim() === 'shardId-000000000000\tshardId-000000000001',
    (seen) => same(seen.shards.map(isOpen), [false, false, true]) && seen.shards.slice(0, 2).every(({ cursor, head }) => cursor.length > 0 && head === 0),
    (seen) => seen.shards[2]!.start === seen.shards[0]!.start && seen.shards[2]!.end === seen.shards[1]!.end,
  ],
  'producers-after-reshard': [
    { measure: 'open shards', exactly: 2 },
    (seen) => [1, 2].every((child) => seen.records(child).length > 3_000) && new Set(seen.records(2).map(({ key }) => key)).size > 1_000,
    // Nobody did anything but split.
    (seen) => same(seen.world.actions.map(({ action }) => (action.type === 'call' ? action.operation : action.type)), ['SplitShard']),
  ],
  'larger-batches': [
    { measure: 'throttled records', fromMs: 20 * SECOND_MS, atLeast: 10_000 },
    { measure: 'metric', metric: 'IncomingRecords', statistic: 'Sum', fromMs: 20 * SECOND_MS, untilMs: 30 * SECOND_MS, atMost: 10 * quotas.shardWriteRecordsPerSecond + 100 },
    (seen) => seen.calls('PutRecords').at(-1)!.input && (seen.calls('PutRecords').at(-1)!.input as { Records: readonly unknown[] }).Records.length > 100,
  ],
  'push-beside-poll': [{ measure: 'refused reads', consumer: 'archive', atLeast: 1 }, { measure: 'behind ms', consumer: 'archive', atLeast: 20 * SECOND_MS }, { measure: 'processed records', consumer: 'fraud', atLeast: 2_000 }, { measure: 'behind ms', consumer: 'fraud', atMost: SECOND_MS }, (seen) => seen.actor<FanOutConsumerState>('fraud').kind === 'fan-out-consumer'],
  'kcl-reads-by': [(seen) => seen.world.stream(seen.streamName)!.consumers.has('billing'), (seen) => seen.answers('GetRecords').length === 0 && seen.answers('SubscribeToShard').includes('ok'), { measure: 'processed records', consumer: 'worker-1', atLeast: 50 }],
  'incoming-bytes': [
    { measure: 'throttled records', atLeast: 1_000 },
    // What is counted is what lies on the shard, to the byte.
    (seen) => {
      const [counted] = seen.world.metrics.query({ metric: 'IncomingBytes', streamName: seen.streamName, statistic: 'Sum', periodMs: MINUTE_MS, fromMs: 0, toMs: MINUTE_MS });
      return counted?.value === seen.records(0).reduce((sum, { bytes }) => sum + bytes, 0);
    },
  ],
};
