// Holds: every example is a plan that opens by its link, and the chapter's three stories come out as the chapter tells them.
import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { planOf } from '#sim';
import { expect, test } from 'vitest';
import { Examples } from '../../../app/planner/examples.tsx';
import { fieldsOf, readFields } from '../../../app/planner/query.ts';

const plans = () => {
  render(<Examples title="Loads to begin with" />, { wrapper: MemoryRouter });
  return new Map(
    screen.getAllByRole('link').map((link) => {
      const { load, problems } = readFields(fieldsOf(new URL(link.getAttribute('href')!, 'http://shardbelt').search));
      expect(problems, link.textContent).toEqual({});
      return [link.textContent, planOf(load!)];
    }),
  );
};

test('five shards, the shop’s hundred, the building’s ten, the bank’s fifty', () => {
  const all = plans();
  expect(['Five shards', 'The shop', 'The building', 'The bank'].map((name) => all.get(name)!.shards)).toEqual([5, 100, 10, 50]);
  for (const [name, { limits }] of all) expect(limits.filter(({ status }) => status === 'broken'), name).toEqual([]);
});

test('the others show what they say they show', () => {
  const all = plans();
  expect(all.get('Readers decide')!.bound).toBe('polling');
  expect(all.get('One loud key')!.bound).toBe('busiest key');
  expect(all.get('Packed by the KPL')!.shards).toBeLessThan(200);
  const { costs, cheapest } = all.get('A quiet day, a loud hour')!;
  expect(cheapest).toBe('provisioned');
  expect(costs).toHaveLength(3);
});
