/**
 * The retention edge, taken hold of: to the left records are kept for less long and some go at once, to the right for longer.
 * Only where the edge is in view. The stream's panel does the same by a form.
 */
import { quotas, type Shard, type Stream } from '#sim';
import { useState } from 'react';
import { select } from '../state/lab-view.ts';
import { edit } from '../state/sim-session.ts';
import { membersNow } from './actors/index.ts';
import { ageAtX } from './age-axis.ts';
import { retentionCommand } from './commands.ts';
import { formatCount } from './format.ts';
import { GestureNote } from './gesture-note.tsx';
import type { BeltLayout, Box } from './layout.ts';
import { useDrag, type Point } from './use-drag.ts';
import type { BeltState } from './use-belt.ts';

const HOUR_MS = 3_600_000;
/** There is little room beyond the edge: each so many CSS pixels double the period. */
const DOUBLES_PX = 32;
/** From here on it goes by days: an hour would be less than a pixel. */
const DAYS_FROM_HOURS = 72;
const WIDTH = 28;
const HEIGHT = 24;

interface Props {
  readonly belt: BeltState;
  readonly stream: Stream;
  readonly layout: BeltLayout;
}

export function RetentionGrip({ belt, stream, layout }: Props) {
  const [hours, setHours] = useState<number | null>(null);
  const lanes: readonly Box[] = layout.heat ? [layout.heat] : layout.lanes;
  const [first, last] = [lanes[0], lanes.at(-1)];
  const left = first ? first.x + first.width - WIDTH / 2 : 0;
  // The edge must not follow the pointer while the world's own has not moved: it is measured from where it is.
  const hoursAt = ({ x }: Point) => {
    const dx = x - WIDTH / 2;
    const wanted = dx <= 0 ? ageAtX(first!, first!.x + first!.width + dx, belt.axis) / HOUR_MS : stream.retentionHours * 2 ** (dx / DOUBLES_PX);
    const step = wanted > DAYS_FROM_HOURS ? 24 : 1;
    return Math.min(quotas.retentionHoursMax, Math.max(quotas.retentionHoursMin, Math.round(wanted / step) * step));
  };
  const drag = useDrag({
    move: (at) => setHours(hoursAt(at)),
    drop: (at) => {
      const to = hoursAt(at);
      if (to !== stream.retentionHours) edit(retentionCommand(stream, to).action);
      setHours(null);
    },
    tap: () => select(null),
    cancel: () => setHours(null),
  });
  if (!first || !last || !belt.endsAtRetention) return null;
  const at = first.x + ((hours ?? 0) / stream.retentionHours) * first.width;
  return (
    <>
      <div className="edge-grip" style={{ left, top: first.y - HEIGHT, width: WIDTH, height: HEIGHT }} title="Drag it to keep records for longer or less long; Escape lets it be" aria-hidden="true" {...drag} />
      {hours !== null && (
        <>
          {!belt.axis.log && hours < stream.retentionHours && <div className="edge-ghost" style={{ left: at, top: first.y, height: last.y + last.height - first.y }} />}
          <GestureNote left={left - 8} top={first.y + 10} leftwards command={hours === stream.retentionHours ? null : retentionCommand(stream, hours).text}>
            {noteOf(belt, stream, hours)}
          </GestureNote>
        </>
      )}
    </>
  );
}

function noteOf(belt: BeltState, stream: Stream, hours: number): string {
  const period = hours > 48 && hours % 24 === 0 ? `${formatCount(hours)} h, ${formatCount(hours / 24)} days` : `${hours} h`;
  if (hours === stream.retentionHours) return `Retention ${period}, as it is${hours === quotas.retentionHoursMin ? '; AWS keeps nothing for less' : ''}`;
  if (hours > stream.retentionHours) return `Retention ${period}: what has expired does not come back`;
  const { go, unread, by } = lossOf(belt, stream, hours);
  if (go === 0) return `Retention ${period}: no record is that old`;
  return `Retention ${period}: ${records(go)} ${go === 1 ? 'goes' : 'go'} at once${unread > 0 ? `, ${formatCount(unread)} that ${by} has not read` : ''}`;
}

const records = (count: number) => (count === 1 ? '1 record' : `${formatCount(count)} records`);

/** What is older than so many hours, and how much of it the consumer that is furthest behind has yet to read. */
function lossOf({ world, shards, consumers }: BeltState, stream: Stream, hours: number): { readonly go: number; readonly unread: number; readonly by: string } {
  const cutOf = ({ logId, head, cursor }: Shard) => world.log(logId).firstArrivedAt(world.nowMs - hours * HOUR_MS, head, cursor.length);
  const go = shards.reduce((sum, shard) => sum + cutOf(shard) - shard.head, 0);
  let [unread, by] = [0, ''];
  for (const party of consumers) {
    const members = membersNow(world, party);
    const left = shards.reduce((sum, shard) => {
      const position = party.view.reading?.at(world, members, shard.index)?.position;
      return sum + (position === null || position === undefined ? 0 : Math.max(0, cutOf(shard) - Math.max(position, shard.head)));
    }, 0);
    if (left > unread) [unread, by] = [left, party.name];
  }
  return { go, unread, by };
}
