// A card in the text: the answer waits to be asked for, and what the learner says is in the log before the page says so.
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { deckState } from '#quiz';
import { Suspense, act } from 'react';
import { expect, test } from 'vitest';
import { CheckYourself } from '../../../app/components/check-yourself.tsx';
import { quizLog } from '../../../app/storage/quiz-log.ts';
import { chapterOf } from '../quiz/helpers.ts';

test('question, answer on demand, then one event in the log and a line that remembers it', async () => {
  const base = chapterOf(3);
  const chapter = { ...base, loadCards: async () => base.cards };
  await act(async () =>
    render(
      <Suspense>
        <CheckYourself chapter={chapter} id="card-2" />
      </Suspense>,
    ),
  );
  expect(await screen.findByText('Question 2?')).toBeVisible();
  expect(screen.queryByText('Answer 2.')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Show the answer' }));
  expect(screen.getByText('Answer 2.').closest('p')).toHaveFocus();
  await userEvent.click(screen.getByRole('button', { name: 'I did not' }));
  expect(await screen.findByText(/^You did not know it on /)).toBeVisible();
  expect(deckState(quizLog.store.getState().state, chapter.slug).checks).toMatchObject([{ cardId: 'card-2', right: false }]);
  await userEvent.click(screen.getByRole('button', { name: 'Show the answer' }));
  await userEvent.click(screen.getByRole('button', { name: 'I knew it' }));
  expect(await screen.findByText(/^You knew it on /)).toBeVisible();
  expect(deckState(quizLog.store.getState().state, chapter.slug).checks.map(({ right }) => right)).toEqual([false, true]);
});
