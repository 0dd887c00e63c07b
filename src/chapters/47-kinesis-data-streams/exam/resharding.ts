/** Exam questions: splitting and merging shards. */
import type { ExamQuestion } from '#quiz';
import { factText as f } from '../facts.ts';
import { apiModel, sources } from '../sources.ts';
import { right, wrong } from './option.ts';

export const resharding: readonly ExamQuestion[] = [
  {
    id: 'resharding-hot-shard', topic: 'resharding', section: 'five-steps',
    stem: 'Of eight shards one takes in twice the traffic of the others and is throttled. Its traffic comes from thousands of keys. Which change removes the throttling at the lowest cost?',
    options: [
      right('Split that shard in the middle of its hash key range', 'The keys part between two children, each of which takes in as much as a shard can. The other shards stay as they are.'),
      wrong('Double the stream with UpdateShardCount', 'It works, but it adds eight shards where one was lacking.'),
      wrong('Merge the other shards', 'It lowers cost elsewhere and does nothing for the shard that is throttled.'),
      wrong('Wait until the shard is no longer throttled, then split it', 'Nothing forbids the split of a busy shard; it is the remedy.'),
    ],
    factIds: ['T028', 'W06', 'I44'], sources: [sources.strategies, sources.splitting], errata: ['W06'],
  },
  {
    id: 'resharding-order', topic: 'resharding', section: 'how-it-works',
    stem: 'An application with a reader of its own, without the KCL, needs the records of each key in order. A shard was split. In which order must it read?',
    options: [
      wrong('The children first, because new records are there', 'Then later records of a key come before earlier ones that are still in the parent.'),
      wrong('Parent and children at the same time', 'The children’s records may be processed before those that the parent still holds.'),
      right('The parent to its end, then the children', 'All of the parent’s records are older than the children’s, so a key’s order holds across the split.'),
      wrong('The children only, because the parent’s records were moved into them', 'A split moves nothing. Old records stay in the parent until they expire.'),
    ],
    factIds: ['T033', 'T036', 'I07'], sources: [sources.afterResharding],
  },
  {
    id: 'resharding-parent', topic: 'resharding', section: 'how-it-works',
    stem: 'A shard has just been split. What is true of its parent?',
    options: [
      wrong('It is deleted at once, with its records', 'Then every split would lose data.'),
      wrong('It goes on taking in records of the keys it knew until both children have been read once', 'It is closed. Puts go to the child whose range holds the key’s hash.'),
      right('It takes in nothing more, and can be read until its records have expired', 'It is CLOSED, and expires with its last record. The children take in what comes.'),
      wrong('It becomes one of the two children under its old ID', 'Both children are new shards with IDs of their own.'),
    ],
    factIds: ['T032', 'T033', 'T034', 'I45'], sources: [sources.afterResharding],
  },
  {
    id: 'resharding-merge-which', topic: 'resharding', section: 'how-it-works',
    stem: 'Traffic has fallen, and an operator wants to merge two shards. Which pair can be merged?',
    options: [
      right('Two open shards whose hash key ranges touch', 'A merge makes one range out of two, so they must be neighbours, and only open shards have a range to give.'),
      wrong('Any two shards with little traffic', 'A range with a gap in it cannot be. They must be neighbours.'),
      wrong('A closed parent and its child', 'A closed shard takes part in no split and no merge.'),
      wrong('Two shards with IDs that follow each other in the list', 'IDs are counted up as shards are made and say nothing about ranges.'),
    ],
    factIds: ['T029', 'T055', 'W08'], sources: [sources.mergeShards], errata: ['W08'],
  },
  {
    id: 'resharding-during', topic: 'resharding', section: 'edge-cases',
    stem: 'A shop’s stream must be given more shards during the day. The team fears an outage. Which statement is right?',
    options: [
      wrong('Producers must be stopped while the stream is UPDATING', 'A stream that is UPDATING takes writes as before.'),
      wrong('Consumers can read again only when the stream is ACTIVE', 'Reads go on as well.'),
      right('Reads and writes go on; consumers must find and read the new shards', 'There is no downtime. The KCL and Lambda find child shards by themselves, a reader of your own has to look.'),
      wrong('Records put during the change are kept apart, and must be copied afterwards', 'A record goes to the shard that is open for its hash at that moment.'),
    ],
    factIds: ['T031', 'W07', 'I31', 'T037'], sources: [sources.faq, sources.afterResharding], errata: ['W07'],
  },
  {
    id: 'resharding-jump', topic: 'resharding', section: 'edge-cases',
    stem: 'A provisioned stream of four shards shall have forty for an event tonight. A script calls UpdateShardCount once with 40 and is refused. Why?',
    options: [
      wrong('A stream can have at most 20 shards', `There is no such limit; by default UpdateShardCount goes up to ${f('update-shard-count-ceiling')}.`),
      right('One call may at most double the number of shards', `It takes several calls: to eight, sixteen, thirty-two, forty. A stream may be changed so ${f('update-shard-count-calls')}.`),
      wrong('UpdateShardCount can only lower the number; SplitShard must raise it', 'It goes both ways, down to half and up to double.'),
      wrong('Producers were writing at that moment', 'Writing does not stand in the way of a change.'),
    ],
    factIds: ['I22', 'T100'], sources: [apiModel('UpdateShardCount')], errata: ['I22'],
  },
];
