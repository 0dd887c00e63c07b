// Holds (issue 7, Progress), on the page itself: nothing marked leads to the quiz; too little for a number says what is missing; every
// number stands in a table; long tables and charts show a part and say of how many; another tab's mark shows; without storage it says so.
import { EVENT_SCHEMA, EXAM_QUESTIONS, type QuizEvent, drawExam, StoreError } from '#quiz';
import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import { ProgressPage } from '../../../app/components/progress/progress-page.tsx';
import { createQuizLog, type QuizLog } from '../../../app/storage/quiz-log.ts';
import { pool } from '../../quiz/exam-log.ts';
import { chapterOf, TestStore } from '../quiz/helpers.ts';

// Of 24 cards, odd numbers are of topic "odd" (section belt), even ones of "even" (section limits).
const chapter = { ...chapterOf(24), exam: pool };
const DECK = chapter.slug;
/** Noon of a day in June: no change of the clocks is near. */
const noon = (day: number) => new Date(2026, 5, day, 12).getTime();
let n = 0;
const stamp = (day: number) => ({ v: EVENT_SCHEMA, id: `p${++n}`, atMs: noon(day) + n }) as const;
const reviewed = (card: number, day: number, right: boolean): QuizEvent => ({ ...stamp(day), type: 'reviewed', deck: DECK, cardId: `card-${card}`, right });

/** A sitting of as many cards as there are letters: k and g say "know" and "guess" and are right, K and G are wrong. */
function quiz(day: number, letters: string, retries = ''): QuizEvent[] {
  const sittingId = `s${++n}`;
  const cardIds = [...letters].map((_, i) => `card-${i + 1}`);
  const missed = cardIds.filter((_, i) => 'KG'.includes(letters[i]!));
  const turn = (cardId: string, right: boolean, round: 'first' | 'retry', confidence?: 'knew' | 'guessed'): QuizEvent[] => [
    { ...stamp(day), type: 'card-revealed', sittingId, cardId, ...(confidence && { confidence }) },
    { ...stamp(day), type: 'marked', sittingId, cardId, right, round },
  ];
  return [
    { ...stamp(day), type: 'sitting-started', sittingId, deck: DECK, cardIds, seed: 1 },
    ...[...letters].flatMap((letter, i) => turn(cardIds[i]!, 'kg'.includes(letter), 'first', 'kK'.includes(letter) ? 'knew' : 'guessed')),
    ...[...retries].flatMap((letter, i) => turn(missed[i]!, letter === 'r', 'retry')),
  ];
}
function exam(day: number, right: number): QuizEvent[] {
  const sittingId = `x${++n}`;
  const questions = drawExam(pool, n);
  return [
    { ...stamp(day), type: 'exam-started', sittingId, deck: DECK, questions, seed: n, limitMs: 2_400_000 },
    { ...stamp(day), type: 'exam-finished', sittingId, right: questions.map((_, i) => i < right) },
  ];
}

afterEach(cleanup);

function show(log: QuizLog, today: number) {
  render(
    <MemoryRouter>
      <ProgressPage chapters={[chapter]} log={log} now={() => noon(today)} />
    </MemoryRouter>,
  );
  return userEvent.setup();
}
async function open(events: readonly QuizEvent[], today = 20, store = new TestStore()) {
  await store.append(events);
  const user = show(createQuizLog(async () => store), today);
  await screen.findByRole('heading', { name: 'Your data' });
  return { store, user };
}
const part = (name: string) => screen.getByRole('region', { name });
const rows = (name: string) => within(within(part(name)).getByRole('table')).getAllByRole('row').slice(1).map((row) => [...row.children].map((cell) => cell.textContent));

test('while the storage opens the page says so, and nothing else', () => {
  show(createQuizLog(() => new Promise(() => {})), 20);
  expect(screen.getByRole('status')).toHaveTextContent('Opening your saved marks…');
  expect(screen.queryByRole('heading', { level: 2 })).toBeNull();
});

test('with nothing marked it tells what will be here and leads to the quiz; no empty chart', async () => {
  await open([]);
  expect(screen.getByText(/^Nothing is marked yet\./)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Take the quiz' })).toHaveAttribute('href', `/quiz/${DECK}`);
  expect(screen.queryByRole('table')).toBeNull();
});

test('a quiz, by hand: topics, what was said, the day, the score', async () => {
  // 1 k, 2 K, 3 g, 4 G, 5 k: right 1, 3, 5 of odd; wrong 2, 4 of even. The retry round makes 2 right.
  await open(quiz(20, 'kKgGk', 'r'));
  expect(part('Cards by topic')).toHaveTextContent('4 of 24 cards known, 1 learning, 19 not seen yet.');
  expect(rows('Cards by topic')).toEqual([['even', '1', '1', '10', '0'], ['odd', '3', '0', '9', '0']]);
  expect(screen.getByRole('link', { name: 'even' })).toHaveAttribute('href', `/chapters/${DECK}#limits`);
  expect(rows('Do you know what you know?')).toEqual([['I know it', '3', '2', '7 more to tell'], ['I am guessing', '2', '1', '8 more to tell']]);
  expect(rows('Days')).toEqual([['Today', '3', '2', '1', '1', '0']]);
  expect(part('Days')).toHaveTextContent('Study on 1 of the last 30 days.');
  expect(rows('Scores')).toEqual([[expect.stringContaining('20'), 'Quiz', '3 of 5', '60\u00A0%, passed', '1']]);
  expect(part('Ready for the exam?')).toHaveTextContent('1 exam finished: sit the exam');
  expect(part('Ready for the exam?')).toHaveTextContent('20 cards marked: 5 so far, 15 to go');
});

test('what is due leads to the review, from its topic and from the top', async () => {
  await open([reviewed(1, 10, true), reviewed(2, 19, false), reviewed(3, 20, true)]);
  expect(screen.getByRole('link', { name: 'Review 2 cards due today' })).toHaveAttribute('href', '/review');
  expect(rows('Cards by topic').map(([topic, known, learning, , due]) => [topic, known, learning, due])).toEqual([['even', '0', '1', '1 to review'], ['odd', '1', '1', '1 to review']]);
});

test('enough of one kind is told in words; nine of ten known is no warning', async () => {
  await open(quiz(20, `${'k'.repeat(9)}K`));
  expect(part('Do you know what you know?')).toHaveTextContent('When you say you know, you do.');
  expect(rows('Do you know what you know?')[0]).toEqual(['I know it', '10', '9', '90\u00A0%']);
  cleanup();
  await open(quiz(20, `${'k'.repeat(8)}KKgg`));
  expect(part('Do you know what you know?')).toHaveTextContent('2 of 10 cards that you said you knew were wrong.');
});

test('an exam and twenty cards make a range with its sum; the points and the verdict agree with the mark that passes', async () => {
  // The pool's topics have 3, 2 and 1 of six parts of the six written questions of each, all of fact T001, which no card of this deck
  // rests on: a sitting has all 18 and 2 sums as "keys", so 8, 6 and 6.
  await open([...quiz(20, 'k'.repeat(20)), ...exam(20, EXAM_QUESTIONS)]);
  expect(rows('Ready for the exam?')).toEqual([
    ['Keys', '8', '8 of 8', '–', '92\u00A0%'], // 8.25 ÷ 9
    ['Reading', '6', '6 of 6', '–', '89\u00A0%'], // 6.25 ÷ 7
    ['Errors', '6', '6 of 6', '–', '89\u00A0%'],
  ]);
  // (8 · 8.25/9 + 12 · 6.25/7) ÷ 20 = 0.9024. Beta-binomial: 8 · p(1−p) · 17/10 = 1.0389, and twice 6 · p(1−p) · 13/8 = 0.9327;
  // √2.9042 ÷ 20 · 1.2816 = 0.1092. Points 100 + 900 · 0.7932 = 813 and, cut at all right, 1000.
  expect(screen.getByText('You would likely pass: 810 to 1,000 points')).toBeVisible();
  cleanup();
  await open([...quiz(20, 'k'.repeat(20)), ...exam(20, 0)]);
  expect(screen.getByText(/^Not yet: 100 to \d+ points$/)).toBeVisible();
});

test('a day without study is a gap and no reproach; the longest run stays', async () => {
  await open([reviewed(1, 1, true), reviewed(1, 2, true), reviewed(1, 3, true), reviewed(1, 6, true)], 50);
  expect(part('Days')).toHaveTextContent('No study in the last 30 days. What you learned before still counts, as far as it has not faded. The longest run so far: 3 days.');
  expect(part('Days').textContent).not.toMatch(/lost|broke|missed a day|keep it up/i);
});

test('hundreds of sittings: a part of them, more on request, and back', async () => {
  const sittings = Array.from({ length: 70 }, (_, i) => quiz(1 + (i % 28), 'kK'));
  const { user } = await open(sittings.flat(), 30);
  const scores = within(part('Scores'));
  expect(scores.getByText('Quizzes, right at the first attempt, the last 30 of 70')).toBeVisible();
  expect(part('Scores').querySelectorAll('circle')).toHaveLength(30);
  expect(rows('Scores')).toHaveLength(8);
  expect(scores.getByText('8 of 70')).toBeVisible();
  await user.click(scores.getByRole('button', { name: 'Show 25 more' }));
  await user.click(scores.getByRole('button', { name: 'Show 25 more' }));
  await user.click(scores.getByRole('button', { name: 'Show all 70 sittings' }));
  expect(rows('Scores')).toHaveLength(70);
  const back = scores.getByRole('button', { name: 'Show 8 sittings' });
  expect(back, 'the button stays where the focus is').toHaveFocus();
  await user.click(back);
  expect(rows('Scores')).toHaveLength(8);
});

test('what another tab marks shows at once', async () => {
  const { store } = await open([reviewed(1, 20, true)]);
  expect(rows('Days')).toEqual([['Today', '1', '0', '0', '0', '0']]);
  await act(() => store.appendElsewhere(reviewed(2, 20, false)));
  expect(rows('Days')).toEqual([['Today', '1', '1', '0', '0', '0']]);
  expect(part('Cards by topic')).toHaveTextContent('1 of 24 cards known, 1 learning, 22 not seen yet.');
});

test('without storage it says that only this page’s marks are shown, and why', async () => {
  const log = createQuizLog(() => Promise.reject(new StoreError('unavailable', 'none')));
  show(log, 20);
  const notice = await screen.findByText('Only what you did since this page was opened is shown.');
  expect(notice.parentElement).toHaveTextContent('This window gives the page no storage');
  await act(() => log.append(reviewed(1, 20, true)).then(() => {}));
  expect(rows('Days')).toEqual([['Today', '1', '0', '0', '0', '0']]);
});
