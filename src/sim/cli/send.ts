/** Calls the service as the CLI does: again when throttled, page by page, or every ten seconds for `wait`. Times in ms. */
import { FIRST_ATTEMPT, newSdkClient, nextAttempt, type SdkAttempt } from '../actors/sdk-retry.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { AwsError, Outcome } from '../kinesis/errors.ts';
import { paginators, WAITER_ATTEMPTS_MAX, WAITER_DELAY_MS, type Output, type Paginator } from './api-model.ts';
import { Failure, generalError, type CliVersion } from './failure.ts';
import type { WorldPort } from './port.ts';

/** Waits are drawn at random; here each is the middle one, so that the same commands come out the same. */
const MIDDLE = () => 0.5;

interface Refused {
  readonly error: AwsError;
  /** Retries that were made in vain; null where the error is none to retry. */
  readonly retries: number | null;
}

/** One call with the CLI's own retries: version 2 tries three times, version 1 five. */
function attempt(port: WorldPort, version: CliVersion, operation: string, input: object): Result<unknown, Refused> {
  const mode = version === 2 ? 'standard' : 'legacy';
  const client = newSdkClient();
  let state: SdkAttempt = FIRST_ATTEMPT;
  let waitedMs = 0;
  for (;;) {
    const outcome: Outcome<unknown> = port.call(operation, input);
    if (outcome.ok) return outcome;
    const again = nextAttempt(mode, client, state, outcome.error, waitedMs, MIDDLE);
    if (!again) return err({ error: outcome.error, retries: state.attempt > 1 ? state.attempt - 1 : null });
    port.advance(Math.round(again.waitMs));
    waitedMs += again.waitMs;
    state = again.next;
  }
}

/** @returns the output, as the API gives it @throws Failure with the service's refusal in the CLI's words */
export function send(port: WorldPort, version: CliVersion, operation: string, input: object): Output {
  const outcome = attempt(port, version, operation, input);
  if (outcome.ok) return outcome.value as Output;
  const { error, retries } = outcome.error;
  const often = retries === null ? '' : ` (reached max retries: ${retries})`;
  throw new Failure(`An error occurred (${error.__type}) when calling the ${operation} operation${often}: ${error.message ?? ''}`, version === 2 ? 254 : 255);
}

export interface Paging {
  readonly pageSize?: number;
  readonly maxItems?: number;
  readonly startingToken?: string;
}
export interface Pages {
  readonly pages: readonly Output[];
  /** What `--starting-token` goes on from, when `--max-items` cut the answer short. */
  readonly resumeToken: string | null;
}

const PAGES_MAX = 1_000;

/** All pages of a call, or as many as hold `maxItems` entries. */
export function sendPages(port: WorldPort, version: CliVersion, operation: string, input: object, { pageSize, maxItems, startingToken }: Paging): Pages {
  const paginator = paginators[operation]!;
  const pages: Output[] = [];
  let { token, skip } = readToken(paginator, startingToken);
  let left = maxItems ?? Infinity;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const asked = { ...input, ...(pageSize !== undefined && { [paginator.limitKey]: pageSize }), ...(token !== null && { [paginator.inputToken]: token }) };
    const output = send(port, version, operation, asked);
    const [first] = paginator.resultKeys;
    const count = Math.max(0, entriesAt(output, first!).length - skip);
    pages.push(cut(paginator, output, skip, left));
    const next = paginator.next(output);
    if (count > left) return { pages, resumeToken: writeToken(paginator, token, skip + left) };
    left -= count;
    skip = 0;
    if (next === null) break;
    token = next;
    if (left === 0) return { pages, resumeToken: writeToken(paginator, token, 0) };
  }
  return { pages, resumeToken: null };
}

/** The pages as one answer: first the entries, then what stands beside them. */
export function wholeOf(operation: string, { pages, resumeToken }: Pages): Output {
  const { resultKeys, alsoKept } = paginators[operation]!;
  const whole: Record<string, unknown> = {};
  for (const key of resultKeys) set(whole, key, pages.flatMap((page) => entriesAt(page, key)));
  for (const key of alsoKept) set(whole, key, at(pages[0]!, key) ?? null);
  return resumeToken === null ? whole : { ...whole, NextToken: resumeToken };
}

/** One page as text shows it: what stands beside the entries on the first page only. */
export function pageOf(operation: string, output: Output, first: boolean): Output {
  const { resultKeys, alsoKept } = paginators[operation]!;
  const page: Record<string, unknown> = {};
  for (const key of resultKeys) set(page, key, entriesAt(output, key));
  if (first) for (const key of alsoKept) set(page, key, at(output, key) ?? null);
  return page;
}

const at = (value: unknown, path: string): unknown => path.split('.').reduce((inner, name) => (inner as Output | undefined)?.[name], value);
const entriesAt = (value: unknown, path: string) => (at(value, path) ?? []) as readonly unknown[];

function set(whole: Record<string, unknown>, path: string, value: unknown): void {
  const [first, second] = path.split('.') as [string, string?];
  whole[first] = second === undefined ? value : { ...(whole[first] as object | undefined), [second]: value };
}

function cut({ resultKeys }: Paginator, output: Output, skip: number, left: number): Output {
  const page: Record<string, unknown> = { ...output };
  for (const key of resultKeys) set(page, key, entriesAt(output, key).slice(skip, skip + left));
  return page;
}

/** botocore's token: the API's own, and how many entries of its page were shown. */
function writeToken({ inputToken }: Paginator, token: string | null, shown: number): string {
  const text = `{"${inputToken}": ${JSON.stringify(token)}${shown > 0 ? `, "boto_truncate_amount": ${shown}` : ''}}`;
  return btoa(text);
}

function readToken({ inputToken }: Paginator, given: string | undefined): { token: string | null; skip: number } {
  if (given === undefined) return { token: null, skip: 0 };
  try {
    const read = JSON.parse(atob(given)) as Record<string, unknown>;
    const token = read[inputToken];
    const skip = read['boto_truncate_amount'];
    return { token: typeof token === 'string' ? token : null, skip: typeof skip === 'number' ? skip : 0 };
  } catch {
    // Whatever is no token of botocore's is taken for one of the API's.
    return { token: given, skip: 0 };
  }
}

/** `aws kinesis wait`. @throws Failure when the service refuses or the last look is in vain */
export function waitFor(port: WorldPort, version: CliVersion, name: string, until: string, input: object): void {
  const failed = (why: string) => generalError(`Waiter ${name} failed: ${why}`);
  for (let look = 1; ; look += 1) {
    const outcome = attempt(port, version, 'DescribeStream', input);
    const seen = outcome.ok ? ok(at(outcome.value, 'StreamDescription.StreamStatus')) : outcome;
    if (seen.ok ? seen.value === until : seen.error.error.__type === until) return;
    if (!seen.ok) throw failed(`An error occurred (${seen.error.error.__type}): ${seen.error.error.message ?? ''}`);
    if (look === WAITER_ATTEMPTS_MAX) throw failed('Max attempts exceeded');
    port.advance(WAITER_DELAY_MS);
  }
}
