/** Of cards of keys, writing and shards: what each answer says, asked of the state at the moment shown. All of it holds then, and not all at the run's beginning. */
import { MIB, encryptionNow, isOpen, quotas, visibleShards, type KplState, type ProducerState } from '#sim';
import { FIRST_ENCRYPTED } from '../../../src/chapters/47-kinesis-data-streams/cards/show-me-worlds.ts';
import { hashOf, same, widthOf, type Proof, type Seen } from './seen.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const keysBelong = (seen: Seen) => {
  const all = seen.shards.flatMap((shard) => seen.records(shard.index).map(({ key }) => ({ key, shard })));
  return all.length > 1_000 && all.every(({ key, shard }) => hashOf(key) >= shard.start && hashOf(key) <= shard.end) && new Set(all.map(({ key, shard }) => `${key} ${shard.index}`)).size === new Set(all.map(({ key }) => key)).size;
};

const throttledNow: readonly Proof[] = [{ measure: 'throttled records', atLeast: 1 }];
const deliveredTwice: readonly Proof[] = [
  // The consumer acted twice although it repeated nothing: the second copy is another record to it.
  { measure: 'double effects', consumer: 'warehouse', atLeast: 1 },
  { measure: 'repeated records', consumer: 'warehouse', exactly: 0 },
  { measure: 'missing records', producer: 'shop', atMost: 10 },
];

export const writing: Readonly<Record<string, readonly Proof[]>> = {
  // Keys and order.
  'same-key-same-shard': [keysBelong],
  'gap-hash': [keysBelong],
  'sequence-number-identity': [
    (seen) => seen.shards.length === 4 && seen.shards.every(({ index }) => seen.records(index).every(({ counter }, i, all) => i === 0 || counter > all[i - 1]!.counter)),
    (seen) => seen.shards.some(({ index }) => seen.records(index).some(({ counter }, i, all) => i > 0 && counter > all[i - 1]!.counter + 1)),
    (seen) => seen.shards.every(({ index }) => (seen.records(index)[0]?.counter ?? 0) > 0),
  ],
  'order-per-customer': [{ measure: 'shards written', exactly: 4 }, { measure: 'stored records', atLeast: 1_000 }, { measure: 'records out of order', producer: 'shop', exactly: 0 }],
  'order-between-shards': [
    // Stored first, on the one shard, and not read; stored a second later on the other, and read.
    (seen) => {
      const waits = seen.records(0).findIndex(({ text }) => text === 'order 17');
      const done = seen.records(1).findIndex(({ text }) => text === 'order 18');
      return waits >= 0 && done >= 0 && seen.records(0)[waits]!.arrivalMs < seen.records(1)[done]!.arrivalMs && seen.reader('packing', 0)!.position! <= waits && seen.reader('packing', 1)!.position! > done;
    },
  ],
  'batch-order': [
    { measure: 'records out of order', producer: 'accounts', atLeast: 1 },
    // The network loses nothing: what stands too late was refused, and sent again by itself.
    { measure: 'duplicated records', producer: 'accounts', exactly: 0 },
    (seen) => {
      const { config, counts } = seen.actor<ProducerState>('accounts');
      return config.call === 'PutRecords' && counts.retried > 0 && counts.throttled > 0 && counts.timedOut === 0;
    },
  ],
  'global-order': [
    { measure: 'open shards', exactly: 1 },
    ...throttledNow,
    { measure: 'metric', metric: 'IncomingBytes', statistic: 'Sum', atLeast: 15 * MIB },
    // Twenty seconds of writing, and the second's worth with which the shard began.
    { measure: 'metric', metric: 'IncomingBytes', statistic: 'Sum', atMost: 21 * quotas.shardWriteBytesPerSecond },
  ],
  'random-prefix': [
    { measure: 'throttled records', atLeast: 1_000 },
    { measure: 'throttled records', fromMs: 25 * SECOND_MS, exactly: 0 },
    (seen) => seen.shards.every(({ index }) => seen.records(index).some(({ key }) => key.endsWith('.user-1'))),
  ],
  'key-choice': [{ measure: 'shards written', atMost: 4 }, ...throttledNow, (seen) => seen.shards.length === 20, { measure: 'stored records', atLeast: 10_000 }],
  'throttle-meaning': [
    ...throttledNow,
    // Nineteen seconds: less than a seventh of what twenty shards take.
    { measure: 'stored records', atMost: (19 * 20 * quotas.shardWriteRecordsPerSecond) / 7 },
    (seen) => seen.shards.filter(({ cursor }) => cursor.length === 0).length >= 16 && seen.shards.some(({ cursor }) => cursor.length > 0),
  ],

  // Writing.
  // Refused although the bytes of all that was tried, stored or not, are a third of the shard's byte rate: 3,000 readings of 100 bytes a second.
  'tiny-records': [
    ...throttledNow,
    { measure: 'metric', metric: 'IncomingRecords', statistic: 'Sum', atLeast: 20_000 },
    (seen) => seen.records(0).reduce((sum, { bytes }) => sum + bytes, 0) / 26 < quotas.shardWriteBytesPerSecond / 5,
    (seen) => 3_000 * (seen.records(0)[0]?.bytes ?? Infinity) < quotas.shardWriteBytesPerSecond / 2,
  ],
  'kpl-two-ways': [
    (seen) => seen.actor<KplState>('meters').kind === 'kpl-producer' && seen.actor<KplState>('meters').counts.acknowledged > 60_000,
    { measure: 'throttled records', fromMs: 30 * SECOND_MS, exactly: 0 },
    (seen) => {
      const packed = seen.records(0).filter(({ arrivalMs }) => arrivalMs >= 25 * SECOND_MS);
      // Far fewer records than readings; and not one byte less than the readings have.
      return packed.length < 0.05 * 3_000 * 25 && packed.reduce((sum, { bytes }) => sum + bytes, 0) >= 100 * 3_000 * 24;
    },
  ],
  'partial-failure': [
    { measure: 'ignored records', producer: 'auction', atLeast: 1 },
    { measure: 'given-up records', producer: 'auction', exactly: 0 },
    (seen) => seen.calls('PutRecords').some(({ outcome }) => outcome.ok && (outcome.value as { FailedRecordCount: number }).FailedRecordCount > 0),
  ],
  'repeat-after-timeout': deliveredTwice,
  'wrong-answer-delivery': deliveredTwice,
  'gap-throttled': [
    ...throttledNow,
    (seen) => seen.calls('PutRecords').some(({ outcome }) => outcome.ok && (outcome.value as { Records: readonly { ErrorCode?: string }[] }).Records.some(({ ErrorCode }) => ErrorCode === 'ProvisionedThroughputExceededException')),
    (seen) => seen.calls('PutRecords').every(({ outcome }) => outcome.ok && (outcome.value as { Records: readonly { ErrorCode?: string }[] }).Records.every(({ ErrorCode = 'ProvisionedThroughputExceededException' }) => ErrorCode === 'ProvisionedThroughputExceededException')),
  ],
  'gap-write-throttle-metric': [
    { measure: 'metric', metric: 'WriteProvisionedThroughputExceeded', statistic: 'Sum', atLeast: 1_000 },
    (seen) => {
      const counted = seen.world.metrics.query({ metric: 'WriteProvisionedThroughputExceeded', streamName: seen.streamName, statistic: 'Sum', periodMs: MINUTE_MS, fromMs: 0, toMs: MINUTE_MS })[0]?.value;
      return counted === seen.world.state.rejections;
    },
  ],
  'five-shards': [
    (seen) => seen.shards.length === 5,
    ...throttledNow,
    { measure: 'metric', metric: 'IncomingBytes', statistic: 'Sum', fromMs: 20 * SECOND_MS, untilMs: 40 * SECOND_MS, atLeast: 0.95 * 20 * 5 * MIB },
    { measure: 'metric', metric: 'IncomingBytes', statistic: 'Sum', fromMs: 20 * SECOND_MS, untilMs: 40 * SECOND_MS, atMost: 1.02 * 20 * 5 * MIB },
    // Read in answers of up to 10 MiB, each followed by a pause: over 20 seconds the sustained rate.
    { measure: 'metric', metric: 'GetRecords.Bytes', statistic: 'Sum', fromMs: 40 * SECOND_MS, untilMs: 60 * SECOND_MS, atLeast: 1.2 * 20 * 5 * MIB },
    { measure: 'metric', metric: 'GetRecords.Bytes', statistic: 'Sum', fromMs: 40 * SECOND_MS, untilMs: 60 * SECOND_MS, atMost: 2 * 25 * 5 * MIB },
  ],
  'shard-arithmetic': [
    { measure: 'open shards', exactly: 5 },
    { measure: 'throttled records', exactly: 0 },
    // Twenty seconds, and all of it is stored: more bytes than four shards take in that time.
    { measure: 'stored records', atLeast: 59_000 },
    { measure: 'metric', metric: 'IncomingBytes', statistic: 'Sum', atLeast: 4.2 * 20 * quotas.shardWriteBytesPerSecond },
    // In records three would have done.
    { measure: 'metric', metric: 'IncomingRecords', statistic: 'Sum', atMost: 3 * 20 * quotas.shardWriteRecordsPerSecond },
  ],

  // Shards.
  'auto-resharding': [{ measure: 'throttled records', atLeast: 1_000 }, { measure: 'open shards', exactly: 1 }],
  'split-under-load': [{ measure: 'throttled records', fromMs: 20 * SECOND_MS, untilMs: 25 * SECOND_MS, atLeast: 100 }, { measure: 'open shards', exactly: 2 }, (seen) => same(seen.answers('SplitShard').filter((answer) => answer !== 'ok'), [])],
  'even-split': [(seen) => seen.shards.length === 3 && widthOf(seen.shards[1]!) === widthOf(seen.shards[2]!) && seen.shards[2]!.start === (seen.shards[0]!.start + seen.shards[0]!.end + 1n) / 2n],
  'reshard-downtime': [
    (seen) => seen.world.stream(seen.streamName)!.status === 'UPDATING' && seen.records(0).filter(({ arrivalMs }) => arrivalMs > 25_500).length > 500,
    (seen) => seen.reader('billing', 0)!.recentReads.some(({ atMs }) => atMs > 25_500),
  ],
  'wrong-answer-retention': [{ measure: 'open shards', exactly: 2 }, { measure: 'retention hours', exactly: 24 }],
  'parent-after-split': [(seen) => seen.shards.some((shard) => !isOpen(shard) && shard.cursor.length - shard.head > 0), { measure: 'open shards', exactly: 2 }, (seen) => seen.shards.slice(1).every((child) => seen.records(child.index).every(({ arrivalMs }) => arrivalMs >= seen.shards[0]!.closedMs!))],
  'steps-split': [
    (seen) => same(visibleShards(seen.world, seen.world.stream(seen.streamName)!).map(({ index }) => index), [1, 2]),
    (seen) => seen.shards[0]!.head === seen.shards[0]!.cursor.length && seen.shards[0]!.cursor.length > 100,
    { measure: 'lost records', consumer: 'totals', exactly: 0 },
    (seen) => seen.reader('totals', 0)?.phase === 'drained',
  ],
  'capacity-modes': [{ measure: 'open shards', exactly: 5 }, (seen) => seen.world.stream(seen.streamName)!.mode === 'ON_DEMAND' && !isOpen(seen.shards.find(({ cursor }) => cursor.length > 0)!), (seen) => seen.world.actions.length === 0],
  'on-demand-doubling': [(seen) => seen.world.stream(seen.streamName)!.mode === 'ON_DEMAND', ...throttledNow],
  'encryption-from-then-on': [
    // Some are not, some are, and which was settled when each arrived.
    (seen) => {
      const records = seen.records(0);
      const from = records.findIndex(({ encrypted }) => encrypted);
      return from === FIRST_ENCRYPTED && records.length > from + 50 && records.every(({ encrypted }, i) => encrypted === i >= from) && records[from]!.arrivalMs >= 30 * SECOND_MS;
    },
    (seen) => encryptionNow(seen.world, seen.world.stream(seen.streamName)!)?.keyState === 'disabled',
    (seen) => seen.answers('PutRecord').at(-1) === 'KMSDisabledException',
    (seen) => seen.answers('GetRecords').includes('KMSDisabledException'),
  ],
};
