/**
 * The belt for those who do not see it: play area, control area, current details, interaction hint; and what has just
 * happened, spoken politely, at most once a second. What could not be said in time is dropped, not queued.
 */
import { isOpen, shardIdOf } from '#sim';
import { useEffect, useRef, useState } from 'react';
import { useSimSession } from '../state/sim-session.ts';
import { lagOf } from './actors/index.ts';
import { formatClock, formatCount, formatDuration, formatSpeed } from './format.ts';
import { LANES_MAX } from './heat-layout.ts';
import { narrate } from './narrate.ts';
import { useBelt, type BeltState } from './use-belt.ts';

const SAID_EVERY_MS = 1_000;
const SHARDS_TOLD = 16;

export function Description() {
  const belt = useBelt();
  const playing = useSimSession((session) => session.playing);
  const speed = useSimSession((session) => session.speed);
  const reachedSpeed = useSimSession((session) => session.reachedSpeed);
  const crowd = belt.shards.length > LANES_MAX;
  return (
    <div className="visually-hidden">
      <section aria-label="Description of the belt">
        <h3>Play area</h3>
        <p>
          A conveyor belt. Producers on the left put records into the stream {belt.streamName}; the MD5 hash of a record&rsquo;s partition key decides
          which shard, drawn as {crowd ? 'a row of a heat map, the darker the more of its write quota it takes, red where it refuses' : 'a lane'}, takes it. A record moves to the right as it grows older and falls off when it passes retention. Consumers
          on the right read without taking records away; a pin on each lane marks where each of them reads next.
        </p>
        <h3>Control area</h3>
        <p>Play or pause, one event back or ahead, a playhead to scrub, a choice of speeds, and reset. Each {crowd ? '' : 'shard, '}producer and consumer is a button that opens its panel.{crowd && ' The heat map is one control: arrows go from shard to shard, Enter shows one as a lane and opens its panel.'} The stream&rsquo;s own panel adds more of them, and opens the network between them and the stream.</p>
        <h3>Current details</h3>
        <p>
          {playing ? `Playing at ${formatSpeed(speed)}.` : 'Paused.'} {reachedSpeed !== null && `This machine manages ${formatSpeed(Number(reachedSpeed.toPrecision(2)))}.`} {details(belt)}
        </p>
        <h3>What to try</h3>
        <p>Choose a shard and split it in the middle. Then watch the events: the parent closes, its children open, and consumers finish the parent first.</p>
      </section>
      <LiveRegion belt={belt} playing={playing} />
    </div>
  );
}

function details({ world, streamName, stream, shards, consumers, operators }: BeltState): string {
  if (!stream) return `There is no stream named ${streamName}.`;
  const open = shards.filter(isOpen);
  const closed = shards.filter((shard) => !isOpen(shard));
  const lag = consumers.map((party) => {
    const { behindMs, lost } = lagOf(world, party);
    const stopped = party.members.filter((member) => !member.running);
    const all = stopped.length === party.members.length;
    const where = all ? 'crashed' : behindMs === 0 ? 'at the tip' : `${formatDuration(behindMs)} behind`;
    const crashed = !all && stopped.length > 0 ? `, ${stopped.map(({ name }) => name).join(' and ')} crashed` : '';
    return `${party.name} is ${where}${crashed}${lost > 0 ? `, has lost ${formatCount(lost)} records unread` : ''}`;
  });
  const work = operators.flatMap(({ view, members }) => members.map((member) => `${member.name}: ${view.figure(world, member)}`));
  // Of a hundred shards the fullest tell enough; the table of shards has them all.
  const told = open.length <= SHARDS_TOLD ? open : open.toSorted((x, y) => y.cursor.length - y.head - (x.cursor.length - x.head)).slice(0, SHARDS_TOLD);
  const lanes = told.map((shard) => `${shardIdOf(shard.index)} holds ${formatCount(shard.cursor.length - shard.head)}`);
  return `${formatClock(world.nowMs)} in the world. ${open.length} open and ${closed.length} closed shards${told.length < open.length ? ', of which the fullest' : ''}: ${lanes.join(', ')}. ${[...lag, ...work].join('; ')}.`;
}

function LiveRegion({ belt, playing }: { readonly belt: BeltState; readonly playing: boolean }) {
  const [said, setSaid] = useState('');
  const last = useRef({ atMs: 0, count: belt.world.traceLog.count, playing });
  useEffect(() => {
    const { traceLog } = belt.world;
    const now = performance.now();
    const stopped = last.current.playing && !playing;
    if (!stopped && (now - last.current.atMs < SAID_EVERY_MS || traceLog.count <= last.current.count)) {
      last.current.count = Math.min(last.current.count, traceLog.count);
      return;
    }
    last.current = { atMs: now, count: traceLog.count, playing };
    const newest = traceLog.last(1)[0];
    setSaid(stopped ? `Paused. ${details(belt)}` : newest ? narrate(newest).text : '');
  }, [belt, playing]);
  useEffect(() => {
    last.current.playing = playing;
  }, [playing]);
  return (
    <p role="status" aria-live="polite">
      {said}
    </p>
  );
}
