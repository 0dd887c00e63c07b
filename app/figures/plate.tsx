/** The drawing of a figure: an SVG as wide as its place, drawn for that width and never scaled, so that text stays readable. */
import { useRef, type ReactNode } from 'react';
import { useWidth } from '../components/use-width.ts';
import './parts.css';

interface Props {
  readonly height: number;
  readonly label: string;
  /** A drawing whose parts can be operated is a group, any other an image. */
  readonly role?: 'img' | 'group';
  /** Draws for this width, in CSS pixels. */
  readonly children: (width: number) => ReactNode;
}

/** Until it is measured: the width of the reading column. */
const WIDTH_BEFORE = 640;

export function Plate({ height, label, role = 'img', children }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder, WIDTH_BEFORE);
  return (
    <div ref={holder}>
      <svg className="fig-plate" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role={role} aria-label={label}>
        {children(width)}
      </svg>
    </div>
  );
}
