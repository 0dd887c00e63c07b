/** Beside each producer the records that wait there for their next attempt: squares while they can be counted at a glance, else a number. */
import { retriesWaiting, type World } from '#sim';
import { formatCount } from './format.ts';
import { SQUARE, type Box } from './layout.ts';
import { waitingPlace } from './waiting-place.ts';
import './retry-waits.css';

const SQUARES_MAX = 4;

interface Props {
  readonly world: World;
  /** Boxes of the actors by their number in the source column. */
  readonly producerBoxes: ReadonlyMap<number, Box>;
}

export function RetryWaits({ world, producerBoxes }: Props) {
  return [...byBox(retriesWaiting(world), producerBoxes)].map(([box, records]) => {
    const { x, y } = waitingPlace(box);
    const few = records <= SQUARES_MAX;
    return (
      // The producer's panel says it in words.
      <div key={`${box.x} ${box.y}`} className="retry-waits" style={{ left: x - SQUARE / 2, top: y - SQUARE / 2 }} aria-hidden="true" title={`${formatCount(records)} wait for another attempt`}>
        <span className="retry-squares">
          {Array.from({ length: few ? records : 1 }, (_, n) => (
            <i key={n} />
          ))}
        </span>
        {!few && `${formatCount(records)} wait`}
      </div>
    );
  });
}

/** Several that share a card wait in one place. */
function byBox(waiting: ReadonlyMap<number, number>, boxes: ReadonlyMap<number, Box>): ReadonlyMap<Box, number> {
  const found = new Map<Box, number>();
  for (const [ordinal, records] of waiting) {
    const box = boxes.get(ordinal);
    if (box) found.set(box, (found.get(box) ?? 0) + records);
  }
  return found;
}
