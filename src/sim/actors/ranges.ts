/** Sets of log indices, as ranges [from, to): in order, disjoint, nowhere touching. Plain data; every function makes a new set. */

export interface Range {
  readonly from: number;
  readonly to: number;
}
export type Ranges = readonly Range[];

export const sizeOf = (ranges: Ranges): number => ranges.reduce((sum, { from, to }) => sum + to - from, 0);

/** The set with a range added. */
export function withRange(ranges: Ranges, range: Range): Ranges {
  if (range.to <= range.from) return ranges;
  const joined = ranges.filter(({ from, to }) => from <= range.to && to >= range.from);
  const from = Math.min(range.from, ...joined.map((one) => one.from));
  const to = Math.max(range.to, ...joined.map((one) => one.to));
  return [...ranges.filter((one) => one.to < from), { from, to }, ...ranges.filter((one) => one.from > to)];
}

/** The set with a range taken out. */
export function withoutRange(ranges: Ranges, range: Range): Ranges {
  if (range.to <= range.from) return ranges;
  const parts = ranges.flatMap(({ from, to }) => [
    { from, to: Math.min(to, range.from) },
    { from: Math.max(from, range.to), to },
  ]);
  return parts.filter(({ from, to }) => to > from);
}

/** What of a range is not in the set. */
export const missingFrom = (ranges: Ranges, range: Range): Ranges => ranges.reduce<Ranges>(withoutRange, withRange([], range));
