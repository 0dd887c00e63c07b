// Holds: a shard can be read by hand from the panel, call after call with the iterator that the last answer gave, and what the
// service answers is said; an iterator that has expired stays, so that its refusal can be seen.
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#sim';
import { Panel } from '../../../app/belt/panel.tsx';
import { select } from '../../../app/state/lab-view.ts';
import { edit, open, seek, useSimSession } from '../../../app/state/sim-session.ts';

const scenario = scenarios.find(({ slug }) => slug === 'walk-4-read')!;
const world = () => useSimSession.getState().world;
const answer = () => document.querySelector('.answer');
const button = (name: string) => screen.getByRole('button', { name });

beforeEach(() => {
  open(scenario);
  select(null);
});

test('the oldest first, then on with the next iterator', async () => {
  select({ kind: 'shard', index: 0 });
  render(<Panel />, { wrapper: MemoryRouter });
  const user = userEvent.setup();
  expect(screen.queryByRole('button', { name: 'Get records' })).toBe(null);
  await user.click(button('Get an iterator'));
  await user.click(button('Get records'));
  expect(answer()).toHaveTextContent('30 records; MillisBehindLatest is 0. The next call goes on from there, within five minutes.');
  seek(240_000);
  await user.click(button('Get records'));
  expect(answer()).toHaveTextContent('10 records; MillisBehindLatest is 0.');
  expect(world().plain.learner.recordsRead).toBe(40);
});

test('LATEST finds nothing; an iterator that has expired is refused by name', async () => {
  select({ kind: 'shard', index: 0 });
  render(<Panel />, { wrapper: MemoryRouter });
  const user = userEvent.setup();
  await user.selectOptions(screen.getByRole('combobox', { name: /^Read shardId-…0 from$/ }), 'LATEST');
  await user.click(button('Get an iterator'));
  await user.click(button('Get records'));
  expect(answer()).toHaveTextContent('0 records;');
  seek(500_000);
  await user.click(button('Get records'));
  expect(answer()).toHaveTextContent('ExpiredIteratorException');
});

test('the end of a closed shard has no next iterator', async () => {
  edit({ type: 'call', operation: 'SplitShard', input: { StreamName: scenario.streamName, ShardToSplit: '0', NewStartingHashKey: String(1n << 127n) } });
  seek(60_000);
  select({ kind: 'shard', index: 0 });
  render(<Panel />, { wrapper: MemoryRouter });
  const user = userEvent.setup();
  await user.click(button('Get an iterator'));
  await user.click(button('Get records'));
  await user.click(button('Get records'));
  expect(answer()).toHaveTextContent('This was the end of a closed shard.');
  expect(screen.queryByRole('button', { name: 'Get records' })).toBe(null);
});
