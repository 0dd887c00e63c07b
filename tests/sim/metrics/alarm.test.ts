// Holds: an alarm looks at the last periods each minute, changes state as CloudWatch's do, and tells the trace; without one nothing is pending.
import { describe, expect, test } from 'vitest';
import { createWorld, type World } from '#sim';
import { defaultAlarms } from '../../../src/sim/metrics/default-alarms.ts';
import type { AlarmConfig } from '../../../src/sim/metrics/alarm.ts';
import { act, addProducer } from '../support/actors.ts';
import { call, wait, worldWithStream } from '../support/worlds.ts';

const MINUTE_MS = 60_000;
const alarmConfig = (rest: Partial<AlarmConfig> = {}): AlarmConfig => ({
  name: 'a',
  metric: 'depth',
  streamName: 's',
  actor: 'p',
  statistic: 'Maximum',
  periodMs: MINUTE_MS,
  evaluationPeriods: 5,
  datapointsToAlarm: 3,
  comparison: 'GreaterThanThreshold',
  threshold: 10,
  treatMissingData: 'missing',
  ...rest,
});
const changes = (world: World) => world.traceLog.last(1e6).flatMap((entry) => (entry.kind === 'AlarmChanged' ? [[entry.atMs / MINUTE_MS, entry.to]] : []));

/** A minute with each of these values, null for one without; the first begins at 1 minute. */
function play(values: readonly (number | null)[], rest: Partial<AlarmConfig> = {}): World {
  const world = worldWithStream();
  addProducer(world, { recordsPerSecond: 0 });
  world.advance(MINUTE_MS);
  act(world, { type: 'set alarm', config: alarmConfig(rest) });
  for (const value of values) {
    wait(world, MINUTE_MS / 2);
    if (value !== null) world.measure(world.actors.get('p')!, 'depth', null, value);
    wait(world, MINUTE_MS / 2);
  }
  return world;
}

test('§7 check 3: 3 of 5 fires with the third breaching minute, and is OK again when only two are in sight', () => {
  const world = play([0, 20, 0, 20, 20, 0, 0, 0]);
  expect(changes(world)).toEqual([[2, 'OK'], [6, 'ALARM'], [8, 'OK']]);
});

describe('its datapoints', () => {
  test('the threshold itself is not above it, but at or above it', () => {
    expect(changes(play([10], { datapointsToAlarm: 1 }))).toEqual([[2, 'OK']]);
    expect(changes(play([10], { datapointsToAlarm: 1, comparison: 'GreaterThanOrEqualToThreshold' }))).toEqual([[2, 'ALARM']]);
    expect(changes(play([10], { datapointsToAlarm: 1, comparison: 'LessThanThreshold' }))).toEqual([[2, 'OK']]);
    expect(changes(play([10], { datapointsToAlarm: 1, comparison: 'LessThanOrEqualToThreshold' }))).toEqual([[2, 'ALARM']]);
  });
  test('periods of several minutes slide by one', () => {
    const world = play([0, 0, 4, 4, 4, 0, 0], { periodMs: 3 * MINUTE_MS, statistic: 'Sum', evaluationPeriods: 1, datapointsToAlarm: 1 });
    expect(changes(world)).toEqual([[2, 'OK'], [6, 'ALARM'], [7, 'OK']]);
  });
  test('what is measured at the end of a minute belongs to the next', () => {
    const create = { type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } } as const;
    const put = { type: 'call', operation: 'PutRecord', input: { StreamName: 's', PartitionKey: 'k', Data: new Uint8Array(1) } } as const;
    // Scheduled first: it happens before the alarm is looked at, in the same millisecond.
    const world = createWorld({ seed: 1, network: { oneWayMs: 0, jitterMs: 0 }, setup: [create], script: [{ atMs: MINUTE_MS, action: put }] });
    act(world, { type: 'set alarm', config: alarmConfig({ metric: 'IncomingRecords', actor: undefined, threshold: 0, datapointsToAlarm: 1, evaluationPeriods: 1 }) });
    world.advance(2 * MINUTE_MS);
    expect(changes(world)).toEqual([[2, 'ALARM']]);
  });
});

describe('minutes without data', () => {
  const quiet = [20, 20, 20, null, null, null, null, null, null, null];
  test.each([
    ['missing', [[2, 'OK'], [4, 'ALARM'], [7, 'OK'], [9, 'INSUFFICIENT_DATA']]],
    ['notBreaching', [[2, 'OK'], [4, 'ALARM'], [7, 'OK']]],
    ['breaching', [[2, 'ALARM']]],
    ['ignore', [[4, 'ALARM']]],
  ] as const)('treated as %s', (treatMissingData, expected) => {
    expect(changes(play(quiet, { treatMissingData }))).toEqual(expected);
  });
});

describe('the world', () => {
  test('has an event a minute while there is an alarm, and none without', () => {
    const world = worldWithStream();
    wait(world, 10 * MINUTE_MS);
    expect(world.pendingEvents()).toEqual([]);
    act(world, { type: 'set alarm', config: alarmConfig() });
    act(world, { type: 'set alarm', config: alarmConfig({ threshold: 2 }) });
    act(world, { type: 'set alarm', config: alarmConfig({ name: 'b' }) });
    const before = world.eventsDone;
    wait(world, 10 * MINUTE_MS);
    expect(world.eventsDone - before).toBe(10);
    expect([...world.plain.alarms.byName.keys()]).toEqual(['a', 'b']);
    act(world, { type: 'delete alarm', alarm: 'a' });
    act(world, { type: 'delete alarm', alarm: 'b' });
    wait(world, 10 * MINUTE_MS);
    expect(world.pendingEvents()).toEqual([]);
    act(world, { type: 'set alarm', config: alarmConfig() });
    expect(world.pendingEvents()).toHaveLength(1);
  });
  test('goes back and forth with its alarms', () => {
    const world = play([0, 20, 0, 20, 20, 0, 0, 0].map(() => null));
    call(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: new Uint8Array(1) });
    act(world, { type: 'set alarm', config: alarmConfig({ name: 'b', metric: 'IncomingRecords', actor: undefined, threshold: 0, datapointsToAlarm: 1 }) });
    wait(world, 10 * MINUTE_MS);
    const seen = [world.nowMs, world.stateHash(), changes(world)];
    expect(changes(world)).toContainEqual([10, 'ALARM']);
    for (const backMs of [0, 5 * MINUTE_MS, 9.5 * MINUTE_MS, 12 * MINUTE_MS]) {
      world.seek(backMs);
      world.seek(seen[0] as number);
      expect([world.nowMs, world.stateHash()]).toEqual(seen.slice(0, 2));
    }
  });
});

describe('an alarm that makes no sense', () => {
  test.each<[Partial<AlarmConfig> & { color?: string }, RegExp]>([
    [{ name: 'a b' }, /^The name of an alarm has 1 to 128 letters/],
    [{ streamName: '' }, /^streamName of a has/],
    [{ metric: 'Incoming', actor: undefined }, /^There is no metric called Incoming\.$/],
    [{ metric: 'PutRecord.Bytes', actor: undefined, shardIndex: 1 }, /^There is no metric called PutRecord\.Bytes of a shard\.$/],
    [{ metric: 'SubscribeToShardEvent.Bytes', actor: undefined }, /measured for each registered consumer: a must name one/],
    [{ metric: 'MillisBehindLatest', actor: undefined }, /measured for each application: a must name one/],
    [{ statistic: 'p99' as never }, /^statistic of a must be Average or Minimum/],
    [{ periodMs: 90_000 }, /^periodMs in minutes of a must be a whole number/],
    [{ evaluationPeriods: 0 }, /^evaluationPeriods of a/],
    [{ periodMs: 60 * MINUTE_MS, evaluationPeriods: 25 }, /from 1 to 24/],
    [{ datapointsToAlarm: 6 }, /^datapointsToAlarm of a must be a whole number from 1 to 5/],
    [{ comparison: '>' as never }, /^comparison of a/],
    [{ threshold: NaN }, /^threshold of a/],
    [{ treatMissingData: 'none' as never }, /^treatMissingData of a/],
    [{ color: 'red' }, /^An alarm has no setting called color\.$/],
  ])('%j is refused in a sentence', (rest, text) => {
    const world = worldWithStream();
    const outcome = world.edit({ type: 'set alarm', config: alarmConfig(rest) });
    expect(!outcome.ok && outcome.error.__type).toBe('InvalidAction');
    expect(!outcome.ok && outcome.error.message).toMatch(text);
    expect(world.plain.alarms.byName.size).toBe(0);
  });
  test('and one that is not there cannot be deleted', () => {
    const outcome = worldWithStream().edit({ type: 'delete alarm', alarm: 'a' });
    expect(!outcome.ok && outcome.error.message).toBe('There is no alarm named a.');
  });
});

test('the alarms that are offered can be set, and fire when half the retention has gone by', () => {
  const world = worldWithStream();
  const offered = defaultAlarms(world.stream('s')!, [{ kind: 'producer', name: 'p' }, { kind: 'kcl-worker', name: 'k' } as never]);
  expect(offered.map(({ metric }) => metric)).toEqual(['GetRecords.IteratorAgeMilliseconds', 'MillisBehindLatest', 'WriteProvisionedThroughputExceeded', 'ReadProvisionedThroughputExceeded']);
  for (const config of offered) act(world, { type: 'set alarm', config });
  expect(offered[0]!.threshold).toBe(12 * 3_600_000);
});
