/** A Lambda event source mapping, and the function behind it. */
import { behindAt, lambdaMappingDefaults, lambdaMappingLimits, type LambdaMappingState, type World } from '#sim';
import { formatCount } from '../format.ts';
import { lagText, poisonSettings } from './reading.ts';
import { milliseconds, plain, seconds, type Plain, type Setting } from './setting.ts';
import type { ActorView } from './view.ts';

type Shard = LambdaMappingState['shards'] extends Map<number, infer One> ? One : never;
type NumberName = keyof typeof lambdaMappingLimits;

const numberOf = (name: NumberName, label: string, units = plain, none?: { value: number; text: string }): Setting => ({
  type: 'number',
  path: [name],
  label,
  limits: lambdaMappingLimits[name],
  units,
  ...(none && { none }),
});

export const lambdaMappingView: ActorView<LambdaMappingState> = {
  side: 'consumers',
  label: 'Lambda mapping',
  about: 'Reads the stream for a function and invokes it with batches; what fails holds its shard up until it succeeds or is given up.',
  namedLike: 'function',
  linesMax: 5,
  figure: (world, state) => (state.running ? (state.enabled ? lagText(furthestBehind(world, state)) : 'creating') : 'disabled'),
  lines: (world, state) => {
    const { lost, discarded, failures, invocations, throttles } = state.counts;
    return [
      ...(lost > 0 ? [{ text: `${formatCount(lost)} lost unread`, alarm: true }] : []),
      ...(discarded > 0 ? [{ text: `${formatCount(discarded)} given up`, alarm: true }] : []),
      { text: `batch ${formatCount(state.config.batchSize)} · ${state.concurrency} running` },
      { text: `IteratorAge ${formatCount(furthestBehind(world, state))}` },
      { text: `${formatCount(invocations)} invocations${failures > 0 ? ` · ${formatCount(failures)} failed` : ''}` },
      ...(throttles > 0 ? [{ text: `${formatCount(throttles)} throttled` }] : []),
    ];
  },
  alarm: (_, { counts }) => counts.lost > 0 || counts.discarded > 0,
  counts: (_, { counts, inForce, running }) =>
    [
      ...(running && inForce === null ? ['The mapping is being created, which takes a minute'] : []),
      `${formatCount(counts.delivered)} records delivered in ${formatCount(counts.invocations)} invocations, ${formatCount(counts.failures)} of them failed`,
      `${formatCount(counts.repeated)} records taken again, ${formatCount(counts.filtered)} filtered out, ${formatCount(counts.discarded)} given up, ${formatCount(counts.lost)} lost unread`,
      ...(counts.messages > 0 ? [`${formatCount(counts.messages)} messages at the on-failure destination`] : []),
    ].join('; '),
  settings: [
    numberOf('batchSize', 'Batch size'),
    numberOf('maximumBatchingWindowInSeconds', 'Batching window', seconds.slice(0, 2)),
    numberOf('parallelizationFactor', 'Parallelization factor'),
    numberOf('durationMs', 'An invocation takes', milliseconds.slice(0, 3)),
    ...poisonSettings,
  ],
  moreSettings: [
    {
      type: 'choice',
      path: ['reading'],
      label: 'Reads',
      options: [
        { value: 'shared', label: 'polling, shared' },
        { value: 'fan-out', label: 'pushed, fan-out' },
      ],
    },
    numberOf('processingMsPerRecord', 'And for each record', milliseconds.slice(0, 2)),
    numberOf('maximumRetryAttempts', 'Retries', plain, { value: -1, text: 'no end' }),
    numberOf('maximumRecordAgeInSeconds', 'Record age, at most', seconds, { value: -1, text: 'any' }),
    { type: 'toggle', path: ['bisectBatchOnFunctionError'], label: 'Bisect a batch on error' },
    { type: 'toggle', path: ['reportBatchItemFailures'], label: 'Report batch item failures' },
    {
      type: 'choice',
      path: ['failureReport'],
      label: 'The function reports',
      when: ({ reportBatchItemFailures }: Plain) => reportBatchItemFailures === true,
      options: [
        { value: 'failed record', label: 'the failed record' },
        { value: 'nothing', label: 'nothing' },
        { value: 'unknown record', label: 'one not in the batch' },
      ],
    },
    {
      type: 'choice',
      path: ['onFailure'],
      label: 'On failure, tells',
      absent: 'none',
      options: [
        { value: 'none', label: 'nobody', unset: true },
        { value: 'SQS', label: 'an SQS queue' },
        { value: 'SNS', label: 'an SNS topic' },
        { value: 'S3', label: 'an S3 bucket' },
      ],
    },
    numberOf('tumblingWindowInSeconds', 'Tumbling window', seconds.slice(0, 2), { value: 0, text: 'none' }),
  ],
  stop: 'Disable',
  restart: 'Enable',
  defaults: ({ name, streamName }) => ({ kind: 'lambda-mapping', name, streamName, startingPosition: 'TRIM_HORIZON', ...lambdaMappingDefaults }),
  reading: {
    pin: (_, [state], shardIndex) => {
      const shard = state?.shards.get(shardIndex);
      return shard ? { what: 'position of the mapping', facts: [{ term: 'phase', text: shard.phase }], token: shard.iterator, life: null } : null;
    },
    shards: (_, [state]) => [...(state?.shards.keys() ?? [])],
    at: (world, [state], shardIndex) => {
      const shard = state?.shards.get(shardIndex);
      if (!state || !shard) return null;
      const position = workedTo(shard);
      const done = shard.phase === 'drained';
      return {
        doing: doing(shard),
        behindMs: position === null || done ? null : behindAt(world, state.config.streamName, shardIndex, position),
        waits: shard.phase === 'waiting for parents' || shard.phase === 'stopped' ? shard.phase : null,
        detail: retrying(shard),
        checkpoint: null,
        lost: 0,
        position,
        recentReads: null,
        pushed: state.inForce?.reading === 'fan-out',
      };
    },
  },
};

/** All before it is dealt with, in every lane of the shard. */
const workedTo = ({ lanes, position }: Shard): number | null => (lanes.length === 0 ? position : Math.min(...lanes.map((lane) => lane.done)));

function furthestBehind(world: World, { shards, config }: LambdaMappingState): number {
  return Math.max(
    0,
    ...[...shards.values()].map((shard) => {
      const position = workedTo(shard);
      return position === null || shard.phase === 'drained' ? 0 : (behindAt(world, config.streamName, shard.shardIndex, position) ?? 0);
    }),
  );
}

const doing = (shard: Shard) => (shard.lanes.some((lane) => lane.phase === 'invoked') ? 'invoking' : shard.phase);

function retrying({ lanes }: Shard): string | null {
  const attempts = Math.max(0, ...lanes.map((lane) => lane.parts[0]?.attempts ?? 0));
  return attempts > 0 ? `tried ${attempts}×` : null;
}
