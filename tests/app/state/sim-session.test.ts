// The session that plays a world: time goes as fast as asked, and where the machine cannot keep up it goes slower, says so and
// skips nothing; a window that was away does not leap; every way to a moment leads to the same state.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWorld, runOf, scenarios } from '#sim';
import { Machine } from './machine.ts';

const [coast, clicks] = [scenarios.find((s) => s.slug === 'coast-stations')!, scenarios.find((s) => s.slug === 'clickstream')!];
const HOUR_MS = 3_600_000;

type Session = typeof import('../../../app/state/sim-session.ts');
type SessionBranches = typeof import('../../../app/state/sim-branches.ts');

let machine: Machine;
let session: Session;
let branches: SessionBranches;
const state = () => session.useSimSession.getState();

beforeEach(async () => {
  machine = new Machine();
  machine.install();
  vi.resetModules();
  session = await import('../../../app/state/sim-session.ts');
  branches = await import('../../../app/state/sim-branches.ts');
});

afterEach(() => {
  session.pause();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  Reflect.deleteProperty(document, 'hidden');
});

/** What a direct run of the same scenario, with nothing between, comes to. */
function direct(scenario = state().scenario, toMs = state().world.nowMs) {
  const world = createWorld(scenario);
  world.advance(toMs);
  return { trace: world.traceHash(), state: world.stateHash() };
}
const hashes = () => ({ trace: state().world.traceHash(), state: state().world.stateHash() });

describe('playing', () => {
  test('a second of frames at 3600× is an hour of the world, and the state is that of a direct run', () => {
    session.open(coast);
    session.play();
    machine.frames(100, 10);
    expect(state().world.nowMs).toBe(24 * HOUR_MS);
    session.pause();
    expect(hashes()).toEqual(direct());
  });

  test('slower than a ms a frame, no part of a ms is lost', () => {
    session.open(clicks);
    session.setSpeed(0.1);
    session.play();
    const from = state().world.nowMs;
    machine.frames(300, 16);
    // 300 × 1.6 ms; the sum of the parts may be a hair short of the last whole one.
    expect(state().world.nowMs - from).toBeGreaterThanOrEqual(479);
    expect(state().world.nowMs - from).toBeLessThanOrEqual(480);
    expect(Number.isInteger(state().world.nowMs)).toBe(true);
  });

  test('the moment of a pause is a whole ms, and seeking to it gives the same state', () => {
    session.open(clicks);
    session.setSpeed(2);
    session.play();
    machine.frames(41, 16.7);
    session.pause();
    const { nowMs } = state().world;
    const paused = hashes();
    expect(Number.isInteger(nowMs)).toBe(true);
    session.seek(0);
    session.seek(nowMs);
    expect(hashes()).toEqual(paused);
  });

  test('no frame is asked for while paused', () => {
    session.open(coast);
    session.play();
    machine.frames(2);
    session.pause();
    machine.frames(2);
    expect(machine.asked.size).toBe(0);
  });

  test('components hear of it ten times a second, not in every frame', () => {
    session.open(coast);
    session.play();
    const before = state().version;
    machine.frames(60, 1000 / 60);
    expect(state().version - before).toBeGreaterThanOrEqual(8);
    expect(state().version - before).toBeLessThanOrEqual(11);
  });
});

describe('a machine that cannot keep up', () => {
  test('goes slower, says how fast it is, and skips nothing', () => {
    session.open(clicks);
    session.setSpeed(60);
    machine.lookMs = 5;
    session.play();
    const [from, fromRealMs] = [state().world.nowMs, machine.nowMs];
    machine.frames(70, 16);
    const pace = (state().world.nowMs - from) / (machine.nowMs - fromRealMs);
    expect(pace).toBeLessThan(54);
    expect(state().reachedSpeed).toBeGreaterThan(pace * 0.5);
    expect(state().reachedSpeed).toBeLessThan(pace * 2);
    session.pause();
    expect(state().reachedSpeed).toBeNull();
    expect(hashes()).toEqual(direct());
  });

  test('paused between two events of one moment, it finishes the moment', () => {
    session.open(clicks);
    session.setSpeed(3600);
    machine.lookMs = 5;
    session.play();
    const amidst = () => state().world.nextDueMs === state().world.nowMs;
    for (let frame = 0; frame < 100 && !amidst(); frame += 1) machine.frames(1, 16);
    expect(amidst(), 'a frame ended amidst a moment').toBe(true);
    session.pause();
    expect(amidst()).toBe(false);
    expect(hashes()).toEqual(direct());
  });

  test('says nothing as long as it keeps up', () => {
    session.open(coast);
    session.play();
    machine.frames(200, 16);
    expect(state().reachedSpeed).toBeNull();
  });

  test('the word changes once a second at most, and goes when another speed is chosen', () => {
    session.open(clicks);
    session.setSpeed(3600);
    machine.lookMs = 5;
    session.play();
    const said = new Set<number | null>();
    const stop = session.useSimSession.subscribe(({ reachedSpeed }) => said.add(reachedSpeed));
    const from = machine.nowMs;
    machine.frames(100, 16);
    stop();
    expect(state().reachedSpeed).not.toBeNull();
    expect(said.size).toBeLessThanOrEqual(1 + Math.ceil((machine.nowMs - from) / 1_000));
    session.setSpeed(1);
    expect(state().reachedSpeed).toBeNull();
  });
});

describe('a window that was away', () => {
  test('hidden, it asks for no frame; shown again, it goes on from where it was', () => {
    session.open(coast);
    session.play();
    machine.frames(10);
    machine.hide(true);
    machine.frames(1);
    const { nowMs } = state().world;
    expect(machine.asked.size).toBe(0);
    machine.nowMs += 3_600_000;
    machine.hide(false);
    machine.frames(1);
    expect(state().world.nowMs - nowMs).toBeLessThanOrEqual(16 * 3600);
    machine.frames(1);
    expect(state().world.nowMs).toBeGreaterThan(nowMs);
  });

  test('a frame that stalled counts as a tenth of a second', () => {
    session.open(coast);
    session.play();
    machine.frames(2);
    const { nowMs } = state().world;
    machine.frames(1, 20_000);
    expect(state().world.nowMs - nowMs).toBe(100 * 3600);
  });
});

describe('time in the hand', () => {
  test('seek pauses and goes there, back or ahead; out of bounds is the beginning', () => {
    session.open(coast);
    session.play();
    expect(session.seek(HOUR_MS)).toBe(true);
    expect([state().playing, state().world.nowMs]).toEqual([false, HOUR_MS]);
    session.seek(-5);
    expect(state().world.nowMs).toBe(0);
    session.seek(12.6);
    expect(state().world.nowMs).toBe(13);
  });

  test('a seek ahead ends when its patience does, and can be taken up again', () => {
    session.open(clicks);
    machine.lookMs = 1;
    const goal = state().world.nowMs + 30_000;
    expect(session.seek(goal, 5)).toBe(false);
    expect(state().world.nowMs).toBeLessThan(goal);
    expect(session.seek(goal)).toBe(true);
    session.pause();
    expect(hashes()).toEqual(direct(clicks, goal));
  });

  test('one event back undoes one event ahead, while many events share a moment too', () => {
    session.open(clicks);
    const before = hashes();
    for (let i = 0; i < 5; i += 1) session.stepForward();
    for (let i = 0; i < 5; i += 1) session.stepBack();
    expect(hashes().trace).toBe(before.trace);
    const back = hashes();
    session.stepForward();
    expect(hashes()).not.toEqual(back);
    session.stepBack();
    expect(hashes()).toEqual(back);
  });

  test('an edit is answered and kept; what lay ahead stays as a branch, with its markers', () => {
    session.open(coast);
    session.seek(30 * HOUR_MS);
    const kinds = () => new Set(state().markers.list.map((marker) => marker.kind));
    expect(kinds()).toContain('loss');
    session.seek(20 * HOUR_MS);
    expect(kinds(), 'what is ahead will happen again').toContain('loss');
    const outcome = session.edit({ type: 'crash actor', actor: 'archive' });
    expect(outcome.ok).toBe(true);
    expect(state().answer?.outcome).toBe(outcome);
    expect(state().world.reachedMs).toBe(20 * HOUR_MS);
    expect(kinds()).toContain('crash');
    expect(kinds()).not.toContain('loss');
    session.dismissAnswer();
    expect(state().answer).toBeNull();
    branches.switchBranch(1);
    expect([state().world.nowMs, state().world.reachedMs]).toEqual([20 * HOUR_MS, 30 * HOUR_MS]);
    expect(kinds()).toContain('loss');
    expect(kinds()).not.toContain('crash');
    expect(hashes()).toEqual(direct());
    branches.switchBranch(2);
    expect(kinds()).toContain('crash');
    expect(branches.nameBranch(2, 'without the archive')).toBe(true);
    branches.forgetBranch(1);
    expect(state().world.timeline.branches.all.map(({ name }) => name)).toEqual(['without the archive']);
  });

  test('a refused edit is answered and changes nothing', () => {
    session.open(coast);
    const before = state().world.stateHash();
    expect(session.edit({ type: 'restart actor', actor: 'archive' })).toMatchObject({ ok: false, error: { __type: 'InvalidAction' } });
    expect(state().world.stateHash()).toBe(before);
    expect(state().answer?.outcome.ok).toBe(false);
  });

  test('reset is the opening of the same seed, whatever was done', () => {
    session.open(coast, 99);
    const opening = state().world.stateHash();
    session.edit({ type: 'crash actor', actor: 'archive' });
    session.seek(40 * HOUR_MS);
    session.setSpeed(1);
    session.reset();
    expect([state().world.stateHash(), state().seed, state().speed, state().answer]).toEqual([opening, 99, 3600, null]);
    expect(state().world.nowMs).toBe(coast.opening.atMs);
  });

  test('speeds go up and down their list and stop at its ends', () => {
    session.setSpeed(1);
    session.changeSpeed(1);
    expect(state().speed).toBe(2);
    session.changeSpeed(-1);
    session.changeSpeed(-1);
    expect(state().speed).toBe(0.5);
    session.setSpeed(3600);
    session.changeSpeed(1);
    expect(state().speed).toBe(3600);
    session.setSpeed(0.1);
    session.changeSpeed(-1);
    expect(state().speed).toBe(0.1);
  });
});

describe('breakpoints', () => {
  const throttled = { on: 'trace', kind: 'WriteThrottled' } as const;
  const lost = { on: 'trace', kind: 'RecordsLost' } as const;

  test('playing pauses at the very event and says why; back finds it again', () => {
    session.open(coast);
    session.setBreakpoint(lost);
    session.play();
    machine.frames(550, 16);
    expect([state().playing, state().stop]).toEqual([false, 'Paused: records expire unread.']);
    const stop = [state().world.timeline.position, state().world.stateHash()];
    expect(state().world.traceLog.last(1)[0]).toMatchObject({ kind: 'RecordsLost', atMs: state().world.nowMs });
    session.seek(state().world.nowMs + 60_000);
    expect(state().stop).toBeNull();
    session.runBackToBreakpoint();
    expect([state().world.timeline.position, state().world.stateHash()]).toEqual(stop);
    expect(state().stop).toBe('Paused: records expire unread.');
    session.runBackToBreakpoint();
    expect(state().stop).toBe('There is no earlier moment like that.');
    expect([state().world.timeline.position, state().world.stateHash()]).toEqual(stop);
  });

  test('one that is off or removed does not', () => {
    session.open(coast);
    session.setBreakpoint(lost);
    session.setBreakpoint(lost, false);
    session.setBreakpoint(throttled);
    expect(state().breakpoints).toEqual([{ breakpoint: lost, enabled: false }, { breakpoint: throttled, enabled: true }]);
    session.removeBreakpoint({ ...throttled });
    session.play();
    machine.frames(200, 16);
    expect([state().playing, state().breakpoints.length]).toEqual([true, 1]);
  });
});

describe('a shared run', () => {
  const shared = () => {
    const world = createWorld(coast, 5);
    world.advance(3 * HOUR_MS);
    world.edit({ type: 'crash actor', actor: 'alarms' });
    world.advance(9 * HOUR_MS);
    return { world, run: runOf(world, coast, scenarios) };
  };

  test('is done again over some frames, and stands paused at its playhead', async () => {
    const { world, run } = shared();
    machine.lookMs = 10;
    const opened = session.openRun(run);
    machine.frames(1);
    expect(state().opening).toBeGreaterThan(0);
    expect(state().world.actions).toEqual([]);
    session.play();
    expect(state().playing, 'nothing else moves').toBe(false);
    machine.frames(60);
    expect(await opened).toEqual([]);
    expect([state().opening, state().seed, state().playing, state().world.nowMs]).toEqual([null, 5, false, 9 * HOUR_MS]);
    expect(hashes()).toEqual({ trace: world.traceHash(), state: world.stateHash() });
    expect(state().markers.list.some((marker) => marker.kind === 'crash')).toBe(true);
  });

  test('says what came out otherwise', async () => {
    const opened = session.openRun({ ...shared().run, traceHash: 'x' });
    machine.frames(60);
    expect(await opened).toEqual([expect.stringMatching(/comes out otherwise/)]);
    expect(await session.openRun({ ...shared().run, world: 'tomorrow' })).toEqual(['There is no scenario called tomorrow here.']);
  });

  test('can be given up: the world on the belt stays', () => {
    const before = state().world;
    machine.lookMs = 10;
    void session.openRun(shared().run);
    machine.frames(1);
    session.stopOpening();
    machine.frames(5);
    expect([state().world === before, state().opening]).toEqual([true, null]);
  });
});

describe('a world that is set aside', () => {
  test('comes back as it stood, whatever was done in the one between', () => {
    session.open(coast, 3);
    session.seek(2 * HOUR_MS);
    session.edit({ type: 'crash actor', actor: 'alarms' });
    session.setBreakpoint({ on: 'reshard', by: 'split' });
    session.setSpeed(5);
    session.stepForward();
    const before = { ...state(), version: 0 };
    const { world } = before;
    const stood = [world.nowMs, world.stateHash(), world.traceHash()];

    const putBack = session.setAside();
    session.open(clicks);
    session.play();
    machine.frames(20);
    putBack();
    expect({ ...state(), version: 0 }).toEqual(before);
    expect(state().world).toBe(world);
    expect([world.nowMs, world.stateHash(), world.traceHash()]).toEqual(stood);
    machine.frames(20);
    expect(world.nowMs, 'nothing plays on').toBe(stood[0]);
  });

  test('a run that was being opened meanwhile is opened then', async () => {
    const world = createWorld(coast, 5);
    world.advance(9 * HOUR_MS);
    machine.lookMs = 10;
    const opened = session.openRun(runOf(world, coast, scenarios));
    machine.frames(1);
    expect(state().opening).toBeGreaterThan(0);

    const putBack = session.setAside();
    expect(state().opening).toBeNull();
    machine.frames(60);
    session.open(clicks);
    putBack();
    expect(state().opening).toBeGreaterThan(0);
    machine.frames(60);
    expect(await opened).toEqual([]);
    expect([state().scenario.slug, state().world.nowMs]).toEqual([coast.slug, 9 * HOUR_MS]);
  });
});
