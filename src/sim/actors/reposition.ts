/**
 * Has a reader go on from elsewhere on a shard: what the learner's action of that name asks of the kinds of actors that
 * read. The call it takes is made from the console, in the actor's name: answered at this moment, with no network between.
 */
import type { Result } from '../kernel/result.ts';
import type { AwsError } from '../kinesis/errors.ts';
import { shardIdOf } from '../kinesis/model/stream.ts';
import type { Service } from '../kinesis/service.ts';
import type { SubscribeToShardInput } from '../kinesis/operations/subscribe-to-shard.ts';
import type { ActorBase, ActorHost } from './actor.ts';
import type { ActorState } from './index.ts';
import type { ReadingActor } from './shard-reader.ts';

/** AWS's own shape. `Timestamp` in seconds since 1970. */
export type StartingPosition = SubscribeToShardInput['StartingPosition'];

/** The world as the console sees it. */
export interface ConsoleHost extends ActorHost {
  readonly actors: ReadonlyMap<string, ActorState>;
  /** Calls the service at this very moment; after SubscribeToShard, what is pushed comes as `onPush` with the tag. */
  callAtOnce(actor: ActorBase, operation: string, input: object, tag: unknown): Result<unknown, AwsError>;
  readonly service: Pick<Service, 'positionOf'>;
}

/** An AWS error, or a sentence for the learner about why this cannot be. */
export type RepositionOutcome = Result<unknown, AwsError | string>;

/** Why a consumer that reads every shard by itself cannot be moved on this one now; null where it can. */
export function unmovable({ name, running, readers }: ReadingActor, shardIndex: number): string | null {
  const reader = readers.get(shardIndex);
  const shard = shardIdOf(shardIndex);
  if (!running) return `${name} is stopped, and a stopped process asks for nothing. Restart it, then move it.`;
  if (!reader) return `${name} does not read ${shard}.`;
  if (reader.phase === 'drained') return `${name} has read ${shard} to its end and is done with it. Another consumer can read it again.`;
  if (reader.phase === 'waiting for parents' || reader.phase === 'stopped') return `${name} has not begun with ${shard}: there is nothing to move yet.`;
  return null;
}
