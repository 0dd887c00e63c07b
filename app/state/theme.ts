/**
 * Light or dark, and how much contrast the system asks for. `choice` is what the learner picked, `resolved` what `data-theme` on
 * <html> says; index.html sets it first. The stylesheet follows the system's contrast by itself: a canvas has to be told.
 */
import { create } from 'zustand';
import { readSetting, writeSetting } from '../storage/settings.ts';

const choices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof choices)[number];

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly resolved: 'light' | 'dark';
  /** `forced`: the system's own colours and no others. */
  readonly contrast: 'usual' | 'more' | 'forced';
  readonly choose: (choice: ThemeChoice) => void;
}

const isChoice = (value: unknown): value is ThemeChoice => choices.some((choice) => choice === value);
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const resolve = (choice: ThemeChoice) => (choice === 'system' ? (systemDark.matches ? 'dark' : 'light') : choice);
const forced = matchMedia('(forced-colors: active)');
const more = matchMedia('(prefers-contrast: more)');
const contrastNow = () => (forced.matches ? 'forced' : more.matches ? 'more' : 'usual');
const stored = readSetting('theme', isChoice, 'system');

export const useTheme = create<ThemeState>((set) => ({
  choice: stored,
  resolved: resolve(stored),
  contrast: contrastNow(),
  choose: (choice) => {
    writeSetting('theme', choice);
    set({ choice, resolved: resolve(choice) });
  },
}));

/** What the colours of the page depend on: it changes when they do. */
export const useColours = () => useTheme(({ resolved, contrast }) => `${resolved} ${contrast}`);

export function nextChoice(choice: ThemeChoice): ThemeChoice {
  return choices[(choices.indexOf(choice) + 1) % choices.length] ?? 'system';
}

function apply(resolved: 'light' | 'dark'): void {
  document.documentElement.dataset['theme'] = resolved;
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim();
  if (paper !== '') document.querySelector('meta[name="theme-color"]')?.setAttribute('content', paper);
}

apply(resolve(stored));
useTheme.subscribe((state) => apply(state.resolved));
systemDark.addEventListener('change', () => useTheme.setState(({ choice }) => ({ resolved: resolve(choice) })));
for (const query of [forced, more]) query.addEventListener('change', () => useTheme.setState({ contrast: contrastNow() }));
