/** What becomes of a shard's records on their way through Firehose: aggregates are opened, a transform sorts. */
import type { ShardLog } from '../../kinesis/model/shard-log.ts';
import { deaggregate } from '../kpl/aggregated-record.ts';
import { isPoison } from '../processing.ts';
import type { Segment, Sums, S3Object } from './state.ts';

interface UserData {
  readonly partitionKey: () => string;
  readonly data: Uint8Array;
}

export const NO_SUMS: Sums = { records: 0, bytes: 0, failed: 0, failedBytes: 0, dropped: 0 };

export function userRecords(log: ShardLog, index: number): UserData[] {
  const data = log.data(index);
  const users = deaggregate(data);
  return users ? users.map(({ PartitionKey, Data }) => ({ partitionKey: () => PartitionKey, data: Data })) : [{ partitionKey: () => log.partitionKey(index), data }];
}

export function countUsers(log: ShardLog, from: number, to: number): number {
  let records = 0;
  for (let i = from; i < to; i += 1) records += userRecords(log, i).length;
  return records;
}

type Fate = 'ok' | 'failed' | 'dropped';

function fateOf({ rules, threw }: Pick<Segment, 'rules' | 'threw'>, user: UserData, index: number): Fate {
  if (threw) return 'failed';
  if (!rules) return 'ok';
  if (isPoison(rules.drops, user.partitionKey, index)) return 'dropped';
  return isPoison(rules.fails, user.partitionKey, index) ? 'failed' : 'ok';
}

export function sumsOf(log: ShardLog, segment: Segment): Sums {
  const sums = { ...NO_SUMS };
  for (let i = segment.from; i < segment.to; i += 1) addRecord(sums, log, segment, i);
  return sums;
}

/** One record more, whole or opened. */
export function addRecord(sums: { -readonly [name in keyof Sums]: Sums[name] }, log: ShardLog, treated: Pick<Segment, 'rules' | 'threw'>, index: number): void {
  for (const user of userRecords(log, index)) {
    const fate = fateOf(treated, user, index);
    if (fate === 'dropped') sums.dropped += 1;
    else if (fate === 'failed') {
      sums.failed += 1;
      sums.failedBytes += user.data.length;
    } else {
      sums.records += 1;
      sums.bytes += user.data.length;
    }
  }
}

/** @param sign −1 takes the second away */
export function addSums(x: Sums, y: Sums, sign = 1): Sums {
  const add = (name: keyof Sums) => x[name] + sign * y[name];
  return { records: add('records'), bytes: add('bytes'), failed: add('failed'), failedBytes: add('failedBytes'), dropped: add('dropped') };
}

const LINE_FEED = 10;

/** An object's body: its records one after the other, with nothing between them unless a delimiter was asked for. */
export function bodyOf(log: ShardLog, { kind, segments, delimited, bytes }: S3Object): Uint8Array {
  const body = new Uint8Array(bytes);
  const wanted: Fate = kind === 'data' ? 'ok' : 'failed';
  let at = 0;
  for (const segment of segments) {
    for (let i = segment.from; i < segment.to; i += 1) {
      for (const user of userRecords(log, i)) {
        if (fateOf(segment, user, i) !== wanted) continue;
        body.set(user.data, at);
        at += user.data.length;
        if (delimited) body[at++] = LINE_FEED;
      }
    }
  }
  return body;
}
