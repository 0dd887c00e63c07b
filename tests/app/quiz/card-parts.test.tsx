// Holds: steps stand unordered before and numbered after the card is turned; wrong answers stand behind a fold that keys open; a
// disputed answer says who says what; the run that proves an answer opens over the card, commands show what they print, and the
// source is a link.
import type { ChapterCard } from '#chapters';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { CardCommands } from '../../../app/components/quiz/card-commands.tsx';
import { CardDoubts, CardProof, CardSource, CardSteps } from '../../../app/components/quiz/card-parts.tsx';
import { useSimSession } from '../../../app/state/sim-session.ts';
import { chapterOf } from './helpers.ts';

const chapter = chapterOf(1);
const card: ChapterCard = { ...chapter.cards[0]!, kind: 'order-steps', steps: ['Wake', 'Eat', 'Leave'] };
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

test('a card that a run proves opens it over the card, at its moment, with what to look at; closing it gives the focus back', async () => {
  await import('../../../app/components/quiz/show-me-run.tsx');
  const user = userEvent.setup();
  const before = useSimSession.getState();
  const shown: ChapterCard = { ...card, show: { world: 'latest-sees-nothing', look: 'Look at the lanes.', atMs: 120_000, select: { kind: 'actor', name: 'report' } } };
  const { rerender } = render(<CardProof card={shown} />);
  const button = screen.getByRole('button', { name: 'Show me on the belt' });
  await user.click(button);
  const dialog = screen.getByRole('dialog', { name: card.answer });
  expect(within(dialog).getByText('Look at the lanes.')).toBeVisible();
  expect(await within(dialog).findByRole('button', { name: /^Play/ }, { timeout: 4_000 })).toBeVisible();
  expect(useSimSession.getState()).toMatchObject({ playing: false, world: { nowMs: 120_000 }, scenario: { slug: 'latest-sees-nothing' } });
  expect(within(dialog).getByRole('heading', { name: 'report' })).toBeVisible();
  expect(within(dialog).getByRole('link', { name: /^Open in the lab/ })).toHaveAttribute('href', expect.stringMatching(/^\/lab\/latest-sees-nothing#run=[\w-]+$/));

  await user.click(within(dialog).getByRole('button', { name: 'Back to the card' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(button).toHaveFocus();
  expect(useSimSession.getState()).toMatchObject({ world: before.world, scenario: before.scenario });
  rerender(<CardProof card={card} />);
  expect(screen.queryByRole('button')).toBeNull();
});

test('commands stand with what the simulator’s command line prints for them', async () => {
  await import('../../../app/components/quiz/card-terminal.tsx');
  const script = 'ID=$(aws kinesis list-streams --query "StreamNames[0]" --output text)\naws kinesis describe-stream-summary --stream-name "$ID" --query StreamDescriptionSummary.OpenShardCount\naws kinesis delete-stream --stream-name nowhere';
  render(<CardCommands card={{ ...card, cli: { world: 'coast-stations', atMs: 60_000, script } }} />);
  const outputs = await screen.findAllByRole('group', { name: /^What command/ }, { timeout: 4_000 });
  // The first command keeps its answer in a variable and prints nothing.
  expect(outputs.map((output) => output.getAttribute('aria-label'))).toEqual(['What command 2 prints', 'What command 3 prints']);
  // As the scenario sets it up.
  expect(outputs[0]!.textContent).toBe('2');
  expect(outputs[1]!).toHaveTextContent('An error occurred (ResourceNotFoundException) when calling the DeleteStream operation');
  expect(screen.getByRole('group', { name: 'Terminal' })).toHaveTextContent('$ aws kinesis delete-stream --stream-name nowhere');
});

test('a source is read on its page, and named where it has none', () => {
  const { rerender } = render(<CardSource card={{ ...card, sourceUrl: 'https://docs.aws.amazon.com/x.html' }} />);
  expect(screen.getByRole('link', { name: 'Source 1 (opens a new tab)' })).toHaveAttribute('href', 'https://docs.aws.amazon.com/x.html');
  rerender(<CardSource card={card} />);
  expect(screen.queryByRole('link')).toBeNull();
  expect(screen.getByText('source: Source 1')).toBeVisible();
});
