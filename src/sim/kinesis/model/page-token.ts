/** NextToken: where a listing goes on. Lives 300 s from its issue. Rule LIST-5. */
import { ok } from '../../kernel/result.ts';
import { awsError, invalidArgument, type Outcome } from '../errors.ts';
import { quotas } from '../quotas.ts';
import type { CallContext } from '../context.ts';
import { decodeToken, encodeToken } from './opaque-token.ts';
import { formatUtc } from './utc.ts';

export interface PageToken {
  readonly operation: string;
  /** The last item of the page before. */
  readonly after: string;
  /** What else the listing was asked for. */
  readonly request?: unknown;
}

export function issuePageToken(ctx: CallContext, token: PageToken): string {
  ctx.state.tokensIssued += 1;
  return encodeToken({ ...token, issuedMs: ctx.wallMs, n: ctx.state.tokensIssued });
}

export function readPageToken(ctx: CallContext, text: string, operation: string): Outcome<PageToken> {
  const token = decodeToken(text) as (PageToken & { readonly issuedMs: number }) | null;
  if (token?.operation !== operation) return invalidArgument('Invalid NextToken.');
  if (ctx.wallMs - token.issuedMs > quotas.nextTokenLifeMs) {
    return awsError(
      'ExpiredNextTokenException',
      `NextToken expired. The NextToken was created at time ${formatUtc(token.issuedMs)} while right now it is ${formatUtc(ctx.wallMs)} which is further in the future than the tolerated delay of ${quotas.nextTokenLifeMs} milliseconds.`,
    );
  }
  return ok(token);
}
