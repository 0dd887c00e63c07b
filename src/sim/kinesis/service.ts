/**
 * One account in one Region: its streams, and the way in. `dispatch` checks an input against its operation's table and
 * runs the operation; `handle` applies what an operation scheduled for later. Wire-neutral: typed data in and out.
 */
import { ok } from '../kernel/result.ts';
import { refusedByRate } from './call-rates.ts';
import type { Caller, CallContext, ServiceConfig, ServiceEvent, ServiceHost } from './context.ts';
import { setStatus } from './context.ts';
import { convertInput } from './conversion.ts';
import { fits } from './fits.ts';
import { awsError, resourceNotFound, validationError, type Outcome } from './errors.ts';
import { scaleIn, scaleOut } from './model/on-demand.ts';
import { commitmentEnds } from './model/commitment.ts';
import { finishConsumer } from './model/consumer.ts';
import { LogStore } from './model/log-store.ts';
import { setKmsKeyState, type KmsKeyState } from './model/kms.ts';
import { RejectionLog } from './model/rejection-log.ts';
import { finishReshard } from './model/reshard.ts';
import { trimShard } from './model/retention.ts';
import { endSubscription, pushDue } from './model/subscription.ts';
import type { ShardLog } from './model/shard-log.ts';
import { shardIdOf, type Stream } from './model/stream.ts';
import { streamText } from './operations/common.ts';
import { positionOf } from './operations/get-shard-iterator.ts';
import { operations } from './operations/index.ts';
import type { SubscribeToShardInput } from './operations/subscribe-to-shard.ts';
import { validationMessage, type Members } from './shapes.ts';

const SERVICE: Caller = { name: 'service', ordinal: 0 };

/** The input as its table has it, or what AWS says of its first fault of type, or of its first ten of form. */
function checkInput(members: Members, input: object): Outcome<object> {
  if (fits(members, input)) return ok(input);
  const converted = convertInput(members, input);
  if (!converted.ok) return awsError('SerializationException', converted.error);
  const invalid = validationMessage(members, converted.value);
  return invalid === null ? converted : validationError(invalid);
}

export class Service {
  readonly rejections = new RejectionLog();
  private readonly logs = new LogStore();

  constructor(
    private readonly host: ServiceHost,
    readonly config: ServiceConfig,
  ) {}

  log(logId: number): ShardLog {
    return this.logs.log(logId);
  }

  /** Gives back the records of a stream that is gone: for a host that never goes back in time. */
  forgetLogs(stream: Stream): void {
    this.logs.forget(stream.arenaId);
  }

  /**
   * Runs one API call at this very moment.
   * @param operation an AWS operation name
   * @param input its input, in AWS's member names; blobs as bytes, times as seconds since 1970
   * @returns the output, or the error that AWS would answer
   */
  dispatch(operation: string, input: object, caller: Caller): Outcome<unknown> {
    const declared = operations.get(operation);
    if (!declared) return awsError('UnknownOperationException');
    const checked = checkInput(declared.members, input);
    if (!checked.ok) return checked;
    const ctx = this.context(caller);
    const refused = declared.rate && this.config.throttle ? refusedByRate(ctx, operation, declared.rate, checked.value) : null;
    return refused ?? declared.run(ctx, checked.value as never);
  }

  handle(event: ServiceEvent): void {
    const ctx = this.context(SERVICE);
    if (event.type === 'CommitmentEnds') return commitmentEnds(ctx);
    const stream = ctx.state.streams.get(event.streamName);
    // The stream may have been deleted, or deleted and made anew, since this was scheduled.
    if (!stream || stream.createdMs !== event.createdMs) return;
    switch (event.type) {
      case 'StreamCreated':
        if (stream.status === 'CREATING') setStatus(ctx, stream, 'ACTIVE');
        return;
      case 'StreamDeleted':
        ctx.state.streams.delete(stream.name);
        ctx.trace({ atMs: ctx.nowMs, kind: 'StreamStatusChanged', streamName: stream.name, status: 'DELETED' });
        return;
      case 'ReshardFinished':
        if (stream.status === 'UPDATING') finishReshard(ctx, stream, event.reshard);
        return;
      case 'ScaleOutDue':
        return scaleOut(ctx, stream);
      case 'ScaleInDue':
        return scaleIn(ctx, stream);
      case 'KeyChanged':
        stream.encryption.periods.push({ fromMs: ctx.nowMs, keyId: event.keyId });
        if (stream.status === 'UPDATING') setStatus(ctx, stream, 'ACTIVE');
        return;
      case 'ConsumerCreated':
      case 'ConsumerDeleted':
        return finishConsumer(ctx, stream, event.consumer, event.consumerCreatedMs, event.type);
      case 'PushDue':
        return pushDue(ctx, stream, event.subscriptionId, event.dueMs);
      case 'SubscriptionEnded':
        return endSubscription(ctx, stream, event.subscriptionId, { type: 'end' });
      case 'RetentionDue': {
        const shard = stream.shards[event.shardIndex]!;
        if (shard.trimDueMs === ctx.nowMs) trimShard(ctx, stream, shard);
        return;
      }
    }
  }

  /** A subscription's client has gone away: nothing more is pushed to it. */
  unsubscribe(subscriptionId: number): void {
    const ctx = this.context(SERVICE);
    const subscription = ctx.state.subscriptions.get(subscriptionId);
    const stream = subscription && ctx.state.streams.get(subscription.streamName);
    if (stream) endSubscription(ctx, stream, subscriptionId, null);
  }

  /** Has a KMS key answer in another way from now on. @returns false where there can be no such key, or it is AWS's own */
  setKmsKeyState(keyId: string, keyState: KmsKeyState): boolean {
    return setKmsKeyState(this.host.state, keyId, keyState);
  }

  /** Where a starting position lies in a shard now, as a log index, or what AWS says against it. No call: it costs nothing and is not counted. */
  positionOf(streamName: string, shardIndex: number, at: SubscribeToShardInput['StartingPosition'], operation: string): Outcome<number> {
    const ctx = this.context(SERVICE);
    const stream = ctx.state.streams.get(streamName);
    const shard = stream?.shards[shardIndex];
    if (!stream || !shard) return resourceNotFound(`Shard ${shardIdOf(shardIndex)} in ${streamText(ctx, streamName)} does not exist`);
    const { Type, SequenceNumber, Timestamp } = at;
    return positionOf(ctx, stream, shard, { ShardIteratorType: Type, StartingSequenceNumber: SequenceNumber, Timestamp }, operation);
  }

  private context(caller: Caller): CallContext {
    const { host, config, rejections } = this;
    return {
      state: host.state,
      nowMs: host.nowMs,
      schedule: (delayMs, event) => host.schedule(delayMs, event),
      trace: (entry) => host.trace(entry),
      note: (code, a, b, c, d) => host.note(code, a, b, c, d),
      pushed: (subscriptionId, push) => host.pushed(subscriptionId, push),
      expired: (stream, shardIndex, from, to) => host.expired(stream, shardIndex, from, to),
      log: (logId) => this.log(logId),
      config,
      wallMs: config.epochMs + host.nowMs,
      caller,
      rejections,
    };
  }
}
