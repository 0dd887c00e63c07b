/** By card: what its answer says, asked of the state at the moment shown. All of these hold then, and not all at the run's beginning. */
import { encryptionNow, isOpen, MIB, quotas, readsBefore, retentionMs, visibleShards, type FanOutConsumerState, type LambdaMappingState, type KplState, type ProducerState } from '#sim';
import { hashOf, same, widthOf, type Proof, type Seen } from './show-me-seen.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const keysBelong = (seen: Seen) => {
  const all = seen.shards.flatMap((shard) => seen.records(shard.index).map(({ key }) => ({ key, shard })));
  return all.length > 1_000 && all.every(({ key, shard }) => hashOf(key) >= shard.start && hashOf(key) <= shard.end) && new Set(all.map(({ key, shard }) => `${key} ${shard.index}`)).size === new Set(all.map(({ key }) => key)).size;
};
/** How old records were when a reader had them, in ms, on average over its newest reads. */
const lateness = (seen: Seen, name: string) => {
  const records = seen.records(0);
  const ages = (seen.reader(name, 0)?.recentReads ?? []).flatMap(({ atMs, from, to }) => records.slice(from, to).map(({ arrivalMs }) => atMs - arrivalMs));
  return ages.reduce((sum, age) => sum + age, 0) / ages.length;
};
const archiveWasBehind: readonly Proof[] = [
  { measure: 'processed records', consumer: 'archive', atLeast: 1_000 },
  { measure: 'processed records', consumer: 'fraud', atLeast: 1_000 },
];
const throttledNow: readonly Proof[] = [{ measure: 'throttled records', atLeast: 1 }];
const deliveredTwice: readonly Proof[] = [
  // The consumer acted twice although it repeated nothing: the second copy is another record to it.
  { measure: 'double effects', consumer: 'warehouse', atLeast: 1 },
  { measure: 'repeated records', consumer: 'warehouse', exactly: 0 },
  { measure: 'missing records', producer: 'shop', atMost: 10 },
];
const largerIsRefusedFirst: Proof = (seen) => same(seen.calls('PutRecord').slice(-2).map(({ outcome }) => (outcome.ok ? 'ok' : outcome.error.__type)), ['ValidationException', 'ok']) || same(seen.answers('PutRecord').slice(-2), ['InvalidArgumentException', 'ok']);

export const proofs: Readonly<Record<string, readonly Proof[]>> = {
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
      return from > 50 && records.length > from + 50 && records.every(({ encrypted }, i) => encrypted === i >= from) && records[from]!.arrivalMs >= 30 * SECOND_MS;
    },
    (seen) => encryptionNow(seen.world, seen.world.stream(seen.streamName)!)?.keyState === 'disabled',
    (seen) => seen.answers('PutRecord').at(-1) === 'KMSDisabledException',
    (seen) => seen.answers('GetRecords').includes('KMSDisabledException'),
  ],

  // Reading.
  'read-does-not-remove': [...archiveWasBehind, { measure: 'lost records', consumer: 'archive', exactly: 0 }, (seen) => seen.shards[0]?.head === 0],
  // Two applications on the shard, and its one read rate refuses some of their calls.
  'consumers-per-shard': [...archiveWasBehind, { measure: 'refused reads', consumer: 'fraud', atLeast: 1 }],
  'full-answer': [
    { measure: 'refused reads', consumer: 'archive', atLeast: 1 },
    (seen) => {
      // Of the kept calls: an answer of nearly 10 MiB, in payments of 20,000 bytes, and the next call within five seconds is refused.
      const reads = seen.calls('GetRecords').filter(({ caller }) => caller === 'archive');
      const bytesOf = ({ outcome }: (typeof reads)[number]) => (outcome.ok ? ((outcome.value as { Records: Range }).Records.to - (outcome.value as { Records: Range }).Records.from) * 20_000 : 0);
      return reads.some((call, i) => bytesOf(call) > 0.9 * 10 * MIB && reads[i + 1]!.outcome.ok === false && reads[i + 1]!.atMs - call.atMs < 5_000);
    },
  ],
  'queue-or-stream': [{ measure: 'behind ms', consumer: 'fraud', atMost: 3 * SECOND_MS }, (seen) => (seen.reader('fraud', 0)?.position ?? 0) - (seen.reader('archive', 0)?.checkpoint?.position ?? seen.reader('archive', 0)?.position ?? 0) > 1_000],
  'when-a-stream': [{ measure: 'repeated records', consumer: 'totals', atLeast: 500 }, { measure: 'lost records', consumer: 'totals', exactly: 0 }],
  'service-replay': [{ measure: 'repeated records', consumer: 'totals', atLeast: 500 }, { measure: 'processed records', consumer: 'alerts', atLeast: 500 }, { measure: 'repeated records', consumer: 'alerts', exactly: 0 }],
  'latest-reads-nothing': [{ measure: 'stored records', atLeast: 350 }, { measure: 'processed records', consumer: 'report', exactly: 0 }, { measure: 'behind ms', consumer: 'report', exactly: 0 }],
  'gap-trim-horizon': [{ measure: 'processed records', consumer: 'report', exactly: 400 }, { measure: 'unprocessed records', consumer: 'report', exactly: 0 }],
  'position-that-survives': [{ measure: 'expired iterators', consumer: 'ocr', atLeast: 2 }, { measure: 'processed records', consumer: 'ocr', atLeast: 400 }, { measure: 'repeated records', consumer: 'ocr', exactly: 0 }, (seen) => /^\d{50,}$/.test(seen.reader('ocr', 0)?.checkpoint?.sequenceNumber ?? '')],
  'gap-expired': [
    { measure: 'expired iterators', consumer: 'ocr', atLeast: 1 },
    (seen) => seen.answers('GetRecords').includes('ExpiredIteratorException'),
    // The remedy: after each of those errors comes a GetShardIterator, and it is answered.
    (seen) => {
      const expired = seen.calls('GetRecords').filter(({ outcome }) => !outcome.ok);
      return expired.length > 0 && expired.every(({ index }) => seen.calls('GetShardIterator').some((call) => call.index > index && call.index <= index + 2 && call.outcome.ok));
    },
  ],
  'resharding-without-kcl': [
    { measure: 'finished shards', consumer: 'balance', exactly: 1 },
    { measure: 'repeated records', consumer: 'balance', exactly: 0 },
    { measure: 'unprocessed records', consumer: 'balance', atMost: 50 },
    (seen) => [1, 2].every((child) => (seen.reader('balance', child)?.position ?? 0) > 100),
  ],

  // Lag and retention.
  'lag-metric': [
    { measure: 'metric', metric: 'GetRecords.IteratorAgeMilliseconds', statistic: 'Maximum', atLeast: 10 * HOUR_MS },
    { measure: 'metric', metric: 'GetRecords.IteratorAgeMilliseconds', statistic: 'Maximum', untilMs: 6 * HOUR_MS, atMost: 6 * HOUR_MS },
    { measure: 'behind ms', consumer: 'assessor', atLeast: 10 * HOUR_MS },
  ],
  'half-of-retention': [{ measure: 'lost records', consumer: 'assessor', exactly: 0 }, { measure: 'behind ms', consumer: 'assessor', atLeast: 25 * HOUR_MS }, { measure: 'retention hours', exactly: 168 }],
  'retention-too-late': [{ measure: 'retention hours', exactly: 168 }, { measure: 'lost records', consumer: 'assessor', atLeast: 10 }, (seen) => seen.shards.every(({ head }) => head > 0)],
  'catching-up': [
    { measure: 'open shards', exactly: 4 },
    (seen) => [0, 1].every((parent) => (seen.reader('assessor', parent)?.position ?? Infinity) < seen.shards[parent]!.cursor.length - 500),
    (seen) => [2, 3, 4, 5].every((child) => seen.reader('assessor', child)?.phase === 'waiting for parents' || seen.reader('assessor', child) === undefined),
  ],
  'steps-lag': [
    { measure: 'metric', metric: 'GetRecords.IteratorAgeMilliseconds', statistic: 'Maximum', untilMs: 20 * HOUR_MS, atLeast: 10 * HOUR_MS },
    { measure: 'lost records', consumer: 'assessor', exactly: 0 },
    { measure: 'retention hours', exactly: 168 },
    { measure: 'behind ms', consumer: 'assessor', atMost: HOUR_MS },
  ],

  // Enhanced fan-out.
  'several-readers': [
    ...['ads', 'audit', 'bills', 'maps', 'risk'].flatMap((consumer): Proof[] => [{ measure: 'processed records', consumer, atLeast: 1_800 }, { measure: 'behind ms', consumer, atMost: SECOND_MS }]),
    // Together more than the two megabytes a second that pollers share.
    (seen) => 5 * seen.records(0).slice(0, -45).reduce((sum, { bytes }) => sum + bytes, 0) > 2 * 56 * quotas.shardReadBytesPerSecond,
  ],
  'gap-fan-out-rate': [...['ads', 'risk'].map((consumer): Proof => ({ measure: 'processed records', consumer, atLeast: 1_800 })), (seen) => seen.answers('GetRecords').length === 0],
  'fan-out-how': [
    (seen) => seen.actor<FanOutConsumerState>('alarm').counts.subscriptions === 3,
    (seen) => seen.answers('GetRecords').length === 0 && seen.world.stream(seen.streamName)!.consumers.has('alarm'),
    { measure: 'processed records', consumer: 'alarm', atLeast: 130 },
  ],
  'gap-fan-out-renewal': [
    (seen) => {
      const times = seen.calls('SubscribeToShard').map(({ atMs }) => atMs);
      return times.length === 3 && times.every((atMs, i) => i === 0 || Math.abs(atMs - times[i - 1]! - 5 * MINUTE_MS) < 5 * SECOND_MS);
    },
  ],
  'steps-fan-out': [
    (seen) => {
      const [register] = seen.calls('RegisterStreamConsumer');
      const subscribed = seen.calls('SubscribeToShard');
      const renewed = (subscribed[1]?.input as { StartingPosition?: { Type: string; SequenceNumber?: string } } | undefined)?.StartingPosition;
      return register !== undefined && subscribed.length === 3 && subscribed[0]!.index > register.index && subscribed[0]!.atMs > register.atMs + SECOND_MS && renewed?.Type === 'AFTER_SEQUENCE_NUMBER';
    },
  ],
  'latency-of-reading': [(seen) => lateness(seen, 'pushed') < 100, (seen) => lateness(seen, 'poller') > lateness(seen, 'pushed'), (seen) => lateness(seen, 'poller') <= 300],
  'fan-out-for-one': [(seen) => lateness(seen, 'poller') <= 500, { measure: 'behind ms', consumer: 'poller', atMost: 500 }, { measure: 'processed records', consumer: 'poller', atLeast: 1_000 }, { measure: 'refused reads', consumer: 'poller', exactly: 0 }, (seen) => lateness(seen, 'pushed') < lateness(seen, 'poller')],

  // The KCL.
  'once-per-group': [
    { measure: 'repeated records', consumer: 'pricing', atLeast: 1 },
    (seen) => !seen.actor<{ running: boolean }>('pricing-1').running,
    // Each shard has one owner, and the new owner is not the one of before the crash.
    (seen) => same([...seen.application('pricing')!.leases.values()].map(({ leaseOwner }) => leaseOwner), ['pricing-2', 'pricing-2', 'pricing-2', 'pricing-2']),
  ],
  'steps-checkpoint': [{ measure: 'repeated records', consumer: 'pricing', atLeast: 1 }, { measure: 'unprocessed records', consumer: 'pricing', atMost: 200 }, { measure: 'lost records', consumer: 'pricing', exactly: 0 }, { measure: 'processed records', consumer: 'pricing', atLeast: 5_000 }],
  'kcl-and-dynamodb': [
    (seen) => {
      const leases = [...(seen.application('pricing')?.leases.values() ?? [])];
      return leases.length === 4 && leases.every(({ leaseOwner, checkpoint }) => leaseOwner !== null && /^\d{50,}$/.test(checkpoint));
    },
  ],
  'workers-and-shards': [
    (seen) => {
      const owners = [...(seen.application('billing')?.leases.values() ?? [])].map(({ leaseOwner }) => leaseOwner);
      return owners.length === 4 && !owners.includes(null) && new Set(owners).size === 4;
    },
    (seen) => [...seen.world.actors.values()].filter(({ kind, running }) => kind === 'kcl-worker' && running).length === 6,
  ],

  // Lambda and Firehose.
  'not-a-queue': [{ measure: 'failed invocations', consumer: 'thumbnails', atLeast: 2 }, { measure: 'discarded records', consumer: 'thumbnails', exactly: 0 }, { measure: 'metric', metric: 'IteratorAge', statistic: 'Maximum', actor: 'thumbnails', atLeast: MINUTE_MS }],
  'service-own-logic': [{ measure: 'delivered records', consumer: 'thumbnails', atLeast: 300 }, { measure: 'failed invocations', consumer: 'thumbnails', exactly: 0 }],
  'lambda-fan-out': [{ measure: 'delivered records', consumer: 'resize', atLeast: 500 }, (seen) => seen.answers('GetRecords').length === 0 && seen.world.stream(seen.streamName)!.consumers.size === 1],
  'lambda-batches': [
    (seen) => {
      const { delivered, invocations, failures } = seen.actor<LambdaMappingState>('resize').counts;
      return invocations >= 20 && failures === 0 && delivered <= 100 * invocations && delivered >= 99 * (invocations - 1);
    },
  ],
  // What is in the bucket came by nobody else: there is no other reader.
  'service-archive': [
    { measure: 'objects', consumer: 'to-bucket', atLeast: 2 },
    { measure: 'delivered records', consumer: 'to-bucket', atLeast: 10_000 },
    { measure: 'lost records', consumer: 'to-bucket', exactly: 0 },
    (seen) => same([...seen.world.actors.values()].map(({ kind }) => kind), ['producer', 'firehose']),
  ],
  'streams-or-firehose': [{ measure: 'objects', consumer: 'to-bucket', atLeast: 2 }, { measure: 'metric', metric: 'DeliveryToS3.DataFreshness', statistic: 'Maximum', actor: 'to-bucket', atMost: 400 }, (seen) => [...seen.world.actors.values()].every(({ kind }) => kind === 'producer' || kind === 'firehose')],
  // In seconds: far from the second that the teams need.
  'wrong-answer-firehose': [{ measure: 'metric', metric: 'DeliveryToS3.DataFreshness', statistic: 'Maximum', actor: 'to-bucket', atLeast: 60 }],

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
    return kinds.length === 16 && kinds[0] === 'NONE' && kinds[15] === 'KMS' && same(kinds.toSorted().toReversed(), kinds);
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
  'push-beside-poll': [{ measure: 'refused reads', consumer: 'archive', atLeast: 1 }, { measure: 'processed records', consumer: 'fraud', atLeast: 3_000 }, { measure: 'behind ms', consumer: 'fraud', atMost: SECOND_MS }, (seen) => seen.actor<FanOutConsumerState>('fraud').kind === 'fan-out-consumer'],
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
