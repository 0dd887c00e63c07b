/** What every kind of producer can be told about the records it makes. */
import { recordsLimits, rateCurveLimits } from '#sim';
import { formatCount } from '../format.ts';
import { bytes, milliseconds, percent, perSecond, plain, type Plain, type Setting } from './setting.ts';

const KEYS: Readonly<Record<string, string>> = {
  uniform: 'evenly drawn',
  zipf: 'few often',
  hot: 'one hot',
  salted: 'one hot, salted',
  device: 'device ids',
  user: 'user ids, few often',
};

export const keysText = ({ kind, keys }: { readonly kind: string; readonly keys: number }) => `${formatCount(keys)} keys, ${KEYS[kind] ?? kind}`;

const keyKind = ({ keys }: Plain) => (keys as Plain).kind as string;
const curve = ({ rate }: Plain) => (rate as Plain | undefined)?.kind ?? 'steady';
const hasHotKey = (config: Plain) => ['hot', 'salted'].includes(keyKind(config));
/** A ramp begins now and takes ten minutes unless it is told otherwise. */
const RAMP_MS = 600_000;

export const recordsSettings: readonly Setting[] = [
  { type: 'number', path: ['recordsPerSecond'], label: 'Records', limits: recordsLimits.recordsPerSecond, units: perSecond },
  { type: 'number', path: ['recordBytes'], label: 'Size of a record', limits: recordsLimits.recordBytes, units: bytes },
  {
    type: 'choice',
    path: ['keys', 'kind'],
    label: 'Keys',
    options: [
      { value: 'uniform', label: 'evenly drawn' },
      { value: 'zipf', label: 'few often, many seldom' },
      { value: 'hot', label: 'one hot key', also: { share: 0.5 } },
      { value: 'salted', label: 'one hot key, salted', also: { share: 0.5, salts: 10 } },
      { value: 'device', label: 'device ids' },
      { value: 'user', label: 'user ids, few often' },
    ],
  },
  { type: 'number', path: ['keys', 'share'], label: 'Share of the hot key', limits: [0, 1], units: percent, when: hasHotKey },
  { type: 'number', path: ['keys', 'salts'], label: 'Random prefixes', limits: [1, 10_000, 'integer'], units: plain, when: (config) => keyKind(config) === 'salted' },
];

export const moreRecordsSettings: readonly Setting[] = [
  { type: 'number', path: ['keys', 'keys'], label: 'Different keys', limits: [1, 1_000_000, 'integer'], units: plain },
  {
    type: 'choice',
    path: ['rate', 'kind'],
    label: 'Rate',
    absent: 'steady',
    options: [
      { value: 'steady', label: 'steady' },
      { value: 'burst', label: 'bursts', also: { everyMs: 60_000, lengthMs: 5_000, factor: 10 } },
      { value: 'daily', label: 'a daily wave', also: { low: 0.2 } },
      { value: 'ramp', label: 'a ramp from now on', also: (nowMs) => ({ fromMs: nowMs, toMs: nowMs + RAMP_MS, factor: 5 }) },
    ],
  },
  { type: 'number', path: ['rate', 'everyMs'], label: 'A burst every', limits: rateCurveLimits.burst.everyMs, units: milliseconds, when: (config) => curve(config) === 'burst' },
  { type: 'number', path: ['rate', 'lengthMs'], label: 'It lasts', limits: rateCurveLimits.burst.lengthMs, units: milliseconds, when: (config) => curve(config) === 'burst' },
  { type: 'number', path: ['rate', 'low'], label: 'At night', limits: rateCurveLimits.daily.low, units: percent, when: (config) => curve(config) === 'daily' },
  { type: 'number', path: ['rate', 'toMs'], label: 'The ramp ends at', limits: rateCurveLimits.ramp.toMs, units: milliseconds, when: (config) => curve(config) === 'ramp' },
  {
    type: 'number',
    path: ['rate', 'factor'],
    label: 'Times the rate',
    limits: rateCurveLimits.ramp.factor,
    units: plain,
    when: (config) => ['burst', 'ramp'].includes(curve(config) as string),
  },
];

/** Records in a real second that a new producer makes: enough to see, few enough to follow. */
const NEW_RATE = 5;

export const newRecords = ({ name, streamName, speed }: { readonly name: string; readonly streamName: string; readonly speed: number }) => ({
  name,
  streamName,
  recordsPerSecond: NEW_RATE / speed,
  keys: { kind: 'uniform' as const, prefix: name, keys: 10 },
  recordBytes: 320,
});
