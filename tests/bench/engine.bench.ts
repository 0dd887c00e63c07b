/** How fast worlds run and rewind in Node, and the engine's PutRecords beside MD5 of the same keys alone (the bound). */
import { serialize, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createWorld, quotas, scenarios, type Scenario, type World } from '#sim';
import { md5 } from 'js-md5';

export const title = 'The engine, in Node';

const SECOND_MS = 1_000;

const named = (slug: string) => scenarios.find((scenario) => scenario.slug === slug)!;

export async function run() {
  const small = [named('coast-stations'), named('clickstream')];
  // Memory first: what others leave behind would count.
  return [...aDay(named('iot-telemetry')), ...small.flatMap(runScenario), ...small.flatMap(tenMinutes), ...atScale(named('clickstream-at-scale')), ...putRecords()];
}

/** A hundred shards, three applications that read: ten simulated seconds from the opening on, the best of three times. */
function atScale(scenario: Scenario) {
  const paces = Array.from({ length: 3 }, () => {
    const world = createWorld(scenario);
    world.advance(scenario.opening.atMs);
    const begun = performance.now();
    world.advance(scenario.opening.atMs + 10 * SECOND_MS);
    return (10 * SECOND_MS) / (performance.now() - begun);
  });
  return [{ what: `${scenario.slug}: simulated seconds a second`, value: Math.max(...paces), unit: 's/s', target: '≥ 3' }];
}

/** A whole day of a world: how fast it goes by, and the memory that all of it takes, history included. */
function aDay(scenario: Scenario) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const begun = performance.now();
  const world = createWorld(scenario);
  world.advance(24 * 3_600 * SECOND_MS);
  const tookMs = performance.now() - begun;
  const bytes = used() - before;
  return [
    { what: `${scenario.slug}, 24 hours: simulated seconds a second`, value: world.nowMs / tookMs, unit: 's/s', target: '≥ 3600' },
    { what: `${scenario.slug}, 24 hours: memory`, value: bytes / 1e6, unit: 'MB', target: '≤ 300' },
  ];
}

const p95 = (values: readonly number[]) => values.toSorted((x, y) => x - y)[Math.floor(values.length * 0.95)]!;

/** Jumps back and forth over all that a world has run, in ms each. */
function seeks(world: World): number[] {
  const untilMs = world.reachedMs;
  return Array.from({ length: 60 }, (_, i) => {
    const begun = performance.now();
    world.seek(((i * 37) % 60) * (untilMs / 60));
    return performance.now() - begun;
  });
}

/** Ten simulated minutes after the opening: how long a seek takes, and what the checkpoints come to. */
function tenMinutes(scenario: Scenario) {
  const world = createWorld(scenario);
  world.advance(scenario.opening.atMs + 600 * SECOND_MS);
  const { kept } = (world.timeline as unknown as { checkpoints: { kept: readonly unknown[] } }).checkpoints;
  const bytes = serialize(kept).length;
  return [
    { what: `${scenario.slug}, ten minutes: seek, 95th percentile`, value: p95(seeks(world)), unit: 'ms', ...(scenario === scenarios[0] && { target: '≤ 16' }) },
    { what: `${scenario.slug}, ten minutes: history`, value: bytes / 1e6, unit: 'MB', ...(scenario === scenarios[0] && { target: '≤ 5' }) },
  ];
}

function runScenario(scenario: Scenario) {
  const world = createWorld(scenario);
  const untilMs = scenario.opening.atMs * 3;
  const from = performance.now();
  world.advance(untilMs);
  const tookMs = performance.now() - from;
  const { eventsDone } = world;
  return [
    { what: `${scenario.slug}: simulated seconds a second`, value: untilMs / tookMs, unit: 's/s' },
    { what: `${scenario.slug}: events a second`, value: (eventsDone * SECOND_MS) / tookMs, unit: 'events/s' },
    { what: `${scenario.slug}: seek, 95th percentile`, value: p95(seeks(world)), unit: 'ms' },
  ];
}

/** 500 a call, 100 bytes, distinct keys, 100 shards; half a second passes between calls, so that nothing is throttled. */
function putRecords() {
  const calls = 400;
  const world = createWorld({ ...scenarios[0]!, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 'bench', ShardCount: 100 } }] });
  world.advance(10 * SECOND_MS);
  const Data = new Uint8Array(100);
  const batches = Array.from({ length: calls }, (_, call) => Array.from({ length: quotas.putRecordsRecordsMax }, (_, i) => ({ PartitionKey: `key-${call}-${i}`, Data })));
  const begun = performance.now();
  for (const Records of batches) {
    world.service.dispatch('PutRecords', { StreamName: 'bench', Records }, { name: 'bench', ordinal: 0 });
    world.advance(world.nowMs + 500);
  }
  const engineMs = performance.now() - begun;
  const hashing = performance.now();
  for (const records of batches) for (const { PartitionKey } of records) md5.array(PartitionKey);
  const boundMs = performance.now() - hashing;
  const records = calls * quotas.putRecordsRecordsMax;
  return [
    { what: 'PutRecords, 100 shards', value: (records * SECOND_MS) / engineMs, unit: 'records/s' },
    { what: 'MD5 of the same keys alone', value: (records * SECOND_MS) / boundMs, unit: 'keys/s' },
    { what: 'ratio', value: boundMs / engineMs, unit: '× the bound' },
  ];
}
