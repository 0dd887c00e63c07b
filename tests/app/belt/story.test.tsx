// Holds: the story beside the belt says what the engine found: goals as they stand, the step that is due, a hint when it is due,
// solutions that meet every goal when watched, and a verdict that stands once the story is over.
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { goalText, scenarios, toldBy, verdictsOf } from '#sim';
import { Story } from '../../../app/belt/story.tsx';
import { edit, open, pause, seek, useSimSession } from '../../../app/state/sim-session.ts';

const walk = scenarios.find(({ slug }) => slug === 'walk-2-put')!;
const under = scenarios.find(({ slug }) => slug === 'falls-behind')!;
const world = () => useSimSession.getState().world;

beforeEach(() => open(walk));

const goals = () => screen.getAllByRole('listitem').filter((item) => item.className.startsWith('goal'));

test('every goal is there in its generated words, with what was measured', () => {
  render(<Story />);
  const verdicts = verdictsOf(world(), walk);
  expect(goals()).toHaveLength(walk.goals.length);
  goals().forEach((item, i) => {
    expect(item).toHaveTextContent(goalText(walk.goals[i]!, walk.streamName));
    expect(item).toHaveTextContent(verdicts[i]!.observedText);
  });
});

test('the step of the story that is due is told, and no other', () => {
  open(under);
  render(<Story />);
  const told = toldBy(world(), under);
  const others = under.narration.filter((step) => step !== told.at(-1));
  expect([told.length > 0, others.length > told.length - 1]).toEqual([true, true]);
  expect(screen.getByText(told.at(-1)!.text)).toBeInTheDocument();
  for (const { text } of others) expect(screen.queryByText(text)).toBeNull();
});

test('at the end what is not met has been missed, and one may begin again', async () => {
  render(<Story />);
  seek(walk.endsAtMs);
  expect(await screen.findByText(/Not everything is met/)).toBeInTheDocument();
  expect(goals().some((item) => item.textContent.includes('Missed:'))).toBe(true);
  await userEvent.click(screen.getByRole('button', { name: 'Begin again' }));
  pause();
  expect(world().nowMs).toBe(walk.opening.atMs);
});

test('the verdict stands once the story is over, whatever is done after it', async () => {
  render(<Story />);
  seek(walk.endsAtMs);
  await screen.findByText(/Not everything is met/);
  const before = goals().map((item) => item.textContent);
  seek(walk.endsAtMs + 60_000);
  for (let n = 0; n < 8; n += 1) edit({ type: 'call', operation: 'PutRecord', input: { StreamName: walk.streamName, PartitionKey: `late-${n}`, Data: new Uint8Array(1) } });
  await waitFor(() => expect(goals().map((item) => item.textContent)).toEqual(before));
});

test.each(walk.solutions.map(({ name }) => [name]))('watched, the solution “%s” meets every goal', async (name) => {
  render(<Story />);
  await userEvent.click(screen.getByText('Solutions, and what only looks like one'));
  await userEvent.click(screen.getByRole('button', { name: `Watch: ${name}` }));
  await waitFor(() => expect(useSimSession.getState().playing).toBe(true));
  pause();
  expect(world().nowMs).toBeLessThan(walk.endsAtMs);
  seek(walk.endsAtMs);
  await screen.findByText(/Every goal is met/);
});

test('near misses are told apart: each names the goals that it misses', async () => {
  render(<Story />);
  await userEvent.click(screen.getByText('Solutions, and what only looks like one'));
  for (const { name, fails } of walk.nearMisses) {
    const line = screen.getByRole('button', { name: `Watch: ${name}` }).closest('li')!;
    for (const goal of fails) expect(within(line).getByText(new RegExp(goalText(goal, walk.streamName).slice(0, 20).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))).toBeInTheDocument();
  }
});

test('a world without goals or a story says what one can do in it', () => {
  open({ ...walk, goals: [], narration: [] });
  render(<Story />);
  expect(screen.getByRole('region', { name: 'Free play' })).toHaveTextContent('There is no goal here.');
});
