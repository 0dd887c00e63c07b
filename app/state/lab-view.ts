/** What the lab shows of the world: the selected thing, the open drawer, the length of the lanes. Remembered across visits. */
import { create } from 'zustand';
import { AGE_SCALES, type AgeScale, type AgeWindow } from '../belt/age-axis.ts';
import { FOCUS_MAX } from '../belt/heat-layout.ts';
import { readSetting, writeSetting } from '../storage/settings.ts';

export type Selection =
  | { readonly kind: 'shard'; readonly index: number }
  | { readonly kind: 'actor'; readonly name: string }
  /** `index` is its place in the shard's log. */
  | { readonly kind: 'record'; readonly shard: number; readonly index: number }
  /** A lease of an application of the KCL, by its shard. */
  | { readonly kind: 'lease'; readonly application: string; readonly shard: number }
  /** A call, by its number in the log of calls; a throttled write, by its number among those. */
  | { readonly kind: 'call' | 'rejection'; readonly index: number }
  /** A reader on a shard, where it goes on. */
  | { readonly kind: 'pin'; readonly party: string; readonly shard: number }
  /** The list of kinds to add, those of one side first. */
  | { readonly kind: 'add'; readonly side?: 'producers' | 'consumers' }
  | { readonly kind: 'network' };

export const DRAWERS = ['events', 'shards', 'consumers', 'leases', 'calls', 'metrics', 'cost'] as const;
export type Drawer = (typeof DRAWERS)[number];

/** What a lane's length can stand for: every scenario opens at one of these. */
export const SPANS = [
  { value: 60_000, label: 'the last minute' },
  { value: 300_000, label: 'the last 5 minutes' },
  { value: 600_000, label: 'the last 10 minutes' },
  { value: 3_600_000, label: 'the last hour' },
  { value: 'retention', label: 'up to retention' },
] as const;

interface LabView {
  readonly selection: Selection | null;
  /** The record to which the selected pin would be taken, by its place in the shard's log. */
  readonly pinTarget: number | null;
  /** Shards chosen on the heat map to be shown as lanes, the latest last. */
  readonly pinned: readonly number[];
  readonly drawer: Drawer;
  /** What a lane's length stands for; null = as the scenario opens. */
  readonly span: number | 'retention' | null;
  readonly scale: AgeScale;
  /** The ages looked at, zoomed in; null = all. Only a way of looking: it is no part of the world, nor remembered. */
  readonly zoom: AgeWindow | null;
}

export const useLabView = create<LabView>(() => ({
  selection: null,
  pinTarget: null,
  pinned: [],
  drawer: readSetting('drawer', (value): value is Drawer => DRAWERS.includes(value as Drawer), 'events'),
  span: null,
  scale: readSetting('age-scale', (value): value is AgeScale => AGE_SCALES.includes(value as AgeScale), 'linear'),
  zoom: null,
}));

/** Selects a thing; selecting it again lets go of it. */
export function select(selection: Selection | null): void {
  const { selection: current } = useLabView.getState();
  const same = current !== null && JSON.stringify(current) === JSON.stringify(selection);
  useLabView.setState({ selection: same ? null : selection, pinTarget: null });
}

export const setPinTarget = (pinTarget: number | null) => useLabView.setState({ pinTarget });

/** Selects a shard and keeps it in focus beside the heat map; one that is kept there is let go. */
export function pinShard(index: number): void {
  const { selection, pinned } = useLabView.getState();
  const others = pinned.filter((other) => other !== index);
  const isSelected = selection?.kind === 'shard' && selection.index === index;
  if (others.length < pinned.length) useLabView.setState({ pinned: others, selection: isSelected ? null : selection });
  else useLabView.setState({ pinned: [...others, index].slice(-FOCUS_MAX), selection: { kind: 'shard', index } });
}

export const unpinShards = () => useLabView.setState({ pinned: [] });

export function openDrawer(drawer: Drawer): void {
  writeSetting('drawer', drawer);
  useLabView.setState({ drawer });
}

/** Another length is looked at whole. */
export const setSpan = (span: number | 'retention' | null) => useLabView.setState({ span, zoom: null });

export function setScale(scale: AgeScale): void {
  writeSetting('age-scale', scale);
  useLabView.setState({ scale, zoom: null });
}

export const setZoom = (zoom: AgeWindow | null) => useLabView.setState({ zoom });

/** Looks at another world for a while, as it opens and with this thing selected. @returns how to look at the first again, as before */
export function lookElsewhere(selection: Selection | null): () => void {
  const kept = useLabView.getState();
  useLabView.setState({ selection, pinTarget: null, pinned: [], span: null, scale: 'linear', zoom: null });
  return () => useLabView.setState(kept);
}
