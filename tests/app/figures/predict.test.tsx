// Holds: each figure that asks for a guess commits the learner before it runs, then gives the engine's answer beside the guess, and
// keeps both; it runs without a guess, too; what it shows has a name, and a table beside it.
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, useLocation } from 'react-router';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { figures } from '../../../app/figures/index.ts';

beforeEach(() => sessionStorage.clear());
afterEach(() => sessionStorage.clear());

/** What is true of Kinesis, and a belief that is not. */
const answers: Readonly<Record<string, readonly [right: string, wrong: string]>> = {
  'key-skew': ['all 400', '100: a quarter each'],
  ordering: ['A1 A2 A4 A5 A3', 'A1 A2 A3 A4 A5'],
  'write-quota': ['none', '500'],
  'iterator-types': ['Nothing', 'Only the tenth'],
  'iterator-expiry': ['An error; the next three still lie there', 'An error; the next three are lost'],
  'shared-and-fan-out': ['0.5 MiB/s each', '2 MiB/s each'],
  'split-and-merge': ['They stay in the parent', 'Half go to each child'],
  merge: ['The call is refused', 'They are merged'],
  'put-records': ['200, and some are stored', 'An error, and nothing is stored'],
  'kpl-aggregation': ['about 20', '3,000'],
  retention: ['No, none of them', 'Yes, all twelve'],
  lag: ['about 5 minutes', 'about 20 minutes'],
  'kcl-leases': ['At worker-1’s last checkpoint', 'At the newest record'],
};

function Address() {
  return <span data-testid="address">{useLocation().search}</span>;
}

async function show(id: string, search = '') {
  const { default: Content } = await figures[id]!.load();
  render(
    <MemoryRouter initialEntries={[`/chapters/kinesis-data-streams${search}`]}>
      <Content />
      <Address />
    </MemoryRouter>,
  );
  return userEvent.setup();
}
const address = () => screen.getByTestId('address').textContent;

test('every figure but the two that ask for none is here', () => {
  expect([...Object.keys(answers), 'belt', 'hash-a-key'].toSorted()).toEqual(Object.keys(figures).toSorted());
});

describe.each(Object.entries(answers))('%s', (id, [right, wrong]) => {
  test('a right guess is told so, and the address has the state', async () => {
    const user = await show(id);
    const question = screen.getByRole('group', { name: /^Predict, then run\./ });
    expect(within(question).getAllByRole('radio').length).toBeGreaterThanOrEqual(2);
    await user.click(within(question).getByRole('radio', { name: right }));
    await user.click(screen.getByRole('button', { name: 'Run it' }));
    expect(screen.getByText(`You said “${right}”.`, { exact: false })).toHaveTextContent('So it is.');
    expect(screen.queryByRole('button', { name: 'Run it' })).not.toBeInTheDocument();
    expect(address()).toContain(`${id}=`);
  });

  test('a wrong one has the engine’s answer beside it, and is kept for the session', async () => {
    const user = await show(id);
    await user.click(screen.getByRole('radio', { name: wrong }));
    await user.click(screen.getByRole('button', { name: 'Run it' }));
    const verdict = `You said “${wrong}”. It is “${right}”.`;
    expect(screen.getByText(/^You said/)).toHaveTextContent(verdict);
    const reached = address();
    document.body.replaceChildren();
    await show(id, reached);
    expect(screen.getByText(/^You said/)).toHaveTextContent(verdict);
  });

  test('without a guess it does not run, but shows', async () => {
    const user = await show(id);
    const before = screen.getByRole('status').textContent;
    await user.click(screen.getByRole('button', { name: 'Run it' }));
    expect(address()).toBe('');
    await user.click(screen.getByRole('button', { name: 'Just show me' }));
    expect(screen.getByRole('status').textContent).not.toBe(before);
    expect(screen.queryByText(/^You said/)).not.toBeInTheDocument();
    await user.click(screen.getByText('as a table'));
    expect(screen.getAllByRole('row').length).toBeGreaterThan(1);
    expect(document.querySelector('svg.fig-plate')).toHaveAccessibleName(/\w/);
    expect(screen.getByRole('link', { name: 'Open in the lab' })).toHaveAttribute('href', expect.stringMatching(/^\/lab#run=[\w-]+$/));
    await user.click(screen.getByRole('button', { name: 'Start again' }));
    expect(address()).toBe('');
    expect(document.activeElement).toHaveClass('fig-controls');
    expect(screen.getByRole('status').textContent).toBe(before);
  });
});

test.each(Object.keys(figures))('%s takes an address that means nothing as its beginning', async (id) => {
  await show(id, `?${id}=nonsense.%00.__proto__`);
  expect(screen.getByRole('status')).toBeInTheDocument();
});
