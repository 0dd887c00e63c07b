// Holds: two pieces of work of one name never overlap where the browser has Web Locks; without them, or while another tab hangs, the
// work runs all the same, once; an error of the work is the caller's, and never runs it again.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exclusively } from '../../../app/storage/exclusively.ts';

/** Web Locks as far as they are used here: one holder a name, first come first served, a wait that a signal ends. */
class Locks {
  #held = new Map<string, Promise<unknown>>();
  async request<T>(name: string, { signal }: { signal: AbortSignal }, work: () => Promise<T>): Promise<T> {
    const before = this.#held.get(name) ?? Promise.resolve();
    let free!: () => void;
    this.#held.set(name, before.then(() => new Promise<void>((resolve) => (free = resolve))));
    await Promise.race([before, new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))]);
    try {
      return await work();
    } finally {
      free();
    }
  }
}

const withLocks = (locks: unknown) => vi.stubGlobal('navigator', { locks });
const never = () => new Promise<never>(() => {});

beforeEach(() => withLocks(new Locks()));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('work of one name comes one after the other, of another name at once', async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await Promise.resolve();
    await Promise.resolve();
    order.push(`${name} ends`);
    return name;
  };
  expect(await Promise.all([exclusively('log', work('a')), exclusively('log', work('b'))])).toEqual(['a', 'b']);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  void exclusively('log', never);
  expect(await exclusively('another', work('c'))).toBe('c');
});

test.each([
  ['where there are no locks', undefined],
  ['where they are refused', { request: () => Promise.reject(new DOMException('opaque origin', 'SecurityError')) }],
])('%s the work runs all the same', async (_, locks) => {
  withLocks(locks);
  const work = vi.fn(async () => 7);
  expect(await exclusively('log', work)).toBe(7);
  expect(work).toHaveBeenCalledOnce();
});

test('a tab that never lets go holds nobody up for good', async () => {
  const impatient = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(impatient.signal);
  void exclusively('log', never);
  const work = vi.fn(async () => 7);
  const done = exclusively('log', work);
  await Promise.resolve();
  expect(work).not.toHaveBeenCalled();
  impatient.abort(new DOMException('too long', 'TimeoutError'));
  expect(await done).toBe(7);
  expect(work).toHaveBeenCalledOnce();
});

test('an error of the work goes to the caller, and the work does not run twice', async () => {
  const work = vi.fn(() => Promise.reject(new Error('no room')));
  await expect(exclusively('log', work)).rejects.toThrow('no room');
  expect(work).toHaveBeenCalledOnce();
  expect(await exclusively('log', async () => 'free again')).toBe('free again');
});
