// Holds: the description has PhET's four parts, true to the state in every scenario; the hint goes with what is the matter; the live
// region says at most one thing a second, the newest, an alarm before others, and the final state within a second of a pause.
import { act, render, renderHook, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isOpen, scenarios, shardIdOf } from '#sim';
import { kinds, viewOf } from '../../../app/belt/actors/index.ts';
import { Description } from '../../../app/belt/description.tsx';
import { hint } from '../../../app/belt/describe.ts';
import { useBelt } from '../../../app/belt/use-belt.ts';
import { edit, open, pause, seek, useSimSession } from '../../../app/state/sim-session.ts';

const scenario = (slug: string) => scenarios.find((one) => one.slug === slug)!;
const world = () => useSimSession.getState().world;
const belt = () => renderHook(() => useBelt()).result.current;
const tryThis = (speed = 1) => hint(belt(), { playing: false, speed });
const region = () => screen.getByRole('region', { name: 'Description of the belt' });
const spoken = () => screen.getByRole('status').textContent;

beforeEach(() => open(scenario('coast-stations')));

describe('the four parts', () => {
  test.each(scenarios.map(({ slug }) => [slug]))('are true to the state: %s', (slug) => {
    open(scenario(slug));
    render(<Description />);
    const { streamName, stream, shards, producers, consumers } = belt();
    expect([...region().querySelectorAll('h3')].map((head) => head.textContent)).toEqual(['Play area', 'Control area', 'Current details', 'What to try']);
    const [play, , now, next] = [...region().querySelectorAll('p')].map((part) => part.textContent);
    expect(play).toContain(streamName);
    if (stream) expect(play).toContain(`${stream.retentionHours.toLocaleString('en')} hours`);
    for (const { name } of [...producers, ...consumers].slice(0, 3)) expect(play).toContain(name);
    expect(play!.includes('heat map')).toBe(shards.length > 16);
    if (stream) expect(now).toContain(`${shards.filter(isOpen).length} open and ${shards.filter((shard) => !isOpen(shard)).length} closed shards`);
    expect(next!.length).toBeGreaterThan(20);
    for (const part of [play, now, next]) expect(part).not.toMatch(/undefined|NaN|null|\[object/);
  });

  test('every kind of actor that can be added is told where it stands', () => {
    for (const [i, kind] of kinds.entries()) edit({ type: 'add actor', config: viewOf(kind).defaults({ name: `new-${i}`, streamName: 'observations', speed: 1 }) });
    render(<Description />);
    const [play] = [...region().querySelectorAll('p')].map((part) => part.textContent);
    const { producers, consumers, operators } = belt();
    // Of a crowd the first are named, the others counted.
    expect(producers.length + consumers.length + operators.length).toBeGreaterThan(8);
    for (const { name } of [...producers.slice(0, 7), ...operators]) expect(play).toContain(name);
  });

  test('keys that are switched off are not promised', async () => {
    const { useShortcutList } = await import('../../../app/state/shortcuts.ts');
    useShortcutList.setState({ enabled: true, groups: [{ title: 'Lab', shortcuts: [{ key: 'q', label: 'Quit the belt', run: () => undefined }] }] });
    render(<Description />);
    expect(region()).toHaveTextContent('q quit the belt');
    act(() => useShortcutList.setState({ enabled: false }));
    expect(region()).not.toHaveTextContent('q quit the belt');
    expect(region()).toHaveTextContent('Keys are switched off');
    act(() => useShortcutList.setState({ enabled: true, groups: [] }));
  });
});

describe('the hint', () => {
  test('without a stream: create it', () => {
    open(scenario('walk-1-create'));
    expect(tryThis()).toContain('Create the stream orders');
  });

  test('one hot key: a split would not help', () => {
    open(scenario('clickstream'));
    seek(22_000);
    expect(tryThis()).toMatch(/shardId-000000000001 refuses writes.*split would not divide it.*salt/);
  });

  test('many keys on a full shard: split it', () => {
    open(scenario('split-under-load'));
    const at = [60_000, 120_000, 180_000, 240_000, 300_000].find((ms) => {
      seek(ms);
      return tryThis().includes('refuses writes');
    });
    expect(at, 'it refuses at some time').toBeDefined();
    expect(tryThis()).toContain('split it');
    expect(tryThis()).not.toContain('would not divide');
  });

  test('an expired iterator, a stopped actor, a reshard under way, and otherwise a split', () => {
    expect(tryThis()).toMatch(/Choose a shard and split it/);
    edit({ type: 'crash actor', actor: 'archive' });
    expect(tryThis()).toContain('archive has stopped');
    edit({ type: 'call', operation: 'SplitShard', input: { StreamName: 'observations', ShardToSplit: shardIdOf(0), NewStartingHashKey: '1000' } });
    expect(tryThis()).toContain('The stream is UPDATING');
    open(scenario('expired-iterator'));
    seek(scenario('expired-iterator').endsAtMs);
    const expired = world().traceLog.last(20_000).find(({ kind }) => kind === 'IteratorExpired');
    expect(expired, 'it expires in its story').toBeDefined();
    seek(expired!.atMs + 1_000);
    expect(tryThis()).toContain('iterator');
  });
});

describe('the live region', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    open(scenario('clickstream'));
    seek(15_000);
    useSimSession.setState({ playing: true });
  });
  afterEach(() => {
    act(() => pause());
    vi.useRealTimers();
  });

  /** As the session does it: the world runs on, and the components are told. */
  const run = (ms: number) =>
    act(() => {
      world().advance(world().nowMs + ms);
      useSimSession.setState(({ version }) => ({ version: version + 1 }));
    });
  const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

  test('running, it says at most one thing a second, and the newest of what has come', () => {
    render(<Description />);
    const said: { readonly atMs: number; readonly text: string }[] = [];
    for (let n = 0; n < 100; n += 1) {
      run(100);
      const text = spoken();
      if (text !== '' && text !== said.at(-1)?.text) said.push({ atMs: performance.now(), text });
      wait(100);
      if (spoken() !== said.at(-1)?.text) said.push({ atMs: performance.now(), text: spoken() });
    }
    expect(said.length, 'there is something to say').toBeGreaterThan(2);
    for (const [i, { atMs }] of said.entries()) if (i > 0) expect(atMs - said[i - 1]!.atMs).toBeGreaterThanOrEqual(1_000);
  });

  test('an alarm goes before what is newer, and what could not be said in time is dropped', () => {
    render(<Description />);
    run(10_000);
    expect(spoken()).toMatch(/throttled|gave up/);
    const first = spoken();
    act(() => void edit({ type: 'call', operation: 'ListStreams', input: {} }));
    act(() => void edit({ type: 'call', operation: 'DescribeLimits', input: {} }));
    expect(spoken(), 'the second is not over').toBe(first);
    wait(1_000);
    expect(spoken()).toBe('DescribeLimits answered');
    wait(10_000);
    expect(spoken(), 'nothing was queued').toBe('DescribeLimits answered');
  });

  test('the final state is said within a second of a pause', () => {
    render(<Description />);
    run(10_000);
    act(() => pause());
    wait(1_000);
    expect(spoken()).toMatch(/^Paused\. 00:00:25 in the world\./);
    expect(spoken()).toContain('2 open and 0 closed shards');
  });

  test('paused, a step or a jump says where it has come to', () => {
    render(<Description />);
    act(() => pause());
    wait(1_000);
    act(() => void seek(12_000));
    wait(1_000);
    expect(spoken()).toMatch(/^00:00:12\.000/);
  });

  test('while nothing happens nothing is said', () => {
    useSimSession.setState({ playing: false });
    render(<Description />);
    for (let n = 0; n < 20; n += 1) {
      act(() => useSimSession.setState(({ version }) => ({ version: version + 1 })));
      wait(500);
    }
    expect(spoken()).toBe('');
  });
});
