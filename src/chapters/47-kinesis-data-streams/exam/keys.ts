/** Exam questions: partition keys, routing, order and duplicates. */
import type { ExamQuestion } from '#quiz';
import { apiModel, sources } from '../sources.ts';
import { right, wrong } from './option.ts';

export const keys: readonly ExamQuestion[] = [
  {
    id: 'keys-order-per-entity', topic: 'keys', section: 'how-it-works',
    stem: 'A bank streams account movements. Movements of one account must be processed in the order in which they were put; across accounts order does not matter. The stream has many shards.',
    options: [
      wrong('Use a random UUID as the partition key', 'It spreads the load best, and it scatters one account over all shards: order is lost.'),
      wrong('Use the same partition key for all records', 'Order is kept, but one shard does all the work and the others none.'),
      right('Use the account’s number as the partition key', 'Records of one account go to one shard and stay in order there; different accounts spread over the shards.'),
      wrong('Use the time of the movement as the partition key', 'Two movements of one account have two times, and so perhaps two shards.'),
    ],
    factIds: ['T015', 'T063', 'T016'], sources: [sources.concepts, sources.sdkProducers],
  },
  {
    id: 'keys-hot-tenant', topic: 'keys', section: 'on-the-job',
    stem: 'The partition key is the customer’s ID. One customer sends more than a shard takes in. Records of this customer are counted only, so their order does not matter. Which change helps?',
    options: [
      wrong('Split the hot shard until it is cool', 'Splitting parts the range of hashes. One key has one hash, so all its records stay together in one child.'),
      right('Add a random suffix to this customer’s key', 'The suffixed keys have different hashes and spread over shards. It gives up order for this customer, which nobody needs.'),
      wrong('Use enhanced fan-out for this customer', 'That is about reading. The limit met here is one of writing.'),
      wrong('Set ExplicitHashKey to the same value for all customers', 'Then all records go to one shard, which makes it worse.'),
    ],
    factIds: ['I21', 'T061', 'T060'], sources: [sources.concepts, sources.strategies], errata: ['I21'],
  },
  {
    id: 'keys-too-few', topic: 'keys', section: 'watch-out',
    stem: 'A stream of twelve shards uses the country of the user as the partition key. The app runs in four countries. Most shards show no IncomingBytes at all. What is the cause?',
    options: [
      wrong('Kinesis has not yet rebalanced the shards', 'Kinesis does not move keys about. The hash of a key decides, and the ranges of the shards.'),
      wrong('The shards were created with ranges that overlap', 'The ranges of open shards never overlap and leave no gap.'),
      right('Four keys can reach four shards at the most', 'Each key has one hash, so each goes to one shard. There must be many more keys than shards.'),
      wrong('The producers have to name the shard in PutRecord', 'A producer names a key, not a shard. Only ExplicitHashKey takes the choice from the key’s hash.'),
    ],
    factIds: ['T015', 'T059', 'T060'], sources: [sources.concepts],
  },
  {
    id: 'keys-strict-order', topic: 'keys', section: 'edge-cases',
    stem: 'A trading system must keep the strict order of the orders of each instrument, also when a put fails and is repeated. Which way to write gives that?',
    options: [
      wrong('PutRecords with the instrument as the key of every entry', 'Entries succeed or fail alone: one that failed and is sent again stands behind those after it.'),
      right('PutRecord, one after the other, with the instrument as key and SequenceNumberForOrdering', 'Each put waits for the one before and names its sequence number, so order holds strictly.'),
      wrong('The KPL with as many threads as there are shards', 'The KPL sends asynchronously and retries on its own; it does not promise strict order.'),
      wrong('PutRecord from several threads, with the time inside the data', 'Threads overtake each other, so the order in the shard is not the order of the orders.'),
    ],
    factIds: ['I06', 'I04', 'T063'], sources: [sources.sdkProducers, apiModel('PutRecords')], errata: ['I06'],
  },
  {
    id: 'keys-what-decides', topic: 'keys', section: 'how-it-works',
    stem: 'A developer asks how Kinesis chooses the shard of a record that names only a partition key.',
    options: [
      wrong('It goes round the open shards in turns', 'Then two records of one key could be in two shards, and no order would hold.'),
      right('The MD5 of the key is a number, and it lies in the hash key range of one open shard', 'Equal keys give equal numbers, so they share a shard as long as the ranges stay.'),
      wrong('It takes the open shard with the most free capacity', 'Load plays no part. That is why one key can make one shard hot.'),
      wrong('The first characters of the key are compared with the shard’s ID', 'Shard IDs are counted up and say nothing about keys.'),
    ],
    factIds: ['T015', 'O20'], sources: [sources.concepts, apiModel('PutRecord')], errata: ['O20'],
  },
  {
    id: 'keys-duplicates', topic: 'keys', section: 'edge-cases',
    stem: 'A consumer adds up amounts and now and then counts a payment twice. The stream and both applications follow the documentation. Which TWO events can bring the same payment twice?',
    options: [
      right('A producer did not get the answer to a put and put the record again', 'The first put may have worked. Then there are two records with one content and two sequence numbers.'),
      right('A worker stopped before its checkpoint, and its successor read again from the last one', 'What was processed after the checkpoint is processed once more. AWS calls this the more common cause.'),
      wrong('Two records were given the same sequence number', 'Two records of a shard never have the same sequence number.'),
      wrong('A second application polled the same shard', 'Every application has its own position; what another reads does not come twice to this one.'),
      wrong('The shard was merged with its neighbour', 'A merge closes the parents and opens a child. It copies no record.'),
    ],
    factIds: ['T064', 'T065', 'E12', 'W11'], sources: [sources.duplicates], errata: ['W11'],
  },
  {
    id: 'keys-idempotent', topic: 'keys', section: 'edge-cases',
    stem: 'Payments from a stream are written to a database. A payment must take effect once, although some arrive twice. What is the most robust way?',
    options: [
      wrong('Turn on exactly-once delivery for the stream', 'There is no such setting: Kinesis delivers at least once.'),
      wrong('Keep the last sequence number in memory and skip what is lower', 'The memory is gone after a crash, and a producer’s duplicate has a new, higher sequence number.'),
      right('Put a unique ID into each payment, and let the database refuse a second one', 'The producer’s and the consumer’s duplicates have the same ID, so a unique key catches both.'),
      wrong('Use a single shard, so that no record can come twice', 'Retries of producer and consumer happen with one shard as well.'),
    ],
    factIds: ['T065', 'E12'], sources: [sources.duplicates],
  },
];
