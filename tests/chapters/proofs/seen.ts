/** What a proof can ask of the moment that a card shows. */
import { createHash } from 'node:crypto';
import type { ConsumerState, FanOutConsumerState, ShardReader, Shard, World } from '#sim';
import type { CommandRun } from '#sim';
import { applicationKey, type Application } from '../../../src/sim/actors/kcl/lease-table.ts';
import type { Predicate } from '../../../src/sim/scenarios/measures.ts';

export class Seen {
  constructor(
    readonly world: World,
    readonly streamName: string,
    /** What was typed, and what it printed; nothing yet at the beginning. */
    readonly commands: readonly CommandRun[],
  ) {}

  get shards(): readonly Shard[] {
    return this.world.stream(this.streamName)?.shards ?? [];
  }

  actor<Kind extends object>(name: string): Kind {
    return this.world.actors.get(name) as unknown as Kind;
  }

  /** Of a reader on the plain SDK, by shard. */
  reader(name: string, shard: number): ShardReader | undefined {
    return this.actor<ConsumerState | FanOutConsumerState>(name).readers.get(shard);
  }

  /** Every record that a shard has taken. */
  records(shard: number) {
    const one = this.shards[shard];
    if (!one) return [];
    const log = this.world.log(one.logId);
    return Array.from({ length: one.cursor.length }, (_, i) => ({ key: log.partitionKey(i), arrivalMs: log.arrivalMs(i), counter: log.counter(i), bytes: log.byteLength(i), encrypted: log.encrypted(i), text: new TextDecoder().decode(log.data(i)).trimEnd() }));
  }

  /** Of the kept calls, the oldest first. */
  calls(operation: string) {
    return this.world.calls.newest(this.world.plain.callsServed).filter((call) => call.operation === operation).toReversed();
  }

  /** How calls of an operation were answered: "ok" or the error's name. */
  answers(operation: string): readonly string[] {
    return this.calls(operation).map(({ outcome }) => (outcome.ok ? 'ok' : outcome.error.__type));
  }

  application(name: string): Application | undefined {
    return this.world.plain.shared.get(applicationKey(name, this.streamName)) as Application | undefined;
  }

  /** What command number n printed, as JSON. */
  json(n: number): unknown {
    return JSON.parse(this.commands[n]?.stdout || 'null') as unknown;
  }

  /** The exit codes of the commands. */
  get exits(): readonly number[] {
    return this.commands.map(({ exitCode }) => exitCode);
  }
}

/** What must hold: a measure of the scenarios', or a question of our own. */
export type Proof = Predicate | ((seen: Seen) => boolean);

/** A key's place on the ring, by a library that the simulator does not use. */
export const hashOf = (key: string) => BigInt(`0x${createHash('md5').update(key).digest('hex')}`);
export const widthOf = ({ start, end }: Shard) => end - start;
export const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
