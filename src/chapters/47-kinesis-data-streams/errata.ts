/**
 * Where the exam chapter and AWS differ, and what to answer in the exam. Ids are those of the checked fact sheet.
 * O01 stands under the chapter's title; each of the others stands once in the prose, beside the claim it concerns.
 */
import type { Erratum, Source } from '../types.ts';
import { factText } from './facts.ts';
import { apiModel, sources } from './sources.ts';

const erratum = (id: string, topic: string, says: Pick<Erratum, 'chapter' | 'aws' | 'exam' | 'disputed'>, source: Source): Erratum => ({
  id, topic, ...says, source,
});

export const errata: readonly Erratum[] = [
  erratum('O01', 'Which exam this is for', {
    chapter: 'Written for DVA-C02.',
    aws: `DVA-C02 can be taken until ${factText('exam-c02-last-day')}. DVA-C03 replaces it; registration opens on ${factText('exam-c03-first-day')}. Streaming stays in domain 1, and both Kinesis Data Streams and Amazon Data Firehose are in scope.`,
    exam: 'The Kinesis concepts are the same in both.',
  }, sources.examC03),
  erratum('O02', 'Largest record', {
    chapter: '1 MB, fixed.',
    aws: `${factText('record-size-default')} is the default. Since ${factText('record-size-since')} a stream can be set to accept up to ${factText('record-size-ceiling')}.`,
    exam: '1 MB, unless the options speak of a maximum that can be configured.',
  }, sources.largeRecords),
  erratum('O04', 'Size of one PutRecords call', {
    chapter: '500 records or 5 MB.',
    aws: `${factText('put-records-count')} or ${factText('put-records-bytes')}, partition keys included.`,
    exam: '500 records and 5 MB, the classic figures.',
    disputed: 'The API reference prints 10 MiB, the guide’s page on producers with the SDK still 5 MB.',
  }, apiModel('PutRecords')),
  erratum('W01', 'Using an iterator twice', {
    chapter: 'It is spent as soon as it has been used.',
    aws: `It works for ${factText('iterator-life')} from the moment it was issued. Used again, it reads the same place again.`,
    exam: 'After 5 minutes: ExpiredIteratorException. To move on, use NextShardIterator.',
  }, sources.sdkConsumers),
  erratum('O05', 'How many shards', {
    chapter: 'One by default, 500 at most in a stream.',
    aws: `No default: in provisioned mode you must say. The quota is per account and Region: ${factText('shards-per-account')} in the three largest, ${factText('shards-per-account-elsewhere')} elsewhere. UpdateShardCount stops at ${factText('update-shard-count-ceiling')}.`,
    exam: 'A soft quota that can be raised. Do not memorise 500.',
  }, sources.quotas),
  erratum('O06', 'Who scales the stream', {
    chapter: 'Always you, shard by shard.',
    aws: `Three choices: On-demand Standard, On-demand Advantage, provisioned. Between on-demand and provisioned a stream may make ${factText('mode-switches')}.`,
    exam: '“No capacity planning” or “unpredictable traffic”: on-demand. “Predictable”, “control”: provisioned.',
  }, sources.sizing),
  erratum('W03', 'Lambda with enhanced fan-out', {
    chapter: 'Needs HTTP/2, which some runtimes lack.',
    aws: 'The runtime does not matter. Give the event source mapping the ARN of a registered consumer; Lambda holds the HTTP/2 connection itself.',
    exam: 'Lambda can read either way, shared or enhanced fan-out.',
  }, sources.lambdaKinesis),
  erratum('O11', 'How long Firehose waits', {
    chapter: 'At least 60 seconds.',
    aws: `${factText('firehose-interval')}; the default is ${factText('firehose-default')}. With 0 it delivers within seconds.`,
    exam: 'Near-real-time; older questions expect “60 seconds at least”.',
    disputed: 'The page on buffering hints says 0 to 900 seconds, the quotas page still 60 to 900.',
  }, sources.firehoseBuffering),
  erratum('O07', 'The name of Firehose', {
    chapter: 'Kinesis Data Firehose, delivery stream.',
    aws: 'Amazon Data Firehose since early 2024, Firehose stream. The API still says DeliveryStream.',
    exam: 'Recognise both names.',
  }, sources.firehoseHistory),
  erratum('O08', 'Kinesis Data Analytics', {
    chapter: 'A service for SQL or Flink on a stream.',
    aws: `Now Amazon Managed Service for Apache Flink. The separate SQL applications ended on ${factText('sql-applications-end')}; SQL lives on as Flink SQL.`,
    exam: 'Recognise both names. “SQL on a stream” in an older question means Kinesis Data Analytics.',
  }, sources.flinkDiscontinuation),
  erratum('I01', 'Length of a partition key', {
    chapter: '256 bytes.',
    aws: `${factText('partition-key-length')}, which can be more bytes than that.`,
    exam: '256, either way.',
  }, apiModel('PartitionKey')),
  erratum('I02', 'Characters in a stream name', {
    chapter: 'Letters, digits, hyphen.',
    aws: 'Underscore and full stop as well.',
    exam: 'Not asked.',
  }, apiModel('StreamName')),
  erratum('I03', 'What a sequence number promises', {
    chapter: 'Unique in its shard and always rising.',
    aws: 'AWS words the uniqueness in three ways. Numbers generally rise over time; strictly so for a key only where each put names the one before in SequenceNumberForOrdering.',
    exam: 'Unique in the shard, ordered in the shard.',
    disputed: 'The guide says unique for a key in its shard, the Record type unique in its shard, PutRecord unique in the whole stream.',
  }, sources.concepts),
  erratum('W05', 'Catching up', {
    chapter: 'Add shards: more write capacity makes the backlog smaller.',
    aws: 'A slow reader does not lack write capacity, and old records stay in the closed parents. Raise retention first; then make the consumer faster, or add workers up to the number of shards.',
    exam: '“More parallelism”: more shards and more workers. “About to lose data”: longer retention.',
  }, sources.slowConsumers),
  erratum('I16', 'More consumer instances', {
    chapter: 'More always help.',
    aws: 'One worker at most holds a shard. Instances beyond the number of shards stand by.',
    exam: 'No more instances than shards.',
  }, sources.scalingProcessors),
  erratum('I17', 'The name of the lag', {
    chapter: 'MillisBehindLatest.',
    aws: 'That is a field of the GetRecords answer and a metric of the KCL and of enhanced fan-out. In CloudWatch the stream shows GetRecords.IteratorAgeMilliseconds; Lambda shows IteratorAge.',
    exam: 'Know all three. In CloudWatch, pick IteratorAgeMilliseconds.',
  }, sources.monitoring),
  erratum('W06', 'Splitting a busy shard', {
    chapter: 'May fail while the shard is throttled.',
    aws: 'No AWS page says so: splitting the hot shard is the remedy. A split is refused for other reasons.',
    exam: 'Split the hot shard, or choose better keys.',
  }, sources.strategies),
  erratum('W07', 'Adding shards without downtime', {
    chapter: 'Listed as a mistake to believe.',
    aws: 'It is true: reads and writes go on while the stream is UPDATING.',
    exam: 'No downtime, but consumers must pick up the child shards.',
  }, sources.faq),
  erratum('W08', 'Split, then merge', {
    chapter: 'Splits shard 0, then merges shards 0 and 1.',
    aws: 'By then shard 0 is closed: InvalidArgumentException. Merge two open neighbours, once the stream is ACTIVE again.',
    exam: 'A merge needs two adjacent shards, both open.',
  }, sources.mergeShards),
  erratum('I24', 'The split key', {
    chapter: 'Shows 113427455640312821154458202477256070485 without comment.',
    aws: `That is a third of the key space. On the lower shard of two it leaves two thirds of the range to one child; the even cut is ${factText('even-split-key')}.`,
    exam: 'The midpoint: (start + end) / 2.',
  }, sources.splitting),
  erratum('I25', 'put-record and base64', {
    chapter: 'Pipes the data through base64.',
    aws: 'Right for version 2 of the CLI; version 1 encodes once more and stores the encoded text. And echo adds a line end to the data.',
    exam: 'Data is base64 in the API; the SDKs encode it for you.',
  }, sources.cliMigration),
  erratum('W04', 'What the KPL does to records', {
    chapter: 'Batches and compresses them.',
    aws: 'Aggregates and collects them. It does not compress.',
    exam: 'KPL: aggregation, collection, retries, asynchronous. The KCL takes aggregates apart again.',
  }, sources.kpl),
  erratum('I27', 'What the KPL sends', {
    chapter: 'Many records in one PutRecord call.',
    aws: 'Many user records in one Kinesis record, and many of those in one PutRecords call.',
    exam: 'Aggregation fills a record, collection fills a call.',
  }, sources.kpl),
  erratum('I18', 'Who retries what', {
    chapter: 'The SDK retries throttled writes.',
    aws: 'Whole calls only. The failed entries inside a PutRecords answer with status 200 are yours to send again.',
    exam: 'Check FailedRecordCount; send the failed records again, with backoff.',
  }, sources.sdkProducers),
  erratum('I21', 'A random prefix on the key', {
    chapter: 'Solves hot keys.',
    aws: 'It spreads the load and gives up order for that key.',
    exam: 'Accept it where order is not required.',
  }, sources.concepts),
  erratum('I10', 'The 10 MB answer', {
    chapter: 'Only a maximum.',
    aws: `It has a price: after a full one, the shard refuses GetRecords for ${factText('full-answer-pause')}.`,
    exam: '2 MB a second sustained, 5 calls a second.',
  }, apiModel('GetRecords')),
  erratum('I11', 'Limits of enhanced fan-out', {
    chapter: 'No limit on calls.',
    aws: `For each consumer and shard ${factText('fan-out-subscribe-rate')}; ${factText('fan-out-subscription')} a subscription; ${factText('fan-out-consumers')} a stream (${factText('fan-out-consumers-advantage')} with On-demand Advantage).`,
    exam: '20 consumers, 2 MB a second each per shard, pushed.',
  }, apiModel('SubscribeToShard')),
  erratum('I13', 'When enhanced fan-out pays', {
    chapter: 'Only with several consumers.',
    aws: `Also for a single one that needs its data in less than ${factText('fan-out-latency-exam')}.`,
    exam: 'Several readers or the lowest latency: enhanced fan-out.',
  }, sources.faq),
  erratum('O14', 'Speed of an SQS FIFO queue', {
    chapter: '3,000 messages a second.',
    aws: `That is the default mode with batches. High-throughput mode takes up to ${factText('sqs-fifo-high-calls')}, or ${factText('sqs-fifo-high-messages')} batched.`,
    exam: '300, or 3,000 with batching, unless high-throughput mode is named.',
  }, sources.sqsQuotas),
  erratum('W12', 'What SQS keeps', {
    chapter: 'Nothing.',
    aws: `${factText('sqs-retention-default')} by default, ${factText('sqs-retention-range')} by choice. What is missing is replay after a message is deleted.`,
    exam: '“Replay” means Kinesis, not SQS.',
  }, sources.sqsQuotas),
  erratum('O16', 'What SNS keeps', {
    chapter: 'Nothing.',
    aws: `FIFO topics can archive messages for up to ${factText('sns-archive')} and replay them. Standard topics cannot.`,
    exam: 'SNS pushes and does not replay, unless a FIFO archive is named.',
  }, sources.snsArchive),
  erratum('O17', 'The KCL’s tables', {
    chapter: 'One DynamoDB table.',
    aws: 'KCL 3 makes three for each application: leases, worker metrics, coordinator state. From 3.5 they can share one.',
    exam: 'DynamoDB holds leases and checkpoints.',
  }, sources.kclTables),
  erratum('O18', 'Stream or queue', {
    chapter: 'A stream is never a queue.',
    aws: 'Since autumn 2026 an on-demand stream can have queues, with visibility timeouts and dead-letter handling; the records stay in the stream.',
    exam: 'A stream is not a queue.',
  }, sources.queues),
  erratum('O20', 'Must there be a partition key', {
    chapter: 'Always.',
    aws: 'Yes in provisioned mode and by default. Since 2026 an on-demand stream set to distribution AUTO ignores the key and spreads records itself.',
    exam: 'Required, and its MD5 picks the shard.',
  }, sources.distribution),
  erratum('W02', 'Place in the blueprint', {
    chapter: 'Objective 1.5, and 5 to 8 % of the questions.',
    aws: `There is no such objective: streaming data is ${factText('exam-c02-skill')} of DVA-C02 and ${factText('exam-c03-skill')} of DVA-C03. AWS publishes no share for a service.`,
    exam: 'Nothing to answer: questions do not name objectives.',
  }, sources.examC02Domain1),
  erratum('W11', 'Once per worker group', {
    chapter: 'Each group of workers handles a record exactly once.',
    aws: 'Delivery is at-least-once, and Kinesis has no consumer groups. The KCL gives each shard one owner at a time; restarts and hand-overs repeat records.',
    exam: 'At-least-once; be idempotent.',
  }, sources.duplicates),
  erratum('I28', 'Where LATEST stands', {
    chapter: 'At the newest record.',
    aws: 'Just after it: that record is not returned.',
    exam: 'Only new records.',
  }, apiModel('ShardIteratorType')),
  erratum('O21', 'Finding new shards', {
    chapter: 'DescribeStream or ListShards.',
    aws: `ListShards (${factText('list-shards-calls')} on a stream), and the ChildShards that GetRecords hands over at the end of a closed shard. DescribeStream (${factText('describe-stream-calls')} in the account) is discouraged.`,
    exam: 'ListShards; the KCL does it for you.',
  }, sources.listShards),
  erratum('I06', 'Order inside PutRecords', {
    chapter: 'Order in the shard is enough.',
    aws: 'PutRecords does not promise to keep the order of its records: one may fail and be sent again behind later ones.',
    exam: 'Strict order: PutRecord with SequenceNumberForOrdering, one key.',
  }, apiModel('PutRecords')),
  erratum('I22', 'Scaling by itself', {
    chapter: 'UpdateShardCount on a metric is auto scaling.',
    aws: `You build that yourself, and may call it ${factText('update-shard-count-calls')}, each time at most doubling or halving.`,
    exam: 'Least effort: on-demand mode.',
  }, apiModel('UpdateShardCount')),
];
