/** What of AWS a plan meets besides the shard's throughput: each limit with how far the plan goes, and what helps. */
import { kplDefaults } from '../actors/kpl/config.ts';
import { KIB, MIB, quotas } from '../kinesis/quotas.ts';
import { groups } from '../scenarios/words.ts';
import type { Load, Mode } from './load.ts';
import { regions } from './regions.ts';
import { trafficOf, writeShards, type ShardPlan } from './shards.ts';
import { amountText, type Unit } from './steps.ts';

export interface Limit {
  readonly id: string;
  /** What is limited: "Consumers with enhanced fan-out of a stream". */
  readonly what: string;
  readonly value: number;
  readonly max: number;
  readonly unit: Unit;
  /** 'near': at four fifths or more, or something is to be done for it. */
  readonly status: 'ok' | 'near' | 'broken';
  /** The modes in which it holds. */
  readonly modes: readonly Mode[];
  /** The chapter's fact. */
  readonly factId?: string;
  /** What to do, where it is near or broken: one or two sentences. */
  readonly advice: string;
}

const ALL: readonly Mode[] = ['provisioned', 'standard', 'advantage'];
const NEAR_SHARE = 0.8;
/** Keys fall on shards by chance: with less room than this the unlucky shard of many is over its limit. */
const HEADROOM_LOW = 0.1;

const statusOf = (value: number, max: number): Limit['status'] => (value > max ? 'broken' : value >= NEAR_SHARE * max ? 'near' : 'ok');
const limit = (id: string, what: string, value: number, max: number, unit: Unit, modes: readonly Mode[], factId: string | undefined, advice: string, status = statusOf(value, max)): Limit => ({
  id, what, value, max, unit, modes, advice, status, ...(factId !== undefined && { factId }),
});

/**
 * Every limit that a plan is held against, in the order of its way from producer to consumer to account. Sources: the
 * Streams quotas page, the API model, the developer guide's page on capacity modes; each names its fact.
 */
export function limitsOf(load: Load, { shards, headroom }: ShardPlan): Limit[] {
  const { region, pollingConsumers, callsPerSecond, fanOutConsumers, busiestKeyPercent, recordsPerAggregate } = load;
  const { name, shardsPerAccount, onDemandWriteMiBpsMax } = regions[region];
  const traffic = trafficOf(load, load.peakRecordsPerSecond);
  const write = writeShards(traffic);
  const most = Math.max(write.records, write.bytes);
  const limits: Limit[] = [
    limit('record-size', 'A record', traffic.recordBytes, quotas.recordBytesCeiling, 'B', ALL, 'record-size-ceiling',
      `Records over ${amountText(quotas.recordBytesDefaultMax, 'B')} need a stream that is set to them: UpdateMaxRecordSize with ${groups(Math.ceil(traffic.recordBytes / KIB))} KiB. They live on burst capacity: keep them to a few in a hundred, or put the data into S3 and a reference on the stream.`,
      traffic.recordBytes > quotas.recordBytesDefaultMax ? 'near' : 'ok'),
    limit('headroom', 'The fullest limit of a shard at the peak', 100 * (1 - headroom), 100, '%', ALL, undefined,
      'Keys are not spread quite evenly, and a second is not like the next: the fullest shard will refuse now and then. Keep a tenth or a fifth free.',
      headroom < HEADROOM_LOW ? 'near' : 'ok'),
  ];
  if (busiestKeyPercent > 0) {
    const key = (most * busiestKeyPercent) / 100;
    limits.push(limit('busiest-key', 'The busiest key, of one shard’s quota', 100 * key, 100, '%', ALL, write.records >= write.bytes ? 'shard-write-records' : 'shard-write-bytes',
      'A key is in one shard, and no mode and no number of shards cuts it in two. Take a finer key, or spread this one over random prefixes and give up its order.',
      key >= 1 ? 'broken' : statusOf(key, 1)));
  }
  if (recordsPerAggregate > 1) limits.push(aggregateWait(load, shards));
  if (pollingConsumers > 0) {
    const calls = pollingConsumers * callsPerSecond;
    const readsOfShard = { records: traffic.recordsPerSecond / shards / callsPerSecond, bytes: traffic.bytesPerSecond / shards / callsPerSecond };
    limits.push(
      limit('read-calls', 'GetRecords calls on each shard', calls, quotas.shardReadCallsPerSecond, 'calls/s', ALL, 'shard-read-calls',
        'All who poll share these, and more shards do not help: each consumer polls every shard. Poll less often, or move consumers to enhanced fan-out.'),
      limit('answer-records', 'Records that one GetRecords has to bring', readsOfShard.records, quotas.getRecordsRecordsMax, 'records', ALL, 'get-records-count',
        'At this rate an answer does not hold what has come since the last: the consumer falls behind. Poll more often.'),
      limit('answer-bytes', 'Bytes that one GetRecords has to bring', readsOfShard.bytes, quotas.getRecordsBytesMax, 'B', ALL, 'get-records-bytes',
        'At this rate an answer does not hold what has come since the last: the consumer falls behind. Poll more often.'),
    );
  }
  if (fanOutConsumers > 0) {
    const advice = 'A stream takes no more of them. Let some poll, or let one consumer hand on to others.';
    limits.push(
      limit('fan-out-consumers', 'Consumers with enhanced fan-out', fanOutConsumers, quotas.fanOutConsumersMax, 'consumers', ['provisioned', 'standard'], 'fan-out-consumers', `${advice} On-demand Advantage takes ${quotas.fanOutConsumersAdvantageMax}.`),
      limit('fan-out-consumers-advantage', 'Consumers with enhanced fan-out', fanOutConsumers, quotas.fanOutConsumersAdvantageMax, 'consumers', ['advantage'], 'fan-out-consumers-advantage', advice),
    );
  }
  limits.push(
    limit('account-shards', `Shards of an account in ${name}`, shards, shardsPerAccount, 'shards', ['provisioned'], region === 'elsewhere' ? 'shards-per-account-elsewhere' : 'shards-per-account',
      `All streams of the account count.${region === 'elsewhere' ? ` Some Regions begin with ${groups(quotas.shardsPerAccountMiddle)}.` : ''} The quota is raised on request.`),
    limit('update-shard-count', 'Shards to which UpdateShardCount takes a stream', shards, quotas.updateShardCountShardsMax, 'shards', ['provisioned'], 'update-shard-count-ceiling',
      'Create the stream with them at once, or ask for the limit to be raised.'),
    limit('on-demand-write', `Written to one on-demand stream in ${name}`, most * MIB, onDemandWriteMiBpsMax * MIB, 'B/s', ['standard', 'advantage'], region === 'elsewhere' ? 'on-demand-write-max-elsewhere' : 'on-demand-write-max',
      `Counted as shards are: ${groups(quotas.shardWriteRecordsPerSecond)} records a second are as much as ${amountText(quotas.shardWriteBytesPerSecond, 'B')}. Spread the load over several streams, or ask for more.`),
    limit('on-demand-start', 'Written to an on-demand stream on its first day', most * MIB, quotas.onDemandInitialShards * quotas.shardWriteBytesPerSecond, 'B/s', ['standard'], 'on-demand-start',
      'A new stream begins small and is throttled until it has grown. Let the load rise slowly, begin provisioned and switch, or warm it with On-demand Advantage.',
      most > quotas.onDemandInitialShards ? 'near' : 'ok'),
    limit('retention', 'Retention', load.retentionHours, quotas.retentionHoursMax, 'hours', ALL, 'retention-max-hours', 'A stream keeps nothing longer: let Firehose carry it to S3.'),
  );
  return limits;
}

/** An aggregate is sent when the first of its records has waited, full or not. Of one process; more of them fill more slowly. */
function aggregateWait({ recordsPerSecond, recordsPerAggregate }: Load, shards: number): Limit {
  const waitS = recordsPerSecond === 0 ? Infinity : (recordsPerAggregate * shards) / recordsPerSecond;
  const maxS = kplDefaults.recordMaxBufferedTime / 1000;
  return limit('aggregate-wait', 'Time in which one KPL process fills an aggregate', waitS, maxS, 's', ALL, undefined,
    `The KPL sends what it has after ${kplDefaults.recordMaxBufferedTime} ms: aggregates will be emptier, and more of them. Plan with fewer user records in one, or raise RecordMaxBufferedTime and wait longer.`,
    waitS > maxS ? 'near' : 'ok');
}
