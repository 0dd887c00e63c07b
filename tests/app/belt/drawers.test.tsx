// Holds: the drawers for metrics and cost show what the engine measured and billed, under CloudWatch's names, and say so in words.
import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { billOf, scenarios } from '#sim';
import { Cost } from '../../../app/belt/drawers/cost.tsx';
import { Metrics } from '../../../app/belt/drawers/metrics.tsx';
import { open, seek, useSimSession } from '../../../app/state/sim-session.ts';

const underLoad = scenarios.find(({ slug }) => slug === 'split-under-load')!;
const world = () => useSimSession.getState().world;

beforeEach(() => open(underLoad));

describe('metrics', () => {
  test('a chart says its metric, its statistic and its latest value, as the engine has it', () => {
    render(<Metrics />);
    const periodMs = 10_000;
    const points = world().metrics.query({ metric: 'IncomingRecords', streamName: 'orders', statistic: 'Sum', periodMs, fromMs: 0, toMs: world().nowMs + 1 });
    const chart = screen.getByRole('img', { name: /^IncomingRecords, Sum of each/ });
    expect(chart.getAttribute('aria-label')).toContain(`${points.at(-1)!.value.toLocaleString('en')} in the latest`);
    expect(chart.querySelectorAll('rect')).toHaveLength(points.length);
  });

  test('the numbers stand in a table too, the newest first', async () => {
    render(<Metrics />);
    const figure = screen.getByRole('img', { name: /^IncomingRecords, / }).closest('figure')!;
    await userEvent.click(within(figure).getByText('as a table'));
    const rows = within(figure).getAllByRole('row').slice(1);
    const sum = rows.reduce((total, row) => total + Number(within(row).getByRole('cell').textContent.replaceAll(',', '')), 0);
    expect(sum).toBe(world().stream('orders')!.shards[0]!.cursor.length);
  });

  test('a longer period adds up to the same', async () => {
    render(<Metrics />);
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Period' }), '1 min');
    const chart = screen.getByRole('img', { name: /^IncomingRecords, / });
    expect(chart.getAttribute('aria-label')).toContain(`${world().stream('orders')!.shards[0]!.cursor.length.toLocaleString('en')} in the latest`);
  });

  // Five minutes of a busy world take their time on a busy machine.
  test('the usual alarms are set by one button, told by name and state, and can be deleted', { timeout: 20_000 }, async () => {
    render(<Metrics />);
    await userEvent.click(screen.getByRole('button', { name: 'Set the usual alarms' }));
    seek(world().nowMs + 300_000);
    const item = await screen.findByText(/orders-write-throttles: ALARM since/);
    expect(item).toBeInTheDocument();
    const before = screen.getAllByRole('button', { name: /^Delete the alarm/ }).length;
    await userEvent.click(screen.getByRole('button', { name: 'Delete the alarm orders-write-throttles' }));
    expect(screen.queryByText(/orders-write-throttles/)).toBeNull();
    expect(screen.getAllByRole('button', { name: /^Delete the alarm/ })).toHaveLength(before - 1);
  });

  const slider = () => screen.getByRole('slider', { name: 'Time in IncomingRecords' });
  const incoming = () => screen.getByRole('img', { name: /^IncomingRecords, / });

  test('by keyboard: arrows read the chart period by period, Enter goes to the moment', async () => {
    seek(60_000);
    render(<Metrics />);
    const user = userEvent.setup();
    slider().focus();
    await user.keyboard('{Home}{ArrowRight}{ArrowRight}');
    const [point] = world().metrics.query({ metric: 'IncomingRecords', streamName: 'orders', statistic: 'Sum', periodMs: 10_000, fromMs: 20_000, toMs: 30_000 });
    expect(slider()).toHaveAttribute('aria-valuetext', `00:00:20 ${point!.value.toLocaleString('en')}`);
    await user.keyboard('{Enter}');
    expect(world().nowMs).toBe(20_000);
  });

  test('by keyboard: Shift takes a stretch, Enter looks closer at all charts, Escape looks at all of the time again', async () => {
    seek(60_000);
    render(<Metrics />);
    const user = userEvent.setup();
    slider().focus();
    await user.keyboard('{Home}{ArrowRight}{Shift>}{ArrowRight}{ArrowRight}{ArrowRight}{/Shift}');
    expect(slider().getAttribute('aria-valuetext')).toMatch(/^from 00:00:10 .* to 00:00:40/);
    await user.keyboard('{Enter}');
    expect(screen.getByText('00:00:10 to 00:00:40')).toBeInTheDocument();
    for (const one of screen.getAllByRole('slider')) expect([one.getAttribute('aria-valuemin'), one.getAttribute('aria-valuemax')]).toEqual(['10000', '40000']);
    expect(incoming().querySelectorAll('rect')).toHaveLength(3);
    await user.keyboard('{Escape}');
    expect(screen.queryByText('00:00:10 to 00:00:40')).toBeNull();
  });

  test('by pointer: a click goes to the moment, a drag over a stretch looks closer', () => {
    seek(60_000);
    render(<Metrics />);
    slider().getBoundingClientRect = () => ({ left: 0, width: 700, top: 0, height: 64, right: 700, bottom: 64, x: 0, y: 0, toJSON: () => null });
    const to = Number(slider().getAttribute('aria-valuemax'));
    const at = (ms: number) => ({ clientX: (ms / to) * 700, button: 0, pointerId: 1 });
    fireEvent.pointerDown(slider(), at(10_000));
    fireEvent.pointerMove(slider(), at(39_000));
    fireEvent.pointerUp(slider(), at(39_000));
    expect(screen.getByText('00:00:10 to 00:00:40')).toBeInTheDocument();
    expect(world().nowMs, 'a drag goes nowhere').toBe(60_000);
    fireEvent.click(screen.getByRole('button', { name: 'Show all of the time' }));
    fireEvent.pointerDown(slider(), at(30_000));
    fireEvent.pointerUp(slider(), at(30_000));
    expect(world().nowMs).toBe(30_000);
  });

  test('another statistic is shown where it means something, and the unit is CloudWatch’s', async () => {
    seek(60_000);
    render(<Metrics />);
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Statistic' }), 'SampleCount');
    const query = { metric: 'IncomingRecords', streamName: 'orders', statistic: 'SampleCount', periodMs: 10_000, fromMs: 0, toMs: 60_001 } as const;
    expect(incoming().getAttribute('aria-label')).toContain(`SampleCount of each 10 s: ${world().metrics.query(query).at(-1)!.value.toLocaleString('en')} in the latest`);
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Statistic' }), 'Sum');
    expect(screen.getByRole('img', { name: /^PutRecords\.Latency|^GetRecords\.IteratorAgeMilliseconds|^MillisBehindLatest/ }).getAttribute('aria-label'), 'nobody adds up times').toContain('Maximum of each');
    expect(incoming().closest('figure')).toHaveTextContent('Sum, Count');
  });

  test('what is not looked at first is a tick away, and deprecated metrics are not offered', async () => {
    render(<Metrics />);
    expect(screen.queryByRole('img', { name: /^PutRecords\.TotalRecords/ })).toBeNull();
    await userEvent.click(screen.getByRole('checkbox'));
    expect(screen.getByRole('img', { name: /^PutRecords\.TotalRecords/ })).toBeInTheDocument();
    expect(screen.queryByRole('img', { name: /^GetRecords\.IteratorAge,/ })).toBeNull();
  });
});

describe('cost', () => {
  test('each line is one of the bill, the sum is the bill’s, and where the prices come from is said', () => {
    render(<Cost />);
    const bill = billOf(world());
    const lines = [...bill.streams.values()].flat();
    expect(screen.getAllByRole('row')).toHaveLength(1 + lines.length + 2);
    const total = screen.getByRole('row', { name: /^In / });
    expect(Number(within(total).getByRole('cell').textContent.slice(1))).toBeCloseTo(bill.usd, 2);
    expect(screen.getByText(/Region us-east-1/)).toHaveTextContent('Check AWS’s price list');
  });

  test('where nothing has been billed it says why', () => {
    open(scenarios.find(({ slug }) => slug === 'walk-1-create')!);
    render(<Cost />);
    expect(screen.getByText(/a stream is billed from the moment it is ACTIVE/)).toBeInTheDocument();
  });
});
