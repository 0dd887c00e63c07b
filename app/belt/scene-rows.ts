/**
 * Rows of the heat map, for streams of many shards: along its row a shard is the darker, the more of its write quota it
 * took at that age; at its limit it is red, and named. Where readers go on is a tick.
 */
import { quotas, shardIdOf, type ShardLog } from '#sim';
import { xOfAge, type LaneBox } from './layout.ts';
import type { SceneInput } from './scene.ts';

/** Wide enough that chance evens out within one. */
const COLUMN = 12;
const AT_LIMIT = 0.995;
/** Any shard may take a full second's worth by chance. */
const NAMED_AFTER_MS = 3_000;
const NAME_HEIGHT = 12;
const NAME_FONT = '500 11px "IBM Plex Mono", monospace';

export interface RowRecords {
  readonly log: ShardLog;
  /** Log indices [from, to) within the span. */
  readonly from: number;
  readonly to: number;
}

export function drawRow(ctx: CanvasRenderingContext2D, { world, palette, spanMs }: SceneInput, row: LaneBox, { log, from, to }: RowRecords): void {
  const columns = Math.ceil(row.width / COLUMN);
  const limit = (quotas.shardWriteRecordsPerSecond * spanMs) / columns / 1_000;
  let end = to;
  for (let column = 0; column < columns; column += 1) {
    const start = log.firstArrivedAt(world.nowMs - ((column + 1) / columns) * spanMs, from, end);
    const share = (end - start) / limit;
    end = start;
    if (share === 0) continue;
    // The newest column is not over yet at its young end; what counts is what it took of its limit, as of any other.
    ctx.fillStyle = share >= AT_LIMIT ? palette.alarm : palette.accent;
    ctx.globalAlpha = share >= AT_LIMIT ? 1 : Math.max(0.08, Math.min(0.75, share * share));
    const x = row.x + column * COLUMN;
    ctx.fillRect(x, row.y, Math.min(COLUMN, row.x + row.width - x), row.height);
  }
  ctx.globalAlpha = 1;
}

/** Names of the rows that are at their limit now, where they do not cover each other, and a tick where each reader is behind. */
export function markRows(ctx: CanvasRenderingContext2D, { world, stream, layout, palette, spanMs, readers }: SceneInput): void {
  let below = -Infinity;
  ctx.font = NAME_FONT;
  ctx.textBaseline = 'middle';
  for (const row of layout.lanes) {
    const shard = row.dense && stream.shards[row.shardIndex];
    if (!shard) continue;
    ctx.fillStyle = palette.ink3;
    for (const { reads } of readers) {
      const behindMs = reads(row.shardIndex)?.behindMs;
      if (behindMs) ctx.fillRect(xOfAge(row, behindMs, spanMs) - 1, row.y, 2, row.height);
    }
    const { length } = shard.cursor;
    const ofLate = length - world.log(shard.logId).firstArrivedAt(world.nowMs - NAMED_AFTER_MS + 1, shard.head, length);
    if (ofLate < (AT_LIMIT * quotas.shardWriteRecordsPerSecond * NAMED_AFTER_MS) / 1_000 || row.y < below || layout.compact) continue;
    ctx.fillStyle = palette.alarm;
    ctx.fillText(`▲ …${shardIdOf(row.shardIndex).slice(-4)}`, row.x + row.width + 8, row.y + row.height / 2);
    below = row.y + NAME_HEIGHT;
  }
}
