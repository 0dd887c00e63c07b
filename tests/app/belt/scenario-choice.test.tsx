// Holds: the lab lists every scenario once, under four headings, and choosing one names it; a run that is in no list shows its title;
// and it has a name for the length at which each opens.
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { scenarios } from '#sim';
import { ScenarioChoice } from '../../../app/belt/scenario-choice.tsx';
import { SPANS } from '../../../app/state/lab-view.ts';

test('every scenario stands under its heading, the walk-through first and in its order', () => {
  render(<ScenarioChoice slug="coast-stations" title="" choose={() => undefined} />);
  const groups = screen.getAllByRole('group');
  expect(groups.map((group) => group.getAttribute('label'))).toEqual(['Step by step', 'The stream', 'Producers', 'Consumers']);
  const titles = groups.map((group) => within(group).getAllByRole('option').map(({ textContent }) => textContent));
  expect(titles.flat().toSorted()).toEqual(scenarios.map(({ title }) => title).toSorted());
  expect(titles[0]!.map((title) => title!.slice(0, 6))).toEqual(['Step 1', 'Step 2', 'Step 3', 'Step 4', 'Step 5']);
  expect(screen.getByRole('combobox', { name: 'scenario' })).toHaveValue('coast-stations');
});

test('choosing one gives its slug', async () => {
  const chosen: string[] = [];
  render(<ScenarioChoice slug="coast-stations" title="" choose={(slug) => chosen.push(slug)} />);
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'scenario' }), 'Split under load');
  expect(chosen).toEqual(['split-under-load']);
});

test('a run of no scenario in the list stands above it', () => {
  render(<ScenarioChoice slug="" title="A run from a file" choose={() => undefined} />);
  expect(screen.getByRole('combobox', { name: 'scenario' })).toHaveDisplayValue('A run from a file');
});

test.each(scenarios.map(({ slug, opening }) => [slug, opening.spanMs] as const))('%s opens at a length that can be chosen', (_, spanMs) => {
  expect(SPANS.map(({ value }) => value)).toContain(spanMs);
});
