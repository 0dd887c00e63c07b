/** A capacity plan: from a load to shards, limits, modes and what they cost. Pure arithmetic, all of it shown. */
import { quotas } from '../kinesis/quotas.ts';
import { billingSteps, cheapestOf, modeCosts, type ModeCost } from './costs.ts';
import { leadTimes, type LeadTime } from './lead-times.ts';
import { limitsOf, type Limit } from './limits.ts';
import type { Load, Mode } from './load.ts';
import { shardPlan, trafficOf, type ShardPlan } from './shards.ts';
import type { Step } from './steps.ts';

export interface Plan extends ShardPlan {
  readonly load: Load;
  /** What one key can have at most, in any mode: all that fits into a shard. */
  readonly oneKey: { readonly recordsPerSecond: number; /** Of the peak, 0 … 1. */ readonly share: number };
  readonly limits: readonly Limit[];
  /** How the bill counts records. */
  readonly billing: readonly Step[];
  readonly costs: readonly ModeCost[];
  /** Null where no mode can carry the load. */
  readonly cheapest: Mode | null;
  readonly leadTimes: readonly LeadTime[];
}

/**
 * Plans a stream: shards for the peak by each limit, with the working; the limits it meets; each mode's cost of the
 * average. The simulator carries what is planned here (`labRun`), which the tests hold it to.
 *
 * @param load without problems (`loadProblems`); what AWS does not take is planned all the same, and told in `limits`
 */
export function planOf(load: Load): Plan {
  const shards = shardPlan(load);
  const limits = limitsOf(load, shards);
  const costs = modeCosts(load, shards.shards, limits);
  return { ...shards, load, oneKey: oneKeyOf(load), limits, billing: billingSteps(load), costs, cheapest: cheapestOf(costs), leadTimes: leadTimes(load, shards) };
}

function oneKeyOf(load: Load): Plan['oneKey'] {
  const { recordBytes } = trafficOf(load, 1);
  const recordsPerSecond = load.recordsPerAggregate * Math.min(quotas.shardWriteRecordsPerSecond, quotas.shardWriteBytesPerSecond / recordBytes);
  return { recordsPerSecond, share: Math.min(1, recordsPerSecond / Math.max(Number.MIN_VALUE, load.peakRecordsPerSecond)) };
}
