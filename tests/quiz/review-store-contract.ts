// What every implementation of the ReviewStore port must hold; each one's test file calls this with a way to open a fresh log.
import { EVENT_SCHEMA, type QuizEvent, type ReviewStore } from '#quiz';
import { describe, expect, test } from 'vitest';

export const event = (n: number): QuizEvent => ({ v: EVENT_SCHEMA, id: `e${n}`, sittingId: 's', atMs: n, type: 'card-revealed', cardId: `card-${n}` });
const events = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => event(from + i));

export function reviewStoreContract(name: string, open: () => Promise<ReviewStore>): void {
  describe(`${name} keeps the contract of the port`, () => {
    test('a fresh log is empty', async () => {
      expect(await (await open()).load()).toEqual({ events: [], skipped: 0 });
    });

    test('events come back in the order of the appends, whatever their ids and times', async () => {
      const store = await open();
      await store.append([event(9)]);
      await store.append([event(2), event(10)]);
      await store.append([event(1)]);
      expect((await store.load()).events).toEqual([event(9), event(2), event(10), event(1)]);
    });

    test('appends that overlap in time are all kept, in the order of the calls', async () => {
      const store = await open();
      await Promise.all(events(1, 30).map((one) => store.append([one])));
      expect((await store.load()).events).toEqual(events(1, 30));
    });

    test('a repeated append does no harm', async () => {
      const store = await open();
      await store.append(events(1, 3));
      await store.append(events(2, 4));
      expect((await store.load()).events).toEqual(events(1, 4));
    });

    test('nothing to append is nothing', async () => {
      const store = await open();
      await store.append([]);
      expect((await store.load()).events).toEqual([]);
    });
  });
}
