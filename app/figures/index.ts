/** Every live figure that prose may name, loaded when it comes near the window. Add a figure: its folder, and one entry here. */
import type { ComponentType } from 'react';

export interface FigureProps {
  /** Which starting state the prose asks for; a figure with one state ignores it. */
  readonly scenario?: string;
}

export interface FigureEntry {
  readonly title: string;
  /** Room kept before the figure is there, so that the text below does not move: of a wide page and of a phone, in px. */
  readonly room: readonly [wide: number, narrow: number];
  readonly load: () => Promise<{ readonly default: ComponentType<FigureProps> }>;
}

export type FigureRegistry = Readonly<Record<string, FigureEntry>>;

/** In the order in which the chapter shows them. */
export const figures: FigureRegistry = {
  belt: { title: 'A day on the belt', room: [400, 470], load: () => import('./belt/belt.tsx') },
  'hash-a-key': { title: 'Hash a key', room: [290, 380], load: () => import('./hash-a-key/hash-a-key.tsx') },
  'key-skew': { title: 'The keys decide', room: [425, 525], load: () => import('./key-skew/key-skew.tsx') },
  ordering: { title: 'Order, and a retry', room: [435, 555], load: () => import('./ordering/ordering.tsx') },
  'write-quota': { title: 'A bucket that runs out', room: [465, 595], load: () => import('./write-quota/write-quota.tsx') },
  'iterator-types': { title: 'Five ways to ask for an iterator', room: [435, 595], load: () => import('./iterator-types/iterator-types.tsx') },
  'iterator-expiry': { title: 'Five minutes', room: [485, 605], load: () => import('./iterator-expiry/iterator-expiry.tsx') },
  'shared-and-fan-out': { title: 'One for all, or one each', room: [465, 535], load: () => import('./shared-and-fan-out/shared-and-fan-out.tsx') },
  'split-and-merge': { title: 'Split and merge', room: [385, 525], load: () => import('./split-and-merge/split-and-merge.tsx') },
  merge: { title: 'Only neighbours merge', room: [425, 505], load: () => import('./merge/merge.tsx') },
  'put-records': { title: 'Read the answer', room: [465, 585], load: () => import('./put-records/put-records.tsx') },
  'kpl-aggregation': { title: 'Many readings in one record', room: [435, 525], load: () => import('./kpl-aggregation/kpl-aggregation.tsx') },
  retention: { title: 'Let retention pass', room: [385, 485], load: () => import('./retention/retention.tsx') },
  lag: { title: 'Falling behind', room: [445, 545], load: () => import('./lag/lag.tsx') },
  'kcl-leases': { title: 'A worker dies', room: [515, 645], load: () => import('./kcl-leases/kcl-leases.tsx') },
};
