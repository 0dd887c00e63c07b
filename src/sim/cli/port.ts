/** What the command line needs of the world it talks to. It knows no clock: where it waits, it asks the world to go on. */
import type { Outcome } from '../kinesis/errors.ts';
import type { World } from '../world.ts';

export interface WorldPort {
  readonly region: string;
  /** Calls an operation at this moment; the output whole, blobs as bytes, times as seconds since 1970. */
  call(operation: string, input: object): Outcome<unknown>;
  /** Lets so many ms of virtual time pass. */
  advance(ms: number): void;
}

/** The learner's own console: each call is an action of theirs, so undo and share links have it. */
export function worldPort(world: World): WorldPort {
  return {
    region: world.config.service.region,
    call: (operation, input) => world.edit({ type: 'call', operation, input }) as Outcome<unknown>,
    advance: (ms) => void world.advance(world.nowMs + ms),
  };
}
