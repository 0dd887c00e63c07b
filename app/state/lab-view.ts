/** What the lab shows of the world: the selected thing, the open drawer, the length of the lanes. Remembered across visits. */
import { create } from 'zustand';
import { readSetting, writeSetting } from '../storage/settings.ts';

export type Selection =
  | { readonly kind: 'shard'; readonly index: number }
  | { readonly kind: 'actor'; readonly name: string }
  /** `index` is its place in the shard's log. */
  | { readonly kind: 'record'; readonly shard: number; readonly index: number }
  /** The list of kinds to add; the network. */
  | { readonly kind: 'add' | 'network' };

export const DRAWERS = ['events', 'shards', 'consumers', 'leases', 'metrics', 'cost'] as const;
export type Drawer = (typeof DRAWERS)[number];

interface LabView {
  readonly selection: Selection | null;
  readonly drawer: Drawer;
  /** What a lane's length stands for; null = as the scenario opens. */
  readonly span: number | 'retention' | null;
}

export const useLabView = create<LabView>(() => ({
  selection: null,
  drawer: readSetting('drawer', (value): value is Drawer => DRAWERS.includes(value as Drawer), 'events'),
  span: null,
}));

/** Selects a thing; selecting it again lets go of it. */
export function select(selection: Selection | null): void {
  const { selection: current } = useLabView.getState();
  const same = current !== null && JSON.stringify(current) === JSON.stringify(selection);
  useLabView.setState({ selection: same ? null : selection });
}

export function openDrawer(drawer: Drawer): void {
  writeSetting('drawer', drawer);
  useLabView.setState({ drawer });
}

export const setSpan = (span: number | 'retention' | null) => useLabView.setState({ span });
