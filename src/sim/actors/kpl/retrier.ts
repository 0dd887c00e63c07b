/** What the KPL makes of a Kinesis record's fate: which of its user records are done, which fail, which are tried again. */
import { parseShardId } from '../../kinesis/model/stream.ts';
import type { ActorHost } from '../actor.ts';
import type { BufferedRecord, KinesisRecord } from './buffered-record.ts';
import type { KplState } from './index.ts';
import { holds, isOutdated } from './shard-map.ts';

/** User records, unless it is said. Each one made is acknowledged, failed, refused or outstanding; or forgotten in a crash. */
export interface KplCounts {
  made: number;
  /** Larger than the library takes. */
  refused: number;
  acknowledged: number;
  /** Their time was over, or they were throttled and were to fail then; each once. */
  failed: number;
  /** Of the failed ones, those whose time was over. */
  expired: number;
  /** Attempts after the first. */
  retried: number;
  /** Of those, the ones that were stored, in a shard where they were not expected: each is a duplicate. */
  wrongShard: number;
  /** In calls without an answer, each attempt counted: what was stored all the same is stored twice by a retry. */
  timedOut: number;
  /** Kinesis records sent, each attempt counted, and of those the throttled ones. */
  kinesisRecords: number;
  throttled: number;
  /** PutRecords. */
  calls: number;
}

export const newKplCounts = (): KplCounts => ({ made: 0, refused: 0, acknowledged: 0, failed: 0, expired: 0, retried: 0, wrongShard: 0, timedOut: 0, kinesisRecords: 0, throttled: 0, calls: 0 });

/** A user record that failed, for the learner to look at. */
export interface Failure {
  readonly n: number;
  readonly atMs: number;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly reason: string;
}

/** Stored, and where; or the code of what went wrong. */
export type Fate = { readonly shardId: string } | string;

const THROTTLE = 'ProvisionedThroughputExceededException';
const WRONG_SHARD = 'Wrong Shard';
const FAILURES_KEPT = 20;

/**
 * Counts what is done and what has failed.
 * @param stored which of them are stored although no answer said so: for the eye
 * @returns what is tried again, and whether the shard map has proved wrong
 */
export function judge(
  host: ActorHost,
  state: KplState,
  records: readonly KinesisRecord[],
  fates: readonly Fate[],
  sentMs: number,
  stored: readonly boolean[],
): { readonly again: readonly BufferedRecord[]; readonly mapOutdated: boolean } {
  const { settings, counts } = state;
  const again: BufferedRecord[] = [];
  const failures: Failure[] = [];
  const halfBufferMs = settings.recordMaxBufferedTime / 2;
  let mapOutdated = false;

  const fail = (record: BufferedRecord, reason: string) => failures.push({ n: record.n, atMs: host.nowMs, attempts: record.attempts, lastError: record.lastError, reason });
  const retry = (record: BufferedRecord, lastError: string, isStored = false) => {
    const tried = { ...record, attempts: record.attempts + 1, lastError, ...(isStored && { stored: true }) };
    if (host.nowMs >= record.expiresMs) return fail(tried, 'Expired');
    counts.retried += 1;
    return again.push({ ...tried, deadlineMs: Math.min(record.expiresMs, Math.floor(host.nowMs + halfBufferMs)) });
  };

  records.forEach(({ shard: predicted, records: users }, i) => {
    const fate = fates[i]!;
    if (typeof fate === 'string') {
      if (fate === THROTTLE) counts.throttled += 1;
      if (fate === 'TimeoutError') counts.timedOut += users.length;
      const final = fate === THROTTLE && settings.failIfThrottled;
      for (const user of users) if (final) fail({ ...user, attempts: user.attempts + 1, lastError: fate }, fate); else retry(user, fate, stored[i]);
      return;
    }
    const actual = parseShardId(fate.shardId)!;
    for (const user of users) {
      const misplaced = predicted !== null && predicted !== actual && !holds(state.shardMap, actual, user.partitionKey, host.nowMs);
      // A child has a higher number: where one answers, its parent is closed.
      if (predicted !== null && (misplaced || predicted < actual)) mapOutdated ||= isOutdated(state.shardMap, predicted, sentMs);
      if (misplaced) {
        counts.wrongShard += 1;
        retry(user, WRONG_SHARD, true);
      } else {
        counts.acknowledged += 1;
        state.outstanding -= 1;
      }
    }
  });
  if (failures.length > 0) giveUp(host, state, failures);
  return { again, mapOutdated };
}

function giveUp(host: ActorHost, state: KplState, failures: readonly Failure[]): void {
  state.counts.failed += failures.length;
  state.counts.expired += failures.filter(({ reason }) => reason === 'Expired').length;
  state.outstanding -= failures.length;
  state.failures = [...state.failures, ...failures].slice(-FAILURES_KEPT);
  host.trace({ atMs: host.nowMs, kind: 'RecordsGivenUp', actor: state.name, records: failures.length });
}
