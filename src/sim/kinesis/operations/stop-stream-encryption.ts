import { ok } from '../../kernel/result.ts';
import type { Operation } from './operation.ts';
import { changeKey, dailyRefusal, encryptionErrors, encryptionMembers, findStreamToEncrypt, type EncryptionInput } from './start-stream-encryption.ts';

/** Has records written from now on left plain; those before stay encrypted. Rules ENCRYPT-2, ENCRYPT-4, ENCRYPT-6. */
export const stopStreamEncryption: Operation<EncryptionInput, Record<string, never>> = {
  name: 'StopStreamEncryption',
  members: encryptionMembers,
  errors: encryptionErrors,

  run(ctx, input) {
    const found = findStreamToEncrypt(ctx, input);
    if (!found.ok) return found;
    const stream = found.value;
    const { stopsMs } = stream.encryption;
    const refusal = dailyRefusal(ctx, stream, stopsMs, 'StopStreamEncryption');
    if (refusal) return refusal;
    stopsMs.push(ctx.nowMs);
    changeKey(ctx, stream, null);
    return ok({});
  },
};
