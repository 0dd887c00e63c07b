/** Where a pin can be taken: what a place on a lane says in AWS's words, and the action and the command that it comes to. */
import { recordStory, retentionMs, shardIdOf, type Shard, type StartingPosition, type Stream, type World } from '#sim';
import { membersNow, type Party } from './actors/index.ts';
import { ageAtX, xOfAge, type AgeAxis } from './age-axis.ts';
import type { Command } from './commands.ts';
import { formatAge, formatClock, formatCount, formatDuration } from './format.ts';
import type { LaneBox } from './layout.ts';

/** So near to a record, in CSS pixels, the pin goes to it. */
const REACH = 5;

export function moveCommand(world: World, party: Party, shardIndex: number, startingPosition: StartingPosition): Command {
  const members = membersNow(world, party);
  return {
    action: { type: 'reposition actor', actor: members[0]?.name ?? party.name, shardId: shardIdOf(shardIndex), startingPosition },
    text: party.view.reading?.moveText?.(world, members, shardIndex, startingPosition) ?? '',
  };
}

export const atRecord = (world: World, stream: Stream, shard: Shard, index: number): StartingPosition => ({
  Type: 'AT_SEQUENCE_NUMBER',
  SequenceNumber: recordStory(world, stream, shard.index, index)!.sequenceNumber,
});

/** @param atMs of the world, whole ms */
export const atTime = (world: World, atMs: number): StartingPosition => ({ Type: 'AT_TIMESTAMP', Timestamp: (world.epochMs + Math.round(atMs)) / 1000 });

/** What a pin means that is let go at this place of its lane, in the stage's coordinates. */
export function positionAtX(world: World, stream: Stream, shard: Shard, lane: LaneBox, axis: AgeAxis, x: number): StartingPosition {
  if (x <= lane.x + 2 && axis.fromMs === 0) return { Type: 'LATEST' };
  const beyond = x >= lane.x + lane.width && axis.toMs === axis.spanMs;
  const index = beyond ? null : recordNear(world, shard, lane, axis, x);
  if (index !== null) return atRecord(world, stream, shard, index);
  const atMs = world.nowMs - ageAtX(lane, x, axis);
  const { head, cursor, logId } = shard;
  const oldestMs = head < cursor.length ? world.log(logId).arrivalMs(head) : world.nowMs;
  const ofAll = beyond && axis.spanMs === retentionMs(stream);
  return ofAll || atMs <= oldestMs ? { Type: 'TRIM_HORIZON' } : atTime(world, atMs);
}

/** The record whose square is under this place or next to it: squares lie to the left of their records' places. */
function recordNear(world: World, { head, cursor, logId }: Shard, lane: LaneBox, axis: AgeAxis, x: number): number | null {
  const log = world.log(logId);
  const middle = Math.min(x + lane.square / 2, lane.x + lane.width);
  const after = log.firstArrivedAt(world.nowMs - ageAtX(lane, middle, axis), head, cursor.length);
  const away = (index: number) => Math.abs(Math.max(lane.x + lane.square, xOfAge(lane, world.nowMs - log.arrivalMs(index), axis)) - middle);
  const near = [after - 1, after].filter((index) => index >= head && index < cursor.length && away(index) <= lane.square / 2 + REACH);
  return near.toSorted((i, j) => away(i) - away(j))[0] ?? null;
}

/** The log index at which it begins, as far as one can tell from here. */
export function indexOfPosition(world: World, stream: Stream, shard: Shard, to: StartingPosition): number | null {
  const at = world.service.positionOf(stream.name, shard.index, to, 'GetShardIterator');
  return at.ok ? at.value : null;
}

/** "to record 1,204, 3 h old" */
export function positionText(world: World, stream: Stream, shard: Shard, to: StartingPosition): string {
  if (to.Type === 'LATEST') return 'to the tip: only what comes from now on';
  if (to.Type === 'TRIM_HORIZON') return 'to the oldest record that is kept';
  if (to.Timestamp !== undefined) return `to ${formatClock(to.Timestamp * 1000 - world.epochMs)}, ${formatAge(world.epochMs + world.nowMs - to.Timestamp * 1000, 1_000)} ago`;
  const index = indexOfPosition(world, stream, shard, to);
  if (index === null) return `to ${to.Type}`;
  const log = world.log(shard.logId);
  const age = index < shard.cursor.length ? `, ${formatDuration(world.nowMs - log.arrivalMs(index))} old` : '';
  return `to record ${formatCount(index + 1)}${age}`;
}
