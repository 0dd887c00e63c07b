// A comparison keeps its meaning as a table for a screen reader, and names the column in each cell for the stacked phone form.
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ComparisonTable } from '../../../app/components/comparison-table.tsx';
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
