/**
 * Where each reader goes on on a lane: its pin, which can be chosen, and dragged along the lane to have the reader go on from
 * elsewhere. The pin's panel does the same by button and key.
 */
import { shardIdOf, type Shard, type StartingPosition, type Stream } from '#sim';
import { useEffect, useRef, useState } from 'react';
import { select, setPinTarget, useLabView } from '../state/lab-view.ts';
import { edit, onFrame, useSimSession } from '../state/sim-session.ts';
import { membersNow, type Party } from './actors/index.ts';
import type { Standing } from './actors/view.ts';
import { inWindow, xOfAge } from './age-axis.ts';
import { formatCount, formatDuration } from './format.ts';
import { GestureNote } from './gesture-note.tsx';
import { placeLabels, type LaneBox } from './layout.ts';
import { atRecord, indexOfPosition, moveCommand, positionAtX, positionText } from './moves.ts';
import { useDrag } from './use-drag.ts';
import type { BeltState } from './use-belt.ts';
import './pins.css';

interface Props {
  readonly box: LaneBox;
  readonly belt: BeltState;
  readonly compact: boolean;
}

/** A pin's label is about this wide per character; measuring would cost a layout in every frame. */
const CHARACTER = 6.6;
/** Room for a finger. */
const LABEL_MIN = 24;
/** How far a pin's line, and with it the head that one drags, reaches below its lane. Labels begin under that: wherever pins stand, no head lies on a label. */
const LINE_FOOT = 2;
/** How far a pointer may stray from its lane, in CSS pixels. */
const STRAY = 60;

interface Pin {
  /** Of its reader. */
  readonly key: string;
  readonly party: Party;
  readonly name: string;
  readonly x: number;
  readonly text: string;
  /** How much of that there is room for. */
  readonly shown: 'all' | 'name' | 'none';
  readonly alarm: boolean;
  readonly pushed: boolean;
}

/** Labels are placed anew with each publication, the pins in every frame. */
export function Pins({ box, belt, compact }: Props) {
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
      {pins.map((pin, i) => (
        <PinOnLane
          key={pin.key}
          pin={pin}
          left={lefts[i]!}
          width={Math.max(LABEL_MIN, labelWidth(pin))}
          box={box}
          belt={belt}
          line={(element) => {
            if (element) elements.current.set(pin.key, element);
            else elements.current.delete(pin.key);
          }}
        />
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

interface PinProps {
  readonly pin: Pin;
  /** Of its label. */
  readonly left: number;
  readonly width: number;
  readonly box: LaneBox;
  readonly belt: BeltState;
  line(element: HTMLElement | null): void;
}

function PinOnLane({ pin, left, width, box, belt, line }: PinProps) {
  const { world, stream, axis } = belt;
  const { party, name, x, text, shown, alarm, pushed } = pin;
  const shard = stream?.shards[box.shardIndex];
  const [over, setOver] = useState<{ readonly x: number; readonly to: StartingPosition | null } | null>(null);
  const selected = useLabView(({ selection }) => selection?.kind === 'pin' && selection.party === party.key && selection.shard === box.shardIndex);
  const target = useLabView((view) => (selected ? view.pinTarget : null));
  if (!stream || !shard) return null;
  const selection = { kind: 'pin', party: party.key, shard: box.shardIndex } as const;
  // The world runs on while one drags: what counts is where things are at this moment.
  const positionAt = (stageX: number, y: number) => (Math.abs(y - box.height / 2) > box.height / 2 + STRAY ? null : positionAtX(world, stream, shard, box, axis, stageX));
  const move = (to: StartingPosition) => {
    edit(moveCommand(world, party, box.shardIndex, to).action);
    setPinTarget(null);
  };
  const targeted = target !== null && target >= shard.head && target < shard.cursor.length ? atRecord(world, stream, shard, target) : null;
  const ghost = over ?? (targeted && { x: xOfAge(box, world.nowMs - world.log(shard.logId).arrivalMs(target!), axis), to: targeted });
  const grab = {
    move: (at: { x: number; y: number }) => setOver({ x: at.x, to: positionAt(at.x, at.y) }),
    drop: (at: { x: number; y: number }) => {
      const to = positionAt(at.x, at.y);
      if (to) move(to);
      setOver(null);
    },
    tap: () => select(selection),
    cancel: () => setOver(null),
  };
  return (
    <div className={`pin ${alarm ? 'pin-alarm' : ''} ${pushed ? 'pin-pushed' : ''} ${selected ? 'pin-selected' : ''}`}>
      <div className="pin-line" style={{ left: box.x, top: box.y - 2, height: box.height + 2 + LINE_FOOT, transform: `translateX(${x - box.x}px)` }} ref={line}>
        <Head box={box} {...grab} />
      </div>
      <button
        type="button"
        className="pin-label"
        style={{ left, top: box.y + box.height + LINE_FOOT, width }}
        aria-pressed={selected}
        onClick={() => select(selection)}
        onKeyDown={(event) => {
          // On the pin whose next place has been chosen by the arrow keys, Enter takes it there.
          if (event.key !== 'Enter' || !targeted) return;
          event.preventDefault();
          move(targeted);
        }}
      >
        <span className="visually-hidden">Pin of</span>{' '}
        <b className={shown === 'none' ? 'visually-hidden' : ''}>{name}</b>{' '}
        <span className="visually-hidden">on {shardIdOf(shard.index)},</span>{' '}
        <span className={shown === 'all' ? '' : 'visually-hidden'}>{text}</span>
      </button>
      {ghost && (
        <>
          {ghost.to && <Ghost x={placeOf(belt, stream, shard, box, ghost.to) ?? ghost.x} box={box} />}
          <GestureNote left={ghost.x + (ghost.x > box.x + box.width / 2 ? -10 : 10)} top={box.y + box.height + 28} leftwards={ghost.x > box.x + box.width / 2} command={ghost.to && (moveCommand(world, party, box.shardIndex, ghost.to).text || null)}>
            {ghost.to ? `${party.name} ${positionText(world, stream, shard, ghost.to)}${over ? '' : ' (Enter)'}` : 'Along its lane'}
          </GestureNote>
        </>
      )}
    </div>
  );
}

/** Where the pin would stand. */
function placeOf({ world, axis }: BeltState, stream: Stream, shard: Shard, box: LaneBox, to: StartingPosition): number | null {
  const index = indexOfPosition(world, stream, shard, to);
  if (index === null) return null;
  return index >= shard.cursor.length ? xOfAge(box, 0, axis) : xOfAge(box, world.nowMs - world.log(shard.logId).arrivalMs(index), axis);
}

const Ghost = ({ x, box }: { readonly x: number; readonly box: LaneBox }) => <div className="pin-ghost" style={{ left: x, top: box.y - 6, height: box.height + 12 }} />;

interface HeadProps {
  readonly box: LaneBox;
  move(at: { x: number; y: number }): void;
  drop(at: { x: number; y: number }): void;
  tap(): void;
  cancel(): void;
}

/** What one takes hold of. It moves with its pin, so places are told from the stage. */
function Head({ box, move, drop, tap, cancel }: HeadProps) {
  const head = useRef<HTMLDivElement>(null);
  const start = useRef(0);
  const inStage = ({ x, y }: { x: number; y: number }) => {
    const stage = head.current!.closest('.belt-stage')!.getBoundingClientRect();
    const own = head.current!.getBoundingClientRect();
    return { x: own.left - stage.left + x + start.current, y: own.top - stage.top + y - box.y };
  };
  const drag = useDrag({ move: (at) => move(inStage(at)), drop: (at) => drop(inStage(at)), tap, cancel });
  return (
    <div
      ref={head}
      className="pin-head"
      title="Drag it along the lane to have the reader go on from there; Escape lets it be"
      aria-hidden="true"
      {...drag}
      onPointerDown={(event) => {
        // It was taken hold of beside its middle: that much the pin stays away from the pointer.
        const own = event.currentTarget.getBoundingClientRect();
        start.current = own.left + own.width / 2 - event.clientX;
        drag.onPointerDown(event);
      }}
    />
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
  return [{ key: party.key, party, name: arrow + party.name, x: xOfAge(box, behindMs, axis), text, shown: 'all', pushed, alarm: behindMs > RISK_SHARE * spanMs && spanMs > 3_600_000 }];
}

/** AWS calls it a risk of loss once a reader's lag passes half of the retention period. */
const RISK_SHARE = 0.5;

const labelWidth = ({ name, text, shown }: Pin) => (shown === 'none' ? LABEL_MIN : (name.length + (shown === 'all' ? text.length + 1 : 0)) * CHARACTER + 10);

/** Labels with all their words where they fit side by side; else names alone; else none but the alarms, for the pins tell themselves apart no more. */
function fitted(pins: readonly Pin[], room: number): readonly Pin[] {
  const fits = (some: readonly Pin[]) => some.reduce((sum, pin) => sum + labelWidth(pin), 0) <= room;
  if (fits(pins)) return pins;
  const named = pins.map((pin) => ({ ...pin, shown: 'name' as const }));
  if (fits(named)) return named;
  return pins.map((pin) => ({ ...pin, shown: pin.alarm ? ('name' as const) : ('none' as const) }));
}
