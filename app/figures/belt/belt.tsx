/** One idea: records are carried by age, and reading takes none of them. A day of a stream, run by the engine an hour a second. */
import { isOpen, retentionMs, type ReadingActor, type World } from '#sim';
import { useEffect, useState } from 'react';
import { formatClock } from '../../belt/format.ts';
import { everyFrame } from '../../state/ticker.ts';
import { FigureFoot, FigureTable } from '../figure-parts.tsx';
import { useFigure } from '../figure-state.ts';
import { Plate } from '../plate.tsx';
import { RecordSquare } from '../record-square.tsx';
import { build, CONSUMERS, ENDS_MS, HOUR_MS, momentStep, STREAM } from './model.ts';

const ROW = 62;
const LANE = { y: 24, height: 32 };
const EDGE = 8;
/** Virtual ms in a real one. */
const SPEED = 3_600;

export default function Belt() {
  const { run, go, steps, restart } = useFigure('belt', build);
  const [playing, setPlaying] = useState(false);
  const [, show] = useState(0);
  const { world } = run;

  useEffect(() => {
    if (!playing) return;
    return everyFrame((realMs) => {
      world.advance(Math.min(ENDS_MS, Math.round(world.nowMs + realMs * SPEED)));
      show((n) => n + 1);
      if (world.nowMs >= ENDS_MS) setPlaying(false);
    });
  }, [playing, world]);

  const stopAt = (ms: number) => {
    setPlaying(false);
    // On a whole minute, which the address can name.
    go(momentStep(Math.min(ENDS_MS, Math.ceil(ms / 60_000) * 60_000)));
  };
  const { shards } = world.stream(STREAM)!;
  return (
    <>
      <Plate height={shards.length * ROW + 24} label={`Three shards at ${formatClock(world.nowMs)}: ${shards.map(({ cursor, head }) => `${cursor.length - head} records`).join(', ')}`}>
        {(width) => <Lanes world={world} width={width} />}
      </Plate>
      <p className="fig-said" role={playing ? undefined : 'status'}>
        <b className="mono">{formatClock(world.nowMs)}</b> · Stations report; <b>alerts</b> reads every quarter of an hour, <b>archive</b> every nine hours. Both see every record, and none leaves the belt for it. At the heavy line they fall off, read or not.
      </p>
      {!playing && (
        <FigureTable
          caption={`The belt at ${formatClock(world.nowMs)}`}
          head={['Shard', 'On the belt', 'Fallen off', ...CONSUMERS.map((name) => `${name} has read`)]}
          rows={shards.map(({ index, cursor, head }) => [`shard ${index}`, cursor.length - head, head, ...CONSUMERS.map((name) => positionOf(world, name, index) ?? 0)])}
        />
      )}
      <FigureFoot run={playing ? null : run} onRestart={steps.length > 0 && !playing ? restart : null}>
        <button type="button" className="primary" disabled={!playing && world.nowMs >= ENDS_MS} onClick={() => (playing ? stopAt(world.nowMs) : setPlaying(true))}>
          {playing ? 'Pause' : 'Run the belt'}
        </button>
        <button type="button" disabled={playing || world.nowMs >= ENDS_MS} onClick={() => stopAt(world.nowMs + HOUR_MS)}>
          1 hour
        </button>
      </FigureFoot>
    </>
  );
}

const positionOf = (world: World, name: string, shardIndex: number) => (world.actors.get(name) as ReadingActor).readers.get(shardIndex)?.position ?? null;

function Lanes({ world, width }: { readonly world: World; readonly width: number }) {
  const stream = world.stream(STREAM)!;
  const size = width < 480 ? 7 : 11;
  const xOf = (ageMs: number) => (Math.min(1, ageMs / retentionMs(stream))) * (width - EDGE);
  return (
    <>
      {stream.shards.filter(isOpen).map(({ index, logId, head, cursor }) => {
        const y = index * ROW + LANE.y;
        const log = world.log(logId);
        return (
          <g key={index}>
            <text x={0} y={y - 8}>
              shard {index}
            </text>
            <rect className="fig-lane" x={0} y={y} width={width - EDGE} height={LANE.height} />
            {Array.from({ length: cursor.length - head }, (_, n) => {
              const i = head + n;
              return <RecordSquare key={i} x={Math.max(1, xOf(world.nowMs - log.arrivalMs(i)) - size)} y={y + 3 + (i % 2) * 14} size={size} hashTop={log.hashTop(i)} />;
            })}
            {CONSUMERS.map((name) => {
              const position = positionOf(world, name, index);
              if (position === null) return null;
              const x = position >= cursor.length ? 0 : xOf(world.nowMs - log.arrivalMs(Math.max(position, head)));
              return (
                <g key={name}>
                  <line className="fig-pin" x1={x + 1} x2={x + 1} y1={y - 3} y2={y + LANE.height + 3} />
                  {index === stream.shards.length - 1 && (
                    <text className="fig-owner" x={Math.min(x, width - 60)} y={y + LANE.height + 16}>
                      {name}
                    </text>
                  )}
                </g>
              );
            })}
          </g>
        );
      })}
      <line className="fig-edge" x1={width - EDGE} x2={width - EDGE} y1={LANE.y - 6} y2={stream.shards.length * ROW - ROW + LANE.y + LANE.height + 6} />
      <text x={width} y={12} textAnchor="end">
        retention edge, 24 h
      </text>
    </>
  );
}
