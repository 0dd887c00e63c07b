// Holds: what the form holds of a plan gives the same plan back, so that a world that is opened in the form and built again is
// the same world; several alike get names of their own; the summary's sums are the quotas' sums.
import { expect, test } from 'vitest';
import { createWorld, planProblems, presets, scenarios, type Action } from '#sim';
import { draftOf, planNow, planOf, planOfScenario, type ActorRow } from '../../../app/setup/draft.ts';
import { judge } from '../../../app/setup/setup-store.ts';
import { summaryOf } from '../../../app/setup/summary.ts';

const preset = (id: string) => presets.find((one) => one.id === id)!.plan;

test.each([...scenarios.map((scenario) => [scenario.slug, planOfScenario(scenario)] as const), ...presets.map(({ id, plan }) => [id, plan] as const)])('there and back: %s', (_, plan) => {
  expect(planOf(draftOf(plan, 1)).plan).toEqual(plan);
});

test('retention and encryption come once the stream can be changed, and are fields again', () => {
  const draft = draftOf(preset('sensors'), 1);
  const changed = { ...draft, stream: { ...draft.stream, retentionHours: 48, encrypted: true } };
  const { plan } = planOf(changed);
  expect(planProblems(plan)).toEqual([]);
  expect(draftOf(plan, 1)).toMatchObject({ stream: changed.stream, script: [] });
  const world = createWorld({ ...plan, seed: 1 });
  world.advance(20_000);
  expect([world.stream('events')!.retentionHours, world.stream('events')!.encryption.periods.at(-1)?.keyId]).toEqual([48, 'alias/aws/kinesis']);
});

test('three alike have three names, from the first one’s number on', () => {
  const draft = draftOf(preset('sensors'), 1);
  const rows = draft.rows.map((row) => ({ ...row, count: 3 }) as ActorRow);
  const names = planOf({ ...draft, rows }).plan.setup.flatMap((action: Action) => (action.type === 'add actor' ? [action.config.name] : []));
  expect(names).toEqual(['sensors-1', 'sensors-2', 'sensors-3', 'dashboard-1', 'dashboard-2', 'dashboard-3']);
});

test('each problem is at its place', () => {
  const draft = draftOf(preset('kcl-fleet'), -1);
  const twice = draft.rows.map((row) => (row.kind === 'actor' && row.config.name === 'worker-3' ? { ...row, config: { ...row.config, name: 'worker-2' } } : row));
  const { at, stops } = judge({ ...draft, title: ' ', rows: twice, stream: { ...draft.stream, shards: 0 }, script: [{ atMs: 9_000, action: { type: 'crash actor', actor: 'nobody' } }] });
  expect([...at.keys()].toSorted()).toEqual([String(twice.at(-1)!.id), 'script 0', 'seed', 'stream', 'title'].toSorted());
  expect(stops).toBe(5);
});

test('the world as it stands: its settings of now, who has crashed, and what is still to come', () => {
  const scenario = scenarios.find(({ slug }) => slug === 'clickstream')!;
  const world = createWorld({ ...scenario, script: [{ atMs: 60_000, action: { type: 'crash actor', actor: 'fraud' } }] });
  world.advance(20_000);
  world.edit({ type: 'crash actor', actor: 'analytics' });
  world.edit({ type: 'configure actor', actor: 'web-1', change: { recordsPerSecond: 7 } });
  const plan = planNow(world, { ...scenario, script: [{ atMs: 60_000, action: { type: 'crash actor', actor: 'fraud' } }] });
  expect(planProblems(plan)).toEqual([]);
  expect(plan.script).toEqual([{ atMs: 40_000, action: { type: 'crash actor', actor: 'fraud' } }]);
  const again = createWorld({ ...plan, seed: 1 });
  expect(again.actors.get('analytics')!.running).toBe(false);
  expect(again.actors.get('web-1')!.config).toMatchObject({ recordsPerSecond: 7 });
});

test('the summary holds the load against what the shards take, and tells what no split can help', () => {
  expect(summaryOf(draftOf(preset('hot-key'), 1))).toEqual({
    text: '4 shards, 2 producers at 1,500 rec/s in all: 38 % of what 4 shards take. 1 consumer reads.',
    notes: ['One key of web-1 alone brings 108 % of what its shard takes: no split can divide it.'],
  });
  expect(summaryOf(draftOf(preset('empty'), 1)).text).toBe('1 shard, no producer. Nobody reads.');
  expect(summaryOf(draftOf(preset('slow-consumer'), 1)).notes).toEqual(['slow needs 200 % of a second for what one second brings on a shard: it falls behind.']);
  expect(summaryOf(draftOf(preset('fan-out'), 1)).notes).toEqual(['The polling consumers ask each shard 6 times a second; it answers 5.']);
});
