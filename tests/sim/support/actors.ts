// Actors in small worlds, and a host for one actor that only notes what the actor asks of it.
import { shardIdOf, type Action, type ConsumerState, type ProducerState, type StartingPosition, type World } from '#sim';
import { sequenceNumberAt } from '../../../src/sim/kinesis/model/record-slice.ts';
import type { ActorHost, ActorMessage } from '../../../src/sim/actors/actor.ts';
import type { ConsumerConfig } from '../../../src/sim/actors/polling-consumer.ts';
import type { FanOutConsumerConfig, FanOutConsumerState } from '../../../src/sim/actors/fan-out-consumer.ts';
import type { KclWorkerConfig } from '../../../src/sim/actors/kcl/config.ts';
import { applicationKey, type Application } from '../../../src/sim/actors/kcl/lease-table.ts';
import type { KclWorkerState } from '../../../src/sim/actors/kcl/state.ts';
import type { ProducerConfig } from '../../../src/sim/actors/producer.ts';

export const producerConfig = (rest: Partial<ProducerConfig> = {}): ProducerConfig => ({
  kind: 'producer',
  name: 'p',
  streamName: 's',
  recordsPerSecond: 10,
  keys: { kind: 'uniform', prefix: 'k', keys: 100 },
  recordBytes: 100,
  call: 'PutRecords',
  recordsPerCall: 5,
  attemptsMax: 3,
  ...rest,
});
export const consumerConfig = (rest: Partial<ConsumerConfig> = {}): ConsumerConfig => ({
  kind: 'polling-consumer',
  name: 'c',
  streamName: 's',
  startAt: 'TRIM_HORIZON',
  pollIntervalMs: 500,
  limit: 10,
  processingMsPerRecord: 0,
  ...rest,
});

export function act(world: World, action: Action): void {
  const outcome = world.edit(action);
  if (!outcome.ok) throw new Error(outcome.error.message);
}
export const addProducer = (world: World, rest?: Partial<ProducerConfig>) => act(world, { type: 'add actor', config: producerConfig(rest) });
export const addConsumer = (world: World, rest?: Partial<ConsumerConfig>) => act(world, { type: 'add actor', config: consumerConfig(rest) });
export const crash = (world: World, actor = 'c') => act(world, { type: 'crash actor', actor });
export const restart = (world: World, actor = 'c') => act(world, { type: 'restart actor', actor });
export const producerOf = (world: World, name = 'p') => world.actors.get(name) as ProducerState;
export const consumerOf = (world: World, name = 'c') => world.actors.get(name) as ConsumerState;
export const stored = (world: World) => world.stream('s')!.shards.reduce((sum, shard) => sum + shard.cursor.length, 0);

/** Notes calls and messages; the test answers them. */
export function notingHost(draw = 0.5) {
  const sent: { operation: string; input: Record<string, unknown>; tag: never }[] = [];
  const later: { delayMs: number; message: ActorMessage }[] = [];
  const measured: { metric: string; shardIndex: number | null; value: number }[] = [];
  const host: ActorHost = {
    nowMs: 0,
    epochMs: 0,
    draw: () => draw,
    send: (_, operation, input, tag) => sent.push({ operation, input: input as Record<string, unknown>, tag: tag as never }),
    later: (_, delayMs, message) => later.push({ delayMs, message }),
    trace: () => undefined,
    log: () => {
      throw new Error('a producer reads no log');
    },
    stream: () => undefined,
    unsubscribe: () => undefined,
    shared: (_, create) => create(),
    metrics: { query: () => [] },
    measure: (_, metric, shardIndex, value) => measured.push({ metric, shardIndex, value }),
  };
  return { host, sent, later, measured };
}
export const fanOutConfig = (rest: Partial<FanOutConsumerConfig> = {}): FanOutConsumerConfig => ({
  kind: 'fan-out-consumer',
  name: 'f',
  streamName: 's',
  startAt: 'TRIM_HORIZON',
  processingMsPerRecord: 0,
  ...rest,
});
export const addFanOut = (world: World, rest?: Partial<FanOutConsumerConfig>) => act(world, { type: 'add actor', config: fanOutConfig(rest) });
export const fanOutOf = (world: World, name = 'f') => world.actors.get(name) as FanOutConsumerState;
export const kclConfig = (rest: Partial<KclWorkerConfig> = {}): KclWorkerConfig => ({
  kind: 'kcl-worker',
  name: 'w1',
  streamName: 's',
  application: 'app',
  version: '3',
  consumption: 'polling',
  initialPosition: 'TRIM_HORIZON',
  ...rest,
});
export const addWorker = (world: World, rest?: Partial<KclWorkerConfig>) => act(world, { type: 'add actor', config: kclConfig(rest) });
export const workerOf = (world: World, name = 'w1') => world.actors.get(name) as KclWorkerState;
export const tableIn = (world: World, application = 'app') => world.plain.shared.get(applicationKey(application, 's')) as Application;

/** Has it go on from somewhere on some shard: the number chooses both. What makes no sense is refused, as anybody's would be. */
export const moveSomewhere = (world: World, actor: string, n: number) => world.edit(somewhere(world, actor, n));

export function somewhere(world: World, actor: string, n: number, streamName = 's'): Action {
  const { shards } = world.stream(streamName)!;
  const shard = shards[n % shards.length]!;
  const { head, cursor: { length } } = shard;
  const index = Math.min(length - 1, head + Math.floor(((length - head) * (n % 7)) / 7));
  const log = world.log(shard.logId);
  const slice = { logId: shard.logId, from: index, to: index + 1, shardIndex: shard.index, shardCreatedSeconds: shard.createdSeconds };
  const SequenceNumber = length > head ? sequenceNumberAt(log, slice, index, world.epochMs) : '0';
  const positions: readonly StartingPosition[] = [
    { Type: 'AT_SEQUENCE_NUMBER', SequenceNumber },
    { Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber },
    { Type: 'TRIM_HORIZON' },
    { Type: 'LATEST' },
    { Type: 'AT_TIMESTAMP', Timestamp: (world.epochMs + Math.floor(world.nowMs * ((n % 11) / 10))) / 1000 },
  ];
  return { type: 'reposition actor', actor, shardId: shardIdOf(shard.index), startingPosition: positions[n % positions.length]! };
}
