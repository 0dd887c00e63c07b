// Holds: each figure shows what the engine does, and claims nothing that it does not. Figures: hash-a-key, iterator-types,
// retention, split-and-merge.
import { hashKeyOfPartitionKey, type ShardIteratorType } from '#sim';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createHash } from 'node:crypto';
import { MemoryRouter } from 'react-router';
import { describe, expect, test } from 'vitest';
import HashAKey from '../../../app/figures/hash-a-key/hash-a-key.tsx';
import IteratorTypes from '../../../app/figures/iterator-types/iterator-types.tsx';
import { askFrom, putOne, tenRecords } from '../../../app/figures/iterator-types/model.ts';
import { figures } from '../../../app/figures/index.ts';
import Retention from '../../../app/figures/retention/retention.tsx';
import SplitAndMerge from '../../../app/figures/split-and-merge/split-and-merge.tsx';

const said = () => screen.getByRole('status').textContent;

test('every registered figure loads a component', async () => {
  for (const { load } of Object.values(figures)) expect(typeof (await load()).default).toBe('function');
});

describe('hash-a-key', () => {
  const setUp = () => {
    render(<HashAKey />, { wrapper: MemoryRouter });
    return userEvent.setup();
  };

  test('a typed key lands where an independent MD5 says', async () => {
    const user = setUp();
    const field = screen.getByRole('textbox', { name: 'Partition key' });
    for (const key of ['user-7', 'ключ', 'a b']) {
      await user.clear(field);
      await user.type(field, key);
      const hash = BigInt(`0x${createHash('md5').update(key).digest('hex')}`);
      const shard = Number((hash * 3n) / 2n ** 128n);
      expect(said()).toContain(`lands in shard ${shard}.`);
      expect(screen.getByText(hash.toString())).toBeVisible();
      expect(hashKeyOfPartitionKey(key)).toBe(hash);
    }
  });

  test('more shards, other shard; no key, no place', async () => {
    const user = setUp();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Shards' }), '8');
    expect(said()).toContain('pk1 lands in shard 7');
    await user.clear(screen.getByRole('textbox', { name: 'Partition key' }));
    expect(said()).toContain('1 to 256 characters');
  });
});

describe('iterator-types', () => {
  // Record 7 (index 6) is the one named.
  test.each<[ShardIteratorType, number, number]>([
    ['TRIM_HORIZON', 0, 10],
    ['LATEST', 10, 10],
    ['AT_SEQUENCE_NUMBER', 6, 10],
    ['AFTER_SEQUENCE_NUMBER', 7, 10],
    ['AT_TIMESTAMP', 6, 10],
  ])('%s reads records from index %i to %i (ITER-2)', (type, from, to) => {
    expect(askFrom(tenRecords(), type, 6, null)).toMatchObject({ from, to, error: null });
  });

  test('the same LATEST iterator returns what was put since, and expires after five minutes (ITER-8, READ-3)', () => {
    const world = tenRecords();
    const { iterator } = askFrom(world, 'LATEST', 0, null);
    putOne(world);
    expect(askFrom(world, 'LATEST', 0, iterator)).toMatchObject({ from: 10, to: 11 });
    for (let n = 0; n < 5; n += 1) putOne(world);
    expect(askFrom(world, 'LATEST', 0, iterator).error?.__type).toBe('ExpiredIteratorException');
  });

  test('LATEST on a quiet shard says: nothing', async () => {
    const user = userEvent.setup();
    render(<IteratorTypes />, { wrapper: MemoryRouter });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Iterator' }), 'LATEST');
    await user.click(screen.getByRole('button', { name: 'Get iterator and read' }));
    expect(said()).toMatch(/^Nothing\./);
    await user.click(screen.getByRole('button', { name: 'Put one record' }));
    await user.click(screen.getByRole('button', { name: 'Read with the same iterator' }));
    expect(said()).toContain('returned record 11');
    await user.click(screen.getByRole('button', { name: 'Start again' }));
    expect(said()).toContain('Choose a type');
  });
});

describe('retention', () => {
  test('raised too late it brings nothing back; raised in time it keeps all (RETAIN-5)', async () => {
    const user = userEvent.setup();
    render(<Retention />, { wrapper: MemoryRouter });
    const hours = (n: number) => Array.from({ length: n / 6 }).reduce<Promise<void>>((before) => before.then(() => user.click(screen.getByRole('button', { name: 'Let 6 hours pass' }))), Promise.resolve());
    // Twelve hourly reports to begin with; after 24 more hours the first twelve have gone.
    expect(said()).toContain('12 kept, 0 expired');
    await hours(24);
    expect(said()).toContain('24 kept, 12 expired');
    await user.click(screen.getByRole('button', { name: 'Raise retention to 48 h' }));
    expect(said()).toContain('12 that had gone stay gone');
    await hours(24);
    expect(said()).toContain('48 kept, 12 expired');

    await user.click(screen.getByRole('button', { name: 'Start again' }));
    await user.click(screen.getByRole('button', { name: 'Raise retention to 48 h' }));
    expect(said()).toContain('the ones on the belt all stay'.replace('the ones', 'The ones'));
    await hours(24);
    expect(said()).toContain('36 kept, 0 expired');
    await user.click(screen.getByRole('button', { name: 'Lower retention to 24 h' }));
    expect(said()).toContain('24 kept, 12 expired');
  });
});

describe('split-and-merge', () => {
  test('a split closes the parent with its records; the children take what comes (RESHARD-1)', async () => {
    const user = userEvent.setup();
    render(<SplitAndMerge />, { wrapper: MemoryRouter });
    expect(said()).toContain('is OPEN and holds 8 records');
    await user.click(screen.getByRole('button', { name: 'Split it' }));
    expect(said()).toContain('shardId-000000000001 and shardId-000000000002 opened');
    await user.click(screen.getByRole('button', { name: 'Put 8 records' }));
    expect(screen.getByRole('button', { name: 'shardId-000000000000, closed, 8 records' })).toBeInTheDocument();
    const children = screen.getAllByRole('button', { name: /open, \d+ records/ }).map((shard) => Number(/(\d+) records/.exec(shard.getAttribute('aria-label')!)![1]));
    expect(children).toHaveLength(2);
    expect(children[0]! + children[1]!).toBe(8);
    await user.click(screen.getByRole('button', { name: 'shardId-000000000000, closed, 8 records' }));
    await user.click(screen.getByRole('button', { name: 'Split it' }));
    expect(said()).toContain('InvalidArgumentException: Shard shardId-000000000000 in stream orders under account 123456789012 has already been merged or split');
  });

  test('two neighbours merge into a child with both parents (RESHARD-5)', async () => {
    const user = userEvent.setup();
    render(<SplitAndMerge />, { wrapper: MemoryRouter });
    await user.click(screen.getByRole('button', { name: 'Split it' }));
    await user.click(screen.getByRole('button', { name: 'Merge with …0002' }));
    expect(said()).toContain('shardId-000000000003 opened');
    expect(screen.getByRole('button', { name: 'shardId-000000000003, open, 0 records' })).toHaveAttribute('aria-pressed', 'true');
  });
});
