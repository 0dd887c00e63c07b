/** One shard's lane: its name and state, its plate, the retention edge, meters, and the pins of those who read it. */
import { behindMs, isOpen, readShare, shardIdOf, writtenInLastSecond, writeShare, quotas } from '#sim';
import { useEffect, useRef } from 'react';
import { select, useLabView } from '../state/lab-view.ts';
import { onFrame, useSimSession } from '../state/sim-session.ts';
import { formatCount, formatDuration } from './format.ts';
import { placeLabels, xOfAge, type LaneBox } from './layout.ts';
import type { BeltState } from './use-belt.ts';

interface Props {
  readonly box: LaneBox;
  readonly belt: BeltState;
  readonly compact: boolean;
}

/** A pin's label is about this wide per character; measuring would cost a layout in every frame. */
const CHARACTER = 6.6;

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
        <span className={hot && open ? 'lane-state lane-hot' : 'lane-state'}>
          {open ? 'OPEN' : 'CLOSED'} · {note}
        </span>
      </button>
      <div
        className={`lane ${open ? '' : 'lane-closed'} ${selected ? 'lane-selected' : ''} ${endsAtRetention ? 'lane-edge' : ''}`}
        style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
        // The name above is the control; the plate is a larger target for a pointer.
        onClick={() => select({ kind: 'shard', index: shard.index })}
        aria-hidden="true"
      />
      {!compact && open && <Meters box={box} write={writeShare(world, shard)} read={readShare(world, shard)} />}
      <Pins box={box} belt={belt} compact={compact} />
    </>
  );
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
    <div className={percent >= 100 ? 'meter meter-full' : 'meter'} title={`${percent} % ${title}`}>
      <span aria-hidden="true">{label}</span>
      <span className="meter-track" role="meter" aria-label={`${label}: ${title}`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.min(100, percent)} aria-valuetext={`${percent} %`}>
        <span className="meter-value" style={{ width: `${Math.min(100, percent)}%` }} />
      </span>
    </div>
  );
}

interface Pin {
  readonly name: string;
  readonly x: number;
  readonly text: string;
  readonly alarm: boolean;
}

/** Where each consumer reads next on this lane. Labels are placed anew with each publication, the pins in every frame. */
function Pins({ box, belt, compact }: Props) {
  const { stream, consumers, spanMs } = belt;
  const elements = useRef(new Map<string, HTMLElement>());
  const pins = pinsOf(box, belt, compact);
  const key = pins.map((pin) => pin.name).join();

  useEffect(() => {
    const follow = () => {
      const { world: now } = useSimSession.getState();
      for (const [name, element] of elements.current) {
        const x = pinX(box, now, name, spanMs);
        if (x !== null) element.style.transform = `translateX(${x - box.x}px)`;
      }
    };
    follow();
    return onFrame(follow);
  }, [box, spanMs, key]);

  if (!stream || consumers.length === 0) return null;
  const widths = pins.map((pin) => ({ x: pin.x - 4, width: (pin.name.length + pin.text.length + 1) * CHARACTER + 14 }));
  const lefts = placeLabels(widths, box.x - 4, box.x + box.width + (compact ? 0 : 70));
  return (
    <>
      {pins.map(({ name, x, text, alarm }, i) => (
        <div key={name} className={alarm ? 'pin pin-alarm' : 'pin'}>
          <div
            className="pin-line"
            style={{ left: box.x, top: box.y - 2, height: box.height + 4, transform: `translateX(${x - box.x}px)` }}
            ref={(element) => {
              if (element) elements.current.set(name, element);
              else elements.current.delete(name);
            }}
          />
          <div className="pin-label" style={{ left: lefts[i], top: box.y + box.height + 5 }}>
            <b>{name}</b> {text}
          </div>
        </div>
      ))}
      {lostOn(box.shardIndex, belt).map(({ name, lost }, i) => (
        <div key={name} className="lane-lost" style={{ right: `calc(100% - ${box.x + box.width + (compact ? 0 : 84)}px)`, top: compact ? box.y - 20 : box.y + box.height - 20 - i * 16 }}>
          {formatCount(lost)} lost
        </div>
      ))}
    </>
  );
}

function pinsOf(box: LaneBox, { world, consumers, spanMs }: BeltState, compact: boolean): Pin[] {
  return consumers.flatMap((consumer) => {
    const reader = consumer.readers.get(box.shardIndex);
    const behind = reader ? behindMs(world, consumer, reader) : null;
    if (!reader || behind === null) return [];
    const waits = reader.phase === 'waiting for parents' || reader.phase === 'stopped';
    const text = waits ? reader.phase : behind === 0 ? (compact ? '' : 'at the tip') : `${formatDuration(behind)}${compact ? '' : ' behind'}`;
    return [{ name: consumer.name, x: xOfAge(box, behind, spanMs), text, alarm: behind > RISK_SHARE * spanMs && spanMs > 3_600_000 }];
  });
}

/** AWS calls it a risk of loss once a reader's lag passes half of the retention period. */
const RISK_SHARE = 0.5;

function pinX(box: LaneBox, world: BeltState['world'], name: string, spanMs: number): number | null {
  const consumer = world.actors.get(name);
  const reader = consumer?.kind === 'polling-consumer' ? consumer.readers.get(box.shardIndex) : undefined;
  const behind = consumer?.kind === 'polling-consumer' && reader ? behindMs(world, consumer, reader) : null;
  return behind === null ? null : xOfAge(box, behind, spanMs);
}

function lostOn(shardIndex: number, { consumers }: BeltState) {
  return consumers.flatMap(({ name, readers }) => {
    const lost = readers.get(shardIndex)?.lost ?? 0;
    return lost > 0 ? [{ name, lost }] : [];
  });
}
