// Before every component test: jest-dom's matchers, an unmounted page after each test, and the browser parts that jsdom lacks.
// The stand-ins report nothing by themselves; a test that needs an event dispatches it.
import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(() => {
  cleanup();
  document.documentElement.removeAttribute('data-theme');
  localStorage.clear();
});

class SilentObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}

const lacking: Record<string, unknown> = {
  ResizeObserver: SilentObserver,
  IntersectionObserver: SilentObserver,
  matchMedia: (query: string) =>
    Object.assign(new EventTarget(), { matches: false, media: query, onchange: null, addListener() {}, removeListener() {} }),
};
for (const [name, value] of Object.entries(lacking)) {
  if (typeof window[name as keyof Window] !== 'function') Object.defineProperty(window, name, { value, writable: true, configurable: true });
}

// jsdom's canvas method only prints an error; null is what a browser without 2D drawing returns.
HTMLCanvasElement.prototype.getContext = () => null;
Element.prototype.scrollIntoView ??= () => undefined;

// jsdom has <dialog> without its behaviour.
const dialog = HTMLDialogElement.prototype;
dialog.show ??= function show(this: HTMLDialogElement) {
  this.open = true;
};
dialog.showModal ??= function showModal(this: HTMLDialogElement) {
  if (this.open) throw new DOMException('The dialog is already open.', 'InvalidStateError');
  this.open = true;
};
dialog.close ??= function close(this: HTMLDialogElement, returnValue?: string) {
  if (!this.open) return;
  this.open = false;
  if (returnValue !== undefined) this.returnValue = returnValue;
  this.dispatchEvent(new Event('close'));
};
