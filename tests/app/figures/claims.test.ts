// Holds: the claim of each figure, against numbers worked out here and not by the engine; and that "Open in the lab" hands on
// exactly the state that the figure shows. Models of: belt, hash-a-key, key-skew, ordering, write-quota, iterator-types,
// iterator-expiry, shared-and-fan-out, split-and-merge, merge, put-records, kpl-aggregation, retention, lag, kcl-leases.
import { linkToRun, replay, scenarios } from '#sim';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { figures } from '../../../app/figures/index.ts';
import { build as belt, momentStep, STREAM as WEATHER } from '../../../app/figures/belt/model.ts';
import { build as hashAKey, textOf, typedIn } from '../../../app/figures/hash-a-key/model.ts';
import { build as iteratorExpiry } from '../../../app/figures/iterator-expiry/model.ts';
import { build as iteratorTypes } from '../../../app/figures/iterator-types/model.ts';
import { build as kclLeases, WORKERS } from '../../../app/figures/kcl-leases/model.ts';
import { build as keySkew, keySets, type KeySet } from '../../../app/figures/key-skew/model.ts';
import { build as kplAggregation } from '../../../app/figures/kpl-aggregation/model.ts';
import { build as lag } from '../../../app/figures/lag/model.ts';
import { build as merge } from '../../../app/figures/merge/model.ts';
import { build as ordering } from '../../../app/figures/ordering/model.ts';
import { runOfFigure, type FigureRun } from '../../../app/figures/plan.ts';
import { build as putRecords } from '../../../app/figures/put-records/model.ts';
import { build as retention } from '../../../app/figures/retention/model.ts';
import { build as sharedAndFanOut } from '../../../app/figures/shared-and-fan-out/model.ts';
import { build as splitAndMerge } from '../../../app/figures/split-and-merge/model.ts';
import { build as writeQuota, sum } from '../../../app/figures/write-quota/model.ts';
import { labPathOf, RUN_FRAGMENT } from '../../../app/state/run-link.ts';

const MIB = 1024 ** 2;

/** Every figure with the steps of a run that a learner may have done. */
const runs: Readonly<Record<string, readonly [build: (steps: readonly string[]) => FigureRun, ...steps: string[][]]>> = {
  belt: [belt, [momentStep(40 * 3_600_000)]],
  'hash-a-key': [(steps) => hashAKey(typedIn(steps.join('.'))), ['4', 'user-7'], ['8', '日本'], ['2', '']],
  'key-skew': [keySkew, ['day'], ['customer']],
  ordering: [ordering, ['batch'], ['serial']],
  'write-quota': [writeQuota, ['1500']],
  'iterator-types': [iteratorTypes, ['LATEST', 'put', 'again', 'AT_TIMESTAMP-6']],
  'iterator-expiry': [iteratorExpiry, ['6', 'renew'], ['4']],
  'shared-and-fan-out': [sharedAndFanOut, ['poll-4'], ['push-2']],
  'split-and-merge': [splitAndMerge, ['s0', 'p', 's0', 'm1']],
  merge: [merge, ['0-2', '0-1', '4-2']],
  'put-records': [putRecords, ['put', 'failed'], ['put', 'all']],
  'kpl-aggregation': [kplAggregation, ['plain'], ['kpl']],
  retention: [retention, ['h6', 'h6', 'h6', 'h6', 'r48', 'h1', 'r24']],
  lag: [lag, ['pass', 'pass', 'fast', 'pass']],
  'kcl-leases': [kclLeases, ['crash']],
};

test('there is a run here for every registered figure, at least fourteen', () => {
  expect(Object.keys(runs).toSorted()).toEqual(Object.keys(figures).toSorted());
  expect(Object.keys(runs).length).toBeGreaterThanOrEqual(14);
});

describe.each(Object.entries(runs))('%s', (_, [build, ...steps]) => {
  test.each([[], ...steps].map((one) => [one.join('.') || 'untouched', one] as const))('its link brings the lab to the same state: %s', (_name, one) => {
    const run = build(one);
    const { run: received, problems } = linkToRun(labPathOf(runOfFigure(run)).split(RUN_FRAGMENT)[1]!, scenarios);
    expect(problems).toEqual([]);
    const again = replay(received!, scenarios);
    expect(again.ok && again.value.problems).toEqual([]);
    expect(again.ok && again.value.world.stateHash()).toBe(run.world.stateHash());
  });

  test('the same steps give the same world, and what is no step of it changes nothing', () => {
    const [first = []] = steps;
    expect(build(first).world.stateHash()).toBe(build(first).world.stateHash());
    if (build === runs['hash-a-key']![0]) return;
    expect(build([...first, 'nonsense', '-1', 's99', '99-98', 'h999', 'NaN']).world.stateHash()).not.toBe('');
    expect(build(['nonsense', '__proto__', 'toString']).world.stateHash()).toBe(build([]).world.stateHash());
  });
});

describe('what the figures claim', () => {
  test('key-skew: the counts are what MD5 and four even ranges give (ROUTE-2)', () => {
    for (const keySet of Object.keys(keySets) as KeySet[]) {
      const expected = [0, 0, 0, 0];
      for (let n = 0; n < 400; n += 1) {
        const hash = BigInt(`0x${createHash('md5').update(keySets[keySet].keyOf(n)).digest('hex')}`);
        expected[Number((hash * 4n) >> 128n)]! += 1;
      }
      expect(keySkew([keySet]).counts).toEqual(expected);
    }
    expect(Math.max(...keySkew(['day']).counts)).toBe(400);
  });

  test.each([500, 1000, 1500])('write-quota: %i a second meet a bucket of 1,000 that fills by 1,000 a second (QUOTA-1)', (rate) => {
    let left = 1000;
    const expected = Array.from({ length: 30 }, (_, call) => {
      if (call > 0) left = Math.min(1000, left + 100);
      const stored = Math.min(rate / 10, left);
      left -= stored;
      return { stored, refused: rate / 10 - stored, left };
    });
    const { tenths } = writeQuota([String(rate)]);
    expect(tenths).toEqual(expected);
    expect(sum(tenths.slice(0, 10), 'refused')).toBe(0);
  });

  test('put-records: six get in and four are refused, each in its place; all again stores six twice (BATCH-1 … BATCH-6)', () => {
    const first = putRecords(['put']).answers[0]!;
    expect(first.failed).toBe(4);
    expect(first.entries.map(({ errorCode }) => errorCode)).toEqual([...Array<null>(6).fill(null), ...Array<string>(4).fill('ProvisionedThroughputExceededException')]);
    expect(putRecords(['put', 'failed']).stored).toEqual(Array(10).fill(1));
    expect(putRecords(['put', 'all']).stored).toEqual([2, 2, 2, 2, 2, 2, 1, 1, 1, 1]);
    expect(putRecords(['all', 'failed']).answers).toEqual([]);
  });

  test('iterator-expiry: 300 seconds and no longer; a new iterator goes on where the old one stood (ITER-8)', () => {
    expect(iteratorExpiry(['4'])).toMatchObject({ error: null, read: 6 });
    expect(iteratorExpiry(['6'])).toMatchObject({ error: { __type: 'ExpiredIteratorException' }, read: 3, kept: 6 });
    expect(iteratorExpiry(['6', 'renew'])).toMatchObject({ read: 6, renewed: true });
  });

  test('ordering: a retry puts A3 last; one by one, with SequenceNumberForOrdering, it stays third', () => {
    const labels = (way: string) => ordering([way]).shards.map((shard) => shard.map(({ label }) => label).join(' '));
    expect(labels('batch')).toEqual(['B1 B2', 'A1 A2 A4 A5 A3']);
    expect(labels('serial')).toEqual(['B1 B2', 'A1 A2 A3 A4 A5']);
    expect(ordering(['serial']).refused).toBeGreaterThan(0);
    for (const way of ['batch', 'serial'])
      for (const shard of ordering([way]).shards) {
        const numbers = shard.map(({ sequenceNumber }) => BigInt(sequenceNumber));
        expect(numbers).toEqual(numbers.toSorted((x, y) => (x < y ? -1 : 1)));
      }
  });

  test('merge: neighbours alone (RESHARD-5)', () => {
    expect(merge(['0-2']).tried?.error?.__type).toBe('InvalidArgumentException');
    expect(merge(['0-2']).shards).toHaveLength(4);
    const { shards, tried } = merge(['0-2', '0-1', '4-2']);
    expect(tried?.error).toBeNull();
    expect(shards).toHaveLength(6);
    expect(shards[5]).toMatchObject({ parentIndex: 4, adjacentParentIndex: 2, start: 0n, end: shards[2]!.end });
  });

  test('split-and-merge: the records stay in the parent (RESHARD-1)', () => {
    expect(splitAndMerge(['s0']).firstSplit).toEqual({ parent: 8, children: [0, 0] });
  });

  test.each([1, 2, 3, 4, 5])('shared-and-fan-out: %i that poll share 2 MiB a second, each with fan-out has them alone (QUOTA-3, SUBSCRIBE-10)', (n) => {
    const polled = sharedAndFanOut([`poll-${n}`]).bytesPerSecond;
    expect(polled).toHaveLength(n);
    expect(polled.reduce((all, one) => all + one, 0) / MIB).toBeCloseTo(2, 0);
    // Nobody is left out: a batch more or less, for ten seconds are a few batches each.
    for (const one of polled) expect(one / MIB).toBeGreaterThan((2 / n) * 0.7);
    const { bytesPerSecond, latencyMs } = sharedAndFanOut([`push-${n}`]);
    for (const one of bytesPerSecond) expect(Math.abs(one / MIB - 2)).toBeLessThan(0.15);
    expect(latencyMs).toBeLessThan(100);
    if (n > 1) expect(sharedAndFanOut([`poll-${n}`]).latencyMs).toBeGreaterThan(2 * latencyMs!);
  });

  test('kpl-aggregation: plain fills the record quota and little of the bytes; packed, a third of the bytes and hardly a record', () => {
    const plain = kplAggregation(['plain']);
    // A bucket of 1,000 and five seconds of 1,000.
    expect(plain.readings).toBeLessThanOrEqual(6_000);
    expect(plain.readings).toBeGreaterThan(5_700);
    expect(plain.records).toBe(plain.readings);
    const kpl = kplAggregation(['kpl']);
    expect(kpl.readings).toBeGreaterThan(14_000);
    expect(kpl.records / 5).toBeLessThan(30);
    expect(kpl.bytes / 5 / MIB).toBeLessThan(0.5);
  });

  test('retention: raised too late it brings nothing back (RETAIN-5)', () => {
    expect(retention(['h6', 'h6', 'h6', 'h6', 'r48'])).toMatchObject({ broughtBack: false, changed: { before: 12, after: 12 } });
    expect(retention(['r48', 'h6', 'h6', 'h6', 'h6']).world.stream('reports')!.shards[0]!.head).toBe(0);
  });

  test('lag: a quarter of the time that passes, as 120 in and 90 out must be; then at twice the rate it catches up', () => {
    const { minutes } = lag(['pass', 'pass']);
    for (const { minute, millisBehindLatest } of minutes) expect(Math.abs(millisBehindLatest - minute * 15_000)).toBeLessThan(8_000);
    // The backlog of 600 records goes by 120 a minute.
    const later = lag(['pass', 'pass', 'fast', 'pass']).minutes;
    expect(later[22]!.millisBehindLatest).toBeGreaterThan(0);
    expect(later[26]!.millisBehindLatest).toBe(0);
    expect(later.every(({ iteratorAgeMs, millisBehindLatest }) => iteratorAgeMs >= millisBehindLatest)).toBe(true);
  });

  test('kcl-leases: who takes over begins at the checkpoint, and repeats exactly what lay beyond it', () => {
    const { atCrash, leases, takeoverMs, repeated } = kclLeases(['crash']);
    const orphans = atCrash!.filter(({ owner }) => owner === WORKERS[0]);
    expect(orphans).toHaveLength(2);
    expect(repeated).toBe(orphans.reduce((all, { processed, checkpoint }) => all + processed - checkpoint, 0));
    expect(repeated).toBeGreaterThan(0);
    expect(takeoverMs).toBeGreaterThanOrEqual(10_000);
    expect(leases.every(({ owner }) => owner === WORKERS[1])).toBe(true);
  });

  test('belt: reading takes nothing, and a record falls off at the age of a day', () => {
    const { world } = belt([momentStep(60 * 3_600_000)]);
    for (const { logId, head, cursor } of world.stream(WEATHER)!.shards) {
      expect(head).toBeGreaterThan(0);
      const log = world.log(logId);
      expect(world.nowMs - log.arrivalMs(head)).toBeLessThanOrEqual(24 * 3_600_000);
      expect(world.nowMs - log.arrivalMs(head - 1)).toBeGreaterThanOrEqual(24 * 3_600_000);
      expect(cursor.length - head).toBeGreaterThan(5);
    }
  });

  test('hash-a-key: what is typed survives the address, whatever it holds', () => {
    for (const key of ['a.b.c', '日本', ' ', '%2e&=#', '', 'x'.repeat(256)]) expect(typedIn(textOf({ key, count: 8 }))).toEqual({ key, count: 8 });
    expect(typedIn('9.x')).toEqual({ key: 'pk1', count: 3 });
  });
});
