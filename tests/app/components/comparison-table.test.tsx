// A comparison keeps its meaning as a table for a screen reader, and names the column in each cell for the stacked phone form.
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { ComparisonTable, TableView } from '../../../app/components/comparison-table.tsx';
import { renderInChapter } from './chapter-fixture.tsx';

test('caption, column heads and row heads are announced, and each row has an address', () => {
  renderInChapter(<ComparisonTable id="kds-vs-sqs" />);
  const table = screen.getByRole('table', { name: 'A stream and a queue' });
  expect(within(table).getAllByRole('columnheader').map((head) => head.textContent)).toEqual(['Stream', 'Queue']);
  const row = within(table).getByRole('rowheader', { name: 'Order' }).closest('tr');
  expect(row).toHaveAttribute('id', 'kds-vs-sqs-order');
  expect(within(row!).getAllByRole('cell').map((cell) => [cell.dataset['label'], cell.textContent])).toEqual([
    ['Stream', 'per shard'],
    ['Queue', 'best effort'],
  ]);
});

test('a table that may be sorted is: up, down, and back to its author’s order; numbers by size', async () => {
  const table = { id: 't', caption: 'Limits', columns: ['Limit'], sortable: true, rows: ['10 calls', '2 calls', '500 calls'].map((cell, i) => ({ id: `r${i}`, aspect: `row ${i}`, cells: [cell] })) };
  render(<TableView table={table} />);
  const cells = () => screen.getAllByRole('cell').map((cell) => cell.textContent);
  const head = screen.getByRole('columnheader', { name: 'Limit' });
  const press = () => userEvent.click(within(head).getByRole('button'));
  expect(head).not.toHaveAttribute('aria-sort');
  await press();
  expect(cells()).toEqual(['2 calls', '10 calls', '500 calls']);
  expect(head).toHaveAttribute('aria-sort', 'ascending');
  await press();
  expect(cells()).toEqual(['500 calls', '10 calls', '2 calls']);
  expect(head).toHaveAttribute('aria-sort', 'descending');
  await press();
  expect(cells()).toEqual(['10 calls', '2 calls', '500 calls']);
});
