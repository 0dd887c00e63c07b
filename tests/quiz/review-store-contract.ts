// What every implementation of the ReviewStore port must hold; each one's test file calls this with a way to open a fresh log.
import { EVENT_SCHEMA, type QuizEvent, type ReviewStore, SNAPSHOTS_MAX } from '#quiz';
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

    const DAY_MS = 86_400_000;

    test('to take in events by merging adds those that are missing, and keeps what was there as a snapshot', async () => {
      const store = await open();
      await store.append(events(1, 3));
      await store.take([event(2), event(7), event(5)], 'merge', 10);
      expect((await store.load()).events).toEqual([event(1), event(2), event(3), event(7), event(5)]);
      expect(await store.snapshots()).toEqual([{ atMs: 10, reason: 'import', events: events(1, 3) }]);
    });

    test('to take in events by replacing leaves those alone, and what was there comes back from the snapshot', async () => {
      const store = await open();
      await store.append(events(1, 3));
      await store.take([event(9)], 'replace', 10);
      expect((await store.load()).events).toEqual([event(9)]);
      await store.take((await store.snapshots())[0]!.events, 'replace', 20);
      expect((await store.load()).events).toEqual(events(1, 3));
      expect((await store.snapshots()).map(({ events: [first] }) => first)).toEqual([event(9), event(1)]);
    });

    test('a snapshot is taken by itself once a day, where something changed; the oldest goes', async () => {
      const store = await open();
      await store.keepDailySnapshot(0);
      expect(await store.snapshots(), 'an empty log needs none').toEqual([]);
      await store.append([event(1)]);
      await store.keepDailySnapshot(1);
      await store.append([event(2)]);
      await store.keepDailySnapshot(DAY_MS);
      expect(await store.snapshots(), 'too soon').toHaveLength(1);
      await store.keepDailySnapshot(1 + DAY_MS);
      await store.keepDailySnapshot(1 + 3 * DAY_MS);
      expect((await store.snapshots()).map(({ events: { length } }) => length), 'nothing changed since').toEqual([2, 1]);
      for (let day = 4; day < 12; day++) {
        await store.append([event(day)]);
        await store.keepDailySnapshot(1 + day * DAY_MS);
      }
      const kept = await store.snapshots();
      expect(kept).toHaveLength(SNAPSHOTS_MAX);
      expect(kept[0]).toMatchObject({ atMs: 1 + 11 * DAY_MS, reason: 'daily' });
    });
  });
}
