/** Where the rows of the heat map stand, in CSS pixels, and which shards are shown beside it as lanes: pure geometry. */
import type { Box } from './layout.ts';

/** More shards than this are rows of a heat map. */
export const LANES_MAX = 16;
/** The whole map is to be seen at once. */
const HEIGHT_MAX = 440;
const ROW_MAX = 12;
/** More lanes than these would push the map off the screen. */
export const FOCUS_MAX = 4;

export interface HeatBox extends Box {
  readonly rowHeight: number;
  /** Shards that share a row; the last row may have fewer. */
  readonly perRow: number;
}

export function heatBox(shards: number, x: number, y: number, width: number): HeatBox {
  const perRow = Math.ceil(shards / HEIGHT_MAX);
  const rows = Math.ceil(shards / perRow);
  const rowHeight = Math.min(ROW_MAX, Math.floor(HEIGHT_MAX / rows));
  return { x, y, width, height: rows * rowHeight, rowHeight, perRow };
}

/** The top of the row of the n-th shard, from the top of the map. */
export const rowTop = ({ perRow, rowHeight }: HeatBox, n: number) => Math.floor(n / perRow) * rowHeight;

/** Which shards share the row at this height: the n-th up to, without, the m-th. */
export function shardsAt({ height, perRow, rowHeight }: HeatBox, y: number): readonly [n: number, m: number] {
  const row = Math.floor(Math.max(0, Math.min(y, height - 1)) / rowHeight);
  return [row * perRow, (row + 1) * perRow];
}

/** The shards that stand as lanes beside the map: those chosen, else the hottest; and always the selected one. */
export function inFocus(pinned: readonly number[], selected: number | null, hottest: number | null): readonly number[] {
  const chosen = pinned.length > 0 ? pinned : hottest === null ? [] : [hottest];
  const others = chosen.filter((index) => index !== selected);
  return selected === null ? others.slice(-FOCUS_MAX) : [...others.slice(1 - FOCUS_MAX), selected];
}
