// Holds: the events are sentences, a run of like ones told as one; a moment, a subject and the reason of a refusal are a click away;
// alarms can be shown alone; a long history is shown in windows.
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#sim';
import { Events } from '../../../app/belt/drawers/events.tsx';
import { linesOf } from '../../../app/belt/narrate.ts';
import { useLabView } from '../../../app/state/lab-view.ts';
import { edit, open, seek, useSimSession } from '../../../app/state/sim-session.ts';

const clickstream = scenarios.find(({ slug }) => slug === 'clickstream')!;
const { streamName: StreamName } = clickstream;
const world = () => useSimSession.getState().world;
const selection = () => useLabView.getState().selection;
const lines = () => screen.queryAllByRole('listitem');
const texts = () => lines().map((line) => line.textContent);

beforeEach(() => {
  open(clickstream);
  useLabView.setState({ selection: null });
});

test('a run of throttles is one line that counts, says how long it went on, and leads to its producer, its shard and why', async () => {
  seek(22_000);
  render(<Events />);
  const line = lines().find((one) => /web-1: [\d,]+ records throttled by shardId-000000000001/.test(one.textContent))!;
  expect(line).toHaveTextContent(/\d+ times, until 00:00:2\d/);
  const user = userEvent.setup();
  await user.click(within(line).getByRole('button', { name: 'Show web-1' }));
  expect(selection()).toEqual({ kind: 'actor', name: 'web-1' });
  await user.click(within(line).getByRole('button', { name: 'Show shardId-000000000001' }));
  expect(selection()).toEqual({ kind: 'shard', index: 1 });
  await user.click(within(line).getByRole('button', { name: 'Why?' }));
  const chosen = selection();
  expect(chosen?.kind).toBe('rejection');
  if (chosen?.kind !== 'rejection') return;
  const { source, shardIndex } = world().service.rejections.get(chosen.index);
  expect(world().actors.get('web-1')!.ordinal).toBe(source);
  expect(shardIndex).toBe(1);
});

test('its time goes to that moment', async () => {
  seek(22_000);
  render(<Events />);
  const [first] = lines();
  const button = within(first!).getByRole('button', { name: /^Go to/ });
  await userEvent.click(button);
  expect(button.textContent).toContain(String(world().nowMs % 1_000).padStart(3, '0'));
  expect(world().nowMs).toBeLessThan(22_000);
});

test('the learner’s own refused call is told once for many, and its reason is its call', async () => {
  for (let n = 0; n < 3; n += 1) edit({ type: 'call', operation: 'DescribeStream', input: { StreamName: 'nobody' } });
  render(<Events />);
  const line = lines().find((one) => one.textContent.includes('DescribeStream refused'))!;
  expect(line).toHaveTextContent(/ResourceNotFoundException.* 3 times/);
  await userEvent.click(within(line).getByRole('button', { name: 'Why?' }));
  expect(selection()).toEqual({ kind: 'call', index: world().plain.callsServed - 1 });
});

test('alarms can be shown alone; where there are none it says so', async () => {
  open(scenarios.find(({ slug }) => slug === 'coast-stations')!);
  edit({ type: 'call', operation: 'ListStreams', input: {} });
  render(<Events />);
  const before = lines().length;
  await userEvent.click(screen.getByRole('checkbox', { name: 'alarms only' }));
  expect(lines().length).toBeLessThan(before);
  for (const line of lines()) expect(line).toHaveClass('event-alarm');
});

test('a long history is a window of lines, and reading on leads to its beginning', async () => {
  for (let n = 0; n < 100; n += 1) edit({ type: 'call', operation: n % 2 ? 'ListStreams' : 'DescribeLimits', input: { Limit: n + 1 } as object });
  for (let n = 0; n < 40; n += 1) {
    edit({ type: 'crash actor', actor: 'web-1' });
    edit({ type: 'restart actor', actor: 'web-1' });
  }
  const user = userEvent.setup();
  render(<Events />);
  expect(lines().length).toBeLessThanOrEqual(60);
  const newest = texts()[0];
  const seen = new Set(texts());
  for (let n = 0; n < 20 && screen.queryByRole('button', { name: 'Earlier' }); n += 1) {
    await user.click(screen.getByRole('button', { name: 'Earlier' }));
    expect(lines().length).toBeLessThanOrEqual(60);
    for (const text of texts()) seen.add(text);
  }
  expect(texts().at(-1), 'the stream’s making').toMatch(/opened|CREATING|ACTIVE/);
  expect(linesOf(world().traceLog.from(0), world().traceLog.count).length).toBeGreaterThan(60);
  await user.click(screen.getByRole('button', { name: 'Newest' }));
  expect(texts()[0]).toBe(newest);
  expect(StreamName).toBe('clicks');
});
