/** What every kind of producer is told about the records it makes: how many, when, under which keys, of which size. */
import type { PutEntry } from '../kinesis/model/append.ts';
import { quotas } from '../kinesis/quotas.ts';
import { limitsProblem, numberProblem, type Limits } from './actor-config.ts';
import type { ActorBase, ActorConfigBase, ActorHost } from './actor.ts';
import { keysProblem, pickKey, type KeyDistribution } from './keys.ts';
import { momentOf, peakFactor, rateCurveProblem, type RateCurve } from './rate-curve.ts';

export interface RecordsConfig extends ActorConfigBase {
  readonly recordsPerSecond: number;
  /** How that rate goes up and down; absent = steady. */
  readonly rate?: RateCurve;
  readonly keys: KeyDistribution;
  /** Data bytes of each record, without its key. */
  readonly recordBytes: number;
  /** With it sizes are drawn evenly from `recordBytes` to this. Absent = all of one size. */
  readonly recordBytesMax?: number;
  /** When it begins, in the world's time; absent = at once. */
  readonly startsAtMs?: number;
}

const STARTS_AT_MS_MAX = 366 * 86_400_000;

export const recordsLimits = {
  recordsPerSecond: [0, 100_000],
  recordBytes: [0, quotas.recordBytesCeiling, 'integer'],
} as const satisfies Limits;

/** What is wrong with these settings, in a sentence for the learner, or null. */
export function recordsProblem(config: RecordsConfig): string | null {
  const { name, rate, keys, recordsPerSecond, recordBytes, recordBytesMax, startsAtMs } = config;
  return (
    limitsProblem(config.name, config, recordsLimits) ??
    rateCurveProblem(name, rate) ??
    numberProblem(`The highest rate of ${name}`, recordsPerSecond * peakFactor(rate), recordsLimits.recordsPerSecond) ??
    (recordBytesMax === undefined ? null : numberProblem(`recordBytesMax of ${name}`, recordBytesMax, [recordBytes, quotas.recordBytesCeiling, 'integer'])) ??
    (startsAtMs === undefined ? null : numberProblem(`startsAtMs of ${name}`, startsAtMs, [0, STARTS_AT_MS_MAX])) ??
    keysProblem(name, keys)
  );
}

/** A call comes up to this share of a period early or late, so that producers do not march in step. */
const JITTER = 0.8;

/** How far the making of records has come since the last change of its settings. Plain data. */
export interface Schedule {
  /** Batch n is due about (n + ½) periods after `sinceMs`. */
  sinceMs: number;
  batches: number;
  /** Tells a schedule from the one before it. */
  number: number;
}

export function newSchedule(host: ActorHost, { startsAtMs = 0 }: RecordsConfig, number: number): Schedule {
  return { sinceMs: Math.max(host.nowMs, startsAtMs), batches: 0, number };
}

/** How long until the next batch of so many records is due, in ms; null where none will be. */
export function nextBatchMs(host: ActorHost, actor: ActorBase & { readonly config: RecordsConfig }, schedule: Schedule, recordsPerBatch: number): number | null {
  const { recordsPerSecond, rate } = actor.config;
  if (recordsPerSecond <= 0) return null;
  const periodMs = (1000 * recordsPerBatch) / recordsPerSecond;
  const dueMs = momentOf(rate, schedule.sinceMs, schedule.batches + 0.5 + JITTER * (host.draw(actor) - 0.5), periodMs);
  return dueMs === Infinity ? null : Math.max(0, dueMs - host.nowMs);
}

/** The actor's nth record: what it says of itself is what tells a repeat or a loss. */
export function makeRecord(host: ActorHost, actor: ActorBase & { readonly config: RecordsConfig }, n: number): PutEntry {
  const { keys, recordBytes, recordBytesMax } = actor.config;
  const byteLength = recordBytesMax === undefined ? recordBytes : recordBytes + Math.floor(host.draw(actor) * (recordBytesMax - recordBytes + 1));
  return { PartitionKey: pickKey(keys, host.draw(actor)), Data: dataOf(actor.name, n, byteLength) };
}

/** The record's text; it takes its own length where the size asked for is smaller. */
export function dataOf(name: string, n: number, byteLength: number): { readonly text: string; readonly byteLength: number } {
  const text = `{"n":${n},"from":"${name}"}`;
  return { text, byteLength: Math.max(text.length, byteLength) };
}
