/**
 * A still drawing of a stream, for the first page: what the parts are called and where they stand. Sample data; the belt of the lab is
 * drawn from the engine. Units are SVG user units, at full width one to a CSS pixel.
 */
import './belt-plate.css';

/** Glyph of each record tint, in a box from -3 to 3, so that colour is not needed to tell records apart. */
const glyphs = ['', 'M0-3V3', 'M-3 0H3', 'M-1-1H1V1H-1z', 'M-2.5-2.5L2.5 2.5M2.5-2.5L-2.5 2.5', 'M-2.5 2.5L2.5-2.5', 'M0-3V3M-3 0H3', 'M-2-2H2V2H-2z'];

interface Lane {
  readonly name: string;
  readonly state: 'OPEN' | 'CLOSED';
  /** How far along the belt its first and last record stand, 0 at "now", 1 at the retention edge. */
  readonly span: readonly [number, number];
  readonly tints: readonly number[];
}

const lanes: readonly Lane[] = [
  { name: 'shardId-000000000000', state: 'CLOSED', span: [0.44, 0.97], tints: [3, 0, 4, 5, 3, 7, 6, 0, 4, 3, 5, 0, 7, 4, 6, 3, 0, 5] },
  { name: 'shardId-000000000001', state: 'OPEN', span: [0.02, 0.38], tints: [0, 3, 5, 0, 7, 3, 0, 5, 3, 0, 7] },
  { name: 'shardId-000000000002', state: 'OPEN', span: [0.03, 0.37], tints: [4, 6, 2, 4, 1, 6, 4, 2, 6, 1, 4] },
];

/** Which of a lane's three rows each record lies in: uneven, as arrivals are. */
const rows = [0, 2, 1, 1, 0, 2, 0, 1, 2, 2, 0, 1, 0, 2, 1, 0, 0];

const LANE_H = 58;
const LANE_STEP = 92;
const TOP = 46;
const laneY = (index: number) => TOP + index * LANE_STEP;

export function BeltPlate() {
  return (
    <figure className="belt-plate">
      <div className="belt-plate-wide">
        <Drawing width={1072} from={296} to={840} actors />
      </div>
      <div className="belt-plate-narrow">
        <Drawing width={344} from={1} to={330} />
      </div>
      <figcaption>
        A stream. The hash of a record’s key picks its shard; its age is its place on the belt. At the heavy line it drops off, read or unread. The upper shard was split: it takes
        nothing new, and its two children stand below it.
      </figcaption>
    </figure>
  );
}

function Drawing({ width, from, to, actors = false }: { readonly width: number; readonly from: number; readonly to: number; readonly actors?: boolean }) {
  const bottom = laneY(2) + LANE_H;
  const splitX = from + (to - from) * 0.405;
  return (
    <svg viewBox={`0 0 ${width} ${bottom + 36}`} role="img" aria-label="Producers, key space, three shards with records on them, the retention edge, and two consumers">
      <defs>
        <pattern id={`hatch-${width}`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" stroke="var(--line-2)" strokeWidth="1.1" />
        </pattern>
      </defs>
      {lanes.map((lane, index) => (
        <g key={lane.name}>
          <text x={from} y={laneY(index) - 9} className="belt-plate-name">
            {actors ? lane.name : `…${lane.name.slice(-4)}`}
            <tspan className="belt-plate-quiet" dx="10">
              {lane.state}
            </tspan>
          </text>
          <rect x={from} y={laneY(index)} width={to - from} height={LANE_H} fill={lane.state === 'CLOSED' ? 'var(--sunk)' : 'var(--plate)'} stroke="var(--line-2)" />
          {lane.state === 'CLOSED' && <rect x={from} y={laneY(index)} width={to - from} height={LANE_H} fill={`url(#hatch-${width})`} />}
          {lane.tints.map((tint, place) => {
            // On the narrow drawing every second record: the same squares on a third of the length would lie on each other.
            if (!actors && place % 2 === 1) return null;
            const along = lane.span[0] + ((lane.span[1] - lane.span[0]) * place) / (lane.tints.length - 1);
            return <RecordSquare key={place} x={from + 10 + (to - from - 20) * along + ((place * 7) % 5) * 2 - 4} y={laneY(index) + 13 + (rows[(place + index * 4) % rows.length] ?? 0) * 16} tint={tint} />;
          })}
        </g>
      ))}
      <path d={`M${splitX} ${laneY(0) + LANE_H}V${laneY(1)}M${splitX} ${laneY(0) + LANE_H + 9}h14V${laneY(2)}`} className="belt-plate-lineage" />
      <path d={`M${to} ${TOP - 8}V${bottom + 8}`} stroke="var(--ink)" strokeWidth="2.5" />
      <text x={to} y={TOP - 16} textAnchor={actors ? 'middle' : 'end'} className="belt-plate-quiet">
        retention edge
      </text>
      <Pin x={from + (to - from) * 0.76} y={laneY(0)} name="archive" />
      <Pin x={from + (to - from) * 0.1} y={laneY(2)} name="alerts" />
      {actors && <Actors from={from} to={to} />}
    </svg>
  );
}

function RecordSquare({ x, y, tint }: { readonly x: number; readonly y: number; readonly tint: number }) {
  return (
    <g transform={`translate(${x.toFixed(1)} ${y})`}>
      <rect x="-5.5" y="-5.5" width="11" height="11" fill={`var(--k${tint})`} />
      <path d={glyphs[tint]} stroke="var(--plate)" strokeWidth="1.4" fill="none" />
    </g>
  );
}

function Pin({ x, y, name }: { readonly x: number; readonly y: number; readonly name: string }) {
  return (
    <g transform={`translate(${x.toFixed(1)} ${y})`}>
      <path d={`M0 -2V${LANE_H}`} stroke="var(--accent)" strokeWidth="1.5" />
      <path d={`M-5 ${LANE_H}h10v6l-5 5-5-5z`} fill="var(--accent)" />
      <text x="10" y={LANE_H + 13} className="belt-plate-pin">
        {name}
      </text>
    </g>
  );
}

function Actors({ from, to }: { readonly from: number; readonly to: number }) {
  const middle = laneY(1) + LANE_H + (LANE_STEP - LANE_H) / 2 - 6;
  const [barTop, barBottom] = [laneY(1) - 6, laneY(2) + LANE_H];
  const flying = [
    { x: 168, y: barTop + 24, tint: 0 },
    { x: 182, y: middle + 30, tint: 4 },
    { x: 160, y: middle + 48, tint: 6 },
  ];
  return (
    <>
      <Card x={0} y={laneY(1) - 4} name="web-1" lines={['PutRecords', 'key: user id']} />
      <Card x={0} y={laneY(2) + 6} name="sensors" lines={['PutRecord', 'key: device id']} />
      {flying.map((one) => (
        <RecordSquare key={one.x} {...one} />
      ))}
      <text x={206} y={barTop - 12} className="belt-plate-quiet" textAnchor="middle">
        MD5 key space
      </text>
      <rect x={196} y={barTop} width={20} height={barBottom - barTop} fill="var(--plate)" stroke="var(--line-2)" />
      <path d={`M190 ${barTop}h32M190 ${middle}h32M190 ${barBottom}h32`} stroke="var(--ink)" strokeWidth="1.5" />
      {[10, 22, 31, 47, 58].map((dy, index) => (
        <path key={dy} d={`M198 ${barTop + dy}h${9 + ((index * 4) % 8)}`} stroke={`var(--k${[0, 3, 5, 7, 0][index]})`} strokeWidth="1.5" />
      ))}
      {[12, 26, 40, 52, 66].map((dy, index) => (
        <path key={dy} d={`M198 ${middle + dy}h${9 + ((index * 5) % 8)}`} stroke={`var(--k${[4, 6, 2, 1, 4][index]})`} strokeWidth="1.5" />
      ))}
      <path
        d={[1, 2].map((lane) => {
          const y0 = lane === 1 ? (barTop + middle) / 2 : (middle + barBottom) / 2;
          const y1 = laneY(lane) + LANE_H / 2;
          return `M217 ${y0}C${from - 34} ${y0} ${from - 46} ${y1} ${from} ${y1}`;
        }).join('')}
        stroke="var(--line-2)"
        fill="none"
      />
      <Card x={to + 58} y={laneY(0) - 2} name="archive" lines={['GetRecords, each second', 'still reads the parent']} />
      <Card x={to + 58} y={laneY(2) - 4} name="alerts" lines={['GetRecords, each second', '0.2 s behind']} />
    </>
  );
}

function Card({ x, y, name, lines }: { readonly x: number; readonly y: number; readonly name: string; readonly lines: readonly string[] }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect x="0.5" y="0.5" width={lines.some((line) => line.length > 16) ? 173 : 119} height="65" fill="var(--plate)" stroke="var(--line-2)" />
      <text x="12" y="21" className="belt-plate-actor">
        {name}
      </text>
      {lines.map((line, index) => (
        <text key={line} x="12" y={39 + index * 16} className="belt-plate-quiet">
          {line}
        </text>
      ))}
    </g>
  );
}
