/** One shard's lane: its name and state, its plate, the retention edge, meters, and the pins of those who read it. */
import { encryptionNow, isOpen, readShare, shardIdOf, writtenInLastSecond, writeShare, quotas, type Shard, type Stream } from '#sim';
import type { MouseEvent } from 'react';
import { select, useLabView, type Selection } from '../state/lab-view.ts';
import { formatCount, formatDuration } from './format.ts';
import { recordAt } from './hit-test.ts';
import type { LaneBox } from './layout.ts';
import { Pins } from './pins.tsx';
import { shownOn } from './shown.ts';
import type { BeltState } from './use-belt.ts';

interface Props {
  readonly box: LaneBox;
  readonly belt: BeltState;
  readonly compact: boolean;
}

export function Lane({ box, belt, compact }: Props) {
  const { world, stream, endsAtRetention } = belt;
  const shard = stream?.shards[box.shardIndex];
  const selected = useLabView((view) => view.selection?.kind === 'shard' && view.selection.index === box.shardIndex);
  if (!stream || !shard) return null;
  const id = shardIdOf(shard.index);
  const open = isOpen(shard);
  const written = writtenInLastSecond(world, shard);
  const hot = writeShare(world, shard) >= 0.95;
  const kept = shard.cursor.length - shard.head;
  const note = !open
    ? `closed ${formatDuration(world.nowMs - shard.closedMs!)} ago, ${formatCount(kept)} kept`
    : hot
      ? `hot: ${formatCount(written.records)} of ${formatCount(quotas.shardWriteRecordsPerSecond)} records/s`
      : `${formatCount(kept)} kept`;
  return (
    <>
      <button
        type="button"
        className="lane-name"
        style={{ left: box.x, top: box.y - 22, maxWidth: box.width }}
        aria-pressed={selected}
        onClick={() => select({ kind: 'shard', index: shard.index })}
      >
        <span className="mono">{compact ? `…${id.slice(-4)}` : id}</span>
        <Lock world={world} stream={stream} />
        <span className={hot && open ? 'lane-state lane-hot' : 'lane-state'}>
          {open ? 'OPEN' : 'CLOSED'} · {note}
        </span>
      </button>
      <div
        className={`lane ${open ? '' : 'lane-closed'} ${selected ? 'lane-selected' : ''} ${endsAtRetention ? 'lane-edge' : ''}`}
        style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
        // The name above is the control, and its panel leads to the records; the plate is for a pointer.
        onClick={(event) => select(underPointer(event, box, belt, shard) ?? { kind: 'shard', index: shard.index })}
        aria-hidden="true"
      />
      {!compact && open && <Meters box={box} write={writeShare(world, shard)} read={readShare(world, shard)} />}
      <Pins box={box} belt={belt} compact={compact} />
    </>
  );
}

/** That records are encrypted; in alarm while their key refuses, for then nobody writes or reads. */
function Lock({ world, stream }: { readonly world: BeltState['world']; readonly stream: Stream }) {
  const lock = encryptionNow(world, stream);
  if (!lock) return null;
  const works = lock.keyState === 'enabled';
  return (
    <>
      <svg className={works ? 'lane-lock' : 'lane-lock lane-hot'} viewBox="0 0 10 12" width="9" height="11" aria-hidden="true">
        <path d="M2.5 5.5V3.5a2.5 2.5 0 0 1 5 0v2" fill="none" stroke="currentColor" strokeWidth="1.3" />
        <rect x="1" y="5.5" width="8" height="6" fill="currentColor" />
      </svg>
      <span className={works ? 'visually-hidden' : 'lane-hot'}>{works ? 'encrypted with KMS' : `KMS key ${lock.keyState}`}</span>
    </>
  );
}

/** The record under a click, where records are drawn one by one. */
function underPointer({ nativeEvent: { offsetX, offsetY } }: MouseEvent, box: LaneBox, { world, axis }: BeltState, shard: Shard): Selection | null {
  const { lane, log, from, to, columns } = shownOn(world, box, shard, axis);
  const index = columns ? null : recordAt(lane, { log, from, to, nowMs: world.nowMs, axis }, box.x + offsetX, box.y + offsetY);
  return index === null ? null : { kind: 'record', shard: shard.index, index };
}

function Meters({ box, write, read }: { readonly box: LaneBox; readonly write: number; readonly read: number }) {
  return (
    <div className="meters" style={{ left: box.x + box.width + 12, top: box.y + 2 }}>
      <Meter label="in" share={write} title="of the write quota, used in the last second" />
      <Meter label="out" share={read} title="of the shared read quota, used in the last second" />
    </div>
  );
}

function Meter({ label, share, title }: { readonly label: string; readonly share: number; readonly title: string }) {
  const percent = Math.round(share * 100);
  return (
    <div className={percent >= 100 ? 'meter meter-full' : 'meter'}>
      <span aria-hidden="true">{label}</span>
      <span className="meter-track" role="meter" aria-label={`${label}: ${title}`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.min(100, percent)} aria-valuetext={`${percent} %`}>
        <span className="meter-value" style={{ width: `${Math.min(100, percent)}%` }} />
      </span>
    </div>
  );
}
