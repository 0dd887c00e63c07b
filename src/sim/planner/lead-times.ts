/** How long things take: from a put to its reader, and until a stream can carry more. Times in ms. */
import { quotas } from '../kinesis/quotas.ts';
import { durationText, groups } from '../scenarios/words.ts';
import { modes, type Load, type Mode } from './load.ts';
import { trafficOf, writeShards, type ShardPlan } from './shards.ts';

export interface LeadTime {
  readonly id: string;
  readonly what: string;
  /** Null where it is no one number. */
  readonly ms: number | null;
  readonly text: string;
  readonly modes: readonly Mode[];
  readonly factId?: string;
}

/** From the page on enhanced fan-out: one consumer that polls sees a record after about this, five after five times this. */
const POLL_SHARE_MS = 1_000 / quotas.shardReadCallsPerSecond;

/** What a plan has to wait for. Sources: the developer guide's pages on enhanced fan-out and on capacity modes, and the API reference. */
export function leadTimes(load: Load, { shards }: ShardPlan): LeadTime[] {
  const { pollingConsumers, callsPerSecond, fanOutConsumers } = load;
  const times: LeadTime[] = [];
  if (pollingConsumers > 0) {
    const intervalMs = 1_000 / callsPerSecond;
    const ms = Math.max(intervalMs, pollingConsumers * POLL_SHARE_MS);
    const own = intervalMs >= pollingConsumers * POLL_SHARE_MS;
    times.push({ id: 'polling', what: 'From put to a consumer that polls', ms, modes, factId: 'polling-latency-one',
      text: `up to about ${durationText(ms)}: ${own ? 'it looks no more often' : `${pollingConsumers} take turns at ${quotas.shardReadCallsPerSecond} calls a second`}` });
  }
  if (fanOutConsumers > 0) times.push({ id: 'fan-out', what: 'From put to enhanced fan-out', ms: quotas.fanOutLatencyMs, modes, factId: 'fan-out-latency', text: `about ${durationText(quotas.fanOutLatencyMs)}, however many` });
  const doublings = Math.ceil(Math.log2(Math.max(1, writeNeed(load) / quotas.onDemandInitialShards)));
  times.push(
    { id: 'create', what: 'A new stream, or a new number of shards', ms: null, modes: ['provisioned'], factId: 'update-shard-count-calls',
      text: `seconds to minutes. ${reshardText(shards)}` },
    { id: 'grow', what: 'A new stream up to this peak', ms: doublings * quotas.onDemandDoublingMs, modes: ['standard'], factId: 'on-demand-doubling',
      text: doublings === 0 ? 'at once: it begins with more' : `about ${durationText(doublings * quotas.onDemandDoublingMs)}: it doubles ${['', 'once', 'twice'][doublings] ?? `${groups(doublings)} times`}, each time within ${durationText(quotas.onDemandDoublingMs)}` },
    { id: 'warm', what: 'A new stream up to this peak', ms: null, modes: ['advantage'],
      text: `as long as its shards take, seconds to minutes: warm throughput of ${groups(Math.ceil(writeNeed(load)))} MiB/s is set ahead` },
  );
  return times;
}

function reshardText(shards: number): string {
  const most = Math.min(2 * shards, quotas.updateShardCountShardsMax);
  if (shards >= most) return `UpdateShardCount goes no further than ${groups(most)}`;
  return `UpdateShardCount takes ${groups(shards)} to ${groups(most)} at most in one call, and may be called ${groups(quotas.updateShardCountPerDayMax)} times in 24 hours`;
}

function writeNeed(load: Load): number {
  const { records, bytes } = writeShards(trafficOf(load, load.peakRecordsPerSecond));
  return Math.max(records, bytes);
}
