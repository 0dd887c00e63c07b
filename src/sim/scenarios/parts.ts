/** What scenarios are put together from: actions in a few words. Times in ms. */
import type { Action } from '../actions.ts';
import type { ActorConfig } from '../actors/index.ts';
import type { FanOutConsumerConfig } from '../actors/fan-out-consumer.ts';
import type { ConsumerConfig } from '../actors/polling-consumer.ts';
import type { ProducerConfig } from '../actors/producer.ts';
import { shardIdOf } from '../kinesis/model/stream.ts';
import type { TimedAction } from '../world.ts';
import type { Predicate } from './measures.ts';

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const at = (atMs: number, action: Action): TimedAction => ({ atMs, action });
export const call = (operation: string, input: object): Action => ({ type: 'call', operation, input });
export const configure = (actor: string, change: Readonly<Record<string, unknown>>): Action => ({ type: 'configure actor', actor, change });
export const add = (config: ActorConfig): Action => ({ type: 'add actor', config });

export const createStream = (StreamName: string, ShardCount: number) => call('CreateStream', { StreamName, ShardCount });
export const setShards = (StreamName: string, TargetShardCount: number) => call('UpdateShardCount', { StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' });
export const setRetention = (StreamName: string, RetentionPeriodHours: number) => call('IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours });
/** @param share where in the key space the upper child begins, 0 … 1 */
export const split = (StreamName: string, shard: number, share: number) =>
  call('SplitShard', { StreamName, ShardToSplit: shardIdOf(shard), NewStartingHashKey: String(hashKeyAt(share)) });
export const merge = (StreamName: string, lower: number, upper: number) =>
  call('MergeShards', { StreamName, ShardToMerge: shardIdOf(lower), AdjacentShardToMerge: shardIdOf(upper) });

const hashKeyAt = (share: number) => BigInt(Math.round(share * 2 ** 32)) << 96n;

type Rest<Config> = Partial<Omit<Config, 'kind'>> & { readonly name: string; readonly streamName: string };

/** On the plain SDK, 100 keys used evenly, a record a call. */
export const producer = (rest: Rest<ProducerConfig> & { readonly recordsPerSecond: number }): ProducerConfig => ({
  kind: 'producer',
  keys: { kind: 'uniform', prefix: rest.name, keys: 100 },
  recordBytes: 300,
  call: rest.recordsPerCall === undefined ? 'PutRecord' : 'PutRecords',
  recordsPerCall: 1,
  attemptsMax: 5,
  ...rest,
});

/** Reads all there is, once a second, and is done with a record in no time. */
export const reader = (rest: Rest<ConsumerConfig>): ConsumerConfig => ({
  kind: 'polling-consumer',
  startAt: 'TRIM_HORIZON',
  pollIntervalMs: SECOND_MS,
  limit: 10_000,
  processingMsPerRecord: 0,
  ...rest,
});

/** The same with enhanced fan-out. */
export const fanOutReader = (rest: Rest<FanOutConsumerConfig>): FanOutConsumerConfig => ({ kind: 'fan-out-consumer', startAt: 'TRIM_HORIZON', processingMsPerRecord: 0, ...rest });

export const crash = (actor: string): Action => ({ type: 'crash actor', actor });
export const restart = (actor: string): Action => ({ type: 'restart actor', actor });
export const remove = (actor: string): Action => ({ type: 'remove actor', actor });

/** A text as the API takes it. ASCII only. */
export const blob = (text: string) => ({ text, byteLength: text.length });

/** What CloudWatch has counted in all, to the record: of a run in which nobody does anything. */
export const totals = (sums: Readonly<Record<string, number>>): Predicate[] => Object.entries(sums).map(([metric, exactly]) => ({ measure: 'metric', metric, statistic: 'Sum', exactly }));
