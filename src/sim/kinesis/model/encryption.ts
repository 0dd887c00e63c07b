/** Which key a stream's records are written under, now and before. Rules ENCRYPT-1 … ENCRYPT-6. Times in ms of virtual time. */
import type { CallContext } from '../context.ts';
import { kmsRefusal } from './kms.ts';
import type { ShardLog } from './shard-log.ts';
import type { Stream } from './stream.ts';

export interface Encryption {
  /** Each change of key, oldest first: old records stay under the key of their time. Null is no key. */
  readonly periods: { readonly fromMs: number; readonly keyId: string | null }[];
  /** When encryption was started and stopped within the last day: both are limited. */
  readonly startsMs: number[];
  readonly stopsMs: number[];
}

export const newEncryption = (): Encryption => ({ periods: [], startsMs: [], stopsMs: [] });

/** The key of what is written now, as it was given; null for none. */
export const keyOf = (stream: Stream): string | null => stream.encryption.periods.at(-1)?.keyId ?? null;

export const encryptionTypeOf = (stream: Stream) => (keyOf(stream) === null ? 'NONE' : 'KMS');

/** As descriptions of a stream show it. */
export function describeEncryption(stream: Stream): { readonly EncryptionType: 'NONE' | 'KMS'; readonly KeyId?: string } {
  const keyId = keyOf(stream);
  return keyId === null ? { EncryptionType: 'NONE' } : { EncryptionType: 'KMS', KeyId: keyId };
}

/** What KMS has against writing to this stream, or null. */
export function writeRefusal(ctx: CallContext, stream: Stream) {
  const keyId = keyOf(stream);
  return keyId === null ? null : kmsRefusal(ctx, keyId, 'encrypt', stream.name);
}

/** What KMS has against reading records [from, to), or null: each needs the key of its time. */
export function readRefusal(ctx: CallContext, stream: Stream, log: ShardLog, from: number, to: number) {
  const { periods } = stream.encryption;
  for (let i = 0; i < periods.length; i += 1) {
    const { fromMs, keyId } = periods[i]!;
    if (keyId === null) continue;
    const first = log.firstArrivedAt(fromMs, from, to);
    const next = periods[i + 1];
    const last = next ? log.firstArrivedAt(next.fromMs, first, to) : to;
    const refusal = last > first ? kmsRefusal(ctx, keyId, 'decrypt', stream.name) : null;
    if (refusal) return refusal;
  }
  return null;
}
