import { ok } from '../../kernel/result.ts';
import { changeDelayMs, setStatus, type CallContext } from '../context.ts';
import { invalidArgument, limitExceeded, type ErrorCode, type Outcome } from '../errors.ts';
import { kmsErrors, kmsRefusal } from '../model/kms.ts';
import { openShards, type Stream } from '../model/stream.ts';
import { usedToday } from '../model/daily-quota.ts';
import { quotas } from '../quotas.ts';
import { streamArn, streamId, streamName } from '../shapes.ts';
import { findActiveStream, streamText, type StreamReference } from './common.ts';
import type { Operation } from './operation.ts';

export interface EncryptionInput extends StreamReference {
  readonly EncryptionType: 'NONE' | 'KMS';
  readonly KeyId: string;
}

export const encryptionMembers = {
  StreamName: streamName,
  EncryptionType: { type: 'string', required: true, enum: ['NONE', 'KMS'] },
  KeyId: { type: 'string', required: true, length: [1, 2048] },
  StreamARN: streamArn,
  StreamId: streamId,
} as const;

export const encryptionErrors = [
  'InvalidArgumentException',
  'LimitExceededException',
  'ResourceInUseException',
  'ResourceNotFoundException',
  'ValidationException',
] as const satisfies readonly ErrorCode[];

/** Has records written from now on encrypted under a key, or under another one. Rules ENCRYPT-1 … ENCRYPT-5. */
export const startStreamEncryption: Operation<EncryptionInput, Record<string, never>> = {
  name: 'StartStreamEncryption',
  members: encryptionMembers,
  errors: [...encryptionErrors, ...kmsErrors],

  run(ctx, input) {
    const found = findStreamToEncrypt(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    const { startsMs } = stream.encryption;
    const refusal = dailyRefusal(ctx, stream, startsMs, 'StartStreamEncryption') ?? kmsRefusal(ctx, input.KeyId, 'encrypt', stream.name);
    if (refusal) return refusal;
    startsMs.push(ctx.nowMs);
    changeKey(ctx, stream, input.KeyId);
    return ok({});
  },
};

/** The stream, where it may be changed and the type is the one there is. */
export function findStreamToEncrypt(ctx: CallContext, input: EncryptionInput): Outcome<Stream> {
  const found = findActiveStream(ctx, input);
  if (found.ok && input.EncryptionType !== 'KMS') {
    return invalidArgument(`EncryptionType ${input.EncryptionType} is not supported. The only valid value is KMS.`);
  }
  return found;
}

export function dailyRefusal(ctx: CallContext, stream: Stream, timesMs: number[], operation: string) {
  const max = quotas.encryptionChangesPerDayMax;
  if (!ctx.config.throttle || usedToday(timesMs, ctx.nowMs) < max) return null;
  return limitExceeded(`${operation} cannot be called more than ${max} times in 24 hours for ${streamText(ctx, stream.name)}.`);
}

/** The stream is UPDATING for a while, then the key (null: none) is in use. */
export function changeKey(ctx: CallContext, stream: Stream, keyId: string | null): void {
  setStatus(ctx, stream, 'UPDATING');
  ctx.schedule(changeDelayMs(ctx.config, 'update', openShards(stream).length), {
    type: 'KeyChanged',
    streamName: stream.name,
    createdMs: stream.createdMs,
    keyId,
  });
}
