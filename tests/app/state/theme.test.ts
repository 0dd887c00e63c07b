// The theme follows the learner's choice, else the system, and is remembered.
import { beforeEach, describe, expect, test, vi } from 'vitest';

let system: EventTarget & { matches: boolean };
beforeEach(() => {
  system = Object.assign(new EventTarget(), { matches: false });
  vi.stubGlobal('matchMedia', () => system);
  vi.resetModules();
});

const load = () => import('../../../app/state/theme.ts');
const shown = () => document.documentElement.dataset['theme'];

describe('theme', () => {
  test('without a choice it is the system’s, and follows it', async () => {
    await load();
    expect(shown()).toBe('light');
    system.matches = true;
    system.dispatchEvent(new Event('change'));
    expect(shown()).toBe('dark');
  });

  test('a choice wins over the system and outlives the page', async () => {
    const first = await load();
    first.useTheme.getState().choose('light');
    system.matches = true;
    system.dispatchEvent(new Event('change'));
    expect(shown()).toBe('light');
    vi.resetModules();
    delete document.documentElement.dataset['theme'];
    await load();
    expect(shown()).toBe('light');
  });

  test('what index.html reads before the first paint is what the store writes', async () => {
    const { useTheme } = await load();
    useTheme.getState().choose('dark');
    expect(JSON.parse(localStorage.getItem('shardbelt.theme') ?? 'null')).toBe('dark');
  });

  test('a stored value that is no theme counts as no choice', async () => {
    localStorage.setItem('shardbelt.theme', '"sepia"');
    const { useTheme } = await load();
    expect(useTheme.getState().choice).toBe('system');
    expect(localStorage.getItem('shardbelt.theme')).toBe('"sepia"');
  });

  test('the button goes round system, light, dark', async () => {
    const { nextChoice } = await load();
    expect([nextChoice('system'), nextChoice('light'), nextChoice('dark')]).toEqual(['light', 'dark', 'system']);
  });
});
