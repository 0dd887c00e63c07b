/**
 * Holds (issue 7, Done-when 2): every card is proved by a run that anyone can open, or stands in the list of those that only a source
 * can answer. Each run is opened as the lab opens a link, and the answer is checked against the engine's state at that moment
 * (proofs/); at the run's beginning it does not hold yet, so no check passes on an empty world.
 */
import { describe, expect, test } from 'vitest';
import { findChapter, type ShowMe } from '#chapters';
import { createWorld, linkToRun, replay, runToLink, scenarios, type Run } from '#sim';
import { holds } from '../../src/sim/scenarios/goals.ts';
import { playedMoment, runOfMoment } from '../../app/components/quiz/run-of-show.ts';
import { proofs } from './proofs/index.ts';
import { Seen, type Proof } from './proofs/seen.ts';

const chapter = findChapter('kinesis-data-streams')!;
const cards = await chapter.loadCards();
const shown = cards.flatMap((card) => (card.show ? [{ ...card, show: card.show }] : []));

/** What no simulator of Kinesis can show: other services' own ways. Each is answered by its source alone. */
const factOnly = [
  'kafka-code', 'wrong-answer-sqs', 'fifo-speed', 'service-jobs', 'service-windows', 'service-table-changes', 'service-push', 'service-fan-out-queues', 'service-sensors', 'stream-to-stream',
  'firehose-holds', 'firehose-destinations', 'fifo-delivery',
];

describe('every card', () => {
  test('has a run, or stands in the list of those that only a fact can answer; no proof is left over', () => {
    expect([...shown.map(({ id }) => id), ...factOnly].toSorted()).toEqual(cards.map(({ id }) => id).toSorted());
    expect(Object.keys(proofs).toSorted()).toEqual(shown.map(({ id }) => id).toSorted());
  });

  test('says in one plain sentence what to look at', () => {
    for (const { id, show } of shown) expect(show.look.match(/[.?!](?=\s|$)/g), id).toEqual(['.']);
    expect(new Set(shown.map(({ show }) => show.look)).size).toBe(shown.length);
  });
});

/** Cards that look at one moment share it. */
const opened = new Map<string, { readonly seen: Seen; readonly begun: Seen; readonly run: Run }>();
function open({ look: _look, select: _select, ...moment }: ShowMe) {
  const key = JSON.stringify(moment);
  const known = opened.get(key);
  if (known) return known;
  const { run, commands } = moment.script === undefined ? { run: runOfMoment(moment), commands: [] } : playedMoment(moment);
  const read = linkToRun(runToLink(run), scenarios);
  expect(read.problems).toEqual([]);
  const done = replay(read.run!, scenarios);
  if (!done.ok) throw new Error(done.error);
  expect(done.value.problems).toEqual([]);
  const { scenario, world } = done.value;
  const one = { seen: new Seen(world, scenario.streamName, commands), begun: new Seen(createWorld(scenario, run.seed), scenario.streamName, []), run };
  opened.set(key, one);
  return one;
}

const proves = (proof: Proof, at: Seen) => (typeof proof === 'function' ? proof(at) : holds({ world: at.world, streamName: at.streamName }, proof));

describe('what the run shows', () => {
  test.each(shown.map((card) => [card.id, card] as const))('%s', (id, { show }) => {
    const { seen, begun, run } = open(show);
    if (show.script === undefined) expect(seen.world.nowMs).toBe(show.atMs);
    expect(run.actions.length > 0, 'what is done in it comes with the link').toBe(show.script !== undefined || show.actions !== undefined);
    expect(proofs[id]!.map((proof) => proves(proof, seen))).toEqual(proofs[id]!.map(() => true));
    expect(proofs[id]!.every((proof) => proves(proof, begun))).toBe(false);
    const { select } = show;
    if (select?.kind === 'actor') expect(seen.world.actors.has(select.name)).toBe(true);
    if (select?.kind === 'shard') expect(seen.shards[select.index]).toBeDefined();
    if (select?.kind === 'pin') expect(seen.reader(select.party, select.shard)).toBeDefined();
    if (select?.kind === 'lease') expect(seen.application(select.application)!.leases.size).toBeGreaterThan(select.shard);
    if (select?.kind === 'call') expect(seen.world.calls.at(select.index, seen.world.plain.callsServed)?.caller).toBe('you');
    if (select?.kind === 'record') expect(seen.records(select.shard)[select.index]).toBeDefined();
  });
});
