// The session that plays a world: time goes as fast as asked, and where the machine cannot keep up it goes slower, says so and
// skips nothing; a window that was away does not leap; every way to a moment leads to the same state.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWorld, scenarios } from '#sim';

const [coast, clicks] = [scenarios.find((s) => s.slug === 'coast-stations')!, scenarios.find((s) => s.slug === 'clickstream')!];
const HOUR_MS = 3_600_000;

type Session = typeof import('../../../app/state/sim-session.ts');

/** A browser's frames and clock in the hand of the test. Each look at the clock costs `lookMs`: what a slow machine's work costs. */
class Machine {
  nowMs = 1_000;
  lookMs = 0;
  asked = new Map<number, FrameRequestCallback>();
  hidden = false;
  private ids = 0;

  install() {
    vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
      this.ids += 1;
      this.asked.set(this.ids, callback);
      return this.ids;
    });
    vi.spyOn(performance, 'now').mockImplementation(() => (this.nowMs += this.lookMs));
    Object.defineProperty(document, 'hidden', { get: () => this.hidden, configurable: true });
  }

  /** The next frames, so many ms apart. */
  frames(count: number, apartMs = 16) {
    for (let i = 0; i < count; i += 1) {
      this.nowMs += apartMs;
      const due = [...this.asked.values()];
      this.asked.clear();
      for (const callback of due) callback(this.nowMs);
    }
  }

  hide(hidden: boolean) {
    this.hidden = hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  }
}

let machine: Machine;
let session: Session;
const state = () => session.useSimSession.getState();

beforeEach(async () => {
  machine = new Machine();
  machine.install();
  vi.resetModules();
  session = await import('../../../app/state/sim-session.ts');
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

  test('an edit is answered and kept; the future that it changes is dropped, its markers too', () => {
    session.open(coast);
    session.seek(30 * HOUR_MS);
    expect(state().markers.some((marker) => marker.kind === 'loss')).toBe(true);
    session.seek(20 * HOUR_MS);
    expect(state().markers.some((marker) => marker.kind === 'loss'), 'what is ahead will happen again').toBe(true);
    const outcome = session.edit({ type: 'crash actor', actor: 'archive' });
    expect(outcome.ok).toBe(true);
    expect(state().answer?.outcome).toBe(outcome);
    expect(state().world.reachedMs).toBe(20 * HOUR_MS);
    expect(state().markers.map((marker) => marker.kind)).toEqual(['crash']);
    session.dismissAnswer();
    expect(state().answer).toBeNull();
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
