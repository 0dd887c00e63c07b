// The belt around the canvas: a card for each actor, one for a whole application; pins with names; drawers that tell the same as tables.
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { scenarios } from '#sim';
import { viewOf } from '../../../app/belt/actors/index.ts';
import { Belt } from '../../../app/belt/belt.tsx';
import { Description } from '../../../app/belt/description.tsx';
import { Drawers } from '../../../app/belt/drawers.tsx';
import { openDrawer, useLabView } from '../../../app/state/lab-view.ts';
import { edit, open, seek, useSimSession } from '../../../app/state/sim-session.ts';

const coast = scenarios.find(({ slug }) => slug === 'coast-stations')!;
const { streamName } = coast;
const world = () => useSimSession.getState().world;
const add = (kind: Parameters<typeof viewOf>[0], name: string, more = {}) =>
  expect(edit({ type: 'add actor', config: { ...viewOf(kind).defaults({ name, streamName, speed: 3600 }), ...more } as never })).toMatchObject({ ok: true });
const forward = (ms: number) => seek(world().nowMs + ms);

function ofWidth(px: number) {
  vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(px);
}

beforeEach(() => {
  open(coast);
  useLabView.setState({ selection: null, drawer: 'events', span: null, scale: 'linear', zoom: null });
  ofWidth(1440);
});
afterEach(() => vi.restoreAllMocks());

describe('cards', () => {
  test('tell what an actor does and how it goes, and open its panel', async () => {
    render(<Belt />);
    const archive = screen.getByRole('button', { name: /^archive/ });
    expect(archive).toHaveTextContent(/MillisBehindLatest [\d,]+/);
    expect(archive).toHaveTextContent('polling every 60 s');
    await userEvent.click(archive);
    expect(useLabView.getState().selection).toEqual({ kind: 'actor', name: 'archive' });
    expect(archive).toHaveAttribute('aria-pressed', 'true');
  });

  test('three workers of one application share a card, and each can be chosen in it', async () => {
    for (const n of [1, 2, 3]) add('kcl-worker', `worker-${n}`, { application: 'orders' });
    render(<Belt />);
    const card = screen.getByRole('group', { name: 'orders, KCL worker' });
    expect(within(card).getAllByRole('button').map((button) => button.textContent)).toEqual(['worker-1starting', 'worker-2starting', 'worker-3starting']);
    await userEvent.click(within(card).getByRole('button', { name: /^worker-2/ }));
    expect(useLabView.getState().selection).toEqual({ kind: 'actor', name: 'worker-2' });
  });

  test('ten consumers say less each, but all have their place', () => {
    for (let n = 1; n <= 8; n += 1) add('polling-consumer', `reader-${n}`);
    render(<Belt />);
    const cards = screen.getAllByRole('button', { name: /^(reader-\d|archive|alarms)/ });
    expect(cards).toHaveLength(10);
    const tops = cards.map((card) => Number.parseFloat(card.parentElement!.style.top));
    expect(new Set(tops).size).toBe(10);
    for (const card of cards) expect(card).not.toHaveTextContent('MillisBehindLatest');
  });

  test('on a phone each is a chip, and what works on the stream has its line in any width', () => {
    add('autoscaler', 'scaler');
    ofWidth(390);
    render(<Belt />);
    expect(screen.getByRole('button', { name: /^archive/ })).toHaveClass('actor-chip');
    expect(screen.getByRole('button', { name: /^scaler/ })).toHaveTextContent('first minute');
    expect(screen.getByText('works on the stream')).toBeInTheDocument();
  });
});

describe('pins', () => {
  /** What is seen of each. */
  const labels = () => [...document.querySelectorAll('.pin-label')].map((label) => [...label.children].flatMap((part) => (part.classList.contains('visually-hidden') ? [] : [part.textContent])).join(' '));

  test('name their reader and how far behind it is', () => {
    render(<Belt />);
    expect(labels()).toHaveLength(4);
    expect(labels().some((text) => /^archive [\d.]+ (h|min) behind/.test(text))).toBe(true);
  });

  test('are buttons that name reader, shard and lag, also where there is no room for the words', () => {
    render(<Belt />);
    expect(screen.getByRole('button', { name: /^Pin of archive on shardId-000000000000,\s?[\d.]+ (h|min) behind/ })).toHaveAttribute('aria-pressed', 'false');
  });

  test('an application has one a shard, with the lease’s owner; a pushed reader is marked', () => {
    add('kcl-worker', 'worker-1', { application: 'orders' });
    add('kcl-worker', 'worker-2', { application: 'orders' });
    forward(180_000);
    render(<Belt />);
    const pins = labels().filter((text) => text.startsWith('orders'));
    expect(pins).toHaveLength(2);
    for (const pin of pins) expect(pin).toMatch(/worker-[12]$/);
    expect(document.querySelectorAll('.pin-pushed')).toHaveLength(2);
  });

  test('names alone where the words of all have no room', () => {
    for (let n = 1; n <= 6; n += 1) add('polling-consumer', `reader-${n}`);
    forward(10_000);
    render(<Belt />);
    expect(labels().filter((text) => text.startsWith('reader-'))).toEqual(expect.arrayContaining(['reader-1', 'reader-6']));
  });
});

describe('drawers', () => {
  test('the table of consumers has all kinds of readers', () => {
    add('fan-out-consumer', 'pushed-to');
    add('lambda-mapping', 'function');
    add('firehose', 'delivery');
    add('kcl-worker', 'worker-1', { application: 'orders' });
    forward(180_000);
    openDrawer('consumers');
    render(<Drawers />);
    const names = screen.getAllByRole('rowheader').map((cell) => cell.textContent);
    expect(new Set(names)).toEqual(new Set(['alarms', 'archive', 'pushed-to', 'function', 'delivery', 'orders']));
  });

  test('without an application of the KCL the leases say so', () => {
    openDrawer('leases');
    render(<Drawers />);
    expect(screen.getByRole('tabpanel')).toHaveTextContent('No application of the Kinesis Client Library reads here.');
  });

  test('an application’s table has an item for each shard, under the attributes’ own names', () => {
    add('kcl-worker', 'worker-1', { application: 'orders' });
    forward(180_000);
    openDrawer('leases');
    render(<Drawers />);
    const table = within(screen.getByRole('region', { name: 'Table orders' })).getByRole('table');
    const columns = within(table).getAllByRole('columnheader').map((cell) => cell.textContent);
    expect(columns).toEqual(expect.arrayContaining(['leaseKey', 'leaseOwner', 'leaseCounter', 'checkpoint', 'ownerSwitchesSinceCheckpoint', 'parentShardId', 'childShardIds']));
    const row = within(table).getByRole('row', { name: /^shardId-000000000000/ });
    expect(within(row).getAllByRole('cell')[columns.indexOf('leaseOwner') - 1]).toHaveTextContent('worker-1');
  });
});

test('the description tells of applications, crashed workers and operators as the cards do', () => {
  for (const n of [1, 2]) add('kcl-worker', `worker-${n}`, { application: 'orders' });
  add('autoscaler', 'scaler');
  forward(180_000);
  edit({ type: 'crash actor', actor: 'worker-2' });
  render(<Description />);
  const text = screen.getByRole('region', { name: 'Description of the belt' }).textContent;
  expect(text).toMatch(/orders is [^;]*, worker-2 crashed/);
  expect(text).toMatch(/scaler: \d+ % used/);
});
