/**
 * What the belt tells of a thing pointed at: which thing is under a point of the stage, where it stands, and the facts of it
 * in a few short lines. Places in CSS pixels of the stage.
 */
import { isOpen, quotas, readShare, recordStory, shardIdOf, shareOfKeySpace, writeShare, writtenInLastSecond, type RecordStory, type Shard } from '#sim';
import { inWindow, xOfAge } from './age-axis.ts';
import { membersNow } from './actors/index.ts';
import { formatBytes, formatCount, formatDuration, formatShare, formatTail } from './format.ts';
import { recordAt } from './hit-test.ts';
import { yOfRecord, type BeltLayout, type Box, type LaneBox } from './layout.ts';
import { hashKeyAt, shareOfBar } from './reshard.ts';
import { shownOn } from './shown.ts';
import type { BeltState } from './use-belt.ts';

export type Target =
  | { readonly kind: 'record'; readonly shard: number; readonly index: number }
  | { readonly kind: 'pin'; readonly shard: number; readonly party: string }
  | { readonly kind: 'lane' | 'meters'; readonly shard: number }
  /** A place of the key space, 0 … 1. */
  | { readonly kind: 'keys'; readonly share: number };

export interface Told {
  readonly title: string;
  /** Keys and ids. */
  readonly mono: boolean;
  readonly lines: readonly string[];
  /** What it tells of, and so must not cover. */
  readonly around: Box;
  /** Where it stands best: below, or where cards stand to its left and below, to its right. */
  readonly beside?: boolean;
}

interface Belt {
  readonly belt: BeltState;
  readonly layout: BeltLayout;
}

/** How far beside a pin's line still is the pin. */
const PIN_REACH = 5;
const NAME_HEIGHT = 22;
const FOOT_HEIGHT = 22;
/** Right of a lane, as far as its meters go. */
const METERS = { from: 8, to: 92, height: 36 };

/** @returns null where there is nothing to tell of */
export function targetAt({ belt, layout }: Belt, x: number, y: number): Target | null {
  const { bar } = layout;
  if (bar && x >= bar.x - 6 && x <= bar.x + bar.width + 6 && y >= bar.y && y <= bar.y + bar.height) return { kind: 'keys', share: shareOfBar(bar, y) };
  const lane = layout.lanes.find((one) => y >= one.y - NAME_HEIGHT && y <= one.y + one.height + FOOT_HEIGHT && x >= one.x - PIN_REACH && x <= one.x + one.width + METERS.to);
  const shard = lane && belt.stream?.shards[lane.shardIndex];
  if (!lane || !shard) return null;
  const right = lane.x + lane.width;
  if (x > right + METERS.from) return !layout.compact && isOpen(shard) && y >= lane.y && y <= lane.y + METERS.height ? { kind: 'meters', shard: shard.index } : null;
  if (y < lane.y - 2) return { kind: 'lane', shard: shard.index };
  const pin = pinAt(belt, lane, x);
  if (pin !== null) return { kind: 'pin', shard: shard.index, party: pin };
  if (y > lane.y + lane.height) return null;
  const { log, from, to, columns, lane: squares } = shownOn(belt.world, lane, shard, belt.axis);
  const index = columns ? null : recordAt(squares, { log, from, to, nowMs: belt.world.nowMs, axis: belt.axis }, x, y);
  return index === null ? null : { kind: 'record', shard: shard.index, index };
}

function pinAt({ world, consumers, axis }: BeltState, lane: LaneBox, x: number): string | null {
  let nearest: string | null = null;
  let least = PIN_REACH;
  for (const party of consumers) {
    const behindMs = party.view.reading?.at(world, membersNow(world, party), lane.shardIndex)?.behindMs ?? null;
    if (behindMs === null || !inWindow(axis, behindMs)) continue;
    const away = Math.abs(xOfAge(lane, behindMs, axis) - x);
    if (away <= least) [nearest, least] = [party.key, away];
  }
  return nearest;
}

/** @returns null once it is there no more */
export function toldOf(on: Belt, target: Target): Told | null {
  if (target.kind === 'keys') return ofKeys(on, target.share);
  const { belt, layout } = on;
  const lane = layout.lanes.find(({ shardIndex }) => shardIndex === target.shard);
  const shard = belt.stream?.shards[target.shard];
  if (!lane || !shard) return null;
  switch (target.kind) {
    case 'record':
      return ofRecord(belt, lane, shard, target.index);
    case 'pin':
      return ofPin(belt, lane, target.party);
    case 'lane':
      return ofLane(belt, lane, shard);
    case 'meters':
      return ofMeters(belt, lane, shard);
  }
}

function ofRecord({ world, stream, axis }: BeltState, box: LaneBox, shard: Shard, index: number): Told | null {
  const { lane, from, to, columns } = shownOn(world, box, shard, axis);
  const story = stream && index >= from && index < to && !columns ? recordStory(world, stream, shard.index, index) : null;
  if (!story) return null;
  const ageMs = world.nowMs - story.arrivalMs;
  const packed = story.userRecords ? `, ${formatCount(story.userRecords.length)} packed by the KPL` : '';
  return {
    title: story.partitionKey,
    mono: true,
    lines: [`${formatDuration(ageMs)} old, ${formatBytes(story.data.byteLength)}${packed}`, ...[sentText(story)].filter((line) => line !== null), `on ${shardIdOf(shard.index)}`, `sequence number ${formatTail(story.sequenceNumber)}`],
    around: { x: Math.max(lane.x, xOfAge(lane, ageMs, axis) - lane.square), y: yOfRecord(lane, index), width: lane.square, height: lane.square },
  };
}

/** How it came, in words; null where that was at the first attempt. */
export function sentText({ retried, copy, original, userRecords }: RecordStory): string | null {
  if (!copy) return retried ? 'sent more than once' : null;
  if (!original) return 'stored again: its first copy is gone, or lies far back';
  return `${userRecords ? 'stored again, some of it: see' : original.copy ? 'one more copy of' : 'the second copy of'} ${formatTail(original.sequenceNumber)}`;
}

function ofPin({ world, consumers, axis }: BeltState, lane: LaneBox, key: string): Told | null {
  const party = consumers.find((one) => one.key === key);
  const standing = party?.view.reading?.at(world, membersNow(world, party), lane.shardIndex);
  if (!party || !standing || standing.behindMs === null || !inWindow(axis, standing.behindMs)) return null;
  const { behindMs, waits, detail, checkpoint, lost, pushed } = standing;
  return {
    title: party.name,
    mono: false,
    lines: [
      behindMs === 0 ? 'has read all there is on this shard' : `reads on here, ${formatDuration(behindMs)} behind`,
      ...[waits, detail].filter((part) => part !== null),
      pushed ? 'is pushed to (SubscribeToShard)' : 'asks for records (GetRecords)',
      ...(checkpoint ? [`checkpoint ${formatTail(checkpoint)}`] : []),
      ...(lost > 0 ? [`${formatCount(lost)} records expired before it had read them`] : []),
    ],
    around: { x: xOfAge(lane, behindMs, axis) - PIN_REACH, y: lane.y, width: 2 * PIN_REACH, height: lane.height + FOOT_HEIGHT },
  };
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

function ofLane({ world }: BeltState, lane: LaneBox, shard: Shard): Told {
  const { head, cursor, logId, start, end } = shard;
  const oldest = head < cursor.length ? `, the oldest ${formatDuration(world.nowMs - world.log(logId).arrivalMs(head))} old` : '';
  return {
    title: shardIdOf(shard.index),
    mono: true,
    lines: [
      `${formatShare(shareOfKeySpace(start))} to ${formatShare(shareOfKeySpace(end + 1n))} of the key space`,
      isOpen(shard) ? `in ${percent(writeShare(world, shard))}, out ${percent(readShare(world, shard))} of its quotas` : 'closed: it takes no more records, and can be read to its end',
      `${formatCount(cursor.length - head)} records kept${oldest}`,
    ],
    around: { x: lane.x, y: lane.y - NAME_HEIGHT, width: lane.width, height: lane.height + NAME_HEIGHT },
  };
}

function ofMeters({ world }: BeltState, lane: LaneBox, shard: Shard): Told {
  const { records, bytes } = writtenInLastSecond(world, shard);
  return {
    title: 'In the last second',
    mono: false,
    lines: [
      `in: ${formatCount(records)} of ${formatCount(quotas.shardWriteRecordsPerSecond)} records, ${formatBytes(bytes)} of ${formatBytes(quotas.shardWriteBytesPerSecond)}: ${percent(writeShare(world, shard))}`,
      `out: ${percent(readShare(world, shard))} of the ${formatBytes(quotas.shardReadBytesPerSecond)} that polling readers share`,
    ],
    around: { x: lane.x + lane.width + METERS.from, y: lane.y, width: METERS.to - METERS.from, height: METERS.height },
  };
}

const HASH_DIGITS = 8;

function ofKeys({ belt: { stream }, layout: { bar } }: Belt, share: number): Told | null {
  if (!stream || !bar) return null;
  const hashKey = hashKeyAt(share);
  const shard = stream.shards.find((one) => isOpen(one) && one.start <= hashKey && hashKey <= one.end);
  if (!shard) return null;
  return {
    title: `${formatShare(share)} of the key space`,
    mono: false,
    lines: [`MD5 ${hashKey.toString(16).padStart(32, '0').slice(0, HASH_DIGITS)}…`, `goes to ${shardIdOf(shard.index)}: ${formatShare(shareOfKeySpace(shard.start))} to ${formatShare(shareOfKeySpace(shard.end + 1n))}`, 'drag and let go to split it there'],
    around: { x: bar.x - 6, y: bar.y + share * bar.height - 8, width: bar.width + 12, height: 16 },
    beside: true,
  };
}
