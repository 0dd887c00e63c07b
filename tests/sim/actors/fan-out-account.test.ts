// Holds: the account of a consumer with enhanced fan-out is exact. Whatever is put, split, merged, crashed, lost on the
// wire, hung up, moved or expired, each stored record was processed once (repeats apart), or is counted as lost or passed over.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorld } from '#sim';
import { advanceChecked, call, HOUR_MS, merge, put, split } from '../support/worlds.ts';
import { act, addFanOut, crash, fanOutOf, moveSomewhere, restart, stored } from '../support/actors.ts';

const kinds = ['put', 'put', 'put', 'put', 'wait', 'wait', 'wait', 'wait', 'split', 'merge', 'crash', 'crash', 'move', 'move', 'take over', 'faults'] as const;

/** @param lastMs how long the last records, put at the end, have before the end */
function run(waitMs: number, lastMs: number, speedsMs: readonly number[], steps: number, numRuns: number) {
  const seen = { lost: 0, repeated: 0, passedOver: 0 };
  const step = fc.record({ kind: fc.constantFrom(...kinds), n: fc.nat(1_000) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: steps }), fc.constantFrom(...speedsMs), fc.nat(1e6), (list, processingMsPerRecord, seed) => {
      const world = createWorld({ seed, network: { oneWayMs: 0, jitterMs: 3_000 }, setup: [{ type: 'call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } }] });
      world.advance(10_000);
      addFanOut(world, { processingMsPerRecord });
      world.advance(60_000);
      for (const { kind, n } of list) {
        const open = world.stream('s')!.shards.filter((shard) => shard.closedMs === null).toSorted((x, y) => (x.start < y.start ? -1 : 1));
        const i = n % open.length;
        if (kind === 'put') for (let k = 0; k < n % 20; k += 1) put(world, `key ${k * 7 + n}`);
        else if (kind === 'wait') advanceChecked(world, world.nowMs + (n / 1_000) * waitMs, 97);
        else if (kind === 'crash') (fanOutOf(world).running ? crash : restart)(world, 'f');
        else if (kind === 'split' && open.length < 4) split(world, open[i]!.index, (open[i]!.start + open[i]!.end) / 2n);
        else if (kind === 'merge' && open[i + 1]) merge(world, open[i]!.index, open[i + 1]!.index);
        else if (kind === 'move') moveSomewhere(world, 'f', n);
        else if (kind === 'faults') act(world, { type: 'configure network', change: { requestLoss: (n % 2) * 0.2, responseLoss: (n % 3) * 0.1 } });
        else if (kind === 'take over' && !fanOutOf(world).running) {
          // While it is down somebody else uses its name: the first thing it will hear is that it is in use.
          const ConsumerARN = world.stream('s')!.consumers.get('f')!.arn;
          const pipe = world.stream('s')!.consumers.get('f')!.pipes.get(open[i]!.index);
          if (!pipe || world.nowMs - pipe.subscribedMs > 5_000) call(world, 'SubscribeToShard', { ConsumerARN, ShardId: `shard-${open[i]!.index}`, StartingPosition: { Type: 'LATEST' } });
        }
      }
      act(world, { type: 'configure network', change: { requestLoss: 0, responseLoss: 0 } });
      if (!fanOutOf(world).running) restart(world, 'f');
      for (let k = 0; k < 15; k += 1) put(world, `last ${k}`);
      advanceChecked(world, world.nowMs + lastMs, 97);
      // What is in hand or in line is counted by a crash, or done by its quick successor.
      crash(world, 'f');
      act(world, { type: 'configure actor', actor: 'f', change: { processingMsPerRecord: 0 } });
      restart(world, 'f');
      advanceChecked(world, world.nowMs + 120_000, 97);
      const { counts } = fanOutOf(world);
      expect(counts.processed - counts.repeated + counts.lost + counts.passedOver).toBe(stored(world));
      for (const key of Object.keys(seen) as (keyof typeof seen)[]) seen[key] += counts[key];
    }),
    { numRuns },
  );
  return seen;
}

test('within retention nothing is lost', () => {
  const seen = run(4_000, 1_000, [50, 500, 2_000], 50, 50);
  expect(seen.lost).toBe(0);
  expect(Math.min(seen.repeated, seen.passedOver), JSON.stringify(seen)).toBeGreaterThan(5);
}, 60_000);

test('with expiry, processed once and lost together are what was stored', () => {
  const seen = run(30 * HOUR_MS, 26 * HOUR_MS, [15 * HOUR_MS, 24 * HOUR_MS], 14, 8);
  expect(seen.lost, JSON.stringify(seen)).toBeGreaterThan(5);
}, 60_000);
