// Holds: the lab has the scenarios that the course needs, under these addresses, and what each teaches depends on no lucky seed.
import { describe, expect, test } from 'vitest';
import { scenarios } from '#sim';
import { play } from '../../../src/sim/scenarios/run-scenario.ts';

const catalogue: Record<string, string[]> = {
  'walk-through': ['walk-1-create', 'walk-2-put', 'walk-3-consume', 'walk-4-read', 'walk-5-reshard'],
  stream: ['clickstream', 'clickstream-at-scale', 'split-under-load', 'merge-back'],
  producers: ['put-records-loses', 'lost-response', 'retry-reorders', 'kpl-aggregation'],
  consumers: ['coast-stations', 'falls-behind', 'expired-iterator', 'latest-sees-nothing', 'parent-before-child', 'iot-telemetry', 'fraud-detection', 'kcl-failover', 'lambda-poison', 'firehose-buffer'],
};

test('every scenario stands under its heading', () => {
  const found = Object.fromEntries(Object.keys(catalogue).map((group) => [group, scenarios.filter((one) => one.group === group).map(({ slug }) => slug).toSorted()]));
  expect(found).toEqual(Object.fromEntries(Object.entries(catalogue).map(([group, slugs]) => [group, slugs.toSorted()])));
});

test('the lab opens with the weather from the coast', () => expect(scenarios[0]!.slug).toBe('coast-stations'));

/** Worlds of so many records run long enough with their own seed. */
const LARGE = ['clickstream-at-scale', 'iot-telemetry'];

describe.each(scenarios.filter(({ slug }) => !LARGE.includes(slug)).map((one) => [one.slug, one] as const))('%s', { timeout: 60_000 }, (_, scenario) => {
  test.each([1, 2])('with seed %i the first solution solves it, and the first near miss fails as it says', (seed) => {
    const texts = (verdicts: ReturnType<typeof play>['verdicts']) => verdicts.filter(({ state }) => state !== 'met').map(({ text, observedText }) => `${text} ${observedText}`);
    expect(texts(play(scenario, scenario.solutions[0]!.actions, seed).verdicts)).toEqual([]);
    const { actions, fails } = scenario.nearMisses[0]!;
    expect(play(scenario, actions, seed).verdicts.filter(({ state }) => state === 'failed').map(({ goal }) => goal)).toEqual(scenario.goals.filter((goal) => fails.includes(goal)));
  });
});
