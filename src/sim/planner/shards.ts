/** From a load to shards, step by step: the peak is held against each limit of a shard, and the largest need decides. */
import { quotas } from '../kinesis/quotas.ts';
import { groups } from '../scenarios/words.ts';
import { aggregateBytes, KEY_BYTES } from './aggregate.ts';
import type { Load } from './load.ts';
import { amountText, found, roundedStep, type Step } from './steps.ts';

/** What decides over the number: a limit of the shard, or that a stream has at least one. */
export type Bound = 'records' | 'bytes' | 'polling' | 'fan-out' | 'busiest key' | 'minimum';

export interface ShardPlan {
  readonly shards: number;
  readonly bound: Bound;
  /** What each limit asks for, where it has a say; Infinity where no number of shards is enough. */
  readonly needs: Readonly<Partial<Record<Bound, number>>>;
  readonly steps: readonly Step[];
  /** How full its limits are at the peak, 0 … 1 (more where a limit is broken): of all shards together, keys spread evenly. */
  readonly used: Readonly<Partial<Record<Bound, number>>>;
  /** What is left of the fullest of them at the peak, 0 … 1; without a key that no number of shards can help. */
  readonly headroom: number;
}

/** What reaches the shards, in Kinesis records: as it is put, or aggregated. */
export interface Traffic {
  readonly recordsPerSecond: number;
  readonly recordBytes: number;
  readonly bytesPerSecond: number;
}

/**
 * What a rate of user records comes to in Kinesis records.
 *
 * @param recordsPerSecond of user records: the load's average, its peak, or another
 */
export function trafficOf(load: Load, recordsPerSecond: number): Traffic {
  const recordBytes = aggregateBytes(load.recordsPerAggregate, load.recordBytes);
  const rate = recordsPerSecond / load.recordsPerAggregate;
  return { recordsPerSecond: rate, recordBytes, bytesPerSecond: rate * recordBytes };
}

/** How much of the write quota of one shard a traffic takes: of its records, and of its bytes. Above 1 it takes more shards. */
export const writeShards = ({ recordsPerSecond, bytesPerSecond }: Traffic) => ({
  records: recordsPerSecond / quotas.shardWriteRecordsPerSecond,
  bytes: bytesPerSecond / quotas.shardWriteBytesPerSecond,
});

/**
 * Shards for a load's peak, with the working. Limits of a shard: quotas page of the Streams guide (rules QUOTA-1 … QUOTA-4,
 * SUBSCRIBE-10). The mode does not matter here: a shard carries the same in each.
 *
 * @param load without problems (`loadProblems`)
 */
export function shardPlan(load: Load): ShardPlan {
  const { peakRecordsPerSecond: peak, sparePercent, recordsPerAggregate } = load;
  const steps: Step[] = [];
  const planned = (peak * 100) / (100 - sparePercent);
  if (sparePercent > 0) {
    steps.push(found('planned', 'Plan for the peak and what is to stay free', `${amountText(peak, 'records/s')} ÷ (100 % − ${groups(sparePercent)} %)`, planned, 'records/s'));
  }
  const traffic = trafficOf(load, planned);
  if (recordsPerAggregate > 1) {
    steps.push(
      found('aggregates', 'Kinesis records, as the KPL packs them', `${amountText(planned, 'records/s')} ÷ ${groups(recordsPerAggregate)} in one`, traffic.recordsPerSecond, 'records/s', 'kpl-aggregate-bytes'),
      found('aggregate-bytes', 'Size of one of them', `${groups(recordsPerAggregate)} × ${amountText(load.recordBytes, 'B')} in the KPL’s format, keys of ${KEY_BYTES} B`, traffic.recordBytes, 'B'),
    );
  }
  steps.push(found('bytes-in', 'Data in', `${amountText(traffic.recordsPerSecond, 'records/s')} × ${amountText(traffic.recordBytes, 'B')}`, traffic.bytesPerSecond, 'B/s'));
  const needs = needSteps(load, traffic);
  steps.push(...needs.map(({ step }) => step));
  const most = needs.reduce((a, b) => (b.step.result > a.step.result ? b : a));
  // A key too busy for any number of shards is told among the limits; the rest of the plan stands all the same.
  const shards = Math.max(1, most.step.result);
  steps.push(found('largest', 'The largest need decides', `the largest of ${needs.map(({ step }) => groups(step.result)).join(', ')}${most.step.result < 1 ? ', and 1 at least' : ''}`, shards, 'shards'));
  const used = usedShares(load, shards);
  const beyondHelp = isHotBeyondHelp(load, traffic);
  return {
    shards,
    bound: most.step.result < 1 ? 'minimum' : most.bound,
    needs: { ...Object.fromEntries(needs.map(({ bound, step }) => [bound, step.result])), ...(beyondHelp && { 'busiest key': Infinity }) },
    steps,
    used,
    headroom: 1 - Math.max(0, ...Object.entries(used).map(([name, share]) => (beyondHelp && name === 'busiest key' ? 0 : share))),
  };
}

interface Need {
  readonly bound: Bound;
  readonly step: Step;
}

const need = (bound: Bound, what: string, formula: string, exact: number, factId: string): Need => ({ bound, step: roundedStep(bound, what, formula, exact, 'shards', factId) });

function needSteps(load: Load, traffic: Traffic): Need[] {
  const { pollingConsumers, fanOutConsumers, busiestKeyPercent } = load;
  const { recordsPerSecond, bytesPerSecond } = traffic;
  const write = writeShards(traffic);
  const dataIn = amountText(bytesPerSecond, 'B/s');
  const needs = [
    need('records', 'Shards, by records written', `${amountText(recordsPerSecond, 'records/s')} ÷ ${amountText(quotas.shardWriteRecordsPerSecond, 'records/s')}`, write.records, 'shard-write-records'),
    need('bytes', 'Shards, by bytes written', `${dataIn} ÷ ${amountText(quotas.shardWriteBytesPerSecond, 'B/s')}`, write.bytes, 'shard-write-bytes'),
  ];
  if (pollingConsumers > 0) {
    const exact = (pollingConsumers * bytesPerSecond) / quotas.shardReadBytesPerSecond;
    needs.push(need('polling', 'Shards, by shared reads', `${amountText(pollingConsumers, 'consumers')} × ${dataIn} ÷ ${amountText(quotas.shardReadBytesPerSecond, 'B/s')}`, exact, 'shard-read-bytes'));
  }
  if (fanOutConsumers > 0) {
    needs.push(need('fan-out', 'Shards, by enhanced fan-out', `${dataIn} ÷ ${amountText(quotas.fanOutReadBytesPerSecond, 'B/s')}, to each consumer`, bytesPerSecond / quotas.fanOutReadBytesPerSecond, 'fan-out-read-bytes'));
  }
  if (busiestKeyPercent > 0 && !isHotBeyondHelp(load, traffic)) {
    // Its shard takes the key, and an even part of the rest: p·W + (1 − p)·W ÷ n ≤ 1.
    const [most, share] = [Math.max(write.records, write.bytes), busiestKeyPercent / 100];
    const formula = `(100 − ${groups(busiestKeyPercent)}) % × ${groups(most)} ÷ (1 − ${groups(busiestKeyPercent)} % × ${groups(most)})`;
    const exact = share === 1 ? 1 : ((1 - share) * most) / (1 - share * most);
    needs.push(need('busiest key', 'Shards, so that the busiest key’s shard holds', formula, exact, most === write.records ? 'shard-write-records' : 'shard-write-bytes'));
  }
  return needs;
}

/** Whether one key alone fills a shard: then it has no room for others, or not even for the key. */
function isHotBeyondHelp({ busiestKeyPercent }: Load, traffic: Traffic): boolean {
  const { records, bytes } = writeShards(traffic);
  const most = Math.max(records, bytes) * (busiestKeyPercent / 100);
  return busiestKeyPercent === 100 ? most > 1 : most >= 1;
}

/** At the peak as it is, without what is to stay free. */
function usedShares(load: Load, shards: number): Partial<Record<Bound, number>> {
  const traffic = trafficOf(load, load.peakRecordsPerSecond);
  const { records, bytes } = writeShards(traffic);
  const hot = load.busiestKeyPercent / 100;
  return {
    records: records / shards,
    bytes: bytes / shards,
    ...(load.pollingConsumers > 0 && { polling: (load.pollingConsumers * traffic.bytesPerSecond) / quotas.shardReadBytesPerSecond / shards }),
    ...(load.fanOutConsumers > 0 && { 'fan-out': traffic.bytesPerSecond / quotas.fanOutReadBytesPerSecond / shards }),
    ...(hot > 0 && { 'busiest key': Math.max(records, bytes) * (hot + (1 - hot) / shards) }),
  };
}
