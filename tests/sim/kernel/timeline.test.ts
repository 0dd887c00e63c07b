// Holds: history is seed + actions + checkpoints. The same moment always has the same state, however one got there; an
// edit drops the future that it changes, and nothing of that future shows again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Kernel, type KernelSnapshot } from '../../../src/sim/kernel/kernel.ts';
import { Timeline, type Machine } from '../../../src/sim/kernel/timeline.ts';

/** A toy: each tick draws a number, notes it and schedules one or two more; an action notes its text and schedules a tick. */
class Toy implements Machine<string, string, { kernel: KernelSnapshot; seen: readonly string[] }> {
  seen: readonly string[] = [];
  readonly kernel = new Kernel(5, (event) => this.tick(event.kind));
  performed = 0;
  readonly timeline: Timeline<string, string, { kernel: KernelSnapshot; seen: readonly string[] }>;
  constructor(private readonly stepMs = 10) {
    if (stepMs > 0) this.kernel.schedule(0, 'tick', null);
    this.timeline = new Timeline(this);
  }
  private tick(kind: string) {
    this.seen = [...this.seen.slice(-30), `${kind}@${this.nowMs}:${this.kernel.draw(kind).toFixed(6)}`];
    if (this.stepMs > 0) this.kernel.schedule(Math.floor(this.kernel.draw('gap') * this.stepMs), kind === 'tick' ? 'tick' : 'echo', null);
  }
  get nowMs() { return this.kernel.nowMs; }
  get eventsDone() { return this.kernel.eventsDone; }
  get nextDueMs() { return this.kernel.nextDueMs; }
  runUntil(tMs: number, eventsMax?: number) { return this.kernel.runUntil(tMs, eventsMax); }
  runEvent() { return this.kernel.runEvent(); }
  refused(outcome: string) { return outcome === 'refused'; }
  perform(action: string) {
    if (action === 'senseless') return 'refused';
    this.performed += 1;
    this.seen = [...this.seen.slice(-30), `${action}@${this.nowMs}`];
    this.kernel.schedule(3, 'action tick', null);
    return `did ${action}`;
  }
  save() { return { kernel: this.kernel.save(), seen: this.seen }; }
  restore({ kernel, seen }: { kernel: KernelSnapshot; seen: readonly string[] }) {
    this.kernel.restore(kernel);
    this.seen = seen;
  }
  state() { return { now: this.nowMs, done: this.eventsDone, seen: this.seen, pending: this.kernel.pendingInOrder() }; }
}

/** A toy with a history: about 12,000 events, some actions, run to 30 s. */
function toyWithHistory(actions: readonly [number, string][]) {
  const toy = new Toy();
  for (const [atMs, action] of actions) {
    toy.timeline.runUntil(atMs);
    toy.timeline.edit(action);
  }
  toy.timeline.runUntil(30_000);
  return toy;
}
const story: [number, string][] = [[0, 'a'], [900, 'b'], [900, 'c'], [7_321, 'd'], [22_000, 'e']];

describe('seek', () => {
  test('gives each moment the state that it had on the way', () => {
    const moments = [0, 1, 899, 900, 901, 5_000, 7_321, 15_000, 29_999, 30_000];
    const straight = moments.map((tMs) => {
      const toy = toyWithHistory(story);
      toy.timeline.seek(tMs);
      return toy.state();
    });
    const toy = toyWithHistory(story);
    fc.assert(
      fc.property(fc.nat(moments.length - 1), (i) => {
        toy.timeline.seek(moments[i]!);
        expect(toy.state()).toEqual(straight[i]);
      }),
    );
    const live = new Toy();
    live.timeline.edit('a');
    live.timeline.runUntil(899);
    expect(live.state()).toEqual(straight[2]);
  });

  test('replays from the nearest checkpoint, not from the beginning', () => {
    const toy = toyWithHistory(story);
    toy.performed = 0;
    toy.timeline.seek(29_000);
    expect(toy.performed, 'the last action lies far behind').toBe(0);
  });

  test('keeps what has been reached', () => {
    const toy = toyWithHistory(story);
    toy.timeline.seek(1_000);
    expect(toy.timeline.reachedMs).toBe(30_000);
    expect(toy.timeline.actions.length).toBe(5);
  });
});

describe('edit', () => {
  test('in the past drops the future: later actions, checkpoints and what was reached', () => {
    const toy = toyWithHistory(story);
    toy.timeline.seek(8_000);
    expect(toy.timeline.edit('fork')).toBe('did fork');
    expect(toy.timeline.reachedMs).toBe(8_000);
    expect(toy.timeline.actions.map(({ atMs, action }) => [atMs, action])).toEqual([...story.slice(0, 4), [8_000, 'fork']]);
    const fresh = toyWithHistory([...story.slice(0, 4), [8_000, 'fork']]);
    for (const tMs of [30_000, 25_000, 8_000, 29_999]) {
      toy.timeline.seek(tMs);
      fresh.timeline.seek(tMs);
      expect(toy.state()).toEqual(fresh.state());
    }
  });

  test('at the very moment of a checkpoint is replayed too', () => {
    const toy = new Toy();
    toy.timeline.edit('first');
    toy.timeline.runUntil(500);
    const state = toy.state();
    toy.timeline.seek(0);
    expect(toy.seen).toContain('first@0');
    toy.timeline.seek(500);
    expect(toy.state()).toEqual(state);
  });

  test('that is refused changes nothing and keeps the future', () => {
    const toy = toyWithHistory(story);
    toy.timeline.seek(8_000);
    const before = toy.state();
    expect(toy.timeline.edit('senseless')).toBe('refused');
    expect(toy.state()).toEqual(before);
    expect([toy.timeline.reachedMs, toy.timeline.actions.length]).toEqual([30_000, 5]);
  });

  test('between two events of one millisecond is replayed between the same two', () => {
    const toy = new Toy(1);
    toy.timeline.runUntil(0, 3);
    toy.timeline.edit('between');
    toy.timeline.runUntil(0, 50);
    toy.timeline.runUntil(100, 500);
    const state = toy.state();
    expect(toy.timeline.actions[0]).toEqual({ atMs: 0, afterEvents: 3, action: 'between' });
    toy.timeline.stepBack();
    toy.timeline.stepForward();
    expect(toy.state()).toEqual(state);
  });
});

describe('steps', () => {
  test('forward goes one event ahead, with every action done before it', () => {
    const toy = new Toy(0);
    toy.timeline.edit('one');
    toy.timeline.runUntil(1);
    toy.timeline.edit('two');
    toy.timeline.runUntil(50);
    const end = toy.state();
    toy.timeline.seek(0);
    toy.timeline.seek(-1);
    expect(toy.timeline.stepForward()).toBe(true);
    expect(toy.seen.map((text) => text.split(':')[0])).toEqual(['one@0', 'two@1', 'action tick@3']);
    toy.timeline.seek(50);
    expect(toy.state()).toEqual(end);
    expect(toy.timeline.stepForward()).toBe(false);
  });

  test('forward does an action even where no event follows', () => {
    const toy = new Toy(0);
    toy.timeline.edit('one');
    toy.timeline.runUntil(50);
    toy.timeline.edit('two');
    toy.timeline.seek(20);
    expect(toy.timeline.stepForward()).toBe(true);
    expect(toy.seen.at(-1)).toContain('action tick@53');
  });

  test('back, then forward, is where one was; n back and n forward too', () => {
    const toy = toyWithHistory(story);
    toy.timeline.stepForward();
    const states = [toy.state()];
    for (let n = 0; n < 5; n += 1) {
      toy.timeline.stepBack();
      states.push(toy.state());
    }
    expect(states.map((state) => state.done)).toEqual([0, 1, 2, 3, 4, 5].map((n) => states[0]!.done - n));
    for (let n = 4; n >= 0; n -= 1) {
      toy.timeline.stepForward();
      expect(toy.state()).toEqual(states[n]);
    }
  });

  test('back at the beginning stays there', () => {
    const toy = new Toy();
    toy.timeline.stepBack();
    expect([toy.nowMs, toy.eventsDone]).toEqual([0, 0]);
  });
});

test('however it is pumped, stepped and sought, a history ends in the same state', () => {
  const end = toyWithHistory(story).state();
  const move = fc.oneof(
    fc.record({ kind: fc.constant('run' as const), n: fc.nat(3_000) }),
    fc.record({ kind: fc.constant('seek' as const), n: fc.nat(30_000) }),
    fc.record({ kind: fc.constant('events' as const), n: fc.nat(400) }),
    fc.record({ kind: fc.constant('back' as const), n: fc.nat(3) }),
    fc.record({ kind: fc.constant('forward' as const), n: fc.nat(3) }),
  );
  const toy = toyWithHistory(story);
  fc.assert(
    fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
      for (const { kind, n } of moves) {
        if (kind === 'run') toy.timeline.runUntil(Math.min(30_000, toy.nowMs + n));
        else if (kind === 'seek') toy.timeline.seek(n);
        else if (kind === 'events') toy.timeline.runUntil(30_000, n);
        else if (kind === 'back') for (let i = 0; i < n; i += 1) toy.timeline.stepBack();
        else for (let i = 0; i < n && toy.nextDueMs <= 30_000; i += 1) toy.timeline.stepForward();
      }
      toy.timeline.seek(30_000);
      expect(toy.state()).toEqual(end);
      expect(toy.timeline.actions.length).toBe(story.length);
    }),
    { numRuns: 60 },
  );
});

describe('checkpoints', () => {
  /** So many events of a toy whose saved state has so many bytes more. */
  function longRun(extraBytes: number, toMs: number) {
    const toy = new Toy(2);
    let saved = 0;
    const save = toy.save.bind(toy);
    toy.save = () => {
      saved += 1;
      return { ...save(), extra: new Uint8Array(extraBytes) };
    };
    toy.timeline.runUntil(toMs);
    return { toy, saved, held: (toy.timeline as unknown as { checkpoints: { kept: unknown[] } }).checkpoints.kept.length };
  }

  test('stay few in a long history', () => {
    const { toy, saved, held } = longRun(0, 150_000);
    expect(toy.eventsDone).toBeGreaterThan(250_000);
    expect(saved).toBeLessThan(450);
    expect(held).toBeGreaterThan(60);
    expect(held).toBeLessThanOrEqual(128);
  });

  test('are fewer where each is heavy, so that memory stays flat', () => {
    const { toy, saved, held } = longRun(4 * 1024 * 1024, 30_000);
    expect(toy.eventsDone).toBeGreaterThan(50_000);
    expect(held).toBeLessThanOrEqual(16);
    expect(held).toBeGreaterThanOrEqual(4);
    expect(saved).toBeLessThan(60);
    const state = toy.state();
    toy.timeline.seek(10_000);
    toy.timeline.seek(30_000);
    expect(toy.state()).toEqual(state);
  });
});
