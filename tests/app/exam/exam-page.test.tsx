// Holds, on the page itself: a sitting by keys and by roles; two to choose are two at most; the clock, its warnings and its end;
// resume; the review and its question before the end; the result with every reason; what cannot be saved is told.
import { EXAM_MS_PER_QUESTION, EXAM_QUESTIONS, type ExamQuestion, examQuestion, examState, memoryStore, optionOrder, rightToPassExam, StoreError, toChoose } from '#quiz';
import { findChapter } from '#chapters';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, MemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ExamPage } from '../../../app/components/exam/exam-page.tsx';
import { Component as ExamRoute, loader } from '../../../app/routes/exam.tsx';
import { createExamSession } from '../../../app/state/exam-session.ts';
import { runShortcut, useShortcutList } from '../../../app/state/shortcuts.ts';
import { createQuizLog } from '../../../app/storage/quiz-log.ts';
import { TestStore } from '../quiz/helpers.ts';

const chapter = { ...findChapter('kinesis-data-streams')!, exam: await findChapter('kinesis-data-streams')!.loadExam() };
const LIMIT_MS = EXAM_QUESTIONS * EXAM_MS_PER_QUESTION;
let n = 0;

beforeEach(() => {
  window.scrollTo = () => {};
  window.addEventListener('keydown', runShortcut);
});
afterEach(() => {
  window.removeEventListener('keydown', runShortcut);
  useShortcutList.setState({ enabled: true });
  localStorage.clear();
});

function open(store = new TestStore(), clock = { nowMs: 1_700_000_000_000 }) {
  const log = createQuizLog(async () => store);
  const session = createExamSession(log, { now: () => clock.nowMs, newId: () => `id-${++n}`, newSeed: () => 11 });
  const view = render(
    <MemoryRouter>
      <ExamPage chapter={chapter} log={log} session={session} />
    </MemoryRouter>,
  );
  const user = userEvent.setup();
  const running = () => examState(log.store.getState().state, chapter.slug).running;
  const inHand = (): ExamQuestion => examQuestion(chapter.exam, running()!.questions[session.getState().at]!.id)!;
  /** The keys that choose these places of the question in hand. */
  const keysFor = (right: boolean) => {
    const question = inHand();
    const order = optionOrder(question, running()!.seed, session.getState().at);
    const rights = order.flatMap((place, shown) => (question.options[place]!.right ? [shown + 1] : []));
    return right ? rights : order.flatMap((place, shown) => (question.options[place]!.right ? [] : [shown + 1])).slice(0, rights.length);
  };
  const waitMs = (ms: number) => {
    clock.nowMs += ms;
    act(() => session.getState().tick());
  };
  return { ...view, log, session, store, clock, user, running, inHand, keysFor, waitMs };
}
type Page = ReturnType<typeof open>;

async function begun(...args: Parameters<typeof open>) {
  const it = open(...args);
  await it.user.click(await screen.findByRole('button', { name: /^Begin/ }));
  await screen.findByRole('region', { name: `Question 1 of ${EXAM_QUESTIONS}` });
  return it;
}

async function answerAll(it: Page, right: number) {
  for (let at = 0; at < EXAM_QUESTIONS; at += 1) {
    for (const key of it.keysFor(at < right)) await it.user.keyboard(String(key));
    await it.user.keyboard('n');
  }
  await screen.findByRole('heading', { level: 1, name: 'Review' });
}

test('the start says how many, how long, and how it is scored', async () => {
  open();
  await screen.findByRole('button', { name: /^Begin/ });
  expect(screen.getByText(/drawn anew each time/)).toHaveTextContent(`${EXAM_QUESTIONS} of ${chapter.exam.questions.length}`);
  expect(screen.getByText(/does not pause/)).toHaveTextContent('40 minutes, 2 minutes a question');
  expect(screen.getByText(/AWS does not publish/)).toHaveTextContent(`which takes ${rightToPassExam(EXAM_QUESTIONS)} of ${EXAM_QUESTIONS} right`);
});

test('a whole sitting by keys passes with exactly enough, and shows every reason', async () => {
  const it = open();
  await screen.findByRole('button', { name: /^Begin/ });
  await it.user.keyboard(' ');
  await screen.findByRole('region', { name: `Question 1 of ${EXAM_QUESTIONS}` });
  const enough = rightToPassExam(EXAM_QUESTIONS);
  await answerAll(it, enough);
  expect(screen.getByText(`${EXAM_QUESTIONS} of ${EXAM_QUESTIONS} answered · 0 flagged`)).toBeVisible();
  await it.user.keyboard('e');
  expect(await screen.findByRole('heading', { level: 1, name: 'Passed: 730' })).toBeVisible();
  expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
  expect(screen.getByText(/does not publish how/)).toHaveTextContent(`100 + 900 × ${enough} ÷ ${EXAM_QUESTIONS} = 730`);
  // Those that went wrong are open, with a reason for every option and the way to the section.
  const { finished } = examState(it.log.store.getState().state, chapter.slug);
  const missed = examQuestion(chapter.exam, finished[0]!.questions[enough]!.id)!;
  const shown = screen.getByText(missed.stem).closest('details')!;
  for (const { why } of missed.options) expect(shown).toHaveTextContent(why);
  expect(within(shown).getByRole('link', { name: /^Section/ })).toHaveAttribute('href', `/chapters/${chapter.slug}#${missed.section}`);
  expect(within(shown).getByText(/chosen by you/)).toHaveTextContent('Wrong');
});

test('one right less does not pass', async () => {
  const it = await begun();
  await answerAll(it, rightToPassExam(EXAM_QUESTIONS) - 1);
  await it.user.keyboard('e');
  expect(await screen.findByRole('heading', { level: 1, name: 'Not passed: 685' })).toBeVisible();
  expect(screen.getByText(/1 question more would have passed/)).toBeVisible();
});

test('a question with one right option is a group of radios named by its stem, and the choice moves', async () => {
  const it = await begun();
  while (toChoose(it.inHand()) > 1) await it.user.keyboard('n');
  const group = screen.getByRole('group', { name: `${it.inHand().stem} Choose one.` });
  const [first, second] = within(group).getAllByRole('radio');
  await it.user.click(first!);
  await waitFor(() => expect(first).toBeChecked());
  await it.user.keyboard('2');
  await waitFor(() => expect(second).toBeChecked());
  expect(first).not.toBeChecked();
});

test('where two are asked for a third is not taken, and the page says why', async () => {
  const it = await begun();
  while (toChoose(it.inHand()) === 1) await it.user.keyboard('n');
  const boxes = within(screen.getByRole('group', { name: `${it.inHand().stem} Choose two.` })).getAllByRole('checkbox');
  // Quickly, one after the other: none gets lost while the one before is saved.
  await it.user.keyboard('123');
  await waitFor(() => expect(screen.getByText('2 are chosen already. Take one back first.')).toBeVisible());
  expect(boxes.map((box) => (box as HTMLInputElement).checked).slice(0, 3)).toEqual([true, true, false]);
  await it.user.keyboard('13');
  await waitFor(() => expect(boxes.map((box) => (box as HTMLInputElement).checked).slice(0, 3)).toEqual([false, true, true]));
  expect(screen.queryByText(/chosen already/)).toBeNull();
});

test('the review shows what is answered, open and flagged, and asks before open ones count as wrong', async () => {
  const it = await begun();
  await it.user.keyboard(it.keysFor(true).join('') + 'fnr');
  await screen.findByRole('heading', { name: 'Review' });
  expect(screen.getByRole('button', { name: 'Question 1: answered, flagged' })).toBeVisible();
  await it.user.click(screen.getByRole('button', { name: 'Question 3: open' }));
  await screen.findByRole('region', { name: `Question 3 of ${EXAM_QUESTIONS}` });
  await it.user.keyboard('r');
  await it.user.keyboard('e');
  expect(screen.getByRole('group', { name: /^19 questions still open/ })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Keep on' })).toHaveFocus();
  await it.user.keyboard('{Enter}');
  expect(it.running()).not.toBeNull();
  await it.user.keyboard('e');
  await it.user.click(screen.getByRole('button', { name: 'Finish all the same' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Not passed: 145' })).toBeVisible();
});

test('the clock shows the time left, warns at five minutes and at one, also when hidden, and ends the sitting', async () => {
  const it = await begun();
  expect(screen.getByRole('timer')).toHaveTextContent('40:00');
  it.waitMs(LIMIT_MS - 300_001);
  expect(screen.queryByText('Five minutes left.')).toBeNull();
  it.waitMs(1);
  expect(screen.getByText('Five minutes left.')).toHaveAttribute('role', 'status');
  await it.user.click(screen.getByRole('button', { name: 'Hide time' }));
  expect(screen.queryByRole('timer')).toBeNull();
  it.waitMs(240_000);
  expect(screen.getByText('One minute left.')).toBeVisible();
  await it.user.keyboard(it.keysFor(true).join(''));
  it.waitMs(60_000);
  expect(await screen.findByRole('heading', { level: 1, name: 'Not passed: 145' })).toBeVisible();
  expect(screen.getByText(/The time ran out/)).toBeVisible();
});

test('a closed page resumes at the first open question with the time that is left; one closed too long ends at its time', async () => {
  const clock = { nowMs: 1_700_000_000_000 };
  const store = new TestStore();
  const first = await begun(store, clock);
  await first.user.keyboard(first.keysFor(true).join('') + 'n');
  await waitFor(() => expect(first.running()!.chosen.size).toBe(1));
  first.unmount();

  clock.nowMs += 600_000;
  const second = open(store, clock);
  await second.user.click(await screen.findByRole('button', { name: /^Go on: 30:00 left/ }));
  await screen.findByRole('region', { name: `Question 2 of ${EXAM_QUESTIONS}` });
  second.unmount();

  clock.nowMs += LIMIT_MS;
  open(store, clock);
  expect(await screen.findByRole('heading', { level: 1, name: 'Not passed: 145' })).toBeVisible();
  expect(screen.getByText(/within 40 minutes/)).toBeVisible();
});

test('an answer that cannot be saved is told, does not show as chosen, and is saved by trying again', async () => {
  const it = await begun();
  while (toChoose(it.inHand()) > 1) await it.user.keyboard('n');
  it.store.failWith = new StoreError('full', 'no room');
  await it.user.keyboard('1');
  expect(await screen.findByRole('alert')).toHaveTextContent('This answer is not saved, so it does not show as chosen. The storage of this browser is full.');
  const first = screen.getAllByRole('radio')[0]!;
  expect(first).not.toBeChecked();
  it.store.failWith = null;
  await it.user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(first).toBeChecked());
  expect(screen.queryByRole('alert')).toBeNull();
});

test('earlier results are listed, newest first, and can be looked at again', async () => {
  const it = await begun();
  await it.user.keyboard('r');
  await it.user.keyboard('e');
  await it.user.click(await screen.findByRole('button', { name: 'Finish all the same' }));
  await it.user.click(await screen.findByRole('button', { name: 'All results' }));
  expect(screen.getByText(/0 of 20 right · not passed/)).toBeVisible();
  await it.user.click(screen.getByRole('button', { name: /^Look at the result/ }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Not passed: 100' })).toBeVisible();
});

test('an exam whose questions this build has not cannot go on, and says so', async () => {
  const store = memoryStore([{ v: 1, id: 'old', sittingId: 'old', atMs: 1_700_000_000_000, type: 'exam-started', deck: chapter.slug, questions: [{ id: 'gone', topic: 'keys' }], seed: 1, limitMs: LIMIT_MS }]);
  open(store as TestStore);
  expect(await screen.findByText(/questions have changed since you began/)).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Go on/ })).toBeNull();
});

test('what another tab answers shows here, and an exam it finishes is over here too', async () => {
  const it = await begun();
  while (toChoose(it.inHand()) > 1) await it.user.keyboard('n');
  const { id } = it.running()!;
  const stamp = (event: string) => ({ v: 1, id: event, sittingId: id, atMs: it.clock.nowMs + 1 }) as const;
  await it.store.appendElsewhere({ ...stamp('other-1'), type: 'exam-answered', questionId: it.inHand().id, chosen: [0] });
  await waitFor(() => expect(screen.getByRole('radio', { checked: true })).toBeVisible());
  await it.store.appendElsewhere({ ...stamp('other-2'), type: 'exam-finished', right: Array.from({ length: EXAM_QUESTIONS }, () => false) });
  expect(await screen.findByText(/0 of 20 right · not passed/)).toBeVisible();
  await it.user.keyboard('1');
  expect(it.running()).toBeNull();
});

test('with shortcuts off no key chooses', async () => {
  const it = await begun();
  useShortcutList.setState({ enabled: false });
  await it.user.keyboard('1nr');
  expect(it.running()!.chosen.size).toBe(0);
  expect(screen.getByRole('region', { name: `Question 1 of ${EXAM_QUESTIONS}` })).toBeVisible();
});

test('the address of a chapter that is not there says so', async () => {
  const router = createMemoryRouter([{ path: '/exam/:slug', Component: ExamRoute, loader, HydrateFallback: () => null }], { initialEntries: ['/exam/no-such'] });
  render(<RouterProvider router={router} />);
  expect(await screen.findByRole('heading', { name: 'No such exam' })).toBeVisible();
});
