/** The form's fields as texts, as typed: in the address, so that a plan is a link; and the load that they mean. */
import { KIB, loadDefaults, loadProblems, MIB, type Load, type LoadField } from '#sim';

/** Every field, with what it holds at first. Only what differs is in the address. */
export const fieldDefaults = {
  rate: '',
  peak: '',
  size: '',
  sizeUnit: 'B',
  aggregate: '',
  pollers: String(loadDefaults.pollingConsumers),
  calls: String(loadDefaults.callsPerSecond),
  fanout: String(loadDefaults.fanOutConsumers),
  retention: String(loadDefaults.retentionHours),
  retentionUnit: 'hours',
  busiest: '',
  spare: '',
  hours: String(loadDefaults.hoursPerMonth),
  region: loadDefaults.region as string,
  mode: loadDefaults.mode as string,
} as const satisfies Record<string, string>;

export type FieldName = keyof typeof fieldDefaults;
export type Fields = Readonly<Record<FieldName, string>>;

export const sizeUnits = { B: 1, KiB: KIB, MiB: MIB } as const;
export const retentionUnits = { hours: 1, days: 24 } as const;

const names = Object.keys(fieldDefaults) as FieldName[];

export function fieldsOf(search: string): Fields {
  const params = new URLSearchParams(search);
  return Object.fromEntries(names.map((name) => [name, params.get(name) ?? fieldDefaults[name]])) as Fields;
}

/** @returns with its question mark; empty where all is as at first */
export function searchOf(fields: Partial<Fields>): string {
  const params = new URLSearchParams();
  for (const name of names) {
    const text = fields[name];
    if (text !== undefined && text !== fieldDefaults[name]) params.set(name, text);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** A number as people write it: "2,500", "2 500", "1e6". NaN where it is none. */
export function numberOf(text: string): number {
  const plain = text.trim().replace(/(?<=\d)[,  ’'](?=\d{3}(\D|$))/g, '');
  return plain === '' ? Number.NaN : Number(plain);
}

/** Which field says what of the load. */
const fieldOfLoad: Readonly<Record<LoadField, FieldName>> = {
  recordsPerSecond: 'rate',
  peakRecordsPerSecond: 'peak',
  recordBytes: 'size',
  recordsPerAggregate: 'aggregate',
  pollingConsumers: 'pollers',
  callsPerSecond: 'calls',
  fanOutConsumers: 'fanout',
  retentionHours: 'retention',
  busiestKeyPercent: 'busiest',
  sparePercent: 'spare',
  hoursPerMonth: 'hours',
  region: 'region',
  mode: 'mode',
};

export interface Read {
  /** Null where a field is wrong, or what is needed is not there yet. */
  readonly load: Load | null;
  readonly problems: Readonly<Partial<Record<FieldName, string>>>;
  /** Rate and size are not both there yet: there is nothing to plan for. */
  readonly empty: boolean;
}

export function readFields(fields: Fields): Read {
  const optional = (text: string, absent: number) => (text.trim() === '' ? absent : numberOf(text));
  const rate = numberOf(fields.rate);
  const load = {
    recordsPerSecond: rate,
    peakRecordsPerSecond: optional(fields.peak, rate),
    recordBytes: numberOf(fields.size) * unitOf(sizeUnits, fields.sizeUnit),
    recordsPerAggregate: optional(fields.aggregate, 1),
    pollingConsumers: optional(fields.pollers, 0),
    callsPerSecond: optional(fields.calls, loadDefaults.callsPerSecond),
    fanOutConsumers: optional(fields.fanout, 0),
    retentionHours: optional(fields.retention, loadDefaults.retentionHours) * unitOf(retentionUnits, fields.retentionUnit),
    busiestKeyPercent: optional(fields.busiest, 0),
    sparePercent: optional(fields.spare, 0),
    hoursPerMonth: optional(fields.hours, loadDefaults.hoursPerMonth),
    region: fields.region,
    mode: fields.mode,
  } as Load;
  const problems: Partial<Record<FieldName, string>> = {};
  for (const [field, problem] of Object.entries(loadProblems(load)) as [LoadField, string][]) problems[fieldOfLoad[field]] = problem;
  // What was not typed yet is no mistake.
  const missing = (['rate', 'size'] as const).filter((name) => fields[name].trim() === '');
  for (const name of missing) delete problems[name];
  if (fields.peak.trim() === '') delete problems.peak;
  const wrong = Object.keys(problems).length > 0;
  return { load: wrong || missing.length > 0 ? null : load, problems, empty: missing.length > 0 };
}

const unitOf = (units: Readonly<Record<string, number>>, name: string) => units[name] ?? Number.NaN;
