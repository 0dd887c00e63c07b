// Holds: a record that was sent before, or stored before, is told from others by its square, its plate and its panel; what waits for
// another attempt stands beside its producer, as many as the engine says.
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeEach, describe, expect, test } from 'vitest';
import { originalOf, recordStory, retriesWaiting, scenarios } from '#sim';
import { MarkLegend } from '../../../app/belt/mark-legend.tsx';
import { cornersOf, fillSquare, markOf } from '../../../app/belt/marks.ts';
import { Panel } from '../../../app/belt/panel.tsx';
import { RetryWaits } from '../../../app/belt/retry-waits.tsx';
import { sentText } from '../../../app/belt/tell-facts.ts';
import { layoutBelt } from '../../../app/belt/layout.ts';
import { select, useLabView } from '../../../app/state/lab-view.ts';
import { open, seek, useSimSession } from '../../../app/state/sim-session.ts';

const scenario = (slug: string) => scenarios.find((one) => one.slug === slug)!;
const world = () => useSimSession.getState().world;
const stream = () => world().stream('orders')!;
const log = () => world().log(stream().shards[0]!.logId);
const records = () => Array.from({ length: stream().shards[0]!.cursor.length }, (_, index) => index);

describe('on a stream that met lost answers', () => {
  beforeEach(() => {
    open(scenario('lost-response'));
    useLabView.setState({ selection: null });
    seek(100_000);
  });

  test('all three kinds of records are there, and each says what it is', () => {
    const [plain, retried, copy] = [0, 1, 2].map((mark) => records().find((index) => markOf(log(), index) === mark)!);
    const text = (index: number) => sentText(recordStory(world(), stream(), 0, index)!);
    expect(text(plain!)).toBeNull();
    expect(text(retried!)).toBe('sent more than once');
    const original = originalOf(world(), stream(), stream().shards[0]!, copy!)!;
    expect(text(copy!)).toBe(`the second copy of …${original.sequenceNumber.slice(-4)}`);
  });

  test('a third copy is not called the second', () => {
    const copies = records().filter((index) => markOf(log(), index) === 2);
    const texts = copies.map((index) => [originalOf(world(), stream(), stream().shards[0]!, index)!.copy, sentText(recordStory(world(), stream(), 0, index)!)!.split(' ')[0]]);
    for (const [third, word] of texts) expect(word).toBe(third ? 'one' : 'the');
  });

  test('a copy’s panel leads to the record that it is a copy of', async () => {
    const copy = records().find((index) => markOf(log(), index) === 2)!;
    const original = originalOf(world(), stream(), stream().shards[0]!, copy)!;
    select({ kind: 'record', shard: 0, index: copy });
    render(<Panel />, { wrapper: MemoryRouter });
    expect(screen.getByText(/^the second copy of/)).toHaveTextContent(/s earlier$/);
    await userEvent.click(screen.getByRole('button', { name: /^Show the record before it/ }));
    expect(useLabView.getState().selection).toEqual({ kind: 'record', shard: 0, index: original.index });
    expect(screen.queryByText(/the second copy/)).toBeNull();
  });
});

describe('a square', () => {
  test('has a corner less for a retry and two less for a copy, and stays within its place', () => {
    expect([0, 1, 2].map((mark) => cornersOf(mark as 0, 0, 0, 11).length)).toEqual([4, 5, 6]);
    for (const [x, y] of cornersOf(2, 3, 5, 8)) {
      expect(x).toBeGreaterThanOrEqual(3);
      expect(x).toBeLessThanOrEqual(11);
      expect(y).toBeGreaterThanOrEqual(5);
      expect(y).toBeLessThanOrEqual(13);
    }
  });

  test('is drawn by those corners', () => {
    const drawn: unknown[] = [];
    const ctx = { beginPath: () => drawn.push('path'), lineTo: (x: number, y: number) => drawn.push([x, y]), fill: () => drawn.push('fill'), fillRect: (...rect: number[]) => drawn.push(rect) } as unknown as CanvasRenderingContext2D;
    fillSquare(ctx, 0, 1, 2, 11);
    expect(drawn.splice(0)).toEqual([[1, 2, 11, 11]]);
    fillSquare(ctx, 2, 1, 2, 11);
    expect(drawn).toEqual(['path', ...cornersOf(2, 1, 2, 11), 'fill']);
  });
});

test('the legend tells of the marks that are on the lanes, and of no other', () => {
  const layout = layoutBelt({ width: 1400, compact: false, lanes: [{ shardIndex: 0, open: true, from: 0, to: 1 }], producers: [], consumers: [] });
  const { rerender, container } = render(<MarkLegend marks={1} layout={layout} place="above" />);
  expect(container).toBeEmptyDOMElement();
  rerender(<MarkLegend marks={1 | 2} layout={layout} place="above" />);
  expect(container).toHaveTextContent(/^sent more than once$/);
  rerender(<MarkLegend marks={1 | 2 | 4} layout={layout} place="above" />);
  expect(container).toHaveTextContent('sent more than oncestored again: a copy');
  rerender(<MarkLegend marks={2} layout={layout} place="below" />);
  expect(container, 'it stands in one place').toBeEmptyDOMElement();
  rerender(<MarkLegend marks={2} layout={layoutBelt({ width: 390, compact: true, lanes: [{ shardIndex: 0, open: true, from: 0, to: 1 }], producers: [], consumers: [] })} place="below" />);
  expect(container).toHaveTextContent(/^sent more than once$/);
});

test('what waits stands beside its producer: squares while they are few, else their number; its panel says so', () => {
  open(scenario('split-under-load'));
  const boxes = new Map([...world().actors.values()].map(({ ordinal }, n) => [ordinal, { x: 20, y: 100 * n, width: 160, height: 80 }]));
  const seen = { few: 0, many: 0 };
  for (let tMs = 5_000; tMs <= 40_000 && (seen.few === 0 || seen.many === 0); tMs += 100) {
    seek(tMs);
    const waiting = [...retriesWaiting(world()).values()];
    const { container, unmount } = render(<RetryWaits world={world()} producerBoxes={boxes} />);
    const shown = [...container.querySelectorAll('.retry-waits')].map((one) => Number(/([\d,]+) wait/.exec(one.textContent ?? '')?.[1]?.replaceAll(',', '') ?? one.querySelectorAll('i').length));
    expect(shown.toSorted((a, b) => a - b)).toEqual(waiting.toSorted((a, b) => a - b));
    for (const records of waiting) seen[records <= 4 ? 'few' : 'many'] += 1;
    unmount();
  }
  expect(seen.many).toBeGreaterThan(0);
  const [ordinal, records] = [...retriesWaiting(world())][0]!;
  select({ kind: 'actor', name: [...world().actors.values()].find((actor) => actor.ordinal === ordinal)!.name });
  render(<Panel />, { wrapper: MemoryRouter });
  expect(screen.getByText(new RegExp(`${records} waits? for another attempt`))).toBeInTheDocument();
}, 20_000);
