/**
 * What a plan needs to know of a Region: the account's quotas there, as AWS sets them at first. Which Regions have 6,000
 * shards and which 1,000 no checked source lists, so "elsewhere" stands for the lower. Prices are N. Virginia's alone.
 */
import { PRICE_REGION } from '../cost/prices.ts';
import { quotas } from '../kinesis/quotas.ts';

export const regionIds = ['us-east-1', 'us-west-2', 'eu-west-1', 'elsewhere'] as const;
export type RegionId = (typeof regionIds)[number];

export interface Region {
  readonly name: string;
  readonly shardsPerAccount: number;
  /** Of one on-demand stream. */
  readonly onDemandWriteMiBpsMax: number;
}

const largest = { shardsPerAccount: quotas.shardsPerAccount, onDemandWriteMiBpsMax: quotas.onDemandWriteMiBpsMax };

export const regions: Readonly<Record<RegionId, Region>> = {
  'us-east-1': { name: 'N. Virginia', ...largest },
  'us-west-2': { name: 'Oregon', ...largest },
  'eu-west-1': { name: 'Ireland', ...largest },
  elsewhere: { name: 'another Region', shardsPerAccount: quotas.shardsPerAccountSmall, onDemandWriteMiBpsMax: quotas.onDemandWriteMiBpsMaxElsewhere },
};

/** Whether the prices that are known are this Region's own. */
export const hasPrices = (region: RegionId) => region === PRICE_REGION;
