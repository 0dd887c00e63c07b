/** A Firehose stream that reads this one and puts what it reads into a bucket. */
import { behindAt, firehoseDefaults, firehoseLimits, transformDefaults, transformLimits, type FirehoseState, type World } from '#sim';
import { formatBytes, formatClock, formatCount } from '../format.ts';
import { lagText } from './reading.ts';
import { milliseconds, seconds, type Plain } from './setting.ts';
import type { ActorView } from './view.ts';

type Shard = FirehoseState['shards'] extends Map<number, infer One> ? One : never;

const MIB = 1_048_576;
const OBJECTS_SHOWN = 8;
const transforms = ({ transform }: Plain) => typeof transform === 'object' && transform !== null;

export const firehoseView: ActorView<FirehoseState> = {
  side: 'consumers',
  label: 'Firehose stream',
  about: 'Gathers records until a buffer is full or its time is over, and puts them into an S3 bucket as one object. No code.',
  namedLike: 'delivery',
  linesMax: 5,
  figure: (world, state) => (state.running ? lagText(furthestBehind(world, state)) : 'stopped'),
  lines: (world, { counts, config, shards }) => [
    ...(counts.lost > 0 ? [{ text: `${formatCount(counts.lost)} lost undelivered`, alarm: true }] : []),
    ...(config.bucketDown ? [{ text: 'S3 does not answer', alarm: true }] : []),
    ...(counts.failed > 0 ? [{ text: `${formatCount(counts.failed)} in processing-failed/`, alarm: true }] : []),
    { text: `${counts.objects === 1 ? '1 object' : `${formatCount(counts.objects)} objects`} · ${formatBytes(counts.bytes)}` },
    { text: gauge(world, config, [...shards.values()]) },
    { text: `${formatCount(counts.delivered)} records delivered` },
  ],
  alarm: (_, { counts }) => counts.lost > 0 || counts.failed > 0,
  counts: (_, { counts }) =>
    [
      `${formatCount(counts.delivered)} records in ${formatCount(counts.objects)} objects, ${formatBytes(counts.bytes)}`,
      `${formatCount(counts.failed)} records under processing-failed/, ${formatCount(counts.dropped)} dropped by the transform, ${formatCount(counts.lost)} lost undelivered`,
      ...(counts.putsFailed > 0 ? [`${formatCount(counts.putsFailed)} puts without an answer from S3`] : []),
    ].join('; '),
  settings: [
    { type: 'number', path: ['bufferSizeInMBs'], label: 'Buffer size', limits: firehoseLimits.bufferSizeInMBs, units: [{ label: 'MiB', size: 1 }] },
    { type: 'number', path: ['bufferIntervalInSeconds'], label: 'Buffer interval', limits: firehoseLimits.bufferIntervalInSeconds, units: seconds.slice(0, 2) },
    { type: 'toggle', path: ['bucketDown'], label: 'S3 does not answer' },
  ],
  moreSettings: [
    { type: 'text', path: ['prefix'], label: 'Prefix of objects', maxLength: 200 },
    { type: 'toggle', path: ['appendDelimiterToRecord'], label: 'A line feed after each record' },
    { type: 'toggle', path: ['transform'], label: 'A function transforms records', on: { ...transformDefaults } },
    { type: 'number', path: ['transform', 'durationMs'], label: 'It takes', limits: transformLimits.durationMs, units: milliseconds.slice(0, 3), when: transforms },
    { type: 'number', path: ['transform', 'bufferSizeInMBs'], label: 'Its buffer', limits: transformLimits.bufferSizeInMBs, units: [{ label: 'MiB', size: 1 }], when: transforms },
    { type: 'number', path: ['transform', 'bufferIntervalInSeconds'], label: 'Its interval', limits: transformLimits.bufferIntervalInSeconds, units: seconds.slice(0, 2), when: transforms },
  ],
  stop: 'Stop',
  restart: 'Start',
  newest: {
    title: 'The newest objects in the bucket',
    of: (_, { objects }) => objects.slice(-OBJECTS_SHOWN).toReversed().map(({ key, atMs, records, bytes }) => `${formatClock(atMs)} ${key}: ${formatCount(records)} records, ${formatBytes(bytes)}`),
  },
  defaults: ({ name, streamName, speed }) => ({ kind: 'firehose', name, streamName, ...firehoseDefaults, ...(speed < 60 && { bufferSizeInMBs: 1, bufferIntervalInSeconds: 15 }) }),
  reading: {
    pin: (_, [state], shardIndex) => {
      const shard = state?.shards.get(shardIndex);
      return shard ? { what: 'position of the stream’s reader', facts: [{ term: 'phase', text: shard.phase }], token: shard.iterator, life: null } : null;
    },
    shards: (_, [state]) => [...(state?.shards.keys() ?? [])],
    at: (world, [state], shardIndex) => {
      const shard = state?.shards.get(shardIndex);
      if (!state || !shard) return null;
      return {
        doing: shard.phase,
        behindMs: behind(world, state, shard),
        waits: shard.phase === 'waiting for parents' || shard.phase === 'stopped' ? shard.phase : null,
        detail: null,
        checkpoint: null,
        lost: 0,
        position: shard.position,
        recentReads: null,
        pushed: false,
      };
    },
  },
};

const behind = (world: World, { config }: FirehoseState, { phase, position, shardIndex }: Shard) =>
  position === null || phase === 'ended' || phase === 'drained' ? null : behindAt(world, config.streamName, shardIndex, position);

const furthestBehind = (world: World, state: FirehoseState) => Math.max(0, ...[...state.shards.values()].map((shard) => behind(world, state, shard) ?? 0));

/** The buffer that will be full first: by its size or by its age. */
function gauge(world: World, { bufferSizeInMBs, bufferIntervalInSeconds }: FirehoseState['config'], shards: readonly Shard[]): string {
  const buffers = shards.flatMap(({ buffer }) => (buffer ? [{ bytes: buffer.bytes, seconds: (world.nowMs - buffer.sinceMs) / 1_000 }] : []));
  const share = (buffer: (typeof buffers)[number]) => Math.max(buffer.bytes / (bufferSizeInMBs * MIB), buffer.seconds / Math.max(1, bufferIntervalInSeconds));
  const fullest = buffers.toSorted((x, y) => share(y) - share(x))[0];
  if (!fullest) return 'buffers empty';
  return `${(fullest.bytes / MIB).toFixed(1)} of ${bufferSizeInMBs} MiB · ${Math.floor(fullest.seconds)} of ${bufferIntervalInSeconds} s`;
}
