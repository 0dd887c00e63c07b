/**
 * A producer on the plain SDK: makes records at a steady rate and puts them with PutRecord or PutRecords. What is
 * throttled is sent again after a random wait that doubles; failed entries of a PutRecords answer alone, not the batch.
 */
import type { PutEntry } from '../kinesis/model/append.ts';
import { isFailed, type PutRecordsOutput } from '../kinesis/operations/put-records.ts';
import { quotas } from '../kinesis/quotas.ts';
import { choiceProblem, limitsProblem, numberProblem, type Limits } from './actor-config.ts';
import type { ActorBase, ActorHost, ActorKind, Answer, CallError } from './actor.ts';
import { keysProblem, pickKey, type KeyDistribution } from './keys.ts';

export interface ProducerConfig {
  readonly kind: 'producer';
  readonly name: string;
  readonly streamName: string;
  readonly recordsPerSecond: number;
  readonly keys: KeyDistribution;
  /** Data bytes of each record, without its key. */
  readonly recordBytes: number;
  readonly call: 'PutRecord' | 'PutRecords';
  /** Records in one PutRecords call, 1 … 500; a PutRecord has one. */
  readonly recordsPerCall: number;
  /** Calls made for one record before it is given up; 1 = no retry. */
  readonly attemptsMax: number;
  /** When it begins, in the world's time; absent = at once. */
  readonly startsAtMs?: number;
}

export interface ProducerState extends ActorBase {
  readonly kind: 'producer';
  config: ProducerConfig;
  /** The call schedule: call n is due about (n + ½) periods after `sinceMs`. */
  sinceMs: number;
  calls: number;
  /** Tells a schedule from the one before a change of rate. */
  schedule: number;
  readonly counts: {
    produced: number;
    acknowledged: number;
    /** Rejections, each attempt counted. */
    throttled: number;
    retried: number;
    givenUp: number;
  };
}

export type ProducerMessage =
  | { readonly type: 'call'; readonly schedule: number }
  | { readonly type: 'retry'; readonly entries: readonly PutEntry[]; readonly attempt: number };

interface Attempt {
  readonly attempt: number;
}

export const producerLimits = {
  recordsPerSecond: [0, 100_000],
  recordBytes: [0, quotas.recordBytesCeiling, 'integer'],
  recordsPerCall: [1, quotas.putRecordsRecordsMax, 'integer'],
  attemptsMax: [1, 100, 'integer'],
} as const satisfies Limits;

const STARTS_AT_MS_MAX = 366 * 86_400_000;

export const producer: ActorKind<ProducerConfig, ProducerState, ProducerMessage, Attempt> = {
  kind: 'producer',
  problem: (config) =>
    limitsProblem(config, producerLimits) ??
    choiceProblem(`call of ${config.name}`, config.call, ['PutRecord', 'PutRecords']) ??
    (config.startsAtMs === undefined ? null : numberProblem(`startsAtMs of ${config.name}`, config.startsAtMs, [0, STARTS_AT_MS_MAX])) ??
    keysProblem(config.name, config.keys),
  create: newProducer,
  start: startProducer,
  onMessage: onProducerMessage,
  onAnswer: onProducerAnswer,
  // Its schedule was laid out at the old rate.
  onConfigured: startProducer,
};

const BACKOFF_BASE_MS = 100;
const BACKOFF_MAX_MS = 5_000;
/** A call comes up to this share of a period early or late, so that producers do not march in step. */
const JITTER = 0.8;

export function newProducer(config: ProducerConfig, ordinal: number): ProducerState {
  return {
    kind: 'producer',
    name: config.name,
    ordinal,
    running: false,
    life: 0,
    config,
    sinceMs: 0,
    calls: 0,
    schedule: 0,
    counts: { produced: 0, acknowledged: 0, throttled: 0, retried: 0, givenUp: 0 },
  };
}

/** Starts, or starts afresh after a change of rate. */
export function startProducer(host: ActorHost, state: ProducerState): void {
  state.running = true;
  state.sinceMs = Math.max(host.nowMs, state.config.startsAtMs ?? 0);
  state.calls = 0;
  state.schedule += 1;
  scheduleCall(host, state);
}

export function onProducerMessage(host: ActorHost, state: ProducerState, message: ProducerMessage): void {
  if (message.type === 'retry') {
    state.counts.retried += message.entries.length;
    put(host, state, message.entries, message.attempt);
  } else if (message.schedule === state.schedule) {
    put(host, state, makeEntries(host, state), 1);
    state.calls += 1;
    scheduleCall(host, state);
  }
}

export function onProducerAnswer(host: ActorHost, state: ProducerState, answer: Answer<Attempt>): void {
  const { counts } = state;
  const sent = entriesOf(answer.input);
  const { outcome, tag } = answer;
  if (outcome.ok) {
    const failed = answer.operation === 'PutRecords' ? failedEntries(sent, outcome.value as PutRecordsOutput) : [];
    counts.acknowledged += sent.length - failed.length;
    counts.throttled += failed.length;
    retry(host, state, failed, tag.attempt);
  } else if (isRetryable(outcome.error)) {
    counts.throttled += sent.length;
    retry(host, state, sent, tag.attempt);
  } else {
    giveUp(host, state, sent.length);
  }
}

function scheduleCall(host: ActorHost, state: ProducerState): void {
  const { recordsPerSecond } = state.config;
  if (recordsPerSecond <= 0) return;
  const periodMs = (1000 * recordsPerCall(state)) / recordsPerSecond;
  const dueMs = state.sinceMs + (state.calls + 0.5 + JITTER * (host.draw(state) - 0.5)) * periodMs;
  host.later(state, Math.max(0, dueMs - host.nowMs), { type: 'call', schedule: state.schedule });
}

const recordsPerCall = ({ config }: ProducerState) => (config.call === 'PutRecord' ? 1 : config.recordsPerCall);

function makeEntries(host: ActorHost, state: ProducerState): PutEntry[] {
  return Array.from({ length: recordsPerCall(state) }, () => {
    state.counts.produced += 1;
    const text = `{"n":${state.counts.produced},"from":"${state.name}"}`;
    const byteLength = Math.max(text.length, state.config.recordBytes);
    return { PartitionKey: pickKey(state.config.keys, host.draw(state)), Data: { text, byteLength } };
  });
}

function put(host: ActorHost, state: ProducerState, entries: readonly PutEntry[], attempt: number): void {
  const { call, streamName: StreamName } = state.config;
  const tag: Attempt = { attempt };
  if (call === 'PutRecords') host.send(state, call, { StreamName, Records: entries }, tag);
  else for (const entry of entries) host.send(state, call, { StreamName, ...entry }, tag);
}

const entriesOf = (input: object): readonly PutEntry[] =>
  'Records' in input ? (input.Records as PutEntry[]) : [input as PutEntry];

const failedEntries = (sent: readonly PutEntry[], output: PutRecordsOutput) =>
  output.FailedRecordCount === 0 ? [] : sent.filter((_, i) => isFailed(output.Records[i]!));

const isRetryable = ({ __type }: CallError) =>
  __type === 'ProvisionedThroughputExceededException' || __type === 'InternalFailure' || __type === 'TimeoutError';

function retry(host: ActorHost, state: ProducerState, entries: readonly PutEntry[], attempt: number): void {
  if (entries.length === 0) return;
  if (attempt >= state.config.attemptsMax) return giveUp(host, state, entries.length);
  const waitMs = host.draw(state) * Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** attempt);
  host.later(state, waitMs, { type: 'retry', entries, attempt: attempt + 1 });
}

function giveUp(host: ActorHost, state: ProducerState, records: number): void {
  state.counts.givenUp += records;
  host.trace({ atMs: host.nowMs, kind: 'RecordsGivenUp', actor: state.name, records });
}
