// Each kind of actor of the engine has a view that it agrees with: what the lab adds, and every value that its panel offers, is taken.
import { describe, expect, test } from 'vitest';
import { createWorld, type ActorConfig, type World } from '#sim';
import { kinds, lagOf, membersNow, partiesOf, viewOf, type Party } from '../../../app/belt/actors/index.ts';
import { changeOf, changeOfChoice, readSetting, unitFor, perSecond, milliseconds, type Plain, type Setting } from '../../../app/belt/actors/setting.ts';

const streamName = 's';
const MINUTE_MS = 60_000;

function newWorld(): World {
  const world = createWorld({ seed: 1, network: { oneWayMs: 10, jitterMs: 10 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: streamName, ShardCount: 2 } }] });
  world.advance(5_000);
  return world;
}

const add = (world: World, config: ActorConfig) => world.edit({ type: 'add actor', config });
const place = (name: string, speed = 1) => ({ name, streamName, speed });
const settingsOf = (kind: (typeof kinds)[number]) => [...viewOf(kind).settings, ...(viewOf(kind).moreSettings ?? [])];

test('there is a view for each kind that the engine knows, and for no other', () => {
  const refusal = add(newWorld(), { ...viewOf('producer').defaults(place('x')), kind: 'nonsense' } as unknown as ActorConfig);
  const known = !refusal.ok && /there are (.*)\.$/.exec(refusal.error.message ?? '')?.[1]?.split(', ');
  expect([...kinds].toSorted()).toEqual(known && known.toSorted());
});

describe.each(kinds.map((kind) => [kind]))('%s', (kind) => {
  const view = viewOf(kind);

  test.each([1, 3600])('as the lab adds it at %d×, it is taken, works, and its card and panel say so in words', (speed) => {
    const world = newWorld();
    expect(add(world, view.defaults(place('one', speed)))).toEqual({ ok: true, value: null });
    world.advance(2 * MINUTE_MS);
    const actor = world.actors.get('one')!;
    const texts = [view.figure(world, actor), view.counts(world, actor), ...view.lines(world, actor).map(({ text }) => text), ...(view.group?.lines(world, [actor]).map(({ text }) => text) ?? [])];
    for (const text of texts) expect(text).not.toMatch(/undefined|NaN|null|\[object/);
    expect(view.lines(world, actor).length, 'its card has room for its lines').toBeLessThanOrEqual(view.linesMax);
    expect(world.edit({ type: 'crash actor', actor: 'one' }).ok).toBe(true);
    expect(view.figure(world, world.actors.get('one')!)).toMatch(/stopped|crashed|disabled/);
  });

  test.each(settingsOf(kind).map((setting) => [setting.label, setting] as const))('“%s”: every value offered is one that the engine takes', (_, setting) => {
    for (const [value, change] of offered(kind, setting)) {
      const world = newWorld();
      add(world, view.defaults(place('one')));
      const outcome = world.edit({ type: 'configure actor', actor: 'one', change });
      expect(outcome, `${setting.path.join('.')} = ${String(value)}`).toEqual({ ok: true, value: null });
    }
  });

  test('its settings say each thing once', () => {
    const labels = settingsOf(kind).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
  });
});

/** A change for each choice; for a number, what it is by default and, where it stands alone, the least there can be. */
function offered(of: (typeof kinds)[number], setting: Setting): [unknown, Plain][] {
  const defaults = viewOf(of).defaults(place('one')) as unknown as Plain;
  const { kind: _kind, name: _name, streamName: _stream, ...config } = setting.when && !setting.when(defaults) ? withShown(of, setting, defaults) : defaults;
  switch (setting.type) {
    case 'choice':
      return setting.options.map(({ value }) => [value, changeOfChoice(config, setting, value, 1_000)]);
    case 'toggle':
      return setting.on ? [[true, changeOf(config, setting.path, setting.on)], [false, changeOf(config, setting.path, null)]] : [true, false].map((value) => [value, changeOf(config, setting.path, value)]);
    case 'number': {
      const value = readSetting(config, setting);
      expect(typeof value, `${setting.path.join('.')} has a value, or says what its absence means`).toBe('number');
      expect(value).toBeGreaterThanOrEqual(setting.limits[0]);
      expect(value).toBeLessThanOrEqual(setting.limits[1]);
      return [value, ...(setting.none ? [setting.none.value] : [])].map((one) => [one, { ...config, ...changeOf(config, setting.path, one) }]);
    }
    case 'text':
      return [['a-text', { ...config, ...changeOf(config, setting.path, 'a-text') }]];
  }
}

/** The settings with the choice made that shows this one. */
function withShown(of: (typeof kinds)[number], setting: Setting, defaults: Plain): Plain {
  for (const other of settingsOf(of)) {
    if (other.type === 'toggle') {
      const config = { ...defaults, ...changeOf(defaults, other.path, other.on ?? true) };
      if (setting.when!(config)) return config;
    }
    if (other.type !== 'choice') continue;
    for (const { value } of other.options) {
      const config = { ...defaults, ...changeOfChoice(defaults, other, value, 1_000) };
      if (setting.when!(config)) return config;
    }
  }
  throw new Error(`Nothing shows ${setting.label}.`);
}

test('a setting that is taken away is gone, and JSON can say so', () => {
  const world = newWorld();
  add(world, viewOf('polling-consumer').defaults(place('reader')));
  const configure = (change: Plain) => world.edit({ type: 'configure actor', actor: 'reader', change: JSON.parse(JSON.stringify(change)) as Plain });
  configure({ poison: { kind: 'every', nth: 7 } });
  expect(world.actors.get('reader')!.config).toMatchObject({ poison: { nth: 7 } });
  const poison = settingsOf('polling-consumer').find(({ path }) => path.join('.') === 'poison.kind')!;
  expect(poison.type === 'choice' && configure(changeOfChoice({}, poison, 'none', 0))).toMatchObject({ ok: true });
  expect(world.actors.get('reader')!.config).not.toHaveProperty('poison');
});

describe('units', () => {
  test.each([
    [5 / 3600, perSecond, 'per hour'], [0.5, perSecond, 'per minute'], [1000, perSecond, 'per second'], [0, perSecond, 'per second'],
    [0.1, milliseconds, 'ms'], [999, milliseconds, 'ms'], [60_000, milliseconds, 'min'], [40 * MINUTE_MS, milliseconds, 'min'], [7_200_000, milliseconds, 'h'],
  ])('%d is shown in the unit in which it is a number to speak of', (value, units, label) => expect(unitFor(value, units).label).toBe(label));
});

describe('an application of several workers', () => {
  function application(workers: number): { world: World; party: () => Party } {
    const world = newWorld();
    const { defaults, group } = viewOf('kcl-worker');
    add(world, { ...viewOf('producer').defaults(place('web')), recordsPerSecond: 20 } as ActorConfig);
    const first = { ...defaults(place('worker-1')), consumption: 'polling' } as ActorConfig;
    add(world, first);
    for (let n = 2; n <= workers; n += 1) add(world, group!.another(world.actors.get('worker-1')!, `worker-${n}`));
    world.advance(3 * MINUTE_MS);
    return { world, party: () => partiesOf(world, 'consumers')[0]! };
  }

  test('stands on the belt as one, with its shards once, each named with its owner', () => {
    const { world, party } = application(3);
    expect(partiesOf(world, 'consumers')).toHaveLength(1);
    const { members, view, name } = party();
    expect([name, members.map((member) => member.name)]).toEqual(['app-1', ['worker-1', 'worker-2', 'worker-3']]);
    expect(new Set(view.reading!.shards(world, members))).toEqual(new Set([0, 1]));
    const standings = [0, 1].map((shard) => view.reading!.at(world, members, shard)!);
    for (const { detail, doing, behindMs } of standings) {
      expect(members.map((member) => member.name)).toContain(detail);
      expect(doing).toBe('PROCESSING');
      expect(behindMs).toBeLessThan(5_000);
    }
    expect(lagOf(world, party()).behindMs).toBe(Math.max(...standings.map(({ behindMs }) => behindMs!)));
  });

  test('whose owner of a shard crashes stands at the checkpoint there, and falls behind', () => {
    const { world, party } = application(2);
    const { view, members } = party();
    const at = () => view.reading!.at(world, membersNow(world, party()), 0)!;
    const owner = at().detail!;
    expect(members.map((member) => member.name)).toContain(owner);
    world.edit({ type: 'crash actor', actor: owner });
    const { position } = at();
    expect(at()).toMatchObject({ waits: 'nobody reads it', pushed: false });
    world.advance(world.nowMs + 8_000);
    expect(at().position).toBe(position);
    expect(at().behindMs).toBeGreaterThan(7_000);
    world.advance(world.nowMs + 2 * MINUTE_MS);
    expect(at(), 'another worker has taken the lease').toMatchObject({ waits: null });
    expect(at().detail).not.toBe(owner);
  });
});

test('a pushed reader is told apart from one that asks', () => {
  const world = newWorld();
  for (const kind of ['polling-consumer', 'fan-out-consumer'] as const) add(world, viewOf(kind).defaults(place(kind)));
  world.advance(MINUTE_MS);
  const pushed = partiesOf(world, 'consumers').map((party) => [party.name, party.view.reading!.at(world, party.members, 0)!.pushed]);
  expect(pushed).toEqual([['polling-consumer', false], ['fan-out-consumer', true]]);
});

test('a polling reader’s pin tells how long its iterator lives on, once it has not been used for a while', () => {
  const world = newWorld();
  add(world, { ...viewOf('producer').defaults(place('web')), recordsPerSecond: 1 } as ActorConfig);
  add(world, { ...viewOf('polling-consumer').defaults(place('slow')), processingMsPerRecord: 400_000 } as ActorConfig);
  const detail = () => {
    const party = partiesOf(world, 'consumers')[0]!;
    return party.view.reading!.at(world, party.members, 0)!.detail;
  };
  world.advance(10_000);
  expect(detail()).toBeNull();
  world.advance(70_000);
  expect(detail()).toMatch(/^iterator [34]:\d\d$/);
  world.advance(340_000);
  expect(detail()).toBe('iterator expired');
});
