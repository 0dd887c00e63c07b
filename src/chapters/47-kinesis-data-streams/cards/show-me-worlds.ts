/** Small worlds of their own, for cards that no scenario proves. Times in ms. */
import { lambdaMappingDefaults, parts, type Action, type TimedAction, type WorldPlan } from '#sim';

const { add, call, configure, createStream, fanOutReader, producer, reader, MINUTE_MS, SECOND_MS } = parts;

export const STREAM = 'orders';

const world = (title: string, setup: readonly Action[], script: readonly TimedAction[] = [], spanMs: WorldPlan['opening']['spanMs'] = MINUTE_MS): WorldPlan => ({
  title,
  streamName: STREAM,
  network: { oneWayMs: 10, jitterMs: 10 },
  setup,
  script,
  opening: { atMs: 20 * SECOND_MS, speed: 1, spanMs },
});

type Rest = Omit<Parameters<typeof producer>[0], 'name' | 'streamName'>;
const put = (name: string, rest: Rest) => add(producer({ name, streamName: STREAM, startsAtMs: 4 * SECOND_MS, ...rest }));
const read = (name: string, rest: object = {}) => add(reader({ name, streamName: STREAM, ...rest }));
const push = (name: string) => add(fanOutReader({ name, streamName: STREAM }));

/** One shard, five records a second, and two readers. */
export const twoReaders = world('Two readers of one stream', [createStream(STREAM, 1), put('shop', { recordsPerSecond: 5 }), read('totals'), read('alerts')], [], 3 * MINUTE_MS);

/** Four shards, forty customers. */
export const customers = world('Customers on four shards', [createStream(STREAM, 4), put('shop', { recordsPerSecond: 50, keys: { kind: 'uniform', prefix: 'customer', keys: 40 } }), read('totals')]);

/** Two shards. One is busy, and its reader is slow: what was put earlier there is read later. */
export const twoPaces = world(
  'Two shards, two paces',
  [createStream(STREAM, 2), put('till', { recordsPerSecond: 10, keys: { kind: 'uniform', prefix: 'busy', keys: 1 } }), read('packing', { processingMsPerRecord: 200 })],
  [
    { atMs: 30 * SECOND_MS, action: call('PutRecord', { StreamName: STREAM, PartitionKey: 'busy-1', Data: parts.blob('order 17') }) },
    { atMs: 31 * SECOND_MS, action: call('PutRecord', { StreamName: STREAM, PartitionKey: 'busy-5', Data: parts.blob('order 18') }) },
  ],
);

/** Twenty shards and four keys, one of which has half of the records. */
export const fourKeys = world('Four keys for twenty shards', [createStream(STREAM, 20), put('shops', { recordsPerSecond: 2_500, recordsPerCall: 100, keys: { kind: 'zipf', prefix: 'country', keys: 4 } })]);

/** A key that is too much for its shard, until it goes under random prefixes. */
export const prefixed = world(
  'A hot key under random prefixes',
  [createStream(STREAM, 4), put('shop', { recordsPerSecond: 1_500, recordsPerCall: 50, attemptsMax: 2, keys: { kind: 'hot', prefix: 'user', keys: 200, share: 0.9 } })],
  [{ atMs: 20 * SECOND_MS, action: configure('shop', { keys: { kind: 'salted', prefix: 'user', keys: 200, share: 0.9, salts: 100 } }) }],
);

/** 3,000 records a second, of 1,500 bytes each, on five shards. */
export const threeThousand = world('How many shards?', [createStream(STREAM, 5), put('sensors', { recordsPerSecond: 3_000, recordsPerCall: 100, recordBytes: 1_500, attemptsMax: 2, keys: { kind: 'device', prefix: 'sensor', keys: 24_000 } })]);

/** More than five shards take, and a reader that begins late and wants it all at once. */
export const fiveShards = world('Five shards, filled', [createStream(STREAM, 5), put('sensors', { recordsPerSecond: 240, recordsPerCall: 20, recordBytes: 25_000, attemptsMax: 2, keys: { kind: 'device', prefix: 'sensor', keys: 24_000 } })], [
  { atMs: 40 * SECOND_MS, action: read('report') },
]);

/** Two megabytes a second for one shard. */
export const oneLine = world('One shard for all', [createStream(STREAM, 1), put('ledger', { recordsPerSecond: 160, recordsPerCall: 16, recordBytes: 12_500, attemptsMax: 2 })]);

/** Nearly all that one shard takes, read by five registered consumers. */
export const fivePushed = world('Five with a pipe of their own', [createStream(STREAM, 1), put('shop', { recordsPerSecond: 36, recordsPerCall: 4, recordBytes: 25_000 }), ...['ads', 'audit', 'bills', 'maps', 'risk'].map(push)]);

/** One registered consumer, for longer than a subscription lasts. */
export const onePushed = world('A subscription and its renewals', [createStream(STREAM, 1), put('shop', { recordsPerSecond: 0.2 }), push('alarm')], [], 15 * MINUTE_MS);

/** A poller, as often as it may, and a registered consumer. */
export const pollAndPush = world('Poll or be pushed', [createStream(STREAM, 1), put('shop', { recordsPerSecond: 20 }), read('poller', { pollIntervalMs: 200 }), push('pushed')]);

/** Four shards, six workers of one application. */
export const sixWorkers = world('Six workers, four shards', [
  createStream(STREAM, 4),
  put('shop', { recordsPerSecond: 20 }),
  ...[1, 2, 3, 4, 5, 6].map((n) => add({ kind: 'kcl-worker', name: `worker-${n}`, streamName: STREAM, application: 'billing', version: '3', initialPosition: 'TRIM_HORIZON', consumption: 'polling' })),
]);

const mapped = (title: string, name: string, recordsPerSecond: number, settings: object) =>
  world(title, [createStream(STREAM, 1), put('shop', { recordsPerSecond, recordsPerCall: 10 }), add({ kind: 'lambda-mapping', ...lambdaMappingDefaults, startingPosition: 'TRIM_HORIZON', durationMs: 100, name, streamName: STREAM, ...settings })], [], 5 * MINUTE_MS);

/** A mapping that reads as a registered consumer. */
export const lambdaPushed = mapped('Lambda by enhanced fan-out', 'resize', 10, { reading: 'fan-out' });

/** More records than a function gets through, in batches as they are by default. */
export const lambdaBatches = mapped('Lambda and its batches', 'resize', 100, { durationMs: 2 * SECOND_MS });

/** An on-demand stream whose one key asks more of a shard than half a megabyte a second. */
export const onDemand = world(
  'On demand',
  [call('CreateStream', { StreamName: STREAM, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }), put('shop', { recordsPerSecond: 3, recordBytes: 250_000, keys: { kind: 'uniform', prefix: 'busy', keys: 1 } })],
  [],
  30 * MINUTE_MS,
);

/** A new on-demand stream, and three times as much as it begins with. */
export const onDemandRush = world('A rush on demand', [
  call('CreateStream', { StreamName: STREAM, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
  put('shop', { recordsPerSecond: 60, recordsPerCall: 5, recordBytes: 200_000, attemptsMax: 2, keys: { kind: 'uniform', prefix: 'user', keys: 4_000 } }),
]);

/** A shard that is split and, a day after its last record, gone. */
export const splitAndGone = world(
  'The life of a shard',
  [createStream(STREAM, 1), put('shop', { recordsPerSecond: 5 }), read('totals', { pollIntervalMs: 5 * MINUTE_MS })],
  [
    { atMs: 2 * MINUTE_MS, action: parts.split(STREAM, 0, 0.5) },
    { atMs: 10 * MINUTE_MS, action: configure('shop', { recordsPerSecond: 1 / 60 }) },
  ],
  'retention',
);

/** Somebody puts orders, and nobody reads yet: for commands typed at the console. */
export const quiet = (shards: number) => world('Commands at the console', [createStream(STREAM, shards), put('shop', { recordsPerSecond: 5, recordBytes: 24 })], [{ atMs: 30 * SECOND_MS, action: configure('shop', { recordsPerSecond: 0 }) }], 3 * MINUTE_MS);

/** Nothing yet, not even a stream. */
export const nothing = world('An account without a stream', []);

/** More small records than one answer holds. */
export const full = world('A full answer', [createStream(STREAM, 1), put('shop', { recordsPerSecond: 900, recordsPerCall: 100, recordBytes: 50 })]);

/** A customer's own key of KMS. */
export const KMS_KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
/** Of the lane, by its place in it: the stream was still UPDATING at the one before. */
export const FIRST_ENCRYPTED = 140;
/** Encryption is switched on under way; later its key is disabled. */
export const encrypted = world(
  'Encryption, from now on',
  [createStream(STREAM, 1), put('shop', { recordsPerSecond: 5, attemptsMax: 2 }), read('totals')],
  [
    { atMs: 30 * SECOND_MS, action: call('StartStreamEncryption', { StreamName: STREAM, EncryptionType: 'KMS', KeyId: KMS_KEY }) },
    { atMs: 120 * SECOND_MS, action: { type: 'set kms key', keyId: KMS_KEY, state: 'disabled' } },
  ],
  3 * MINUTE_MS,
);

/** Two shards, one of which is asked for more than it takes. */
export const hotAndIdle = world('One shard full, one idle', [createStream(STREAM, 2), put('till', { recordsPerSecond: 1_500, recordsPerCall: 50, attemptsMax: 2, keys: { kind: 'uniform', prefix: 'busy', keys: 1 } })]);

/** Three who poll one shard four times a second each. */
export const manyPollers = world('Three pollers on one shard', [createStream(STREAM, 1), put('shop', { recordsPerSecond: 5 }), ...['ads', 'bills', 'maps'].map((name) => read(name, { pollIntervalMs: 250 }))]);

/** One worker of the KCL, with nothing set but what must be. */
export const kclAsItIs = world('The KCL as it comes', [createStream(STREAM, 1), put('shop', { recordsPerSecond: 1 }), add({ kind: 'kcl-worker', name: 'worker-1', streamName: STREAM, application: 'billing', version: '2', initialPosition: 'TRIM_HORIZON' })]);
