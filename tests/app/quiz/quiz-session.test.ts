// Holds: the page changes only after the log has the event; a failure changes nothing and can be repeated or gone around;
// a sitting resumes in a new page; another tab's events arrive; nothing of the session is lost when storage comes late.
import 'fake-indexeddb/auto';
import { answered, currentCardId, deckState, fold, memoryStore, StoreError } from '#quiz';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCourseProgress } from '../../../app/state/course-progress.ts';
import { openIndexedDbStore } from '../../../app/storage/indexeddb-review-store.ts';
import { chapterOf, setUp, TestStore } from './helpers.ts';

const { slug, cards } = chapterOf(5);
type Page = ReturnType<typeof setUp>;

const sittingOf = ({ log }: Page) => deckState(log.store.getState().state, slug).sitting!;
const opened = async (page: Page) => {
  const settled = new Promise<void>((resolve) => page.log.store.subscribe(({ status }) => status !== 'opening' && resolve()));
  page.session.getState().open(slug);
  await settled;
  return page;
};
async function begun(page: Page) {
  await opened(page);
  await page.session.getState().begin(cards);
  return page;
}
async function play({ session }: Page, marks: string) {
  for (const letter of marks) {
    await session.getState().reveal();
    await session.getState().mark(letter === 'r');
  }
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => vi.unstubAllGlobals());

test('a mark shows only when the store has it, and a second press meanwhile does nothing', async () => {
  const store = new TestStore();
  const page = await begun(setUp(store));
  await page.session.getState().reveal();
  store.held = true;
  const marking = page.session.getState().mark(true);
  await page.session.getState().mark(true);
  expect(page.session.getState().saving).toBe('right');
  expect(answered(sittingOf(page))).toBe(0);
  store.release();
  await marking;
  expect(page.session.getState().saving).toBeNull();
  expect(answered(sittingOf(page))).toBe(1);
  expect((await store.events()).filter(({ type }) => type === 'marked')).toHaveLength(1);
});

test('a mark that fails leaves the card, says why, and can be repeated', async () => {
  const store = new TestStore();
  const page = await begun(setUp(store));
  await page.session.getState().reveal();
  store.failWith = new StoreError('full', 'no room');
  await page.session.getState().mark(true);
  expect(page.session.getState()).toMatchObject({ saving: null, problem: { act: 'right', kind: 'full' }, entered: true });
  expect(sittingOf(page)).toMatchObject({ marks: [], revealed: true });
  store.failWith = null;
  await page.session.getState().retry();
  expect(page.session.getState().problem).toBeNull();
  expect(answered(sittingOf(page))).toBe(1);
});

test('going on without saving keeps what was done, and saving again brings all of it to the store', async () => {
  const store = new TestStore();
  const page = await begun(setUp(store));
  await play(page, 'r');
  await page.session.getState().reveal();
  store.failWith = new StoreError('failed', 'disk');
  await page.session.getState().mark(false);
  await page.session.getState().goOnWithoutSaving();
  expect(page.log.store.getState()).toMatchObject({ status: 'memory', reason: 'chosen' });
  expect(answered(sittingOf(page))).toBe(2);
  await play(page, 'rr');

  await page.session.getState().saveAgain();
  expect(page.session.getState().problem).toMatchObject({ act: 'save-again', kind: 'failed' });
  expect(answered(sittingOf(page))).toBe(4);

  store.failWith = null;
  await page.session.getState().retry();
  expect(page.log.store.getState()).toMatchObject({ status: 'saved', reason: null });
  expect(fold(await store.events())).toEqual(page.log.store.getState().state);
  expect(answered(sittingOf(page))).toBe(4);
});

test('memory holds the whole log, so that a store found empty later gets all of it', async () => {
  const stores = [new TestStore(), new TestStore()];
  const page = await begun(setUp(undefined, async () => stores.shift()!));
  const [later] = stores;
  await play(page, 'rw');
  page.log.goOnInMemory();
  await play(page, 'r');
  await page.session.getState().saveAgain();
  expect(fold(await later!.events())).toEqual(page.log.store.getState().state);
  expect(answered(sittingOf(page))).toBe(3);
});

test.each(['unavailable', 'newer', 'full', 'failed'] as const)('storage that is %s at the start: the quiz works in memory and knows why', async (kind) => {
  const page = await begun(setUp(undefined, () => Promise.reject(new StoreError(kind, 'no'))));
  expect(page.log.store.getState()).toMatchObject({ status: 'memory', reason: kind });
  await play(page, 'rrrww');
  expect(deckState(page.log.store.getState().state, slug).passed).toBe(true);
});

test('storage that never answers: the learner can go on, and a late answer takes nothing away', async () => {
  let answer!: (store: TestStore) => void;
  const page = setUp(undefined, () => new Promise<TestStore>((resolve) => (answer = resolve)));
  page.session.getState().open(slug);
  await Promise.resolve();
  await page.session.getState().goOnWithoutSaving();
  await page.session.getState().begin(cards);
  await play(page, 'rr');
  answer(new TestStore());
  await new Promise((resolve) => setTimeout(resolve));
  expect(page.log.store.getState().status).toBe('memory');
  expect(answered(sittingOf(page))).toBe(2);
});

test('a sitting goes on in a new page at the same card, answer up if it was', async () => {
  const before = await begun(setUp(undefined, openIndexedDbStore));
  await play(before, 'rw');
  await before.session.getState().reveal();

  const after = await opened(setUp(undefined, openIndexedDbStore));
  expect(sittingOf(after)).toEqual(sittingOf(before));
  expect(after.session.getState().entered).toBe(false);
  after.session.getState().resume();
  await after.session.getState().mark(true);
  expect(answered(sittingOf(after))).toBe(3);
});

test('the end of the first round shows the result; the retry round ends there too; an undo goes back to the card', async () => {
  const page = await begun(setUp());
  const { session } = page;
  await play(page, 'rrrrw');
  expect(session.getState().entered).toBe(false);
  await session.getState().undo();
  expect(session.getState().entered).toBe(true);
  expect(sittingOf(page).revealed).toBe(true);
  await session.getState().mark(false);
  session.getState().resume();
  await play(page, 'w');
  expect(session.getState().entered).toBe(true);
  await play(page, 'r');
  expect(session.getState().entered).toBe(false);
  expect(currentCardId(sittingOf(page))).toBeNull();
});

test('marks of another tab appear here', async () => {
  const [here, there] = [await begun(setUp(undefined, openIndexedDbStore)), await opened(setUp(undefined, openIndexedDbStore))];
  await play(there, 'r');
  await vi.waitFor(() => expect(answered(sittingOf(here))).toBe(1));
  await play(here, 'w');
  await vi.waitFor(() => expect(sittingOf(there)).toEqual(sittingOf(here)));
});

test('an event that another tab made stale is refused before it is stored', async () => {
  const store = new TestStore();
  const page = await begun(setUp(store));
  await page.session.getState().reveal();
  const shown = sittingOf(page);
  await store.appendElsewhere({ v: 1, id: 'there', sittingId: shown.id, atMs: 0, type: 'marked', cardId: currentCardId(shown)!, right: false, round: 'first' });
  await page.session.getState().mark(true);
  expect(sittingOf(page).marks.map(({ right }) => right)).toEqual([false]);
  expect(page.session.getState()).toMatchObject({ saving: null, problem: null });
});

test('course progress follows the log', async () => {
  const page = setUp();
  const progress = createCourseProgress(page.log);
  expect(progress.getState()).toEqual({ status: 'loading', passed: {}, best: {} });
  await begun(page);
  expect(progress.getState()).toMatchObject({ status: 'ready', passed: { [slug]: false } });
  await play(page, 'rrrww');
  expect(progress.getState()).toEqual({ status: 'ready', passed: { [slug]: true }, best: { [slug]: { right: 3, total: 5 } } });
  page.log.goOnInMemory();
  expect(progress.getState()).toMatchObject({ status: 'unavailable', passed: { [slug]: true } });
});

test('after any acts, the disk folds to what the page shows, and a new page shows the same', async () => {
  // The pages left behind by a reload would otherwise go on listening.
  vi.stubGlobal('BroadcastChannel', undefined);
  const acts = fc.array(fc.constantFrom('reveal', 'knew', 'guessed', 'right', 'wrong', 'undo', 'begin', 'reload'), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(acts, async (sequence) => {
      globalThis.indexedDB = new IDBFactory();
      let page = await begun(setUp(undefined, openIndexedDbStore));
      for (const act of sequence) {
        const { session } = page;
        if (act === 'reload') {
          const shown = page.log.store.getState().state;
          page = await opened(setUp(undefined, openIndexedDbStore));
          expect(page.log.store.getState().state).toEqual(shown);
        } else if (act === 'begin') await session.getState().begin(cards);
        else if (act === 'right' || act === 'wrong') await session.getState().mark(act === 'right');
        else if (act === 'undo') await session.getState().undo();
        else await session.getState().reveal(act === 'reveal' ? undefined : act);
      }
      const disk = await (await openIndexedDbStore()).load();
      expect(fold(disk.events)).toEqual(page.log.store.getState().state);
    }),
    { numRuns: 50 },
  );
});

test('the memory store is a store like any other', async () => {
  const page = await begun(setUp(memoryStore()));
  await play(page, 'rr');
  expect(answered(sittingOf(page))).toBe(2);
});
