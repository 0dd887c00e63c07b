// Holds: whatever in a link or a file is bad or newer is named in a sentence and left out, never dropped silently; what is
// good opens; nothing in it can run code, change what objects are, or unfold without end.
import { base64urlnopad } from '@scure/base';
import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { createWorld, fileToRun, linkToRun, replay, runOf, runToFile, runToLink, scenarios, type Run } from '#sim';

const clicks = scenarios.find((scenario) => scenario.slug === 'clickstream')!;
const good = (() => {
  const world = createWorld(clicks);
  world.advance(4_000);
  for (const [atMs, type] of [[4_000, 'crash actor'], [4_500, 'restart actor'], [5_000, 'crash actor']] as const) {
    world.advance(atMs);
    world.edit({ type, actor: 'fraud' });
  }
  world.advance(6_000);
  return runOf(world, clicks, scenarios);
})();
type Json = Record<string, unknown> & { actions: Record<string, unknown>[] };
const json = () => JSON.parse(runToFile(good)) as Json;
const linkOf = (value: unknown) => base64urlnopad.encode(deflateSync(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))));
const read = (value: unknown) => linkToRun(linkOf(value), scenarios);
const changed = (change: (run: Json) => void) => {
  const value = json();
  change(value);
  return read(value);
};
const withAction = (action: unknown) => changed(({ actions }) => Object.assign(actions[1]!, { action }));

test('the run that these are made of is good', () => {
  expect(read(json())).toEqual({ run: good, problems: [] });
});

describe('a link that is none', () => {
  test.each<[string, string, RegExp]>([
    ['empty', '', /damaged/],
    ['no letters of ours', '%%%', /damaged/],
    ['cut off', runToLink(good).slice(0, 100), /damaged/],
    ['with a letter changed', runToLink(good).replace(/^..../, 'AAAA'), /damaged/],
    ['no run', linkOf({ hello: 1 }), /holds no Shardbelt run/],
    ['a list', linkOf([]), /holds no Shardbelt run/],
    ['nothing', linkOf(null), /holds no Shardbelt run/],
    ['no JSON', linkOf('<script>'), /damaged/],
    ['longer than any', 'A'.repeat(300_000), /longer than 200000 characters/],
  ])('%s', (_, text, problem) => {
    const { run, problems } = linkToRun(text, scenarios);
    expect(run).toBeNull();
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  test('unfolds to no more than a run may be, however small it is', () => {
    const bomb = base64urlnopad.encode(deflateSync(new Uint8Array(60_000_000).fill(32), { level: 9 }));
    expect(bomb.length).toBeLessThan(100_000);
    expect(linkToRun(bomb, scenarios)).toEqual({ run: null, problems: ['This link unfolds to more than any run needs; it was not opened.'] });
  });

  test('of a newer version says so', () => {
    expect(changed((run) => (run.shardbelt = 3))).toEqual({ run: null, problems: ['This link was made by a newer Shardbelt (version 3); this one reads version 1. Reload the page to get the newest.'] });
  });

  test('of a scenario that nobody knows says so', () => {
    expect(changed((run) => (run.world = 'tomorrow'))).toEqual({ run: null, problems: ['There is no scenario called "tomorrow" here; a newer Shardbelt may have it.'] });
    expect(changed((run) => (run.world = {})).problems).toEqual(['It names neither a scenario nor a whole world to begin with.']);
  });

  test('a file that is no JSON, or too large', () => {
    expect(fileToRun('{', scenarios).problems).toEqual(['This file is no JSON, so it holds no Shardbelt run.']);
    expect(fileToRun(' '.repeat(9_000_000), scenarios).problems).toEqual(['This file is larger than any run is; it was not opened.']);
  });
});

describe('an action is named and left out', () => {
  test.each<[string, unknown, string]>([
    ['of a kind of tomorrow', { type: 'teleport' }, 'Action 2 of 3 is of a kind that this Shardbelt does not know: "teleport".'],
    ['of a kind that every object has', { type: 'constructor' }, 'Action 2 of 3 is of a kind that this Shardbelt does not know: "constructor".'],
    ['an unknown operation', { type: 'call', operation: 'Foo', input: {} }, 'Action 2 of 3 asks for an operation that there is not: "Foo".'],
    ['without a kind', {}, 'Action 2 of 3 does not say what is done.'],
    ['a text', 'crash', 'Action 2 of 3 does not say what is done.'],
    ['without a field', { type: 'crash actor' }, 'Action 2 of 3 (crash actor) has no actor, or one that is none.'],
    ['with a field of another type', { type: 'call', operation: 'PutRecord', input: [] }, 'Action 2 of 3 (call) has no input, or one that is none.'],
    ['with a field of tomorrow', { type: 'crash actor', actor: 'fraud', gently: true }, 'Action 2 of 3 (crash actor) has a field that this Shardbelt does not know: "gently".'],
    ['with bytes that are none', { type: 'call', operation: 'PutRecord', input: { Data: { '~base64': '?' } } }, 'Action 2 of 3 holds bytes that are no Base64.'],
  ])('%s', (_, action, problem) => {
    const { run, problems } = withAction(action);
    expect(problems).toEqual([problem]);
    expect(run?.actions.map((logged) => logged.atMs)).toEqual([4_000, 5_000]);
  });

  test('with a prototype', () => {
    const text = runToFile(good).replace('"type": "restart actor"', '"__proto__": { "polluted": true }, "type": "restart actor"');
    const { problems } = fileToRun(text, scenarios);
    expect(problems).toEqual(['Action 2 of 3 has a member called __proto__, which is none of ours.']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('in a bottomless nest', () => {
    let input: unknown = {};
    for (let i = 0; i < 500; i += 1) input = { input };
    expect(withAction({ type: 'call', operation: 'PutRecord', input }).problems).toEqual(['Action 2 of 3 is nested too deeply.']);
  });

  test('without a moment, or out of order', () => {
    expect(changed(({ actions }) => delete actions[1]!.atMs).problems).toEqual(['Action 2 of 3 has no moment at which it was done.']);
    expect(changed(({ actions }) => (actions[2]!.atMs = 1)).problems).toEqual(['Action 3 of 3 was done before the one that stands ahead of it.']);
    expect(changed(({ actions }) => (actions[2]!.atMs = 1e18)).problems).toEqual(['Action 3 of 3 has no moment at which it was done.']);
    expect(changed((run) => (run.actions = 5 as never)).problems).toEqual(['Its list of actions is missing.']);
    expect(changed(({ actions }) => (actions[1] = 7 as never)).problems).toEqual(['Action 2 of 3 is empty.']);
  });
});

test('a member of tomorrow, a seed and a playhead that are none are named; the run opens without them', () => {
  const { run, problems } = changed((value) => Object.assign(value, { mood: 'blue', seed: 'x', playhead: 5 }));
  expect(problems).toEqual([
    'This link says something about "mood", which this Shardbelt does not know; it was left out.',
    'Its seed is no whole number; 1 was taken.',
    'Its playhead is no moment; the beginning was taken.',
  ]);
  expect(run).toMatchObject({ seed: 1, playhead: { atMs: 0 }, actions: good.actions });
});

describe('a replay', () => {
  const problemsOf = (run: Run) => {
    const done = replay(run, scenarios);
    return done.ok ? done.value.problems : [done.error];
  };
  const withLogged = (i: number, change: object) => ({ ...good, actions: good.actions.map((logged, n) => (n === i ? { ...logged, ...change } : logged)) });

  test('names an action that is refused, and does the rest', () => {
    const run = withLogged(1, { action: { type: 'restart actor', actor: 'nobody' } });
    expect(problemsOf(run)).toEqual(['Action 2 of 3 was not done: There is no actor named nobody.', 'Action 3 of 3 was not done: fraud is not running.']);
  });

  test('names an actor of tomorrow', () => {
    const run = withLogged(1, { action: { type: 'add actor', config: { kind: 'quantum-reader', name: 'q', streamName: 'clicks' } } });
    expect(problemsOf(run)[0]).toMatch(/^Action 2 of 3 was not done: There is no kind of actor called quantum-reader;/);
  });

  test('says when things come in another order', () => {
    expect(problemsOf(withLogged(1, { afterEvents: good.actions[1]!.afterEvents - 7 }))[0]).toMatch(/^From action 2 of 3 on, things come in another order/);
    expect(problemsOf(withLogged(2, { afterEvents: 1_000_000 }))[0]).toMatch(/^From action 3 of 3 on/);
  });

  test('says when it comes out otherwise', () => {
    expect(problemsOf({ ...good, traceHash: '0123456789abcdef' })).toEqual([expect.stringMatching(/comes out otherwise here/)]);
    expect(problemsOf({ ...good, playhead: { atMs: 5_500, eventsDone: 9e9, actionsDone: 99 }, traceHash: null })).toEqual([]);
  });

  test('ends with a sentence where the engine breaks', () => {
    const broken = { type: 'add actor', config: { kind: 'producer', name: 'x', streamName: 'clicks', recordsPerSecond: 1, recordBytes: 1, call: 'PutRecord', recordsPerCall: 1, attemptsMax: 1 } };
    for (const problem of problemsOf(withLogged(1, { action: broken }))) expect(problem).toMatch(/ .*[.a-z)]$/);
    expect(problemsOf(withLogged(1, { action: broken })).length).toBeGreaterThan(0);
  });

  test('names what of a world made by hand is not set up, or that there is none', () => {
    const plan = { title: 'x', streamName: 's', network: { oneWayMs: 1, jitterMs: 1 }, setup: [{ type: 'crash actor', actor: 'nobody' }], script: [], opening: { atMs: 0, speed: 1, spanMs: 1 } };
    const { run, problems } = changed((value) => Object.assign(value, { world: plan, actions: [], playhead: { atMs: 5, eventsDone: 0, actionsDone: 0 } }));
    expect(problems).toEqual([]);
    expect(problemsOf({ ...run!, traceHash: null })).toEqual(['Setup action 1 of 1 was not done: There is no actor named nobody.']);
    expect(changed((value) => (value.world = { ...plan, network: { oneWayMs: 1, jitterMs: 1, colour: 3 } })).problems).toEqual(['The network has no setting called colour.']);
    expect(changed((value) => (value.world = { ...plan, setup: [{ type: 'sing' }], script: [{ atMs: 'x', action: { type: 'crash actor', actor: 'a' } }] })).problems).toEqual([
      'Setup action 1 of 1 is of a kind that this Shardbelt does not know: "sing".',
      'Script action 1 of 1 has no moment.',
    ]);
    expect(problemsOf({ ...good, world: 'tomorrow' })).toEqual(['There is no scenario called tomorrow here.']);
  });
});

test('no change of a good link throws, and each is either the same run or has a problem that is named', () => {
  const text = JSON.stringify(json());
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom('"', '{', '}', '9', 'x', '[', ',', 'null', '-', 'e9'), (at, piece) => {
      for (const result of [fileToRun(text.slice(0, at) + piece + text.slice(at + 1), scenarios), read(text.slice(0, at) + piece + text.slice(at + 1))]) {
        if (result.run === null) expect(result.problems.length).toBeGreaterThan(0);
        for (const problem of result.problems) expect(problem).toMatch(/^[A-Z].*\.$/);
      }
    }),
    { numRuns: 400 },
  );
});
