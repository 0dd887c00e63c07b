/** The colours the canvas draws with, read from the tokens of the theme in force, as `rgb(…)`: a token may name a system colour. */
export interface Palette {
  readonly tints: readonly string[];
  readonly glyph: string;
  readonly alarm: string;
  readonly accent: string;
  readonly ink3: string;
}

/** @param element shows no text: its own colour is borrowed to have each token worked out */
export function readPalette(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  // With reduced motion every change of a colour is a transition, if a very short one: right after it the old colour still shows.
  element.style.transition = 'none';
  const token = (name: string) => {
    element.style.color = `var(${name})`;
    return style.color;
  };
  const palette = {
    tints: Array.from({ length: 8 }, (_, i) => token(`--k${i}`)),
    glyph: token('--plate'),
    alarm: token('--alarm'),
    accent: token('--accent'),
    ink3: token('--ink-3'),
  };
  element.style.color = '';
  element.style.transition = '';
  return palette;
}
