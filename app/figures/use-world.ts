/** A small world of a figure's own: made once, changed by the figure's buttons, run forward between events by hand. */
import { World, defaultConfig, type Action, type ActionOutcome } from '#sim';
import { useState } from 'react';

export interface FigureWorld {
  readonly world: World;
  /** Does something to the world and shows it. */
  readonly change: <T>(doIt: (world: World) => T) => T;
  /** Calls an operation now. */
  readonly call: (operation: string, input: object) => ActionOutcome;
  readonly reset: () => void;
}

/** @param make builds the world as the figure opens; it must be the same each time */
export function useWorld(make: () => World): FigureWorld {
  // A new holder each time tells React that the world in it has changed.
  const [{ world }, show] = useState(() => ({ world: make() }));
  const change = <T,>(doIt: (world: World) => T): T => {
    const outcome = doIt(world);
    show({ world });
    return outcome;
  };
  return {
    world,
    change,
    call: (operation, input) => change((now) => now.edit({ type: 'call', operation, input })),
    reset: () => show({ world: make() }),
  };
}

/** A stream that is ACTIVE, and nobody around it but the actors given. */
export function quietWorld(streamName: string, shardCount: number, actors: readonly Action[] = []): World {
  const world = new World({ seed: 1, service: defaultConfig, network: { oneWayMs: 10, jitterMs: 0 } }, [
    { type: 'call', operation: 'CreateStream', input: { StreamName: streamName, ShardCount: shardCount } },
    ...actors,
  ]);
  settle(world);
  return world;
}

/** Runs on until the stream is no longer CREATING or UPDATING. */
export function settle(world: World): void {
  const busy = () => [...world.state.streams.values()].some(({ status }) => status === 'CREATING' || status === 'UPDATING');
  while (busy() && world.nextDueMs < Infinity) world.advance(world.nextDueMs);
}
