/** What must hold of a consumer with enhanced fan-out: the account of every consumer, and one subscription a shard. */
import type { FanOutConsumerState } from '../actors/fan-out-consumer.ts';
import { shardIdOf } from '../kinesis/model/stream.ts';
import type { World } from '../world.ts';
import { checkConsumer } from './consumer.ts';

export function checkFanOutConsumer(world: World, consumer: FanOutConsumerState, breaches: string[]): void {
  const stream = world.stream(consumer.config.streamName);
  const same = stream !== undefined && consumer.streamCreated === (world.epochMs + stream.createdMs) / 1000;
  checkConsumer(same ? stream : undefined, consumer, breaches, consumer.listings > 0 || consumer.registration.pending);
  for (const { shardIndex, phase, subscription, waiting, batch, position } of consumer.readers.values()) {
    const must = (condition: boolean, text: string) => condition || breaches.push(`${consumer.name} at ${shardIdOf(shardIndex)}: ${text}`);
    must((subscription.id !== null) === (phase === 'subscribed') || phase === 'drained', `it is ${phase} and ${subscription.id === null ? 'has no' : 'has a'} subscription`);
    must((batch === null) === (waiting.length === 0), 'events wait and nobody takes one');
    must(waiting.every(({ from }, i) => i === 0 || waiting[i - 1]!.to <= from), 'its events are out of order');
    must(waiting.length === 0 || position === null || waiting.at(-1)!.to <= position || waiting.at(-1)!.children === null, 'it received more than it knows of');
  }
}
