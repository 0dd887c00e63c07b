/** Parts of a whole in one bar: full, half, empty, as the squares of a table have them. */
import './charts.css';

export type Fill = 'full' | 'half' | 'empty';

/** The words beside it say the same. @param parts from the left */
export function ShareChart({ parts }: { readonly parts: readonly { readonly fill: Fill; readonly count: number }[] }) {
  return (
    <span className="share-chart" aria-hidden="true">
      {parts.map(({ fill, count }) => count > 0 && <i key={fill} data-fill={fill} style={{ flexGrow: count }} />)}
    </span>
  );
}

/** One square for each of them. */
export function Squares({ parts }: { readonly parts: readonly { readonly fill: Fill; readonly count: number }[] }) {
  return (
    <span className="squares" aria-hidden="true">
      {parts.flatMap(({ fill, count }) => Array.from({ length: count }, (_, i) => <i key={`${fill}-${i}`} data-fill={fill} />))}
    </span>
  );
}
