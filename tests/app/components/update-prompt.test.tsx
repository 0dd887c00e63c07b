// A new version waits for a click: nothing reloads by itself, also not when another window takes the update.
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { UpdatePrompt } from '../../../app/components/update-prompt.tsx';

const worker = vi.hoisted(() => ({ waiting: false, update: vi.fn(async () => undefined), onNeedReload: () => undefined as void }));
vi.mock('virtual:pwa-register/react', () => ({
  useRegisterSW: ({ onNeedReload }: { onNeedReload: () => void }) => {
    worker.onNeedReload = onNeedReload;
    return { needRefresh: [worker.waiting, () => undefined], offlineReady: [false, () => undefined], updateServiceWorker: worker.update };
  },
}));

const container = new EventTarget();
beforeEach(() => {
  worker.waiting = false;
  worker.update.mockClear();
  Object.defineProperty(navigator, 'serviceWorker', { value: container, configurable: true });
});

describe('UpdatePrompt', () => {
  test('says nothing while there is nothing new', () => {
    render(<UpdatePrompt />);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  test('Later puts it away and leaves the waiting version waiting', async () => {
    worker.waiting = true;
    render(<UpdatePrompt />);
    expect(screen.getByRole('status')).toHaveTextContent('A new version is ready.');
    await userEvent.click(screen.getByRole('button', { name: 'Later' }));
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    expect(worker.update).not.toHaveBeenCalled();
  });

  test('Reload asks the waiting version to take over', async () => {
    worker.waiting = true;
    render(<UpdatePrompt />);
    await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(worker.update).toHaveBeenCalledOnce();
  });

  test('when another window takes the update, this one says so, even after Later', async () => {
    worker.waiting = true;
    render(<UpdatePrompt />);
    await userEvent.click(screen.getByRole('button', { name: 'Later' }));
    act(() => worker.onNeedReload());
    expect(screen.getByRole('status')).toHaveTextContent('Another window moved to a new version.');
  });
});
