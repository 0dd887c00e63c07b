/**
 * Every number, name and limit that the chapter prints. What the engine enforces is formatted from its `quotas`, so a
 * number lives in one place; the rest is written out here with its source. `text` is what AWS prints: it writes MB where
 * it counts binary megabytes (1 MB = 1,048,576 bytes), and `says` tells so where it matters.
 * Long because it is a list: one entry for each fact, three lines each.
 */
import { MIB, quotas } from '#sim';
import type { Fact, Source } from '../types.ts';
import { apiModel, sources } from './sources.ts';

const count = (n: number) => n.toLocaleString('en-US');
const mb = (bytes: number) => `${count(bytes / MIB)} MB`;
const mib = (bytes: number) => `${count(bytes / MIB)} MiB`;
const minutes = (ms: number) => `${ms / 60_000} minutes`;
const seconds = (ms: number) => `${ms / 1000} seconds`;
const days = (hours: number) => `${hours / 24} days`;

const fact = <const Id extends string>(
  id: Id, text: string, source: Source, says: string,
): Fact & { readonly id: Id } => ({ id, text, says, source });

export const facts = [
  // What one shard carries
  fact('shard-write-bytes', `${mb(quotas.shardWriteBytesPerSecond)}/s`, sources.quotas,
    'One open shard takes in 1 MB (1,048,576 bytes) a second, partition keys included.'),
  fact('shard-write-records', `${count(quotas.shardWriteRecordsPerSecond)} records/s`, sources.quotas,
    'One open shard takes in 1,000 records a second, however small; whichever write limit is reached first applies.'),
  fact('shard-read-bytes', `${mb(quotas.shardReadBytesPerSecond)}/s`, sources.quotas,
    'One shard hands out 2 MB a second in all to the consumers that poll it with GetRecords.'),
  fact('shard-read-calls', `${quotas.shardReadCallsPerSecond} calls/s`, sources.quotas,
    'One shard answers 5 GetRecords calls a second, all polling consumers counted together.'),
  fact('fan-out-read-bytes', `${mb(quotas.fanOutReadBytesPerSecond)}/s`, sources.enhancedConsumers,
    'Each registered consumer is pushed up to 2 MB a second from each shard, apart from the shared limit.'),
  fact('five-shards-write-bytes', `${mb(5 * quotas.shardWriteBytesPerSecond)}/s`, sources.quotas,
    'Five shards take in five times what one shard takes in.'),
  fact('five-shards-write-records', `${count(5 * quotas.shardWriteRecordsPerSecond)} records/s`, sources.quotas, 'Five shards accept five times the record rate of one.'),
  fact('five-shards-read-bytes', `${mb(5 * quotas.shardReadBytesPerSecond)}/s`, sources.quotas,
    'Five shards hand out five times what one shard hands out to polling consumers.'),
  fact('hundred-shards-write-bytes', `${mb(100 * quotas.shardWriteBytesPerSecond)}/s`, sources.quotas,
    'A hundred shards take in a hundred times what one shard takes in.'),
  fact('hundred-shards-write-records', `${count(100 * quotas.shardWriteRecordsPerSecond)} records/s`, sources.quotas, 'A hundred shards accept a hundred times the record rate of one.'),
  fact('fifty-shards-write-bytes', `${mb(50 * quotas.shardWriteBytesPerSecond)}/s`, sources.quotas,
    'Fifty shards take in fifty times what one shard takes in.'),

  // Reading
  fact('get-records-count', `${count(quotas.getRecordsRecordsMax)} records`, apiModel('GetRecords'),
    'One GetRecords answer holds at most 10,000 records, which is also the default of Limit.'),
  fact('get-records-bytes', mb(quotas.getRecordsBytesMax), apiModel('GetRecords'),
    'One GetRecords answer holds at most 10 MB.'),
  fact('full-answer-pause', seconds(quotas.getRecordsFullAnswerPauseMs), apiModel('GetRecords'),
    'After an answer of the full 10 MB, GetRecords calls on that shard are refused for the next 5 seconds.'),
  fact('iterator-life', minutes(quotas.iteratorLifeMs), apiModel('GetShardIterator'),
    'A shard iterator is good for 5 minutes from the moment it was handed out, used or not.'),
  fact('get-shard-iterator-calls', `${quotas.getShardIteratorCallsPerSecond} calls/s`, apiModel('GetShardIterator'), 'GetShardIterator may be called 5 times a second on one shard.'),
  fact('polling-latency-one', 'about 200 ms', sources.enhancedConsumers,
    'The usual delay from put to read with one polling consumer on the shard.'),
  fact('polling-latency-five', 'about 1,000 ms', sources.enhancedConsumers,
    'The usual delay from put to read with five polling consumers on the shard.'),
  fact('fan-out-latency', 'about 70 ms', sources.enhancedConsumers,
    'The usual delay from put to delivery with enhanced fan-out, however many consumers are registered.'),
  fact('fan-out-latency-exam', '200 ms', sources.faq,
    'The line that exam questions draw: a consumer that must have data faster than this calls for enhanced fan-out.'),
  fact('fan-out-consumers', `${quotas.fanOutConsumersMax} consumers`, apiModel('RegisterStreamConsumer'),
    'A stream can have 20 registered consumers.'),
  fact('fan-out-consumers-advantage', `${quotas.fanOutConsumersAdvantageMax} consumers`, apiModel('RegisterStreamConsumer'), 'With On-demand Advantage a stream can have 50 registered consumers.'),
  fact('fan-out-subscription', minutes(quotas.fanOutSubscriptionMs), apiModel('SubscribeToShard'),
    'One SubscribeToShard connection pushes for 5 minutes; then the consumer subscribes again.'),
  fact('fan-out-subscribe-rate', 'one SubscribeToShard call a second', apiModel('SubscribeToShard'),
    'SubscribeToShard may be called once a second for each consumer and shard.'),
  fact('fan-out-resubscribe-wait', '5 seconds', apiModel('SubscribeToShard'),
    'A second subscription of the same consumer to the same shard within 5 seconds of a success is refused with ResourceInUseException.'),

  // Writing
  fact('partition-key-length', `${quotas.partitionKeyCharactersMax} Unicode characters`, apiModel('PartitionKey'),
    'A partition key has 1 to 256 Unicode characters; its bytes count toward the record size and the shard limit.'),
  fact('record-size-default', mib(quotas.recordBytesDefaultMax), sources.largeRecords,
    'Data and partition key together may be this long unless the stream is set otherwise: 1,048,576 bytes, before base64.'),
  fact('record-size-ceiling', mib(quotas.recordBytesCeiling), sources.largeRecords,
    'A stream can be set to accept records up to this size with UpdateMaxRecordSize.'),
  fact('record-size-exam', mb(quotas.recordBytesDefaultMax), sources.largeRecords,
    'The record limit as exam questions print it.'),
  fact('record-size-since', '27 October 2025', sources.largeRecords,
    'Since this day the maximum record size is a setting of the stream.'),
  fact('large-record-share', '2 %', sources.largeRecords,
    'Records above the default size live on burst capacity and should stay below about this share of the traffic.'),
  fact('put-records-count', `${quotas.putRecordsRecordsMax} records`, apiModel('PutRecords'),
    'One PutRecords call carries at most 500 records.'),
  fact('put-records-bytes', mib(quotas.putRecordsBytesMax), apiModel('PutRecords'),
    'One PutRecords call carries at most 10 MiB, partition keys included.'),
  fact('put-records-bytes-exam', '5 MB', sources.sdkProducers,
    'The older limit of one PutRecords call, still printed on the guide’s SDK page and expected in older questions.'),
  fact('sdk-attempts', '3 attempts', sources.sdkRetries,
    'The standard retry mode of the SDKs makes 3 attempts at a call that is throttled as a whole.'),
  fact('sequence-number-digits', '129 decimal digits', apiModel('SequenceNumber'),
    'The API allows a sequence number this long; AWS says nothing about what would come after the largest.'),
  fact('shard-id-digits', '12 digits', apiModel('GetShardIterator'),
    'A shard ID is “shardId-” and 12 digits that count up from zero and are not used again.'),
  fact('even-split-key', (2n ** 126n).toString(), sources.splitting,
    'The middle of shard 0 in a stream of two equal shards: 2 to the power of 126.'),

  // Retention
  fact('retention-default', `${quotas.retentionHoursMin} hours`, sources.retention,
    'A stream keeps its records this long unless told otherwise, and never less.'),
  fact('retention-extended', days(quotas.retentionHoursExtendedMax), sources.retention,
    'Extended retention: above the default, up to 7 days.'),
  fact('retention-extended-hours', `${quotas.retentionHoursExtendedMax} hours`, sources.retention,
    'Seven days as the API wants them: in hours.'),
  fact('retention-max', days(quotas.retentionHoursMax), sources.retention,
    'Long-term retention: beyond 7 days, up to 365 days.'),
  fact('retention-max-hours', `${count(quotas.retentionHoursMax)} hours`, apiModel('IncreaseStreamRetentionPeriod'), 'The longest retention as the API wants it: in hours.'),

  // Streams and shards
  fact('stream-name-length', `${quotas.streamNameCharactersMax} characters`, apiModel('StreamName'),
    'A stream name has 1 to 128 characters: letters, digits, hyphen, underscore, full stop.'),
  fact('streams-creating', `${quotas.streamsBeingCreatedMax} streams`, apiModel('CreateStream'),
    'An account may have at most five streams in the CREATING state at once.'),
  fact('shards-per-account', `${count(quotas.shardsPerAccount)} shards`, sources.quotas,
    'The default quota of an account in each of N. Virginia, Oregon and Ireland; it can be raised.'),
  fact('shards-per-account-elsewhere', `${count(quotas.shardsPerAccountMiddle)} or ${count(quotas.shardsPerAccountSmall)} shards`, sources.quotas,
    'The default quota of an account in each of the other Regions; it can be raised.'),
  fact('update-shard-count-calls', `${quotas.updateShardCountPerDayMax} times in 24 hours`, apiModel('UpdateShardCount'), 'UpdateShardCount may be called on a stream this often in a rolling day.'),
  fact('update-shard-count-ceiling', `${count(quotas.updateShardCountShardsMax)} shards`, apiModel('UpdateShardCount'), 'UpdateShardCount does not take a stream past this many shards by default.'),
  fact('on-demand-start', `${mb(quotas.onDemandInitialShards * quotas.shardWriteBytesPerSecond)}/s`, sources.quotas, 'A new on-demand stream can be written at this rate from the first second.'),
  fact('on-demand-since', 'November 2021', sources.sizing, 'On-demand mode exists since this month.'),
  fact('on-demand-doubling', minutes(quotas.onDemandDoublingMs), sources.sizing,
    'An on-demand stream may throttle when its traffic more than doubles within this time.'),
  fact('on-demand-write-max', `${count(quotas.onDemandWriteMiBpsMax / 1024)} GB/s`, sources.quotas,
    'An on-demand stream can grow to this rate of writing in N. Virginia, Oregon and Ireland; it can be raised.'),
  fact('on-demand-write-max-elsewhere', `${count(quotas.onDemandWriteMiBpsMaxElsewhere)} MB/s`, sources.quotas,
    'An on-demand stream can grow to this rate of writing in the other Regions; it can be raised.'),
  fact('mode-switches', `${count(quotas.streamModeSwitchesPerDayMax)} switches in 24 hours`, apiModel('UpdateStreamMode'), 'A stream may change between on-demand and provisioned this often.'),
  fact('list-shards-calls', '1,000 calls/s', sources.listShards, 'ListShards may be called this often on one stream.'),
  fact('describe-stream-calls', '10 calls/s', apiModel('DescribeStream'),
    'DescribeStream may be called this often in a whole account.'),
  fact('describe-stream-page', '100 shards', apiModel('DescribeStream'), 'One DescribeStream answer lists at most this many shards.'),
  fact('describe-summary-calls', '20 calls/s', apiModel('DescribeStreamSummary'),
    'DescribeStreamSummary may be called this often in a whole account.'),

  // Libraries
  fact('kpl-aggregate-bytes', '50 KB', sources.kpl,
    'The KPL fills one Kinesis record with user records up to this size by default.'),
  fact('kpl-collection', '500 records or 5 MB', sources.kpl, 'The KPL puts at most this into one PutRecords call.'),
  fact('kcl-tables', 'three DynamoDB tables', sources.kclTables,
    'KCL 3 keeps leases, worker metrics and coordinator state in three tables for each application; from 3.5 one can serve.'),

  // Lambda
  fact('lambda-poll', 'once a second', sources.lambdaKinesis,
    'The base rate at which Lambda’s standard iterator polls each shard.'),
  fact('lambda-batch-default', '100 records', sources.lambdaParameters, 'The default batch of a Kinesis event source mapping.'),
  fact('lambda-batch-max', '10,000 records', sources.lambdaParameters, 'The largest batch of a Kinesis event source mapping.'),
  fact('lambda-payload', '6 MB', sources.lambdaKinesis, 'One invocation receives at most this much, base64 and metadata included.'),
  fact('lambda-batch-window', '300 seconds', sources.lambdaParameters, 'Lambda may gather a batch for at most this long.'),
  fact('lambda-parallel-batches', '10 batches', sources.lambdaKinesis,
    'ParallelizationFactor lets Lambda work on up to this many batches of one shard at once, still in order for each key.'),
  fact('lambda-tumbling-window', '900 seconds', sources.lambdaWindows, 'The longest tumbling window, in which Lambda carries state from batch to batch.'),

  // Neighbours
  fact('firehose-interval', '0 to 900 seconds', sources.firehoseBuffering,
    'Firehose’s buffer interval; 0 turns on zero buffering, which delivers within seconds.'),
  fact('firehose-default', '300 seconds or 5 MB', sources.firehoseBuffering, 'Firehose’s default buffer: whichever is reached first.'),
  fact('firehose-floor-exam', '60 seconds', sources.firehoseLimits,
    'The former minimum of Firehose’s buffer interval, which older questions still expect.'),
  fact('firehose-hold', '24 hours', sources.firehoseLimits,
    'With Direct PUT, Firehose holds data at most this long while the destination is down.'),
  fact('firehose-poll', 'once a second', sources.firehoseStreams, 'Firehose calls GetRecords this often on each shard of a source stream.'),
  fact('firehose-renamed', 'February 2024', sources.firehoseHistory, 'The month in which Kinesis Data Firehose became Amazon Data Firehose.'),
  fact('sql-applications-end', '27 January 2026', sources.flinkDiscontinuation,
    'The day on which the SQL applications of Kinesis Data Analytics began to be deleted.'),
  fact('sqs-retention-default', '4 days', sources.sqsQuotas, 'An SQS queue keeps an undeleted message this long by default.'),
  fact('sqs-retention-range', '1 minute to 14 days', sources.sqsQuotas, 'The bounds of an SQS queue’s retention.'),
  fact('sqs-fifo-calls', '300 calls/s', sources.sqsQuotas, 'A FIFO queue in its default mode takes this many calls for each API action.'),
  fact('sqs-fifo-messages', '3,000 messages/s', sources.sqsQuotas, 'A FIFO queue in its default mode, ten messages to a batch.'),
  fact('sqs-fifo-high-calls', '70,000 calls/s', sources.sqsQuotas, 'A FIFO queue in high-throughput mode, in the largest Regions.'),
  fact('sqs-fifo-high-messages', '700,000 messages/s', sources.sqsQuotas, 'A FIFO queue in high-throughput mode with full batches, in the largest Regions.'),
  fact('sns-archive', '365 days', sources.snsArchive, 'An SNS FIFO topic can archive messages this long and replay them.'),
  fact('dynamodb-retention', '24 hours', sources.dynamoDbStreams, 'DynamoDB Streams keeps a change this long.'),
  fact('dynamodb-readers', 'two readers', sources.dynamoDbStreams, 'A shard of DynamoDB Streams serves at most this many readers without throttling.'),

  // The exam
  fact('exam-c02-last-day', '30 November 2026', sources.examC03, 'The last day on which DVA-C02 can be taken.'),
  fact('exam-c03-first-day', '1 December 2026', sources.examC03, 'The day on which registration for DVA-C03 opens.'),
  fact('exam-c02-weights', '32, 26, 24 and 18 %', sources.examC02, 'The weights of DVA-C02’s four domains, the only shares AWS publishes.'),
  fact('exam-c03-weights', '30, 26, 22 and 22 %', sources.examC03, 'The weights of DVA-C03’s four domains.'),
  fact('exam-c02-skill', 'Skill 1.1.10', sources.examC02Domain1, 'Where DVA-C02 puts the handling of streaming data.'),
  fact('exam-c03-skill', 'Skill 1.1.6', sources.examC03, 'Where DVA-C03 puts the handling of streaming data.'),
] as const;

export type FactId = (typeof facts)[number]['id'];

/** The words of a fact for a table or a card; a name that does not exist fails the type check. */
export const factText = (id: FactId): string => facts.find((entry) => entry.id === id)!.text;
