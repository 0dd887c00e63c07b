/** Tables to look things up in, beside those of the prose: the family, the limits, the errors. Numbers come from `facts.ts`. */
import type { ComparisonTable } from '../types.ts';
import { factText, type FactId } from './facts.ts';
import { row } from './tables.ts';

const limit = (fact: FactId, aspect: string, of: string, beyond: string) => row(fact, aspect, factText(fact), of, beyond);

const throttled = 'ProvisionedThroughputExceededException';
const invalid = 'InvalidArgumentException or ValidationException';

export const moreTables: readonly ComparisonTable[] = [
  {
    id: 'family',
    caption: 'The wider family',
    columns: ['What it is', 'Order', 'Can be read again', 'Several readers', 'Take it for'],
    sortable: true,
    rows: [
      row('kinesis', 'Kinesis Data Streams', 'A log in shards, with AWS’s own API', 'In a shard, for each key', `Yes, ${factText('retention-default')} to ${factText('retention-max')}`, 'Yes, each at its own place', 'Real time, replay, order for each key'),
      row('msk', 'Amazon MSK', 'Apache Kafka, run for you', 'In a partition', 'Yes, as long as you store it', 'Yes, in consumer groups', 'Code that speaks Kafka; control over every setting'),
      row('firehose', 'Amazon Data Firehose', 'A delivery service with a buffer', 'Not promised', 'No', 'No: one destination', 'Loading into S3, Redshift, OpenSearch without code'),
      row('flink', 'Managed Service for Apache Flink', 'Programs that compute on streams', 'For each key it computes on', 'It rewinds its source to a snapshot', 'It is a reader itself', 'Windows, joins, patterns over many records'),
      row('sqs', 'Amazon SQS', 'A queue of messages', 'FIFO: in a group; standard: best effort', 'No, once deleted', 'No: they compete', 'Decoupling work, one worker for each message'),
      row('sns', 'Amazon SNS', 'Push to all subscribers', 'FIFO topics only', `FIFO topics can archive for ${factText('sns-archive')}`, 'Yes, each gets a copy', 'Telling many at once'),
      row('eventbridge', 'Amazon EventBridge', 'A bus that routes events by pattern', 'None', 'From an archive', 'Yes, by rules', 'Events of AWS services and SaaS to many targets'),
      row('dynamodb-streams', 'DynamoDB Streams', 'The changes of one table', 'For each item', `Yes, ${factText('dynamodb-retention')}`, `${factText('dynamodb-readers')} on a shard`, 'Reacting to what changed in a table'),
    ],
  },
  {
    id: 'limits',
    caption: 'The limits',
    columns: ['Limit', 'Counted for', 'Beyond it'],
    sortable: true,
    rows: [
      limit('shard-write-bytes', 'Data in', 'one shard', throttled),
      limit('shard-write-records', 'Records in', 'one shard', throttled),
      limit('shard-read-bytes', 'Data out to those who poll', 'one shard, all of them together', throttled),
      limit('shard-read-calls', 'GetRecords', 'one shard, all who poll together', throttled),
      limit('full-answer-pause', 'Pause after a full answer', 'one shard', throttled),
      limit('fan-out-read-bytes', 'Data pushed', 'one shard and registered consumer', 'The rest comes later'),
      limit('get-records-count', 'Records in one answer', 'one GetRecords call', 'The rest comes with the next call'),
      limit('get-records-bytes', 'Bytes in one answer', 'one GetRecords call', 'The rest comes with the next call'),
      limit('put-records-count', 'Records in one batch', 'one PutRecords call', invalid),
      limit('put-records-bytes', 'Bytes in one batch', 'one PutRecords call', invalid),
      limit('record-size-default', 'A record, as a stream comes', 'data and partition key', invalid),
      limit('record-size-ceiling', 'A record, at most', 'data and partition key, where the stream is set so', invalid),
      limit('partition-key-length', 'A partition key', 'one record', invalid),
      limit('iterator-life', 'A shard iterator', 'from the moment it was issued', 'ExpiredIteratorException'),
      limit('get-shard-iterator-calls', 'GetShardIterator', 'one shard', throttled),
      limit('fan-out-subscription', 'A subscription', 'one consumer and shard', 'It ends; subscribe again'),
      limit('fan-out-resubscribe-wait', 'Wait before subscribing again', 'one consumer and shard', 'ResourceInUseException'),
      limit('fan-out-consumers', 'Registered consumers', 'one stream', 'LimitExceededException'),
      limit('fan-out-consumers-advantage', 'Registered consumers under Advantage', 'one stream', 'LimitExceededException'),
      limit('retention-default', 'Retention, at least', 'one stream', 'InvalidArgumentException'),
      limit('retention-max', 'Retention, at most', 'one stream', 'InvalidArgumentException'),
      limit('shards-per-account', 'Shards, three largest Regions', 'one account and Region', 'LimitExceededException; can be raised'),
      limit('shards-per-account-elsewhere', 'Shards, other Regions', 'one account and Region', 'LimitExceededException; can be raised'),
      limit('update-shard-count-calls', 'UpdateShardCount', 'one stream', 'LimitExceededException'),
      limit('mode-switches', 'Changes of the capacity mode', 'one stream', 'LimitExceededException'),
      limit('streams-creating', 'Streams being created', 'one account', 'LimitExceededException'),
      limit('describe-stream-calls', 'DescribeStream', 'one account', 'LimitExceededException'),
      limit('describe-summary-calls', 'DescribeStreamSummary', 'one account', 'LimitExceededException'),
      limit('list-shards-calls', 'ListShards', 'one stream', 'LimitExceededException'),
      limit('lambda-batch-max', 'Records in one Lambda batch', 'one invocation', 'The rest comes with the next batch'),
      limit('lambda-payload', 'Bytes in one Lambda batch', 'one invocation', 'The batch is cut'),
    ],
  },
  {
    id: 'errors',
    caption: 'The errors, and what to do',
    columns: ['What it says', 'Try again?', 'What to do'],
    sortable: true,
    rows: [
      row('throughput', throttled, 'One shard got more than it takes, or was asked more often than it answers', 'Yes, after a growing wait', 'Look for a hot key; split the shard, or poll less often'),
      row('failed-records', 'FailedRecordCount above zero', 'PutRecords took some entries and refused others; the status is 200 all the same', 'Those entries only', 'Send the refused entries again, after a wait'),
      row('expired-iterator', 'ExpiredIteratorException', `The iterator is older than ${factText('iterator-life')}`, 'Not with this iterator', 'GetShardIterator with the last sequence number; work less between two reads'),
      row('limit', 'LimitExceededException', 'A call that manages streams came too often, or a quota is used up', 'Yes, where it was the rate', 'Wait; have the quota raised'),
      row('in-use', 'ResourceInUseException', 'The stream is not ACTIVE, or a subscription is too young to be replaced', 'Yes, a little later', 'Wait until the stream is ACTIVE'),
      row('not-found', 'ResourceNotFoundException', 'No such stream, shard or consumer in this account and Region', 'No', 'Check name, Region and account'),
      row('invalid', 'InvalidArgumentException', 'The call is well formed, but what it asks makes no sense here', 'No', 'Read the message: it names the argument'),
      row('validation', 'ValidationException', 'A value is too long, too short, or not of its type', 'No', 'Read the message: it names the constraint'),
      row('expired-token', 'ExpiredNextTokenException', 'The page token of a listing has grown old', 'Not with this token', 'Begin the listing again'),
      row('kms', 'KMSDisabledException and its kin', 'The stream is encrypted, and its key cannot be used by the caller', 'Only where it was throttling', 'Enable the key, or grant its use'),
    ],
  },
];
