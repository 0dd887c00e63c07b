/** One shard's lane: its name and state, its plate, the retention edge, meters, and the pins of those who read it. */
import { isOpen, readShare, shardIdOf, writtenInLastSecond, writeShare, quotas, type Shard } from '#sim';
import { useEffect, useRef, type MouseEvent } from 'react';
import { select, useLabView, type Selection } from '../state/lab-view.ts';
import { onFrame, useSimSession } from '../state/sim-session.ts';
import { membersNow, type Party } from './actors/index.ts';
import type { Standing } from './actors/view.ts';
import { formatCount, formatDuration } from './format.ts';
import { recordAt } from './hit-test.ts';
import { inWindow, xOfAge } from './age-axis.ts';
import { placeLabels, type LaneBox } from './layout.ts';
import { shownOn } from './shown.ts';
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
        // The name above is the control, and its panel leads to the records; the plate is for a pointer.
        onClick={(event) => select(underPointer(event, box, belt, shard) ?? { kind: 'shard', index: shard.index })}
        aria-hidden="true"
      />
      {!compact && open && <Meters box={box} write={writeShare(world, shard)} read={readShare(world, shard)} />}
      <Pins box={box} belt={belt} compact={compact} />
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

interface Pin {
  /** Of its reader. */
  readonly key: string;
  readonly name: string;
  readonly x: number;
  readonly text: string;
  readonly alarm: boolean;
  readonly pushed: boolean;
}

/** Where each reader goes on on this lane. Labels are placed anew with each publication, the pins in every frame. */
function Pins({ box, belt, compact }: Props) {
  const { consumers, axis } = belt;
  const elements = useRef(new Map<string, HTMLElement>());
  const readers = consumers.flatMap((party) => {
    const standing = standingOn(belt.world, party, box.shardIndex);
    return standing ? [{ party, standing }] : [];
  });
  const all = readers.flatMap(({ party, standing }) => pinOf(party, standing, box, belt, compact));
  const room = { from: box.x - 4, to: box.x + box.width + (compact ? 0 : 70) };
  const pins = fitted(all, room.to - room.from);
  const parties = useRef<readonly Party[]>([]);
  const key = pins.map((pin) => pin.key).join();

  useEffect(() => {
    parties.current = consumers;
  }, [consumers]);
  useEffect(() => {
    const follow = () => {
      const { world: now } = useSimSession.getState();
      for (const party of parties.current) {
        const element = elements.current.get(party.key);
        const behind = element ? standingOn(now, party, box.shardIndex)?.behindMs : null;
        if (!element || behind === null || behind === undefined) continue;
        element.style.transform = `translateX(${xOfAge(box, behind, axis) - box.x}px)`;
        element.style.visibility = inWindow(axis, behind) ? '' : 'hidden';
      }
    };
    follow();
    return onFrame(follow);
  }, [box, axis, key]);

  const lefts = placeLabels(pins.map((pin) => ({ x: pin.x - 4, width: labelWidth(pin) })), room.from, room.to);
  return (
    <>
      {pins.map(({ key: reader, name, x, text, alarm, pushed }, i) => (
        <div key={reader} className={`pin ${alarm ? 'pin-alarm' : ''} ${pushed ? 'pin-pushed' : ''}`}>
          <div
            className="pin-line"
            style={{ left: box.x, top: box.y - 2, height: box.height + 4, transform: `translateX(${x - box.x}px)` }}
            ref={(element) => {
              if (element) elements.current.set(reader, element);
              else elements.current.delete(reader);
            }}
          />
          <div className="pin-label" style={{ left: lefts[i], top: box.y + box.height + 5 }}>
            <b>{name}</b> {text}
          </div>
        </div>
      ))}
      {readers
        .filter(({ standing }) => standing.lost > 0)
        .map(({ party, standing }, i) => (
          <div key={party.key} className="lane-lost" style={{ right: `calc(100% - ${box.x + box.width + (compact ? 0 : 84)}px)`, top: compact ? box.y - 20 : box.y + box.height - 20 - i * 16 }}>
            {formatCount(standing.lost)} lost
          </div>
        ))}
    </>
  );
}

function standingOn(world: BeltState['world'], party: Party, shardIndex: number): Standing | null {
  return party.view.reading?.at(world, membersNow(world, party), shardIndex) ?? null;
}

function pinOf(party: Party, { behindMs, waits, detail, pushed }: Standing, box: LaneBox, { axis, spanMs }: BeltState, compact: boolean): Pin[] {
  if (behindMs === null) return [];
  const lag = behindMs === 0 ? (compact ? '' : 'at the tip') : `${formatDuration(behindMs)}${compact ? '' : ' behind'}`;
  const text = [waits ?? lag, compact ? null : detail].filter((part) => part).join(' · ');
  // Zoomed in, one that stands elsewhere is told of at the edge beyond which it is.
  const arrow = behindMs < axis.fromMs ? '◂ ' : behindMs > axis.toMs ? '▸ ' : '';
  return [{ key: party.key, name: arrow + party.name, x: xOfAge(box, behindMs, axis), text, pushed, alarm: behindMs > RISK_SHARE * spanMs && spanMs > 3_600_000 }];
}

/** AWS calls it a risk of loss once a reader's lag passes half of the retention period. */
const RISK_SHARE = 0.5;

const labelWidth = ({ name, text }: Pin) => (name.length + text.length + 1) * CHARACTER + 14;

/** Labels with all their words where they fit side by side; else names alone; else none but the alarms, for the pins tell themselves apart no more. */
function fitted(pins: readonly Pin[], room: number): readonly Pin[] {
  const fits = (some: readonly Pin[]) => some.reduce((sum, pin) => sum + labelWidth(pin), 0) <= room;
  if (fits(pins)) return pins;
  const named = pins.map((pin) => ({ ...pin, text: '' }));
  if (fits(named)) return named;
  return pins.map((pin) => ({ ...pin, name: pin.alarm ? pin.name : '', text: '' }));
}
