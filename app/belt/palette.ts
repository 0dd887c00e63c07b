/** The colours the canvas draws with, read from the tokens of the theme in force. */
export interface Palette {
  readonly tints: readonly string[];
  readonly glyph: string;
  readonly alarm: string;
  readonly accent: string;
  readonly ink3: string;
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    tints: Array.from({ length: 8 }, (_, i) => token(`--k${i}`)),
    glyph: token('--plate'),
    alarm: token('--alarm'),
    accent: token('--accent'),
    ink3: token('--ink-3'),
  };
}
