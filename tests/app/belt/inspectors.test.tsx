// Holds: the inspectors of a call, a lease and a bounced record tell what the engine has, and lead on to their neighbours; from a
// record, at a click, to its shard and to who reads it.
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeEach, describe, expect, test } from 'vitest';
import { kclDefaults, scenarios, type KclWorkerState } from '#sim';
import { viewOf } from '../../../app/belt/actors/index.ts';
import { kclTables } from '../../../app/belt/actors/kcl-worker.ts';
import { Leases } from '../../../app/belt/drawers/leases.tsx';
import { Panel } from '../../../app/belt/panel.tsx';
import { select, useLabView, type Selection } from '../../../app/state/lab-view.ts';
import { edit, open, seek, useSimSession } from '../../../app/state/sim-session.ts';

const coast = scenarios.find(({ slug }) => slug === 'coast-stations')!;
const { streamName: StreamName } = coast;
const parent = 'shardId-000000000000';
const world = () => useSimSession.getState().world;
const newest = () => world().calls.newest(world().plain.callsServed)[0]!;
const selection = () => useLabView.getState().selection;

beforeEach(() => {
  open(coast);
  useLabView.setState({ selection: null });
});

function openPanel(of: Selection) {
  select(of);
  render(<Panel />, { wrapper: MemoryRouter });
  return userEvent.setup();
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const facts = () => screen.getByRole('region').textContent;

describe('a call', () => {
  test('of an actor: who, when, how long, against which limit, on the wire', async () => {
    seek(world().nowMs + 3_600_000);
    const call = world().calls.newest(world().plain.callsServed).find(({ operation }) => operation === 'GetRecords')!;
    const user = openPanel({ kind: 'call', index: call.index });
    expect(screen.getByRole('heading', { name: 'GetRecords' })).toBeInTheDocument();
    expect(facts()).toContain(`${call.latencyMs} ms`);
    expect(call.latencyMs, 'there and back').toBeGreaterThanOrEqual(2 * world().network.config.oneWayMs);
    expect(facts()).toContain('5 calls/s and 2 MiB/s on one shard');
    expect(screen.getByRole('group', { name: 'Request' })).toHaveTextContent('X-Amz-Target: Kinesis_20131202.GetRecords');
    expect(screen.getByRole('group', { name: 'Response' })).toHaveTextContent('MillisBehindLatest');
    await user.click(button('Go to that moment'));
    expect(world().nowMs).toBe(call.atMs);
    await user.click(button(`Show ${call.caller}`));
    expect(selection()).toEqual({ kind: 'actor', name: call.caller });
  });

  test('that was refused is explained, with a way into the chapter', () => {
    edit({ type: 'call', operation: 'DescribeStream', input: { StreamName: 'nobody' } });
    openPanel({ kind: 'call', index: newest().index });
    expect(facts()).toContain('ResourceNotFoundException: Stream nobody');
    expect(facts()).toContain('Check name and Region');
    expect(screen.getByRole('link', { name: 'Chapter: Commands' })).toHaveAttribute('href', '/chapters/kinesis-data-streams#commands');
    expect(screen.getByRole('link', { name: 'AWS: API reference, DescribeStream' })).toHaveAttribute('href', expect.stringContaining('API_DescribeStream.html') as string);
  });

  test('that lies ahead of the playhead is not there yet, and one that has left the log is told to have', () => {
    edit({ type: 'call', operation: 'ListShards', input: { StreamName } });
    const { index } = newest();
    openPanel({ kind: 'call', index: index + 5 });
    expect(facts()).toContain('has not been answered yet');
  });
});

describe('the learner’s own refused call', () => {
  test('explains itself where it was made', async () => {
    const user = openPanel({ kind: 'shard', index: 0 });
    await user.click(button('Split in the middle'));
    select({ kind: 'shard', index: 1 });
    await screen.findByRole('heading', { name: 'shardId-000000000001' });
    edit({ type: 'call', operation: 'SplitShard', input: { StreamName, ShardToSplit: 'shardId-000000000001', NewStartingHashKey: '7' } });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('ResourceInUseException');
    expect(alert).toHaveTextContent('one change at a time');
    expect(alert).toHaveTextContent('observations is UPDATING');
    expect(within(alert).getByRole('link', { name: 'Chapter: How it works' })).toBeInTheDocument();
  });
});

describe('a bounced record', () => {
  test('is told by key, MD5, shard, limit, observed value and remedy, and its call is a click away', async () => {
    const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'user-7', Data: new Uint8Array(10) }));
    for (let n = 0; n < 3; n += 1) edit({ type: 'call', operation: 'PutRecords', input: { StreamName, Records } });
    const user = openPanel({ kind: 'rejection', index: world().state.rejections - 1 });
    expect(screen.getByRole('heading', { name: 'Why was this record throttled?' })).toBeInTheDocument();
    expect(facts()).toMatch(/partition keyuser-7MD5[0-9a-f]{32}/);
    expect(facts()).toContain('1,500 records in the last second, 1,500 of them with this key: 1,000 taken');
    expect(facts()).toContain('Splitting will not help one key');
    await user.click(button('PutRecords'));
    expect(selection()).toEqual({ kind: 'call', index: newest().index });
    expect(facts()).toContain('FailedRecordCount 500');
  });

  test('is led to from its shard', async () => {
    const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'user-7', Data: new Uint8Array(10) }));
    for (let n = 0; n < 3; n += 1) edit({ type: 'call', operation: 'PutRecords', input: { StreamName, Records } });
    const { shardIndex } = world().service.rejections.get(0);
    const user = openPanel({ kind: 'shard', index: shardIndex });
    await user.click(button('Why?'));
    expect(selection()).toEqual({ kind: 'rejection', index: world().state.rejections - 1 });
  });
});

describe('a lease', () => {
  const worker = (name: string) => world().actors.get(name) as KclWorkerState;
  const table = () => kclTables(world())[0]!;

  beforeEach(() => {
    for (const name of ['worker-1', 'worker-2']) {
      expect(edit({ type: 'add actor', config: { ...viewOf('kcl-worker').defaults({ name, streamName: StreamName, speed: 3600 }), application: 'orders' } as never })).toMatchObject({ ok: true });
    }
    seek(world().nowMs + 240_000);
  });

  test('opens from the lease table, and tells owner, renewal, checkpoint taken apart and history', async () => {
    render(<Leases />);
    await userEvent.click(button(parent));
    expect(selection()).toEqual({ kind: 'lease', application: 'orders', shard: 0 });
    render(<Panel />, { wrapper: MemoryRouter });
    const row = table().leases.get(parent)!;
    const panel = screen.getByRole('region', { name: `Lease of ${parent}` });
    expect(panel).toHaveTextContent(`leaseOwner${row.leaseOwner}`);
    expect(panel).toHaveTextContent(`failoverTimeMillis ${kclDefaults.failoverTimeMillis.toLocaleString('en')}`);
    expect(panel).toHaveTextContent(`checkpoint${row.checkpoint}`);
    expect(within(panel).getByText('The checkpoint taken apart')).toBeInTheDocument();
    expect(within(panel).getAllByRole('listitem').at(-1)).toHaveTextContent('takes it');
    await userEvent.click(within(panel).getByRole('button', { name: /^record \d/ }));
    expect(selection()).toMatchObject({ kind: 'record', shard: 0 });
  });

  test('of a worker that is gone says who watches it and when it is taken for expired', () => {
    const { leaseOwner } = table().leases.get(parent)!;
    const leader = table().leader!.leaseOwner;
    const lost = [...table().leases.values()].find((row) => row.leaseOwner !== leader && row.checkpoint !== 'SHARD_END');
    const owner = lost?.leaseOwner ?? leaseOwner!;
    edit({ type: 'crash actor', actor: owner });
    seek(world().nowMs + 2_000);
    openPanel({ kind: 'lease', application: 'orders', shard: Number((lost ?? table().leases.get(parent)!).leaseKey.slice(8)) });
    expect(facts()).toMatch(/its owner is gone/);
    expect(worker(owner).running).toBe(false);
  });

  test('leads to its worker and its shard, and the worker’s panel back to it', async () => {
    const { leaseOwner } = table().leases.get(parent)!;
    const user = openPanel({ kind: 'lease', application: 'orders', shard: 0 });
    await user.click(screen.getAllByRole('button', { name: `Show ${leaseOwner}` })[0]!);
    expect(selection()).toEqual({ kind: 'actor', name: leaseOwner });
    await user.click(button(`Lease of ${parent}`));
    await user.click(button(`Show ${parent}`));
    expect(selection()).toEqual({ kind: 'shard', index: 0 });
  });
});

test('a record leads to its shard and to who reads it, and the moment it arrived is a click away', async () => {
  const shard = world().stream(StreamName)!.shards[0]!;
  const user = openPanel({ kind: 'record', shard: 0, index: shard.cursor.length - 1 });
  const arrivedMs = world().log(shard.logId).arrivalMs(shard.cursor.length - 1);
  await user.click(screen.getAllByRole('button', { name: /^Go to / })[0]!);
  expect(world().nowMs).toBe(arrivedMs);
  await user.click(button('Show archive'));
  expect(selection()).toEqual({ kind: 'actor', name: 'archive' });
});
