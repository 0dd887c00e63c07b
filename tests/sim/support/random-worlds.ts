// Worlds that nobody would think of: any actors, faults, reshards and jumps through time, as data that fast-check can shrink.
import fc from 'fast-check';
import { createWorld, isOpen, type Action, type ActorConfig, type World } from '#sim';
import { somewhere } from './actors.ts';
import { shardId } from './worlds.ts';

export interface WorldPlan {
  readonly seed: number;
  readonly shards: number;
  readonly network: { readonly oneWayMs: number; readonly jitterMs: number };
  readonly actors: readonly ActorConfig[];
  readonly steps: readonly Step[];
}

/** What happens to a world. `n` chooses among the shards or actors that there are by then. */
export type Step =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'jump'; readonly share: number }
  | { readonly kind: 'network'; readonly change: object }
  | { readonly kind: 'split' | 'merge' | 'crash or restart' | 'slow' | 'move' | 'remove' | 'retain' | 'scale'; readonly n: number };

const streamName = 's';
const n = fc.nat(50);

const producer: fc.Arbitrary<ActorConfig> = fc.record({
  kind: fc.constant('producer' as const),
  name: fc.constantFrom('p-1', 'p-2'),
  streamName: fc.constant(streamName),
  recordsPerSecond: fc.constantFrom(0.2, 1, 5),
  keys: fc.oneof(
    fc.record({ kind: fc.constantFrom('uniform' as const, 'zipf' as const), prefix: fc.constant('k'), keys: fc.integer({ min: 1, max: 50 }) }),
    fc.record({ kind: fc.constant('hot' as const), prefix: fc.constant('k'), keys: fc.integer({ min: 2, max: 50 }), share: fc.constantFrom(0.5, 0.9) }),
  ),
  recordBytes: fc.constantFrom(0, 300, 200_000),
  call: fc.constantFrom('PutRecord' as const, 'PutRecords' as const),
  recordsPerCall: fc.integer({ min: 1, max: 10 }),
  attemptsMax: fc.integer({ min: 1, max: 4 }),
});

const pollingConsumer: fc.Arbitrary<ActorConfig> = fc.record({
  kind: fc.constant('polling-consumer' as const),
  name: fc.constantFrom('c-1', 'c-2'),
  streamName: fc.constant(streamName),
  startAt: fc.constantFrom('TRIM_HORIZON' as const, 'LATEST' as const),
  pollIntervalMs: fc.constantFrom(400, 2_000, 60_000),
  limit: fc.integer({ min: 1, max: 100 }),
  processingMsPerRecord: fc.constantFrom(0, 50, 5_000),
});

const poison = fc.option(fc.oneof(fc.record({ kind: fc.constant('every' as const), nth: fc.integer({ min: 3, max: 40 }) }), fc.record({ kind: fc.constant('key' as const), key: fc.constant('k-1') })), { nil: undefined });

const kplProducer: fc.Arbitrary<ActorConfig> = fc.record({
  kind: fc.constant('kpl-producer' as const),
  name: fc.constantFrom('kpl-1', 'kpl-2'),
  streamName: fc.constant(streamName),
  recordsPerSecond: fc.constantFrom(0.5, 4),
  keys: fc.record({ kind: fc.constant('uniform' as const), prefix: fc.constant('k'), keys: fc.integer({ min: 1, max: 50 }) }),
  recordBytes: fc.constantFrom(20, 3_000),
  aggregationEnabled: fc.boolean(),
  recordMaxBufferedTime: fc.constantFrom(100, 2_000),
  recordTtl: fc.constantFrom(500, 30_000),
  failIfThrottled: fc.boolean(),
});

const fanOutConsumer: fc.Arbitrary<ActorConfig> = fc.record({
  kind: fc.constant('fan-out-consumer' as const),
  name: fc.constantFrom('efo-1', 'efo-2'),
  streamName: fc.constant(streamName),
  startAt: fc.constantFrom('TRIM_HORIZON' as const, 'LATEST' as const),
  processingMsPerRecord: fc.constantFrom(0, 50, 2_000),
  poison,
});

const kclWorker: fc.Arbitrary<ActorConfig> = fc.record(
  {
    kind: fc.constant('kcl-worker' as const),
    name: fc.constantFrom('w-1', 'w-2', 'w-3'),
    streamName: fc.constant(streamName),
    application: fc.constantFrom('app', 'app', 'other'),
    version: fc.constantFrom('2' as const, '3' as const),
    consumption: fc.constantFrom('polling' as const, 'fan-out' as const),
    initialPosition: fc.constantFrom('TRIM_HORIZON' as const, 'LATEST' as const),
    processingMsPerRecord: fc.constantFrom(0, 50, 2_000),
    checkpointEveryRecords: fc.integer({ min: 1, max: 20 }),
    poison,
  },
  { requiredKeys: ['kind', 'name', 'streamName', 'application', 'version'] },
);

const lambdaMapping: fc.Arbitrary<ActorConfig> = fc.record({
  kind: fc.constant('lambda-mapping' as const),
  name: fc.constant('esm'),
  streamName: fc.constant(streamName),
  startingPosition: fc.constantFrom('TRIM_HORIZON' as const, 'LATEST' as const),
  reading: fc.constantFrom('shared' as const, 'fan-out' as const),
  batchSize: fc.integer({ min: 1, max: 50 }),
  maximumBatchingWindowInSeconds: fc.constantFrom(0, 5),
  parallelizationFactor: fc.integer({ min: 1, max: 3 }),
  maximumRetryAttempts: fc.constantFrom(-1, 0, 2),
  maximumRecordAgeInSeconds: fc.constantFrom(-1, 60),
  bisectBatchOnFunctionError: fc.boolean(),
  reportBatchItemFailures: fc.boolean(),
  tumblingWindowInSeconds: fc.constantFrom(0, 0, 20),
  filters: fc.constant([]),
  onFailure: fc.constantFrom(undefined, 'SQS' as const),
  durationMs: fc.constantFrom(20, 3_000),
  processingMsPerRecord: fc.constantFrom(0, 50),
  failureReport: fc.constant('failed record' as const),
  returnsState: fc.boolean(),
  stateBytesPerRecord: fc.constantFrom(0, 100_000),
  poison,
});

const firehose: fc.Arbitrary<ActorConfig> = fc.record({
  kind: fc.constant('firehose' as const),
  name: fc.constant('hose'),
  streamName: fc.constant(streamName),
  bufferSizeInMBs: fc.integer({ min: 1, max: 2 }),
  bufferIntervalInSeconds: fc.constantFrom(0, 10, 60),
  prefix: fc.constant(''),
  appendDelimiterToRecord: fc.boolean(),
  bucketDown: fc.boolean(),
});

const autoscaler: fc.Arbitrary<ActorConfig> = fc.record({
  kind: fc.constant('autoscaler' as const),
  name: fc.constant('scaler'),
  streamName: fc.constant(streamName),
  scaleOutAbove: fc.constantFrom(0.0001, 0.8),
  scaleInBelow: fc.constantFrom(0, 0.3),
  spareCalls: fc.constant(2),
  shardsMin: fc.constant(1),
  shardsMax: fc.constant(4),
});

const producers = fc.oneof(producer, producer, kplProducer);
const consumers = fc.oneof(pollingConsumer, fanOutConsumer, kclWorker, kclWorker, lambdaMapping, firehose, autoscaler);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(700, 5_000, 20_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('jump' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('network' as const),
      change: fc.record(
        { requestLoss: fc.constantFrom(0, 0.3), responseLoss: fc.constantFrom(0, 0.3), oneWayMs: fc.constantFrom(5, 3_000), bytesPerSecond: fc.constantFrom(50_000, 1e9), timeoutMs: fc.constantFrom(500, 6_000) },
        { requiredKeys: [] },
      ),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('split' as const, 'merge' as const, 'crash or restart' as const, 'slow' as const, 'move' as const), n }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('remove' as const, 'retain' as const, 'scale' as const), n }) },
);

export const worldPlan: fc.Arbitrary<WorldPlan> = fc.record({
  seed: fc.nat(1e9),
  shards: fc.integer({ min: 1, max: 3 }),
  network: fc.record({ oneWayMs: fc.constantFrom(0, 20, 400), jitterMs: fc.constantFrom(0, 50, 900) }),
  actors: fc.tuple(fc.array(producers, { minLength: 1, maxLength: 2 }), fc.array(consumers, { minLength: 1, maxLength: 4 })).map(([x, y]) => [...x, ...y]),
  steps: fc.array(step, { minLength: 3, maxLength: 14 }),
});

export const newWorld = ({ seed, shards, network, actors }: WorldPlan): World =>
  createWorld({
    seed,
    network,
    setup: [
      { type: 'call', operation: 'CreateStream', input: { StreamName: streamName, ShardCount: shards } },
      // Two of one name: the second is refused, as anybody's would be.
      ...actors.map((config): Action => ({ type: 'add actor', config })),
    ],
  });

/** The action that a step stands for in this world now, or null where there is nothing to do it to. */
export function actionOf(world: World, step: Exclude<Step, { kind: 'wait' | 'jump' }>): Action | null {
  if (step.kind === 'network') return { type: 'configure network', change: step.change };
  const open = world.stream(streamName)!.shards.filter(isOpen).toSorted((x, y) => (x.start < y.start ? -1 : 1));
  const i = step.n % open.length;
  const actors = [...world.actors.values()];
  const actor = actors[step.n % Math.max(1, actors.length)];
  const call = (operation: string, input: object): Action => ({ type: 'call', operation, input: { StreamName: streamName, ...input } });
  switch (step.kind) {
    case 'split':
      return call('SplitShard', { ShardToSplit: shardId(open[i]!.index), NewStartingHashKey: String((open[i]!.start + open[i]!.end) / 2n) });
    case 'merge':
      return open[i + 1] ? call('MergeShards', { ShardToMerge: shardId(open[i]!.index), AdjacentShardToMerge: shardId(open[i + 1]!.index) }) : null;
    case 'scale':
      return call('UpdateShardCount', { TargetShardCount: 1 + (step.n % 5), ScalingType: 'UNIFORM_SCALING' });
    case 'retain':
      return call(step.n % 2 ? 'IncreaseStreamRetentionPeriod' : 'DecreaseStreamRetentionPeriod', { RetentionPeriodHours: 24 + (step.n % 3) * 24 });
    case 'crash or restart':
      return actor ? { type: actor.running ? 'crash actor' : 'restart actor', actor: actor.name } : null;
    case 'slow':
      return actor && 'processingMsPerRecord' in actor.config ? { type: 'configure actor', actor: actor.name, change: { processingMsPerRecord: step.n * 100 } } : null;
    case 'move':
      return actor ? somewhere(world, actor.name, step.n) : null;
    case 'remove':
      return actor ? { type: 'remove actor', actor: actor.name } : null;
  }
}
