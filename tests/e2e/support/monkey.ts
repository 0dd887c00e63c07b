// A monkey at the lab: keys and pointers at random, most of them on what can be pressed. Its chances come from a seed and the page's
// frames from its own hand, so that the same seed does the same again. Coordinates in CSS pixels.
import type { CDPSession, Page } from '@playwright/test';

/** mulberry32: 32 bits of state are enough for a monkey. */
export function chances(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  const oneOf = <T>(list: readonly T[]): T => list[below(list.length)]!;
  return { next, below, oneOf };
}

type Chances = ReturnType<typeof chances>;

declare global {
  interface Window {
    /** Lets so many frames of the page pass, a sixtieth of a second each. */
    monkeyFrames?: (frames: number) => void;
  }
}

/** Real ms that each look at the page's clock seems to take: a budget of time ends, and always at the same place. */
const LOOK_MS = 4;
const FRAME_MS = 1_000 / 60;

/** Before the page is opened: its frames wait for the monkey, and no link leads out of the lab. */
export async function tame(page: Page): Promise<void> {
  await page.addInitScript(
    ([lookMs, frameMs]) => {
      let clockMs = 1_000;
      let asked = new Map<number, FrameRequestCallback>();
      let asks = 0;
      performance.now = () => (clockMs += lookMs);
      window.requestAnimationFrame = (callback) => {
        asked.set((asks += 1), callback);
        return asks;
      };
      window.cancelAnimationFrame = (handle) => asked.delete(handle);
      window.monkeyFrames = (frames) => {
        for (let n = 0; n < frames; n += 1) {
          clockMs += frameMs;
          const due = asked;
          asked = new Map();
          for (const callback of due.values()) callback(clockMs);
        }
      };
      const keepIn = (event: Event) => {
        const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
        if (!link || new URL(link.getAttribute('href')!, location.href).pathname.startsWith('/lab')) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      };
      window.addEventListener('click', keepIn, true);
      window.addEventListener('auxclick', keepIn, true);
    },
    [LOOK_MS, FRAME_MS] as const,
  );
}

const PRESSABLE = 'button, input, select, textarea, summary, a[href^="/lab"], [tabindex], [role="slider"], [role="tab"], .lane, .cut-grip, .lane-grip, .heat, .pin-grip, .edge-grip';
/** Where the world is changed: there most often. */
const EAGER = '.panel,.belt-stage,.timeline-tools,dialog';
const EAGERNESS = 4;

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What can be pressed and is in the window. */
const spotsOn = (page: Page): Promise<Spot[]> =>
  page.evaluate(
    ([pressable, eager, times]) => {
      const root = document.querySelector('dialog[open]') ?? document;
      return [...root.querySelectorAll(pressable)].flatMap((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const [x, y] = [Math.max(0, left), Math.max(0, top)];
        const [width, height] = [Math.min(innerWidth, right) - x, Math.min(innerHeight, bottom) - y];
        if (width < 2 || height < 2) return [];
        return Array.from({ length: element.closest(eager) ? times : 1 }, () => ({ x, y, width, height }));
      });
    },
    [PRESSABLE, EAGER, EAGERNESS] as const,
  );

const KEYS: readonly (readonly [key: string, weight: number])[] = [
  ['Tab', 14], ['Shift+Tab', 5], ['ArrowDown', 5], ['ArrowUp', 4], ['ArrowLeft', 4], ['ArrowRight', 5], ['Enter', 10], [' ', 6], ['Escape', 6], ['Delete', 3], ['Backspace', 2], ['Home', 2], ['End', 2],
  ['PageDown', 1], ['PageUp', 1], ['F6', 1], ['Control+a', 1], ['Alt+ArrowUp', 1], ['Control+ArrowRight', 1], ['Shift+ArrowRight', 2],
];
const CHARACTERS = [...'.,zyZ[]?+-=_0123456789abcdefghijklmnopqrstuvwx/\'"#<>|'];
const TEXTS = ['user-7', '-1', '0', '1', '3', '48', '0.5', '1e9', '99999999', 'NaN', ' ', 'é😀', '<b>x</b>', 'shardId-000000000001', '42', '2026-11-29', 'x'.repeat(300)];
const MODIFIERS: Readonly<Record<string, number>> = { Alt: 1, Control: 2, Shift: 8 };
/** As CDP wants them: what the browser itself does with a key goes by its code. */
const CODES: Readonly<Record<string, number>> = { Tab: 9, Enter: 13, Escape: 27, ' ': 32, PageUp: 33, PageDown: 34, End: 35, Home: 36, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Delete: 46, Backspace: 8, F6: 117 };

export class Monkey {
  /** What it did last, to be told when something breaks. */
  readonly did: string[] = [];
  /** What the browser has not confirmed yet: it takes input in order, so nobody has to wait for each. */
  private sent: Promise<unknown>[] = [];

  private constructor(
    private readonly page: Page,
    private readonly client: CDPSession,
    private readonly chance: Chances,
    private readonly touch: boolean,
  ) {}

  static async at(page: Page, seed: number, touch: boolean): Promise<Monkey> {
    return new Monkey(page, await page.context().newCDPSession(page), chances(seed), touch);
  }

  /** Does so many things, a few at a time, and lets frames pass between. */
  async act(events: number): Promise<void> {
    const perLook = 8;
    for (let done = 0; done < events; done += perLook) {
      if (this.chance.next() < 0.2) await this.lookAt(this.chance.next());
      const spots = await spotsOn(this.page);
      for (let n = done; n < Math.min(events, done + perLook); n += 1) this.one(spots);
      await this.settled();
      await this.comeBack();
      await this.page.evaluate((frames) => window.monkeyFrames!(frames), this.chance.below(4));
    }
  }

  /** The search leads to other pages, some a moment later, for their code is fetched first; the lab waits behind them. */
  async comeBack(): Promise<void> {
    const from = await this.page.evaluate(async () => {
      const left: string[] = [];
      const inLab = () => location.pathname.startsWith('/lab');
      // The page's own clock is in the monkey's hand.
      const untilMs = Date.now() + 20_000;
      while (!inLab() || window.shardbelt === undefined) {
        if (Date.now() > untilMs) throw new Error(`no lab at ${location.pathname} after ${left.join(', ')}: ${document.body.innerText.slice(0, 300)}`);
        if (inLab()) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          continue;
        }
        left.push(location.pathname);
        const back = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));
        history.back();
        await Promise.race([back, new Promise((resolve) => setTimeout(resolve, 1_000))]);
      }
      return left;
    });
    if (from.length > 0) this.note(`comes back from ${from.join(', ')}`);
  }

  async settled(): Promise<void> {
    await Promise.all(this.sent.splice(0));
  }

  key(name: string): void {
    const parts = name.split('+');
    const key = name === '+' ? '+' : parts.at(-1)!;
    const modifiers = name === '+' ? 0 : parts.slice(0, -1).reduce((sum, part) => sum + (MODIFIERS[part] ?? 0), 0);
    const windowsVirtualKeyCode = CODES[key] ?? key.toUpperCase().charCodeAt(0);
    const text = key === 'Enter' ? '\r' : key.length === 1 && (modifiers & 7) === 0 ? key : undefined;
    const code = key === ' ' ? 'Space' : /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key;
    const common = { key, code, modifiers, windowsVirtualKeyCode };
    this.send('Input.dispatchKeyEvent', { type: text === undefined ? 'rawKeyDown' : 'keyDown', ...common, ...(text !== undefined && { text, unmodifiedText: text }) });
    this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
  }

  private one(spots: readonly Spot[]): void {
    const { chance } = this;
    const dice = chance.next();
    if (dice < 0.42) return this.press(this.place(spots), dice < 0.05 ? 2 : 1);
    if (dice < 0.54) return this.drag(this.place(spots), this.place(spots));
    if (dice < 0.6) return this.wheel(this.place(spots));
    if (dice < 0.66) return this.type(chance.oneOf(TEXTS));
    return this.pressKey(dice < 0.82 ? this.usualKey() : chance.oneOf(CHARACTERS));
  }

  private send(...[method, params]: Parameters<typeof this.client.send<'Input.dispatchKeyEvent' | 'Input.dispatchMouseEvent' | 'Input.dispatchTouchEvent' | 'Input.insertText'>>): void {
    this.sent.push(this.client.send(method, params));
  }

  private note(what: string): void {
    this.did.push(what);
    if (this.did.length > 40) this.did.shift();
  }

  /** Nine in ten on something that can be pressed. */
  private place(spots: readonly Spot[]): { x: number; y: number } {
    const { chance } = this;
    const size = this.page.viewportSize()!;
    const { x, y, width, height } = spots.length > 0 && chance.next() < 0.9 ? chance.oneOf(spots) : { x: 0, y: 0, ...size };
    return { x: Math.round(x + chance.next() * (width - 1)), y: Math.round(y + chance.next() * (height - 1)) };
  }

  /** Scrolls to something that changes the world. */
  private async lookAt(share: number): Promise<void> {
    await this.page.evaluate(
      ([eager, at]) => {
        const all = [...document.querySelectorAll(eager)];
        all[Math.floor(at * all.length)]?.scrollIntoView({ block: 'center' });
      },
      [EAGER.replaceAll(/[^,]+/g, '$& button'), share] as const,
    );
  }

  private usualKey(): string {
    let left = this.chance.below(KEYS.reduce((sum, [, weight]) => sum + weight, 0));
    return KEYS.find(([, weight]) => (left -= weight) < 0)![0];
  }

  private pressKey(key: string): void {
    this.note(`key ${key}`);
    return this.key(key);
  }

  private type(text: string): void {
    this.note(`types ${JSON.stringify(text.slice(0, 20))}`);
    this.send('Input.insertText', { text });
  }

  private press(at: { x: number; y: number }, times: number): void {
    this.note(`${this.touch ? 'taps' : 'clicks'} ${times > 1 ? 'twice ' : ''}at ${at.x},${at.y}`);
    for (let n = 1; n <= times; n += 1) {
      if (this.touch) {
        this.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
        this.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      } else {
        this.mouse('mousePressed', at, n);
        this.mouse('mouseReleased', at, n);
      }
    }
  }

  /** With a key on the way now and then, and sometimes let go nowhere. */
  private drag(from: { x: number; y: number }, to: { x: number; y: number }): void {
    const middle = { x: Math.round((from.x + to.x) / 2), y: Math.round((from.y + to.y) / 2) };
    const escape = this.chance.next() < 0.15;
    this.note(`drags ${from.x},${from.y} to ${to.x},${to.y}${escape ? ' with Escape on the way' : ''}`);
    if (this.touch) {
      this.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
      this.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [middle] });
      this.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [to] });
      this.send('Input.dispatchTouchEvent', { type: escape ? 'touchCancel' : 'touchEnd', touchPoints: [] });
      return;
    }
    this.mouse('mouseMoved', from);
    this.mouse('mousePressed', from, 1);
    this.mouse('mouseMoved', middle);
    if (escape) this.key('Escape');
    this.mouse('mouseMoved', to);
    this.mouse('mouseReleased', to, 1);
  }

  private wheel(at: { x: number; y: number }): void {
    const deltaY = this.chance.oneOf([-400, -100, 100, 400, 900]);
    const modifiers = this.chance.oneOf([0, 0, 0, MODIFIERS['Control']!, MODIFIERS['Shift']!]);
    this.note(`turns the wheel by ${deltaY} at ${at.x},${at.y}${modifiers > 0 ? ` with modifier ${modifiers}` : ''}`);
    this.send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...at, deltaX: 0, deltaY, modifiers });
  }

  private mouse(type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', at: { x: number; y: number }, clickCount = 0): void {
    const held = type === 'mousePressed' ? 1 : 0;
    this.send('Input.dispatchMouseEvent', { type, ...at, button: clickCount > 0 ? 'left' : 'none', buttons: held, clickCount });
  }
}
