// The plate of a live figure: loads near the window and not before, keeps its room, and says so when it fails.
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Figure } from '../../../app/figures/figure.tsx';
import type { FigureEntry, FigureProps } from '../../../app/figures/index.ts';

let comeNear: () => void;
beforeEach(() => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: IntersectionObserverCallback) {
        comeNear = () => callback([{ isIntersecting: true } as IntersectionObserverEntry], this as unknown as IntersectionObserver);
      }
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const Content = ({ scenario }: FigureProps) => <output>it runs, from {scenario}</output>;
const figureOf = (load: FigureEntry['load']) => ({ sample: { title: 'Hash a key', room: [240, 320] as const, load } });

describe('Figure', () => {
  test('keeps its room, and loads only once it is near the window', async () => {
    const load = vi.fn(async () => ({ default: Content }));
    render(<Figure id="sample" scenario="two-shards" registry={figureOf(load)} />);
    const figure = screen.getByRole('figure', { name: 'Hash a key' });
    expect(figure.querySelector('.figure-body')).toHaveStyle({ '--room-wide': '240px', '--room-narrow': '320px' });
    expect(load).not.toHaveBeenCalled();
    await act(async () => comeNear());
    expect(await screen.findByText('it runs, from two-shards')).toBeInTheDocument();
  });

  test('a load that fails is told, and can be tried again', async () => {
    const load = vi.fn<FigureEntry['load']>().mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue({ default: Content });
    render(<Figure id="sample" registry={figureOf(load)} />);
    await act(async () => comeNear());
    expect(await screen.findByRole('alert')).toHaveTextContent('This figure could not load.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/it runs/)).toBeInTheDocument();
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('a figure that throws while it runs stays inside its plate', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const Broken = () => {
      throw new Error('lag is negative');
    };
    render(
      <>
        <p>The text goes on.</p>
        <Figure id="sample" registry={figureOf(async () => ({ default: Broken }))} />
      </>,
    );
    await act(async () => comeNear());
    expect(await screen.findByRole('alert')).toHaveTextContent('This figure stopped. lag is negative');
    expect(screen.getByText('The text goes on.')).toBeInTheDocument();
  });

  test('a dead id throws', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => render(<Figure id="no-such" registry={{}} />)).toThrow('There is no figure "no-such"');
  });
});
