/**
 * What goals, hints and narration can ask of a world: a number each, read off its state. Measures are plain data, so that
 * a goal's sentence can be made from the very thing that is checked. Times in ms of virtual time.
 */
import type { ConsumerState } from '../actors/polling-consumer.ts';
import { furthestBehindMs } from '../readings.ts';
import { openShards, type Stream } from '../kinesis/model/stream.ts';
import type { World } from '../world.ts';
import { amountText, boundText, clockText, countText, durationText, timesText, type Bound } from './words.ts';

interface OfConsumer {
  readonly consumer: string;
}

/** What each measure needs to know. */
interface Measured {
  /** 0 until the stream is ACTIVE for the first time. */
  'open shards': object;
  'retention hours': object;
  /** Ever, also those that have expired. */
  'stored records': object;
  /** Shards that have taken a record. */
  'shards written': object;
  /** Attempts to write that a shard refused, within [fromMs, untilMs). */
  'throttled records': { readonly fromMs?: number; readonly untilMs?: number };
  /** By one producer, or by all. */
  'given-up records': { readonly producer?: string };
  'processed records': OfConsumer;
  /** Expired before this consumer had read them. */
  'lost records': OfConsumer;
  'repeated records': OfConsumer;
  /** Of all that the stream has taken: not read yet, not read in time, or passed over. */
  'unprocessed records': OfConsumer;
  'behind ms': OfConsumer;
  'expired iterators': OfConsumer;
  'refused reads': OfConsumer;
  /** Closed shards that it has read to their end. */
  'finished shards': OfConsumer;
  /** The learner's own, by name of the operation. */
  'answered calls': { readonly operation: string };
  /** By the learner's own GetRecords. */
  'records you read': object;
}

export type MeasureName = keyof Measured;
export type Measure = { [Name in MeasureName]: { readonly measure: Name } & Measured[Name] }[MeasureName];
/** A measure and what it must be. Plain data. */
export type Predicate = Measure & Bound;

/** Where a measure is taken. */
export interface Scene {
  readonly world: World;
  readonly streamName: string;
}

interface MeasureKind<Of> {
  /** Whether the number can only grow: then a broken upper bound stays broken, and a reached lower one stays reached. */
  readonly grows: boolean;
  /** Null where what is asked about is not there. */
  take(scene: Scene, of: Of): number | null;
  /** The sentence that demands it. */
  demand(of: Of, bound: Bound, streamName: string): string;
  /** How the number is written: "no record", "3 open shards". */
  show(value: number): string;
}

const streamOf = ({ world, streamName }: Scene) => world.stream(streamName);
const ofStream = (read: (stream: Stream) => number) => (scene: Scene) => {
  const stream = streamOf(scene);
  return stream ? read(stream) : 0;
};
const showRecords = (n: number) => countText(n, 'record');

function consumerIn({ world }: Scene, name: string): ConsumerState | null {
  const actor = world.actors.get(name);
  return actor?.kind === 'polling-consumer' ? actor : null;
}

/** A number of a consumer's, and a sentence with its name in front. */
function ofConsumer(grows: boolean, read: (consumer: ConsumerState, scene: Scene) => number, demand: (bound: Bound) => string, show = showRecords): MeasureKind<OfConsumer> {
  return {
    grows,
    take: (scene, { consumer: name }) => {
      const consumer = consumerIn(scene, name);
      return consumer && read(consumer, scene);
    },
    demand: ({ consumer }, bound) => `${consumer} ${demand(bound)}.`,
    show,
  };
}

const storedIn = ofStream((stream) => stream.shards.reduce((sum, shard) => sum + shard.cursor.length, 0));

const kinds: { readonly [Name in MeasureName]: MeasureKind<Measured[Name]> } = {
  'open shards': {
    grows: false,
    take: ofStream((stream) => (stream.status === 'CREATING' ? 0 : openShards(stream).length)),
    demand: (_, bound, stream) => `${stream} has ${amountText(bound, 'open shard')}.`,
    show: (n) => countText(n, 'open shard'),
  },
  'retention hours': {
    grows: false,
    take: ofStream((stream) => stream.retentionHours),
    demand: (_, bound, stream) => `${stream} keeps its records for ${amountText(bound, 'hour')}.`,
    show: (n) => countText(n, 'hour'),
  },
  'stored records': {
    grows: true,
    take: storedIn,
    demand: (_, bound, stream) => `${stream} takes ${amountText(bound, 'record')}.`,
    show: showRecords,
  },
  'shards written': {
    grows: true,
    take: ofStream((stream) => stream.shards.filter((shard) => shard.cursor.length > 0).length),
    demand: (_, bound, stream) => `Records stand on ${amountText(bound, 'shard')} of ${stream}.`,
    show: (n) => countText(n, 'shard'),
  },
  'throttled records': {
    grows: true,
    take: ({ world }, { fromMs = 0, untilMs = Infinity }) => {
      const { rejections } = world.service;
      const count = world.state.rejections;
      return rejections.firstAt(untilMs, 0, count) - rejections.firstAt(fromMs, 0, count);
    },
    demand: ({ fromMs, untilMs }, bound) => {
      const from = fromMs === undefined ? '' : ` from ${clockText(fromMs)} on`;
      const until = untilMs === undefined ? '' : ` before ${clockText(untilMs)}`;
      return `A shard refuses ${amountText(bound, 'record')}${from}${until}.`;
    },
    show: showRecords,
  },
  'given-up records': {
    grows: true,
    take: ({ world }, { producer: name }) => {
      const producers = [...world.actors.values()].filter((actor) => actor.kind === 'producer' && (name === undefined || actor.name === name));
      if (name !== undefined && producers.length === 0) return null;
      return producers.reduce((sum, actor) => sum + (actor.kind === 'producer' ? actor.counts.givenUp : 0), 0);
    },
    demand: ({ producer = 'A producer' }, bound) => `${producer} gives up ${amountText(bound, 'record')}.`,
    show: showRecords,
  },
  'processed records': ofConsumer(true, ({ counts }) => counts.processed, (bound) => `processes ${amountText(bound, 'record')}`),
  'lost records': ofConsumer(true, ({ counts }) => counts.lost, (bound) => `loses ${amountText(bound, 'record')}`),
  'repeated records': ofConsumer(true, ({ counts }) => counts.repeated, (bound) => `processes ${amountText(bound, 'record')} a second time`),
  'unprocessed records': ofConsumer(
    false,
    ({ counts }, scene) => storedIn(scene) - (counts.processed - counts.repeated),
    (bound) => `has left out ${amountText(bound, 'record')} of all that were put`,
  ),
  'behind ms': ofConsumer(false, (consumer, { world }) => furthestBehindMs(world, consumer), (bound) => `is ${boundText(bound, durationText)} behind`, durationText),
  'expired iterators': ofConsumer(true, ({ counts }) => counts.iteratorsExpired, (bound) => `lets ${amountText(bound, 'iterator')} expire`, (n) => countText(n, 'iterator')),
  'refused reads': ofConsumer(true, ({ counts }) => counts.throttled, (bound) => `has ${amountText(bound, 'read')} refused`, (n) => countText(n, 'read')),
  'finished shards': ofConsumer(
    true,
    ({ readers }) => [...readers.values()].filter(({ phase }) => phase === 'drained').length,
    (bound) => `reads ${amountText(bound, 'closed shard')} to the end`,
    (n) => countText(n, 'closed shard'),
  ),
  'answered calls': {
    grows: true,
    take: ({ world }, { operation }) => world.plain.learner.answered[operation] ?? 0,
    demand: ({ operation }, bound) => `You call ${operation} ${timesText(bound)}, and it is answered.`,
    show: (n) => countText(n, 'answered call'),
  },
  'records you read': {
    grows: true,
    take: ({ world }) => world.plain.learner.recordsRead,
    demand: (_, bound) => `You read ${amountText(bound, 'record')} with GetRecords.`,
    show: showRecords,
  },
};

const kindOf = ({ measure }: Measure) => kinds[measure] as unknown as MeasureKind<Measure>;

export const takeMeasure = (scene: Scene, measure: Measure) => kindOf(measure).take(scene, measure);
export const growsOnly = (measure: Measure) => kindOf(measure).grows;
export const demandText = (predicate: Predicate, streamName: string) => kindOf(predicate).demand(predicate, predicate, streamName);
/** What was measured, in words: "3 open shards"; null: "not there". */
export const valueText = (measure: Measure, value: number | null) => (value === null ? 'not there' : kindOf(measure).show(value));
