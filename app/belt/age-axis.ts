/**
 * The axis of the lanes: which age stands where, and back. Ages in ms, places in CSS pixels. Linear, or logarithmic, where the
 * recent has room and the old is pressed together; the whole span, or the window of it that one has zoomed to. Everything that
 * stands on a lane asks here.
 */
import { quotas } from '#sim';
import type { Box } from './layout.ts';

export const AGE_SCALES = ['linear', 'log', 'fit'] as const;
/** `fit` is linear, as long as the oldest record is old. */
export type AgeScale = (typeof AGE_SCALES)[number];

/** Ages from … to. */
export interface AgeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface AgeAxis extends AgeWindow {
  readonly log: boolean;
  /** What a lane stands for when nothing is zoomed. */
  readonly spanMs: number;
  /** Where the window begins and how far it reaches, in the scale's own measure. */
  readonly start: number;
  readonly extent: number;
}

/** Below this age the logarithmic scale is as good as linear: it has a place for 0. */
const KNEE_MS = 1_000;
/** Nearer one cannot look: the world knows whole ms only. */
const WINDOW_MIN_MS = 100;

const measure = (log: boolean, ageMs: number) => (log ? Math.log1p(ageMs / KNEE_MS) : ageMs);
const ageOf = (log: boolean, measured: number) => (log ? Math.expm1(measured) * KNEE_MS : measured);
const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

/** @param zoom the window looked at, or null for all; what lies beyond the span is moved into it */
export function ageAxis(spanMs: number, log = false, zoom: AgeWindow | null = null): AgeAxis {
  const lengthMs = zoom ? clamp(zoom.toMs - zoom.fromMs, Math.min(WINDOW_MIN_MS, spanMs), spanMs) : spanMs;
  const fromMs = zoom ? clamp(zoom.fromMs, 0, spanMs - lengthMs) : 0;
  const toMs = Math.min(spanMs, fromMs + lengthMs);
  const start = measure(log, fromMs);
  return { log, spanMs, fromMs, toMs, start, extent: measure(log, toMs) - start };
}

export const isZoomed = ({ fromMs, toMs, spanMs }: AgeAxis) => fromMs > 0 || toMs < spanMs;
export const inWindow = ({ fromMs, toMs }: AgeWindow, ageMs: number) => ageMs >= fromMs && ageMs <= toMs;

/** Where an age stands on a lane: the window's newer end at the left edge, its older at the right; what lies outside, at the edge. */
export function xOfAge(lane: Pick<Box, 'x' | 'width'>, ageMs: number, axis: AgeAxis): number {
  return lane.x + clamp((measure(axis.log, ageMs) - axis.start) / axis.extent, 0, 1) * lane.width;
}

/** The age that stands at a place of a lane. */
export function ageAtX(lane: Pick<Box, 'x' | 'width'>, x: number, axis: AgeAxis): number {
  return ageOf(axis.log, axis.start + clamp((x - lane.x) / lane.width, 0, 1) * axis.extent);
}

/** The window that is `factor` times as long (on the scale), with the same age at this share of the lane; null where that is all. */
export function zoomed(axis: AgeAxis, factor: number, atShare: number): AgeWindow | null {
  const whole = measure(axis.log, axis.spanMs);
  const extent = axis.extent * factor;
  if (extent >= whole) return null;
  const start = clamp(axis.start + (axis.extent - extent) * atShare, 0, whole - extent);
  const window = { fromMs: ageOf(axis.log, start), toMs: ageOf(axis.log, start + extent) };
  return window.toMs - window.fromMs < WINDOW_MIN_MS ? nearest(axis) : window;
}

/** As near as one can look, or as it is where that is nearer still. */
const nearest = ({ fromMs, toMs }: AgeAxis): AgeWindow => ({ fromMs, toMs: Math.max(fromMs + WINDOW_MIN_MS, Math.min(toMs, fromMs + 2 * WINDOW_MIN_MS)) });

/** The window moved by a share of its length, towards the older where that is positive; it stays on the span. */
export function panned(axis: AgeAxis, byShare: number): AgeWindow | null {
  if (!isZoomed(axis)) return null;
  const start = clamp(axis.start + byShare * axis.extent, 0, measure(axis.log, axis.spanMs) - axis.extent);
  return { fromMs: ageOf(axis.log, start), toMs: ageOf(axis.log, start + axis.extent) };
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEPS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500]
  .concat([1, 2, 5, 10, 15, 30].flatMap((n) => [n * SECOND_MS, n * MINUTE_MS]))
  .concat([1, 2, 4, 6, 12, 24, 48, 96, 168, 720, 2190].map((n) => n * HOUR_MS))
  .toSorted((x, y) => x - y);
/** On the logarithmic scale: each about as far from the one before. */
const LOG_TICKS_MS = [SECOND_MS, 10 * SECOND_MS, MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS, 365 * DAY_MS];
/** Between marks so that both can be read. */
const TICK_PX = 120;
const LOG_TICK_PX = 46;

/** Ages to mark along a lane: round ones, few enough to read. */
export function ageTicks(axis: AgeAxis, width: number): number[] {
  if (axis.log) return logTicks(axis, width);
  const most = Math.max(2, Math.floor(width / TICK_PX));
  const step = STEPS_MS.find((ms) => (axis.toMs - axis.fromMs) / ms <= most) ?? axis.toMs - axis.fromMs;
  const first = Math.ceil(axis.fromMs / step);
  return Array.from({ length: Math.floor(axis.toMs / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** Near a small part of the scale it is as good as linear, and has few of its own marks: the linear ones say more. */
function logTicks(axis: AgeAxis, width: number): number[] {
  const own = [0, ...LOG_TICKS_MS].filter((ms) => inWindow(axis, ms));
  const marks = own.length >= 3 ? [...own, axis.toMs] : ageTicks({ ...axis, log: false }, width / 2);
  const kept: number[] = [];
  // The ends first, then the rest where there is room: what the lane stands for is to be read before what lies between.
  for (const ms of [marks[0]!, marks.at(-1)!, ...marks.slice(1, -1)]) {
    const x = xOfAge({ x: 0, width }, ms, axis);
    if (kept.every((other) => Math.abs(xOfAge({ x: 0, width }, other, axis) - x) >= LOG_TICK_PX)) kept.push(ms);
  }
  return kept.toSorted((x, y) => x - y);
}

const LENGTHS_MS = [10, 30].map((n) => n * SECOND_MS)
  .concat([1, 2, 5, 10, 20, 30].map((n) => n * MINUTE_MS))
  .concat([1, 2, 4, 8, 12, 24, 36, 48, 72, 168, 336, 720, 2160, 4380, quotas.retentionHoursMax].map((n) => n * HOUR_MS));

/** The shortest readable length that an age fits in, at most `mostMs`. */
export function fittingSpan(oldestMs: number, mostMs: number): number {
  return Math.min(mostMs, LENGTHS_MS.find((ms) => ms >= oldestMs) ?? mostMs);
}
