// Worlds with registered consumers, and an ear for what is pushed to their subscriptions.
import type { World } from '#sim';
import type { Push, SubscribeToShardEvent } from '../../../src/sim/kinesis/model/subscription.ts';
import { wholeOutput } from '../../../src/sim/kinesis/whole-output.ts';
import { call, shardId, text, wait, worldWithStream, type Read } from './worlds.ts';

export const STREAM_ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s';

export interface ConsumerOutput {
  ConsumerName: string;
  ConsumerARN: string;
  ConsumerStatus: string;
  ConsumerCreationTimestamp: number;
  StreamARN?: string;
}

/** Registers a consumer and waits until it is ACTIVE. @returns its ARN */
export function register(world: World, ConsumerName = 'c', StreamARN = STREAM_ARN): string {
  const { Consumer } = call<{ Consumer: ConsumerOutput }>(world, 'RegisterStreamConsumer', { StreamARN, ConsumerName });
  wait(world, 2_000);
  return Consumer.ConsumerARN;
}

type Event = Omit<SubscribeToShardEvent, 'Records'> & Pick<Read, 'Records'>;
export type Heard = { readonly atMs: number; readonly id: number } & ({ readonly event: Event } | { readonly end: string });

/** A world with stream "s" and the ACTIVE consumer "c", and all that is pushed from now on. */
export function worldWithConsumer(shards = 1) {
  const world = worldWithStream(shards);
  const arn = register(world);
  const heard: Heard[] = [];
  world.pushed = (id: number, push: Push) => {
    const { nowMs: atMs } = world;
    if (push.type === 'event') heard.push({ atMs, id, event: wholeOutput(world.service, push.event) as Event });
    else heard.push({ atMs, id, end: push.type === 'end' ? 'end' : `${push.error.__type}: ${push.error.message}` });
  };
  return { world, arn, heard };
}

export const subscription = (ConsumerARN: string, Type = 'TRIM_HORIZON', rest: object = {}, shard = 0) => ({
  ConsumerARN,
  ShardId: shardId(shard),
  StartingPosition: { Type, ...rest },
});

export const subscribe = (world: World, ...args: Parameters<typeof subscription>) =>
  call<{ SubscriptionId: number }>(world, 'SubscribeToShard', subscription(...args)).SubscriptionId;

export const events = (heard: readonly Heard[]) => heard.flatMap((push) => ('event' in push ? [push.event] : []));
export const ends = (heard: readonly Heard[]) => heard.flatMap((push) => ('end' in push ? [push.end] : []));
export const dataIn = (heard: readonly Heard[]) => events(heard).flatMap(({ Records }) => Records.map(({ Data }) => text(Data)));
