// Runs made by the engine alone, to be opened by a link at one exact moment. Virtual times in ms.
import { createWorld, runOf, scenarioOf, scenarios, type Action, type Run, type WorldPlan } from '#sim';

export interface TimedAction {
  readonly atMs: number;
  readonly action: Action;
}

/** The run of a world in which this was done, at this moment. */
export function runAt(world: string | WorldPlan, toMs: number, actions: readonly TimedAction[] = []): Run {
  const scenario = scenarioOf({ world }, scenarios)!;
  const made = createWorld(scenario);
  for (const { atMs, action } of actions) {
    made.seek(atMs);
    made.edit(action);
  }
  made.seek(toMs);
  return runOf(made, scenario, scenarios);
}

/** No scenario has so many: 1,000 shards, and of 10,000 records a second 1,500 with one key. */
const THOUSAND: WorldPlan = {
  title: 'A thousand shards',
  streamName: 'clicks',
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [
    { type: 'call', operation: 'CreateStream', input: { StreamName: 'clicks', ShardCount: 1_000 } },
    ...Array.from({ length: 20 }, (_, i): Action => {
      const keys = { kind: 'hot', prefix: 'user', keys: 1_000_000, share: 0.15 } as const;
      const config = { kind: 'producer', name: `web-${i + 1}`, streamName: 'clicks', recordsPerSecond: 500, call: 'PutRecords', recordsPerCall: 250, recordBytes: 300, attemptsMax: 3, keys, startsAtMs: 6_000 } as const;
      return { type: 'add actor', config };
    }),
    { type: 'add actor', config: { kind: 'fan-out-consumer', name: 'analytics', streamName: 'clicks', startAt: 'TRIM_HORIZON', processingMsPerRecord: 0 } },
  ],
  script: [],
  opening: { atMs: 7_000, speed: 1, spanMs: 60_000 },
};

/** Eight seconds after its producers have begun. */
export const thousandShards = (): Run => runAt(THOUSAND, 14_000);
