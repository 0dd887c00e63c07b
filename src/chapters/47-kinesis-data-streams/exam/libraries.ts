/** Exam questions: the KPL, the KCL and Lambda. */
import type { ExamQuestion } from '#quiz';
import { factText as f } from '../facts.ts';
import { sources } from '../sources.ts';
import { right, wrong } from './option.ts';

export const libraries: readonly ExamQuestion[] = [
  {
    id: 'libraries-kpl-small-records', topic: 'libraries', section: 'on-the-job',
    stem: 'A Java service makes tens of thousands of events of about 80 bytes each second. It is limited by records, not by bytes, and a delay of some hundred milliseconds is no matter. What lowers the number of shards it needs?',
    options: [
      wrong('PutRecords with full batches', 'A batch saves calls. Each of its records still counts toward the shard’s limit of records.'),
      right('The KPL with aggregation', 'It packs many events into one Kinesis record, so the shard counts far fewer records.'),
      wrong('The SDK’s asynchronous client', 'It sends more at the same time, and the shards count as many records as before.'),
      wrong('The KCL with a larger batch', 'The KCL reads. It does not change what is written.'),
    ],
    factIds: ['T101', 'I27', 'I20'], sources: [sources.kpl], errata: ['I27'],
  },
  {
    id: 'libraries-kpl-unreadable', topic: 'libraries', section: 'on-the-job',
    stem: 'Producers were moved to the KPL. A consumer that calls GetRecords through the SDK now gets records that hold several events and some bytes it does not understand. What is the right change?',
    options: [
      wrong('Unzip the data, for the KPL compresses it', 'The KPL aggregates. It does not compress.'),
      wrong('Set Limit to 1, so that single events come', 'Limit counts Kinesis records, and each of these holds many events.'),
      right('Take the aggregated records apart, with the KCL or a deaggregation library', 'The KPL has a format of its own. The KCL undoes it by itself; other readers use a library.'),
      wrong('Decrypt the data with the stream’s KMS key', 'What is encrypted at rest comes decrypted from GetRecords.'),
    ],
    factIds: ['W04', 'I27', 'T101'], sources: [sources.kpl], errata: ['W04', 'I27'],
  },
  {
    id: 'libraries-kpl-not-here', topic: 'libraries', section: 'on-the-job',
    stem: 'A device must have each reading in the stream as soon as it can: tens of milliseconds count. A colleague recommends the KPL. What speaks against it?',
    options: [
      right('The KPL holds records back for a while to fill its batches', 'Its buffering time trades delay for throughput. Where each record is urgent, PutRecord through the SDK fits better.'),
      wrong('The KPL cannot write to streams that have more than one shard', 'It writes to all shards, and keeps track of their ranges.'),
      wrong('The KPL does not retry', 'It retries by itself, for as long as a record is young enough.'),
      wrong('The KPL needs a DynamoDB table for its state', 'It is the KCL that keeps its leases in DynamoDB.'),
    ],
    factIds: ['T101', 'I27'], sources: [sources.kpl], errata: ['I27'],
  },
  {
    id: 'libraries-kcl-table', topic: 'libraries', section: 'on-the-job',
    stem: 'A KCL application falls behind after its stream was given many more shards. The log is full of ProvisionedThroughputExceededException, while the stream’s own metrics show no throttling at all. Where should the team look?',
    options: [
      wrong('At the partition keys of the producers, which must be skewed after the change', 'A hot shard would show in the stream’s metrics.'),
      right('At the write capacity of the application’s DynamoDB lease table', 'Each lease is renewed and checkpointed there, so more shards mean more writes. DynamoDB has an exception of the same name.'),
      wrong('At the retention period of the stream', 'Retention throttles nobody.'),
      wrong('At the CloudWatch quota of the account', 'Metrics that cannot be sent do not hold up the reading.'),
    ],
    factIds: ['T069', 'T094', 'O17'], sources: [sources.kclTables], errata: ['O17'],
  },
  {
    id: 'libraries-kcl-two-apps', topic: 'libraries', section: 'edge-cases',
    stem: 'Two teams run different KCL applications on one stream. Each sees only about half of the records. Both were copied from one template. What is the reason?',
    options: [
      wrong('A stream can be read by one KCL application', 'Any number can read it, each with a state of its own.'),
      right('Both use the same application name, and so share one lease table', 'The KCL takes them for workers of one application and shares out the shards. Two names give two tables.'),
      wrong('They share the read throughput of the shards', 'That would make them slower. It would not part the records between them.'),
      wrong('The producers must put each record twice', 'One record can be read by any number of applications.'),
    ],
    factIds: ['T068', 'T069', 'T094'], sources: [sources.kclTables],
  },
  {
    id: 'libraries-kcl-does', topic: 'libraries', section: 'on-the-job',
    stem: 'Which TWO tasks does the KCL take off a consumer’s developer?',
    options: [
      right('Sharing out the shards among workers, and taking over those of one that failed', 'Leases in DynamoDB say who reads which shard; a lease that is not renewed goes to another worker.'),
      wrong('Making sure that no record is processed twice', 'After a failure, reading starts at the last checkpoint. Some records come again.'),
      right('Finding child shards after a split and reading the parent first', 'The KCL keeps the order of a key across a reshard without code of yours.'),
      wrong('Adding shards when the application is late', 'The KCL never changes the stream.'),
      wrong('Keeping records for longer than the stream’s retention', 'It stores positions, not records.'),
    ],
    factIds: ['T070', 'T037', 'T068', 'W11'], sources: [sources.scalingProcessors, sources.afterResharding], errata: ['W11'],
  },
  {
    id: 'libraries-lambda-poison', topic: 'libraries', section: 'edge-cases',
    stem: 'A Lambda function with a stream as its event source fails on one broken record. The batch is tried again and again, and the shard stands still. Good records shall go on, and the broken one shall be looked at later. What is configured?',
    options: [
      wrong('A dead-letter queue on the function itself', 'That is for asynchronous invocations. A stream’s mapping invokes the function and waits.'),
      right('Bisecting on error, a limit of retries and an on-failure destination, at the event source mapping', 'The batch is halved until the broken record is alone. After its retries it is reported to the destination, and the shard goes on.'),
      wrong('A larger batch size', 'Then more good records wait behind the broken one.'),
      wrong('A visibility timeout at the stream', 'That is a setting of an SQS queue.'),
    ],
    factIds: ['I36', 'T075'], sources: [sources.lambdaKinesis, sources.lambdaParameters],
  },
  {
    id: 'libraries-lambda-slow', topic: 'libraries', section: 'on-the-job',
    stem: 'A Lambda function takes long for each batch and falls behind on every shard. Its records have many keys, and the order of each key must hold. The stream’s shards are to stay as they are. Which setting helps?',
    options: [
      wrong('A larger reserved concurrency of the function', 'By default one batch of a shard is in work at a time; more concurrency lies idle.'),
      right('ParallelizationFactor above one', `Up to ${f('lambda-parallel-batches')} of a shard are worked on at once, and records of one key stay in order.`),
      wrong('Starting position LATEST', 'It decides where a new mapping begins, and would skip what waits.'),
      wrong('A tumbling window', 'It carries state from batch to batch. It makes none of them faster.'),
    ],
    factIds: ['I36', 'T075'], sources: [sources.lambdaKinesis],
  },
  {
    id: 'libraries-lambda-partial', topic: 'libraries', section: 'edge-cases',
    stem: 'A Lambda function processes batches of a stream. When the seventieth record of a hundred fails, all hundred come again, and the first sixty-nine are processed twice. What lowers the repeats and keeps the order?',
    options: [
      wrong('Return normally and write the failed record to a log', 'Then the record counts as processed and never comes again.'),
      wrong('Delete the processed records from the stream', 'No call deletes single records from a stream.'),
      right('ReportBatchItemFailures, with the sequence number of the first record that failed', 'The next try starts at that record, not at the beginning of the batch.'),
      wrong('A batch size of one for all times', 'It avoids the repeats, at the price of one invocation for every record.'),
    ],
    factIds: ['I36', 'T075', 'E12'], sources: [sources.lambdaKinesis],
  },
];
