/**
 * The world on the belt: which one, whether it plays, how fast, where the playhead is. Each frame
 * runs the world as far as the machine manages in its share of the frame; where it cannot keep up, the speed drops and says
 * so, and nothing is skipped. Paused or hidden, no frame is asked for. Longer than 400 lines because
 * all that moves the world shares one frame loop.
 */
import { beginReplay, breakpointText, createWorld, scenarios, type Action, type ActionOutcome, type Breakpoint, type Replay, type Run, type Scenario, type World } from '#sim';
import { create } from 'zustand';
import { stepText } from '../belt/event-text.ts';
import { markersOf, markersUpTo, noMarkers, type Markers } from '../belt/markers.ts';
import { FRAME_MS_MAX, nextFrame, STEPWISE_EVERY_MS, stepwise } from './ticker.ts';

export interface SimSession {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly world: World;
  readonly playing: boolean;
  /** Virtual seconds asked for in a real second. */
  readonly speed: number;
  /** What the machine manages of it, or null while it keeps up. */
  readonly reachedSpeed: number | null;
  /** Grows whenever the world may look different: at most ten times a second while playing. */
  readonly version: number;
  readonly markers: Markers;
  /** Those of the branches that one is not in. */
  readonly otherMarkers: ReadonlyMap<number, Markers>;
  /** The answer to the learner's last action, until the next. */
  readonly answer: Answer | null;
  readonly breakpoints: readonly SetBreakpoint[];
  /** What was taken back and can be done again, the last first. */
  readonly undone: readonly Undone[];
  /** Why the world stands here, in a sentence: what a breakpoint or a search for one has come to. */
  readonly stop: string | null;
  /** The stretch that is played again and again, or its beginning while the end is still to be chosen. */
  readonly loop: Loop | null;
  /** How far a shared run has been done again, 0 … 1, while it is. */
  readonly opening: number | null;
  /** Where a jump ahead goes on to, frame by frame, while it does. */
  readonly goingTo: number | null;
}

export interface Loop {
  readonly fromMs: number;
  /** After `fromMs`; null until it is chosen. */
  readonly toMs: number | null;
  /** How many times it has been played to its end. */
  readonly rounds: number;
}

export type Undone = NonNullable<ReturnType<World['timeline']['undo']>>;

export interface SetBreakpoint {
  readonly breakpoint: Breakpoint;
  readonly enabled: boolean;
}

export interface Answer {
  readonly action: Action;
  readonly outcome: ActionOutcome;
  /** When it was given, in the world's time. */
  readonly atMs: number;
}

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600] as const;

/** Real ms of a frame that the world may take; the rest is for drawing. */
const RUN_BUDGET_MS = 8;
const EVENTS_A_SLICE = 400;
const PUBLISH_EVERY_MS = 100;
/** The pace is taken over a second: from frame to frame it jumps too much to be read. */
const PACE_EVERY_MS = 1_000;
const KEEPS_UP_SHARE = 0.9;

/** Real ms that a search back may take before it says how far it has come. */
const SEARCH_PATIENCE_MS = 2_000;
/** Of a frame, while a shared run is done again, or a jump ahead goes on: nothing else moves. */
const OPEN_BUDGET_MS = 30;
/** Real ms that a jump ahead may take at once. */
const JUMP_PATIENCE_MS = 60;

/** A world that comes onto the belt: nothing has been done to it here. */
const shown = (scenario: Scenario, seed: number, world: World, markers = markersOf(world, noMarkers)) => {
  const nothingDone = { answer: null, undone: [], stop: null, loop: null, opening: null, goingTo: null, reachedSpeed: null, breakpoints: [] };
  return { ...nothingDone, scenario, seed, world, markers, otherMarkers: new Map<number, Markers>(), speed: scenario.opening.speed };
};

function fresh(scenario: Scenario, seed: number) {
  const world = createWorld(scenario, seed);
  world.advance(scenario.opening.atMs);
  return shown(scenario, seed, world);
}

/** A shared run that is being done again, its markers so far, and who waits for it. */
interface Opening {
  readonly replay: Replay;
  markers: Markers;
  readonly whenDone: (problems: readonly string[]) => void;
}

let underWay: Opening | null = null;

export const useSimSession = create<SimSession>(() => ({
  ...fresh(scenarios[0]!, scenarios[0]!.seed),
  playing: false,
  version: 0,
}));

const { getState: get, setState: set } = useSimSession;

const frameListeners = new Set<() => void>();
let frame = 0;
let lastFrameMs = 0;
let lastPublishMs = 0;
let lastDrawMs = 0;
/** Virtual and real ms since the pace was last taken. */
let pacedMs = 0;
let pacedRealMs = 0;
/** The part of a virtual ms that the playhead has come beyond `world.nowMs`: the world knows whole ms only. */
let partMs = 0;

/** Calls back in every animation frame in which the world may have moved. @returns how to stop. */
export function onFrame(listener: () => void): () => void {
  frameListeners.add(listener);
  askForFrame();
  return () => frameListeners.delete(listener);
}

/** Draws once more, for example after a resize. */
export function askForFrame(): void {
  if (frame === 0) frame = nextFrame(onAnimationFrame);
}

function onAnimationFrame(frameMs: number): void {
  frame = 0;
  if (underWay) return openFurther(underWay);
  const { playing, goingTo } = get();
  if (goingTo !== null) goFurther(goingTo);
  else if (playing) run(Math.max(0, frameMs - lastFrameMs));
  lastFrameMs = frameMs;
  if (!playing || !stepwise?.matches || frameMs - lastDrawMs >= STEPWISE_EVERY_MS) {
    lastDrawMs = frameMs;
    for (const listener of frameListeners) listener();
  }
  const moves = playing || goingTo !== null;
  if (moves && frameMs - lastPublishMs >= (stepwise?.matches ? STEPWISE_EVERY_MS : PUBLISH_EVERY_MS)) {
    lastPublishMs = frameMs;
    publish();
  }
  if (moves && !document.hidden) askForFrame();
}

function run(realMs: number): void {
  const { world, speed, loop } = get();
  const fromMs = world.nowMs;
  const wantedMs = Math.min(fromMs + partMs + Math.min(FRAME_MS_MAX, realMs) * speed, loop?.toMs ?? Infinity);
  const targetMs = Math.floor(wantedMs);
  const deadline = performance.now() + RUN_BUDGET_MS;
  const breakpoints = enabledBreakpoints();
  let reached = false;
  while (!reached && performance.now() < deadline) {
    reached = world.advance(targetMs, EVENTS_A_SLICE, breakpoints);
    if (world.hits.length > 0) return stopAtHit();
  }
  partMs = reached ? wantedMs - targetMs : 0;
  if (loop?.toMs && world.nowMs >= loop.toMs) {
    backToLoopStart(loop);
    set({ loop: { ...loop, rounds: loop.rounds + 1 } });
    return;
  }
  pacedMs += world.nowMs - fromMs;
  pacedRealMs += realMs;
  if (pacedRealMs < PACE_EVERY_MS) return;
  const pace = pacedMs / pacedRealMs;
  set({ reachedSpeed: pace < KEEPS_UP_SHARE * speed ? pace : null });
  pacedMs = 0;
  pacedRealMs = 0;
}

/** The history is what it was, so each round is the same, event for event. */
function backToLoopStart({ fromMs }: Loop): void {
  partMs = 0;
  measureAnew();
  get().world.seek(fromMs);
}

/** The world stays at the very event, between two of one moment if need be. */
function stopAtHit(): void {
  partMs = 0;
  measureAnew();
  set({ playing: false, stop: hitText() });
  publish();
}

const hitText = () => `Paused: ${get().world.hits.map(breakpointText).join('; ')}.`;

/** After a change of pace, what was measured before says nothing. */
function measureAnew(): void {
  pacedMs = 0;
  pacedRealMs = 0;
  set({ reachedSpeed: null });
}

/** Tells the components that the world has changed. */
function publish(): void {
  const { version, world, markers } = get();
  set({ version: version + 1, markers: markersOf(world, markers) });
}

/** After any change of what is to be seen. */
export function redraw(): void {
  publish();
  askForFrame();
}

if (typeof document !== 'undefined') {
  document.addEventListener('visibilitychange', () => {
    // No drift: the time away is not caught up with.
    lastFrameMs = performance.now();
    if (!document.hidden && (get().playing || get().goingTo !== null)) askForFrame();
  });
}

export function play(): void {
  if (get().playing || get().opening !== null) return;
  lastFrameMs = performance.now();
  measureAnew();
  const { loop, world } = get();
  if (loop?.toMs && (world.nowMs < loop.fromMs || world.nowMs >= loop.toMs)) backToLoopStart(loop);
  set({ playing: true, stop: null, goingTo: null });
  askForFrame();
}

export function pause(): void {
  const { playing, goingTo, world } = get();
  // A budget may have ended between two events of one ms: a pause stands where `seek` to this moment would.
  if (playing || goingTo !== null) world.advance(world.nowMs);
  measureAnew();
  set({ playing: false, stop: null, goingTo: null });
  redraw();
}

export const togglePlaying = () => (get().playing ? pause() : play());

export function setSpeed(speed: number): void {
  measureAnew();
  set({ speed });
  askForFrame();
}

/** One step up or down the list of speeds. */
export function changeSpeed(by: 1 | -1): void {
  const { speed } = get();
  const next = by > 0 ? SPEEDS.find((s) => s > speed) : SPEEDS.findLast((s) => s < speed);
  if (next !== undefined) setSpeed(next);
}

/**
 * Goes to a moment, back or ahead, and stays there.
 * @param patienceMs real ms that going ahead may take. @returns false when that ended the way first
 */
export function seek(tMs: number, patienceMs = Infinity): boolean {
  pause();
  const { world } = get();
  const targetMs = Math.max(0, Math.round(tMs));
  world.seek(Math.min(targetMs, world.reachedMs));
  const reached = aheadTo(targetMs, patienceMs);
  redraw();
  return reached;
}

/** As `seek`, for a hand on the page: what takes longer goes on frame by frame, until it is there or something else is done. */
export function goTo(tMs: number): void {
  if (seek(tMs, JUMP_PATIENCE_MS)) return;
  set({ goingTo: Math.round(tMs) });
  askForFrame();
}

function goFurther(targetMs: number): void {
  if (!aheadTo(targetMs, OPEN_BUDGET_MS)) return;
  set({ goingTo: null });
  publish();
}

function aheadTo(tMs: number, patienceMs: number): boolean {
  const { world } = get();
  const deadline = performance.now() + patienceMs;
  let reached = false;
  while (!reached && performance.now() < deadline) reached = world.advance(tMs, EVENTS_A_SLICE);
  return reached;
}

/** One event ahead, and what it was. */
export function stepForward(): void {
  pause();
  const { world } = get();
  const [event] = world.pendingEvents();
  const { count } = world.traceLog;
  const { actionsDone } = world.timeline.position;
  if (!world.stepForward()) set({ stop: 'Nothing is to come.' });
  else set({ stop: stepText(event, world.actions.slice(actionsDone, world.timeline.position.actionsDone), world.traceLog.from(count)) });
  redraw();
}

/** To the moment just before the last event, and what that was. */
export function stepBack(): void {
  pause();
  const { world } = get();
  const { eventsDone } = world;
  world.stepBack();
  set({ stop: eventsDone === 0 ? 'This is the beginning.' : `Back before this: ${stepText(world.pendingEvents()[0], [], [])}` });
  redraw();
}

/** Does what the learner asks, now, and keeps the answer. Where that changes the past, what lay ahead stays as a branch. */
export function edit(action: Action): ActionOutcome {
  const { world, markers, otherMarkers } = get();
  const { current } = world.timeline.branches;
  const past = markersUpTo(world, markers);
  const outcome = world.edit(action);
  const forked = world.timeline.branches.current !== current;
  set({ answer: { action, outcome, atMs: world.nowMs }, undone: [], stop: null, ...(forked && { markers: past, otherMarkers: new Map(otherMarkers).set(current.id, markers) }) });
  redraw();
  return outcome;
}

const enabledBreakpoints = () => get().breakpoints.flatMap(({ breakpoint, enabled }) => (enabled ? [breakpoint] : []));
const sameAs = (breakpoint: Breakpoint) => (one: SetBreakpoint) => JSON.stringify(one.breakpoint) === JSON.stringify(breakpoint);

/** Sets a breakpoint, or switches it on or off. */
export function setBreakpoint(breakpoint: Breakpoint, enabled = true): void {
  const { breakpoints } = get();
  const at = breakpoints.findIndex(sameAs(breakpoint));
  set({ breakpoints: at < 0 ? [...breakpoints, { breakpoint, enabled }] : breakpoints.with(at, { breakpoint, enabled }) });
}

export function removeBreakpoint(breakpoint: Breakpoint): void {
  const same = sameAs(breakpoint);
  set({ breakpoints: get().breakpoints.filter((one) => !same(one)) });
}

/** Back to the latest earlier moment at which a breakpoint that is on was hit. */
export function runBackToBreakpoint(): void {
  pause();
  const { world } = get();
  const fromMs = world.nowMs;
  const deadline = performance.now() + SEARCH_PATIENCE_MS;
  world.runBackTo(enabledBreakpoints(), () => performance.now() < deadline);
  const came = world.nowMs < fromMs;
  set({ stop: world.hits.length > 0 ? hitText() : came ? 'Not found so far back. Search again to go on from here.' : 'There is no earlier moment like that.' });
  redraw();
}

export const dismissAnswer = () => set({ answer: null });

/** Opens a scenario at its opening moment. */
export function open(scenario: Scenario, seed = scenario.seed): void {
  measureAnew();
  underWay = null;
  set(fresh(scenario, seed));
  redraw();
}

/** Does a shared run again, frame by frame; the world on the belt stays until it is done. @returns what came out otherwise */
export function openRun(run: Run, known: readonly Scenario[] = scenarios): Promise<readonly string[]> {
  pause();
  const begun = beginReplay(run, known);
  if (!begun.ok) return Promise.resolve([begun.error]);
  return new Promise((whenDone) => {
    underWay = { replay: begun.value, markers: noMarkers, whenDone };
    // What is there in a moment needs no word about waiting.
    openFurther(underWay);
  });
}

export function stopOpening(): void {
  underWay = null;
  set({ opening: null });
  redraw();
}

function openFurther(opening: Opening): void {
  const { replay, whenDone } = opening;
  const deadline = performance.now() + OPEN_BUDGET_MS;
  let done = false;
  while (!done && performance.now() < deadline) {
    done = replay.step(EVENTS_A_SLICE);
    opening.markers = markersOf(replay.world, opening.markers);
  }
  if (!done) {
    set({ opening: replay.share });
    return askForFrame();
  }
  const { scenario, run, world, problems } = replay;
  underWay = null;
  set(shown(scenario, run.seed, world, opening.markers));
  redraw();
  whenDone(problems);
}

/** Takes the world off the belt, as it stands, to make room for another. @returns how to put it back */
export function setAside(): () => void {
  const kept = { state: get(), underWay };
  pause();
  stopOpening();
  return () => {
    pause();
    underWay = kept.underWay;
    set({ ...kept.state, playing: false, goingTo: null, version: get().version });
    redraw();
  };
}

/** Shows a world that has been run already, from the scenario's opening moment on: what was done in it happens again. */
export function openWorld(scenario: Scenario, seed: number, world: World): void {
  pause();
  world.seek(scenario.opening.atMs);
  set(shown(scenario, seed, world));
  redraw();
}

/** The same scenario and seed, from its opening moment. */
export function reset(): void {
  const { scenario, seed } = get();
  open(scenario, seed);
}
