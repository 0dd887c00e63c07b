// The panel: settings are applied together and once, what the engine refuses stays in the fields, actors come and go, the network
// can be made worse, and the keyboard is led on.
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '#sim';
import { AnswerNote } from '../../../app/belt/answer-note.tsx';
import { kinds, viewOf } from '../../../app/belt/actors/index.ts';
import { Panel } from '../../../app/belt/panel.tsx';
import { select, useLabView } from '../../../app/state/lab-view.ts';
import { edit, open, seek, useSimSession } from '../../../app/state/sim-session.ts';

const coast = scenarios.find(({ slug }) => slug === 'coast-stations')!;
const world = () => useSimSession.getState().world;
const actor = (name: string) => world().actors.get(name);
const actions = () => world().actions.map(({ action }) => action);

beforeEach(() => {
  open(coast);
  useLabView.setState({ selection: null });
});

function openPanel(name?: string) {
  if (name) select({ kind: 'actor', name });
  render(<Panel />, { wrapper: MemoryRouter });
  return userEvent.setup();
}

const field = (name: string) => screen.getByRole('spinbutton', { name });
const apply = () => screen.getByRole('button', { name: 'Apply' });

async function retype(user: ReturnType<typeof userEvent.setup>, name: string, text: string) {
  await user.clear(field(name));
  await user.type(field(name), text);
}

describe('an actor’s settings', () => {
  test('say what they are in units to speak of', () => {
    openPanel('archive');
    expect(field('Time for one record min')).toHaveValue(40);
    expect(field('Records a call (Limit)')).toHaveValue(4);
  });

  test('several are applied by one button as one action, and then there is nothing to apply', async () => {
    const user = openPanel('harbour');
    expect(apply()).toBeDisabled();
    await retype(user, 'Records per hour', '60');
    await retype(user, 'Size of a record B', '500');
    expect(actions()).toEqual([]);
    await user.click(apply());
    expect(actions()).toHaveLength(1);
    expect(actor('harbour')!.config).toMatchObject({ recordBytes: 500 });
    expect((actor('harbour')!.config as { recordsPerSecond: number }).recordsPerSecond * 3600).toBeCloseTo(60);
    expect(apply()).toBeDisabled();
    expect(screen.getByText('harbour works with the new setting.')).toBeInTheDocument();
  });

  test('Enter applies too, and the focus stays in its field', async () => {
    const user = openPanel('harbour');
    await retype(user, 'Records per hour', '60');
    await user.keyboard('{Enter}');
    expect(actions()).toHaveLength(1);
    expect(field('Records per hour')).toHaveFocus();
  });

  test('another unit shows the same quantity', async () => {
    const user = openPanel('archive');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Unit of: Time for one record' }), 's');
    expect(field('Time for one record s')).toHaveValue(2400);
    expect(apply(), 'nothing has changed').toBeDisabled();
    await retype(user, 'Time for one record s', '3');
    await user.click(apply());
    expect(actor('archive')!.config).toMatchObject({ processingMsPerRecord: 3_000 });
  });

  test('a choice brings what it needs, and shows what belongs to it', async () => {
    const user = openPanel('harbour');
    expect(screen.queryByRole('spinbutton', { name: 'Share of the hot key %' })).not.toBeInTheDocument();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Keys' }), 'one hot key');
    await retype(user, 'Share of the hot key %', '80');
    await user.click(apply());
    expect(actor('harbour')!.config).toMatchObject({ keys: { kind: 'hot', share: 0.8, prefix: 'harbour', keys: 3 } });
  });

  test('what the engine refuses is answered in a sentence, and stays in the fields', async () => {
    edit({ type: 'add actor', config: viewOf('autoscaler').defaults({ name: 'scaler', streamName: coast.streamName, speed: 1 }) });
    const user = openPanel('scaler');
    await retype(user, 'Fewer shards below %', '70');
    await user.click(apply());
    expect(screen.getByRole('alert')).toHaveTextContent('scaleInBelow of scaler must be at most half of scaleOutAbove');
    expect(field('Fewer shards below %')).toHaveValue(70);
    expect(actor('scaler')!.config).toMatchObject({ scaleInBelow: 0.3 });
    expect(apply()).toBeEnabled();
  });

  test('what is wrong among the settings that are folded away comes to light', async () => {
    const user = openPanel('harbour');
    await user.click(screen.getByText('More settings'));
    await retype(user, 'Attempts for a record', '0');
    const more = screen.getByText('More settings').closest('details')!;
    more.open = false;
    await user.click(apply());
    expect(more.open).toBe(true);
    expect(actions()).toEqual([]);
  });

  test('a number out of bounds is held back by its field', async () => {
    const user = openPanel('harbour');
    await retype(user, 'Records per hour', '-5');
    expect(field('Records per hour')).toBeInvalid();
  });
});

describe('adding and removing', () => {
  test.each(kinds.map((kind) => [viewOf(kind).label, kind] as const))('a %s is added with a name of its own, and its panel opens', async (label, kind) => {
    const user = openPanel();
    for (const n of [1, 2]) {
      await user.click(screen.getByRole('button', { name: 'Add…' }));
      await user.click(screen.getByRole('button', { name: label }));
      const name = `${viewOf(kind).namedLike}-${n}`;
      expect(screen.getByRole('heading', { level: 2, name })).toBeInTheDocument();
      expect(actor(name)).toMatchObject({ kind, running: true, config: { streamName: coast.streamName } });
      for (const input of screen.getAllByRole('spinbutton', { hidden: true })) expect(input, input.getAttribute('aria-label')!).toBeValid();
      await user.click(screen.getByRole('button', { name: 'Close' }));
    }
  });

  test('what is removed is gone, and the stream’s panel is open again', async () => {
    const user = openPanel('archive');
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(actor('archive')).toBeUndefined();
    expect(screen.getByRole('heading', { level: 2, name: coast.streamName })).toBeInTheDocument();
    expect(screen.getByText('archive has left.')).toBeInTheDocument();
  });

  test('one more worker joins the same application', async () => {
    const user = openPanel();
    await user.click(screen.getByRole('button', { name: 'Add…' }));
    await user.click(screen.getByRole('button', { name: 'KCL worker' }));
    await user.click(screen.getByRole('button', { name: 'Add a worker to it' }));
    expect(screen.getByRole('heading', { level: 2, name: 'worker-2' })).toBeInTheDocument();
    expect(actor('worker-2')!.config).toMatchObject({ application: 'app-1' });
  });

  test('a worker can be made to stand still, from now on', async () => {
    const user = openPanel();
    await user.click(screen.getByRole('button', { name: 'Add…' }));
    await user.click(screen.getByRole('button', { name: 'KCL worker' }));
    await user.click(screen.getByRole('button', { name: 'Stand still for 15 s' }));
    expect(actor('worker-1')!.config).toMatchObject({ pausedUntilMs: world().nowMs + 15_000 });
  });

  test('by keyboard: each panel that opens from another takes the focus to its title', async () => {
    const user = openPanel();
    screen.getByRole('button', { name: 'Add…' }).focus();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('heading', { level: 2, name: 'Add to the belt' })).toHaveFocus();
    await user.tab();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('heading', { level: 2, name: coast.streamName })).toHaveFocus();
  });
});

describe('the network', () => {
  test('its faults are set together, and the trace tells', async () => {
    const user = openPanel();
    await user.click(screen.getByRole('button', { name: 'Network…' }));
    expect(field('Latency, one way ms')).toHaveValue(10);
    expect(field('Gives up a call after s')).toHaveValue(6);
    await retype(user, 'Answers lost %', '25');
    await user.type(field('Limit of each link, a second MiB'), '2');
    await user.click(apply());
    expect(world().network.config).toMatchObject({ responseLoss: 0.25, bytesPerSecond: 2 * 1_048_576, oneWayMs: 10 });
    expect(screen.getByText('The network works with the new setting.')).toBeInTheDocument();
    await user.clear(field('Limit of each link, a second MiB'));
    await user.click(apply());
    expect(world().network.config.bytesPerSecond, 'an empty field is no limit').toBeGreaterThanOrEqual(1e12);
  });
});

test('an answer stays with the panel it was given in', async () => {
  const user = openPanel('archive');
  await user.click(screen.getByRole('button', { name: 'Crash' }));
  expect(screen.getByText('archive has stopped.')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByText('archive has stopped.')).not.toBeInTheDocument();
});

test('without a stream the panel creates it, and a count that AWS refuses is answered', async () => {
  const user = openPanel();
  edit({ type: 'call', operation: 'DeleteStream', input: { StreamName: coast.streamName } });
  act(() => void seek(world().nowMs + 60_000));
  const shards = screen.getByRole('spinbutton', { name: 'Shards' });
  await user.clear(shards);
  await user.click(screen.getByRole('button', { name: `Create ${coast.streamName}` }));
  expect(screen.getByRole('alert')).toHaveTextContent('ValidationException');
  await user.type(shards, '3');
  await user.click(screen.getByRole('button', { name: `Create ${coast.streamName}` }));
  expect(world().stream(coast.streamName)).toMatchObject({ status: 'CREATING' });
});

test('an error without a message has no empty line', () => {
  useSimSession.setState({ answer: { action: { type: 'remove actor', actor: 'x' }, outcome: { ok: false, error: { __type: 'InternalFailure', status: 500 } as never }, atMs: 0 } });
  render(<AnswerNote />);
  const note = screen.getByRole('alert');
  expect(within(note).getAllByText(/.*/, { selector: 'p' }).map((line) => line.textContent)).toEqual(['InternalFailure']);
});

describe('retention', () => {
  const set = () => screen.getByRole('button', { name: 'Set' });
  const hoursNow = () => world().stream(coast.streamName)!.retentionHours;

  test('any whole number of hours that AWS takes can be typed; the usual ones are suggested', async () => {
    const user = openPanel();
    expect([...field('Retention, h').closest('.panel-row')!.querySelectorAll('option')].map(({ value }) => Number(value))).toEqual([24, 48, 72, 168, 720, 8760]);
    await retype(user, 'Retention, h', '37');
    await user.click(set());
    expect(hoursNow()).toBe(37);
    await retype(user, 'Retention, h', '25');
    await user.click(set());
    expect(hoursNow()).toBe(25);
    expect(actions()).toMatchObject([{ operation: 'IncreaseStreamRetentionPeriod' }, { operation: 'DecreaseStreamRetentionPeriod' }]);
  });

  test.each(['23', '8761'])('%s is refused by the service, changes nothing, and stays in its field', async (text) => {
    const user = openPanel();
    await retype(user, 'Retention, h', text);
    await user.click(set());
    expect(hoursNow()).toBe(24);
    expect(screen.getByRole('alert')).toHaveTextContent('allowed retention period');
    expect((field('Retention, h') as HTMLInputElement).value).toBe(text);
  });

  test('a fraction, or nothing, is not sent, and the field says why', async () => {
    const user = openPanel();
    await retype(user, 'Retention, h', '30.5');
    expect(set()).toBeDisabled();
    expect(field('Retention, h')).toHaveAccessibleDescription('Retention is a whole number of hours.');
    await user.clear(field('Retention, h'));
    expect(set()).toBeDisabled();
    await user.type(field('Retention, h'), '31');
    expect(set()).toBeEnabled();
    expect(actions()).toEqual([]);
  });
});
