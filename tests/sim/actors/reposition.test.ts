// Holds: a consumer that is told to go on from elsewhere does so by AWS's own call, is refused as AWS refuses it, and keeps an
// exact account of what it reads twice and what it passes over; those kinds that AWS lets nobody move say so.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorld, type Action, type StartingPosition, type World } from '#sim';
import { act, addConsumer, addFanOut, addProducer, addWorker, consumerOf, crash, fanOutOf, moveSomewhere, restart, stored, tableIn } from '../support/actors.ts';
import { advanceChecked, epochMs, HOUR_MS, put, seconds, shardId, split, wait, worldWithStream } from '../support/worlds.ts';

const move = (actor: string, startingPosition: StartingPosition, shard = 0): Action => ({ type: 'reposition actor', actor, shardId: shardId(shard), startingPosition });
const said = (world: World, action: Action) => {
  const outcome = world.edit(action);
  return outcome.ok ? 'moved' : `${outcome.error.__type}: ${outcome.error.message}`;
};

/** Ten records, one a second from 11 s on, all read. @returns their sequence numbers */
function tenRead(add: (world: World) => void): { world: World; numbers: string[] } {
  const world = worldWithStream();
  add(world);
  advanceChecked(world, 20_000);
  const numbers = Array.from({ length: 10 }, (_, i) => {
    wait(world, 1_000);
    return put(world, `k-${i}`).SequenceNumber;
  });
  advanceChecked(world, world.nowMs + 5_000);
  return { world, numbers };
}

describe.each([
  ['polling', addConsumer, consumerOf, 'c', 'GetShardIterator'],
  ['fan-out', addFanOut, fanOutOf, 'f', 'SubscribeToShard'],
] as const)('a %s consumer', (_, add, of, name, operation) => {
  const begin = (rest: object = {}) => {
    const { world, numbers } = tenRead((one) => add(one, rest));
    expect(of(world).counts).toMatchObject({ processed: 10, repeated: 0 });
    return { world, numbers };
  };

  test.each<[string, (numbers: string[]) => StartingPosition, number]>([
    ['at a record', (numbers) => ({ Type: 'AT_SEQUENCE_NUMBER', SequenceNumber: numbers[6]! }), 4],
    ['after a record', (numbers) => ({ Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: numbers[6]! }), 3],
    // The fifth record was put at 25 s.
    ['at a time', () => ({ Type: 'AT_TIMESTAMP', Timestamp: seconds(24_500) }), 6],
    ['at the oldest', () => ({ Type: 'TRIM_HORIZON' }), 10],
    ['at the tip', () => ({ Type: 'LATEST' }), 0],
  ])('goes on %s, by one call', (_what, position, repeated) => {
    const { world, numbers } = begin();
    const calls = world.plain.callsServed;
    expect(said(world, move(name, position(numbers)))).toBe('moved');
    expect(world.plain.callsServed).toBe(calls + 1);
    expect(world.calls.newest(calls + 1)[0]).toMatchObject({ caller: name, operation, atMs: world.nowMs });
    // It stands there at once, and not only when the first answer has come.
    expect(of(world).readers.get(0)!.position).toBe(10 - repeated);
    advanceChecked(world, world.nowMs + 5_000);
    expect(of(world).counts).toMatchObject({ processed: 10 + repeated, repeated, lost: 0, passedOver: 0 });
    put(world, 'one more');
    advanceChecked(world, world.nowMs + 5_000);
    expect(of(world).counts).toMatchObject({ processed: 11 + repeated, repeated });
  });

  test('a move that AWS refuses changes nothing but the log of calls', () => {
    const { world } = begin();
    split(world, 0, 1n << 127n);
    advanceChecked(world, world.nowMs + 5_000);
    const before = structuredClone(of(world).readers.get(1));
    expect(said(world, move(name, { Type: 'AT_TIMESTAMP', Timestamp: seconds(world.nowMs + 60_000) }, 1))).toMatch(/^InvalidArgumentException: The timestampInMillis parameter cannot be greater/);
    expect(said(world, move(name, { Type: 'AT_SEQUENCE_NUMBER' }, 1))).toMatch(/^InvalidArgumentException: Must either specify/);
    expect(said(world, move(name, { Type: 'AT_SEQUENCE_NUMBER', SequenceNumber: 'x' }, 1))).toMatch(/^ValidationException/);
    expect(of(world).readers.get(1)).toEqual(before);
  });

  test('is not moved where there is nothing to move', () => {
    const { world } = begin();
    expect(said(world, move(name, { Type: 'LATEST' }, 7))).toBe(`InvalidAction: ${name} does not read ${shardId(7)}.`);
    split(world, 0, 1n << 127n);
    advanceChecked(world, world.nowMs + 5_000);
    expect(said(world, move(name, { Type: 'LATEST' }))).toContain('to its end and is done with it');
    crash(world, name);
    expect(said(world, move(name, { Type: 'LATEST' }, 1))).toContain('Restart it, then move it.');
    expect(said(world, { ...move(name, { Type: 'LATEST' }), shardId: 'first' } as Action)).toContain('first is no shard');
    expect(said(world, move(name, { Type: 'NOW' } as never))).toContain('A starting position is');
  });

  test('a crash before its next checkpoint brings it back to where it was moved to', () => {
    const { world, numbers } = begin();
    act(world, { type: 'configure actor', actor: name, change: { processingMsPerRecord: 10_000 } });
    act(world, move(name, { Type: 'AT_SEQUENCE_NUMBER', SequenceNumber: numbers[4]! }));
    advanceChecked(world, world.nowMs + 100);
    crash(world, name);
    act(world, { type: 'configure actor', actor: name, change: { processingMsPerRecord: 0 } });
    restart(world, name);
    advanceChecked(world, world.nowMs + 20_000);
    expect(of(world).counts).toMatchObject({ processed: 16, repeated: 6, passedOver: 0 });
  });

  test('undo leads back to the very state before it', () => {
    const { world } = begin();
    const before = world.stateHash();
    act(world, move(name, { Type: 'TRIM_HORIZON' }));
    const moved = world.stateHash();
    expect(moved).not.toBe(before);
    world.advance(world.nowMs + 5_000);
    const after = world.stateHash();
    const undone = world.timeline.undo()!;
    expect(world.stateHash()).toBe(before);
    world.timeline.goTo(undone.before);
    world.edit(undone.action);
    expect(world.stateHash()).toBe(moved);
    world.advance(world.nowMs + 5_000);
    expect(world.stateHash()).toBe(after);
  });
});

test('a slow consumer that is moved ahead passes over what it had in hand and what it had not asked for yet; moved back, it reads that for the first time', () => {
  const world = worldWithStream();
  addConsumer(world, { processingMsPerRecord: 10_000, limit: 4 });
  for (let i = 0; i < 10; i += 1) put(world, `k-${i}`);
  // Two of the first four are done by then.
  advanceChecked(world, world.nowMs + 25_000);
  act(world, move('c', { Type: 'LATEST' }));
  expect(consumerOf(world).counts).toMatchObject({ processed: 2, passedOver: 8, lost: 0 });
  act(world, { type: 'configure actor', actor: 'c', change: { processingMsPerRecord: 0 } });
  put(world, 'later');
  advanceChecked(world, world.nowMs + 5_000);
  expect(consumerOf(world).counts).toMatchObject({ processed: 3, repeated: 0, passedOver: 8 });
  act(world, move('c', { Type: 'TRIM_HORIZON' }));
  expect(consumerOf(world).counts.passedOver).toBe(0);
  advanceChecked(world, world.nowMs + 10_000);
  expect(consumerOf(world).counts).toMatchObject({ processed: 3 + 11, repeated: 3, passedOver: 0, lost: 0 });
});

test('what was passed over and then expires is no loss', () => {
  const world = worldWithStream();
  addConsumer(world, { processingMsPerRecord: 10 * HOUR_MS, limit: 4, pollIntervalMs: 60_000 });
  for (let i = 0; i < 10; i += 1) put(world, `k-${i}`);
  advanceChecked(world, world.nowMs + 1_000);
  act(world, move('c', { Type: 'LATEST' }));
  advanceChecked(world, world.nowMs + 30 * HOUR_MS, 50);
  expect(consumerOf(world).counts).toMatchObject({ processed: 0, passedOver: 10, lost: 0 });
});

test('a consumer that began at LATEST can be taken back before its beginning: nothing there is a repeat', () => {
  const world = worldWithStream();
  for (let i = 0; i < 5; i += 1) put(world, `k-${i}`);
  addConsumer(world, { startAt: 'LATEST' });
  advanceChecked(world, world.nowMs + 2_000);
  put(world, 'new');
  advanceChecked(world, world.nowMs + 2_000);
  act(world, move('c', { Type: 'TRIM_HORIZON' }));
  advanceChecked(world, world.nowMs + 2_000);
  expect(consumerOf(world).counts).toMatchObject({ processed: 7, repeated: 1 });
});

test('however a polling consumer is moved, crashed and slowed down, and shards are split, what is stored was processed once, or passed over', () => {
  const step = fc.record({ kind: fc.constantFrom('put', 'put', 'wait', 'wait', 'move', 'move', 'crash', 'slow', 'split'), n: fc.nat(1_000) });
  const seen = { repeated: 0, passedOver: 0, iteratorsExpired: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), fc.constantFrom(500, 500, 310_000), fc.constantFrom('TRIM_HORIZON' as const, 'LATEST' as const), fc.nat(1e6), (steps, pollIntervalMs, startAt, seed) => {
      const world = createWorld({ seed, network: { oneWayMs: 20, jitterMs: 500 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } }] });
      world.advance(10_000);
      // One that begins at LATEST has begun before the first record, so that all of them concern it.
      addConsumer(world, { pollIntervalMs, limit: 3, startAt });
      advanceChecked(world, 20_000);
      for (const { kind, n } of steps) {
        const open = world.stream('s')!.shards.filter(({ closedMs }) => closedMs === null);
        if (kind === 'put') for (let k = 0; k < n % 9; k += 1) put(world, `key ${k * 7 + n}`);
        else if (kind === 'wait') advanceChecked(world, world.nowMs + n * (pollIntervalMs > 10_000 ? 800 : 30), 3);
        else if (kind === 'move') moveSomewhere(world, 'c', n);
        else if (kind === 'crash') (consumerOf(world).running ? crash : restart)(world);
        else if (kind === 'slow') act(world, { type: 'configure actor', actor: 'c', change: { processingMsPerRecord: (n % 3) * 900 } });
        else if (open.length < 5) split(world, open[n % open.length]!.index, (open[n % open.length]!.start + open[n % open.length]!.end) / 2n);
      }
      if (!consumerOf(world).running) restart(world);
      advanceChecked(world, world.nowMs + 60 * pollIntervalMs + 300_000, 11);
      const { counts } = consumerOf(world);
      expect(counts.processed - counts.repeated + counts.passedOver).toBe(stored(world));
      expect(counts.lost).toBe(0);
      for (const key of Object.keys(seen) as (keyof typeof seen)[]) seen[key] += counts[key];
    }),
    { numRuns: 100 },
  );
  expect(Math.min(seen.repeated, seen.passedOver, seen.iteratorsExpired), JSON.stringify(seen)).toBeGreaterThan(20);
}, 60_000);

test('the calls for new iterators count against their rate', () => {
  const { world } = tenRead(addConsumer);
  const outcomes = Array.from({ length: 6 }, () => said(world, move('c', { Type: 'TRIM_HORIZON' })));
  expect(outcomes.slice(0, 5)).toEqual(Array(5).fill('moved'));
  expect(outcomes[5]).toMatch(/^ProvisionedThroughputExceededException: Rate exceeded for shard/);
});

test('a subscription cannot be taken over within five seconds of its beginning, and the call limit is one a second', () => {
  const { world } = tenRead(addFanOut);
  expect(said(world, move('f', { Type: 'TRIM_HORIZON' }))).toBe('moved');
  expect(said(world, move('f', { Type: 'LATEST' }))).toMatch(/^LimitExceededException/);
  wait(world, 3_000);
  expect(said(world, move('f', { Type: 'LATEST' }))).toMatch(/^ResourceInUseException: Another active subscription exists/);
  wait(world, 3_000);
  expect(said(world, move('f', { Type: 'LATEST' }))).toBe('moved');
  advanceChecked(world, world.nowMs + 10_000);
  expect(fanOutOf(world).readers.get(0)).toMatchObject({ phase: 'subscribed', position: 10 });
});

describe('an application on the KCL', () => {
  const running = (rest: object = {}) => {
    const world = worldWithStream();
    addWorker(world, rest);
    advanceChecked(world, 90_000, 20);
    const numbers = Array.from({ length: 10 }, (_, i) => put(world, `k-${i}`).SequenceNumber);
    advanceChecked(world, world.nowMs + 10_000, 20);
    expect(tableIn(world).shards.get(0)).toMatchObject({ processed: 10, repeated: 0 });
    return { world, numbers };
  };

  test('is moved by its lease table, and only while no worker runs', () => {
    const { world, numbers } = running();
    expect(said(world, move('w1', { Type: 'TRIM_HORIZON' }))).toBe('InvalidAction: Stop w1 first: a worker that runs writes its own next checkpoint over yours.');
    crash(world, 'w1');
    expect(said(world, move('w1', { Type: 'AT_SEQUENCE_NUMBER', SequenceNumber: numbers[6]! }))).toBe('moved');
    // A checkpoint names the last record that is done with.
    expect(tableIn(world).leases.get(shardId(0))!.checkpoint).toBe(numbers[5]);
    restart(world, 'w1');
    advanceChecked(world, world.nowMs + 60_000, 20);
    expect(tableIn(world).shards.get(0)).toMatchObject({ processed: 14, repeated: 4 });
    expect(said(world, move('w1', { Type: 'TRIM_HORIZON' }, 3))).toContain('has no lease of');
  });

  test('set ahead it passes over, and set back it reads that for the first time', () => {
    const { world } = running();
    crash(world, 'w1');
    const numbers = Array.from({ length: 6 }, (_, i) => put(world, `l-${i}`).SequenceNumber);
    act(world, move('w1', { Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: numbers[3]! }));
    expect(tableIn(world).shards.get(0)).toMatchObject({ passedOver: 4 });
    restart(world, 'w1');
    advanceChecked(world, world.nowMs + 60_000, 20);
    expect(tableIn(world).shards.get(0)).toMatchObject({ processed: 12, repeated: 0, passedOver: 4, lost: 0 });
    crash(world, 'w1');
    act(world, move('w1', { Type: 'AT_TIMESTAMP', Timestamp: epochMs / 1000 }));
    restart(world, 'w1');
    advanceChecked(world, world.nowMs + 60_000, 20);
    expect(tableIn(world).shards.get(0)).toMatchObject({ processed: 12 + 16, repeated: 12, passedOver: 0, lost: 0 });
  });

  test('that began at LATEST can be taken back before its beginning', () => {
    const world = worldWithStream();
    for (let i = 0; i < 5; i += 1) put(world, `k-${i}`);
    addWorker(world, { initialPosition: 'LATEST' });
    advanceChecked(world, 90_000, 20);
    put(world, 'new');
    advanceChecked(world, world.nowMs + 10_000, 20);
    crash(world, 'w1');
    act(world, move('w1', { Type: 'TRIM_HORIZON' }));
    restart(world, 'w1');
    advanceChecked(world, world.nowMs + 60_000, 20);
    expect(tableIn(world).shards.get(0)).toMatchObject({ processed: 7, repeated: 1, passedOver: 0 });
  });
});

test('what AWS lets nobody move says so', () => {
  const world = createWorld({
    seed: 1,
    network: { oneWayMs: 0, jitterMs: 0 },
    setup: [
      { type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } },
      { type: 'add actor', config: { kind: 'lambda-mapping', name: 'esm', streamName: 's', startingPosition: 'LATEST', reading: 'shared', batchSize: 10, maximumBatchingWindowInSeconds: 0, parallelizationFactor: 1, maximumRetryAttempts: -1, maximumRecordAgeInSeconds: -1, bisectBatchOnFunctionError: false, reportBatchItemFailures: false, tumblingWindowInSeconds: 0, filters: [], durationMs: 20, processingMsPerRecord: 0, failureReport: 'failed record', returnsState: false, stateBytesPerRecord: 0 } },
      { type: 'add actor', config: { kind: 'firehose', name: 'hose', streamName: 's', bufferSizeInMBs: 1, bufferIntervalInSeconds: 60, prefix: '', appendDelimiterToRecord: false, bucketDown: false } },
    ],
  });
  world.advance(100_000);
  addProducer(world);
  expect(said(world, move('esm', { Type: 'LATEST' }))).toMatch(/^InvalidAction: The starting position of esm was fixed/);
  expect(said(world, move('hose', { Type: 'LATEST' }))).toMatch(/^InvalidAction: hose began at LATEST/);
  expect(said(world, move('p', { Type: 'LATEST' }))).toBe('InvalidAction: p reads no shard.');
  expect(said(world, move('nobody', { Type: 'LATEST' }))).toBe('InvalidAction: There is no actor named nobody.');
});
