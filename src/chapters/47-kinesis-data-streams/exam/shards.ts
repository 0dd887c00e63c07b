/** Exam questions: what a shard carries, and how capacity is paid for. */
import type { ExamQuestion } from '#quiz';
import { factText as f } from '../facts.ts';
import { apiModel, sources } from '../sources.ts';
import { right, wrong } from './option.ts';

export const shards: readonly ExamQuestion[] = [
  {
    id: 'shards-which-limit', topic: 'shards', section: 'how-it-works',
    stem: 'Devices put 4,000 records/s of 100 bytes each into a provisioned stream of two shards, with keys that spread evenly. About half of the puts are throttled. What is the reason?',
    options: [
      wrong('Each shard takes in too many bytes', `At 100 bytes the stream takes in far less than ${f('shard-write-bytes')} for each shard.`),
      right('Each shard takes in too many records', `A shard accepts ${f('shard-write-records')}, however small they are, and here each is offered twice that.`),
      wrong('PutRecord may be called only a few times a second', `It is GetRecords that has a limit of calls, ${f('shard-read-calls')}. Writing is limited by records and bytes.`),
      wrong('Consumers read too slowly, so the shards are full', 'Writing does not wait for readers: a shard has no room that could fill up. Unread records expire.'),
    ],
    factIds: ['T005', 'I09'], sources: [sources.quotas],
  },
  {
    id: 'shards-third-reader', topic: 'shards', section: 'how-it-works',
    stem: 'A shard is written at close to its limit. Two applications poll it and keep up. A third application that polls all of it is added, and soon all three fall behind. Why?',
    options: [
      right(`They share what the shard hands out to pollers, ${f('shard-read-bytes')}`, 'Twice the write limit is enough for two full readers, not for three.'),
      wrong('A shard serves at most two consumers', 'There is no such limit on who polls; they share the bytes and the calls.'),
      wrong('The third application takes records away from the others', 'Reading removes nothing. What runs short is throughput.'),
      wrong('The shard’s iterators are now handed out in turns', 'Every application has iterators of its own, and they do not wait for each other.'),
    ],
    factIds: ['T006', 'I08', 'T067'], sources: [sources.quotas],
  },
  {
    id: 'shards-poll-rate', topic: 'shards', section: 'how-it-works',
    stem: 'Six small applications each call GetRecords on every shard once a second. The shards carry little data, yet ReadProvisionedThroughputExceeded is above zero. What removes it at the lowest cost?',
    options: [
      wrong('Double the number of shards', 'Each application would poll the new shards as well: six calls a second on every one of them, as before.'),
      wrong('Use larger values of Limit', 'The limit that is met is one of calls, not of records in an answer.'),
      right('Let each application poll less often', `A shard answers ${f('shard-read-calls')} for all pollers together. With little data, a call every two seconds loses nothing but a second.`),
      wrong('Register all six for enhanced fan-out', 'It would remove the throttling, but each registered consumer costs for every shard and hour.'),
    ],
    factIds: ['T006', 'I08', 'T073'], sources: [sources.quotas, sources.enhancedConsumers],
  },
  {
    id: 'shards-record-too-large', topic: 'shards', section: 'parts-limits-timers',
    stem: 'A producer must send documents of which a few are 3 MiB long. The stream has its default settings, and the put of a large one fails. Consumers need only a reference to the large ones. Which way is the exam’s classic answer?',
    options: [
      wrong('Add shards until a document fits', 'The record limit is one of each record. It does not grow with the number of shards.'),
      wrong('Use PutRecords, which has the larger limit', 'A call may be larger, but each record in it has the same limit as with PutRecord.'),
      right('Store large documents in S3 and put a record with the object’s key', 'The record stays small, whatever the size of the document. It also spares the shard’s bytes.'),
      wrong('Let the KPL aggregate the document into several records of the right size', 'Aggregation packs small records into one; it does not cut a large one into pieces.'),
    ],
    factIds: ['E14', 'O02', 'O03'], sources: [sources.largeRecords], errata: ['O02'],
  },
  {
    id: 'shards-hot-among-idle', topic: 'shards', section: 'five-steps',
    stem: 'A stream of ten shards takes in 3 MB/s in all, well under what ten shards can. Still, some puts fail with ProvisionedThroughputExceededException. What is most likely?',
    options: [
      wrong('The account’s quota of shards in this Region is nearly used up', 'That quota limits how many shards can be made. It throttles no put.'),
      right('A few partition keys send most of the records to one shard', 'Limits hold for each shard. A hot one refuses while the others are idle.'),
      wrong('The stream is in the state UPDATING', 'A stream that is UPDATING takes reads and writes as before.'),
      wrong('Retention is set too low', 'Retention decides how long records stay, not how fast they come in.'),
    ],
    factIds: ['T060', 'T017', 'I19', 'I31'], sources: [sources.concepts, sources.quotas],
  },
  {
    id: 'capacity-unknown-traffic', topic: 'capacity', section: 'five-steps',
    stem: 'A start-up launches an app and cannot tell how much traffic comes, or when. Nobody should plan or change shards. Which setting fits?',
    options: [
      wrong('Provisioned mode with ten shards and an alarm', 'Somebody would have to guess the ten and act on the alarm.'),
      wrong('Provisioned mode and a Lambda function that calls UpdateShardCount', 'It can be built, but it is yours to write and run, and a rolling day allows few calls.'),
      right('On-demand mode', `AWS sets the capacity by the traffic it sees. A new stream takes ${f('on-demand-start')} at once and grows from there.`),
      wrong('Provisioned mode with enhanced fan-out', 'Enhanced fan-out is about reading. It adds no capacity to write.'),
    ],
    factIds: ['O06', 'W09', 'I22'], sources: [sources.sizing], errata: ['O06', 'I22'],
  },
  {
    id: 'capacity-on-demand-throttles', topic: 'capacity', section: 'edge-cases',
    stem: 'An on-demand stream has carried steady traffic for weeks. A campaign starts, and within a few minutes the traffic is five times the highest it ever was. Some writes are throttled. Why?',
    options: [
      wrong('On-demand streams must be told of new limits with UpdateShardCount', 'That call belongs to provisioned mode. An on-demand stream scales by itself.'),
      right(`Traffic more than doubled within ${f('on-demand-doubling')}`, 'On-demand keeps room for about twice the peak it has seen. What grows faster can be throttled until it has caught up.'),
      wrong('On-demand streams have a fixed number of shards', 'They have shards, but AWS adds to them as traffic grows.'),
      wrong('The stream’s retention was extended', 'Retention has no part in how much may be written.'),
    ],
    factIds: ['O06'], sources: [sources.sizing], errata: ['O06'],
  },
  {
    id: 'capacity-steady-load', topic: 'capacity', section: 'five-steps',
    stem: 'A stream has carried the same load, day and night, for a year, and it will go on. The team sizes it with ease and wants the lowest bill for the same work. What should they look at first?',
    options: [
      right('Provisioned mode with as many shards as the load needs', 'A steady load that fills its shards is where paying by the shard and hour is cheapest. Nothing stands idle.'),
      wrong('On-demand mode, because unused capacity costs nothing there', 'With a steady load there is no unused capacity to save, and a gigabyte costs more.'),
      wrong('Extended retention, so that fewer shards are needed', 'Retention costs extra, and it does not change how many shards writing needs.'),
      wrong('Enhanced fan-out for every consumer', 'That adds a charge for each consumer, shard and hour.'),
    ],
    factIds: ['T008', 'O06'], sources: [sources.sizing], errata: ['O06'],
  },
  {
    id: 'capacity-switch-modes', topic: 'capacity', section: 'parts-limits-timers',
    stem: 'A provisioned stream serves a shop. For a week of sales a year, traffic cannot be foretold; for the rest it is steady. Producers and consumers must not be touched. What should the team do?',
    options: [
      wrong('Create a second, on-demand stream, and copy the records over to it each year', 'Everything that names the stream would have to change, and copying takes an application of its own.'),
      right('Switch the stream to on-demand for that week, and back afterwards', `UpdateStreamMode changes a stream in place; a stream may make ${f('mode-switches')}.`),
      wrong('Delete the stream and create it anew in on-demand mode', 'That throws away the records, and readers fail in between.'),
      wrong('Raise the account’s shard quota for that week', 'A quota is a ceiling. It adds no shard to the stream.'),
    ],
    factIds: ['O06'], sources: [sources.sizing, apiModel('UpdateStreamMode')], errata: ['O06'],
  },
  {
    id: 'capacity-drives-the-bill', topic: 'capacity', section: 'parts-limits-timers',
    stem: 'A team reviews the bill of a provisioned stream. Which TWO changes lower it without losing any record that is read today?',
    options: [
      right('Merge pairs of neighbouring shards that are nearly idle', 'Each open shard costs for every hour. Two idle neighbours can be one.'),
      wrong('Let consumers read less often', 'GetRecords by pollers is not what is charged; shards, PUT payload units and extras are.'),
      right('Take retention back to the default, as all consumers are seconds behind', `What is kept beyond ${f('retention-default')} is charged, and nobody reads it.`),
      wrong('Register the pollers for enhanced fan-out', 'Each registered consumer adds a charge for every shard and hour, and for the data.'),
      wrong('Give every record a shorter partition key', 'It saves bytes that are lost in the rounding of payload units, and may spoil the spread.'),
    ],
    factIds: ['T029', 'T040', 'T041', 'O22'], sources: [sources.sizing, sources.retention],
  },
];
