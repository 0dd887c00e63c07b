/**
 * A stand-in for AWS KMS: which keys answer, and how. Every well-formed key is there and enabled until its state is set;
 * `alias/aws/kinesis`, the key that AWS owns, always is. Texts as KMS words them where recorded. Rules KMS-1 … KMS-4.
 */
import { awsError, type ErrorCode } from '../errors.ts';
import type { CallContext, ServiceState } from '../context.ts';

export const kmsKeyStates = ['enabled', 'disabled', 'denied', 'missing', 'pending', 'throttled', 'not opted in'] as const;
/** `pending` is a key that waits for its deletion or its material; `denied` one that the caller may not use. */
export type KmsKeyState = (typeof kmsKeyStates)[number];

export const kmsErrors = [
  'KMSAccessDeniedException',
  'KMSDisabledException',
  'KMSInvalidStateException',
  'KMSNotFoundException',
  'KMSOptInRequired',
  'KMSThrottlingException',
] as const satisfies readonly ErrorCode[];

export const KINESIS_OWN_KEY = 'alias/aws/kinesis';

const KEY_NAME = /^(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|mrk-[0-9a-f]{32}|alias\/[\w/-]+)$/;
const KEY_ARN = /^arn:aws[^:]*:kms:[^:]+:\d{12}:(?:key\/(.+)|(alias\/.+))$/;

/** The one name of a key, whether given by id, alias or ARN; null for what can be no key. */
export function kmsKeyOf(keyId: string): string | null {
  const arn = KEY_ARN.exec(keyId);
  const name = arn?.[1] ?? arn?.[2] ?? keyId;
  return KEY_NAME.test(name) ? name : null;
}

/** @returns false where there can be no such key, or none that a customer may change. */
export function setKmsKeyState(state: ServiceState, keyId: string, keyState: KmsKeyState): boolean {
  const key = kmsKeyOf(keyId);
  if (key === null || key === KINESIS_OWN_KEY) return false;
  state.kmsKeys.set(key, keyState);
  return true;
}

/** The error that KMS answers to the use of this key, or null where it can be used. */
export function kmsRefusal(ctx: CallContext, keyId: string, use: 'encrypt' | 'decrypt', streamName: string) {
  const { accountId, region } = ctx.config;
  const key = kmsKeyOf(keyId);
  const own = `arn:aws:kms:${region}:${accountId}:`;
  const arn = keyId.startsWith('arn:') ? keyId : `${own}${keyId.startsWith('alias/') ? keyId : `key/${keyId}`}`;
  const principal = `arn:aws:iam::${accountId}:user/${ctx.caller.name}`;
  switch (key === null ? 'missing' : (ctx.state.kmsKeys.get(key) ?? 'enabled')) {
    case 'enabled':
      return null;
    case 'disabled':
      return awsError('KMSDisabledException', `${arn} is disabled.`);
    case 'pending':
      return awsError('KMSInvalidStateException', `${arn} is pending deletion.`);
    case 'missing':
      return awsError('KMSNotFoundException', arn.includes(':alias/') ? `Alias ${arn} is not found.` : `Key '${arn}' does not exist`);
    case 'throttled':
      return awsError('KMSThrottlingException', 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.');
    case 'not opted in':
      return awsError('KMSOptInRequired', 'The AWS Access Key Id needs a subscription for the service');
    case 'denied':
      return awsError(
        'KMSAccessDeniedException',
        use === 'encrypt'
          ? `User: ${principal} is not authorized to perform: kms:GenerateDataKey on resource: ${arn}`
          : `User ${principal} is not authorized to decrypt records in stream ${accountId}:${streamName}`,
      );
  }
}
