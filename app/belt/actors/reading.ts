/** What the consumers' views have in common. */
import { behindMs, furthestBehindMs, shardIdOf, type ActorState, type ReadingActor, type ShardReader, type StartingPosition, type World } from '#sim';
import { formatCount, formatDuration, formatTail } from '../format.ts';
import { milliseconds, plain, type Setting } from './setting.ts';
import type { Line, Standing } from './view.ts';

const NOTEPAD_SHOWN = 2;

export const lagText = (behind: number) => (behind === 0 ? 'at the tip' : formatDuration(behind));
export const lagFigure = (world: World, state: ReadingActor) => (state.running ? lagText(furthestBehindMs(world, state)) : 'crashed');

/** @param how it gets its records, in a few words */
export function readerLines(world: World, state: ReadingActor, how: string): readonly Line[] {
  const { lost, passedOver, repeated, skipped } = state.counts;
  const also = [
    ...(repeated > 0 ? [`${formatCount(repeated)} read twice`] : []),
    ...(skipped > 0 ? [`${formatCount(skipped)} failed`] : []),
    ...(passedOver > 0 ? [`${formatCount(passedOver)} passed over`] : []),
  ];
  return [
    ...(lost > 0 ? [{ text: `${formatCount(lost)} lost unread`, alarm: true }] : []),
    { text: how },
    { text: `MillisBehindLatest ${formatCount(furthestBehindMs(world, state))}` },
    notepad([...state.readers.values()]),
    ...(also.length > 0 ? [{ text: also.join(' · ') }] : []),
  ];
}

export const readerCounts = ({ counts }: ReadingActor) =>
  `${formatCount(counts.processed)} processed, ${formatCount(counts.repeated)} of them twice, ${counts.known > 0 ? `${formatCount(counts.known)} known and left alone, ` : ''}${formatCount(counts.skipped)} failed and passed over, ${formatCount(counts.lost)} lost unread${counts.passedOver > 0 ? `, ${formatCount(counts.passedOver)} passed over when it was moved` : ''}`;

/** The newest notes of where to go on after a crash. */
export function notepad(readers: readonly Pick<ShardReader, 'checkpoint' | 'phase' | 'shardIndex'>[]): Line {
  const notes = readers.filter((reader) => reader.checkpoint && reader.phase !== 'drained').slice(-NOTEPAD_SHOWN);
  const text = notes.map(({ shardIndex, checkpoint }) => `s${Number(shardIdOf(shardIndex).slice(8))} ${formatTail(checkpoint!.sequenceNumber)}`);
  return text.length === 0 ? { text: 'notepad empty' } : { text: text.join(' · '), mono: true };
}

export function standingOf(world: World, state: ReadingActor, reader: ShardReader, rest: Pick<Standing, 'pushed' | 'detail'>): Standing {
  return {
    doing: reader.phase,
    behindMs: behindMs(world, state, reader),
    waits: reader.phase === 'waiting for parents' || reader.phase === 'stopped' ? reader.phase : null,
    checkpoint: reader.checkpoint?.sequenceNumber ?? null,
    lost: reader.lost,
    position: reader.position,
    recentReads: reader.recentReads,
    ...rest,
  };
}

/** For kinds whose state keeps one reader for each shard. */
export const shardsRead = (_: World, [state]: readonly (ActorState & { readonly readers: ReadonlyMap<number, unknown> })[]) => [...(state?.readers.keys() ?? [])];

/** A starting position in a line: "AT_SEQUENCE_NUMBER …0442". */
export const startText = ({ Type, SequenceNumber, Timestamp }: StartingPosition) =>
  SequenceNumber !== undefined ? `${Type} ${formatTail(SequenceNumber)}` : Timestamp !== undefined ? `${Type} ${new Date(Timestamp * 1000).toISOString()}` : Type;

/** "3:12" */
export function formatLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export const processingSetting = (limits: readonly [number, number]): Setting => ({
  type: 'number',
  path: ['processingMsPerRecord'],
  label: 'Time for one record',
  limits,
  units: milliseconds,
});

/** So that a record that comes twice is acted on once. */
export const deduplicateSetting: Setting = { type: 'toggle', path: ['deduplicate'], label: 'Looks up what it has done', absent: false };

/** Records on which its code fails. */
export const poisonSettings: readonly Setting[] = [
  {
    type: 'choice',
    path: ['poison', 'kind'],
    label: 'Its code fails on',
    absent: 'none',
    options: [
      { value: 'none', label: 'no record', unset: true },
      { value: 'every', label: 'each nth record', also: { nth: 50 } },
      { value: 'key', label: 'one key', also: { key: '' } },
    ],
  },
  { type: 'number', path: ['poison', 'nth'], label: 'Fails on each nth, n =', limits: [1, 1_000_000, 'integer'], units: plain, when: ({ poison }) => kindOf(poison) === 'every' },
  { type: 'text', path: ['poison', 'key'], label: 'Fails on the key', maxLength: 256, when: ({ poison }) => kindOf(poison) === 'key' },
];

const kindOf = (poison: unknown) => (poison as { readonly kind?: string } | undefined)?.kind;

export const startSetting: Setting = {
  type: 'choice',
  path: ['startAt'],
  label: 'Without a checkpoint',
  options: [
    { value: 'TRIM_HORIZON', label: 'TRIM_HORIZON: the oldest' },
    { value: 'LATEST', label: 'LATEST: only what is new' },
  ],
};
