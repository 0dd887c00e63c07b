/** Of cards of reading, lag, the KCL, Lambda and Firehose: what each answer says, asked of the state at the moment shown. All of it holds then, and not all at the run's beginning. */
import { MIB, quotas, type FanOutConsumerState, type LambdaMappingState } from '#sim';
import { same, type Proof, type Seen } from './seen.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
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

export const reading: Readonly<Record<string, readonly Proof[]>> = {
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
  'latency-of-reading': [{ measure: 'behind ms', consumer: 'poller', atLeast: 100 }, { measure: 'behind ms', consumer: 'pushed', atMost: 50 }, (seen) => lateness(seen, 'pushed') < 100, (seen) => lateness(seen, 'poller') > lateness(seen, 'pushed'), (seen) => lateness(seen, 'poller') <= 300],
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
};
