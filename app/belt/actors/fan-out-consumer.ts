/** A registered consumer: each shard pushes to it, at 2 MiB/s of its own. */
import { fanOutLimits, quotas, shardIdOf, type FanOutConsumerState } from '#sim';
import { command } from '../commands.ts';
import { formatClock, formatCount } from '../format.ts';
import { deduplicateSetting, lagFigure, poisonSettings, processingSetting, readerCounts, readerLines, shardsRead, standingOf, startSetting, startText } from './reading.ts';
import type { ActorView } from './view.ts';

export const fanOutConsumerView: ActorView<FanOutConsumerState> = {
  side: 'consumers',
  label: 'fan-out consumer',
  about: 'Registers itself, and is pushed to through SubscribeToShard: 2 MiB/s a shard that it shares with nobody.',
  namedLike: 'fan-out',
  linesMax: 5,
  figure: lagFigure,
  lines: (world, state) => {
    const { problem, consumerArn } = state.registration;
    const how = consumerArn ? 'SubscribeToShard, pushed' : problem ? 'not registered: refused' : 'registering itself';
    return readerLines(world, state, state.running ? how : 'SubscribeToShard');
  },
  alarm: (_, { counts }) => counts.lost > 0,
  counts: (_, state) => {
    const { problem } = state.registration;
    const registered = problem === null ? '' : `; its registration was refused: ${problem}`;
    return `${readerCounts(state)}, ${formatCount(state.counts.subscriptions)} subscriptions begun, ${formatCount(state.counts.refused)} refused or broken${registered}`;
  },
  settings: [processingSetting(fanOutLimits.processingMsPerRecord)],
  moreSettings: [startSetting, deduplicateSetting, ...poisonSettings],
  stop: 'Crash',
  restart: 'Restart from the checkpoint',
  defaults: ({ name, streamName }) => ({ kind: 'fan-out-consumer', name, streamName, startAt: 'TRIM_HORIZON', processingMsPerRecord: 0.1 }),
  reading: {
    shards: shardsRead,
    at: (world, [state], shardIndex) => {
      const reader = state?.readers.get(shardIndex);
      return state && reader ? standingOf(world, state, reader, { pushed: true, detail: reader.backlogged ? 'its code is too slow' : reader.phase === 'subscribed' ? 'pushed' : null }) : null;
    },
    pin: (world, [state], shardIndex) => {
      const reader = state?.readers.get(shardIndex);
      if (!state || !reader) return null;
      const { askedFor, id, startedMs } = reader.subscription;
      return {
        what: 'subscription',
        facts: [
          { term: 'asked with', text: askedFor ? startText(askedFor) : 'not asked yet' },
          { term: 'since', text: id === null ? 'it has none now' : formatClock(startedMs, true) },
          { term: 'in line', text: `${formatCount(reader.waiting.length)} events wait for its code` },
        ],
        token: state.registration.consumerArn,
        life: id === null ? null : { ofMs: quotas.fanOutSubscriptionMs, leftMs: startedMs + quotas.fanOutSubscriptionMs - world.nowMs, atEnd: 'Then the service ends it, and the consumer subscribes anew where the last event said to go on.' },
      };
    },
    moveText: (_, [state], shardIndex, { Type, SequenceNumber, Timestamp }) => {
      const position = `Type=${Type}${SequenceNumber === undefined ? '' : `,SequenceNumber=${SequenceNumber}`}${Timestamp === undefined ? '' : `,Timestamp=${Timestamp}`}`;
      return command('SubscribeToShard', { ConsumerARN: state!.registration.consumerArn ?? 'its-consumer-arn', ShardId: shardIdOf(shardIndex), StartingPosition: position }).text;
    },
  },
};
