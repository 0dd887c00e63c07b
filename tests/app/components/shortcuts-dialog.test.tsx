// Single keys act where they should, are listed, and can be turned off (WCAG 2.1.4).
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useEffect } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import ShortcutsDialog from '../../../app/components/shortcuts-dialog.tsx';
import { runShortcut, useShortcutList, useShortcuts } from '../../../app/state/shortcuts.ts';

const play = vi.fn();
const press = vi.fn();

function Page({ open = false }: { readonly open?: boolean }) {
  useShortcuts('Lab', [{ key: 'Space', label: 'Play or pause', run: play }]);
  useEffect(() => {
    window.addEventListener('keydown', runShortcut);
    return () => window.removeEventListener('keydown', runShortcut);
  }, []);
  return (
    <>
      <input aria-label="Key" />
      <button type="button" onClick={press}>
        Split
      </button>
      {open && <ShortcutsDialog onClose={() => undefined} />}
    </>
  );
}

const step = vi.fn();

/** A dialog over the page, with a key of its own. */
function Over() {
  useShortcuts('Belt', [{ key: '.', label: 'One event ahead', run: step }]);
  return (
    <dialog open aria-label="Over the page" data-keys="Belt">
      <button type="button">Close</button>
    </dialog>
  );
}

beforeEach(() => {
  step.mockClear();
  play.mockClear();
  press.mockClear();
  useShortcutList.setState({ enabled: true });
});

describe('shortcuts', () => {
  test('a key of the page runs its action', async () => {
    render(<Page />);
    await userEvent.keyboard(' ');
    expect(play).toHaveBeenCalledOnce();
  });

  test('typing in a field is typing', async () => {
    render(<Page />);
    await userEvent.type(screen.getByRole('textbox'), 'a b');
    expect(screen.getByRole('textbox')).toHaveValue('a b');
    expect(play).not.toHaveBeenCalled();
  });

  test('Space on a focused button presses the button alone', async () => {
    render(<Page />);
    screen.getByRole('button', { name: 'Split' }).focus();
    await userEvent.keyboard(' ');
    expect(press).toHaveBeenCalledOnce();
    expect(play).not.toHaveBeenCalled();
  });

  test('a key with Ctrl belongs to the browser', async () => {
    render(<Page />);
    await userEvent.keyboard('{Control>} {/Control}');
    expect(play).not.toHaveBeenCalled();
  });

  test('while a dialog is open its own keys act and those of the page rest, wherever the focus is', async () => {
    const { rerender } = render(<Page />);
    rerender(<><Page /><Over /></>);
    await userEvent.keyboard('. ');
    expect([step.mock.calls.length, play.mock.calls.length]).toEqual([1, 0]);
    screen.getByRole('button', { name: 'Close' }).focus();
    await userEvent.keyboard('. ');
    expect([step.mock.calls.length, play.mock.calls.length]).toEqual([2, 0]);
    rerender(<Page />);
    await userEvent.click(document.body);
    await userEvent.keyboard('. ');
    expect([step.mock.calls.length, play.mock.calls.length]).toEqual([2, 1]);
  });

  test('the list shows the keys of the open page, and the switch turns them off for good', async () => {
    const { rerender, unmount } = render(<Page open />);
    const dialog = screen.getByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(within(dialog).getByText('Play or pause').closest('div')).toHaveTextContent('Space');
    await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Single keys act as shortcuts' }));
    rerender(<Page />);
    // Off the checkbox, which would take Space for itself.
    await userEvent.click(document.body);
    await userEvent.keyboard(' ');
    expect(play).not.toHaveBeenCalled();
    expect(localStorage.getItem('shardbelt.shortcuts')).toBe('false');
    unmount();
    expect(useShortcutList.getState().groups).toEqual([]);
  });
});
