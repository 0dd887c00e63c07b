/** What a square with cut corners means: beside the lanes, while such squares are on them. */
import { cornersOf, type Mark } from './marks.ts';
import type { BeltLayout } from './layout.ts';
import './mark-legend.css';

const SIDE = 12;
const WORDS = { 1: 'sent more than once', 2: 'stored again: a copy' } as const;

interface Props {
  /** A bit for each mark on the lanes: 1 << mark. */
  readonly marks: number;
  readonly layout: BeltLayout;
  /** Within the stage, above its lanes; or under it, where there is no room there. One of the two is empty. */
  readonly place: 'above' | 'below';
}

export function MarkLegend({ marks, layout, place }: Props) {
  const shown = ([1, 2] as const).filter((mark) => marks & (1 << mark));
  const lane = layout.lanes[0];
  if (shown.length === 0 || !lane || place !== (lane.width < WIDTH_MIN ? 'below' : 'above')) return null;
  return (
    <p className={`mark-legend mark-legend-${place}`} style={place === 'below' ? undefined : { left: lane.x + ROOM_FOR_ZOOM, top: 6, width: lane.width - ROOM_FOR_ZOOM - ROOM_FOR_RETENTION }}>
      {shown.map((mark) => (
        <span key={mark}>
          <MarkSign mark={mark} />
          {WORDS[mark]}
        </span>
      ))}
    </p>
  );
}

/** Of a lane: what is less the zoom's buttons need for themselves. */
const WIDTH_MIN = 640;
/** At the left end of the same line stand the buttons that zoom, at the right one how long records are kept. */
const ROOM_FOR_ZOOM = 66;
const ROOM_FOR_RETENTION = 90;

export const MarkSign = ({ mark }: { readonly mark: Mark }) => (
  <svg className="mark-sign" width={SIDE} height={SIDE} viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true">
    <polygon points={cornersOf(mark, 0, 0, SIDE).join(' ')} fill="currentColor" />
  </svg>
);
