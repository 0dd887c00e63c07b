/**
 * A producer on the plain SDK: makes records and puts them with PutRecord or PutRecords. What an answer means to it, and
 * what it sends again, stands in producer-retry.ts; what the SDK does by itself, in sdk-retry.ts.
 */
import { weightOf, type PutEntry } from '../kinesis/model/append.ts';
import { quotas } from '../kinesis/quotas.ts';
import { choiceProblem, limitsProblem, numberProblem, type Limits } from './actor-config.ts';
import type { ActorBase, ActorHost, ActorKind, Answer } from './actor.ts';
import { handlings, marksOf, settleAnswer, type Attempt, type Handling } from './producer-retry.ts';
import { makeRecord, newSchedule, nextBatchMs, recordsLimits, recordsProblem, type RecordsConfig, type Schedule } from './producer-records.ts';
import { FIRST_ATTEMPT, holdBackMs, newSdkClient, sdkRetryModes, type SdkClient, type SdkRetryMode } from './sdk-retry.ts';

export interface ProducerConfig extends RecordsConfig {
  readonly kind: 'producer';
  readonly call: 'PutRecord' | 'PutRecords';
  /** Records in one PutRecords call, 1 … 500; a PutRecord has one. */
  readonly recordsPerCall: number;
  /** Calls made for one record before it is given up; 1 = no retry. What the SDK does by itself does not count. */
  readonly attemptsMax: number;
  /** A record that is older is given up instead of being tried again, in ms; absent = attempts alone decide. */
  readonly recordAgeMaxMs?: number;
  /** What it makes of an answer; absent = 'retry-failed'. */
  readonly handling?: Handling;
  /**
   * 'assumed' (absent): calls go out as records are made, and a retry lands behind what was sent meanwhile. 'serial': the
   * next call waits until all of the last one is stored or given up, and PutRecord names the number of the record before.
   */
  readonly order?: 'assumed' | 'serial';
  /** Absent: the SDK sends nothing again by itself. */
  readonly sdkRetry?: SdkRetryMode;
}

export interface ProducerState extends ActorBase {
  readonly kind: 'producer';
  config: ProducerConfig;
  schedule: Schedule;
  sdk: SdkClient;
  readonly line: {
    /** Batches neither stored nor given up yet. */
    busy: number;
    /** Calls whose turn has not come: their records are not made yet. */
    waiting: number;
    /** The last sequence number of each key, of the newest ones. */
    readonly numbers: Map<string, string>;
  };
  readonly counts: ProducerCounts;
}

/** Records. Each one produced is acknowledged, ignored or given up in the end; or forgotten in a crash. */
export interface ProducerCounts {
  produced: number;
  /** Known to be stored; each once. */
  acknowledged: number;
  /** Known to be stored once more than needed: the batch was sent again with what it had already. */
  duplicated: number;
  /** Failed in an answer of status 200 that was taken for a success: lost, and nobody knows. */
  ignored: number;
  givenUp: number;
  /** Rejections, each attempt counted. */
  throttled: number;
  /** Without an answer, each attempt counted: what was stored all the same is stored twice by a retry. */
  timedOut: number;
  retried: number;
}

export type ProducerMessage =
  | { readonly type: 'call'; readonly schedule: number }
  | { readonly type: 'retry'; readonly entries: readonly PutEntry[]; readonly tag: Attempt }
  /** Held back by the SDK. */
  | { readonly type: 'send'; readonly entries: readonly PutEntry[]; readonly tag: Attempt };

export const producerLimits = {
  ...recordsLimits,
  recordsPerCall: [1, quotas.putRecordsRecordsMax, 'integer'],
  attemptsMax: [1, 100, 'integer'],
} as const satisfies Limits;

const RECORD_AGE_MS = [0, 366 * 86_400_000] as const;

const optional = (what: string, value: unknown, choices: readonly string[]) => (value === undefined ? null : choiceProblem(what, value, choices));

export const producer: ActorKind<ProducerConfig, ProducerState, ProducerMessage, Attempt> = {
  kind: 'producer',
  problem: (config) =>
    limitsProblem(config.name, config, producerLimits) ??
    choiceProblem(`call of ${config.name}`, config.call, ['PutRecord', 'PutRecords']) ??
    optional(`handling of ${config.name}`, config.handling, handlings) ??
    optional(`order of ${config.name}`, config.order, ['assumed', 'serial']) ??
    optional(`sdkRetry of ${config.name}`, config.sdkRetry, sdkRetryModes) ??
    (config.recordAgeMaxMs === undefined ? null : numberProblem(`recordAgeMaxMs of ${config.name}`, config.recordAgeMaxMs, RECORD_AGE_MS)) ??
    recordsProblem(config),
  create: newProducer,
  start: startProducer,
  stop: stopProducer,
  onMessage: onProducerMessage,
  onAnswer: onProducerAnswer,
  // Its schedule was laid out at the old rate.
  onConfigured: layOut,
};

export function newProducer(config: ProducerConfig, ordinal: number): ProducerState {
  return {
    kind: 'producer',
    name: config.name,
    ordinal,
    running: false,
    life: 0,
    config,
    schedule: { sinceMs: 0, batches: 0, number: 0 },
    sdk: newSdkClient(),
    line: { busy: 0, waiting: 0, numbers: new Map() },
    counts: { produced: 0, acknowledged: 0, duplicated: 0, ignored: 0, givenUp: 0, throttled: 0, timedOut: 0, retried: 0 },
  };
}

export function startProducer(host: ActorHost, state: ProducerState): void {
  state.running = true;
  layOut(host, state);
}

function stopProducer(_: ActorHost, state: ProducerState): void {
  state.sdk = newSdkClient();
  state.line.busy = 0;
  state.line.waiting = 0;
  state.line.numbers.clear();
}

function layOut(host: ActorHost, state: ProducerState): void {
  state.schedule = newSchedule(host, state.config, state.schedule.number + 1);
  scheduleCall(host, state);
}

function scheduleCall(host: ActorHost, state: ProducerState): void {
  const delayMs = nextBatchMs(host, state, state.schedule, recordsPerCall(state));
  if (delayMs !== null) host.later(state, delayMs, { type: 'call', schedule: state.schedule.number });
}

const recordsPerCall = ({ config }: ProducerState) => (config.call === 'PutRecord' ? 1 : config.recordsPerCall);
const isSerial = ({ config }: ProducerState) => config.order === 'serial';

export function onProducerMessage(host: ActorHost, state: ProducerState, message: ProducerMessage): void {
  switch (message.type) {
    case 'retry':
      state.counts.retried += message.entries.length;
      return put(host, state, message.entries, message.tag);
    case 'send':
      return send(host, state, message.entries, message.tag);
    case 'call':
      if (message.schedule !== state.schedule.number) return;
      if (isSerial(state) && state.line.busy > 0) state.line.waiting += 1;
      else makeBatch(host, state);
      state.schedule.batches += 1;
      scheduleCall(host, state);
  }
}

function makeBatch(host: ActorHost, state: ProducerState): void {
  const entries: PutEntry[] = [];
  for (let left = recordsPerCall(state); left > 0; left -= 1) {
    state.counts.produced += 1;
    entries.push(makeRecord(host, state, state.counts.produced));
  }
  for (const chunk of chunksOf(entries, state.config)) {
    state.line.busy += 1;
    put(host, state, chunk, { attempt: 1, madeMs: host.nowMs });
  }
}

/** More than a key and a record's own text can take. */
const MARGIN_BYTES = 2_048;

/** A call's records weigh 10 MiB at most. */
function chunksOf(entries: readonly PutEntry[], { recordBytes, recordBytesMax = recordBytes }: ProducerConfig): readonly (readonly PutEntry[])[] {
  // Weighing takes time, and nearly always the batch is far from it.
  if (entries.length * (recordBytesMax + MARGIN_BYTES) <= quotas.putRecordsBytesMax) return [entries];
  const chunks: PutEntry[][] = [[]];
  let bytes = 0;
  for (const entry of entries) {
    const weight = weightOf(entry);
    if (bytes + weight > quotas.putRecordsBytesMax) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)!.push(entry);
    bytes += weight;
  }
  return chunks;
}

export function onProducerAnswer(host: ActorHost, state: ProducerState, answer: Answer<Attempt>): void {
  const { line } = state;
  if (!settleAnswer(host, state, answer)) return;
  line.busy -= 1;
  if (line.busy > 0 || line.waiting === 0) return;
  line.waiting -= 1;
  makeBatch(host, state);
}

function put(host: ActorHost, state: ProducerState, entries: readonly PutEntry[], tag: Attempt): void {
  const holdMs = holdBackMs(state.config.sdkRetry, state.sdk, host.nowMs);
  if (holdMs > 0) host.later(state, holdMs, { type: 'send', entries, tag });
  else send(host, state, entries, tag);
}

function send(host: ActorHost, state: ProducerState, entries: readonly PutEntry[], tag: Attempt): void {
  const { call, streamName: StreamName } = state.config;
  const sent: Attempt = state.config.sdkRetry && !tag.sdk ? { ...tag, sdk: FIRST_ATTEMPT } : tag;
  const marks = marksOf(entries, sent);
  // A batch stays one, whatever the settings have become since it was made.
  if (call === 'PutRecords' || entries.length > 1 || tag.stored) return host.send(state, 'PutRecords', { StreamName, Records: entries }, sent, marks);
  const { PartitionKey, Data } = entries[0]!;
  const before = isSerial(state) ? state.line.numbers.get(PartitionKey) : undefined;
  host.send(state, 'PutRecord', { StreamName, PartitionKey, Data, ...(before !== undefined && { SequenceNumberForOrdering: before }) }, sent, marks);
}
