/**
 * More shards than can be lanes, as a heat map: a row for each in key-space order (where there are very many, for a few of
 * them), age along it as on a lane, the darker the more of its write quota it took, red where it refused. One control:
 * arrows go from shard to shard, digits to the one of that number, Enter or a click puts it beside the map as a lane, and takes it away
 * again.
 */
import { isOpen, shardIdOf, shareOfKeySpace, writeShare, type Shard } from '#sim';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { pinShard } from '../state/lab-view.ts';
import { onFrame, useSimSession } from '../state/sim-session.ts';
import { useColours } from '../state/theme.ts';
import { membersNow } from './actors/index.ts';
import { inWindow, isZoomed, xOfAge } from './age-axis.ts';
import { formatCount, formatDuration, formatShare } from './format.ts';
import { BUCKETS, COLUMNS, pressureOn, refusedInAll, refusedOfLate, type Heat } from './heat.ts';
import { rowTop, shardsAt, type HeatBox } from './heat-layout.ts';
import { cellsOf, columnsOf } from './heat-window.ts';
import { readPalette, type Palette } from './palette.ts';
import type { BeltState } from './use-belt.ts';
import './heat-map.css';

interface Props {
  readonly box: HeatBox;
  readonly belt: BeltState;
  readonly heat: Heat;
  /** Shards that stand as lanes beside it. */
  readonly focus: readonly number[];
  readonly compact: boolean;
}

/** Zoomed in, with each publication: the closer one looks, the faster the cells run, and leave the newest edge bare. */
const PAINT_EVERY_MS = 250;
/** Digits typed within so long of each other are one number. */
const NUMBER_WITHIN_MS = 1_500;
const NAME_HEIGHT = 15;
/** All that is said of a shard takes a line of this length. */
const SAID_WIDTH = 560;
/** On a phone, at the right end of the line above the map stands how long records are kept. */
const EDGE_LABEL = 90;
/** Any shard refuses one record in a hundred now and then, by chance. */
const NAMED_FROM = 0.05;

export function HeatMap({ box, belt, heat, focus, compact }: Props) {
  const { shards, endsAtRetention } = belt;
  const playing = useSimSession((session) => session.playing);
  const version = useSimSession((session) => session.version);
  /** The shard that the keys have come to, and the one under the pointer. */
  const [cursor, setCursor] = useState<number | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const placeOf = (index: number | null) => shards.findIndex((shard) => shard.index === index);
  const at = Math.max(0, placeOf(cursor ?? focus.at(-1) ?? null));
  const value = useSaid(belt, heat, shards[at]!, playing ? null : version);
  const told = shards[placeOf(pointed)] ?? (cursor === null ? undefined : shards[at]);

  const underPointer = ({ nativeEvent: { offsetY } }: MouseEvent): number | null => {
    const sharing = shards.slice(...shardsAt(box, offsetY)).map(({ index }) => index);
    return sharing.length === 0 ? null : sharing.reduce((x, y) => (pressureOn(heat, y) > pressureOn(heat, x) ? y : x));
  };
  const choose = (index: number | null) => {
    setCursor(index);
    if (index !== null) pinShard(index);
  };
  const typed = useRef({ digits: '', atMs: -Infinity });
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.ceil(shards.length / 10);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    const digit = /^\d$/.test(event.key);
    if (event.altKey || event.ctrlKey || event.metaKey || (step === undefined && !digit && event.key !== 'Enter')) return;
    event.preventDefault();
    if (digit) {
      const { digits, atMs } = typed.current;
      typed.current = { digits: event.timeStamp - atMs < NUMBER_WITHIN_MS ? digits + event.key : event.key, atMs: event.timeStamp };
      const number = Number(typed.current.digits);
      if (placeOf(number) >= 0) setCursor(number);
    } else if (step === undefined) choose(shards[at]!.index);
    else setCursor(shards[Math.max(0, Math.min(shards.length - 1, at + step))]!.index);
  };

  return (
    <>
      <div
        className={endsAtRetention ? 'heat heat-edge' : 'heat'}
        style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
        role="slider"
        tabIndex={0}
        aria-label={`Heat map of ${formatCount(shards.length)} shards; a number goes to its shard, Enter shows it as a lane or takes it away`}
        aria-orientation="vertical"
        aria-valuemin={1}
        aria-valuemax={shards.length}
        aria-valuenow={at + 1}
        aria-valuetext={value}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
        onClick={(event) => choose(underPointer(event))}
        onPointerMove={(event) => setPointed(underPointer(event))}
        onPointerLeave={() => setPointed(null)}
      >
        <Cells box={box} belt={belt} heat={heat} />
        {focus.map((index) => (
          <Mark key={index} box={box} place={placeOf(index)} className="heat-mark" />
        ))}
        {cursor !== null && <Mark box={box} place={at} className="heat-mark heat-cursor" />}
      </div>
      <HotNames box={box} belt={belt} heat={heat} compact={compact} />
      <div className="heat-legend" style={{ left: box.x, top: box.y + box.height + 4, width: box.width }} aria-hidden="true">
        <span className="heat-key">
          0 <i className="heat-ramp" /> 100 % of the write quota
        </span>
        <span className="heat-key">
          <i className="heat-refused" /> refused
        </span>
        <span className="heat-key">
          <i className="heat-closed" /> not open
        </span>
      </div>
      <div className="heat-told" style={{ left: box.x, top: box.y - 24, width: compact ? box.width - EDGE_LABEL : box.width }} aria-hidden="true">
        {told ? saidOf(belt, heat, told, box.width < SAID_WIDTH) : 'A click on a row shows its shard as a lane.'}
      </div>
    </>
  );
}

function Mark({ box, place, className }: { readonly box: HeatBox; readonly place: number; readonly className: string }) {
  return place < 0 ? null : <span className={className} style={{ top: rowTop(box, place), height: box.rowHeight }} />;
}

/** What a screen reader says of a shard. While the world plays it stays as it was when the cursor came: no chatter. */
function useSaid(belt: BeltState, heat: Heat, shard: Shard, version: number | null): string {
  const [said, setSaid] = useState(() => ({ index: shard.index, version, text: saidOf(belt, heat, shard) }));
  if (said.index === shard.index && (version === null || said.version === version)) return said.text;
  const next = { index: shard.index, version, text: saidOf(belt, heat, shard) };
  setSaid(next);
  return next.text;
}

/** "shardId-000000000042, 0.41 to 0.42 of the key space, 63 % of its write quota, 2 throttled" */
export function saidOf({ world }: Pick<BeltState, 'world'>, heat: Heat, shard: Shard, short = false): string {
  const refused = refusedInAll(heat, shard.index);
  const range = `${formatShare(shareOfKeySpace(shard.start))} to ${formatShare(shareOfKeySpace(shard.end + 1n))} of the key space`;
  const state = isOpen(shard) ? `${Math.round(writeShare(world, shard) * 100)} % of its write quota` : `closed ${formatDuration(world.nowMs - shard.closedMs!)} ago`;
  const who = short ? [`…${shardIdOf(shard.index).slice(-4)}`] : [shardIdOf(shard.index), range];
  return [...who, state, ...(refused > 0 ? [`${formatCount(refused)} throttled`] : [])].join(', ');
}

/** Beside the map, the shards that refuse much of late: the worst first, as far as there is room. */
function HotNames({ box, belt: { shards }, heat, compact }: Omit<Props, 'focus'>) {
  const hot = shards
    .flatMap((shard, n) => {
      const share = isOpen(shard) ? refusedOfLate(heat, shard) : 0;
      return share >= NAMED_FROM ? [{ shard, share, top: rowTop(box, n) + box.rowHeight / 2 }] : [];
    })
    .toSorted((x, y) => y.share - x.share);
  const shown: typeof hot = [];
  for (const one of hot) if (shown.every(({ top }) => Math.abs(top - one.top) >= NAME_HEIGHT)) shown.push(one);
  return shown.map(({ shard, share, top }) => (
    <span
      key={shard.index}
      className="heat-hot"
      style={{ top: box.y + top, ...(compact ? { right: 10 } : { left: box.x + box.width + 8 }) }}
      aria-hidden="true"
      title={`${shardIdOf(shard.index)} refuses ${Math.round(share * 100)} % of what is put to it`}
    >
      ▲ …{shardIdOf(shard.index).slice(-4)}
    </span>
  ));
}

/** The cells: a pixel for each, stretched; painted a few times a second, in between only pushed along. */
function Cells({ box, belt, heat }: Pick<Props, 'box' | 'belt' | 'heat'>) {
  const cells = useRef<HTMLCanvasElement>(null);
  const ticks = useRef<HTMLCanvasElement>(null);
  const { axis } = belt;
  const painted = useRef({ atMs: -Infinity, columns: columnsOf(axis, 0) });
  const palette = useRef<Palette | null>(null);
  const playing = useSimSession((session) => session.playing);
  const colours = useColours();
  const column = box.width / BUCKETS;

  // New colours, and a new size, show at once.
  useLayoutEffect(() => {
    painted.current.atMs = -Infinity;
    palette.current = null;
  }, [colours, box, axis]);
  useLayoutEffect(() => {
    const now = performance.now();
    if (!cells.current || !ticks.current || (playing && now - painted.current.atMs < (isZoomed(axis) ? 0 : PAINT_EVERY_MS))) return;
    painted.current = { atMs: now, columns: columnsOf(axis, belt.world.nowMs) };
    palette.current ??= readPalette(cells.current);
    paintCells(cells.current, cellsOf(belt.world, belt.shards, heat, axis, painted.current.columns, box.perRow), [palette.current.ink3, palette.current.accent, palette.current.alarm].map(channels));
    paintTicks(ticks.current, belt, box, palette.current.ink3);
  });
  useEffect(() => {
    const follow = () => {
      const { world } = useSimSession.getState();
      if (cells.current) cells.current.style.transform = `translateX(${-painted.current.columns.aheadColumns(world.nowMs) * column}px)`;
    };
    follow();
    return onFrame(follow);
  }, [axis, column]);

  return (
    <span className="heat-cells">
      <canvas ref={cells} style={{ width: column * COLUMNS, height: box.height }} />
      <canvas ref={ticks} style={{ width: box.width, height: box.height }} />
    </span>
  );
}

type Channels = readonly [red: number, green: number, blue: number];
const channels = (rgb: string): Channels => rgb.match(/\d+/g)!.slice(0, 3).map(Number) as unknown as Channels;

/** How opaque a cell is, by what it shows (see cellOf): a little shows at once, and differences among the small more than among the great. */
const opacities = [() => 0.09, (load: number) => 0.15 + 0.45 * load, (load: number) => 0.08 + 0.72 * Math.sqrt(load), (share: number) => 0.35 + 0.65 * Math.min(1, 3 * share)] as const;

function paintCells(canvas: HTMLCanvasElement, shown: Float32Array, [grey, accent, alarm]: readonly Channels[]): void {
  const ctx = canvas.getContext('2d');
  const rows = shown.length / COLUMNS;
  if (!ctx) return;
  if (canvas.width !== COLUMNS || canvas.height !== rows) [canvas.width, canvas.height] = [COLUMNS, rows];
  const image = ctx.createImageData(COLUMNS, rows);
  shown.forEach((most, cell) => {
    if (most === 0) return;
    const kind = Math.floor(most) as 0 | 1 | 2 | 3;
    image.data.set(kind === 3 ? alarm! : kind === 2 ? accent! : grey!, cell * 4);
    image.data[cell * 4 + 3] = 255 * opacities[kind](most - kind);
  });
  ctx.putImageData(image, 0, 0);
}

/** Where readers go on that are behind. */
function paintTicks(canvas: HTMLCanvasElement, { world, shards, consumers, axis }: BeltState, box: HeatBox, colour: string): void {
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  [canvas.width, canvas.height] = [Math.round(box.width), box.height];
  ctx.fillStyle = colour;
  const map = { ...box, x: 0 };
  for (const party of consumers) {
    const members = membersNow(world, party);
    shards.forEach(({ index }, n) => {
      const behindMs = party.view.reading?.at(world, members, index)?.behindMs;
      if (behindMs && inWindow(axis, behindMs)) ctx.fillRect(xOfAge(map, behindMs, axis) - 1, rowTop(box, n), 2, box.rowHeight);
    });
  }
}
