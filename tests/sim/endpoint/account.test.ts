// Holds: an account on the real clock gives back the memory of what has expired or was deleted, and goes on working.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Account } from '../../../src/sim/endpoint/account.ts';
import { defaultConfig } from '../../../src/sim/kinesis/context.ts';
import type { LazyRecord } from '../../../src/sim/kinesis/model/record-block.ts';
import { text } from '../support/worlds.ts';

const HOUR_MS = 3_600_000;
let account: Account;
beforeEach(() => {
  vi.useFakeTimers({ now: defaultConfig.epochMs });
  account = new Account({ ...defaultConfig, throttle: false });
});
afterEach(() => {
  account.close();
  vi.useRealTimers();
});

function call<T = unknown>(operation: string, input: object): T {
  const outcome = account.call(operation, input);
  if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.__type} ${outcome.error.message}`);
  return outcome.value as T;
}
function create(): void {
  call('CreateStream', { StreamName: 's', ShardCount: 1 });
  vi.advanceTimersByTime(5_000);
}
const put = (count: number, data: Uint8Array) => {
  for (let i = 0; i < count; i += 500) call('PutRecords', { StreamName: 's', Records: Array.from({ length: 500 }, () => ({ PartitionKey: 'k', Data: data })) });
};
const read = (rest: object) => {
  const { ShardIterator } = call<{ ShardIterator: string }>('GetShardIterator', { StreamName: 's', ShardId: '0', ...rest });
  return call<{ Records: LazyRecord[] }>('GetRecords', { ShardIterator, Limit: 3 }).Records;
};
/** Bytes of typed arrays that can still be reached from the service. */
function held(value: unknown, seen = new Set<unknown>()): number {
  if (value === null || typeof value !== 'object' || seen.has(value)) return 0;
  seen.add(value);
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return Object.values(value).reduce((sum: number, member) => sum + held(member, seen), 0);
}
const heldRecords = () => held((account.service as unknown as { logs: unknown }).logs);

test('RETAIN-2: what has passed retention is freed, what has not is still read, with no call in between', () => {
  create();
  put(20_000, new Uint8Array(1_000));
  const full = heldRecords();
  expect(full).toBeGreaterThan(20_000_000);
  vi.advanceTimersByTime(23 * HOUR_MS);
  put(500, new TextEncoder().encode('young'));
  vi.advanceTimersByTime(2 * HOUR_MS);
  expect(heldRecords()).toBeLessThan(full / 10);
  expect(read({ ShardIteratorType: 'TRIM_HORIZON' }).map(({ Data }) => text(Data))).toEqual(['young', 'young', 'young']);
  const [first] = read({ ShardIteratorType: 'TRIM_HORIZON' });
  expect(read({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: first!.SequenceNumber })[0]!.toJSON()).toEqual(first!.toJSON());
});

test('a record that was handed out can be read when its memory has been given back', () => {
  create();
  put(20_000, new TextEncoder().encode('old'));
  const [, second] = read({ ShardIteratorType: 'TRIM_HORIZON' });
  vi.advanceTimersByTime(25 * HOUR_MS);
  put(20_000, new TextEncoder().encode('young'));
  const { Data, PartitionKey, SequenceNumber, ApproximateArrivalTimestamp, EncryptionType } = second!;
  expect([text(Data), PartitionKey, EncryptionType]).toEqual(['old', 'k', 'NONE']);
  expect(JSON.parse(JSON.stringify(second))).toMatchObject({ PartitionKey, SequenceNumber, ApproximateArrivalTimestamp, EncryptionType });
});

test('ITER-4: a sequence number of a record that is gone for good stands at the horizon', () => {
  create();
  put(2_000, new Uint8Array(10));
  const [old] = read({ ShardIteratorType: 'TRIM_HORIZON' });
  vi.advanceTimersByTime(23 * HOUR_MS);
  put(500, new TextEncoder().encode('young'));
  vi.advanceTimersByTime(2 * HOUR_MS);
  const found = read({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: old!.SequenceNumber });
  expect(found.map(({ Data }) => text(Data))).toEqual(['young', 'young', 'young']);
});

test('STREAM-7: a deleted stream leaves nothing behind', () => {
  create();
  put(5_000, new Uint8Array(1_000));
  call('DeleteStream', { StreamName: 's' });
  vi.advanceTimersByTime(10_000);
  expect(heldRecords()).toBe(0);
  create();
  put(500, new Uint8Array(3));
  expect(read({ ShardIteratorType: 'TRIM_HORIZON' })[0]!.Data).toEqual(new Uint8Array(3));
});

test('throttled writes are counted, not kept', () => {
  account.close();
  account = new Account({ ...defaultConfig });
  create();
  const kept = () => held(account.service.rejections);
  put(20_000, new Uint8Array(0));
  expect(account.state.rejections).toBe(19_000);
  expect(kept()).toBeLessThan(20_000);
});

test('a clock that is set back makes time stand still', () => {
  create();
  put(500, new Uint8Array(1));
  vi.setSystemTime(defaultConfig.epochMs - HOUR_MS);
  put(500, new Uint8Array(1));
  expect(account.nowMs).toBe(5_000);
});
