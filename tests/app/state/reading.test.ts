// Where one reads and what is read is remembered by chapter, and two windows do not undo each other.
import { beforeEach, describe, expect, test, vi } from 'vitest';

beforeEach(() => vi.resetModules());
const open = async () => {
  vi.resetModules();
  const { readingOf, useReading } = await import('../../../app/state/reading.ts');
  return { ...useReading.getState(), of: (slug: string) => readingOf(useReading.getState(), slug) };
};

describe('reading', () => {
  test('place and ticks are there on the next visit', async () => {
    const first = await open();
    first.standAt('kds', 'commands');
    first.markRead('kds', 'belt');
    expect((await open()).of('kds')).toEqual({ at: 'commands', read: ['belt'] });
  });

  test('a tick made in another window is kept', async () => {
    const mine = await open();
    const other = await open();
    other.markRead('kds', 'belt');
    mine.markRead('kds', 'commands');
    expect((await open()).of('kds').read.toSorted()).toEqual(['belt', 'commands']);
  });

  test('stored text that does not fit counts as nothing read, and throws nothing', async () => {
    localStorage.setItem('shardbelt.reading', '{"kds":{"at":7}}');
    expect((await open()).of('kds')).toEqual({ at: null, read: [] });
    localStorage.setItem('shardbelt.reading', '{');
    expect((await open()).of('kds')).toEqual({ at: null, read: [] });
  });
});
