// A browser's frames and clock in the hand of the test. Each look at the clock costs `lookMs`: what a slow machine's work costs.
import { vi } from 'vitest';

export class Machine {
  nowMs = 1_000;
  lookMs = 0;
  asked = new Map<number, FrameRequestCallback>();
  hidden = false;
  private ids = 0;

  install() {
    vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
      this.ids += 1;
      this.asked.set(this.ids, callback);
      return this.ids;
    });
    vi.spyOn(performance, 'now').mockImplementation(() => (this.nowMs += this.lookMs));
    Object.defineProperty(document, 'hidden', { get: () => this.hidden, configurable: true });
  }

  /** The next frames, so many ms apart. */
  frames(count: number, apartMs = 16) {
    for (let i = 0; i < count; i += 1) {
      this.nowMs += apartMs;
      const due = [...this.asked.values()];
      this.asked.clear();
      for (const callback of due) callback(this.nowMs);
    }
  }

  hide(hidden: boolean) {
    this.hidden = hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  }
}
