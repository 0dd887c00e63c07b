// Holds: a goal's sentence is made from what is checked; a verdict says met, not yet or failed at the right moment and names
// what was measured; and a scenario cannot be solved by taking away what its goal is about.
import { describe, expect, test } from 'vitest';
import { createWorld } from '#sim';
import { goalText, holds, judge, type Goal } from '../../../src/sim/scenarios/goals.ts';
import { clockText, durationText } from '../../../src/sim/scenarios/words.ts';
import { consumerConfig, crash, producerConfig } from '../support/actors.ts';
import { call, emptyWorld, put, wait, worldWithStream } from '../support/worlds.ts';

describe('sentences', () => {
  const texts: [Goal, string][] = [
    [{ measure: 'open shards', exactly: 4 }, 's has exactly 4 open shards.'],
    [{ measure: 'open shards', atMost: 1 }, 's has at most 1 open shard.'],
    [{ measure: 'retention hours', atLeast: 168 }, 's keeps its records for at least 168 hours.'],
    [{ measure: 'stored records', atLeast: 115_000 }, 's takes at least 115,000 records.'],
    [{ measure: 'shards written', atLeast: 2 }, 'Records stand on at least 2 shards of s.'],
    [{ measure: 'throttled records', atMost: 0 }, 'A shard refuses no record.'],
    [{ measure: 'throttled records', fromMs: 60_000, atMost: 0 }, 'A shard refuses no record from 00:01:00 on.'],
    [{ measure: 'throttled records', fromMs: 60_000, untilMs: 90_000, atMost: 12 }, 'A shard refuses at most 12 records between 00:01:00 and 00:01:30.'],
    [{ measure: 'given-up records', producer: 'till', exactly: 0 }, 'till gives up no record.'],
    [{ measure: 'given-up records', atMost: 1 }, 'A producer gives up at most 1 record.'],
    [{ measure: 'lost records', consumer: 'archive', atMost: 0 }, 'archive loses no record.'],
    [{ measure: 'repeated records', consumer: 'archive', atMost: 30 }, 'archive repeats at most 30 records.'],
    [{ measure: 'unprocessed records', consumer: 'archive', atMost: 0 }, 'archive has left out no record of all that were put.'],
    [{ measure: 'behind ms', consumer: 'archive', atMost: 7_200_000 }, 'archive is at most 2 hours behind.'],
    [{ measure: 'expired iterators', consumer: 'c', atMost: 3 }, 'c lets at most 3 iterators expire.'],
    [{ measure: 'answered calls', operation: 'GetRecords', atLeast: 2 }, 'You call GetRecords at least twice, and it is answered.'],
    [{ measure: 'records you read', atLeast: 1 }, 'You read at least 1 record with GetRecords.'],
  ];
  test.each(texts)('%j', (goal, text) => expect(goalText(goal, 's')).toBe(text));

  test.each([
    [840, '840 ms'],
    [1_000, '1 second'],
    [90_000, '1.5 minutes'],
    [41_000, '41 seconds'],
    [86_382_535, '24 hours'],
    [7 * 86_400_000, '7 days'],
    [204_348_435, '2.4 days'],
  ])('%i ms is %s', (ms, text) => expect(durationText(ms)).toBe(text));

  test('the clock counts days from the second on', () => {
    expect(clockText(150_000)).toBe('00:02:30');
    expect(clockText(28 * 3_600_000)).toBe('day 2 04:00:00');
  });
});

describe('verdicts', () => {
  const scene = (world = worldWithStream()) => ({ world, streamName: 's' });

  test('an upper bound on what only grows fails at once, and is met only when the story is over', () => {
    const { world, streamName } = scene();
    const goal: Goal = { measure: 'stored records', atMost: 1 };
    put(world, 'a');
    expect(judge({ world, streamName }, goal, false)).toMatchObject({ state: 'not yet', observed: 1, observedText: '1 record' });
    expect(judge({ world, streamName }, goal, true).state).toBe('met');
    put(world, 'a');
    expect(judge({ world, streamName }, goal, false)).toMatchObject({ state: 'failed', observed: 2, observedText: '2 records' });
    expect(judge({ world, streamName }, goal, true).state).toBe('failed');
  });

  test('a lower bound on what only grows is met as soon as it is reached', () => {
    const { world, streamName } = scene();
    const goal: Goal = { measure: 'stored records', atLeast: 1 };
    expect(judge({ world, streamName }, goal, false)).toMatchObject({ state: 'not yet', observedText: 'no record' });
    expect(judge({ world, streamName }, goal, true).state).toBe('failed');
    put(world, 'a');
    expect(judge({ world, streamName }, goal, false).state).toBe('met');
  });

  test('an exact number of what only grows fails once it is passed', () => {
    const { world, streamName } = scene();
    const goal: Goal = { measure: 'stored records', exactly: 1 };
    put(world, 'a');
    expect(judge({ world, streamName }, goal, false).state).toBe('not yet');
    expect(judge({ world, streamName }, goal, true).state).toBe('met');
    put(world, 'a');
    expect(judge({ world, streamName }, goal, false).state).toBe('failed');
  });

  test('what may come and go is met while it is so', () => {
    const { world, streamName } = scene();
    const goal: Goal = { measure: 'open shards', exactly: 2 };
    expect(judge({ world, streamName }, goal, false).state).toBe('not yet');
    call(world, 'UpdateShardCount', { StreamName: 's', TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' });
    wait(world, 5_000);
    expect(judge({ world, streamName }, goal, false).state).toBe('met');
    call(world, 'UpdateShardCount', { StreamName: 's', TargetShardCount: 1, ScalingType: 'UNIFORM_SCALING' });
    wait(world, 5_000);
    expect(judge({ world, streamName }, goal, false).state).toBe('not yet');
    expect(judge({ world, streamName }, goal, true).state).toBe('failed');
  });

  test('who takes away what a goal is about has not met it', () => {
    const world = createWorld({
      seed: 1,
      network: { oneWayMs: 1, jitterMs: 0 },
      setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }, { type: 'add actor', config: consumerConfig() }],
    });
    const goal: Goal = { measure: 'lost records', consumer: 'c', atMost: 0 };
    world.advance(5_000);
    expect(judge({ world, streamName: 's' }, goal, true).state).toBe('met');
    crash(world);
    expect(judge({ world, streamName: 's' }, goal, true).state).toBe('met');
    world.edit({ type: 'remove actor', actor: 'c' });
    expect(judge({ world, streamName: 's' }, goal, true)).toMatchObject({ state: 'failed', observed: null, observedText: 'not there' });
  });

  test('a stream that is being created has no open shard yet', () => {
    const world = emptyWorld();
    const predicate: Goal = { measure: 'open shards', atLeast: 1 };
    expect(holds({ world, streamName: 's' }, predicate)).toBe(false);
    world.edit({ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } });
    expect(holds({ world, streamName: 's' }, predicate)).toBe(false);
    world.advance(5_000);
    expect(holds({ world, streamName: 's' }, predicate)).toBe(true);
  });

  test('refused records are counted in their window', () => {
    const world = worldWithStream();
    world.edit({ type: 'add actor', config: producerConfig({ recordsPerSecond: 2_000, recordsPerCall: 100, attemptsMax: 1, recordBytes: 10 }) });
    wait(world, 10_000);
    const from = (fromMs?: number, untilMs?: number) => judge({ world, streamName: 's' }, { measure: 'throttled records', fromMs, untilMs, atMost: 0 }, true).observed!;
    expect(from()).toBe(world.state.rejections);
    expect(from(15_000) + from(0, 15_000)).toBe(from());
    expect(from(15_000)).toBeGreaterThan(1_000);
    expect(from(25_000)).toBe(0);
  });
});
