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
  belt: { title: 'A day on the belt', room: [390, 460], load: () => import('./belt/belt.tsx') },
  'hash-a-key': { title: 'Hash a key', room: [290, 380], load: () => import('./hash-a-key/hash-a-key.tsx') },
  'key-skew': { title: 'The keys decide', room: [420, 520], load: () => import('./key-skew/key-skew.tsx') },
  ordering: { title: 'Order, and a retry', room: [430, 550], load: () => import('./ordering/ordering.tsx') },
  'write-quota': { title: 'A bucket that runs out', room: [460, 590], load: () => import('./write-quota/write-quota.tsx') },
  'iterator-types': { title: 'Five ways to ask for an iterator', room: [430, 590], load: () => import('./iterator-types/iterator-types.tsx') },
  'iterator-expiry': { title: 'Five minutes', room: [480, 600], load: () => import('./iterator-expiry/iterator-expiry.tsx') },
  'shared-and-fan-out': { title: 'One for all, or one each', room: [460, 530], load: () => import('./shared-and-fan-out/shared-and-fan-out.tsx') },
  'split-and-merge': { title: 'Split and merge', room: [380, 520], load: () => import('./split-and-merge/split-and-merge.tsx') },
  merge: { title: 'Only neighbours merge', room: [420, 500], load: () => import('./merge/merge.tsx') },
  'put-records': { title: 'Read the answer', room: [460, 580], load: () => import('./put-records/put-records.tsx') },
  'kpl-aggregation': { title: 'Many readings in one record', room: [430, 520], load: () => import('./kpl-aggregation/kpl-aggregation.tsx') },
  retention: { title: 'Let retention pass', room: [380, 480], load: () => import('./retention/retention.tsx') },
  lag: { title: 'Falling behind', room: [440, 540], load: () => import('./lag/lag.tsx') },
  'kcl-leases': { title: 'A worker dies', room: [510, 640], load: () => import('./kcl-leases/kcl-leases.tsx') },
};
