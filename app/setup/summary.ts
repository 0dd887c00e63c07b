/** What will be built, in a sentence, and what is worth knowing before: sums over the form, held against the service's quotas. */
import { quotas, type ActorConfig } from '#sim';
import { viewOf } from '../belt/actors/index.ts';
import { formatCount, formatRate } from '../belt/format.ts';
import type { Draft } from './draft.ts';

type Making = Extract<ActorConfig, { recordsPerSecond: number }>;

const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);
const percent = (share: number) => `${formatCount(share * 100)} %`;
const several = (count: number, one: string) => `${formatCount(count)} ${one}${count === 1 ? '' : 's'}`;

export function summaryOf({ stream, rows }: Draft): { readonly text: string; readonly notes: readonly string[] } {
  const actors = rows.flatMap((row) => (row.kind === 'actor' ? Array.from({ length: row.count }, () => row.config) : []));
  const making = actors.filter((config): config is Making => 'recordsPerSecond' in config);
  const reading = actors.filter(({ kind }) => viewOf(kind).side === 'consumers');
  const rate = sum(making.map((config) => config.recordsPerSecond));
  const perShard = (shards: number) => loadOf(making) / shards;
  const shardText = stream.made ? (stream.onDemand ? `an on-demand stream of ${quotas.onDemandInitialShards} shards` : several(stream.shards, 'shard')) : 'no stream yet';
  const takes = stream.onDemand ? quotas.onDemandInitialShards : stream.shards;
  const producers = making.length === 0 ? 'no producer' : `${several(making.length, 'producer')} at ${formatRate(rate)} in all`;
  const load = making.length > 0 && stream.made && takes > 0 && Number.isFinite(rate) ? `: ${percent(perShard(takes))} of what ${takes === 1 ? 'a shard takes' : `${formatCount(takes)} shards take`}` : '';
  const readers = reading.length === 0 ? ' Nobody reads.' : ` ${several(reading.length, 'consumer')} read${reading.length === 1 ? 's' : ''}.`;
  return { text: `${shardText[0]!.toUpperCase()}${shardText.slice(1)}, ${producers}${load}.${readers}`, notes: notesOn(making, actors, takes) };
}

/** In shards: by records or by bytes, whichever is more. The KPL packs records together, so of its own only bytes count. */
function loadOf(making: readonly Making[]): number {
  const records = sum(making.map((config) => (config.kind === 'kpl-producer' ? 0 : config.recordsPerSecond)));
  const bytes = sum(making.map((config) => config.recordsPerSecond * config.recordBytes));
  return Math.max(records / quotas.shardWriteRecordsPerSecond, bytes / quotas.shardWriteBytesPerSecond);
}

function notesOn(making: readonly Making[], actors: readonly ActorConfig[], shards: number): string[] {
  const notes: string[] = [];
  for (const config of making) {
    const { keys, name, recordsPerSecond } = config;
    const share = keys.kind === 'hot' ? keys.share : keys.kind === 'salted' ? keys.share / keys.salts : 0;
    const one = loadOf([{ ...config, recordsPerSecond: recordsPerSecond * share }]);
    if (one > 1) notes.push(`One key of ${name} alone brings ${percent(one)} of what its shard takes: no split can divide it.`);
    if (config.rate?.kind === 'burst' || config.rate?.kind === 'ramp') {
      const peak = loadOf(making) + loadOf([config]) * (config.rate.factor - 1);
      if (peak / shards > 1) notes.push(`At its peak ${name} brings the stream to ${percent(peak / shards)} of what it takes.`);
    }
  }
  const calls = sum(actors.map((config) => (config.kind === 'polling-consumer' ? 1_000 / config.pollIntervalMs : 0)));
  if (calls > quotas.shardReadCallsPerSecond) notes.push(`The polling consumers ask each shard ${formatCount(calls)} times a second; it answers ${quotas.shardReadCallsPerSecond}.`);
  const rate = sum(making.map((config) => config.recordsPerSecond)) / Math.max(1, shards);
  for (const config of actors) {
    if (config.kind !== 'polling-consumer' && config.kind !== 'fan-out-consumer') continue;
    if (rate * config.processingMsPerRecord > 1_000) notes.push(`${config.name} needs ${formatCount((rate * config.processingMsPerRecord) / 10)} % of a second for what one second brings on a shard: it falls behind.`);
  }
  return notes;
}
