/**
 * What is easily mixed up, side by side: the tables that stand in the prose; `more-tables.ts` has those that only `/compare` shows. True as of the fact sheet's day; a row named “In the exam” says the convention
 * where it differs. Numbers come from `facts.ts`.
 */
import type { ComparisonTable } from '../types.ts';
import { factText } from './facts.ts';

export const row = (id: string, aspect: string, ...cells: string[]) => ({ id, aspect, cells });

export const tables: readonly ComparisonTable[] = [
  {
    id: 'kds-vs-sqs',
    caption: 'Kinesis Data Streams and Amazon SQS',
    columns: ['Kinesis Data Streams', 'Amazon SQS'],
    rows: [
      row('unit', 'What it is', 'A log of records that readers move along', 'A queue of messages that workers take away'),
      row('after-reading', 'After reading', 'The record stays until retention ends',
        'Hidden for the visibility timeout, then gone once the consumer deletes it, or back if it does not'),
      row('kept', 'How long kept', `${factText('retention-default')} by default, up to ${factText('retention-max')}`,
        `${factText('sqs-retention-default')} by default, ${factText('sqs-retention-range')} to choose from`),
      row('replay', 'Replay', 'Yes: open an iterator further back', 'No, once a message is deleted'),
      row('readers', 'Several applications', 'Each reads every record, at its own pace',
        'Consumers of one queue compete for messages; to copy, put SNS before several queues'),
      row('order', 'Order', 'In a shard, so for each partition key', 'Best effort (standard); in each message group (FIFO)'),
      row('delivery', 'Delivery', 'At least once', 'At least once (standard); exactly-once processing (FIFO)'),
      row('throughput', 'Throughput',
        `${factText('shard-write-bytes')} or ${factText('shard-write-records')} in for each shard`,
        `Nearly unlimited (standard); ${factText('sqs-fifo-calls')}, ${factText('sqs-fifo-messages')} batched, up to ${factText('sqs-fifo-high-calls')} in high-throughput mode (FIFO)`),
      row('bad-item', 'One record that cannot be processed', 'Holds up its shard until you skip it',
        'Returns a few times, then goes to a dead-letter queue'),
      row('exam', 'In the exam', 'Replay, order per key at volume, several independent readers',
        `Decoupling, one consumer per message; FIFO means ${factText('sqs-fifo-messages')} unless high throughput is named`),
    ],
  },
  {
    id: 'kds-vs-firehose',
    caption: 'Kinesis Data Streams and Amazon Data Firehose',
    columns: ['Kinesis Data Streams', 'Amazon Data Firehose'],
    rows: [
      row('job', 'Its job', 'Keep records so that programs can read them', 'Carry records to a destination'),
      row('latency', 'Put to read, or to arrival',
        `${factText('fan-out-latency')} with enhanced fan-out, ${factText('polling-latency-one')} to ${factText('polling-latency-five')} polling`,
        `Seconds with zero buffering; by default at ${factText('firehose-default')}, whichever comes first`),
      row('kept', 'How long kept', `${factText('retention-default')} to ${factText('retention-max')}`,
        `No store to read from; up to ${factText('firehose-hold')} of holding with Direct PUT while a destination is down`),
      row('replay', 'Replay', 'Yes', 'No'),
      row('readers', 'Who gets the data', 'Any number of applications, each on its own', 'One destination for each Firehose stream, and an optional S3 backup'),
      row('code', 'Code to write', 'A consumer: KCL, Lambda, SDK, Flink', 'None; a Lambda function if records must be changed on the way'),
      row('capacity', 'Capacity', 'Shards, yours or on-demand’s', 'Nothing to set'),
      row('destinations', 'Destinations', 'Whatever your code writes to',
        'S3, Redshift, OpenSearch, Splunk, Snowflake, Iceberg tables, HTTP endpoints'),
      row('exam', 'In the exam', '“Real-time”', `“Near-real-time”; older questions: ${factText('firehose-floor-exam')} at least`),
    ],
  },
  {
    id: 'shared-vs-efo',
    caption: 'Polling and enhanced fan-out',
    columns: ['Shared (polling)', 'Enhanced fan-out'],
    rows: [
      row('call', 'Call', 'GetRecords, again and again', 'RegisterStreamConsumer once, then SubscribeToShard'),
      row('direction', 'Who moves', 'The consumer pulls', 'Kinesis pushes, over HTTP/2'),
      row('throughput', 'Throughput of a shard', `${factText('shard-read-bytes')}, shared by all`, `${factText('fan-out-read-bytes')} for each consumer`),
      row('calls', 'Calls', `GetRecords: ${factText('shard-read-calls')} on a shard, shared by all`,
        `${factText('fan-out-subscribe-rate')} for each consumer and shard; each lasts ${factText('fan-out-subscription')}`),
      row('latency', 'Usual delay', `${factText('polling-latency-one')} with one consumer, ${factText('polling-latency-five')} with five`,
        `${factText('fan-out-latency')}, however many`),
      row('consumers', 'How many', 'No fixed number; about five before they crowd each other',
        `${factText('fan-out-consumers')}; ${factText('fan-out-consumers-advantage')} with On-demand Advantage`),
      row('price', 'Price', 'In the shard’s price (provisioned)', 'Extra by consumer and by data, except in On-demand Advantage'),
      row('exam', 'In the exam', 'One reader, cost matters', `Several readers, or less than ${factText('fan-out-latency-exam')}`),
    ],
  },
  {
    id: 'provisioned-vs-on-demand',
    caption: 'The capacity modes',
    columns: ['Provisioned', 'On-demand Standard', 'On-demand Advantage'],
    rows: [
      row('shards', 'Who counts shards', 'You', 'Kinesis', 'Kinesis'),
      row('where', 'Where it is set', 'On the stream', 'On the stream', 'On the account, for all its on-demand streams'),
      row('start', 'At creation', 'You state the number', `You state nothing and begin with ${factText('on-demand-start')} in`, 'The same, or what you have warmed it for'),
      row('scaling', 'Scaling', 'SplitShard, MergeShards, UpdateShardCount', 'By itself; those three calls are refused', 'By itself, and ahead of a rush by warm throughput'),
      row('surge', 'A sudden surge', 'Throttled above the shards you have',
        `Throttled where traffic more than doubles within ${factText('on-demand-doubling')}`, 'Taken up to the warm throughput'),
      row('ceiling', 'How far it goes', `${factText('shards-per-account')} of an account in the largest Regions, ${factText('shards-per-account-elsewhere')} elsewhere`,
        `${factText('on-demand-write-max')} for a stream in the largest Regions, ${factText('on-demand-write-max-elsewhere')} elsewhere`, 'The same'),
      row('hot-key', 'One hot key', 'Throttled at one shard’s limit', 'The same: a key cannot be cut', 'The same'),
      row('price', 'Paid by', 'Shard-hours and puts', 'Stream-hours, data in and out', 'Data in and out at lower rates, with a minimum for the account'),
      row('fan-out', 'Enhanced fan-out', `${factText('fan-out-consumers')}, at a price`, `${factText('fan-out-consumers')}, at a price`, `${factText('fan-out-consumers-advantage')}, no surcharge`),
      row('switch', 'Changing', `${factText('mode-switches')}`, 'The same', 'A setting of the account'),
      row('exam', 'In the exam', '“Predictable”, “control over capacity”', '“Unpredictable”, “no capacity planning”, “least effort”', 'Newer than most questions'),
    ],
  },
  {
    id: 'iterator-types',
    caption: 'The five iterator types',
    columns: ['You give', 'The first record you get', 'Take it to'],
    rows: [
      row('TRIM_HORIZON', 'TRIM_HORIZON', 'Nothing', 'The oldest one still kept', 'Process everything; replay from the start'),
      row('LATEST', 'LATEST', 'Nothing', 'The first one put after now', 'Care only about what is new'),
      row('AT_SEQUENCE_NUMBER', 'AT_SEQUENCE_NUMBER', 'A sequence number', 'That very record', 'Read one record again'),
      row('AFTER_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER', 'A sequence number', 'The one behind it', 'Resume from a checkpoint'),
      row('AT_TIMESTAMP', 'AT_TIMESTAMP', 'A time', 'The first one at or after that time', 'Replay since half past two'),
    ],
  },
];
