/** The lab in words, for those who do not see it: what there is, what can be done, how it stands, what to try. True to the state. */
import { isOpen, shardIdOf, writeShare, type SimTraceEntry, type World } from '#sim';
import type { ShortcutGroup } from '../state/shortcuts.ts';
import { lagOf, type Party } from './actors/index.ts';
import { formatClock, formatCount, formatDuration } from './format.ts';
import { LANES_MAX } from './heat-layout.ts';
import { bouncedAt, newestBounced } from './rejections/explain.ts';
import { isZoomed } from './age-axis.ts';
import type { BeltState } from './use-belt.ts';
import { rangeOf } from './zoom.tsx';

const SHARDS_TOLD = 16;

/** "a", "a and b", "a, b and c"; of a crowd the first ones. */
function listed(names: readonly string[]): string {
  const shown = names.length > NAMES_TOLD ? [...names.slice(0, NAMES_TOLD - 1), `${formatCount(names.length - NAMES_TOLD + 1)} more`] : names;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

const NAMES_TOLD = 8;
const namesOf = (parties: readonly Party[]) => listed(parties.map(({ name, members }) => (members.length > 1 ? `${name} (${listed(members.map((member) => member.name))})` : name)));
const isCrowd = ({ shards }: BeltState) => shards.length > LANES_MAX;

export function playArea(belt: BeltState): string {
  const { stream, streamName, producers, consumers, operators } = belt;
  if (!stream) {
    const waiting = [...producers, ...consumers, ...operators];
    return `There is no stream named ${streamName} yet, and so no belt.${waiting.length > 0 ? ` ${namesOf(waiting)} wait for it.` : ''}`;
  }
  const shape = isCrowd(belt) ? 'a row of a heat map, the darker the more of its write quota it takes, red where it refuses' : 'a lane';
  return [
    `A conveyor belt: the stream ${streamName}.`,
    producers.length > 0 ? `On the left ${namesOf(producers)} put${producers.length === 1 ? 's' : ''} records into it;` : 'Nobody puts records into it by itself;',
    `the MD5 hash of a record’s partition key decides which shard, drawn as ${shape}, takes it.`,
    `A record moves to the right as it grows older, and falls off when it passes retention, after ${formatCount(stream.retentionHours)} hours.`,
    consumers.length > 0
      ? `On the right ${namesOf(consumers)} read${consumers.length === 1 ? 's' : ''} without taking records away; a pin on each lane marks where each of them reads next.`
      : 'Nobody reads it.',
    operators.length > 0 ? `${namesOf(operators)} work${operators.length === 1 ? 's' : ''} on the stream itself.` : '',
  ]
    .filter((part) => part)
    .join(' ');
}

interface Controls {
  readonly shortcuts: readonly ShortcutGroup[];
  /** The names on the tabs. */
  readonly drawers: readonly string[];
}

/** What is there to be pressed; the keys as they are registered, so that a new one is told without a word here. */
export function controlArea(belt: BeltState, { shortcuts, drawers }: Controls): string {
  const chosen = [isCrowd(belt) ? null : 'shard', belt.producers.length > 0 ? 'producer' : null, belt.consumers.length > 0 ? 'consumer' : null].filter((part) => part !== null);
  const keys = shortcuts.flatMap((group) => group.shortcuts.map(({ key, label }) => `${key} ${label.charAt(0).toLowerCase()}${label.slice(1)}`));
  return [
    'Under the belt: play or pause, one event back or ahead, a playhead to scrub, a choice of speeds, reset; undo, redo, pauses at what you name, and branches.',
    chosen.length > 0 && belt.stream ? `Each ${listed(chosen)} is a button that opens its panel; from there records, calls, leases and refusals lead to each other.` : '',
    isCrowd(belt) ? 'The heat map is one control: arrows go from shard to shard, a number to its shard, Enter shows one as a lane and opens its panel.' : '',
    belt.stream ? 'Over the lanes are buttons that show a part of them more closely.' : '',
    belt.stream ? 'With nothing chosen the panel is the stream’s own: it puts a record, sets retention, adds actors, and opens the network between them and the stream.' : 'The panel creates the stream.',
    `The belt as text is in tabs: ${listed(drawers)}.`,
    keys.length > 0 ? `By key: ${keys.join('; ')}.` : 'Keys are switched off.',
  ]
    .filter((part) => part)
    .join(' ');
}

/** What part of the records' ages is to be seen, and on which scale. */
export const lanesShow = ({ axis, endsAtRetention }: BeltState): string =>
  `${axis.log ? 'On a logarithmic scale the' : 'The'} lanes show ${isZoomed(axis) ? `ages ${rangeOf(axis)}` : `the last ${formatDuration(axis.spanMs)}`}${endsAtRetention ? ', up to retention' : ''}.`;

export function details({ world, streamName, stream, shards, consumers, operators }: BeltState): string {
  if (!stream) return `There is no stream named ${streamName}.`;
  const open = shards.filter(isOpen);
  const closed = shards.filter((shard) => !isOpen(shard));
  const lag = consumers.map((party) => {
    const { behindMs, lost } = lagOf(world, party);
    const stopped = party.members.filter((member) => !member.running);
    const all = stopped.length === party.members.length;
    const where = all ? 'crashed' : behindMs === 0 ? 'at the tip' : `${formatDuration(behindMs)} behind`;
    const crashed = !all && stopped.length > 0 ? `, ${stopped.map(({ name }) => name).join(' and ')} crashed` : '';
    return `${party.name} is ${where}${crashed}${lost > 0 ? `, has lost ${formatCount(lost)} records unread` : ''}`;
  });
  const work = operators.flatMap(({ view, members }) => members.map((member) => `${member.name}: ${view.figure(world, member)}`));
  // Of a hundred shards the fullest tell enough; the table of shards has them all.
  const told = open.length <= SHARDS_TOLD ? open : open.toSorted((x, y) => y.cursor.length - y.head - (x.cursor.length - x.head)).slice(0, SHARDS_TOLD);
  const lanes = told.map((shard) => `${shardIdOf(shard.index)} holds ${formatCount(shard.cursor.length - shard.head)}${writeShare(world, shard) >= HOT_SHARE ? ' and is hot' : ''}`);
  const state = stream.status === 'ACTIVE' ? '' : `The stream is ${stream.status}. `;
  return `${formatClock(world.nowMs)} in the world. ${state}${open.length} open and ${closed.length} closed shards${told.length < open.length ? ', of which the fullest' : ''}: ${lanes.join(', ')}.${lag.length + work.length > 0 ? ` ${[...lag, ...work].join('; ')}.` : ''}`;
}

/** As the lane's name says it: nearly all of the write quota. */
const HOT_SHARE = 0.95;
/** Real ms whose events still count as trouble now; at speed that is much of the world's time. */
const LATELY_REAL_MS = 5_000;
const ENTRIES_LOOKED_AT = 2_000;

/** What to do next, by what is the matter most. */
export function hint(belt: BeltState, { playing, speed }: { readonly playing: boolean; readonly speed: number }): string {
  const { world, stream, streamName, producers, consumers } = belt;
  if (!stream) return `Create the stream ${streamName} in the panel, then play: it takes a moment to become ACTIVE.`;
  if (stream.status !== 'ACTIVE') return `The stream is ${stream.status}: ${playing ? 'wait a moment' : 'play or step on'} until it is ACTIVE.`;
  const lately = entriesSince(world, world.nowMs - LATELY_REAL_MS * Math.max(1, speed));
  const crashed = [...producers, ...consumers].flatMap(({ members }) => members).find(({ running }) => !running);
  return (
    throttleHint(belt, lately) ??
    lossHint(world, lately) ??
    (crashed && `${crashed.name} has stopped. Watch what piles up for it, then choose it and start it again.`) ??
    expiryHint(lately) ??
    readHint(lately) ??
    (producers.length === 0 && world.state.rejections === 0 && totalOf(belt) === 0 ? 'Put a record from the stream’s panel, or add a producer there.' : null) ??
    (consumers.length === 0 ? 'Add a consumer from the stream’s panel, and see where it begins to read.' : null) ??
    'Choose a shard and split it in the middle. Then watch the events: the parent closes, its children open, and consumers finish the parent first.'
  );
}

const totalOf = ({ shards }: BeltState) => shards.reduce((sum, shard) => sum + shard.cursor.length, 0);

function entriesSince({ traceLog }: World, sinceMs: number): SimTraceEntry[] {
  const found: SimTraceEntry[] = [];
  for (let i = traceLog.count - 1; i >= traceLog.count - ENTRIES_LOOKED_AT; i -= 1) {
    const entry = traceLog.at(i);
    if (!entry || entry.atMs <= sinceMs) break;
    found.push(entry);
  }
  return found;
}

type Kind = SimTraceEntry['kind'];
const latest = <K extends Kind>(lately: readonly SimTraceEntry[], kind: K) => lately.find((entry): entry is Extract<SimTraceEntry, { kind: K }> => entry.kind === kind);

function throttleHint({ world, streamName }: BeltState, lately: readonly SimTraceEntry[]): string | null {
  const entry = latest(lately, 'WriteThrottled');
  if (!entry) return null;
  const index = newestBounced(world, { shardIndex: entry.shardIndex });
  const bounced = index === null ? null : bouncedAt(world, streamName, index);
  const what = `${shardIdOf(entry.shardIndex)} refuses writes.`;
  if (bounced?.explanation.remedy.startsWith('Splitting will not help')) {
    return `${what} Most of them have one key, and a split would not divide it: choose ${bounced.producer ?? entry.actor} and salt its hot key, or slow it down.`;
  }
  return `${what} Choose it and split it, or choose ${entry.actor} and slow it down.`;
}

function lossHint(world: World, lately: readonly SimTraceEntry[]): string | null {
  const entry = latest(lately, 'RecordsLost');
  if (!entry) return null;
  return `${entry.actor} loses records of ${shardIdOf(entry.shardIndex)} unread: make it faster, or keep records longer in the stream’s panel.${world.actors.get(entry.actor)?.running === false ? ' It has stopped: start it again.' : ''}`;
}

function expiryHint(lately: readonly SimTraceEntry[]): string | null {
  const entry = latest(lately, 'IteratorExpired');
  return entry ? `The iterator of ${entry.actor} expires before it calls again: choose it, and have it call more often or take less with each call.` : null;
}

function readHint(lately: readonly SimTraceEntry[]): string | null {
  const entry = latest(lately, 'ReadThrottled');
  return entry ? `${entry.actor} is refused reads: too many poll ${shardIdOf(entry.shardIndex)}. Have it poll less often, or add an enhanced fan-out consumer in its place.` : null;
}
