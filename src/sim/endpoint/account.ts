/**
 * One account on the real clock: the service without history. Virtual time follows the clock: everything that is due
 * happens before a request is answered, or when the timer for it rings. Nothing is kept for going back.
 */
import type { SimEvent } from '../kernel/event-queue.ts';
import { Kernel } from '../kernel/kernel.ts';
import { ok } from '../kernel/result.ts';
import { newServiceState, type Caller, type ServiceConfig, type ServiceEvent, type ServiceHost } from '../kinesis/context.ts';
import type { Outcome } from '../kinesis/errors.ts';
import type { Stream } from '../kinesis/model/stream.ts';
import type { Push } from '../kinesis/model/subscription.ts';
import { Service } from '../kinesis/service.ts';
import { wholeOutput } from '../kinesis/whole-output.ts';
import type { WirePush } from '../wire/event-stream.ts';

const CLIENT: Caller = { name: 'client', ordinal: 0 };
/** The longest that a timer of the platform can wait. */
const TIMER_MS_MAX = 0x7fff_ffff;

export class Account implements ServiceHost {
  readonly state = newServiceState();
  readonly service: Service;
  private readonly kernel = new Kernel(0, (event) => this.apply(event));
  private readonly listeners = new Map<number, (push: WirePush) => void>();
  private timer: NodeJS.Timeout | undefined;

  /** @param config its epoch is the moment at which the account begins */
  constructor(config: ServiceConfig) {
    this.service = new Service(this, config);
  }

  get nowMs(): number { return this.kernel.nowMs; }

  call(operation: string, input: object): Outcome<unknown> {
    this.catchUp();
    const outcome = this.service.dispatch(operation, input, CLIENT);
    this.service.rejections.forget(this.state.rejections);
    this.setTimer();
    return outcome.ok ? ok(wholeOutput(this.service, outcome.value, 'later')) : outcome;
  }

  /** Hears what is pushed to a subscription, until its end. */
  listen(subscriptionId: number, listener: (push: WirePush) => void): void {
    this.listeners.set(subscriptionId, listener);
  }

  /** The subscriber has gone. */
  unsubscribe(subscriptionId: number): void {
    if (!this.listeners.delete(subscriptionId)) return;
    this.catchUp();
    this.service.unsubscribe(subscriptionId);
  }

  /** Stops the clock and ends every subscription. */
  close(): void {
    clearTimeout(this.timer);
    for (const listener of this.listeners.values()) listener({ type: 'end' });
    this.listeners.clear();
  }

  pushed(subscriptionId: number, push: Push): void {
    const listener = this.listeners.get(subscriptionId);
    if (push.type !== 'event') this.listeners.delete(subscriptionId);
    listener?.(push.type === 'event' ? { type: 'event', event: wholeOutput(this.service, push.event) as object } : push);
  }

  schedule(delayMs: number, event: ServiceEvent): void {
    this.kernel.schedule(delayMs, 'service', event);
  }

  expired(stream: Stream, shardIndex: number, from: number, to: number): void {
    this.service.log(stream.shards[shardIndex]!.logId).forget(from, to);
  }

  // Nobody looks at what happened.
  trace(): void {}
  note(): void {}

  private apply({ payload }: SimEvent): void {
    const event = payload as ServiceEvent;
    const stream = 'streamName' in event ? this.state.streams.get(event.streamName) : undefined;
    this.service.handle(event);
    if (stream && !this.state.streams.has(stream.name)) this.service.forgetLogs(stream);
  }

  /** A clock that was set back makes time stand still. */
  private catchUp(): void {
    this.kernel.runUntil(Date.now() - this.service.config.epochMs);
  }

  private setTimer(): void {
    clearTimeout(this.timer);
    const waitMs = this.kernel.nextDueMs - (Date.now() - this.service.config.epochMs);
    if (waitMs === Infinity) return;
    this.timer = setTimeout(() => {
      this.catchUp();
      this.setTimer();
    }, Math.min(Math.max(waitMs, 0), TIMER_MS_MAX));
    this.timer.unref();
  }
}
