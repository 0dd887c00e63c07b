/** The wall clock, ids and seeds of the quiz: the only place where they come from outside. Tests pass their own. */
export interface Ambient {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  newId(): string;
  /** 0 … 2^32 − 1. */
  newSeed(): number;
}

export const ambient: Ambient = {
  now: () => Date.now(),
  // Not randomUUID: it is missing where the app is served over plain http from another machine.
  newId: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  newSeed: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
};
