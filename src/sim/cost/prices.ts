/**
 * What AWS asks for, in USD, each price in one place. Region N. Virginia, without tax, free tier, tiers and transfer.
 * AWS's price pages load their figures by script, so none of these was read there: where each comes from stands with it.
 * GB and KB are powers of 1,024; a month has 730 hours.
 */
import { KIB, MIB } from '../kinesis/quotas.ts';

export const PRICE_REGION = 'us-east-1';
export const GIB = 1024 * MIB;
export const HOUR_MS = 3_600_000;
export const MONTH_HOURS = 730;
const MILLION = 1_000_000;
const GIB_MONTH = GIB * MONTH_HOURS * HOUR_MS;

/** Where figures come from, and how far they can be trusted. */
export const priceSources = {
  list: { text: 'infracost’s test outputs, computed from AWS’s price list', trust: 'observed' },
  analyser: { text: 'the Kinesis cost analyser’s README, and a second note that agrees', trust: 'observed' },
  secondary: { text: 'several secondary pages', trust: 'unverified' },
} as const;

export interface Price {
  readonly usd: number;
  /** What that buys. */
  readonly unit: string;
  /** How many of the meter's own quantities (ms, bytes, byte-ms, pieces) that is. */
  readonly per: number;
  readonly source: keyof typeof priceSources;
  /** When the source said so: year, or year and month. */
  readonly dated: string;
  /** What it is for, as a bill's line has it. */
  readonly label: string;
}

const price = (label: string, usd: number, unit: string, per: number, source: Price['source'] = 'list', dated = '2024-07'): Price => ({ usd, unit, per, source, dated, label });

/** Of a stream: the meter counts each by itself. */
export const streamPrices = {
  shardHour: price('Shard-hours', 0.015, 'shard-hour', HOUR_MS),
  putUnits: price('PUT payload units of 25 KB', 0.014, 'million units', MILLION),
  extendedRetention: price('Extended retention, 24 hours to 7 days', 0.02, 'shard-hour', HOUR_MS),
  longTermRetention: price('Long-term retention, beyond 7 days', 0.023, 'GB-month', GIB_MONTH),
  longTermRetrieval: price('Long-term retrieval', 0.021, 'GB', GIB),
  fanOutHour: price('Enhanced fan-out consumer-shard-hours', 0.015, 'consumer-shard-hour', HOUR_MS),
  fanOutBytes: price('Enhanced fan-out retrieval', 0.013, 'GB', GIB),
  onDemandHour: price('On-demand stream-hours', 0.04, 'stream-hour', HOUR_MS),
  onDemandIn: price('On-demand data in', 0.08, 'GB', GIB),
  onDemandOut: price('On-demand data out', 0.04, 'GB', GIB),
  onDemandFanOut: price('On-demand data out by enhanced fan-out', 0.05, 'GB', GIB),
  onDemandExtendedRetention: price('On-demand extended retention, 24 hours to 7 days', 0.1, 'GB-month', GIB_MONTH),
  onDemandLongTermRetention: price('On-demand long-term retention, beyond 7 days', 0.023, 'GB-month', GIB_MONTH),
  advantageIn: price('On-demand Advantage data in', 0.032, 'GB', GIB, 'analyser', '2025'),
  advantageOut: price('On-demand Advantage data out, enhanced fan-out or not', 0.016, 'GB', GIB, 'analyser', '2025'),
  advantageRetention: price('On-demand Advantage retention beyond 24 hours', 0.023, 'GB-month', GIB_MONTH, 'analyser', '2025'),
} as const satisfies Readonly<Record<string, Price>>;

/** Of what stands around a stream. */
export const neighbourPrices = {
  sqsStandard: price('SQS standard requests', 0.4, 'million', MILLION),
  sqsFifo: price('SQS FIFO requests', 0.5, 'million', MILLION),
  snsStandard: price('SNS standard publishes', 0.5, 'million', MILLION, 'list', '2024-12'),
  snsFifo: price('SNS FIFO publishes', 0.3, 'million', MILLION, 'list', '2024-12'),
  lambdaRequests: price('Lambda requests', 0.2, 'million', MILLION),
  lambdaDuration: price('Lambda duration, x86', 0.0000166667, 'GB-second', 1),
  dynamoDbWrites: price('DynamoDB on-demand writes', 0.625, 'million', MILLION, 'list', '2024-11'),
  dynamoDbReads: price('DynamoDB on-demand reads', 0.125, 'million', MILLION, 'list', '2024-11'),
  dynamoDbStreamsReads: price('DynamoDB Streams reads', 0.2, 'million', MILLION),
  firehoseIn: price('Firehose data in, each record rounded up to 5 KB, first 500 TB', 0.029, 'GB', GIB, 'secondary', '2025'),
  firehoseConversion: price('Firehose format conversion', 0.018, 'GB', GIB, 'secondary', '2025'),
  eventBridgeEvents: price('EventBridge custom events', 1, 'million', MILLION),
  eventBridgePipes: price('EventBridge Pipes requests', 0.4, 'million', MILLION, 'secondary', '2025'),
  alarm: price('CloudWatch standard alarm metrics', 0.1, 'alarm-month', 1),
  flinkUnit: price('Managed Flink processing units', 0.11, 'KPU-hour', HOUR_MS, 'secondary', '2025'),
} as const satisfies Readonly<Record<string, Price>>;

/** What records are rounded up to, each by itself. */
export const blockSizes = { putUnit: 25 * KIB, onDemand: KIB, firehose: 5 * KIB } as const;

/** What On-demand Advantage is paid for at least, in and out each. */
export const ADVANTAGE_FLOOR_BYTES_PER_SECOND = 25 * MIB;

export type StreamPrice = keyof typeof streamPrices;
export type PriceKey = StreamPrice | keyof typeof neighbourPrices;

export const prices: Readonly<Record<PriceKey, Price>> = { ...streamPrices, ...neighbourPrices };

/** A line of a bill. */
export interface Charge {
  readonly key: PriceKey;
  /** In the price's unit. */
  readonly quantity: number;
  readonly usd: number;
}

/** @param amount in the meter's own quantity: ms, bytes, byte-ms or pieces */
export function charge(key: PriceKey, amount: number): Charge {
  const { usd, per } = prices[key];
  return { key, quantity: amount / per, usd: (amount / per) * usd };
}

export const total = (charges: readonly Charge[]) => charges.reduce((sum, { usd }) => sum + usd, 0);
