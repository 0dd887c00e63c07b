// Holds: a record's panel tells what the engine knows of it, leads to its neighbours and its shard, and says when there is none.
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeEach, expect, test } from 'vitest';
import { recordStory, scenarios } from '#sim';
import { Panel } from '../../../app/belt/panel.tsx';
import { select, useLabView } from '../../../app/state/lab-view.ts';
import { open, seek, useSimSession } from '../../../app/state/sim-session.ts';

const coast = scenarios.find(({ slug }) => slug === 'coast-stations')!;
const world = () => useSimSession.getState().world;
const shard = () => world().stream(coast.streamName)!.shards[0]!;

beforeEach(() => {
  open(coast);
  useLabView.setState({ selection: null });
});

test('key, MD5, sequence number, source and readers are those of the record', () => {
  const index = shard().cursor.length - 1;
  select({ kind: 'record', shard: 0, index });
  render(<Panel />, { wrapper: MemoryRouter });
  const story = recordStory(world(), world().stream(coast.streamName)!, 0, index)!;
  for (const text of [story.partitionKey, story.md5, `= ${story.hashKey}`, story.sequenceNumber]) expect(screen.getByText(text)).toBeInTheDocument();
  const readers = screen.getAllByRole('listitem').map((line) => line.textContent);
  expect(readers).toEqual(expect.arrayContaining([expect.stringMatching(/^alarms: /), 'archive: not yet']));
});

test('older and newer go along the shard to its ends, and its shard is one step away', async () => {
  const { head, cursor } = shard();
  select({ kind: 'record', shard: 0, index: head + 1 });
  render(<Panel />, { wrapper: MemoryRouter });
  await userEvent.click(screen.getByRole('button', { name: 'Older' }));
  expect(screen.getByRole('heading', { name: `Record ${head + 1}` })).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Older' })).toBeDisabled();
  select({ kind: 'record', shard: 0, index: cursor.length - 2 });
  await userEvent.click(await screen.findByRole('button', { name: 'Newer' }));
  expect(screen.getByRole('button', { name: 'Newer' })).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: 'Show shardId-000000000000' }));
  expect(screen.getByRole('heading', { name: 'shardId-000000000000' })).toBeInTheDocument();
});

test('a record that has expired, or is not written yet, says so', () => {
  select({ kind: 'record', shard: 0, index: 0 });
  const { rerender } = render(<Panel />, { wrapper: MemoryRouter });
  seek(60 * 3_600_000);
  rerender(<Panel />);
  expect(screen.getByText(/It has passed retention/)).toBeInTheDocument();
  select({ kind: 'record', shard: 0, index: 1_000_000 });
  rerender(<Panel />);
  expect(screen.getByText(/not been written yet/)).toBeInTheDocument();
});
