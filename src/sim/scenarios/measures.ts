/**
 * What goals, hints and narration can ask of a world: a number each, read off its state. Measures are plain data, so that
 * a goal's sentence can be made from the very thing that is checked. Times in ms of virtual time.
 */
import type { ReadingActor } from '../actors/shard-reader.ts';
import type { ProducerCounts, ProducerState } from '../actors/producer.ts';
import { metricKind } from '../metrics/catalogue.ts';
import type { Statistic } from '../metrics/metrics.ts';
import { SLOT_MS } from '../metrics/store.ts';
import { furthestBehindMs } from '../readings.ts';
import { openShards, shardIdOf, type Stream } from '../kinesis/model/stream.ts';
import type { World } from '../world.ts';
import { distinctOf, doubleEffects, outOfOrder } from './stored-records.ts';
import { amountText, boundText, clockText, countText, durationText, groups, limitOf, timesText, type Bound } from './words.ts';

interface OfConsumer {
  readonly consumer: string;
}
interface OfProducer {
  /** Absent = all of them. */
  readonly producer?: string;
}
/** Half-open; absent = from the beginning, to now. */
interface Window {
  readonly fromMs?: number;
  readonly untilMs?: number;
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
  /** Attempts to write that a shard refused. */
  'throttled records': Window;
  /** Known to one producer to be stored; user records, where it packs several into one. */
  'acknowledged records': { readonly producer: string };
  'given-up records': OfProducer;
  /** Failed inside an answer that was taken for a success. */
  'ignored records': OfProducer;
  /** Known to the producer to be stored once more than needed. */
  'duplicated records': OfProducer;
  /** Made, and not on the stream: lost on the way, given up, or still under way. */
  'missing records': { readonly producer: string };
  /** Stored behind a younger one of the same key. */
  'records out of order': { readonly producer: string };
  'processed records': OfConsumer;
  /** Handed to a function, which was done with them. */
  'delivered records': OfConsumer;
  /** Given up unprocessed. */
  'discarded records': OfConsumer;
  'failed invocations': OfConsumer;
  /** In its bucket. */
  objects: OfConsumer;
  /** Expired before this consumer had read them. */
  'lost records': OfConsumer;
  'repeated records': OfConsumer;
  /** Of all that the stream has taken: not read yet, not read in time, or passed over. */
  'unprocessed records': OfConsumer;
  /** Acted on once more, whether the consumer repeated it or a producer had stored it twice. */
  'double effects': OfConsumer;
  'behind ms': OfConsumer;
  'expired iterators': OfConsumer;
  'refused reads': OfConsumer;
  /** Closed shards that it has read to their end. */
  'finished shards': OfConsumer;
  /** The learner's own, by name of the operation. */
  'answered calls': { readonly operation: string };
  /** By the learner's own GetRecords. */
  'records you read': object;
  /** One of CloudWatch's, over the whole window; its moments are multiples of ten seconds. */
  metric: Window & { readonly metric: string; readonly statistic: Statistic; readonly actor?: string; readonly shardIndex?: number };
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
  readonly grows: boolean | ((of: Of) => boolean);
  /** Null where what is asked about is not there. */
  take(scene: Scene, of: Of): number | null;
  /** The sentence that demands it. */
  demand(of: Of, bound: Bound, streamName: string): string;
  /** How the number is written: "no record", "3 open shards". */
  show(value: number, of: Of): string;
}

const streamOf = ({ world, streamName }: Scene) => world.stream(streamName);
const ofStream = (read: (stream: Stream) => number) => (scene: Scene) => {
  const stream = streamOf(scene);
  return stream ? read(stream) : 0;
};
const showRecords = (n: number) => countText(n, 'record');

function consumerIn({ world }: Scene, name: string): ReadingActor | null {
  const actor = world.actors.get(name);
  return actor?.kind === 'polling-consumer' || actor?.kind === 'fan-out-consumer' ? actor : null;
}

/** A count of a reader of any kind, or of all the workers of an application; 0 for a kind to which it cannot happen. */
function countOf({ world }: Scene, consumer: string, count: string): number | null {
  const members = [...world.actors.values()].filter(({ name, config }) => name === consumer || ('application' in config && config.application === consumer));
  if (members.length === 0) return null;
  return members.reduce((sum, actor) => sum + ('counts' in actor ? ((actor.counts as object as Readonly<Record<string, number>>)[count] ?? 0) : 0), 0);
}

const counted = (count: string, demand: (bound: Bound) => string, show = showRecords): MeasureKind<OfConsumer> => ({
  grows: true,
  take: (scene, { consumer }) => countOf(scene, consumer, count),
  demand: ({ consumer }, bound) => `${consumer} ${demand(bound)}.`,
  show,
});

/** A number of a consumer's, and a sentence with its name in front. */
function ofConsumer(grows: boolean, read: (consumer: ReadingActor, scene: Scene) => number, demand: (bound: Bound) => string, show = showRecords): MeasureKind<OfConsumer> {
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

/** One of the counts of producers on the plain SDK. */
const ofProducer = (count: keyof ProducerCounts, demand: (bound: Bound) => string): MeasureKind<OfProducer> => ({
  grows: true,
  take: ({ world }, { producer: name }) => {
    const producers = [...world.actors.values()].filter((actor): actor is ProducerState => actor.kind === 'producer' && (name === undefined || actor.name === name));
    return name !== undefined && producers.length === 0 ? null : producers.reduce((sum, { counts }) => sum + counts[count], 0);
  },
  demand: ({ producer: name = 'A producer' }, bound) => `${name} ${demand(bound)}.`,
  show: showRecords,
});

const windowText = ({ fromMs, untilMs }: Window) =>
  fromMs !== undefined && untilMs !== undefined ? ` between ${clockText(fromMs)} and ${clockText(untilMs)}` : fromMs !== undefined ? ` from ${clockText(fromMs)} on` : untilMs !== undefined ? ` before ${clockText(untilMs)}` : '';

const STATISTICS: Readonly<Record<Statistic, string>> = { Average: 'mean', Minimum: 'lowest', Maximum: 'highest', Sum: 'total', SampleCount: 'number of samples of' };
function metricValueText(value: number, { metric, shardIndex, statistic }: Measured['metric']): string {
  const unit = statistic === 'SampleCount' ? undefined : metricKind(metric, shardIndex)?.unit;
  return unit === 'Milliseconds' ? durationText(value) : unit === 'Seconds' ? durationText(value * 1_000) : groups(value);
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
    demand: (window, bound) => `A shard refuses ${amountText(bound, 'record')}${windowText(window)}.`,
    show: showRecords,
  },
  'acknowledged records': {
    grows: true,
    take: ({ world }, { producer: name }) => {
      const actor = world.actors.get(name);
      return actor?.kind === 'producer' || actor?.kind === 'kpl-producer' ? actor.counts.acknowledged : null;
    },
    demand: ({ producer }, bound) => `${producer} gets ${amountText(bound, 'record')} acknowledged.`,
    show: showRecords,
  },
  'given-up records': ofProducer('givenUp', (bound) => `gives up ${amountText(bound, 'record')}`),
  'ignored records': ofProducer('ignored', (bound) => `takes ${amountText(bound, 'failed record')} for stored`),
  'duplicated records': ofProducer('duplicated', (bound) => `stores ${amountText(bound, 'record')} twice`),
  'missing records': {
    grows: false,
    take: (scene, { producer: name }) => {
      const stream = streamOf(scene);
      const actor = scene.world.actors.get(name);
      return stream && actor?.kind === 'producer' ? actor.counts.produced - distinctOf(scene.world, stream, name) : null;
    },
    demand: ({ producer }, bound, stream) => `Of what ${producer} makes, ${amountText(bound, 'record')} ${limitOf(bound) > 1 ? 'are' : 'is'} missing on ${stream}.`,
    show: showRecords,
  },
  'records out of order': {
    grows: true,
    take: (scene, { producer: name }) => {
      const stream = streamOf(scene);
      return stream && scene.world.actors.has(name) ? outOfOrder(scene.world, stream, name) : null;
    },
    demand: ({ producer }, bound) => `Of what ${producer} puts, ${amountText(bound, 'record')} ${limitOf(bound) > 1 ? 'stand' : 'stands'} behind a younger one of its key.`,
    show: showRecords,
  },
  'processed records': counted('processed', (bound) => `processes ${amountText(bound, 'record')}`),
  'delivered records': counted('delivered', (bound) => `delivers ${amountText(bound, 'record')}`),
  'discarded records': counted('discarded', (bound) => `discards ${amountText(bound, 'record')}`),
  'failed invocations': counted('failures', (bound) => `has ${amountText(bound, 'invocation')} fail`, (n) => countText(n, 'invocation')),
  objects: counted('objects', (bound) => `makes ${amountText(bound, 'object')}`, (n) => countText(n, 'object')),
  'lost records': counted('lost', (bound) => `loses ${amountText(bound, 'record')}`),
  'repeated records': counted('repeated', (bound) => `repeats ${amountText(bound, 'record')}`),
  'unprocessed records': {
    grows: false,
    take: (scene, { consumer }) => {
      const processed = countOf(scene, consumer, 'processed');
      return processed === null ? null : storedIn(scene) - (processed - countOf(scene, consumer, 'repeated')!);
    },
    demand: ({ consumer }, bound) => `${consumer} has left out ${amountText(bound, 'record')} of all that were put.`,
    show: showRecords,
  },
  'double effects': ofConsumer(
    true,
    (consumer, { world, streamName }) => doubleEffects(world, world.stream(streamName)!, consumer),
    (bound) => `acts on ${amountText(bound, 'record')} twice`,
  ),
  'behind ms': ofConsumer(false, (consumer, { world }) => furthestBehindMs(world, consumer), (bound) => `is ${boundText(bound, durationText)} behind`, durationText),
  'expired iterators': counted('iteratorsExpired', (bound) => `lets ${amountText(bound, 'iterator')} expire`, (n) => countText(n, 'iterator')),
  'refused reads': counted('throttled', (bound) => `has ${amountText(bound, 'read')} refused`, (n) => countText(n, 'read')),
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
  metric: {
    grows: ({ statistic }) => statistic === 'Sum' || statistic === 'SampleCount' || statistic === 'Maximum',
    take: ({ world, streamName }, { fromMs = 0, untilMs = world.nowMs, metric, statistic, actor, shardIndex }) => {
      const periodMs = Math.max(1, Math.ceil((untilMs - fromMs) / SLOT_MS) + 1) * SLOT_MS;
      const [point] = world.metrics.query({ metric, streamName, actor, shardIndex, statistic, periodMs, fromMs, toMs: untilMs });
      return point?.value ?? (statistic === 'Sum' || statistic === 'SampleCount' ? 0 : null);
    },
    demand: (of, bound, stream) => {
      const whose = of.actor ?? (of.shardIndex === undefined ? stream : shardIdOf(of.shardIndex));
      return `The ${STATISTICS[of.statistic]} ${of.metric} of ${whose}${windowText(of)} is ${boundText(bound, (n) => metricValueText(n, of))}.`;
    },
    show: metricValueText,
  },
};

const kindOf = ({ measure }: Measure) => kinds[measure] as unknown as MeasureKind<Measure>;

export const takeMeasure = (scene: Scene, measure: Measure) => kindOf(measure).take(scene, measure);
export function growsOnly(measure: Measure): boolean {
  const { grows } = kindOf(measure);
  return typeof grows === 'function' ? grows(measure) : grows;
}
export const demandText = (predicate: Predicate, streamName: string) => kindOf(predicate).demand(predicate, predicate, streamName);
/** What was measured, in words: "3 open shards"; null: "not there". */
export const valueText = (measure: Measure, value: number | null) => (value === null ? 'not there' : kindOf(measure).show(value, measure));
