// Holds: the review page shows the cards that are due by the learner's calendar, says when each would come again before it is
// marked, keeps a mark before the next card shows, takes the last marks back, and takes in what another tab marked.
import { EVENT_SCHEMA, keyOf, type QuizEvent, schedule, StoreError } from '#quiz';
import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, test } from 'vitest';
import { ReviewPage } from '../../../app/components/review/review-page.tsx';
import { localDay } from '../../../app/state/local-day.ts';
import { createReviewSession } from '../../../app/state/review-session.ts';
import { runShortcut } from '../../../app/state/shortcuts.ts';
import { createQuizLog } from '../../../app/storage/quiz-log.ts';
import { chapterOf, TestStore } from './helpers.ts';

const chapter = chapterOf(5);
/** Noon of a day in June: no change of the clocks is near. */
const noon = (day: number) => new Date(2026, 5, day, 12).getTime();
let n = 0;
const checked = (cardId: string, day: number, right: boolean): QuizEvent => ({ v: EVENT_SCHEMA, id: `c${++n}`, atMs: noon(day), type: 'self-checked', deck: chapter.slug, cardId, right });

window.addEventListener('keydown', runShortcut);
afterEach(cleanup);

async function open(events: readonly QuizEvent[], day: number, store = new TestStore()) {
  await store.append(events);
  const log = createQuizLog(async () => store);
  let atMs = noon(day);
  const clock = { now: () => ++atMs, newId: () => `r${++n}`, newSeed: () => 1 };
  const session = createReviewSession(log, clock);
  render(
    <MemoryRouter>
      <ReviewPage decks={[chapter]} log={log} session={session} now={clock.now} />
    </MemoryRouter>,
  );
  await screen.findByRole('heading', { level: 1 });
  return { store, log, session, user: userEvent.setup() };
}
const question = () => screen.getByRole('heading', { level: 2 });
const reviews = async (store: TestStore) => (await store.events()).filter(({ type }) => type === 'reviewed' || type === 'review-undone');

describe('when nothing is due', () => {
  test('a learner who marked nothing yet is led to the quiz', async () => {
    await open([], 10);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Nothing to review yet');
    expect(screen.getByRole('link', { name: /^Take the quiz/ })).toHaveAttribute('href', '/quiz/kinesis-data-streams');
  });

  test('cards that wait are counted by day, and the next day is named', async () => {
    await open([checked('card-1', 10, true), checked('card-2', 10, false)], 10);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Nothing is due today');
    expect(screen.getByText('1 card comes tomorrow.')).toBeVisible();
    const rows = screen.getAllByRole('row').map((row) => within(row).queryByRole('cell')?.textContent);
    expect(rows.slice(1, 4)).toEqual(['1', '1', '0']);
  });

  test('what slipped today leads back to the text', async () => {
    await open([checked('card-2', 10, false)], 10);
    expect(screen.getByRole('link', { name: 'Section: Limits' })).toHaveAttribute('href', '/chapters/kinesis-data-streams#limits');
  });
});

describe('when cards are due', () => {
  test('the keys turn and mark; each button says when the card comes again, and the card then does', async () => {
    const { user, store } = await open([checked('card-1', 1, true), checked('card-2', 1, true)], 10);
    expect(screen.getByText(/^2 cards due/)).toBeVisible();
    expect(screen.queryByRole('group', { name: 'Answer' })).toBeNull();
    await user.keyboard('2');
    expect(await reviews(store), 'a mark needs the answer').toEqual([]);
    await user.keyboard(' ');
    expect(screen.getByRole('group', { name: 'Answer' })).toHaveFocus();
    expect(screen.getByRole('button', { name: /^Got it wrong.*again tomorrow/ })).toBeVisible();
    const promised = Number(/in (\d+) days/.exec(screen.getByRole('button', { name: /^Got it right/ }).textContent)![1]);
    const shown = question().textContent;
    await user.keyboard('2');
    expect(question()).not.toHaveTextContent(shown);
    expect(question()).toHaveFocus();
    const events = await store.events();
    const cardId = `card-${/\d+/.exec(shown)![0]}`;
    expect(schedule(events, localDay).get(keyOf({ deck: chapter.slug, cardId }))!.dueDay).toBe(localDay(noon(10)) + promised);

    await user.keyboard(' 1');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Done for today');
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    expect(screen.getByText(/^1 of 2 right\./)).toBeVisible();
  });

  test('a card that was known and is forgotten leads back to its section and figure, at once and at the end; one never known is no lapse', async () => {
    const { user } = await open([checked('card-1', 1, true), checked('card-2', 9, false), checked('card-3', 1, true)], 10);
    const lapse = () => screen.queryByText(/^You had known the last card/);
    const asked: number[] = [];
    for (let n = 0; n < 3; n++) {
      asked.push(Number(/\d+/.exec(question().textContent)![0]));
      await user.keyboard(' ');
      expect(lapse(), 'not beside an answer').toBeNull();
      await user.keyboard('1');
      if (n === 2) break;
      const known = asked.at(-1) !== 2;
      expect(lapse() !== null).toBe(known);
      if (known) {
        expect(within(lapse()!).getByRole('link', { name: 'Section: The belt' })).toHaveAttribute('href', '/chapters/kinesis-data-streams#belt');
        expect(within(lapse()!).getByRole('link', { name: 'Figure: A day on the belt' })).toHaveAttribute('href', '/chapters/kinesis-data-streams#figure-belt');
      }
    }
    expect(asked.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(screen.getAllByText('You had known it.')).toHaveLength(2);
    expect(screen.getAllByRole('link', { name: 'Figure: A day on the belt' }), 'the topic of card 2 has no figure').toHaveLength(2);
  });

  test('a lapse is of the newest mark of today alone: a right one after it, or a new day, ends it', async () => {
    const known = ['card-1', 'card-3', 'card-5'].map((cardId) => checked(cardId, 1, true));
    const { user, store } = await open(known, 10);
    await user.keyboard(' 1');
    expect(screen.getByText(/^You had known the last card/)).toBeVisible();
    const events = await store.events();
    await user.keyboard(' 2');
    expect(screen.queryByText(/^You had known the last card/)).toBeNull();
    cleanup();
    await open(events, 11);
    expect(screen.getByText(/^3 cards due/)).toBeVisible();
    expect(screen.queryByText(/^You had known the last card/)).toBeNull();
  });

  test('Z takes the last marks back, card after card, answers up', async () => {
    const { user, store } = await open([checked('card-1', 1, true), checked('card-2', 1, true)], 10);
    const first = question().textContent!;
    await user.keyboard(' 1 2');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Done for today');
    await user.keyboard('z');
    expect(question()).not.toHaveTextContent(first);
    expect(screen.getByRole('group', { name: 'Answer' })).toBeVisible();
    await user.keyboard('z');
    expect(question()).toHaveTextContent(first);
    expect(screen.getByRole('button', { name: /^Undo/ })).toHaveAttribute('aria-disabled', 'true');
    expect(await reviews(store)).toHaveLength(4);
  });

  test('a mark that cannot be saved leaves the card and says so; tried again it counts once', async () => {
    const { user, store } = await open([checked('card-1', 1, true)], 10);
    store.failWith = new StoreError('full', 'no room');
    await user.keyboard(' 2');
    expect(screen.getByRole('alert')).toHaveTextContent('This mark is not saved');
    expect(screen.getByRole('group', { name: 'Answer' })).toBeVisible();
    store.failWith = null;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Done for today');
    expect(await reviews(store)).toHaveLength(1);
  });

  test('what another tab marks is no longer due here', async () => {
    const { store } = await open([checked('card-1', 1, true), checked('card-2', 1, true)], 10);
    const cardId = `card-${/\d+/.exec(question().textContent)![0]}`;
    await act(() => store.appendElsewhere({ v: EVENT_SCHEMA, id: 'other', atMs: noon(10), type: 'reviewed', deck: chapter.slug, cardId, right: true }));
    expect(screen.getByText(/^1 card due/)).toBeVisible();
    expect(question()).not.toHaveTextContent(`Question ${cardId.slice(5)}?`);
  });

  test('marks of cards that this build has dropped are kept and not asked', async () => {
    await open([checked('card-99', 1, true), checked('card-1', 1, true)], 10);
    expect(screen.getByText(/^1 card due/)).toBeVisible();
  });
});

test('a day begins at midnight of the learner’s clock', () => {
  expect(localDay(new Date(2026, 5, 10, 23, 59, 59, 999).getTime()) + 1).toBe(localDay(new Date(2026, 5, 11).getTime()));
});
