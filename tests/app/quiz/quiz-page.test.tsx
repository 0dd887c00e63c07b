// Holds, on the page itself: question, answer, mark by keys and by roles; the next card waits for the disk; a failure shows and the
// card stays; score and gate; missed cards again; focus goes where the work is; what cannot be saved is told.
import { type Card, deckState, StoreError } from '#quiz';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, MemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { QuizPage } from '../../../app/components/quiz/quiz-page.tsx';
import { Component as QuizRoute, loader } from '../../../app/routes/quiz.tsx';
import { ambient } from '../../../app/state/ambient.ts';
import { useBackups } from '../../../app/state/backup.ts';
import { useKept } from '../../../app/state/kept.ts';
import { runShortcut, useShortcutList } from '../../../app/state/shortcuts.ts';
import { chapterOf, setUp, TestStore } from './helpers.ts';

const KNOW = 'I know it show answer';
const GUESS = 'I am guessing show answer';

beforeEach(() => window.addEventListener('keydown', runShortcut));
afterEach(() => {
  window.removeEventListener('keydown', runShortcut);
  useShortcutList.setState({ enabled: true });
  useKept.setState({ kept: null });
  useBackups.setState({ last: null, putOff: null });
  vi.unstubAllGlobals();
});

function open(cards = 5, page = setUp()) {
  const chapter = chapterOf(cards);
  const view = render(
    <MemoryRouter>
      <QuizPage chapter={chapter} log={page.log} session={page.session} />
    </MemoryRouter>,
  );
  return { ...page, ...view, chapter, user: userEvent.setup() };
}
type Page = ReturnType<typeof open>;

async function begun(cards?: number, page?: ReturnType<typeof setUp>) {
  const it = open(cards, page);
  await it.user.click(await screen.findByRole('button', { name: 'Begin' }));
  await screen.findByRole('button', { name: KNOW });
  return it;
}
const inHand = ({ log, chapter }: Page): Card => {
  const sitting = deckState(log.store.getState().state, chapter.slug).sitting!;
  return chapter.cards.find((card) => card.id === sitting.cardIds[sitting.marks.length])!;
};
const keys = async ({ user }: Page, pressed: string) => {
  for (const key of pressed) await user.keyboard(key === '_' ? ' ' : key);
};

test('the start says how many cards there are and what passes', async () => {
  const { unmount } = open(19);
  expect(await screen.findByText(/12 of 19 right at the first attempt/)).toBeVisible();
  expect(screen.getByText('19, in a new order each time')).toBeVisible();
  unmount();
  open(24);
  expect(await screen.findByText(/12 of 20 right at the first attempt/)).toBeVisible();
  expect(screen.getByText('20 of 24, from every section, drawn anew each time')).toBeVisible();
});

test('a whole sitting by keys: Space begins, turns, 1 and 2 mark; 3 of 5 is a pass', async () => {
  const it = open(5);
  await screen.findByRole('button', { name: 'Begin' });
  await keys(it, '_' + '_2_2_2_1_1');
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Passed: 3 of 5');
  expect(screen.getByText(/Chapter 48 is unlocked/)).toHaveTextContent('Its text is not part of this build.');
});

test('one card less is no pass, and says how far it was', async () => {
  const it = await begun(5);
  await keys(it, '_2_2_1_1_1');
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Not passed: 2 of 5');
  expect(screen.getByText(/1 card short/)).toHaveTextContent('Chapter 48 stays locked until then.');
});

test('the answer shows only when asked for, with reason, section and source', async () => {
  const it = await begun();
  const card = inHand(it);
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(card.question);
  expect(screen.queryByText(card.answer)).toBeNull();
  expect(screen.queryByRole('button', { name: 'Got it right' })).toBeNull();
  await it.user.click(screen.getByRole('button', { name: KNOW }));
  const answer = screen.getByRole('group', { name: 'Answer' });
  expect(answer).toHaveTextContent(`${card.answer} ${card.why}`);
  expect(within(answer).getByRole('link')).toHaveAttribute('href', `/chapters/kinesis-data-streams#${card.section}`);
  expect(answer).toHaveTextContent(`source: ${card.source}`);
});

test('keys that mark do nothing before the answer shows', async () => {
  const it = await begun();
  const card = inHand(it);
  await keys(it, '12');
  expect(inHand(it)).toBe(card);
  expect(screen.getByText(/^Card 1 of 5 · /)).toBeVisible();
});

test('focus goes to the answer, then to the next question; the change is said', async () => {
  const it = await begun();
  expect(screen.getByRole('heading', { level: 2 })).toHaveFocus();
  await keys(it, '_');
  expect(screen.getByRole('group', { name: 'Answer' })).toHaveFocus();
  expect(screen.getByText('Answer shown.')).toHaveAttribute('role', 'status');
  await keys(it, '2');
  expect(screen.getByRole('heading', { level: 2 })).toHaveFocus();
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(inHand(it).question);
  expect(screen.getByText('Marked right. Card 2 of 5.')).toBeInTheDocument();
});

test('the next card does not show before the mark is stored', async () => {
  const store = new TestStore();
  const it = await begun(5, setUp(store));
  const card = inHand(it);
  await keys(it, '_');
  store.held = true;
  await keys(it, '2');
  expect(screen.getByRole('button', { name: 'Got it right' })).toHaveAttribute('aria-disabled', 'true');
  await it.user.click(screen.getByRole('button', { name: 'Got it wrong' }));
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(card.question);
  expect(screen.getByText(/^Card 1 of 5 · /)).toBeVisible();
  act(() => store.release());
  expect(await screen.findByText(/^Card 2 of 5 · /)).toBeVisible();
  expect(screen.getByText('1 right of 1 · 60 % passes')).toBeVisible();
});

test('a mark that cannot be stored shows why and the card stays; trying again goes on', async () => {
  const store = new TestStore();
  const it = await begun(5, setUp(store));
  const card = inHand(it);
  await keys(it, '_');
  store.failWith = new StoreError('full', 'no room');
  await keys(it, '2');
  expect(screen.getByRole('alert')).toHaveTextContent('This mark is not saved, so the card stays. The storage of this browser is full.');
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(card.question);
  store.failWith = null;
  await it.user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText(/^Card 2 of 5 · /)).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('going on without saving is told all the time, and can be ended', async () => {
  const store = new TestStore();
  const it = await begun(5, setUp(store));
  await keys(it, '_');
  store.failWith = new StoreError('failed', 'disk');
  await keys(it, '2');
  await it.user.click(screen.getByRole('button', { name: 'Go on without saving' }));
  expect(await screen.findByText(/^Card 2 of 5 · /)).toBeVisible();
  expect(screen.getByText('Marks are not being saved.')).toBeVisible();
  store.failWith = null;
  await it.user.click(screen.getByRole('button', { name: 'Try to save' }));
  await waitFor(() => expect(screen.queryByText('Marks are not being saved.')).toBeNull());
  expect((await store.events()).filter(({ type }) => type === 'marked')).toHaveLength(1);
});

test('a window without storage says so before the first card, and the quiz works', async () => {
  const it = await begun(1, setUp(undefined, () => Promise.reject(new StoreError('unavailable', 'private'))));
  expect(screen.getByText(/This window gives the page no storage/)).toBeVisible();
  await keys(it, '_2');
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Passed: 1 of 1');
});

test('storage of a newer version is named as such', async () => {
  open(3, setUp(undefined, () => Promise.reject(new StoreError('newer', 'v2'))));
  expect(await screen.findByText(/written by a newer version of Shardbelt, and this one leaves them untouched/)).toBeVisible();
});

test('a browser that does not promise to keep the marks is told of after the first round, with the way out, until that is taken or put off', async () => {
  vi.stubGlobal('navigator', { ...navigator, storage: { persist: async () => false, persisted: async () => false } });
  // The marks of these tests are of 1970.
  const clock = vi.spyOn(ambient, 'now').mockReturnValue(60_000);
  const it = await begun(1);
  const told = 'The browser does not promise to keep your marks.';
  await keys(it, '_');
  expect(screen.queryByText(told)).toBeNull();
  await keys(it, '2');
  expect(await screen.findByText(told)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Download backup' })).toBeVisible();
  await it.user.click(screen.getByRole('button', { name: 'Not now' }));
  expect(screen.queryByText(told)).toBeNull();
  it.unmount();
  // A later page asks nothing, but looks; and what is due anyway is told in one word with it.
  useKept.setState({ kept: null });
  useBackups.setState({ putOff: null });
  const later = open(1, it);
  expect(await screen.findByText(told)).toBeVisible();
  clock.mockRestore();
  later.unmount();
  open(1, it);
  expect(await screen.findByText(/^1 mark/)).toBeVisible();
  expect(screen.getByText(/kept in this browser alone, which does not promise to keep them/)).toBeVisible();
});

test.each([
  ['promises', async () => true],
  ['does not say whether it promises', undefined],
])('a browser that %s to keep the marks is no news', async (_, answer) => {
  const asked = vi.fn(answer ?? (async () => Promise.reject(new TypeError('no'))));
  vi.stubGlobal('navigator', { ...navigator, storage: { persist: asked, persisted: asked } });
  const it = await begun(1);
  await keys(it, '_2');
  await waitFor(() => expect(asked).toHaveBeenCalled());
  expect(screen.queryByText(/does not promise/)).toBeNull();
});

test('rows that could not be read are counted aloud', async () => {
  const store = new TestStore();
  store.load = async () => ({ events: [], skipped: 2 });
  open(3, setUp(store));
  expect(await screen.findByText(/^2 stored rows of your quiz log could not be read/)).toBeVisible();
});

test('Z takes the last mark back, also from the result', async () => {
  const it = await begun(2);
  await keys(it, '_2_1');
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Not passed: 1 of 2');
  await keys(it, 'z');
  expect(screen.getByText(/^Card 2 of 2 · /)).toBeVisible();
  expect(screen.getByRole('group', { name: 'Answer' })).toBeVisible();
  await keys(it, '2');
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Passed: 2 of 2');
});

test('the result lists what was missed under its topic, with the section that teaches it', async () => {
  const it = await begun(4);
  const wrong = inHand(it);
  await keys(it, '_1_2_2_2');
  const topic = screen.getByRole('heading', { level: 3, name: new RegExp(wrong.topic) });
  expect(topic).toHaveTextContent('1 of 2 right');
  expect(screen.getByText(wrong.question)).toBeVisible();
  expect(screen.getByRole('link', { name: /^Section: / })).toHaveAttribute('href', `/chapters/kinesis-data-streams#${wrong.section}`);
  expect(screen.getAllByRole('listitem')).toHaveLength(1);
});

test('the result tells what was known and what was guessed apart from the score, and names the missed card that was thought known', async () => {
  const it = await begun(4);
  await keys(it, '_2g2g1');
  const wrong = inHand(it);
  await keys(it, '_1');
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Not passed: 2 of 4');
  expect(screen.getByText('Apart from the score: of 2 you said you knew, 1 was right; of 2 guesses, 1.')).toBeVisible();
  expect(screen.getAllByText('You said you knew it.')).toHaveLength(1);
  expect(screen.getByText('You said you knew it.').parentElement).toHaveTextContent(wrong.question);
});

test('a guess is a button too; the retries do not ask, and the log keeps what was said', async () => {
  const store = new TestStore();
  const it = await begun(2, setUp(store));
  await it.user.click(screen.getByRole('button', { name: GUESS }));
  await keys(it, '1_1');
  await it.user.click(screen.getByRole('button', { name: 'Go over the 2 missed' }));
  expect(screen.queryByRole('button', { name: GUESS })).toBeNull();
  await keys(it, 'g');
  expect(screen.queryByRole('group', { name: 'Answer' })).toBeNull();
  await it.user.click(screen.getByRole('button', { name: 'Show answer' }));
  const said = (await store.events()).flatMap((event) => (event.type === 'card-revealed' ? [event.confidence] : []));
  expect(said).toEqual(['guessed', 'knew', undefined]);
});

test('a sitting of an older build, in which nothing was said, has no word about it', async () => {
  const it = await begun(1);
  await act(() => it.session.getState().reveal());
  await keys(it, '2');
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Passed: 1 of 1');
  expect(screen.queryByText(/Apart from the score/)).toBeNull();
});

test('a topic with missed cards leads to its lab, one without does not', async () => {
  const it = await begun(4);
  const wrong = inHand(it);
  await keys(it, '_1_2_2_2');
  expect(await screen.findAllByRole('link', { name: /^Lab: / })).toHaveLength(1);
  expect(screen.getByRole('link', { name: wrong.topic === 'odd' ? 'Lab: Weather from the coast' : 'Lab: Falling behind until records are lost' })).toHaveAttribute('href', `/lab/${wrong.topic === 'odd' ? 'coast-stations' : 'falls-behind'}`);
});

test('missed cards come again until they go right, and the score stays', async () => {
  const it = await begun(5);
  await keys(it, '_2_2_1_2_1');
  await it.user.click(screen.getByRole('button', { name: 'Go over the 2 missed' }));
  expect(screen.getByText(/^2 of 2 missed still to get right/)).toBeVisible();
  expect(screen.getByText('Score stays 3 of 5 · passed')).toBeVisible();
  await keys(it, '_1_2');
  await it.user.click(screen.getByRole('button', { name: 'Back to the score' }));
  expect(screen.getByText('1 card of the 2 missed still to get right.')).toBeVisible();
  await it.user.click(screen.getByRole('button', { name: 'Go on with the 1 still missed' }));
  await keys(it, '_2');
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Passed: 3 of 5');
  expect(screen.getByText(/Every missed card went right in the end/)).toBeVisible();
});

test('a page opened later resumes at the card', async () => {
  const page = setUp();
  const first = await begun(5, page);
  await keys(first, '_2_1');
  const card = inHand(first);
  first.unmount();
  act(() => page.session.setState({ deck: null, entered: false }));
  const later = open(5, page);
  await later.user.click(await screen.findByRole('button', { name: 'Resume at card 3 of 5' }));
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(card.question);
});

test('a sitting whose cards this build dropped is not resumed', async () => {
  const page = setUp();
  const first = await begun(5, page);
  first.unmount();
  open(2, page);
  expect(await screen.findByText(/The cards have changed since you began/)).toBeVisible();
  expect(screen.queryByRole('button', { name: /Resume/ })).toBeNull();
});

test('with shortcuts off no key marks, and no key is shown on the buttons', async () => {
  useShortcutList.setState({ enabled: false });
  const it = await begun();
  await it.user.click(screen.getByRole('button', { name: KNOW }));
  await keys(it, '2');
  expect(screen.getByText(/^Card 1 of 5 · /)).toBeVisible();
  expect(it.container.querySelector('kbd')).toBeNull();
});

test('the strip tells its numbers in words', async () => {
  const it = await begun(5);
  await keys(it, '_2_1');
  expect(screen.getByRole('img')).toHaveAccessibleName('2 of 5 cards marked: 1 right, 1 wrong');
  expect([...screen.getByRole('img').children].map((segment) => segment.getAttribute('data-is'))).toEqual(['right', 'wrong', 'current', 'to-come', 'to-come']);
});

test('a quiz that does not exist says so', async () => {
  const router = createMemoryRouter([{ path: '/quiz/:slug', loader, Component: QuizRoute, HydrateFallback: () => null }], { initialEntries: ['/quiz/nothing-here'] });
  render(<RouterProvider router={router} />);
  expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent('No such quiz');
  expect(screen.getByText('nothing-here')).toBeVisible();
});
