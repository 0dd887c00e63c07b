/**
 * The time of a chart in the hand: a click goes to a moment, a drag over a stretch looks closer at it. By keyboard: arrows move a
 * cursor by a period, with Shift they take a stretch, Enter goes there or looks closer, Escape lets go. Several charts share one.
 */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';

/** From, to. */
export type Stretch = readonly [number, number];

export interface BrushState {
  /** Where the cursor stands; null = nowhere. */
  readonly cursor: number | null;
  /** What is being taken; null = nothing. */
  readonly stretch: Stretch | null;
}

export const noBrush: BrushState = { cursor: null, stretch: null };

interface Props {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly period: number;
  readonly brush: BrushState;
  /** What stands at a moment, in words. */
  textAt(at: number): string;
  onBrush(brush: BrushState): void;
  onPick(at: number): void;
  onZoom(stretch: Stretch | null): void;
}

/** CSS pixels that a pointer goes before it means a stretch. */
const DRAG_MIN = 5;

export function TimeBrush({ label, from, to, period, brush, textAt, onBrush, onPick, onZoom }: Props) {
  /** Where the pointer went down: px on the screen, and its moment. */
  const down = useRef<{ readonly x: number; readonly at: number } | null>(null);
  /** Where Shift and the arrows began. */
  const anchor = useRef<number | null>(null);
  const cursor = Math.min(to, Math.max(from, brush.cursor ?? from));
  const { stretch } = brush;
  const clamp = (at: number) => Math.min(to, Math.max(from, at));
  const momentAt = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return clamp(Math.round(from + ((clientX - left) / Math.max(1, width)) * (to - from)));
  };
  const whole = (x: number, y: number): Stretch => [clamp(Math.floor(Math.min(x, y) / period) * period), clamp(Math.ceil(Math.max(x, y) / period) * period)];

  const move = (event: PointerEvent<HTMLElement>) => {
    const at = momentAt(event);
    const drags = down.current !== null && Math.abs(event.clientX - down.current.x) >= DRAG_MIN;
    onBrush({ cursor: at, stretch: drags ? whole(down.current!.at, at) : null });
  };
  const up = (event: PointerEvent<HTMLElement>) => {
    const began = down.current;
    down.current = null;
    if (!began) return;
    const at = momentAt(event);
    if (Math.abs(event.clientX - began.x) < DRAG_MIN) return onPick(at);
    onBrush({ cursor: at, stretch: null });
    onZoom(whole(began.at, at));
  };
  const key = (event: KeyboardEvent) => {
    const target = { ArrowLeft: cursor - period, ArrowRight: cursor + period, Home: from, End: to }[event.key];
    if (target !== undefined) {
      const next = clamp(target);
      if (!event.shiftKey) anchor.current = null;
      else anchor.current ??= cursor;
      onBrush({ cursor: next, stretch: anchor.current === null ? null : whole(anchor.current, next) });
    } else if (event.key === 'Enter') {
      anchor.current = null;
      if (stretch) onZoom(stretch);
      else onPick(cursor);
      onBrush({ cursor, stretch: null });
    } else if (event.key === 'Escape') {
      anchor.current = null;
      if (!stretch) onZoom(null);
      onBrush({ cursor, stretch: null });
    } else return;
    event.preventDefault();
  };
  return (
    <div
      className="time-brush"
      role="slider"
      tabIndex={0}
      aria-label={`Time in ${label}`}
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={cursor}
      aria-valuetext={stretch ? `from ${textAt(stretch[0])} to ${textAt(stretch[1])}` : textAt(cursor)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        down.current = { x: event.clientX, at: momentAt(event) };
      }}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => {
        down.current = null;
        onBrush(noBrush);
      }}
      onPointerLeave={() => down.current === null && onBrush(noBrush)}
      onKeyDown={key}
    />
  );
}
