// Holds: steps stand unordered before and numbered after the card is turned; wrong answers stand behind a fold that keys open; a
// disputed answer says who says what.
import type { Card } from '#quiz';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { CardDoubts, CardProof, CardSteps } from '../../../app/components/quiz/card-parts.tsx';
import { chapterOf } from './helpers.ts';

const chapter = chapterOf(1);
const card: Card = { ...chapter.cards[0]!, kind: 'order-steps', steps: ['Wake', 'Eat', 'Leave'] };
const erratum = { id: 'X01', topic: 't', chapter: 'c', aws: 'a', exam: 'e', disputed: 'One page says so, another not.', source: { title: 's', checked: '2026-01-01' } };
const texts = (list: HTMLElement) => within(list).getAllByRole('listitem').map((item) => item.textContent);

test('steps are asked by the alphabet and answered in order', () => {
  const { rerender } = render(<CardSteps card={card} />);
  expect(texts(screen.getByRole('list', { name: 'To put in order' }))).toEqual(['Eat', 'Leave', 'Wake']);
  rerender(<CardSteps card={card} inOrder />);
  expect(texts(screen.getByRole('list', { name: 'In the right order' }))).toEqual(['Wake', 'Eat', 'Leave']);
});

test('a card without steps shows no list', () => {
  render(<CardSteps card={chapter.cards[0]!} />);
  expect(screen.queryByRole('list')).toBeNull();
});

test('wrong answers are folded away until asked for', async () => {
  render(<CardDoubts chapter={chapter} card={card} />);
  expect(screen.queryByText('Wrong 1.')).toBeNull();
  await userEvent.setup().click(screen.getByText('What people answer, and why not'));
  expect(await screen.findByRole('listitem')).toHaveTextContent('Wrong 1. Not 1.');
  expect(screen.queryByText(/disagree/)).toBeNull();
});

test('a disputed answer says which of AWS’s pages says what', () => {
  render(<CardDoubts chapter={{ ...chapter, errata: [erratum as (typeof chapter.errata)[number]] }} card={{ ...card, disputed: 'X01' }} />);
  expect(screen.getByText('AWS’s own pages disagree. One page says so, another not.')).toBeVisible();
});

test('a card that a run proves leads to its scenario in another tab; any other card does not', async () => {
  await import('../../../app/components/quiz/show-me-link.tsx');
  const { rerender } = render(<CardProof card={{ ...card, show: { world: 'latest-sees-nothing', look: 'Look at the lane.', atMs: 120_000 } }} />);
  const link = await screen.findByRole('link', { name: 'Show me on the belt (opens a new tab)' }, { timeout: 4_000 });
  expect(link).toHaveAttribute('href', expect.stringMatching(/^\/lab\/latest-sees-nothing#run=[\w-]+$/));
  expect(link).toHaveAttribute('target', '_blank');
  rerender(<CardProof card={card} />);
  expect(screen.queryByRole('link')).toBeNull();
});
