/**
 * A world: one account's Kinesis, the actors around it, a network between them, and time. Composition only; what each
 * part does stands in its own file. All times in whole ms of virtual time since the world began.
 */
import type { ActorBase, ActorMessage } from './actors/actor.ts';
import { kindOf, type ActorConfig, type ActorState } from './actors/index.ts';
import type { ConsoleHost } from './actors/reposition.ts';
import { performAction, STORY, type Action, type ActionOutcome } from './actions.ts';
import { watchFor, type Breakpoint } from './breakpoints.ts';
import { CallLog } from './call-log.ts';
import { hangUp, passOn, sendRequest, serve, serveAtOnce, type Delivery, type Request, type Subscriber } from './exchange.ts';
import type { SimEvent } from './kernel/event-queue.ts';
import { Kernel, type KernelSnapshot } from './kernel/kernel.ts';
import type { LoggedAction } from './kernel/branches.ts';
import { Timeline } from './kernel/timeline.ts';
import { Trace, type TraceMark } from './kernel/trace.ts';
import type { ServiceConfig, ServiceEvent, ServiceHost, ServiceState } from './kinesis/context.ts';
import type { ShardLog } from './kinesis/model/shard-log.ts';
import type { Stream } from './kinesis/model/stream.ts';
import type { Push } from './kinesis/model/subscription.ts';
import { Service } from './kinesis/service.ts';
import { NOTES, type SimTraceEntry } from './kinesis/trace-entries.ts';
import { evaluateAlarms } from './metrics/alarm.ts';
import { Metrics } from './metrics/metrics.ts';
import type { NetworkConfig, NetworkState } from './network.ts';
import { stateHash } from './state-hash.ts';
import { newWorldState, type WorldState } from './world-state.ts';

export interface WorldConfig {
  readonly seed: number;
  readonly service: ServiceConfig;
  /** As it is at the beginning. */
  readonly network: NetworkConfig;
}

/** An action with its moment: a scenario's script and its solutions are lists of these. */
export interface TimedAction {
  readonly atMs: number;
  readonly action: Action;
}

interface Snapshot {
  readonly kernel: KernelSnapshot;
  readonly trace: TraceMark;
  readonly plain: WorldState;
}

export class World implements ServiceHost, ConsoleHost {
  readonly kernel: Kernel;
  readonly service: Service;
  readonly traceLog = new Trace<SimTraceEntry>();
  readonly calls = new CallLog();
  readonly metrics = new Metrics(this);
  plain: WorldState;
  /** The breakpoints that ended the last run. */
  hits: readonly Breakpoint[] = [];
  /** Moments and branches; what a session asks it directly. */
  readonly timeline: Timeline<Action, ActionOutcome, Snapshot>;

  /** @param script what happens by itself later on, as part of the world: no learner's action, so in no log of actions */
  constructor(readonly config: WorldConfig, setup: readonly Action[] = [], script: readonly TimedAction[] = []) {
    this.kernel = new Kernel(config.seed, (event) => this.apply(event));
    this.service = new Service(this, config.service);
    this.plain = newWorldState(config.network);
    for (const action of setup) performAction(this, action, STORY);
    for (const { atMs, action } of script) this.kernel.schedule(atMs, 'script', action);
    this.timeline = new Timeline(this);
  }

  /** The service's state (the name is ServiceHost's). */
  get state(): ServiceState { return this.plain.service; }
  get actors(): ReadonlyMap<string, ActorState> { return this.plain.actors; }
  get network(): NetworkState { return this.plain.network; }
  get subscribers(): Map<number, Subscriber> { return this.plain.subscribers; }
  get nowMs(): number { return this.kernel.nowMs; }
  get eventsDone(): number { return this.kernel.eventsDone; }
  get nextDueMs(): number { return this.kernel.nextDueMs; }
  /** The furthest moment this history has been run to. */
  get reachedMs(): number { return this.timeline.reachedMs; }
  get actions(): readonly LoggedAction<Action>[] { return this.timeline.actions; }

  /** Runs on to `tMs`. @returns false when it ended before: after `eventsMax` events, or at a breakpoint (then `hits` has it) */
  advance(tMs: number, eventsMax?: number, breakpoints: readonly Breakpoint[] = []): boolean {
    const { reached, hit } = this.timeline.runWatched(tMs, eventsMax, breakpoints.length > 0 ? watchFor(this, breakpoints) : null);
    this.hits = hit ?? [];
    return reached;
  }
  /** Back to the latest earlier hit. @param goOn asked now and then; "no" ends the search where it has come to */
  runBackTo(breakpoints: readonly Breakpoint[], goOn?: () => boolean): void {
    this.hits = this.timeline.runBack(watchFor(this, breakpoints), goOn) ?? [];
  }
  /** Does and logs a learner's action now. In the past this forks: the future it changes stays as a branch. */
  edit(action: Action): ActionOutcome { return this.timeline.edit(action); }
  seek(tMs: number): void { this.timeline.seek(tMs); }
  stepForward(): boolean { return this.timeline.stepForward(); }
  stepBack(): void { this.timeline.stepBack(); }

  /** Sixteen hex digits over everything that happened: equal for equal seeds and actions. */
  traceHash(): string { return this.traceLog.hash(); }

  /** Sixteen hex digits over everything there is, and what led to it. */
  stateHash(): string { return stateHash(this); }

  /** Where every random stream stands. */
  get chances() { return this.kernel.chances; }
  /** All that is still to happen, in order. */
  pendingEvents(): SimEvent[] { return this.kernel.pendingInOrder(); }

  // What the timeline drives.
  runUntil(tMs: number, eventsMax?: number): boolean { return this.kernel.runUntil(tMs, eventsMax); }
  runEvent(): boolean { return this.kernel.runEvent(); }
  perform(action: Action): ActionOutcome { return performAction(this, action); }
  refused(outcome: ActionOutcome): boolean { return !outcome.ok && outcome.error.__type === 'InvalidAction'; }
  save(): Snapshot { return { kernel: this.kernel.save(), trace: this.traceLog.mark(), plain: structuredClone(this.plain) }; }
  restore({ kernel, trace, plain }: Snapshot): void {
    this.plain = structuredClone(plain);
    this.kernel.restore(kernel);
    this.traceLog.restore(trace);
  }

  // What the service asks of its host.
  schedule(delayMs: number, event: ServiceEvent): void { this.kernel.schedule(delayMs, 'service', event); }
  trace(entry: SimTraceEntry): void {
    this.traceLog.push(entry);
    this.metrics.traced(entry);
  }
  note(code: number, a: number, b: number, c: number, d: number): void { this.traceLog.note(code, a, b, c, d); }
  expired(stream: Stream, shardIndex: number, from: number, to: number): void {
    this.note(NOTES.RecordsExpired, this.nowMs, shardIndex, from, to);
    for (const actor of this.actors.values()) {
      if (actor.config.streamName === stream.name) kindOf(actor).onExpired?.(this, actor, shardIndex, from, to);
    }
  }
  pushed(subscriptionId: number, push: Push): void { passOn(this, subscriptionId, push); }

  // What actors ask of theirs.
  get epochMs(): number { return this.config.service.epochMs; }
  draw(actor: ActorBase): number { return this.kernel.draw(actor.name); }
  later(actor: ActorBase, delayMs: number, message: ActorMessage): void {
    this.kernel.schedule(Math.round(delayMs), 'message', { actor: actor.name, life: actor.life, message });
  }
  log(logId: number): ShardLog { return this.service.log(logId); }
  stream(name: string): Stream | undefined { return this.state.streams.get(name); }
  shared<T extends object>(key: string, create: () => T): T {
    const found = this.plain.shared.get(key) ?? create();
    this.plain.shared.set(key, found);
    return found as T;
  }
  send(actor: ActorBase, operation: string, input: object, tag: unknown, marks?: readonly number[]): void { sendRequest(this, actor, operation, input, tag, marks); }
  measure({ name }: ActorBase, metric: string, shardIndex: number | null, value: number): void {
    this.metrics.measure(name, this.actors.get(name)!.config.streamName, metric, shardIndex, value);
  }
  unsubscribe(actor: ActorBase, subscriptionId: number): void { hangUp(this, actor, subscriptionId); }

  // What actions do to actors.
  callAtOnce(actor: ActorBase, operation: string, input: object, tag: unknown) { return serveAtOnce(this, actor, operation, input, tag); }
  addActor(config: ActorConfig): void {
    const actor = kindOf(config).create(config, this.plain.nextOrdinal);
    this.plain.nextOrdinal += 1;
    actor.life = this.plain.livesLed.get(actor.name) ?? 0;
    this.plain.actors.set(actor.name, actor);
    this.startActor(actor);
  }
  startActor(actor: ActorState): void {
    actor.running = true;
    kindOf(actor).start(this, actor);
  }
  removeActor(actor: ActorState): void {
    if (actor.running) this.stopActor(actor);
    this.plain.actors.delete(actor.name);
    this.plain.livesLed.set(actor.name, actor.life);
  }
  /** Stops at once: what was under way is forgotten, answers still on the wire are dropped. */
  stopActor(actor: ActorState): void {
    actor.running = false;
    actor.life += 1;
    hangUp(this, actor);
    kindOf(actor).stop?.(this, actor);
  }

  private apply({ kind, payload }: SimEvent): void {
    if (kind === 'service') {
      this.service.handle(payload as ServiceEvent);
      return this.metrics.handled(payload as ServiceEvent);
    }
    if (kind === 'alarms') return evaluateAlarms(this);
    // The learner may have changed what the script meant: then nothing happens, as with any action that makes no sense.
    if (kind === 'script') return void performAction(this, payload as Action, STORY);
    const { actor: name, life } = payload as Delivery;
    const actor = this.actors.get(name);
    if (!actor) return;
    if (kind === 'request') return serve(this, actor, payload as Request);
    if (!actor.running || actor.life !== life) return;
    const { answer, push } = payload as Delivery;
    if (answer) kindOf(actor).onAnswer(this, actor, answer);
    else if (push) kindOf(actor).onPush?.(this, actor, push.push, push.tag);
    else kindOf(actor).onMessage(this, actor, (payload as { message: ActorMessage }).message);
  }
}
