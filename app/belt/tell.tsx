/**
 * A small plate that tells of what one points at or has come to with the keyboard: a record, a pin, a lane, its meters, a place of
 * the key space. It stays while the pointer is on it, goes with Escape, and stands beside what it tells of, never on it
 * (WCAG 1.4.13). A finger opens panels instead.
 */
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { BeltLayout, Box } from './layout.ts';
import { targetAt, toldOf, type Target, type Told } from './tell-facts.ts';
import type { BeltState } from './use-belt.ts';
import './tell.css';

interface Props {
  readonly stage: RefObject<HTMLElement | null>;
  readonly belt: BeltState;
  readonly layout: BeltLayout;
}

/** A pointer that passes by asks nothing. */
const REST_MS = 120;
/** Time to cross over to the plate. */
const LEAVE_MS = 300;
const GAP = 10;
const EDGE = 8;

export function Tell({ stage, belt, layout }: Props) {
  const [target, setTarget] = useState<Target | null>(null);
  const [leave, stay] = useTarget(stage, { belt, layout }, setTarget);
  const told = target && toldOf({ belt, layout }, target);
  return told && <Plate told={told} stage={stage} onLeave={leave} onEnter={stay} />;
}

function Plate({ told, stage, onEnter, onLeave }: { readonly told: Told; readonly stage: RefObject<HTMLElement | null>; readonly onEnter: () => void; readonly onLeave: () => void }) {
  const plate = useRef<HTMLDivElement>(null);
  const { title, mono, lines, around, beside = false } = told;
  const id = useId();
  // What the focus is on says it too.
  useEffect(() => {
    const focused = document.activeElement;
    if (!focused || !stage.current?.contains(focused) || !focused.matches(':focus-visible')) return;
    focused.setAttribute('aria-describedby', id);
    return () => focused.removeAttribute('aria-describedby');
  }, [id, stage]);
  // By hand, for the plate must have its size before it has its place.
  useLayoutEffect(() => {
    const element = plate.current;
    const from = stage.current?.getBoundingClientRect();
    if (!element || !from) return;
    const { left, top } = placeBeside({ ...around, x: around.x + from.left, y: around.y + from.top }, element.offsetWidth, element.offsetHeight, document.documentElement.clientWidth, window.innerHeight, beside);
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  });
  return (
    <div ref={plate} id={id} className="tell" role="tooltip" onPointerEnter={onEnter} onPointerLeave={onLeave}>
      <b className={mono ? 'mono' : undefined}>{title}</b>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}

/** Below what it tells of, or above it, or to its right or left: the first of these for which the window has room. @param beside right before all */
export function placeBeside(around: Box, width: number, height: number, windowWidth: number, windowHeight: number, beside = false): { left: number; top: number } {
  const clampX = (x: number) => Math.max(EDGE, Math.min(windowWidth - width - EDGE, x));
  const clampY = (y: number) => Math.max(EDGE, Math.min(windowHeight - height - EDGE, y));
  const below = around.y + around.height + GAP;
  const above = around.y - height - GAP;
  const middle = clampX(around.x + Math.min(around.width, 2 * width) / 2 - width / 2);
  const right = around.x + around.width + GAP;
  if (beside && right + width + EDGE <= windowWidth) return { left: right, top: clampY(around.y) };
  if (below + height + EDGE <= windowHeight) return { left: middle, top: below };
  if (above >= EDGE) return { left: middle, top: above };
  return { left: right + width + EDGE <= windowWidth ? right : clampX(around.x - width - GAP), top: clampY(around.y) };
}

/** Follows pointer and focus. @returns how to let go after a while, and how to stay. */
function useTarget(stage: RefObject<HTMLElement | null>, on: Omit<Props, 'stage'>, set: (target: Target | null) => void): readonly [leave: () => void, stay: () => void] {
  const latest = useRef({ on, set, shown: null as Target | null, coming: null as string | null, timer: 0 });
  useLayoutEffect(() => {
    latest.current.on = on;
    latest.current.set = set;
  });
  const show = useCallback((target: Target | null, afterMs: number) => {
    const now = latest.current;
    const key = JSON.stringify(target);
    if (key === now.coming && afterMs > 0) return;
    window.clearTimeout(now.timer);
    now.coming = null;
    if (key === JSON.stringify(now.shown)) return;
    now.coming = key;
    const change = () => {
      now.coming = null;
      now.shown = target;
      now.set(target);
    };
    if (afterMs === 0) change();
    else now.timer = window.setTimeout(change, afterMs);
  }, []);
  const leave = useCallback(() => show(null, LEAVE_MS), [show]);
  const stay = useCallback(() => {
    window.clearTimeout(latest.current.timer);
    latest.current.coming = null;
  }, []);

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    let dismissed: string | null = null;
    const at = (clientX: number, clientY: number) => {
      const { left, top } = element.getBoundingClientRect();
      return targetAt(latest.current.on, clientX - left, clientY - top);
    };
    const onMove = ({ pointerType, buttons, clientX, clientY, target: under }: PointerEvent) => {
      if (pointerType === 'touch') return;
      // While something is dragged, or on the cards and controls over the stage, there is nothing to tell.
      const covered = under instanceof Element && under.closest('.actor, .zoom, .heat') !== null;
      const target = buttons !== 0 || covered ? null : at(clientX, clientY);
      const key = JSON.stringify(target);
      if (key === dismissed) return;
      dismissed = null;
      // On the way to the plate other things are passed: only where the pointer comes to rest it asks.
      show(target, target === null ? LEAVE_MS : REST_MS);
    };
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || !target.matches(':focus-visible') || target.closest('.actor, .zoom, .heat')) return;
      const { left, top, height, width } = target.getBoundingClientRect();
      show(at(left + Math.min(width, 12) / 2, top + height / 2), 0);
    };
    const hide = () => show(null, 0);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !latest.current.shown) return;
      dismissed = JSON.stringify(latest.current.shown);
      event.stopPropagation();
      // It goes alone, and not with the dialog around it.
      event.preventDefault();
      hide();
    };
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('pointerdown', hide);
    element.addEventListener('focusin', onFocus);
    element.addEventListener('focusout', hide);
    document.addEventListener('keydown', onKey, true);
    window.addEventListener('scroll', hide, { passive: true });
    const held = latest.current;
    return () => {
      window.clearTimeout(held.timer);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('pointerdown', hide);
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('focusout', hide);
      document.removeEventListener('keydown', onKey, true);
      window.removeEventListener('scroll', hide);
    };
  }, [stage, show, leave]);
  return [leave, stay];
}
