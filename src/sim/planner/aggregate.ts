/** How large the KPL's Kinesis record is, and how much fits in: by its own format. Sizes in bytes. */
import { ENVELOPE_BYTES, fieldBytes, recordBytes as entryBytes } from '../actors/kpl/aggregated-record.ts';
import { kplDefaults } from '../actors/kpl/config.ts';

/** Of a partition key, in all plans: as long as the lab's keys are. A longer one changes an aggregate by a byte or two a record. */
export const KEY_BYTES = 8;

/** Keys stand in a table, and the records' places in it take two bytes from this one on. */
const SHORT_INDEX_MAX = 128;

/**
 * The data of one Kinesis record that holds so many user records, each under a key of its own; one alone goes as it is.
 *
 * @param recordBytes of a user record, its key counted in
 */
export function aggregateBytes(records: number, recordBytes: number): number {
  if (records <= 1) return recordBytes;
  const short = Math.min(records, SHORT_INDEX_MAX);
  return ENVELOPE_BYTES + short * userRecordBytes(recordBytes, 0) + (records - short) * userRecordBytes(recordBytes, SHORT_INDEX_MAX);
}

/** How many user records fit into one Kinesis record of the KPL; 1 where no two do. */
export function fullAggregate(recordBytes: number): number {
  let low = 1;
  let high = kplDefaults.aggregationMaxSize;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (aggregateBytes(middle, recordBytes) <= kplDefaults.aggregationMaxSize) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Inside an aggregate: its key's entry in the table, and its own. */
function userRecordBytes(recordBytes: number, index: number): number {
  const keyBytes = Math.min(KEY_BYTES, recordBytes);
  return fieldBytes(keyBytes) + fieldBytes(entryBytes(index, null, recordBytes - keyBytes));
}
