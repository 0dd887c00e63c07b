/** A producer with the Kinesis Producer Library: many user records in one Kinesis record. */
import { kplDefaults, kplLimits, type KplState } from '#sim';
import { formatCount, formatRate } from '../format.ts';
import { waitText } from '../retry-waits-text.ts';
import { keysText, moreRecordsSettings, newRecords, recordsSettings } from './records-settings.ts';
import { bytes, milliseconds, plain, type Setting } from './setting.ts';
import type { ActorView } from './view.ts';

type NumberName = keyof typeof kplLimits;

const numberOf = (name: NumberName, label: string, units = plain): Setting => ({ type: 'number', path: [name], label, limits: kplLimits[name], units, absent: kplDefaults[name] });

export const kplProducerView: ActorView<KplState> = {
  side: 'producers',
  label: 'KPL producer',
  about: 'Lets records wait a moment for company, packs many into one, and collects those into PutRecords calls.',
  namedLike: 'kpl',
  linesMax: 4,
  figure: (_, { running, config }) => (running ? formatRate(config.recordsPerSecond) : 'stopped'),
  lines: (_, { config, counts, outstanding }) => [
    ...(counts.failed > 0 ? [{ text: `${formatCount(counts.failed)} failed`, alarm: true }] : []),
    ...(counts.failed === 0 && counts.throttled > 0 ? [{ text: `${formatCount(counts.throttled)} throttled`, alarm: true }] : []),
    { text: `${formatCount(counts.acknowledged)} acknowledged` },
    { text: `${perRecord(counts)} in a record · ${formatCount(outstanding)} wait` },
    { text: keysText(config.keys) },
  ],
  alarm: (_, { counts }) => counts.failed > 0,
  counts: (world, { ordinal, counts, outstanding, heldBack }) =>
    [
      `${formatCount(counts.made)} user records made, ${formatCount(counts.acknowledged)} acknowledged, ${formatCount(outstanding)} under way`,
      `${formatCount(counts.kinesisRecords)} Kinesis records in ${formatCount(counts.calls)} calls, ${formatCount(counts.throttled)} of them throttled`,
      `${formatCount(counts.retried)} user records tried again, ${formatCount(counts.failed)} failed`,
      ...waitText(world, ordinal),
      ...(counts.wrongShard > 0 ? [`${formatCount(counts.wrongShard)} stored in a shard where they were not expected, and again`] : []),
      ...(heldBack > 0 ? [`${formatCount(heldBack)} held back by the application`] : []),
    ].join('; '),
  settings: [
    ...recordsSettings,
    { type: 'toggle', path: ['aggregationEnabled'], label: 'Aggregation', absent: kplDefaults.aggregationEnabled },
    numberOf('recordMaxBufferedTime', 'A record waits at most', milliseconds),
  ],
  moreSettings: [
    ...moreRecordsSettings,
    numberOf('recordTtl', 'A record is tried for', milliseconds),
    numberOf('rateLimit', 'Rate limit, % of a shard'),
    { type: 'toggle', path: ['failIfThrottled'], label: 'What is throttled fails at once', absent: kplDefaults.failIfThrottled },
    numberOf('aggregationMaxSize', 'Size of an aggregate', bytes),
    numberOf('aggregationMaxCount', 'Records in an aggregate'),
    numberOf('collectionMaxCount', 'Records in a call'),
    numberOf('collectionMaxSize', 'Size of a call', bytes),
    numberOf('maxConnections', 'Calls under way'),
    numberOf('outstandingMax', 'Hands over until, under way'),
  ],
  stop: 'Crash',
  restart: 'Start',
  defaults: (place) => ({ kind: 'kpl-producer', ...newRecords(place) }),
};

/** How many user records shared a Kinesis record. */
const perRecord = ({ acknowledged, kinesisRecords, throttled }: KplState['counts']) => {
  const stored = kinesisRecords - throttled;
  return stored > 0 ? (acknowledged / stored).toFixed(acknowledged < 10 * stored ? 1 : 0) : '0';
};
