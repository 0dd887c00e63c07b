/**
 * Holds (issue 7): what "Show me" opens proves the card's answer. Each run is opened as the lab opens a link, and the answer is
 * checked against the engine's state at that moment; at the run's beginning it does not hold yet, so no check passes on an empty world.
 */
import { describe, expect, test } from 'vitest';
import { findChapter } from '#chapters';
import { createWorld, isOpen, linkToRun, quotas, runToLink, scenarios, type World } from '#sim';
import { holds } from '../../src/sim/scenarios/goals.ts';
import type { Predicate } from '../../src/sim/scenarios/measures.ts';
import { runOfMoment } from '../../app/components/quiz/run-of-show.ts';
import { replay } from '../../src/sim/share/replay.ts';

const cards = await findChapter('kinesis-data-streams')!.loadCards();

/** What the answer says, of the state at the moment shown: all of these. */
const proofs: Readonly<Record<string, readonly (Predicate | ((world: World, streamName: string) => boolean))[]>> = {
  // Both have read the same records, which are all still there.
  'read-does-not-remove': [{ measure: 'processed records', consumer: 'archive', atLeast: 1_000 }, { measure: 'processed records', consumer: 'fraud', atLeast: 1_000 }, { measure: 'lost records', consumer: 'archive', exactly: 0 }],
  // Two applications on the shard, and its one read rate refuses some of their calls.
  'consumers-per-shard': [{ measure: 'processed records', consumer: 'archive', atLeast: 1_000 }, { measure: 'processed records', consumer: 'fraud', atLeast: 1_000 }, { measure: 'refused reads', consumer: 'fraud', atLeast: 1 }],
  'latest-reads-nothing': [{ measure: 'stored records', atLeast: 350 }, { measure: 'processed records', consumer: 'report', exactly: 0 }, { measure: 'behind ms', consumer: 'report', exactly: 0 }],
  'gap-expired': [{ measure: 'expired iterators', consumer: 'ocr', atLeast: 1 }],
  'partial-failure': [{ measure: 'ignored records', producer: 'auction', atLeast: 1 }, { measure: 'given-up records', producer: 'auction', exactly: 0 }],
  // The consumer acted twice although it repeated nothing: the second copy is another record to it.
  'repeat-after-timeout': [{ measure: 'double effects', consumer: 'warehouse', atLeast: 1 }, { measure: 'repeated records', consumer: 'warehouse', exactly: 0 }],
  'wrong-answer-delivery': [{ measure: 'double effects', consumer: 'warehouse', atLeast: 1 }],
  'batch-order': [{ measure: 'records out of order', producer: 'accounts', atLeast: 1 }],
  'once-per-group': [{ measure: 'repeated records', consumer: 'pricing', atLeast: 1 }],
  'parent-after-split': [(world, streamName) => world.stream(streamName)?.shards.some((shard) => !isOpen(shard) && shard.cursor.length > 0) ?? false, { measure: 'open shards', exactly: 2 }],
  'not-a-queue': [{ measure: 'failed invocations', consumer: 'thumbnails', atLeast: 2 }, { measure: 'discarded records', consumer: 'thumbnails', exactly: 0 }],
  // Refused although the bytes of all that was tried, stored or not, lie below the shard's byte rate.
  'tiny-records': [{ measure: 'throttled records', atLeast: 1 }, { measure: 'metric', metric: 'IncomingBytes', statistic: 'Sum', atLeast: 1 }, { measure: 'metric', metric: 'IncomingBytes', statistic: 'Sum', atMost: (quotas.shardWriteBytesPerSecond * 30) / 2 }],
  'service-archive': [{ measure: 'objects', consumer: 'to-bucket', atLeast: 1 }],
  // In seconds: far from the second that the teams need.
  'wrong-answer-firehose': [{ measure: 'metric', metric: 'DeliveryToS3.DataFreshness', statistic: 'Maximum', actor: 'to-bucket', atLeast: 60 }],
  'gap-throttled': [{ measure: 'throttled records', atLeast: 1 }],
  'auto-resharding': [{ measure: 'throttled records', atLeast: 1_000 }, { measure: 'open shards', exactly: 1 }],
};

const shown = cards.filter((card) => card.show !== undefined);

test('every card with a run has its proof, and no proof is left over', () => {
  expect(shown.map(({ id }) => id).toSorted()).toEqual(Object.keys(proofs).toSorted());
  expect(shown.length).toBeGreaterThanOrEqual(15);
});

describe('what the run shows', () => {
  test.each(shown.map((card) => [card.id, card] as const))('%s', (id, { show }) => {
    const scenario = scenarios.find(({ slug }) => slug === show!.world)!;
    const read = linkToRun(runToLink(runOfMoment(show!)), scenarios);
    if (!read.run) throw new Error(read.problems.join(' '));
    const begun = replay(read.run, scenarios);
    if (!begun.ok) throw new Error(begun.error);
    const { world, problems } = begun.value;
    expect(problems).toEqual([]);
    expect(world.nowMs).toBe(show!.atMs);
    const proven = (at: World) => proofs[id]!.map((proof) => (typeof proof === 'function' ? proof(at, scenario.streamName) : holds({ world: at, streamName: scenario.streamName }, proof)));
    expect(proven(world)).toEqual(proofs[id]!.map(() => true));
    expect(proven(createWorld(scenario))).toContain(false);
  });
});
