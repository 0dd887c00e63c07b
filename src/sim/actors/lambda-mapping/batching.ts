/** How a lane's next batch comes together: by size, by time, by payload, and within one tumbling window. */
import type { ActorHost } from '../actor.ts';
import { addTo, countOf, PAYLOAD_BYTES_MAX, tally, viewOf, type Tally } from './records.ts';
import { newCollecting, type Lane, type LambdaMappingState, type MappingShard, type Part } from './state.ts';

/** An idle shard's tumbling window is closed so long after its end. */
const IDLE_WINDOW_MS = 120_000;
/** A window's state may not be larger: it is closed early. */
const STATE_BYTES_MAX = 1024 * 1024;

/** How far this shard's lanes may go for now. */
export const limitOf = ({ position, changesAt }: MappingShard) => Math.min(position ?? 0, changesAt ?? Infinity);

/** Whether nothing more will come to these lanes than lies before their limit. */
const isLast = (shard: MappingShard) => shard.phase === 'ended' || (shard.changesAt !== null && limitOf(shard) === shard.changesAt);

/** Whether a lane has done all that it will ever have to do. */
export const isThrough = (shard: MappingShard, lane: Lane) =>
  isLast(shard) && lane.phase === 'ready' && lane.parts.length === 0 && lane.window === null && lane.done >= limitOf(shard);

/** Takes in what has come, as far as it belongs to the next batch. */
export function collect(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane): void {
  const { batchSize } = state.inForce!;
  const limit = limitOf(shard);
  const next = lane.collecting;
  const view = viewOf(host, state, shard, lane.index);
  const one: Tally = { units: 0, bytes: 0, filtered: 0, dropped: 0 };
  while (next.scanned < limit && !next.full) {
    one.units = one.bytes = 0;
    addTo(one, view, next.scanned);
    if (one.units > 0) {
      const windowMs = windowOf(host, state, view.log.arrivalMs(next.scanned));
      if (next.units > 0 && (next.units + one.units > batchSize || next.bytes + one.bytes > PAYLOAD_BYTES_MAX || windowMs !== next.windowMs)) {
        next.full = true;
        break;
      }
      if (next.units === 0) Object.assign(next, { sinceMs: host.nowMs, windowMs });
      next.units += one.units;
      next.bytes += one.bytes;
      next.to = next.scanned + 1;
      next.full = next.units >= batchSize;
    }
    next.scanned += 1;
  }
}

/** The start of the tumbling window that a record belongs to, by its arrival; null without such windows. */
function windowOf(host: ActorHost, state: LambdaMappingState, arrivalMs: number): number | null {
  const windowMs = state.inForce!.tumblingWindowInSeconds * 1000;
  return windowMs === 0 ? null : Math.floor((host.epochMs + arrivalMs) / windowMs) * windowMs - host.epochMs;
}

/** What a lane is to do next: a batch or a window's last invocation; else when to look again (null = when more comes). */
export function nextPart(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane): Part | { readonly atMs: number | null } {
  const { window, collecting } = lane;
  const { tumblingWindowInSeconds, maximumBatchingWindowInSeconds } = state.inForce!;
  const last = isLast(shard) && collecting.scanned >= limitOf(shard);
  if (window) {
    const closesMs = window.startMs + tumblingWindowInSeconds * 1000 + IDLE_WINDOW_MS;
    const passed = collecting.units > 0 ? collecting.windowMs !== window.startMs : last || host.nowMs >= closesMs;
    if (passed || window.stateBytes > STATE_BYTES_MAX) return { from: lane.done, to: lane.done, units: 0, bytes: 0, attempts: 0, tries: 0, final: true };
    if (collecting.units === 0) return { atMs: closesMs };
  }
  if (collecting.units === 0) return { atMs: null };
  const dueMs = collecting.sinceMs + maximumBatchingWindowInSeconds * 1000;
  if (!collecting.full && !last && host.nowMs < dueMs) return { atMs: dueMs };
  const { to, units, bytes } = collecting;
  return { from: lane.done, to, units, bytes, attempts: 0, tries: 0 };
}

/** The two halves of a part, or null where it is one record. */
export function halves(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane, part: Part): Part[] | null {
  const view = viewOf(host, state, shard, lane.index);
  let units = 0;
  let cut = part.from;
  while (cut < part.to - 1 && units < part.units / 2) {
    units += countOf(view, cut, cut + 1).units;
    cut += 1;
  }
  if (units === 0 || units === part.units) return null;
  return [piece(host, state, shard, lane, part.from, cut), piece(host, state, shard, lane, cut, part.to)];
}

/** A part that has not been tried. */
export function piece(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane, from: number, to: number): Part {
  const { units, bytes } = tally(viewOf(host, state, shard, lane.index), from, to);
  return { from, to, units, bytes, attempts: 0, tries: 0 };
}

/** Records before `to` are settled: what became of them counts, unless it was counted before a restart. */
export function settle(host: ActorHost, state: LambdaMappingState, shard: MappingShard, lane: Lane, to: number, as: 'delivered' | 'discarded' | 'lost'): number {
  const { counts } = state;
  const from = Math.max(lane.done, lane.furthest);
  const { units, filtered, dropped } = from < to ? countOf(viewOf(host, state, shard, lane.index), from, to) : { units: 0, filtered: 0, dropped: 0 };
  counts[as] += units;
  counts.filtered += filtered;
  counts.dropped += dropped;
  lane.done = to;
  lane.furthest = Math.max(lane.furthest, to);
  lane.collecting = newCollecting(to);
  return units;
}
