/**
 * Looking closer at the lanes: a window of their ages, by Ctrl and the wheel, a pinch, a drag, keys and buttons. Only a way of
 * looking: no action of the world, nothing to undo. The plain wheel and one finger up or down go on scrolling the page.
 */
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { setZoom } from '../state/lab-view.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { ageAxis, isZoomed, panned, zoomed, type AgeAxis } from './age-axis.ts';
import { formatAge, formatDuration } from './format.ts';
import type { Box } from './layout.ts';
import './zoom.css';

/** One press halves or doubles the window; one step of panning moves it by a fifth. */
const STEP = 2;
const PAN_STEP = 0.2;
/** Of a wheel's turn, in CSS pixels: this much doubles. */
const WHEEL_DOUBLES = 180;
const LINE_PX = 16;
/** What a pointer goes before it means a drag. */
const DRAG_MIN = 4;

export function ZoomBar({ axis, lane, compact }: { readonly axis: AgeAxis; readonly lane: Box; readonly compact: boolean }) {
  const bar = useRef<HTMLDivElement>(null);
  const zoomIn = () => setZoom(zoomed(axis, 1 / STEP, middleOf(axis)));
  const zoomOut = () => setZoom(zoomed(axis, STEP, middleOf(axis)));
  const pan = (by: number) => isZoomed(axis) && setZoom(panned(axis, by));
  const showAll = () => {
    if (bar.current?.contains(document.activeElement)) bar.current.querySelector('button')?.focus();
    setZoom(null);
  };
  useShortcuts('Belt', [
    { key: '+', label: 'Look closer at the lanes', run: zoomIn },
    { key: '-', label: 'Look from further away', run: zoomOut },
    { key: '0', label: 'Look at all of the lanes', run: showAll },
    { key: 'n', label: 'Zoomed in: towards newer records', run: () => pan(-PAN_STEP) },
    { key: 'o', label: 'Zoomed in: towards older records', run: () => pan(PAN_STEP) },
  ]);
  return (
    <div className="zoom" role="group" aria-label="Zoom of the lanes" ref={bar} style={{ left: lane.x, maxWidth: lane.width }}>
      <button type="button" onClick={zoomIn} aria-label="Zoom in" title="Look closer (+, or Ctrl and the wheel)">
        +
      </button>
      <button type="button" onClick={zoomOut} aria-label="Zoom out" aria-disabled={!isZoomed(axis)} title="Look from further away (−)">
        −
      </button>
      {isZoomed(axis) && (
        <>
          <button type="button" onClick={() => pan(-PAN_STEP)} aria-label="Newer records" aria-disabled={axis.fromMs === 0} title="Towards newer records (N)">
            ◂
          </button>
          <button type="button" onClick={() => pan(PAN_STEP)} aria-label="Older records" aria-disabled={axis.toMs === axis.spanMs} title="Towards older records (O)">
            ▸
          </button>
          <button type="button" className="zoom-all" onClick={showAll} aria-label="Show all">
            {compact ? 'All' : 'Show all'}
          </button>
        </>
      )}
      <span className="zoom-range" role="status">
        {isZoomed(axis) && rangeOf(axis, compact)}
      </span>
    </div>
  );
}

/** Zooming by a key keeps what is newest in view, where the window begins with it: that is where something happens. */
const middleOf = ({ fromMs }: AgeAxis) => (fromMs === 0 ? 0 : 0.5);

/** The ends of the window are told to within this share of it. */
const RANGE_STEP = 0.02;
/** Where there is little room for it. */
const RANGE_STEP_COMPACT = 0.05;

/** "2 h 24 min to 6 h of 24 h" */
export function rangeOf({ fromMs, toMs, spanMs }: AgeAxis, compact = false): string {
  const stepMs = (toMs - fromMs) * (compact ? RANGE_STEP_COMPACT : RANGE_STEP);
  return `${formatAge(fromMs, stepMs)} to ${formatAge(toMs, stepMs)}${compact ? '' : ` of ${formatDuration(spanMs)}`}`;
}

/** @param lane where the ages stand: its left edge and width */
export function useZoomGestures(stage: RefObject<HTMLElement | null>, axis: AgeAxis, lane: Box | undefined): void {
  const latest = useRef({ axis, lane });
  useLayoutEffect(() => {
    latest.current = { axis, lane };
  });
  // By hand, for React listens to wheels and fingers without the right to keep the page from moving.
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const shareAt = (clientX: number) => {
      const box = latest.current.lane;
      return box ? Math.max(0, Math.min(1, (clientX - element.getBoundingClientRect().left - box.x) / box.width)) : 0.5;
    };
    const panBy = (dx: number) => setZoom(panned(latest.current.axis, dx / (latest.current.lane?.width ?? 1)));
    const forget = [onWheel(element, latest, shareAt, panBy), onPinch(element, latest, shareAt), onDrag(element, latest, panBy)];
    return () => forget.forEach((off) => off());
  }, [stage]);
}

type Latest = RefObject<{ readonly axis: AgeAxis }>;
type ShareAt = (clientX: number) => number;

/** Listens until the function that it gives back is called. */
function listen<K extends keyof HTMLElementEventMap>(element: HTMLElement, type: K, listener: (event: HTMLElementEventMap[K]) => void, options: AddEventListenerOptions = {}): () => void {
  element.addEventListener(type, listener, options);
  return () => element.removeEventListener(type, listener, options);
}

/** With Ctrl (which a pinch on a touchpad also sends) or ⌘ it zooms; sideways, where there is something to go to, it pans. */
const onWheel = (element: HTMLElement, latest: Latest, shareAt: ShareAt, panBy: (dx: number) => void) =>
  listen(
    element,
    'wheel',
    (event) => {
      const { axis } = latest.current;
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        setZoom(zoomed(axis, 2 ** ((event.deltaY * unit) / WHEEL_DOUBLES), shareAt(event.clientX)));
      } else if (isZoomed(axis) && Math.abs(sideways) > (event.shiftKey ? 0 : Math.abs(event.deltaY))) {
        event.preventDefault();
        panBy(sideways * unit);
      }
    },
    { passive: false },
  );

/** Two fingers zoom and pan at once: the ages under them stay under them. One finger is the page's, or a drag's. */
function onPinch(element: HTMLElement, latest: Latest, shareAt: ShareAt): () => void {
  let before: { readonly middle: number; readonly apart: number } | null = null;
  const of = ({ touches: [a, b] }: TouchEvent) => ({ middle: (a!.clientX + b!.clientX) / 2, apart: Math.max(24, Math.hypot(a!.clientX - b!.clientX, a!.clientY - b!.clientY)) });
  const begin = (event: TouchEvent) => {
    before = event.touches.length === 2 ? of(event) : null;
    if (before) event.preventDefault();
  };
  const move = (event: TouchEvent) => {
    if (!before || event.touches.length !== 2) return;
    event.preventDefault();
    const at = of(event);
    const { axis } = latest.current;
    const scaled = ageAxis(axis.spanMs, axis.log, zoomed(axis, before.apart / at.apart, shareAt(before.middle)));
    const moved = shareAt(before.middle) - shareAt(at.middle);
    setZoom(isZoomed(scaled) ? panned(scaled, moved) : null);
    before = at;
  };
  const forget = [listen(element, 'touchstart', begin, { passive: false }), listen(element, 'touchmove', move, { passive: false }), listen(element, 'touchend', begin, { passive: false }), listen(element, 'touchcancel', () => (before = null))];
  return () => forget.forEach((off) => off());
}

/** Zoomed in, the lanes can be pushed along with the mouse, a pen or one finger; a press that does not move stays a click. */
function onDrag(element: HTMLElement, latest: Latest, panBy: (dx: number) => void): () => void {
  let from: { readonly pointerId: number; x: number; moved: boolean } | null = null;
  const begin = ({ target, button, pointerId, clientX, isPrimary }: PointerEvent) => {
    const onLanes = target instanceof Element && target.closest('.lane, .heat') !== null;
    from = onLanes && isPrimary && button === 0 && isZoomed(latest.current.axis) ? { pointerId, x: clientX, moved: false } : null;
  };
  const move = (event: PointerEvent) => {
    if (!from || event.pointerId !== from.pointerId) return;
    if (!from.moved && Math.abs(event.clientX - from.x) < DRAG_MIN) return;
    // From here on the press belongs to the drag: no record is chosen by it.
    if (!from.moved) element.setPointerCapture(from.pointerId);
    from.moved = true;
    panBy(from.x - event.clientX);
    from.x = event.clientX;
  };
  const end = () => {
    const dragged = from?.moved;
    from = null;
    if (!dragged) return;
    const swallow = (event: Event) => event.stopPropagation();
    element.addEventListener('click', swallow, { capture: true, once: true });
    // Where the browser makes no click of it, the next one is the learner's own.
    setTimeout(() => element.removeEventListener('click', swallow, { capture: true }));
  };
  const forget = [listen(element, 'pointerdown', begin), listen(element, 'pointermove', move), listen(element, 'pointerup', end), listen(element, 'pointercancel', () => (from = null))];
  return () => forget.forEach((off) => off());
}
