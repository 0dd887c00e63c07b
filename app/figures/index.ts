/** Every live figure that prose may name, loaded when it comes near the window. Add a figure: its folder, and one entry here. */
import type { ComponentType } from 'react';

export interface FigureProps {
  /** Which starting state the prose asks for; a figure with one state ignores it. */
  readonly scenario?: string;
}

export interface FigureEntry {
  readonly title: string;
  /** Room kept before the figure is there, so that the text below does not move. */
  readonly minHeightPx: number;
  readonly load: () => Promise<{ readonly default: ComponentType<FigureProps> }>;
}

export type FigureRegistry = Readonly<Record<string, FigureEntry>>;

export const figures: FigureRegistry = {
  'hash-a-key': { title: 'Hash a key', minHeightPx: 300, load: () => import('./hash-a-key/hash-a-key.tsx') },
  'iterator-types': { title: 'Five ways to ask for an iterator', minHeightPx: 290, load: () => import('./iterator-types/iterator-types.tsx') },
  retention: { title: 'Let retention pass', minHeightPx: 260, load: () => import('./retention/retention.tsx') },
  'split-and-merge': { title: 'Split and merge', minHeightPx: 260, load: () => import('./split-and-merge/split-and-merge.tsx') },
};
