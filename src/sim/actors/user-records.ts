/** The user records inside a record of a log, for every reader that knows the KPL's format. */
import type { ShardLog } from '../kinesis/model/shard-log.ts';
import { deaggregate, type UserRecord } from './kpl/aggregated-record.ts';

/** The first byte of the format's magic number. */
const MAGIC = 0xf3;

/** Whether a record may be an aggregate: most are none, and are told by one byte. */
export const maybeAggregated = (log: ShardLog, index: number): boolean => log.firstByte(index) === MAGIC;

/** Null where the record is no aggregate. */
export const userRecordsOf = (log: ShardLog, index: number): UserRecord[] | null => (maybeAggregated(log, index) ? deaggregate(log.data(index)) : null);
