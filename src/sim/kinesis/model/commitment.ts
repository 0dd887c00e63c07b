/**
 * The account's commitment to a minimum of on-demand throughput (On-demand Advantage): bought for 24 hours at least, and
 * ended at once or, before those are over, when they are. Rules ACCOUNT-1 … ACCOUNT-3.
 */
import type { CallContext } from '../context.ts';
import { quotas } from '../quotas.ts';

/** As plain data; times in ms of virtual time. */
export interface Commitment {
  status: 'DISABLED' | 'ENABLED' | 'ENABLED_UNTIL_EARLIEST_ALLOWED_END';
  startedMs: number | null;
  endedMs: number | null;
  earliestEndMs: number | null;
}

export const newCommitment = (): Commitment => ({ status: 'DISABLED', startedMs: null, endedMs: null, earliestEndMs: null });

export const hasAdvantage = ({ status }: Commitment) => status !== 'DISABLED';

export function enableCommitment(ctx: CallContext): void {
  const { commitment } = ctx.state;
  if (!hasAdvantage(commitment)) {
    commitment.startedMs = ctx.nowMs;
    commitment.endedMs = null;
    commitment.earliestEndMs = ctx.nowMs + quotas.commitmentMinimumMs;
  }
  // Also takes back an end that was asked for.
  commitment.status = 'ENABLED';
}

export function disableCommitment(ctx: CallContext): void {
  const { commitment } = ctx.state;
  const { earliestEndMs } = commitment;
  if (commitment.status !== 'ENABLED' || earliestEndMs === null) return;
  if (ctx.nowMs >= earliestEndMs) return endCommitment(ctx);
  commitment.status = 'ENABLED_UNTIL_EARLIEST_ALLOWED_END';
  ctx.schedule(earliestEndMs - ctx.nowMs, { type: 'CommitmentEnds' });
}

/** When the earliest end has come, unless the end was taken back. */
export function commitmentEnds(ctx: CallContext): void {
  if (ctx.state.commitment.status === 'ENABLED_UNTIL_EARLIEST_ALLOWED_END') endCommitment(ctx);
}

function endCommitment(ctx: CallContext): void {
  const { commitment } = ctx.state;
  commitment.status = 'DISABLED';
  commitment.endedMs = ctx.nowMs;
  commitment.earliestEndMs = null;
}
