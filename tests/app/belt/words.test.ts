// What the belt says: numbers and times as people read them, the event log's sentences, and the AWS command a button equals.
import { describe, expect, test } from 'vitest';
import { createWorld, type SimTraceEntry, type Stream } from '#sim';
import { command, mergeCommand, putCommand, retentionCommand, splitCommand } from '../../../app/belt/commands.ts';
import { formatAge, formatBytes, formatClock, formatCount, formatDuration, formatMark, formatRate, formatShare, formatSpeed, formatTail } from '../../../app/belt/format.ts';
import { linesOf, narrate } from '../../../app/belt/narrate.ts';
import { trackEnd } from '../../../app/belt/timeline.tsx';

const HOUR_MS = 3_600_000;

describe('format', () => {
  test.each([
    [0, '0 ms'], [840, '840 ms'], [999.4, '999 ms'], [1_500, '1.5 s'], [41_000, '41 s'], [119_000, '119 s'], [120_000, '2 min'], [40 * 60_000, '40 min'],
    [2 * HOUR_MS, '2 h'], [3.4 * HOUR_MS, '3.4 h'], [24 * HOUR_MS, '24 h'], [48 * HOUR_MS, '48 h'], [60 * HOUR_MS, '2.5 days'], [168 * HOUR_MS, '7 days'], [8_760 * HOUR_MS, '365 days'],
  ])('a duration of %d ms is "%s"', (ms, text) => expect(formatDuration(ms)).toBe(text));

  test.each([[0, false, '00:00:00'], [15_153_007, true, '04:12:33.007'], [86_399_999, false, '23:59:59'], [86_400_000, false, 'day 2 00:00:00']] as const)(
    'the clock at %d ms (with ms: %s) is "%s"',
    (ms, withMs, text) => expect(formatClock(ms, withMs)).toBe(text),
  );

  test.each([[500, '500 ms'], [60_000, '1 min'], [90_000, '90 s'], [HOUR_MS, '1 h'], [24 * HOUR_MS, '24 h'], [168 * HOUR_MS, '7 days']])('a mark at %d ms is "%s"', (ms, text) => expect(formatMark(ms)).toBe(text));
  test.each([
    [0, 60_000, 'now'], [14.4 * HOUR_MS, 60_000, '14 h 24 min'], [14.4 * HOUR_MS + 10_040, 1_000, '14 h 24 min 10 s'], [14.4 * HOUR_MS, HOUR_MS, '14 h'], [75 * HOUR_MS, HOUR_MS, '3 days 3 h'], [340, 2, '340 ms'],
  ])('an age of %d ms, to within %d ms, is "%s"', (ms, stepMs, text) => expect(formatAge(ms, stepMs)).toBe(text));
  test.each([[0, '0 rec/s'], [620, '620 rec/s'], [0.2, '12 rec/min'], [5 / 3600, '5 rec/h']])('a rate of %d is "%s"', (rate, text) => expect(formatRate(rate)).toBe(text));
  test.each([[512, '512 B'], [1_536, '1.5 KiB'], [1_048_576, '1 MiB']])('%d bytes are "%s"', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
  test.each([[0.1, '0.1×'], [10, '10×'], [60, '60× · 1 min/s'], [900, '900× · 15 min/s'], [3600, '3600× · 1 h/s']])('speed %d is "%s"', (speed, text) => expect(formatSpeed(speed)).toBe(text));
  test('counts have thousands, shares no needless digits, tails their last four', () => {
    expect([formatCount(1_234_567), formatShare(0.5), formatShare(1 / 3), formatTail('49590338')]).toEqual(['1,234,567', '0.5', '0.3333', '…0338']);
  });
});

describe('narrate', () => {
  const at = { atMs: 1 };
  const entries: [SimTraceEntry, string, boolean][] = [
    [{ ...at, kind: 'StreamStatusChanged', streamName: 's', status: 'ACTIVE' }, 'Stream s is ACTIVE', false],
    [{ ...at, kind: 'ShardsOpened', streamName: 's', cause: 'CreateStream', opened: [0, 1], closed: [] }, 'shardId-000000000000 and shardId-000000000001 opened', false],
    [{ ...at, kind: 'ShardsOpened', streamName: 's', cause: 'SplitShard', opened: [2, 3], closed: [0] }, 'SplitShard: shardId-000000000000 closed, shardId-000000000002 and shardId-000000000003 opened', false],
    [{ ...at, kind: 'RetentionChanged', streamName: 's', fromHours: 24, toHours: 48 }, 'Retention changed from 24 to 48 hours', false],
    [{ ...at, kind: 'WriteThrottled', streamName: 's', actor: 'web', shardIndex: 1, records: 1_200 }, 'web: 1,200 records throttled by shardId-000000000001', true],
    [{ ...at, kind: 'ReadThrottled', streamName: 's', actor: 'a', shardIndex: 0 }, 'a: GetRecords throttled by shardId-000000000000', true],
    [{ ...at, kind: 'RecordsGivenUp', actor: 'web', records: 1 }, 'web gave up 1 record after its last attempt', true],
    [{ ...at, kind: 'RecordsLost', actor: 'a', shardIndex: 0, records: 1 }, '1 record of shardId-000000000000 expired before a had read it', true],
    [{ ...at, kind: 'RecordsLost', actor: 'a', shardIndex: 0, records: 2 }, '2 records of shardId-000000000000 expired before a had read them', true],
    [{ ...at, kind: 'IteratorExpired', actor: 'a', shardIndex: 0 }, 'a: ExpiredIteratorException on shardId-000000000000; it asks for a new iterator', false],
    [{ ...at, kind: 'ShardDrained', actor: 'a', shardIndex: 0, children: [2, 3] }, 'a has read shardId-000000000000 to its end; next: shardId-000000000002 and shardId-000000000003', false],
    [{ ...at, kind: 'ShardDrained', actor: 'a', shardIndex: 0, children: [] }, 'a has read shardId-000000000000 to its end', false],
    [{ ...at, kind: 'ActorCrashed', actor: 'a' }, 'a crashed', false],
    [{ ...at, kind: 'ActorRestarted', actor: 'a' }, 'a started again from its checkpoints', false],
    [{ ...at, kind: 'CallFailed', actor: 'you', operation: 'SplitShard', code: 'ResourceInUseException', message: 'Why.' }, 'SplitShard refused: ResourceInUseException: Why.', false],
    [{ ...at, kind: 'CallFailed', actor: 'you', operation: 'X', code: 'UnknownOperationException' }, 'X refused: UnknownOperationException', false],
    [{ ...at, kind: 'CallAnswered', actor: 'you', operation: 'PutRecord' }, 'PutRecord answered', false],
  ];
  test.each(entries)('%j', (entry, text, alarm) => expect(narrate(entry)).toEqual({ text, alarm }));
});

describe('linesOf', () => {
  const lost = (atMs: number, shardIndex: number, records: number): SimTraceEntry => ({ atMs, kind: 'RecordsLost', actor: 'a', shardIndex, records });
  const drained = (atMs: number, shardIndex: number): SimTraceEntry => ({ atMs, kind: 'ShardDrained', actor: 'a', shardIndex, children: [] });

  test('newest first; what repeats is one line that counts, from its first moment', () => {
    const lines = linesOf([lost(1, 0, 2), lost(2, 1, 5), lost(3, 0, 3)], 3);
    expect(lines.map(({ entry }) => entry)).toEqual([lost(2, 1, 5), lost(1, 0, 5)]);
  });

  test('another consumer’s loss, and each drained shard, is a line of its own', () => {
    const other: SimTraceEntry = { atMs: 2, kind: 'RecordsLost', actor: 'b', shardIndex: 0, records: 1 };
    expect(linesOf([lost(1, 0, 1), other, drained(3, 0), drained(4, 0)], 4)).toHaveLength(4);
  });

  test('a like event far back stays where it was', () => {
    const between = Array.from({ length: 6 }, (_, i) => drained(2 + i, i));
    expect(linesOf([lost(1, 0, 1), ...between, lost(9, 0, 1)], 8)).toHaveLength(8);
  });

  test('a line keeps its key when later entries come and the oldest are no longer read', () => {
    const entries = [drained(1, 0), drained(2, 1), drained(3, 2)];
    const before = linesOf(entries, 10).map(({ entry, key }) => [entry.atMs, key]);
    const after = linesOf([...entries.slice(1), drained(4, 3)], 11).map(({ entry, key }) => [entry.atMs, key]);
    expect(before).toEqual([[3, 9], [2, 8], [1, 7]]);
    expect(after).toEqual([[4, 10], [3, 9], [2, 8]]);
  });
});

describe('commands', () => {
  const newWorld = () => {
    const world = createWorld({ seed: 1, network: { oneWayMs: 0, jitterMs: 0 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } }] });
    world.advance(60_000);
    return world;
  };
  const stream = (): Stream => newWorld().stream('s')!;

  test('split: in the middle of the range, as the CLI takes it', () => {
    expect(splitCommand(stream(), stream().shards[1]!).text).toBe(
      'aws kinesis split-shard --stream-name s --shard-to-split shardId-000000000001 --new-starting-hash-key 255211775190703847597530955573826158592',
    );
  });

  test('merge: the lower neighbour first', () => {
    expect(mergeCommand(stream(), stream().shards[0]!, stream().shards[1]!).text).toBe(
      'aws kinesis merge-shards --stream-name s --shard-to-merge shardId-000000000000 --adjacent-shard-to-merge shardId-000000000001',
    );
  });

  test('retention: longer is Increase, shorter is Decrease', () => {
    expect(retentionCommand(stream(), 48).text).toBe('aws kinesis increase-stream-retention-period --stream-name s --retention-period-hours 48');
    expect(retentionCommand(stream(), 12).text).toBe('aws kinesis decrease-stream-retention-period --stream-name s --retention-period-hours 12');
  });

  test('put: data in base64 for the CLI, in bytes for the engine', () => {
    const { text, action } = putCommand(stream(), 'user-7', 'Grüße');
    expect(text).toBe(`aws kinesis put-record --stream-name s --partition-key user-7 --data ${Buffer.from('Grüße').toString('base64')}`);
    expect([...(action.input as { Data: Uint8Array }).Data]).toEqual([...Buffer.from('Grüße')]);
  });

  test('what a shell would take apart is quoted', () => {
    expect(command('PutRecord', { PartitionKey: "it's $HOME" }).text).toBe("aws kinesis put-record --partition-key 'it'\\''s $HOME'");
    expect(command('PutRecord', { PartitionKey: '' }).text).toBe("aws kinesis put-record --partition-key ''");
  });

  test.each([
    ['split', (s: Stream) => splitCommand(s, s.shards[0]!)],
    ['merge', (s: Stream) => mergeCommand(s, s.shards[0]!, s.shards[1]!)],
    ['retention', (s: Stream) => retentionCommand(s, 48)],
    ['put', (s: Stream) => putCommand(s, 'k', 'd')],
  ])('the engine accepts what the button sends: %s', (_, make) => {
    const world = newWorld();
    expect(world.edit(make(world.stream('s')!).action)).toMatchObject({ ok: true });
  });
});

describe('trackEnd', () => {
  test.each([[0, 60_000], [50_000, 60_000], [55_000, 120_000], [23 * HOUR_MS, 36 * HOUR_MS], [30 * HOUR_MS, 36 * HOUR_MS], [70 * HOUR_MS, 96 * HOUR_MS], [200 * HOUR_MS, 240 * HOUR_MS]])(
    'reached %d ms, the track is %d ms long',
    (reachedMs, endMs) => expect(trackEnd(reachedMs)).toBe(endMs),
  );
});
