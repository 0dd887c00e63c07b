/** The event log's sentences: what happened, in words, from the trace. */
import { shardIdOf, type SimTraceEntry } from '#sim';
import { formatCount } from './format.ts';

/** One line of the log: an entry, or a run of like ones told as one, at the time of the first. */
export interface Line {
  readonly entry: SimTraceEntry;
  readonly key: number;
  /** How many entries it stands for, and when the last of them was made. */
  readonly times: number;
  readonly untilMs: number;
}

export interface Sentence {
  readonly text: string;
  /** Loss or throttle. */
  readonly alarm: boolean;
}

const shards = (indices: readonly number[]) => indices.map(shardIdOf).join(' and ');
const records = (count: number) => (count === 1 ? '1 record' : `${formatCount(count)} records`);

export function narrate(entry: SimTraceEntry): Sentence {
  const say = (text: string, alarm = false): Sentence => ({ text, alarm });
  switch (entry.kind) {
    case 'StreamStatusChanged':
      return say(`Stream ${entry.streamName} is ${entry.status}`);
    case 'ShardsOpened':
      if (entry.cause === 'CreateStream') return say(`${shards(entry.opened)} opened`);
      return say(`${entry.cause}: ${shards(entry.closed)} closed, ${shards(entry.opened)} opened`);
    case 'ConsumerStatusChanged':
      return say(`Consumer ${entry.consumer} of ${entry.streamName} is ${entry.status}`);
    case 'SubscriptionStarted':
      return say(`${entry.actor} is subscribed to ${shardIdOf(entry.shardIndex)}`);
    case 'SubscriptionEnded':
      return say(`${entry.actor}: the subscription to ${shardIdOf(entry.shardIndex)} ended (${entry.reason})`);
    case 'RetentionChanged':
      return say(`Retention changed from ${entry.fromHours} to ${entry.toHours} hours`);
    case 'WriteThrottled':
      return say(`${entry.actor}: ${records(entry.records)} throttled by ${shardIdOf(entry.shardIndex)}`, true);
    case 'ReadThrottled':
      return say(`${entry.actor}: GetRecords throttled by ${shardIdOf(entry.shardIndex)}`, true);
    case 'RecordsGivenUp':
      return say(`${entry.actor} gave up ${records(entry.records)} after its last attempt`, true);
    case 'RecordsLost':
      return say(`${records(entry.records)} of ${shardIdOf(entry.shardIndex)} expired before ${entry.actor} had read ${entry.records === 1 ? 'it' : 'them'}`, true);
    case 'IteratorExpired':
      return say(`${entry.actor}: ExpiredIteratorException on ${shardIdOf(entry.shardIndex)}; it asks for a new iterator`);
    case 'ReaderMoved':
      return say(`${entry.actor} goes on from ${entry.to} on ${shardIdOf(entry.shardIndex)}`);
    case 'ShardDrained':
      return say(`${entry.actor} has read ${shardIdOf(entry.shardIndex)} to its end${entry.children.length > 0 ? `; next: ${shards(entry.children)}` : ''}`);
    case 'MappingEnabled':
      return say(`${entry.actor} is enabled: it reads from now on`);
    case 'FunctionFailed':
      return say(`${entry.actor}: the function failed on a batch of ${shardIdOf(entry.shardIndex)}`, true);
    case 'BatchDiscarded':
      return say(`${entry.actor} discarded ${records(entry.records)} of ${shardIdOf(entry.shardIndex)} (${entry.condition})`, true);
    case 'ObjectDelivered':
      return say(`${entry.actor} delivered ${records(entry.records)} of ${shardIdOf(entry.shardIndex)} to S3`);
    case 'DeliveryFailed':
      return say(`${entry.actor} cannot write to its bucket; it holds ${shardIdOf(entry.shardIndex)} back and tries again`, true);
    case 'LeaderElected':
      return say(`${entry.actor} leads the workers of ${entry.application}`);
    case 'LeaseTaken':
      return say(`${entry.actor} holds the lease of ${shardIdOf(entry.shardIndex)}`);
    case 'LeaseLost':
      return say(`${entry.actor} holds the lease of ${shardIdOf(entry.shardIndex)} no more`);
    case 'WorkerFailedOver':
      return say(`${entry.actor} has not renewed its leases in time: ${entry.shards.length === 1 ? shards(entry.shards) : `${entry.shards.length} shards`} go to others`, true);
    case 'RecordsSkipped':
      return say(`${entry.actor}: processRecords threw on ${shardIdOf(entry.shardIndex)}; ${records(entry.records)} passed over`, true);
    case 'MessageLost':
      return say(`${entry.actor}: the network lost ${entry.leg === 'request' ? 'a request' : 'the answer to a request'} (${entry.operation})`, true);
    case 'AlarmChanged':
      return say(`Alarm ${entry.alarm} went from ${entry.from} to ${entry.to}`, entry.to === 'ALARM');
    case 'NetworkConfigured':
      return say('The network has changed');
    case 'ActorRemoved':
      return say(`${entry.actor} has left`);
    case 'ActorCrashed':
      return say(`${entry.actor} crashed`);
    case 'ActorRestarted':
      return say(`${entry.actor} started again from its checkpoints`);
    case 'CallFailed':
      return say(`${entry.operation} refused: ${entry.code}${entry.message ? `: ${entry.message}` : ''}`);
    case 'CallAnswered':
      return say(`${entry.operation} answered`);
  }
}

/** Whom and what an entry is about, by the names that its sentence has for them. */
export function subjectsOf(entry: SimTraceEntry): { readonly actors: readonly string[]; readonly shards: readonly number[] } {
  const actors = [...('actor' in entry ? [entry.actor] : []), ...('consumer' in entry ? [entry.consumer] : [])];
  const about = [
    ...('shardIndex' in entry ? [entry.shardIndex] : []),
    ...('children' in entry ? entry.children : []),
    ...('opened' in entry ? [...entry.opened, ...entry.closed] : []),
    ...('shards' in entry ? entry.shards : []),
  ];
  return { actors, shards: about };
}

/** How many lines back a like event is looked for. */
const REACH = 6;

/**
 * The log's lines, newest first. What repeats (records lost one after another, a shard that throttles every call) is one
 * line that counts, so that it cannot push everything else out of sight.
 * @param entries oldest first; @param count how many entries there have been: gives each line a lasting key
 */
export function linesOf(entries: readonly SimTraceEntry[], count: number): Line[] {
  const lines: Line[] = [];
  entries.forEach((entry, i) => {
    const at = lines.findLastIndex((line, n) => n >= lines.length - REACH && alike(line.entry, entry));
    const before = lines[at];
    if (before) lines[at] = { ...before, entry: sum(before.entry, entry), times: before.times + 1, untilMs: entry.atMs };
    else lines.push({ entry, key: count - entries.length + i, times: 1, untilMs: entry.atMs });
  });
  return lines.toReversed();
}

function alike(x: SimTraceEntry, y: SimTraceEntry): boolean {
  if (x.kind !== y.kind) return false;
  if (!('shardIndex' in x && 'shardIndex' in y)) return wordFor(x) === wordFor(y);
  return x.kind !== 'ShardDrained' && x.actor === y.actor && x.shardIndex === y.shardIndex;
}

/** What goes on and on without being of a shard. Others are told one by one. */
function wordFor(entry: SimTraceEntry): string | number {
  if (entry.kind === 'RecordsGivenUp') return entry.actor;
  if (entry.kind === 'MessageLost') return `${entry.actor} ${entry.operation} ${entry.leg}`;
  if (entry.kind === 'CallFailed') return `${entry.actor} ${entry.operation} ${entry.code} ${entry.message}`;
  if (entry.kind === 'CallAnswered') return `${entry.actor} ${entry.operation}`;
  return NaN;
}

/** The earlier entry with the later one's records added. */
const sum = (x: SimTraceEntry, y: SimTraceEntry): SimTraceEntry => ('records' in x && 'records' in y ? { ...x, records: x.records + y.records } : x);
