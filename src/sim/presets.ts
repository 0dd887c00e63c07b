/** Worlds to begin from when one is made by hand: each shows one thing, and asks to be changed. Times in ms. */
import { firehoseDefaults } from './actors/firehose/config.ts';
import { lambdaMappingDefaults } from './actors/lambda-mapping/config.ts';
import { add, at, call, crash, createStream, fanOutReader, MINUTE_MS, producer, reader, restart, SECOND_MS } from './scenarios/parts.ts';
import type { WorldPlan } from './share/run.ts';

export interface Preset {
  readonly id: string;
  /** What it is for: a sentence. */
  readonly about: string;
  readonly plan: WorldPlan;
}

const streamName = 'events';
/** Until then the stream is being created. */
const startsAtMs = 3 * SECOND_MS;
const network = { oneWayMs: 15, jitterMs: 25 };
const live = { atMs: 20 * SECOND_MS, speed: 1, spanMs: MINUTE_MS };

const plan = (title: string, parts: Partial<WorldPlan> & Pick<WorldPlan, 'setup'>): WorldPlan => ({ title, streamName, network, script: [], opening: live, ...parts });
const web = (name: string, recordsPerSecond: number, rest: Partial<Parameters<typeof producer>[0]> = {}) =>
  add(producer({ name, streamName, recordsPerSecond, startsAtMs, recordBytes: 400, recordsPerCall: 20, keys: { kind: 'user', prefix: 'user', keys: 500 }, ...rest }));
const worker = (n: number) =>
  add({ kind: 'kcl-worker', name: `worker-${n}`, streamName, application: 'orders', version: '3', initialPosition: 'TRIM_HORIZON', consumption: 'polling', processingMsPerRecord: 2 });

export const presets: readonly Preset[] = [
  {
    id: 'empty',
    about: 'One shard, and nobody there yet.',
    plan: plan('An empty stream', { setup: [createStream(streamName, 1)], opening: { ...live, atMs: 0 } }),
  },
  {
    id: 'sensors',
    about: 'Sixty sensors report evenly; one reader keeps up.',
    plan: plan('Steady sensors', {
      setup: [
        createStream(streamName, 2),
        add(producer({ name: 'sensors', streamName, recordsPerSecond: 60, startsAtMs, recordBytes: 200, keys: { kind: 'device', prefix: 'sensor', keys: 60 } })),
        add(reader({ name: 'dashboard', streamName })),
      ],
    }),
  },
  {
    id: 'hot-key',
    about: 'Four shards would do, but one key asks more of its shard than a shard takes.',
    plan: plan('A hot key', {
      setup: [
        createStream(streamName, 4),
        web('web-1', 1_200, { recordsPerCall: 100, keys: { kind: 'hot', prefix: 'user', keys: 200, share: 0.9 } }),
        web('web-2', 300),
        add(reader({ name: 'analytics', streamName })),
      ],
    }),
  },
  {
    id: 'burst',
    about: 'Quiet for a minute, then five seconds at twenty times the rate.',
    plan: plan('Bursts', {
      setup: [
        createStream(streamName, 2),
        web('ticket-sale', 150, { recordsPerCall: 100, rate: { kind: 'burst', everyMs: MINUTE_MS, lengthMs: 5 * SECOND_MS, factor: 20, firstAtMs: 30 * SECOND_MS } }),
        add(reader({ name: 'orders', streamName })),
      ],
      opening: { ...live, atMs: 25 * SECOND_MS },
    }),
  },
  {
    id: 'slow-consumer',
    about: 'One consumer needs longer for a record than the next takes to arrive.',
    plan: plan('A slow consumer', {
      setup: [
        createStream(streamName, 1),
        web('web-1', 100, { recordsPerCall: 10 }),
        add(reader({ name: 'quick', streamName, processingMsPerRecord: 1 })),
        add(reader({ name: 'slow', streamName, limit: 500, processingMsPerRecord: 20 })),
      ],
      opening: { atMs: 2 * MINUTE_MS, speed: 5, spanMs: 5 * MINUTE_MS },
    }),
  },
  {
    id: 'kcl-fleet',
    about: 'Three workers share four shards by leases; at two minutes one crashes, at four it comes back.',
    plan: plan('A KCL fleet', {
      setup: [createStream(streamName, 4), web('web-1', 200), worker(1), worker(2), worker(3)],
      script: [at(2 * MINUTE_MS, crash('worker-2')), at(4 * MINUTE_MS, restart('worker-2'))],
      opening: { atMs: 90 * SECOND_MS, speed: 2, spanMs: 5 * MINUTE_MS },
    }),
  },
  {
    id: 'fan-out',
    about: 'Six polling readers share what one shard gives; two registered ones have a pipe of their own.',
    plan: plan('Fan-out beside polling', {
      setup: [
        createStream(streamName, 1),
        web('web-1', 400, { recordBytes: 1_500, recordsPerCall: 50 }),
        ...[1, 2, 3, 4, 5, 6].map((n) => add(reader({ name: `polling-${n}`, streamName }))),
        ...[1, 2].map((n) => add(fanOutReader({ name: `fan-out-${n}`, streamName }))),
      ],
    }),
  },
  {
    id: 'lossy',
    about: 'Answers get lost: what is stored is sent again, and one of two readers notices.',
    plan: plan('A network that loses answers', {
      network: { ...network, responseLoss: 0.05, timeoutMs: 2_000 },
      setup: [
        createStream(streamName, 2),
        web('payments', 80, { recordsPerCall: 10 }),
        add(reader({ name: 'ledger', streamName, deduplicate: true })),
        add(reader({ name: 'mailer', streamName })),
      ],
    }),
  },
  {
    id: 'on-demand',
    about: 'An on-demand stream under a load that grows eightfold in five minutes.',
    plan: plan('On demand, growing', {
      setup: [
        call('CreateStream', { StreamName: streamName, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
        web('launch', 20, { recordBytes: 20_000, recordsPerCall: 10, rate: { kind: 'ramp', fromMs: MINUTE_MS, toMs: 6 * MINUTE_MS, factor: 8 } }),
        add(reader({ name: 'dashboard', streamName })),
      ],
      opening: { atMs: MINUTE_MS, speed: 10, spanMs: 10 * MINUTE_MS },
    }),
  },
  {
    id: 'managed',
    about: 'A Lambda function that fails on one record, beside a Firehose that writes all of them to S3.',
    plan: plan('Lambda and Firehose', {
      setup: [
        createStream(streamName, 2),
        web('web-1', 60, { recordsPerCall: 10 }),
        add({ kind: 'lambda-mapping', name: 'thumbnails', streamName, startingPosition: 'TRIM_HORIZON', ...lambdaMappingDefaults, poison: { kind: 'every', nth: 2_000 } }),
        add({ kind: 'firehose', name: 'archive', streamName, ...firehoseDefaults, bufferSizeInMBs: 1, bufferIntervalInSeconds: 60 }),
      ],
      opening: { atMs: MINUTE_MS, speed: 2, spanMs: 5 * MINUTE_MS },
    }),
  },
];
