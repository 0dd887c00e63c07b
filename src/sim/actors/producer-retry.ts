/** What a producer makes of an answer: which entries are stored, which it sends again and when, which it gives up. */
import type { PutEntry } from '../kinesis/model/append.ts';
import { FLAGS } from '../kinesis/model/record-row.ts';
import type { PutRecordOutput } from '../kinesis/operations/put-record.ts';
import { isFailed, type PutRecordsOutput } from '../kinesis/operations/put-records.ts';
import type { ActorHost, Answer } from './actor.ts';
import type { ProducerCounts, ProducerState } from './producer.ts';
import { FIRST_ATTEMPT, isRetryable, nextAttempt, type SdkAttempt } from './sdk-retry.ts';

export const handlings = ['retry-failed', 'no-wait', 'resend-all', 'ignore-failures'] as const;
export type Handling =
  /** Right: exactly the entries that failed, after a random wait that doubles. */
  | 'retry-failed'
  /** The entries that failed, at once: the throttled share stays, and calls multiply. */
  | 'no-wait'
  /** The whole batch, with what was stored already: duplicates. */
  | 'resend-all'
  /** Status 200 is taken for success: what failed inside is lost in silence. A failed call is given up. */
  | 'ignore-failures';

/** Plain data, and never changed: it travels with the call. */
export interface Attempt {
  /** The application's, from 1. */
  readonly attempt: number;
  /** When its records were made. */
  readonly madeMs: number;
  /** The SDK's, where it has a mode. */
  readonly sdk?: SdkAttempt;
  /** Where the whole batch is sent again: which of its entries are known to be stored. */
  readonly stored?: readonly boolean[];
  /** Which of its entries are on the stream already, by the world's own knowledge: their next arrival is marked as a copy. */
  readonly copies?: readonly boolean[];
}

const BACKOFF_BASE_MS = 100;
const BACKOFF_MAX_MS = 5_000;
/** Keys whose last sequence number is remembered. */
const NUMBERS_MAX = 1_000;

/** @returns whether all of the batch is stored, ignored or given up now */
export function settleAnswer(host: ActorHost, state: ProducerState, { operation, input, outcome, tag, unheard }: Answer<Attempt>): boolean {
  const { config, counts } = state;
  const entries = 'Records' in input ? (input.Records as readonly PutEntry[]) : [input as PutEntry];
  const error = outcome.ok ? null : outcome.error;
  if (error?.__type === 'TimeoutError') counts.timedOut += entries.length;
  else if (error && isRetryable(error)) counts.throttled += entries.length;
  if (config.sdkRetry && tag.sdk) {
    const again = nextAttempt(config.sdkRetry, state.sdk, tag.sdk, error, host.nowMs, () => host.draw(state));
    if (again) {
      host.later(state, again.waitMs, { type: 'retry', entries, tag: { ...tag, sdk: again.next, ...copiesAfter(entries, unheard, tag) } });
      return false;
    }
  }
  if (outcome.ok) {
    if (operation === 'PutRecords') return settleBatch(host, state, entries, outcome.value as PutRecordsOutput, tag);
    noteNumber(state, entries[0]!.PartitionKey, outcome.value as PutRecordOutput);
    counts.acknowledged += 1;
    return true;
  }
  if (config.handling === 'ignore-failures' || !isRetryable(outcome.error)) return giveUp(host, state, entries, tag);
  return retry(host, state, entries, { ...tag, ...copiesAfter(entries, unheard, tag) });
}

function settleBatch(host: ActorHost, state: ProducerState, entries: readonly PutEntry[], output: PutRecordsOutput, tag: Attempt): boolean {
  const { config, counts } = state;
  const { FailedRecordCount: failed, Records: results } = output;
  counts.throttled += failed;
  if (config.handling === 'resend-all' || tag.stored) {
    const stored = entries.map((_, i) => noteStored(counts, tag.stored?.[i] ?? false, !isFailed(results[i]!)));
    return failed === 0 || retry(host, state, entries, { ...tag, stored, ...copiesAfter(entries, output, tag) });
  }
  counts.acknowledged += entries.length - failed;
  if (failed === 0) return true;
  if (config.handling !== 'ignore-failures') {
    const again = <T>(list: readonly T[]) => list.filter((_, i) => isFailed(results[i]!));
    return retry(host, state, again(entries), tag.copies ? { ...tag, copies: again(tag.copies) } : tag);
  }
  counts.ignored += failed;
  return true;
}

/** What of a call is on the stream after an output, heard or not. */
function copiesAfter(entries: readonly PutEntry[], output: unknown, { copies }: Attempt): Pick<Attempt, 'copies'> {
  if (!output) return copies ? { copies } : {};
  const { Records: results } = output as Partial<PutRecordsOutput>;
  return { copies: entries.map((_, i) => (copies?.[i] ?? false) || !results || !isFailed(results[i]!)) };
}

/** What the records of a call are, where it is not their first. */
export function marksOf(entries: readonly PutEntry[], { attempt, sdk = FIRST_ATTEMPT, copies }: Attempt): readonly number[] | undefined {
  if (attempt === 1 && sdk.attempt === 1) return undefined;
  return entries.map((_, i) => FLAGS.retried | (copies?.[i] ? FLAGS.copy : 0));
}

function noteStored(counts: ProducerCounts, before: boolean, now: boolean): boolean {
  if (now && before) counts.duplicated += 1;
  else if (now) counts.acknowledged += 1;
  return before || now;
}

function retry(host: ActorHost, state: ProducerState, entries: readonly PutEntry[], tag: Attempt): boolean {
  const { attemptsMax, recordAgeMaxMs = Infinity, handling } = state.config;
  const { attempt, madeMs, stored, copies } = tag;
  if (attempt >= attemptsMax || host.nowMs - madeMs > recordAgeMaxMs) return giveUp(host, state, entries, tag);
  const waitMs = handling === 'no-wait' ? 0 : host.draw(state) * Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** attempt);
  // To the SDK it is a new call.
  host.later(state, waitMs, { type: 'retry', entries, tag: { attempt: attempt + 1, madeMs, ...(stored && { stored }), ...(copies && { copies }) } });
  return false;
}

function giveUp(host: ActorHost, state: ProducerState, entries: readonly PutEntry[], { stored }: Attempt): true {
  const records = entries.filter((_, i) => !stored?.[i]).length;
  if (records === 0) return true;
  state.counts.givenUp += records;
  host.trace({ atMs: host.nowMs, kind: 'RecordsGivenUp', actor: state.name, records });
  return true;
}

function noteNumber({ config, line: { numbers } }: ProducerState, partitionKey: string, { SequenceNumber }: PutRecordOutput): void {
  if (config.order !== 'serial') return;
  // The newest last: a Map keeps the order in which its keys came.
  numbers.delete(partitionKey);
  numbers.set(partitionKey, SequenceNumber);
  if (numbers.size > NUMBERS_MAX) numbers.delete(numbers.keys().next().value!);
}
