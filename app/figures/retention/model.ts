/** One station that reports every hour to one shard, and nobody who reads. */
import type { World } from '#sim';
import { quietWorld } from '../use-world.ts';

export const STREAM = 'reports';
export const HOUR_MS = 3_600_000;

export function stationReporting(): World {
  const world = quietWorld(STREAM, 1, [
    {
      type: 'add actor',
      config: {
        kind: 'producer',
        name: 'station',
        streamName: STREAM,
        recordsPerSecond: 1 / 3600,
        keys: { kind: 'uniform', prefix: 'sensor', keys: 5 },
        recordBytes: 100,
        call: 'PutRecord',
        recordsPerCall: 1,
        attemptsMax: 5,
      },
    },
  ]);
  world.advance(12 * HOUR_MS);
  return world;
}
