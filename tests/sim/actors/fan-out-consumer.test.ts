// Holds: a consumer with enhanced fan-out registers itself, is pushed every record 70 ms after its arrival, renews what
// ends after five minutes and goes on exactly there, reads parents before children, and after a crash gets again what came
// after its checkpoint. Its account of processed, repeated and lost records adds up to what was stored.
import { expect, test } from 'vitest';
import { createWorld, type World } from '#sim';
import { advanceChecked, call, emptyWorld, failure, HALF, HOUR_MS, merge, put, split, wait, worldWithStream } from '../support/worlds.ts';
import { act, addFanOut, addProducer, crash, fanOutOf, restart, stored } from '../support/actors.ts';
import { STREAM_ARN } from '../support/consumers.ts';

const counts = (world: World) => fanOutOf(world).counts;
const reader = (world: World, shard = 0) => fanOutOf(world).readers.get(shard)!;
const putMany = (world: World, n: number, rest: object = {}) => {
  for (let i = 0; i < n; i += 1) put(world, `k${i}`, 'x', rest);
};
const entries = (world: World, kind: string) => world.traceLog.last(1e9).filter((entry) => entry.kind === kind);
const stopProducer = (world: World) => act(world, { type: 'configure actor', actor: 'p', change: { recordsPerSecond: 0 } });

test('registers itself, waits until it is ACTIVE, and receives every record', () => {
  const world = worldWithStream(3);
  putMany(world, 25);
  addFanOut(world);
  addProducer(world, { recordsPerSecond: 20 });
  advanceChecked(world, 11_000);
  expect(world.stream('s')!.consumers.get('f')!.status).toBe('CREATING');
  expect(world.state.subscriptions.size).toBe(0);
  advanceChecked(world, 30_000);
  stopProducer(world);
  advanceChecked(world, 40_000);
  expect(counts(world)).toEqual({ processed: stored(world), repeated: 0, skipped: 0, known: 0, lost: 0, passedOver: 0, subscriptions: 3, refused: 0 });
});

test('takes a consumer that is registered already', () => {
  const world = worldWithStream();
  call(world, 'RegisterStreamConsumer', { StreamARN: STREAM_ARN, ConsumerName: 'f' });
  wait(world, 3_000);
  addFanOut(world);
  wait(world, 100);
  expect(fanOutOf(world).readers.get(0)!.phase).toBe('subscribed');
});

test('a record is processed 70 ms after its arrival', () => {
  const world = worldWithStream();
  addFanOut(world);
  wait(world, 10_000);
  put(world, 'k');
  wait(world, 69);
  expect(counts(world).processed).toBe(0);
  wait(world, 1);
  expect(counts(world).processed).toBe(1);
});

test('SUBSCRIBE-6: renews after five minutes, without a gap and without a repeat', () => {
  const world = worldWithStream(2);
  addFanOut(world);
  addProducer(world, { recordsPerSecond: 5 });
  advanceChecked(world, 16 * 60_000, 40);
  stopProducer(world);
  advanceChecked(world, 17 * 60_000, 40);
  expect(counts(world)).toMatchObject({ processed: stored(world), repeated: 0, subscriptions: 8, refused: 0 });
  expect(reader(world).checkpoint!.position).toBe(world.stream('s')!.shards[0]!.cursor.length);
});

test('SUBSCRIBE-5: with nothing to read its checkpoint moves all the same, so a crash loses nothing at LATEST', () => {
  const world = worldWithStream();
  putMany(world, 5);
  addFanOut(world, { startAt: 'LATEST' });
  wait(world, 10_000);
  crash(world, 'f');
  putMany(world, 3);
  restart(world, 'f');
  advanceChecked(world, world.nowMs + 10_000);
  expect(counts(world)).toMatchObject({ processed: 3, repeated: 0, lost: 0 });
});

test('SUBSCRIBE-7: taken over by another client, it waits five seconds and takes over again', () => {
  const world = worldWithStream();
  addFanOut(world);
  wait(world, 10_000);
  const ConsumerARN = world.stream('s')!.consumers.get('f')!.arn;
  call(world, 'SubscribeToShard', { ConsumerARN, ShardId: 'shardId-000000000000', StartingPosition: { Type: 'LATEST' } });
  putMany(world, 4);
  advanceChecked(world, world.nowMs + 4_000);
  expect([reader(world).phase, counts(world).refused]).toEqual(['resting', 1]);
  advanceChecked(world, world.nowMs + 2_000);
  expect(reader(world).phase).toBe('subscribed');
  expect(counts(world)).toMatchObject({ processed: 4, repeated: 0 });
});

test('SUBSCRIBE-7: restarted within five seconds it is refused, and comes through', () => {
  const world = worldWithStream();
  addFanOut(world);
  // ACTIVE after two seconds, and found so at the third look.
  wait(world, 3_000);
  expect(reader(world).phase).toBe('subscribed');
  crash(world, 'f');
  restart(world, 'f');
  wait(world, 1_000);
  expect([reader(world).phase, counts(world).refused]).toEqual(['resting', 1]);
  advanceChecked(world, world.nowMs + 6_000);
  expect(reader(world).phase).toBe('subscribed');
});

test('crash: what came after the checkpoint comes again, no more', () => {
  const world = worldWithStream();
  addFanOut(world, { processingMsPerRecord: 100 });
  wait(world, 5_000);
  putMany(world, 10);
  wait(world, 2_000);
  putMany(world, 10);
  // The first ten are done and noted; of the others, four.
  wait(world, 70 + 450);
  crash(world, 'f');
  expect(counts(world)).toMatchObject({ processed: 14, repeated: 0 });
  restart(world, 'f');
  advanceChecked(world, world.nowMs + 10_000);
  expect(counts(world)).toMatchObject({ processed: 24, repeated: 4, lost: 0 });
});

test('children begin when their parents are done, also where the last event waits', () => {
  const world = worldWithStream(2);
  addFanOut(world, { processingMsPerRecord: 1_000 });
  wait(world, 5_000);
  putMany(world, 10, { ExplicitHashKey: '0' });
  split(world, 0, HALF / 2n);
  putMany(world, 2, { ExplicitHashKey: '0' });
  wait(world, 1_000);
  expect([...fanOutOf(world).readers.keys()]).toEqual([0, 1]);
  advanceChecked(world, world.nowMs + 10_000);
  expect(fanOutOf(world).readers.get(0)!.phase).toBe('drained');
  merge(world, 2, 3);
  advanceChecked(world, world.nowMs + 20_000);
  expect(counts(world)).toMatchObject({ processed: 12, repeated: 0, lost: 0 });
  expect(reader(world, 4).phase).toBe('subscribed');
});

test('one that is too slow hangs up instead of holding the shard in memory, and loses nothing', () => {
  const world = worldWithStream();
  addFanOut(world, { processingMsPerRecord: 20 });
  wait(world, 5_000);
  addProducer(world, { recordsPerSecond: 100, recordsPerCall: 1 });
  advanceChecked(world, 60_000, 20);
  const { waiting, position } = reader(world);
  expect(waiting.length).toBeLessThanOrEqual(100);
  expect(stored(world) - position!).toBeGreaterThan(500);
  stopProducer(world);
  advanceChecked(world, 200_000, 50);
  expect(counts(world)).toMatchObject({ processed: stored(world), repeated: 0, lost: 0 });
});

test('poison: it logs the record and goes on', () => {
  const world = worldWithStream();
  addFanOut(world, { poison: { kind: 'key', key: 'k3' } });
  wait(world, 5_000);
  putMany(world, 10);
  wait(world, 1_000);
  expect(counts(world)).toMatchObject({ processed: 10, skipped: 1 });
});

test('lost answers and requests: it subscribes again and loses nothing', () => {
  const world = worldWithStream(2);
  addFanOut(world);
  addProducer(world, { recordsPerSecond: 10 });
  act(world, { type: 'configure network', change: { oneWayMs: 20, jitterMs: 50, requestLoss: 0.3, responseLoss: 0.3 } });
  advanceChecked(world, 11 * 60_000, 50);
  stopProducer(world);
  act(world, { type: 'configure network', change: { requestLoss: 0, responseLoss: 0 } });
  advanceChecked(world, 12 * 60_000, 50);
  expect(counts(world)).toMatchObject({ processed: stored(world), repeated: 0, lost: 0 });
});

test('deregistered by someone else, it registers again and goes on', () => {
  const world = worldWithStream(2);
  addFanOut(world);
  wait(world, 10_000);
  call(world, 'DeregisterStreamConsumer', { ConsumerARN: world.stream('s')!.consumers.get('f')!.arn });
  putMany(world, 6);
  advanceChecked(world, world.nowMs + 30_000);
  expect(counts(world)).toMatchObject({ processed: 6, repeated: 0, lost: 0 });
});

test('CONSUMER-4: with twenty consumers there already it says why, and waits', () => {
  const world = worldWithStream();
  for (let i = 0; i < 20; i += 1) {
    call(world, 'RegisterStreamConsumer', { StreamARN: STREAM_ARN, ConsumerName: `c${i}` });
    wait(world, 2_100);
  }
  expect(failure(world, 'RegisterStreamConsumer', { StreamARN: STREAM_ARN, ConsumerName: 'one-more' })[0]).toBe('LimitExceeded');
  addFanOut(world);
  wait(world, 10_000);
  expect(fanOutOf(world).registration.problem).toContain('cannot have more than 20 consumers');
  expect(entries(world, 'CallFailed').filter((entry) => entry.kind === 'CallFailed' && entry.actor === 'f')).toHaveLength(1);
});

test('the stream may come later, go, and come again under its name', () => {
  const world = emptyWorld();
  addFanOut(world);
  wait(world, 3_000);
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
  wait(world, 10_000);
  putMany(world, 2);
  wait(world, 1_000);
  expect(counts(world).processed).toBe(2);
  call(world, 'DeleteStream', { StreamName: 's', EnforceConsumerDeletion: true });
  wait(world, 5_000);
  call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
  wait(world, 5_000);
  putMany(world, 3);
  advanceChecked(world, world.nowMs + 20_000);
  expect(counts(world)).toMatchObject({ processed: 5, repeated: 0 });
});

test('loss is what expires unread, no more and no less, also what waited in line for a crashed consumer', () => {
  const world = worldWithStream();
  addFanOut(world, { processingMsPerRecord: 10 * HOUR_MS });
  wait(world, 5_000);
  for (let i = 0; i < 5; i += 1) {
    put(world, 'k');
    wait(world, 1_000);
  }
  // Two are done; the others wait, in hand or in line, and have expired.
  advanceChecked(world, 25 * HOUR_MS);
  crash(world, 'f');
  expect(counts(world)).toMatchObject({ processed: 2, lost: 3 });
  restart(world, 'f');
  advanceChecked(world, 30 * HOUR_MS, 20);
  expect(counts(world)).toMatchObject({ processed: 2, repeated: 0, lost: 3 });
});

test('a push on its way when its records expire is not lost', () => {
  const world = createWorld({ seed: 1, network: { oneWayMs: 60_000, jitterMs: 0, timeoutMs: 3_600_000 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }] });
  world.advance(10_000);
  put(world, 'k');
  // Describe, register, describe, list, subscribe: each takes two minutes; the push leaves after 661 s and arrives after 721.
  world.advance(10_000 + 24 * HOUR_MS - 690_000);
  addFanOut(world);
  advanceChecked(world, 25 * HOUR_MS);
  expect(counts(world)).toMatchObject({ processed: 1, lost: 0 });
});
