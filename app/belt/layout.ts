/**
 * Where everything on the belt stands, in CSS pixels: pure geometry, no drawing. Wide: producers, key-space bar, lanes,
 * meters, consumers from left to right. Compact (phones): lanes alone take the width; actors are chips above and below.
 */
import { scaleLinear } from 'd3-scale';
import { curveBumpX, link } from 'd3-shape';
import { heatBox, LANES_MAX, rowTop, type HeatBox } from './heat-layout.ts';

/** A record's square; smaller on a phone, where lanes are short and squares would lie on each other. */
export const SQUARE = 11;
export const SQUARE_COMPACT = 8;
/** Between rows of squares; less where they are small. */
const gapOf = (square: number) => (square >= 8 ? 3 : square >= 6 ? 2 : 1);
const MARGIN = 24;
const CARD_WIDTH = 172;
const BAR_WIDTH = 24;
/** Above a lane its name, below it the pins' labels: those are pressed, and need room for a finger. */
const LANE_HEAD = 22;
const LANE_FOOT = 26;
const TOP = 30;
const AXIS = 22;
const METERS = 92;
const CARD_HEAD = 40;
const CARD_LINE = 20;
const CARD_GAP = 14;
/** Room for a finger: each member of an application is a button. */
const CARD_MEMBER = 28;
const MEMBERS_SHOWN = 6;
const LANES_HEIGHT = 440;
const COMPACT_HEIGHT = 320;
const STAGE_MIN = 320;
/** Beyond this height of a column its cards say less; where even that is too much, the stage grows. */
const CARDS_HEIGHT_MAX = 600;
const PITCH_MIN = 72;
const PITCH_MAX = 176;
/** A busy lane of a phone has room for a day's records with their glyphs. */
const PITCH_COMPACT = 132;
const PITCH_STRETCHED = 240;
const PITCH_FOCUS = 116;
/** Under the heat map; where that is narrower than its legend, in two lines. */
const LEGEND = 30;
const LEGEND_FOLDED = 46;
const LEGEND_WIDTH = 400;
/** Rows of the heat map to which records are seen to travel. */
const SAMPLES = 25;
/** Cards of a column stay near each other, however long the column of shards is. */
const SPREAD_MAX = 640;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LaneBox extends Box {
  readonly shardIndex: number;
  /** Side of a record's square. */
  readonly square: number;
  /** Rows of squares that fit. */
  readonly rows: number;
  /** A row of the heat map, as the end of a record's way: too low for squares and words. */
  readonly dense: boolean;
}

/** A card as there is room for it: all its lines, the first of them, or its head alone. */
export type CardLevel = 'full' | 'brief' | 'head';

export interface CardBox extends Box {
  readonly level: CardLevel;
}

export interface CardInput {
  readonly lines: number;
  /** Those that share the card; 0 where it is one actor's own. */
  readonly members: number;
}

export interface LaneInput {
  readonly shardIndex: number;
  readonly open: boolean;
  /** Its range as shares of the key space, 0 … 1. */
  readonly from: number;
  readonly to: number;
  /** Drawn as a lane beside the heat map. Absent = false. */
  readonly focus?: boolean;
}

export interface BeltInput {
  readonly width: number;
  readonly compact: boolean;
  readonly lanes: readonly LaneInput[];
  readonly producers: readonly CardInput[];
  readonly consumers: readonly CardInput[];
}

export interface BeltLayout {
  readonly width: number;
  readonly height: number;
  readonly compact: boolean;
  readonly producers: readonly CardBox[];
  readonly consumers: readonly CardBox[];
  /** Where the columns of cards stand, also when there is no card. */
  readonly columns: { readonly [Side in 'producers' | 'consumers']: Pick<Box, 'x' | 'width'> };
  readonly lanes: readonly LaneBox[];
  /** Null where all shards are lanes. */
  readonly heat: HeatBox | null;
  /** A few of its rows, spread over it. */
  readonly samples: readonly LaneBox[];
  /** Null in the compact layout. */
  readonly bar: Box | null;
  readonly segments: readonly (Box & { readonly shardIndex: number })[];
  /** From an open shard's stretch of the bar to its lane, as SVG path data. */
  readonly feeders: readonly { readonly shardIndex: number; readonly path: string }[];
  readonly axisY: number;
}

export function layoutBelt(input: BeltInput): BeltLayout {
  const { width, compact } = input;
  const margin = compact ? 0 : MARGIN;
  const crowd = input.lanes.length > LANES_MAX;
  const shown = crowd ? input.lanes.filter(({ focus }) => focus) : input.lanes;
  const count = Math.max(1, shown.length);
  const cardsHeight = compact ? 0 : Math.max(...[input.producers, input.consumers].map((cards) => columnHeight(cards, levelFor(cards))));
  const wanted = compact ? COMPACT_HEIGHT : Math.max(LANES_HEIGHT, Math.min(CARDS_HEIGHT_MAX, cardsHeight));
  // Few lanes stretch beyond their usual height only as far as the cards beside them do, or to fill a small stage.
  const pitchMax = compact ? PITCH_COMPACT : Math.min(PITCH_STRETCHED, Math.max(PITCH_MAX, cardsHeight / count, STAGE_MIN / count));
  const pitch = crowd ? PITCH_FOCUS : Math.min(pitchMax, Math.max(PITCH_MIN, wanted / count));
  const left = compact ? 0 : margin + CARD_WIDTH + 64 + BAR_WIDTH + 58;
  const right = compact ? width - 2 : width - margin - CARD_WIDTH - METERS - 14;
  const square = compact ? SQUARE_COMPACT : SQUARE;
  const lane = { x: left, width: Math.max(80, right - left) };
  const heat = crowd ? heatBox(input.lanes.length, left, TOP + LANE_HEAD, lane.width) : null;
  const lanesTop = heat ? heat.y + heat.height + (lane.width < LEGEND_WIDTH ? LEGEND_FOLDED : LEGEND) : TOP;
  const lanesHeight = lanesTop - TOP + count * pitch;
  const height = Math.max(TOP + Math.max(lanesHeight, cardsHeight) + AXIS, compact ? 0 : STAGE_MIN);
  const laneHeight = pitch - LANE_HEAD - LANE_FOOT;
  const boxes = shown.map(({ shardIndex }, i) => withSquares({ ...lane, shardIndex, y: lanesTop + i * pitch + LANE_HEAD, height: laneHeight, dense: false }, square));

  const bar = compact
    ? null
    : { x: margin + CARD_WIDTH + 64, y: TOP + LANE_HEAD, width: BAR_WIDTH, height: heat?.height ?? lanesHeight - LANE_HEAD - LANE_FOOT };
  const open = input.lanes.filter((lane) => lane.open);
  const segments = bar
    ? open.map(({ shardIndex, from, to }) => ({
        shardIndex,
        x: bar.x,
        y: yOfHash(bar, from),
        width: bar.width,
        height: yOfHash(bar, to) - yOfHash(bar, from),
      }))
    : [];
  const feed = link(curveBumpX);
  const boxOf = new Map(boxes.map((box) => [box.shardIndex, box]));
  const feeders = segments.flatMap(({ shardIndex, x, y, width: w, height: h }) => {
    const box = boxOf.get(shardIndex);
    return box ? [{ shardIndex, path: feed({ source: [x + w, y + h / 2], target: [box.x, box.y + box.height / 2] }) ?? '' }] : [];
  });

  const columns = { producers: { x: margin, width: CARD_WIDTH }, consumers: { x: width - margin - CARD_WIDTH, width: CARD_WIDTH } };
  return {
    width,
    height,
    compact,
    columns,
    producers: compact ? [] : column(input.producers, columns.producers.x, Math.min(SPREAD_MAX, lanesHeight)),
    consumers: compact ? [] : column(input.consumers, columns.consumers.x, Math.min(SPREAD_MAX, lanesHeight)),
    lanes: boxes,
    heat,
    samples: heat ? samplesOf(heat, input.lanes) : [],
    bar,
    segments,
    feeders,
    axisY: TOP + lanesHeight + 2,
  };
}

/** A lane with squares of this side, in as many rows as it has room for. */
export function withSquares(lane: Omit<LaneBox, 'square' | 'rows'>, square: number): LaneBox {
  const gap = gapOf(square);
  return { ...lane, square, rows: Math.max(1, Math.floor((lane.height - 4 + gap) / (square + gap))) };
}

function samplesOf(heat: HeatBox, lanes: readonly LaneInput[]): LaneBox[] {
  const every = Math.ceil(lanes.length / SAMPLES);
  return lanes.flatMap(({ shardIndex, focus }, n) => {
    if (focus || n % every > 0) return [];
    return [{ shardIndex, x: heat.x, y: heat.y + rowTop(heat, n), width: heat.width, height: heat.rowHeight, square: SQUARE_COMPACT, rows: 1, dense: true }];
  });
}

function cardHeight({ lines, members }: CardInput, level: CardLevel): number {
  const shared = Math.min(MEMBERS_SHOWN, members) * CARD_MEMBER;
  return CARD_HEAD + shared + CARD_LINE * (level === 'full' ? lines : level === 'brief' ? Math.min(1, lines) : 0);
}

const columnHeight = (cards: readonly CardInput[], level: CardLevel) => cards.reduce((sum, card) => sum + cardHeight(card, level) + CARD_GAP, 0);

/** The most that all cards of a column can say. */
const levelFor = (cards: readonly CardInput[]): CardLevel =>
  (['full', 'brief'] as const).find((level) => columnHeight(cards, level) <= CARDS_HEIGHT_MAX) ?? 'head';

/** Cards in a column, spread evenly over the height of the lanes. */
function column(cards: readonly CardInput[], x: number, lanesHeight: number): CardBox[] {
  const level = levelFor(cards);
  const spare = Math.max(0, lanesHeight - columnHeight(cards, level)) / Math.max(1, cards.length);
  let y = TOP + (cards.length === 1 ? 0 : spare / 2);
  return cards.map((card) => {
    const box: CardBox = { x, y, width: CARD_WIDTH, height: cardHeight(card, level), level };
    y += box.height + CARD_GAP + spare;
    return box;
  });
}

/** Where a share of the key space (0 … 1) stands on the bar. */
export function yOfHash(bar: Box, share: number): number {
  return scaleLinear([0, 1], [bar.y, bar.y + bar.height])(share);
}

/** Steps of the golden ratio: successive records stand far apart, and no pattern shows. */
const GOLDEN = 0.618033988749895;

/** The top of a record's square: neighbours in time take different rows, so that they do not cover each other. */
export function yOfRecord(lane: LaneBox, index: number): number {
  const gap = gapOf(lane.square);
  const pitch = lane.square + gap;
  const used = lane.rows * pitch - gap;
  const row = Math.floor(((index * GOLDEN) % 1) * lane.rows);
  return Math.round(lane.y + (lane.height - used) / 2) + row * pitch;
}

/** Labels of these widths near these places, moved apart until none overlaps its neighbour. @returns left edges. */
export function placeLabels(wanted: readonly { readonly x: number; readonly width: number }[], min: number, max: number): number[] {
  const order = wanted.map((_, i) => i).toSorted((a, b) => wanted[a]!.x - wanted[b]!.x);
  const lefts = wanted.map(({ x, width }) => Math.max(min, Math.min(x, max - width)));
  for (let n = 1; n < order.length; n += 1) {
    const before = order[n - 1]!;
    lefts[order[n]!] = Math.max(lefts[order[n]!]!, lefts[before]! + wanted[before]!.width);
  }
  // What was pushed over the right end goes back, pushing the others left.
  let limit = max;
  for (const i of order.toReversed()) {
    lefts[i] = Math.min(lefts[i]!, limit - wanted[i]!.width);
    limit = lefts[i]!;
  }
  return lefts;
}
