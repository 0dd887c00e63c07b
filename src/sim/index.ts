/** The only door of `src/sim`. */
export type { Action, ActionOutcome } from './actions.ts';
export type { ActorConfig, ActorState } from './actors/index.ts';
export { consumerLimits, type ConsumerState, type ShardReader } from './actors/polling-consumer.ts';
export { producerLimits, type ProducerState } from './actors/producer.ts';
export { defaultConfig } from './kinesis/context.ts';
export { HASH_KEY_MAX, hashKeyOfPartitionKey, shareOfKeySpace, uniformRanges } from './kinesis/model/hash-key.ts';
export type { ShardLog } from './kinesis/model/shard-log.ts';
export { isOpen, retentionMs, shardIdOf, type Shard, type Stream } from './kinesis/model/stream.ts';
export { shardIteratorTypes, type ShardIteratorType } from './kinesis/operations/get-shard-iterator.ts';
export { KIB, MIB, quotas } from './kinesis/quotas.ts';
export type { SimTraceEntry } from './kinesis/trace-entries.ts';
export { scenarios } from './scenarios/index.ts';
export type { Scenario } from './scenarios/scenario.ts';
export { createWorld } from './create-world.ts';
export { behindMs, furthestBehindMs, readShare, visibleShards, writeShare, writtenInLastSecond } from './readings.ts';
export { World } from './world.ts';
