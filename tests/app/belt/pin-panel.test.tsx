// Holds: the panel of a pin tells what its reader holds and for how long, and takes it to each of the five starting positions;
// what AWS lets nobody move says so; a deed at a card is the same action as its button in the panel; an encrypted stream is locked.
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { act } from 'react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { scenarios, type ConsumerState } from '#sim';
import { Belt } from '../../../app/belt/belt.tsx';
import { Panel } from '../../../app/belt/panel.tsx';
import { select, useLabView } from '../../../app/state/lab-view.ts';
import { edit, open as openScenario, seek, useSimSession } from '../../../app/state/sim-session.ts';

beforeEach(() => {
  vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(1440);
  act(() => {
    openScenario(scenarios.find(({ slug }) => slug === 'coast-stations')!);
    useLabView.setState({ selection: null, pinned: [] });
  });
});

afterEach(() => vi.restoreAllMocks());

const world = () => useSimSession.getState().world;
const done = () => world().actions.map(({ action }) => action);
const open = (party = 'archive', shard = 0) => {
  render(<Panel />, { wrapper: MemoryRouter });
  act(() => select({ kind: 'pin', party, shard }));
};

describe('the panel of a pin', () => {
  test('tells the iterator, its token, its life and where it stands', () => {
    open();
    expect(screen.getByRole('heading', { name: 'archive' })).toBeInTheDocument();
    expect(screen.getByText(/shard iterator on/)).toBeInTheDocument();
    const { iterator, iteratorIssuedMs } = (world().actors.get('archive') as ConsumerState).readers.get(0)!;
    const left = Math.max(0, Math.min(300_000, iteratorIssuedMs + 300_000 - world().nowMs));
    expect(screen.getByRole('meter', { name: 'Remaining life' })).toHaveAttribute('aria-valuenow', String(Math.round(left / 1_000)));
    expect(screen.getByText(`${iterator!.slice(0, 22)}…`)).toBeInTheDocument();
    expect(screen.getByText(/MillisBehindLatest [\d,]+/)).toBeInTheDocument();
  });

  test.each([
    ['TRIM_HORIZON', { Type: 'TRIM_HORIZON' }],
    ['LATEST', { Type: 'LATEST' }],
    ['AT_SEQUENCE_NUMBER', { Type: 'AT_SEQUENCE_NUMBER' }],
    ['AT_TIMESTAMP', { Type: 'AT_TIMESTAMP' }],
  ])('takes it to %s, and shows the command', async (name, startingPosition) => {
    open();
    const moves = screen.getByRole('region', { name: 'Go on from elsewhere' });
    expect(within(moves).getAllByText(/^aws kinesis get-shard-iterator/).some((code) => code.textContent!.includes(`--shard-iterator-type ${name}`))).toBe(true);
    await userEvent.click(within(moves).getByRole('button', { name }));
    expect(done()).toEqual([{ type: 'reposition actor', actor: 'archive', shardId: 'shardId-000000000000', startingPosition: expect.objectContaining(startingPosition) as object }]);
    expect(screen.getByText(`archive goes on from ${name} on shardId-000000000000.`)).toBeInTheDocument();
  });

  test('a number of seconds that is none is said, and nothing is sent', async () => {
    open();
    await userEvent.clear(screen.getByRole('spinbutton', { name: 'Seconds ago' }));
    expect(screen.getByText('a number of seconds, please')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'AT_TIMESTAMP' })).toBeDisabled();
  });

  test('Firehose cannot be moved, and says why', async () => {
    act(() => void edit({ type: 'add actor', config: { kind: 'firehose', name: 'hose', streamName: 'observations', bufferSizeInMBs: 1, bufferIntervalInSeconds: 60, prefix: '', appendDelimiterToRecord: false, bucketDown: false } }));
    act(() => void world().advance(world().nowMs + 5_000));
    open('hose');
    await userEvent.click(screen.getByRole('button', { name: 'TRIM_HORIZON' }));
    expect(screen.getByRole('alert')).toHaveTextContent('hose began at LATEST when it was made');
  });
});

test('what is done at a card is what its panel does', async () => {
  render(<Belt />);
  act(() => select({ kind: 'actor', name: 'archive' }));
  const deeds = screen.getByRole('group', { name: 'At the card of archive' });
  await userEvent.click(within(deeds).getByRole('button', { name: 'Slower' }));
  await userEvent.click(within(deeds).getByRole('button', { name: 'Crash' }));
  expect(done()).toEqual([
    { type: 'configure actor', actor: 'archive', change: { processingMsPerRecord: 4_800_000 } },
    { type: 'crash actor', actor: 'archive' },
  ]);
  await userEvent.click(within(deeds).getByRole('button', { name: 'Remove' }));
  expect(world().actors.has('archive')).toBe(false);
  expect(useLabView.getState().selection).toBeNull();
});

test('an encrypted stream has a lock at each lane, which says when its key fails', () => {
  const key = 'alias/weather';
  act(() => void edit({ type: 'call', operation: 'StartStreamEncryption', input: { StreamName: 'observations', EncryptionType: 'KMS', KeyId: key } }));
  act(() => void seek(world().nowMs + 60_000));
  render(<Belt />);
  expect(screen.getByRole('button', { name: /^shardId-000000000000\s?encrypted with KMS/ })).toBeInTheDocument();
  act(() => void edit({ type: 'set kms key', keyId: key, state: 'disabled' }));
  expect(screen.getByRole('button', { name: /^shardId-000000000000\s?KMS key disabled/ })).toBeInTheDocument();
});
