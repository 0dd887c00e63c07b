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

export const figures: FigureRegistry = {};
