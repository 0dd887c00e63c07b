/** A producer on the plain SDK: what it makes of each answer can be right or wrong, and shows. */
import { producerLimits, type ProducerState } from '#sim';
import { formatCount, formatRate } from '../format.ts';
import { waitText } from '../retry-waits-text.ts';
import { keysText, moreRecordsSettings, newRecords, recordsSettings } from './records-settings.ts';
import { plain } from './setting.ts';
import type { ActorView, Line } from './view.ts';

export const producerView: ActorView<ProducerState> = {
  side: 'producers',
  label: 'producer',
  about: 'Puts records with PutRecord or PutRecords on the plain SDK, and deals with what is throttled in one of several ways.',
  namedLike: 'producer',
  linesMax: 4,
  figure: (_, { running, config }) => (running ? formatRate(config.recordsPerSecond) : 'stopped'),
  lines: (_, { config, counts }) => [
    ...trouble(counts),
    { text: config.call === 'PutRecords' ? `PutRecords · ${config.recordsPerCall} a call` : config.call },
    { text: keysText(config.keys) },
  ],
  alarm: (_, { counts }) => counts.givenUp > 0 || counts.ignored > 0,
  counts: (world, { ordinal, counts }) =>
    [
      `${formatCount(counts.produced)} made`,
      `${formatCount(counts.acknowledged)} acknowledged`,
      `${formatCount(counts.throttled)} rejections`,
      ...(counts.timedOut > 0 ? [`${formatCount(counts.timedOut)} without an answer`] : []),
      ...(counts.duplicated > 0 ? [`${formatCount(counts.duplicated)} stored again`] : []),
      ...(counts.ignored > 0 ? [`${formatCount(counts.ignored)} lost without a word`] : []),
      `${formatCount(counts.givenUp)} given up`,
      ...waitText(world, ordinal),
    ].join(', '),
  settings: recordsSettings,
  moreSettings: [
    ...moreRecordsSettings,
    {
      type: 'choice',
      path: ['call'],
      label: 'Call',
      options: [
        { value: 'PutRecord', label: 'PutRecord' },
        { value: 'PutRecords', label: 'PutRecords' },
      ],
    },
    { type: 'number', path: ['recordsPerCall'], label: 'Records a call', limits: producerLimits.recordsPerCall, units: plain, when: ({ call }) => call === 'PutRecords' },
    {
      type: 'choice',
      path: ['handling'],
      label: 'A failed record is',
      absent: 'retry-failed',
      options: [
        { value: 'retry-failed', label: 'sent again, alone' },
        { value: 'resend-all', label: 'sent again with its batch' },
        { value: 'no-wait', label: 'sent again at once' },
        { value: 'ignore-failures', label: 'overlooked: status 200' },
      ],
    },
    {
      type: 'choice',
      path: ['order'],
      label: 'Order',
      absent: 'assumed',
      options: [
        { value: 'assumed', label: 'assumed' },
        { value: 'serial', label: 'one call after another' },
      ],
    },
    {
      type: 'choice',
      path: ['sdkRetry'],
      label: 'The SDK itself retries',
      absent: 'none',
      options: [
        { value: 'none', label: 'never', unset: true },
        { value: 'legacy', label: 'legacy: 5 attempts' },
        { value: 'standard', label: 'standard: 3 attempts' },
        { value: 'adaptive', label: 'adaptive: 3, and slows down' },
      ],
    },
    { type: 'number', path: ['attemptsMax'], label: 'Attempts for a record', limits: producerLimits.attemptsMax, units: plain },
  ],
  stop: 'Stop',
  restart: 'Start',
  defaults: (place) => ({ kind: 'producer', ...newRecords(place), call: 'PutRecord', recordsPerCall: 10, attemptsMax: 5 }),
};

function trouble({ acknowledged, throttled, retried, givenUp, ignored, duplicated }: ProducerState['counts']): Line[] {
  const lost = ignored > 0 ? `${formatCount(ignored)} lost, unnoticed` : givenUp > 0 ? `${formatCount(givenUp)} given up` : null;
  const more = throttled > 0 && ignored === 0 ? `${formatCount(retried)} retried` : duplicated > 0 ? `${formatCount(duplicated)} stored twice` : null;
  const lines: Line[] = [...(lost === null ? [] : [{ text: lost, alarm: true }]), ...(more === null ? [] : [{ text: more, alarm: throttled > 0 }])];
  return lines.length > 0 ? lines : [{ text: `${formatCount(acknowledged)} acknowledged` }];
}
