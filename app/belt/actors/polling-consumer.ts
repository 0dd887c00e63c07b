/** A consumer that asks each shard for records, again and again. */
import { consumerLimits, quotas, shardIdOf, type ConsumerState, type World } from '#sim';
import { command, iteratorRequest } from '../commands.ts';
import { formatClock, formatCount, formatDuration } from '../format.ts';
import { deduplicateSetting, formatLeft, lagFigure, poisonSettings, processingSetting, readerCounts, readerLines, shardsRead, standingOf, startSetting, startText } from './reading.ts';
import { milliseconds, plain } from './setting.ts';
import type { ActorView } from './view.ts';

/** An iterator that was used just now needs no clock. */
const FRESH_MS = 15_000;

export const pollingConsumerView: ActorView<ConsumerState> = {
  side: 'consumers',
  label: 'polling consumer',
  about: 'Asks each shard with GetRecords, and shares 2 MiB/s and five calls a second with all others that ask.',
  namedLike: 'reader',
  linesMax: 5,
  figure: lagFigure,
  lines: (world, state) => readerLines(world, state, `polling every ${formatDuration(state.config.pollIntervalMs)}`),
  alarm: (_, { counts }) => counts.lost > 0,
  counts: (_, state) => `${readerCounts(state)}, ${formatCount(state.counts.iteratorsExpired)} iterators expired, ${formatCount(state.counts.throttled)} calls throttled`,
  settings: [
    processingSetting(consumerLimits.processingMsPerRecord),
    { type: 'number', path: ['pollIntervalMs'], label: 'Asks a shard every', limits: consumerLimits.pollIntervalMs, units: milliseconds },
    { type: 'number', path: ['limit'], label: 'Records a call (Limit)', limits: consumerLimits.limit, units: plain },
  ],
  moreSettings: [startSetting, deduplicateSetting, ...poisonSettings],
  stop: 'Crash',
  restart: 'Restart from the checkpoint',
  defaults: ({ name, streamName, speed }) => ({
    kind: 'polling-consumer',
    name,
    streamName,
    startAt: 'TRIM_HORIZON',
    pollIntervalMs: speed >= 60 ? 60_000 : 1_000,
    limit: 1_000,
    processingMsPerRecord: 0.1,
  }),
  reading: {
    shards: shardsRead,
    at: (world, [state], shardIndex) => {
      const reader = state?.readers.get(shardIndex);
      return state && reader ? standingOf(world, state, reader, { pushed: false, detail: iteratorLife(world, reader) }) : null;
    },
    pin: (world, [state], shardIndex) => {
      const reader = state?.readers.get(shardIndex);
      if (!reader) return null;
      const { iterator, iteratorIssuedMs, askedFor } = reader;
      return {
        what: 'shard iterator',
        facts: [
          { term: 'asked with', text: askedFor ? startText(askedFor) : 'not asked yet' },
          { term: 'issued', text: iterator === null ? 'it has none now' : `${formatClock(iteratorIssuedMs, true)}; each GetRecords hands out the next` },
        ],
        token: iterator,
        life: iterator === null ? null : {
          ofMs: quotas.iteratorLifeMs,
          leftMs: iteratorIssuedMs + quotas.iteratorLifeMs - world.nowMs,
          atEnd: 'Then GetRecords answers ExpiredIteratorException, and the consumer asks for a new iterator behind its checkpoint.',
        },
      };
    },
    moveText: (_, [state], shardIndex, to) => command('GetShardIterator', iteratorRequest(state!.config.streamName, shardIdOf(shardIndex), to)).text,
  },
};

type PollingReader = ConsumerState['readers'] extends Map<number, infer Reader> ? Reader : never;

function iteratorLife(world: World, { iterator, iteratorIssuedMs }: PollingReader): string | null {
  const age = world.nowMs - iteratorIssuedMs;
  if (iterator === null || age < FRESH_MS) return null;
  return age < quotas.iteratorLifeMs ? `iterator ${formatLeft(quotas.iteratorLifeMs - age)}` : 'iterator expired';
}
