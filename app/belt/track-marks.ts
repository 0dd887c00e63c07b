/**
 * The markers as the track has room for them. Those that would stand on one another are one mark that says how many it
 * is; a word only where there is room for it. Three days with hundreds of markers are as readable as a minute with two.
 */
import { formatClock } from './format.ts';
import type { Marker } from './markers.ts';

export interface TrackMark {
  readonly key: string;
  readonly atMs: number;
  /** Empty where the next word is too near. */
  readonly word: string;
  /** All that it stands for: "throttle at 00:01:20, split at 00:01:21". */
  readonly title: string;
  /** Loss or throttle is in it. */
  readonly alarm: boolean;
  /** A throttle is in it: there is a record to be asked why it bounced. */
  readonly throttle: boolean;
  /** To its nearest neighbour, as a share of the track: how wide it may be to the pointer. */
  readonly roomShare: number;
}

const ALARMS = new Set<Marker['kind']>(['throttle', 'loss']);
/** Marks nearer than this share of the track are one. */
const JOINED = 0.012;
/** A word is about this wide per character, and keeps so far from the next, in CSS pixels. */
const CHARACTER = 6;
const WORD_GAP = 6;
const TOLD_MAX = 6;

/** @param trackPx how wide the track is, in CSS pixels: so many words it has room for */
export function marksOn(markers: readonly Marker[], endMs: number, trackPx: number): TrackMark[] {
  const groups: Marker[][] = [];
  for (const marker of markers.toSorted((x, y) => x.atMs - y.atMs)) {
    const last = groups.at(-1);
    if (last && (marker.atMs - last[0]!.atMs) / endMs < JOINED) last.push(marker);
    else groups.push([marker]);
  }
  let wordsEnd = -Infinity;
  return groups.map((group, i) => {
    const { atMs } = group[0]!;
    const loudest = group.find(({ kind }) => ALARMS.has(kind)) ?? group[0]!;
    const word = `${loudest.kind}${group.length > 1 ? ` +${group.length - 1}` : ''}`;
    const [middle, half] = [(atMs / endMs) * trackPx, (word.length * CHARACTER) / 2];
    const worded = middle - half >= wordsEnd + WORD_GAP;
    if (worded) wordsEnd = middle + half;
    const to = (other: readonly Marker[] | undefined) => (other ? Math.abs(other[0]!.atMs - atMs) / endMs : 1);
    return {
      key: `${group[0]!.kind}-${atMs}`,
      atMs,
      word: worded ? word : '',
      title: titleOf(group),
      alarm: ALARMS.has(loudest.kind),
      throttle: group.some(({ kind }) => kind === 'throttle'),
      roomShare: Math.min(to(groups[i - 1]), to(groups[i + 1])),
    };
  });
}

function titleOf(group: readonly Marker[]): string {
  const told = group.slice(0, TOLD_MAX).map(({ kind, atMs }) => `${kind} at ${formatClock(atMs)}`);
  return [...told, ...(group.length > TOLD_MAX ? [`${group.length - TOLD_MAX} more`] : [])].join(', ');
}
