// Holds §2 of the clients' rules: how often, how long after and at what price an SDK makes a call again, in its three modes.
import { describe, expect, test } from 'vitest';
import type { ProducerState } from '#sim';
import { producer, type ProducerConfig } from '../../../src/sim/actors/producer.ts';
import { FIRST_ATTEMPT, holdBackMs, isRetryable, newSdkClient, nextAttempt, sdkRetryModes, type SdkAttempt, type SdkRetryMode } from '../../../src/sim/actors/sdk-retry.ts';
import { producerConfig } from '../support/actors.ts';
import { failed, onStage, partly, ROUND_TRIP_MS, stored, THROTTLE, timedOut } from '../support/scripted-service.ts';

const stage = (rest: Partial<ProducerConfig>, answer: Parameters<typeof onStage>[2], draw = 0.5) =>
  onStage<ProducerState>(producer, producerConfig({ call: 'PutRecord', recordsPerSecond: 1, attemptsMax: 1, ...rest }), answer, draw);
/** One record, and all the calls that are made for it. */
const callsForOne = (sdkRetry: SdkRetryMode, answer: Parameters<typeof onStage>[2], draw = 0.5, rest: Partial<ProducerConfig> = {}) => {
  const staged = stage({ sdkRetry, ...rest }, answer, draw);
  staged.until(900);
  staged.actor.schedule.number += 1;
  staged.until(200_000);
  return staged;
};
const throttle = () => failed(THROTTLE);
const error = (__type: string, status: number) => ({ __type: __type as 'InternalFailure', message: '', status });

describe('a call that is throttled for ever', () => {
  test.each([
    ['legacy', 5],
    ['standard', 3],
    ['adaptive', 3],
  ] as const)('§2 check 3: %s makes %i calls', (mode, calls) => {
    const { calls: made, actor } = callsForOne(mode, throttle);
    expect(made.length).toBe(calls);
    expect(actor.counts).toMatchObject({ produced: 1, givenUp: 1, retried: calls - 1, throttled: calls });
  });
  test('and without a mode one, however often the application tries', () => {
    const { calls, until } = stage({}, throttle);
    until(900);
    expect(calls.length).toBe(1);
  });
  test('for each attempt of the application the SDK begins anew', () => {
    expect(callsForOne('legacy', throttle, 0.5, { attemptsMax: 2 }).calls.length).toBe(10);
  });
});

describe('the wait before retry n', () => {
  const waits = (mode: SdkRetryMode, draw: number) => {
    const { calls } = callsForOne(mode, throttle, draw);
    return calls.slice(1).map(({ atMs }, i) => atMs - calls[i]!.atMs - ROUND_TRIP_MS);
  };
  test('is a random part of 2^(n−1) s', () => {
    expect(waits('legacy', 0.5)).toEqual([500, 1_000, 2_000, 4_000]);
    expect(waits('legacy', 0)).toEqual([0, 0, 0, 0]);
    expect(waits('standard', 0.75)).toEqual([750, 1_500]);
  });
  test('has a bound of 20 s in standard and none in legacy', () => {
    const wait = (mode: SdkRetryMode, attempt: number) => nextAttempt(mode, newSdkClient(), { attempt, cost: 0 }, error('InternalFailure', 500), 0, () => 1)?.waitMs;
    expect([wait('legacy', 4), wait('standard', 2)]).toEqual([8_000, 2_000]);
    expect([wait('legacy', 5), wait('standard', 3), wait('adaptive', 3)]).toEqual([undefined, undefined, undefined]);
  });
});

describe('what is made again', () => {
  test.each([
    [error('TimeoutError', 0), true],
    [error('InternalFailure', 500), true],
    [error('x', 502), true],
    [error('x', 503), true],
    [error('x', 504), true],
    [error('x', 501), false],
    [error('x', 505), false],
    [error(THROTTLE, 400), true],
    [error('LimitExceededException', 400), true],
    [error('ValidationException', 400), false],
    [error('ResourceNotFoundException', 400), false],
    [error('AccessDeniedException', 400), false],
  ])('%o: %s', (one, expected) => expect(isRetryable(one)).toBe(expected));
  test('no entry that failed inside an answer of status 200', () => {
    const { calls, actor } = callsForOne('legacy', (call) => partly(call, (i) => i === 0), 0.5, { call: 'PutRecords', recordsPerCall: 2, recordsPerSecond: 2 });
    expect(calls.length).toBe(1);
    expect(actor.counts).toMatchObject({ acknowledged: 1, givenUp: 1 });
  });
  test('§2 check 4: a call that timed out: if it was stored, it is stored twice', () => {
    const { calls, actor } = callsForOne('standard', (call, number) => (number === 1 ? timedOut : stored(call)));
    expect(calls.map(({ input }) => input.Data)).toEqual([calls[0]!.input.Data, calls[0]!.input.Data]);
    expect(actor.counts).toMatchObject({ produced: 1, acknowledged: 1, timedOut: 1, retried: 1 });
  });
});

describe('the quota of retries', () => {
  const attempt = (mode: SdkRetryMode, client: ReturnType<typeof newSdkClient>, of: SdkAttempt, what: Parameters<typeof nextAttempt>[3]) => nextAttempt(mode, client, of, what, 0, () => 0);
  const throttled = error(THROTTLE, 400);

  test.each(['standard', 'adaptive'] as const)('§2 check 5: %s: endless errors: after 100 retries there are no more', (sdkRetry) => {
    const { actor, calls, until } = stage({ sdkRetry, recordsPerSecond: 20 }, () => failed('InternalFailure', 500), 0);
    until(60_000);
    expect(actor.counts.retried).toBe(100);
    expect(actor.sdk.quota).toBe(0);
    expect(calls.length).toBe(actor.counts.produced + 100);
  });
  test('legacy has none', () => {
    const { actor, until } = stage({ sdkRetry: 'legacy', recordsPerSecond: 20 }, () => failed('InternalFailure', 500), 0);
    until(60_000);
    expect(actor.counts.retried).toBeGreaterThan(4_000);
  });
  test('a retry costs 5, after a timeout 10; the last one’s cost comes back with success, and a clean success brings 1', () => {
    const client = newSdkClient();
    const second = attempt('standard', client, FIRST_ATTEMPT, throttled)!.next;
    expect([client.quota, second]).toEqual([495, { attempt: 2, cost: 5 }]);
    const third = attempt('standard', client, second, error('TimeoutError', 0))!.next;
    expect([client.quota, third]).toEqual([485, { attempt: 3, cost: 10 }]);
    expect(attempt('standard', client, third, null)).toBeNull();
    expect(client.quota).toBe(495);
    attempt('standard', client, FIRST_ATTEMPT, null);
    expect(client.quota).toBe(496);
    for (let i = 0; i < 10; i += 1) attempt('standard', client, FIRST_ATTEMPT, null);
    expect(client.quota).toBe(500);
  });
  test('less than the price buys no retry', () => {
    const client = newSdkClient();
    client.quota = 9;
    expect(attempt('standard', client, FIRST_ATTEMPT, error('TimeoutError', 0))).toBeNull();
    expect(attempt('standard', client, FIRST_ATTEMPT, throttled)).not.toBeNull();
    expect(client.quota).toBe(4);
    expect(attempt('standard', client, FIRST_ATTEMPT, throttled)).toBeNull();
  });
  test('a crash brings a new client with a full quota', () => {
    const { actor, host, until } = stage({ sdkRetry: 'standard', recordsPerSecond: 20 }, throttle, 0);
    until(30_000);
    expect(actor.sdk.quota).toBe(0);
    producer.stop!(host, actor);
    expect(actor.sdk).toEqual(newSdkClient());
  });
});

describe('the send rate of adaptive', () => {
  /** Answers every 100 ms, throttled or not, for so many seconds; then how the rate stands. */
  const answered = (client: ReturnType<typeof newSdkClient>, fromMs: number, toMs: number, throttled: boolean) => {
    for (let nowMs = fromMs; nowMs < toMs; nowMs += 100) nextAttempt('adaptive', client, { attempt: 3, cost: 0 }, throttled ? error(THROTTLE, 400) : null, nowMs, () => 0);
    return client.limiter;
  };
  test.each(sdkRetryModes)('%s holds nothing back before the first throttle, and only adaptive after it', (mode) => {
    const client = newSdkClient();
    expect([1, 2, 3].map(() => holdBackMs(mode, client, 0))).toEqual([0, 0, 0]);
    answered(client, 0, 5_000, false);
    answered(client, 5_000, 5_100, true);
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].some(() => holdBackMs(mode, client, 5_100) > 0)).toBe(mode === 'adaptive');
  });
  test('a throttle cuts it to 0.7 of what was measured', () => {
    const client = newSdkClient();
    const { measured } = answered(client, 0, 10_000, false);
    expect(measured).toBeCloseTo(10, 0);
    const limiter = answered(client, 10_000, 10_100, true);
    expect(limiter.fillRate).toBeCloseTo(0.7 * limiter.measured, 10);
  });
  test('it grows back along a cubic: to where it was after the cube root of 0.3 rate / 0.4 seconds, and beyond, at most to twice what is measured', () => {
    const client = newSdkClient();
    answered(client, 0, 10_000, false);
    answered(client, 10_000, 10_100, true);
    const { rateMax, throttledAt } = client.limiter;
    const flatMs = Math.round(1000 * (throttledAt + Math.cbrt((rateMax * 0.3) / 0.4)));
    answered(client, 10_100, flatMs, false);
    nextAttempt('adaptive', client, FIRST_ATTEMPT, null, flatMs, () => 0);
    expect(client.limiter.fillRate).toBeCloseTo(rateMax, 3);
    answered(client, flatMs, 30_000, false);
    expect(client.limiter.fillRate).toBeCloseTo(2 * client.limiter.measured, 10);
  });
  test('the measured rate follows a change by four fifths each half second', () => {
    const client = newSdkClient();
    const { limiter } = client;
    Object.assign(limiter, { measured: 10, counted: 0, countedSince: 100 });
    for (let i = 0; i < 10; i += 1) nextAttempt('adaptive', client, FIRST_ATTEMPT, null, 100_500, () => 0);
    // The first answer of the half second closes the one before: one answer in 0.5 s.
    expect(limiter.measured).toBeCloseTo(0.8 * 2 + 0.2 * 10, 10);
  });
  test('a second throttle cuts from the rate that was allowed, where less was allowed than measured; tokens above it are gone', () => {
    const client = newSdkClient();
    Object.assign(client.limiter, { enabled: true, measured: 10, fillRate: 4, tokens: 4, filledAt: 100, countedSince: 100 });
    nextAttempt('adaptive', client, FIRST_ATTEMPT, error(THROTTLE, 400), 100_100, () => 0);
    expect(client.limiter.rateMax).toBe(4);
    expect(client.limiter.fillRate).toBeCloseTo(2.8, 10);
    expect(client.limiter.tokens).toBeCloseTo(2.8, 10);
  });
  test('it never falls below one call in two seconds', () => {
    const client = newSdkClient();
    answered(client, 0, 60_000, true);
    for (let nowMs = 60_000; nowMs < 600_000; nowMs += 5_000) nextAttempt('adaptive', client, FIRST_ATTEMPT, error(THROTTLE, 400), nowMs, () => 0);
    expect(client.limiter.fillRate).toBe(0.5);
  });
  test('calls that find no token wait in line, each for its own', () => {
    const client = newSdkClient();
    answered(client, 0, 10_000, false);
    answered(client, 10_000, 10_100, true);
    const { fillRate } = client.limiter;
    const waits = Array.from({ length: 20 }, () => holdBackMs('adaptive', client, 10_100)).filter((ms) => ms > 0);
    expect(waits.length).toBeGreaterThan(10);
    for (let i = 1; i < waits.length; i += 1) expect(waits[i]! - waits[i - 1]!).toBeCloseTo(1000 / fillRate, 6);
  });
  test('a producer that is throttled in every second call sends less with it, and loses no record on the way', () => {
    const sent = (sdkRetry: SdkRetryMode) => {
      const { actor, calls, until } = stage({ sdkRetry, recordsPerSecond: 50 }, (call, number) => (number % 2 ? stored(call) : throttle()));
      until(10_000);
      const during = calls.length;
      actor.schedule.number += 1;
      until(2_000_000);
      expect(actor.counts.acknowledged + actor.counts.givenUp).toBe(actor.counts.produced);
      return during;
    };
    expect(sent('adaptive')).toBeLessThan(0.8 * sent('standard'));
  });
});
