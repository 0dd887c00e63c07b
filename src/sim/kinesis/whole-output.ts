/** An output as the API shows it: inside the service records and sequence numbers stay unwritten until somebody looks. */
import { Appended } from './model/append.ts';
import { lazyRecordsOf, recordsOf, type RecordSlice } from './model/record-slice.ts';
import { SequenceNumbers } from './model/sequence-number.ts';
import type { Service } from './service.ts';

/** @param how whether records are written now or when somebody looks at them; in a world that goes back it must be now */
export function wholeOutput(service: Service, output: unknown, how: 'now' | 'later' = 'now'): unknown {
  const { Records } = output as { Records?: RecordSlice | readonly unknown[] };
  if (Records === undefined) return output;
  if ('logId' in Records) {
    const read = how === 'now' ? recordsOf : lazyRecordsOf;
    return { ...(output as object), Records: read(service.log(Records.logId), Records, service.config.epochMs) };
  }
  return { ...(output as object), Records: wholeEntries(Records) };
}

/** Entries of a PutRecords answer; their numbers are written together, because reading each text has its price. */
function wholeEntries(entries: readonly unknown[]): unknown[] {
  const numbers = new SequenceNumbers(entries.length);
  entries.forEach((entry, i) => entry instanceof Appended && entry.writeNumber(numbers, i));
  return entries.map((entry, i) => (entry instanceof Appended ? { SequenceNumber: numbers.text(i), ShardId: entry.ShardId } : entry));
}
