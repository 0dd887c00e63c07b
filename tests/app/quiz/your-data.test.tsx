// Holds: the page says where the marks are and how safe; a backup goes out and comes in only after a look at what it changes; a
// damaged one changes nothing; the reminder comes after 50 marks or 7 days and can be put off.
import { EVENT_SCHEMA, type QuizEvent, StoreError, toBackup } from '#quiz';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { YourData } from '../../../app/components/data/your-data.tsx';
import { marksToBackUp, previewImport, useBackups } from '../../../app/state/backup.ts';
import { createQuizSession } from '../../../app/state/quiz-session.ts';
import { createQuizLog } from '../../../app/storage/quiz-log.ts';
import { chapterOf, setUp, TestStore } from './helpers.ts';

const chapter = chapterOf(5);
const DAY_MS = 86_400_000;
const checked = (n: number, atMs = n * 1000): QuizEvent => ({ v: EVENT_SCHEMA, id: `c${n}`, atMs, type: 'self-checked', deck: chapter.slug, cardId: `card-${n}`, right: true });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => checked(from + i));
const saved: Blob[] = [];

beforeEach(() => {
  saved.length = 0;
  localStorage.clear();
  useBackups.setState({ last: null, putOff: null });
  URL.createObjectURL = (blob) => (saved.push(blob as Blob), 'blob:test');
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function open(events: readonly QuizEvent[], store = new TestStore()) {
  await store.append(events);
  const log = createQuizLog(async () => store, () => 5 * DAY_MS);
  render(
    <MemoryRouter>
      <YourData decks={[chapter]} log={log} />
    </MemoryRouter>,
  );
  await screen.findByRole('heading', { level: 2, name: 'Your data' });
  return { log, store, user: userEvent.setup() };
}
const file = (text: string, name = 'mine.json') => new File([text], name, { type: 'application/json' });
const choose = (user: ReturnType<typeof userEvent.setup>, one: File) => user.upload(screen.getByLabelText('Take in a backup:'), one);
const fact = (name: string) => screen.getByText(name, { selector: 'dt' }).nextElementSibling;

test('a download is a whole backup, and is remembered as the last one', async () => {
  const { user } = await open(range(1, 3));
  expect(fact('Last backup')).toHaveTextContent('never');
  await user.click(screen.getAllByRole('button', { name: 'Download backup' })[0]!);
  const text = await saved[0]!.text();
  expect(JSON.parse(text)).toMatchObject({ format: 'shardbelt-marks', schema: 1, count: 3, events: range(1, 3) });
  expect(fact('Last backup')).toHaveTextContent('3 marks');
});

test('a file is shown before it is taken in; a merge adds what is missing, and a snapshot brings back what was there', async () => {
  const { user, store } = await open(range(1, 3));
  await choose(user, file(toBackup(range(3, 6), 1)));
  const panel = screen.getByRole('region', { name: 'mine.json' });
  expect(panel).toHaveTextContent('4 entries with 4 marks');
  expect(panel).toHaveTextContent('3 of them are not here yet');
  expect(panel).toHaveTextContent('Adds 3 entries and keeps all that is here: 6 marks afterwards');
  expect(panel).toHaveTextContent('Takes away 2 entries that are only here: 4 marks afterwards');
  expect(await store.events(), 'a look changes nothing').toEqual(range(1, 3));
  await user.click(within(panel).getByRole('button', { name: 'Merge' }));
  await waitFor(() => expect(fact('Marks')).toHaveTextContent('6 marks'));
  expect(screen.getByText('mine.json was merged into your marks.')).toBeVisible();

  await user.click((await screen.findAllByRole('button', { name: /^Go back to/ }))[0]!);
  await user.click(screen.getByRole('button', { name: 'Replace' }));
  await waitFor(() => expect(fact('Marks')).toHaveTextContent('3 marks'));
  expect(await store.events()).toEqual(range(1, 3));
});

test('a damaged file changes nothing and says why; so does one that cannot be stored', async () => {
  const { user, store } = await open(range(1, 3));
  await choose(user, file(toBackup(range(1, 9), 1).replace('card-4', 'card-5')));
  expect(screen.getByRole('alert')).toHaveTextContent('mine.json was not taken in, and nothing has changed. The checksum does not fit');
  expect(screen.queryByRole('button', { name: 'Merge' })).toBeNull();
  await choose(user, file(toBackup(range(4, 9), 1)));
  store.failWith = new StoreError('full', 'no room');
  await user.click(screen.getByRole('button', { name: 'Replace' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('nothing has changed. The storage of this browser is full.');
  expect(fact('Marks')).toHaveTextContent('3 marks');
  expect(await store.events()).toEqual(range(1, 3));
});

describe('the page is honest about the storage', () => {
  test('where there is none', async () => {
    const log = createQuizLog(() => Promise.reject(new StoreError('unavailable', 'none')));
    render(
      <MemoryRouter>
        <YourData decks={[chapter]} log={log} />
      </MemoryRouter>,
    );
    await waitFor(() => expect(fact('Kept')).toHaveTextContent('in this page only, until it is closed. This window gives the page no storage'));
    expect(screen.getByRole('button', { name: 'Download backup' })).toBeVisible();
  });

  test('where the browser may clear it, and when it refuses to promise', async () => {
    vi.stubGlobal('navigator', { ...navigator, storage: { persisted: async () => false, persist: async () => false, estimate: async () => ({ usage: 1_250_000, quota: 3e9 }) } });
    const { user } = await open(range(1, 1));
    await waitFor(() => expect(fact('Kept')).toHaveTextContent('It may clear them when it runs short of room.'));
    expect(fact('Room used')).toHaveTextContent('1.3 MB of 3.0 GB');
    await user.click(screen.getByRole('button', { name: 'Ask it to keep them' }));
    expect(await screen.findByText(/^The browser did not agree\./)).toBeVisible();
  });

  test('where it has promised to keep them, and where it says nothing', async () => {
    let persisted: boolean | undefined = false;
    vi.stubGlobal('navigator', { ...navigator, storage: { persisted: async () => persisted, persist: async () => (persisted = true) } });
    const { user } = await open(range(1, 1));
    await user.click(await screen.findByRole('button', { name: 'Ask it to keep them' }));
    expect(await screen.findByText('The browser will keep your marks.')).toBeVisible();
    expect(fact('Kept')).toHaveTextContent('in this browser, which has agreed not to clear them by itself. Clearing the site’s data does.');
    expect(fact('Room used')).toHaveTextContent('the browser does not say');
    cleanup();
    persisted = undefined;
    await open(range(1, 1));
    await waitFor(() => expect(fact('Kept')).toHaveTextContent('Whether it may clear them it does not say.'));
    expect(screen.queryByRole('button', { name: 'Ask it to keep them' })).toBeNull();
  });

  test('where some of it could not be read', async () => {
    const store = new TestStore();
    store.load = async () => ({ events: range(1, 2), skipped: 1 });
    await open([], store);
    await waitFor(() => expect(fact('Marks')).toHaveTextContent('2 marks since'));
    expect(fact('Marks')).toHaveTextContent('1 entry could not be read and is kept as it is');
  });
});

test('the browser is asked to keep the marks once a first round is done, and not before', async () => {
  const { log } = setUp();
  const persist = vi.fn(async () => true);
  let n = 0;
  const session = createQuizSession(log, { now: () => ++n, newId: () => `p${++n}`, newSeed: () => 1 }, persist).getState();
  session.open(chapter.slug);
  await session.begin(chapter.cards);
  for (let i = 0; i < 5; i++) {
    expect(persist).not.toHaveBeenCalled();
    await session.reveal();
    await session.mark(i > 0);
  }
  expect(persist).toHaveBeenCalledOnce();
  session.resume();
  await session.reveal();
  await session.mark(true);
  expect(persist).toHaveBeenCalledOnce();
});

describe('the reminder', () => {
  const none = { last: null, putOff: null };
  test.each([
    ['no marks', [], none, 99, null],
    ['49 marks in a day', range(1, 49), none, 1, null],
    ['50 marks', range(1, 50), none, 1, 50],
    ['one mark, a week ago', range(1, 1), none, 7.1, 1],
    ['one mark, not yet a week ago', range(1, 1), none, 6.9, null],
    ['all in the backup', range(1, 60), { last: { atMs: 0, marks: 60 }, putOff: null }, 99, null],
    ['one more than in a backup of last week', range(1, 61), { last: { atMs: 0, marks: 60 }, putOff: null }, 8, 1],
    ['50 more than in the backup', range(1, 110), { last: { atMs: 0, marks: 60 }, putOff: null }, 1, 50],
    ['put off just now', range(1, 60), { last: null, putOff: { atMs: DAY_MS, marks: 60 } }, 2, null],
    ['put off a week ago', range(1, 61), { last: null, putOff: { atMs: DAY_MS, marks: 60 } }, 9, 61],
    ['fewer than in the backup, after an import', range(1, 2), { last: { atMs: 0, marks: 60 }, putOff: null }, 99, null],
  ] as const)('%s', (_, events, backups, days, marks) => expect(marksToBackUp(events, backups, days * DAY_MS)).toBe(marks));

  test('is shown with the way out, and goes when it is taken or put off', async () => {
    const { user } = await open(range(1, 50));
    expect(screen.getByText('50 marks without a backup.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Not now' }));
    expect(screen.queryByText('50 marks without a backup.')).toBeNull();
  });
});

test('the look at a file tells what a merge and a replacement then give', () => {
  const all = range(1, 12);
  fc.assert(
    fc.property(fc.subarray(all), fc.subarray(all), (here, there) => {
      const preview = previewImport(here, there);
      expect(preview.missing).toBe(there.filter((event) => !here.includes(event)).length);
      expect(preview.onlyHere).toBe(here.filter((event) => !there.includes(event)).length);
      expect(preview.after.merge.marks).toBe(here.length + preview.missing);
      expect(preview.after.replace.marks).toBe(there.length);
    }),
    { numRuns: 200 },
  );
});
