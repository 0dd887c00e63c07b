/**
 * A world: one account's Kinesis, the actors around it, a network between them, and time. Composition only; what each
 * part does stands in its own file. All times in whole ms of virtual time since the world began.
 */
import { onExpired } from './actors/polling-consumer.ts';
import type { ActorBase, ActorHost, ActorMessage, ActorState, Answer } from './actors/actor.ts';
import { newActor, onAnswer, onMessage, startActor, stopActor } from './actors/index.ts';
import { performAction, type Action, type ActionOutcome } from './actions.ts';
import { digestText, mixValue, newDigest } from './kernel/digest.ts';
import type { SimEvent } from './kernel/event-queue.ts';
import { Kernel, type KernelSnapshot } from './kernel/kernel.ts';
import { Timeline, type LoggedAction } from './kernel/timeline.ts';
import { Trace, type TraceMark } from './kernel/trace.ts';
import { newServiceState, type ServiceConfig, type ServiceEvent, type ServiceHost, type ServiceState } from './kinesis/context.ts';
import type { ShardLog } from './kinesis/model/shard-log.ts';
import type { Stream } from './kinesis/model/stream.ts';
import type { Push } from './kinesis/model/subscription.ts';
import { Service } from './kinesis/service.ts';
import { NOTES, type SimTraceEntry } from './kinesis/trace-entries.ts';

/** One-way delay of a request or an answer: the base plus up to the jitter, drawn from the stream "network". */
export interface NetworkConfig {
  readonly oneWayMs: number;
  readonly jitterMs: number;
}

export interface WorldConfig {
  readonly seed: number;
  readonly service: ServiceConfig;
  readonly network: NetworkConfig;
}

/** Everything that changes, as plain data; the records themselves lie in the service's logs. */
export interface WorldState {
  readonly service: ServiceState;
  readonly actors: Map<string, ActorState>;
}

interface Snapshot {
  readonly kernel: KernelSnapshot;
  readonly trace: TraceMark;
  readonly state: WorldState;
}

interface Request {
  readonly actor: string;
  readonly life: number;
  readonly operation: string;
  readonly input: object;
  readonly tag: unknown;
}

export class World implements ServiceHost, ActorHost {
  readonly service: Service;
  readonly traceLog = new Trace<SimTraceEntry>();
  actors = new Map<string, ActorState>();
  /** The service's state (the name is ServiceHost's). */
  state = newServiceState();
  private readonly kernel: Kernel;
  private readonly timeline: Timeline<Action, ActionOutcome, Snapshot>;

  constructor(readonly config: WorldConfig, setup: readonly Action[] = []) {
    this.kernel = new Kernel(config.seed, (event) => this.apply(event));
    this.service = new Service(this, config.service);
    for (const action of setup) this.perform(action);
    this.timeline = new Timeline(this);
  }

  get nowMs(): number { return this.kernel.nowMs; }
  get eventsDone(): number { return this.kernel.eventsDone; }
  get nextDueMs(): number { return this.kernel.nextDueMs; }
  /** The furthest moment this history has been run to. */
  get reachedMs(): number { return this.timeline.reachedMs; }
  get actions(): readonly LoggedAction<Action>[] { return this.timeline.actions; }

  /** Runs on to `tMs`. @returns false when `eventsMax` events were applied before that. */
  advance(tMs: number, eventsMax?: number): boolean { return this.timeline.runUntil(tMs, eventsMax); }
  /** Does and logs a learner's action now; drops the future it changes. */
  edit(action: Action): ActionOutcome { return this.timeline.edit(action); }
  seek(tMs: number): void { this.timeline.seek(tMs); }
  stepForward(): boolean { return this.timeline.stepForward(); }
  stepBack(): void { this.timeline.stepBack(); }

  /** Sixteen hex digits over everything that happened: equal for equal seeds and actions. */
  traceHash(): string { return this.traceLog.hash(); }

  /** Sixteen hex digits over everything there is: state, pending events, kept records, and the trace behind them. */
  stateHash(): string {
    const digest = newDigest();
    mixValue(digest, [this.nowMs, this.eventsDone, this.traceHash(), this.kernel.chances, this.state, this.actors]);
    for (const { dueMs, order, kind, payload } of this.pendingEvents()) mixValue(digest, [dueMs, order, kind, payload]);
    for (const stream of this.state.streams.values()) {
      for (const shard of stream.shards) {
        const log = this.service.log(shard.logId);
        for (let i = shard.head; i < shard.cursor.length; i += 1) mixValue(digest, [log.arrivalMs(i), log.counter(i), log.hashTop(i), log.byteLength(i)]);
      }
    }
    return digestText(digest);
  }

  /** All that is still to happen, in order. */
  pendingEvents(): SimEvent[] { return this.kernel.pendingInOrder(); }

  // What the timeline drives.
  runUntil(tMs: number, eventsMax?: number): boolean { return this.kernel.runUntil(tMs, eventsMax); }
  runEvent(): boolean { return this.kernel.runEvent(); }
  perform(action: Action): ActionOutcome { return performAction(this, action); }
  refused(outcome: ActionOutcome): boolean { return !outcome.ok && outcome.error.__type === 'InvalidAction'; }
  save(): Snapshot {
    const state = structuredClone({ service: this.state, actors: this.actors });
    return { kernel: this.kernel.save(), trace: this.traceLog.mark(), state };
  }
  restore(snapshot: Snapshot): void {
    const { service, actors } = structuredClone(snapshot.state);
    this.state = service;
    this.actors = actors;
    this.kernel.restore(snapshot.kernel);
    this.traceLog.restore(snapshot.trace);
  }

  // What the service asks of its host.
  schedule(delayMs: number, event: ServiceEvent): void { this.kernel.schedule(delayMs, 'service', event); }
  trace(entry: SimTraceEntry): void { this.traceLog.push(entry); }
  note(code: number, a: number, b: number, c: number, d: number): void { this.traceLog.note(code, a, b, c, d); }
  expired(stream: Stream, shardIndex: number, from: number, to: number): void {
    this.note(NOTES.RecordsExpired, this.nowMs, shardIndex, from, to);
    for (const actor of this.actors.values()) {
      if (actor.kind === 'polling-consumer' && actor.config.streamName === stream.name) onExpired(this, actor, shardIndex, from, to);
    }
  }

  /** Nobody in a world subscribes yet. */
  pushed(_subscriptionId: number, _push: Push): void {}

  // What actors ask of theirs.
  get epochMs(): number { return this.config.service.epochMs; }
  draw(actor: ActorBase): number { return this.kernel.draw(actor.name); }
  later(actor: ActorBase, delayMs: number, message: ActorMessage): void {
    this.kernel.schedule(Math.round(delayMs), 'message', { actor: actor.name, life: actor.life, message });
  }
  log(logId: number): ShardLog { return this.service.log(logId); }
  stream(name: string): Stream | undefined { return this.state.streams.get(name); }
  send(actor: ActorBase, operation: string, input: object, tag: unknown): void {
    const request: Request = { actor: actor.name, life: actor.life, operation, input, tag };
    this.kernel.schedule(this.oneWayMs(), 'request', request);
  }

  // What actions do to actors.
  addActor(config: ActorState['config']): void {
    const actor = newActor(config, this.actors.size + 1);
    this.actors.set(actor.name, actor);
    startActor(this, actor);
  }
  startActor(actor: ActorState): void { startActor(this, actor); }
  stopActor(actor: ActorState): void { stopActor(this, actor); }

  private oneWayMs(): number {
    const { oneWayMs, jitterMs } = this.config.network;
    return Math.round(oneWayMs + jitterMs * this.kernel.draw('network'));
  }

  private apply({ kind, payload }: SimEvent): void {
    if (kind === 'service') return this.service.handle(payload as ServiceEvent);
    const { actor: name, life } = payload as Request;
    const actor = this.actors.get(name);
    if (kind === 'request' && actor) {
      // A request that left reaches the service, whatever has become of its sender.
      const { operation, input, tag } = payload as Request;
      const outcome = this.service.dispatch(operation, input, actor);
      this.kernel.schedule(this.oneWayMs(), 'answer', { actor: name, life, answer: { operation, input, outcome, tag } });
    } else if (actor?.running && actor.life === life) {
      if (kind === 'answer') onAnswer(this, actor, (payload as { answer: Answer<unknown> }).answer);
      else onMessage(this, actor, (payload as { message: ActorMessage }).message);
    }
  }
}
