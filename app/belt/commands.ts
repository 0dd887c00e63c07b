/** The API calls behind the lab's buttons: each as an action, and as the `aws kinesis` command it equals. */
import { middleOf, shardIdOf, writeBase64, type Action, type Shard, type StartingPosition, type Stream } from '#sim';

export interface Command<Done extends Action = Action> {
  readonly action: Done;
  /** Empty where AWS has no command for it. */
  readonly text: string;
}
export type CallCommand = Command<Extract<Action, { type: 'call' }>>;

/** `SplitShard` + its input → `aws kinesis split-shard --stream-name …`. */
export function command(operation: string, input: Readonly<Record<string, string | number>>): CallCommand {
  const options = Object.entries(input).map(([name, value]) => `--${kebab(name)} ${quoted(name === 'Data' ? writeBase64(bytesOf(value)) : String(value))}`);
  const bytes = input.Data === undefined ? input : { ...input, Data: bytesOf(input.Data) };
  return { action: { type: 'call', operation, input: bytes }, text: `aws kinesis ${kebab(operation)} ${options.join(' ')}` };
}

/** @param hashKey where the upper child begins: the shard's middle unless told */
export function splitCommand(stream: Stream, shard: Shard, hashKey = middleOf(shard)): CallCommand {
  return command('SplitShard', {
    StreamName: stream.name,
    ShardToSplit: shardIdOf(shard.index),
    NewStartingHashKey: String(hashKey),
  });
}

/** Of two neighbours, in any order: AWS wants the lower one first. */
export function mergeCommand(stream: Stream, x: Shard, y: Shard): CallCommand {
  const [lower, upper] = x.start < y.start ? [x, y] : [y, x];
  return command('MergeShards', {
    StreamName: stream.name,
    ShardToMerge: shardIdOf(lower.index),
    AdjacentShardToMerge: shardIdOf(upper.index),
  });
}

export function retentionCommand(stream: Stream, hours: number): CallCommand {
  const operation = hours < stream.retentionHours ? 'DecreaseStreamRetentionPeriod' : 'IncreaseStreamRetentionPeriod';
  return command(operation, { StreamName: stream.name, RetentionPeriodHours: hours });
}

export const putCommand = (stream: Stream, partitionKey: string, data: string) =>
  command('PutRecord', { StreamName: stream.name, PartitionKey: partitionKey, Data: data });

export const iteratorCommand = (stream: Stream, shard: Shard, type: string) =>
  command('GetShardIterator', { StreamName: stream.name, ShardId: shardIdOf(shard.index), ShardIteratorType: type });

/** The input of GetShardIterator for a starting position. */
export const iteratorRequest = (StreamName: string, ShardId: string, { Type, SequenceNumber, Timestamp }: StartingPosition) => ({
  StreamName,
  ShardId,
  ShardIteratorType: Type,
  ...(SequenceNumber !== undefined && { StartingSequenceNumber: SequenceNumber }),
  ...(Timestamp !== undefined && { Timestamp }),
});

export const readCommand = (iterator: string) => command('GetRecords', { ShardIterator: iterator });

/** AWS's option names: capitals begin a word, a run of capitals is one word. */
export const kebab = (name: string) => name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
export const quoted = (value: string) => (/^[\w.+=/-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`);
const bytesOf = (value: string | number) => new TextEncoder().encode(String(value));
