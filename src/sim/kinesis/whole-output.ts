/** An output as the API shows it: inside the service records and sequence numbers stay unwritten until somebody looks. */
import { Appended } from './model/append.ts';
import { recordsOf, type RecordSlice } from './model/record-slice.ts';
import type { Service } from './service.ts';

export function wholeOutput(service: Service, output: unknown): unknown {
  const { Records } = output as { Records?: RecordSlice | readonly unknown[] };
  if (Records === undefined) return output;
  if ('logId' in Records) {
    return { ...(output as object), Records: recordsOf(service.log(Records.logId), Records, service.config.epochMs) };
  }
  const entries = (Records as readonly unknown[]).map((entry) =>
    entry instanceof Appended ? { SequenceNumber: entry.SequenceNumber, ShardId: entry.ShardId } : entry,
  );
  return { ...(output as object), Records: entries };
}
