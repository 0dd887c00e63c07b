/**
 * One account in one Region: its streams, and the way in. `dispatch` checks an input against its operation's table and
 * runs the operation; `handle` applies what an operation scheduled for later. Wire-neutral: typed data in and out.
 */
import { refusedByRate } from './call-rates.ts';
import type { Caller, CallContext, ServiceConfig, ServiceEvent, ServiceHost } from './context.ts';
import { setStatus } from './context.ts';
import { convertInput } from './conversion.ts';
import { awsError, validationError, type Outcome } from './errors.ts';
import { RejectionLog } from './model/rejection-log.ts';
import { finishReshard } from './model/reshard.ts';
import { trimShard } from './model/retention.ts';
import { ShardLog } from './model/shard-log.ts';
import type { Stream } from './model/stream.ts';
import { operations } from './operations/index.ts';
import { validationMessage } from './shapes.ts';

export class Service {
  readonly rejections = new RejectionLog();
  private readonly logs: (ShardLog | undefined)[] = [];

  constructor(
    private readonly host: ServiceHost,
    readonly config: ServiceConfig,
  ) {}

  log(logId: number): ShardLog {
    return (this.logs[logId] ??= new ShardLog());
  }

  /** Gives back the records of a stream that is gone: for a host that never goes back in time. */
  forgetLogs(stream: Stream): void {
    for (const { logId } of stream.shards) this.logs[logId] = undefined;
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
    const converted = convertInput(declared.members, input);
    if (!converted.ok) return awsError('SerializationException', converted.error);
    const invalid = validationMessage(declared.members, converted.value);
    if (invalid) return validationError(invalid);
    const ctx = this.context(caller);
    const refused = declared.rate && this.config.throttle ? refusedByRate(ctx, operation, declared.rate, converted.value) : null;
    return refused ?? declared.run(ctx, converted.value as never);
  }

  handle(event: ServiceEvent): void {
    const ctx = this.context({ name: 'service', ordinal: 0 });
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
      case 'RetentionDue': {
        const shard = stream.shards[event.shardIndex]!;
        if (shard.trimDueMs === ctx.nowMs) trimShard(ctx, stream, shard);
        return;
      }
    }
  }

  private context(caller: Caller): CallContext {
    const { host, config, rejections } = this;
    return {
      state: host.state,
      nowMs: host.nowMs,
      schedule: (delayMs, event) => host.schedule(delayMs, event),
      trace: (entry) => host.trace(entry),
      note: (code, a, b, c, d) => host.note(code, a, b, c, d),
      expired: (stream, shardIndex, from, to) => host.expired(stream, shardIndex, from, to),
      log: (logId) => this.log(logId),
      config,
      wallMs: config.epochMs + host.nowMs,
      caller,
      rejections,
    };
  }
}
