/** What a load costs in each mode, line by line, with the roundings that AWS bills by. USD a month. */
import { advantageMonth, onDemandMonth, provisionedMonth, type StreamPlan } from '../cost/estimate.ts';
import { blockSizes, charge, MONTH_HOURS, prices, total, type Charge } from '../cost/prices.ts';
import { groups } from '../scenarios/words.ts';
import type { Limit } from './limits.ts';
import { modes, type Load, type Mode } from './load.ts';
import { trafficOf } from './shards.ts';
import { amountText, found, roundedStep, type Step } from './steps.ts';

export interface ModeCost {
  readonly mode: Mode;
  readonly charges: readonly Charge[];
  readonly usd: number;
  /** The limits that this mode breaks: with any of them it cannot carry the load. */
  readonly broken: readonly Limit[];
}

const SECONDS_PER_HOUR = 3_600;
const MILLION = 1_000_000;

/**
 * Each mode's bill for the average load, without tax, free tier, tiers, transfer and long-term retrieval. Formulae: AWS's
 * pricing page for the roundings; prices and where they come from: `prices`.
 *
 * @param shards of the provisioned stream
 * @returns in the order of `modes`
 */
export function modeCosts(load: Load, shards: number, limits: readonly Limit[]): ModeCost[] {
  const { recordsPerSecond, recordBytes } = trafficOf(load, load.recordsPerSecond);
  const plan: StreamPlan = { recordsPerSecond, recordBytes, readers: load.pollingConsumers, fanOutReaders: load.fanOutConsumers, retentionHours: load.retentionHours };
  const months = { provisioned: provisionedMonth({ ...plan, shards }), standard: onDemandMonth({ ...plan, streams: 1 }), advantage: advantageMonth(plan) };
  return modes.map((mode) => {
    const charges = months[mode].map(({ key, quantity }) => charge(key, (quantity * prices[key].per * load.hoursPerMonth) / MONTH_HOURS));
    return { mode, charges, usd: total(charges), broken: limits.filter((limit) => limit.status === 'broken' && limit.modes.includes(mode)) };
  });
}

/** The cheapest of the modes that can carry the load; null where none can. */
export function cheapestOf(costs: readonly ModeCost[]): Mode | null {
  const possible = costs.filter(({ broken }) => broken.length === 0);
  return possible.reduce<ModeCost | null>((best, cost) => (best && best.usd <= cost.usd ? best : cost), null)?.mode ?? null;
}

/** How the bill counts records: the steps from a record to a month's units. */
export function billingSteps(load: Load): Step[] {
  const { recordsPerSecond, recordBytes } = trafficOf(load, load.recordsPerSecond);
  const millions = (recordsPerSecond * load.hoursPerMonth * SECONDS_PER_HOUR) / MILLION;
  const units = roundedStep('put-units', 'PUT payload units of one record', `${amountText(recordBytes, 'B')} ÷ ${amountText(blockSizes.putUnit, 'B')}`, recordBytes / blockSizes.putUnit, 'units');
  const blocks = roundedStep('on-demand-bytes', 'On-demand counts one record as', `${amountText(recordBytes, 'B')}, up to the next KiB`, recordBytes / blockSizes.onDemand, 'units');
  return [
    found('month-records', 'Kinesis records a month', `${amountText(recordsPerSecond, 'records/s')} × 3,600 s × ${amountText(load.hoursPerMonth, 'hours')}`, millions, 'million records'),
    units,
    found('month-units', 'PUT payload units a month', `${amountText(millions, 'million records')} × ${groups(units.result)}`, millions * units.result, 'million units'),
    { ...blocks, exact: recordBytes, result: blocks.result * blockSizes.onDemand, unit: 'B' },
  ];
}
