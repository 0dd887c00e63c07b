/**
 * The single-key shortcuts of the page that is open. A page registers its own with `useShortcuts`; the list under `?` shows them,
 * and the learner can turn all of them off (WCAG 2.1.4). Keys are `KeyboardEvent.key`, with `Space` for the space bar.
 */
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { readSetting, writeSetting } from '../storage/settings.ts';

export interface Shortcut {
  readonly key: string;
  /** What it does, as the list prints it: "Play or pause". */
  readonly label: string;
  readonly run: (event: KeyboardEvent) => void;
}

export interface ShortcutGroup {
  /** Where they work: "Lab". */
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

interface ShortcutsState {
  readonly enabled: boolean;
  readonly groups: readonly ShortcutGroup[];
  readonly setEnabled: (enabled: boolean) => void;
}

export const useShortcutList = create<ShortcutsState>((set) => ({
  enabled: readSetting('shortcuts', (value): value is boolean => typeof value === 'boolean', true),
  groups: [],
  setEnabled: (enabled) => {
    writeSetting('shortcuts', enabled);
    set({ enabled });
  },
}));

/** Registers shortcuts while the calling component is mounted. `run` may change from render to render; keys and labels may not. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const group: ShortcutGroup = {
      title,
      shortcuts: latest.current.map(({ key, label }, index) => ({ key, label, run: (event) => latest.current[index]?.run(event) })),
    };
    useShortcutList.setState(({ groups }) => ({ groups: [...groups, group] }));
    return () => useShortcutList.setState(({ groups }) => ({ groups: groups.filter((other) => other !== group) }));
  }, [title]);
}

/**
 * The one listener for single keys, put on `window` by the root. The group registered last wins. Under an open dialog the keys of the page
 * rest: only the groups act that the dialog names in `data-keys`.
 */
export function runShortcut(event: KeyboardEvent): void {
  const { enabled, groups } = useShortcutList.getState();
  if (!enabled || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key === ' ' ? 'Space' : event.key;
  if (event.target instanceof Element && belongsToControl(event.target, key)) return;
  const over = document.querySelector<HTMLElement>('dialog[open]');
  for (const group of groups.toReversed()) {
    if (over && !over.dataset['keys']?.includes(group.title)) continue;
    const shortcut = group.shortcuts.find((one) => one.key.toLowerCase() === key.toLowerCase());
    if (!shortcut) continue;
    event.preventDefault();
    shortcut.run(event);
    return;
  }
}

/** What Space and Enter press. */
const PRESSED = 'button, summary, input:not([type="range"]), [role="button"], [role="tab"]';

/** A key that the focused control needs for itself: text in a field, arrows on a slider, Space on a button. */
function belongsToControl(target: Element, key: string): boolean {
  if (target.closest('textarea, select, [contenteditable=""], [contenteditable="true"]')) return true;
  if (target.closest('input:not([type="checkbox"], [type="radio"], [type="range"])')) return true;
  if (target.closest('input[type="range"], [role="slider"], [role="tab"], input[type="radio"]') && (key.startsWith('Arrow') || key === 'Home' || key === 'End' || key.startsWith('Page'))) return true;
  // Space does nothing on a slider, and on a link it only scrolls.
  const pressed = key === 'Space' ? PRESSED : key === 'Enter' ? `${PRESSED}, a[href]` : null;
  return pressed !== null && target.closest(pressed) !== null;
}
