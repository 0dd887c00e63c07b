/** Pointer events as a drag, by mouse, pen or finger, for whatever can be taken hold of on the belt. In CSS pixels. */
import { useEffect, useRef, type PointerEvent } from 'react';

/** How far a pointer must go to mean a drag. */
const DRAG_MIN = 4;

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Drag {
  /** Coordinates are the element's own. */
  readonly move: (at: Point) => void;
  /** Where it was let go: what the last move has shown may not have been rendered yet. */
  readonly drop: (at: Point) => void;
  /** The pointer came up where it went down. */
  readonly tap: (at: Point) => void;
  readonly cancel: () => void;
}

/** Escape, or a lost pointer, ends it without an effect. */
export function useDrag({ move, drop, tap, cancel }: Drag) {
  const from = useRef<{ readonly at: Point; moved: boolean } | null>(null);
  const stop = useRef(cancel);
  useEffect(() => {
    stop.current = cancel;
  });
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || !from.current) return;
      from.current = null;
      stop.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const pointOf = (event: PointerEvent<HTMLElement>): Point => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = { at: pointOf(event), moved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const begun = from.current;
      if (!begun) return;
      const at = pointOf(event);
      begun.moved ||= Math.hypot(at.x - begun.at.x, at.y - begun.at.y) >= DRAG_MIN;
      if (begun.moved) move(at);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const begun = from.current;
      from.current = null;
      if (begun?.moved) drop(pointOf(event));
      else if (begun) tap(pointOf(event));
    },
    onPointerCancel: () => {
      from.current = null;
      cancel();
    },
  };
}
