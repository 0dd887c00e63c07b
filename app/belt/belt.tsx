/** The belt: structure in HTML and SVG, records on one canvas over it, pins that follow their readers every frame. */
import type { Stream } from '#sim';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useWidth } from '../components/use-width.ts';
import { onFrame, askForFrame, useSimSession } from '../state/sim-session.ts';
import { setZoom, useLabView } from '../state/lab-view.ts';
import { useColours } from '../state/theme.ts';
import { ActorCard, AddButton } from './actor-cards.tsx';
import { membersNow, type Party } from './actors/index.ts';
import { formatMark } from './format.ts';
import { HeatMap } from './heat-map.tsx';
import { heatOf } from './heat.ts';
import { inFocus, LANES_MAX } from './heat-layout.ts';
import { Gestures } from './gestures.tsx';
import { Lane } from './lane.tsx';
import { ageTicks, isZoomed, xOfAge } from './age-axis.ts';
import { layoutBelt, type Box, type CardInput } from './layout.ts';
import { RetentionGrip } from './retention-grip.tsx';
import { MarkLegend } from './mark-legend.tsx';
import { readPalette } from './palette.ts';
import { ThrottleMarks } from './rejections/throttle-marks.tsx';
import { ReadsSeen } from './reads-seen.ts';
import { RetryWaits } from './retry-waits.tsx';
import { Squares } from './scene-squares.ts';
import { drawScene, type Drawn, type SceneInput, type SceneReader } from './scene.ts';
import { Tell } from './tell.tsx';
import { useBelt, type BeltState } from './use-belt.ts';
import { useZoomGestures, ZoomBar } from './zoom.tsx';
import './belt.css';

/** Real ms that a record is drawn on its way. */
const TRAVEL_MS = 650;
const COMPACT_BELOW = 860;
const CUTS_APART = 3;

export function Belt() {
  const belt = useBelt(useLabView((view) => view.zoom));
  const { stream, world } = belt;
  // Another world is looked at whole.
  useEffect(() => setZoom(null), [world]);
  if (!stream) return <NoStream belt={belt} />;
  return <Stage belt={belt} stream={stream} />;
}

/** Mounted anew when a stream comes back, so that what watches and draws its elements begins with them. */
function Stage({ belt, stream }: { readonly belt: BeltState; readonly stream: Stream }) {
  const stage = useRef<HTMLDivElement>(null);
  const width = useWidth(stage, document.documentElement.clientWidth);
  const { lanes, producers, consumers, operators, spanMs, axis } = belt;
  const compact = width < COMPACT_BELOW;
  const speed = useSimSession((session) => session.speed);
  const selected = useLabView(({ selection }) => (selection?.kind === 'shard' ? selection.index : selection?.kind === 'record' || selection?.kind === 'pin' ? selection.shard : null));
  const pinned = useLabView((view) => view.pinned);
  const heat = lanes.length > LANES_MAX ? heatOf(belt.world, stream, belt.shards, spanMs) : null;
  const isLane = (index: number) => lanes.some(({ shardIndex }) => shardIndex === index);
  const focus = heat ? inFocus(pinned.filter(isLane), selected, heat.hottest) : [];
  const input = { width, compact, lanes: heat ? lanes.map((lane) => ({ ...lane, focus: focus.includes(lane.shardIndex) })) : lanes, producers: producers.map(cardInput), consumers: consumers.map(cardInput) };
  // Made anew with each publication; it changes only with a reshard, or when someone comes or goes.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const layout = useMemo(() => layoutBelt(input), [JSON.stringify(input)]);
  const [canvas, marks] = useScene(belt, layout);
  const lane = layout.heat ?? layout.lanes[0];
  useZoomGestures(stage, axis, lane);
  const lastLane = layout.lanes.at(-1) ?? layout.heat;
  return (
    <div className={compact ? 'belt belt-compact' : 'belt'}>
      {compact && <Chips parties={producers} adds="producers" />}
      <div className={isZoomed(axis) ? 'belt-stage belt-zoomed' : 'belt-stage'} ref={stage} style={{ height: layout.height }} data-testid="belt">
        <svg className="belt-structure" width={layout.width} height={layout.height} aria-hidden="true">
          {layout.feeders.map(({ shardIndex, path }) => (
            <path key={shardIndex} className="belt-feeder" d={path} />
          ))}
          {lastLane && !(compact && isZoomed(axis)) && axis.toMs === spanMs && (
            <text className="belt-tick" x={lastLane.x + lastLane.width} y={20} textAnchor={compact ? 'end' : 'middle'}>
              {belt.endsAtRetention ? `retention ${stream.retentionHours} h` : `kept for ${stream.retentionHours} h`}
            </text>
          )}
          {layout.bar && <KeySpace bar={layout.bar} segments={layout.segments} fine={layout.heat !== null} />}
          {lastLane &&
            ageTicks(axis, lastLane.width).map((ageMs) => (
              <text key={ageMs} className="belt-tick" x={xOfAge(lastLane, ageMs, axis)} y={layout.axisY + 12} textAnchor={ageMs === axis.fromMs ? 'start' : ageMs === axis.toMs ? 'end' : 'middle'}>
                {ageMs === 0 ? 'now' : ageMs === axis.toMs && compact ? '' : formatMark(ageMs)}
              </text>
            ))}
        </svg>
        {lane && <ZoomBar axis={axis} lane={lane} compact={compact} />}
        {heat && layout.heat && <HeatMap box={layout.heat} belt={belt} heat={heat} focus={focus} compact={compact} />}
        {layout.lanes.map((box) => (
          <Lane key={box.shardIndex} box={box} belt={belt} compact={compact} />
        ))}
        <canvas ref={canvas} className="belt-records" aria-hidden="true" />
        <MarkLegend marks={marks} layout={layout} place="above" />
        {layout.bar && <RetryWaits world={belt.world} producerBoxes={producerBoxes(belt, layout)} />}
        {layout.bar && <ThrottleMarks world={belt.world} layout={layout} bar={layout.bar} producerBoxes={producerBoxes(belt, layout)} travelMs={TRAVEL_MS * speed} />}
        <Gestures stream={stream} layout={layout} />
        <RetentionGrip belt={belt} stream={stream} layout={layout} />
        {!compact && <AddButton side="producers" box={layout.columns.producers} />}
        {!compact && <AddButton side="consumers" box={layout.columns.consumers} />}
        {!compact && producers.map((party, i) => <ActorCard key={party.key} party={party} box={layout.producers[i]!} />)}
        {!compact && consumers.map((party, i) => <ActorCard key={party.key} party={party} box={layout.consumers[i]!} />)}
      </div>
      <MarkLegend marks={marks} layout={layout} place="below" />
      <Tell stage={stage} belt={belt} layout={layout} />
      {compact && <Chips parties={consumers} adds="consumers" />}
      {operators.length > 0 && <Chips parties={operators} label="works on the stream" />}
    </div>
  );
}

/** Who is to work with the stream is there, and waits. */
function NoStream({ belt: { streamName, producers, consumers, operators } }: { readonly belt: BeltState }) {
  const parties = [...producers, ...consumers, ...operators];
  return (
    <div className="belt-empty">
      <p>
        There is no stream named <span className="mono">{streamName}</span>. The panel creates one.
      </p>
      {parties.length > 0 && <Chips parties={parties} label="wait for it" />}
    </div>
  );
}

const cardInput = ({ view, members }: Party): CardInput => ({ lines: view.linesMax, members: view.group ? members.length : 0 });

function Chips({ parties, label, adds }: { readonly parties: readonly Party[]; readonly label?: string; readonly adds?: 'producers' | 'consumers' }) {
  return (
    <div className="belt-chips">
      {label && <span className="belt-chips-label">{label}</span>}
      {parties.map((party) => (
        <ActorCard key={party.key} party={party} box={null} />
      ))}
      {adds && <AddButton side={adds} box={null} />}
    </div>
  );
}

function KeySpace({ bar, segments, fine }: { readonly bar: Box; readonly segments: readonly Box[]; readonly fine: boolean }) {
  return (
    <g>
      <text className="belt-tick" x={bar.x + bar.width / 2} y={bar.y - 20} textAnchor="middle">
        MD5 key space
      </text>
      <text className="belt-tick" x={bar.x - 6} y={bar.y + 8} textAnchor="end">
        0
      </text>
      <text className="belt-tick" x={bar.x - 6} y={bar.y + bar.height} textAnchor="end">
        2¹²⁸−1
      </text>
      <rect className="belt-bar" x={bar.x + 0.5} y={bar.y + 0.5} width={bar.width - 1} height={bar.height - 1} />
      {fine ? (
        <path className="belt-cut-fine" d={fineCuts(bar, segments)} />
      ) : (
        segments.slice(1).map((segment) => <line key={segment.y} className="belt-cut" x1={bar.x - 3} x2={bar.x + bar.width + 3} y1={segment.y} y2={segment.y} />)
      )}
    </g>
  );
}

/** As many of the cuts as can be told apart. */
function fineCuts(bar: Box, segments: readonly Box[]): string {
  let last = bar.y;
  let path = '';
  for (const { y } of segments) {
    if (y - last < CUTS_APART) continue;
    path += `M${bar.x} ${y}h${bar.width}`;
    last = y;
  }
  return path;
}

/** By the number that records have for whoever put them. */
const producerBoxes = ({ producers }: BeltState, layout: SceneInput['layout']) =>
  new Map(producers.flatMap(({ members }, i) => members.flatMap(({ ordinal }) => (layout.producers[i] ? [[ordinal, layout.producers[i]] as const] : []))));

function chosenRecord(): SceneInput['chosen'] {
  const { selection } = useLabView.getState();
  return selection?.kind === 'record' ? selection : null;
}

function sceneReader(world: BeltState['world'], party: Party, box: Box | undefined, seen: ReadsSeen): SceneReader[] {
  const { reading } = party.view;
  if (!reading || !box) return [];
  const members = membersNow(world, party);
  const reads = (shardIndex: number) => {
    const standing = reading.at(world, members, shardIndex);
    return standing && { behindMs: standing.behindMs, recent: seen.note(`${party.key} ${shardIndex}`, world.nowMs, standing), pushed: standing.pushed };
  };
  return [{ box, reads }];
}

/** Draws the records in every frame of the session, at the screen's own resolution. @returns the canvas, and which marks are on it */
function useScene(belt: BeltState, layout: SceneInput['layout']) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useColours();
  const latest = useRef({ belt, layout });
  const drawn = useRef<Drawn>({ squares: 0, inColumns: 0, marks: 0 });
  const [marks, setMarks] = useState(0);
  const selection = useLabView((view) => view.selection);
  useEffect(() => {
    latest.current = { belt, layout };
    // What a picture cannot tell a test or a measurement.
    if (canvas.current) Object.assign(canvas.current.dataset, drawn.current);
    askForFrame();
  }, [belt, layout, selection]);

  useEffect(() => {
    const element = canvas.current;
    const ctx = element?.getContext('2d');
    if (!element || !ctx) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = Math.round(layout.width * ratio);
    element.height = Math.round(layout.height * ratio);
    element.style.width = `${layout.width}px`;
    element.style.height = `${layout.height}px`;
    const palette = readPalette(element);
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    const seen = new ReadsSeen();
    const squares = new Squares(palette, ratio);
    const draw = () => {
      const { belt: now, layout: where } = latest.current;
      if (!now.stream) return;
      const { world, stream: { name } } = now;
      const stream = world.stream(name);
      if (!stream) return;
      const { speed } = useSimSession.getState();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawn.current = drawScene(ctx, {
        world,
        stream,
        layout: where,
        palette,
        squares,
        axis: now.axis,
        travelMs: still.matches ? 0 : TRAVEL_MS * speed,
        producerBoxes: producerBoxes(now, where),
        readers: now.consumers.flatMap((party, i) => sceneReader(now.world, party, where.consumers[i], seen)),
        chosen: chosenRecord(),
      });
      setMarks(drawn.current.marks);
    };
    draw();
    return onFrame(draw);
    // The palette changes with the theme.
  }, [layout.width, layout.height, colours]);
  return [canvas, marks] as const;
}
