/**
 * AWS errors are values: the code as `__type` carries it, the text as AWS words it, the HTTP status.
 * A text stands here when several operations share it; otherwise beside the operation that gives it.
 */
import type { Result } from '../kernel/result.ts';

export const errorCodes = [
  'AccessDeniedException',
  'ExpiredIteratorException',
  'ExpiredNextTokenException',
  'InternalFailure',
  'InvalidArgumentException',
  'KMSAccessDeniedException',
  'KMSDisabledException',
  'KMSInvalidStateException',
  'KMSNotFoundException',
  'KMSOptInRequired',
  'KMSThrottlingException',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ResourceInUseException',
  'ResourceNotFoundException',
  'SerializationException',
  'UnknownOperationException',
  'ValidationException',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export interface AwsError {
  readonly __type: ErrorCode;
  /** Absent where AWS sends none (UnknownOperationException, InternalFailure). */
  readonly message?: string;
  readonly status: number;
}

export type Outcome<T> = Result<T, AwsError>;
/** An outcome that is an error for sure. */
export type Refusal = { readonly ok: false; readonly error: AwsError };

export function awsError(code: ErrorCode, message?: string): Refusal {
  return { ok: false, error: { __type: code, message, status: code === 'InternalFailure' ? 500 : 400 } };
}

export const invalidArgument = (message: string) => awsError('InvalidArgumentException', message);
export const resourceNotFound = (message: string) => awsError('ResourceNotFoundException', message);
export const resourceInUse = (message: string) => awsError('ResourceInUseException', message);
export const limitExceeded = (message: string) => awsError('LimitExceededException', message);
export const validationError = (message: string) => awsError('ValidationException', message);
export const throughputExceeded = (message: string) => awsError('ProvisionedThroughputExceededException', message);
