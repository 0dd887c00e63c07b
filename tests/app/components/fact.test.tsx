// A fact tells what it says and where that was read: on focus, on hover, on tap; Escape closes (WCAG 1.4.13).
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { Fact } from '../../../app/components/fact.tsx';
import { renderInChapter } from './chapter-fixture.tsx';

const setup = () => {
  renderInChapter(
    <p>
      A shard takes <Fact id="write-limit" /> and <a href="#next">no more</a>.
    </p>,
  );
  return userEvent.setup();
};
const fact = () => screen.getByRole('button', { name: '1 MB/s' });

describe('Fact', () => {
  test('is closed until asked', () => {
    setup();
    expect(screen.queryByRole('note')).not.toBeInTheDocument();
    expect(fact()).toHaveAttribute('aria-expanded', 'false');
  });

  test('on focus describes itself with what it says, its source and the day it was checked', async () => {
    const user = setup();
    await user.tab();
    expect(fact()).toHaveFocus();
    expect(fact()).toHaveAccessibleDescription(/One open shard takes in 1 MB a second\..*Streams guide, quotas.*checked 2026-11-22/);
    expect(screen.getByRole('link', { name: 'Streams guide, quotas' })).toHaveAttribute('href', 'https://docs.example/quotas');
  });

  test('stays open while Tab goes to its source, and closes when the focus moves on', async () => {
    const user = setup();
    await user.tab();
    await user.tab();
    expect(screen.getByRole('link', { name: 'Streams guide, quotas' })).toHaveFocus();
    await user.tab();
    expect(screen.getByRole('link', { name: 'no more' })).toHaveFocus();
    expect(screen.queryByRole('note')).not.toBeInTheDocument();
  });

  test('Escape closes it, leaves the focus, and reaches nothing else', async () => {
    const user = setup();
    const elsewhere = vi.fn();
    window.addEventListener('keydown', elsewhere);
    await user.tab();
    elsewhere.mockClear();
    await user.keyboard('{Escape}');
    window.removeEventListener('keydown', elsewhere);
    expect(screen.queryByRole('note')).not.toBeInTheDocument();
    expect(fact()).toHaveFocus();
    expect(elsewhere).not.toHaveBeenCalled();
  });

  test('hover opens it, and it outlives the way from the number to the note', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const user = setup();
    await user.hover(fact());
    await user.unhover(fact());
    await user.hover(screen.getByRole('note'));
    vi.advanceTimersByTime(1000);
    expect(screen.getByRole('note')).toBeInTheDocument();
    vi.useRealTimers();
  });

  test('a click pins it; a second click, or a press elsewhere, closes it', async () => {
    const user = setup();
    await user.click(fact());
    await user.unhover(fact());
    expect(screen.getByRole('note')).toBeInTheDocument();
    await user.click(fact());
    expect(screen.queryByRole('note')).not.toBeInTheDocument();
    await user.click(fact());
    await user.click(document.body);
    expect(screen.queryByRole('note')).not.toBeInTheDocument();
  });

  test('a dead id throws and names the chapter', () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => renderInChapter(<Fact id="no-such" />)).toThrow('Chapter sample has no entry "no-such" in its facts');
    silent.mockRestore();
  });
});
