/** Exam questions: which service fits the need. */
import type { ExamQuestion } from '#quiz';
import { factText as f } from '../facts.ts';
import { sources } from '../sources.ts';
import { right, wrong } from './option.ts';

export const choosing: readonly ExamQuestion[] = [
  {
    id: 'choosing-replay', topic: 'choosing', section: 'what-it-is-for',
    stem: 'A fraud team and a billing team each process every card payment, in order for each card. After a bug, the fraud team must be able to process the last two days again without the billing team noticing. Where should the payments go?',
    options: [
      right('A Kinesis data stream with its retention raised above two days', 'Reading removes nothing, so one reader can go back while the other stays where it is. Records of one card, as the key, keep their order.'),
      wrong('An SQS FIFO queue with one message group for each card', 'A FIFO queue keeps the order, but a message that was processed is deleted: there is nothing to process again, and the two teams would take messages from each other.'),
      wrong('An SNS standard topic with two SQS standard queues subscribed', 'Each team gets its copy, but neither the order of a card is kept nor can a processed message be read again.'),
      wrong('An Amazon Data Firehose stream that delivers to both teams’ Lambda functions', 'Firehose delivers to a destination, it does not let consumers read at their own position.'),
    ],
    factIds: ['E07', 'T011', 'T066'], sources: [sources.faq, sources.concepts],
  },
  {
    id: 'choosing-load-to-s3', topic: 'choosing', section: 'neighbours',
    stem: 'Web servers emit access logs that must land in Amazon S3 as compressed files within a few minutes. Nobody else reads them, and the team wants to write and run no consumer.',
    options: [
      wrong('A Kinesis data stream with a KCL application that writes to S3', 'It works, but the consumer is code to write and instances to run: the one thing the team does not want.'),
      right('Amazon Data Firehose with Direct PUT and an S3 destination', 'Firehose buffers, compresses and delivers by itself. A few minutes is just what its buffer is made for.'),
      wrong('An SQS queue polled by a Lambda function that writes each message to S3', 'That is code, and it makes one small file for each batch unless it gathers them itself.'),
      wrong('A Kinesis data stream with enhanced fan-out to S3', 'S3 is no consumer: enhanced fan-out pushes to a client that subscribed, and somebody must run it.'),
    ],
    factIds: ['T079', 'T102', 'E04'], sources: [sources.firehoseBuffering],
  },
  {
    id: 'choosing-jobs', topic: 'choosing', section: 'easy-to-mix-up',
    stem: 'Users upload videos. Each upload is one independent job of several minutes for any free worker; a job that fails a few times must be set aside for a person to look at. Order does not matter.',
    options: [
      wrong('A Kinesis data stream with the video’s ID as the partition key', 'A shard is read in order by one worker: a long job holds up all behind it, and there is no setting aside of a single record in the stream itself.'),
      right('An Amazon SQS standard queue with a dead-letter queue', 'Independent jobs for competing workers, one message deleted at a time, and a place for those that fail: this is what a queue is for.'),
      wrong('An Amazon SNS topic with the workers subscribed', 'Every subscriber would get every job, so each video would be processed by all workers.'),
      wrong('Amazon Data Firehose with a Lambda transformation', 'A transformation changes records on their way to a destination. It is not a queue of long jobs.'),
    ],
    factIds: ['E08', 'I38', 'E05'], sources: [sources.sqsQuotas, sources.concepts],
  },
  {
    id: 'choosing-real-time', topic: 'choosing', section: 'in-the-exam',
    stem: 'A dashboard must show sensor alarms within a second of the reading, and a second application will train on the same readings later the same day. Which service takes the readings in?',
    options: [
      wrong('Amazon Data Firehose with its default buffer', `The default buffer waits for ${f('firehose-default')}, and no second application can come back to read.`),
      right('Amazon Kinesis Data Streams', 'A record can be read well within a second of the put, and it stays for the second application until retention ends.'),
      wrong('Amazon SQS with long polling', 'The first application to process a message deletes it, so the second finds nothing.'),
      wrong('Amazon S3 with event notifications to Lambda', 'An object for each reading is neither fast nor cheap at this rate, and order is lost.'),
    ],
    factIds: ['E02', 'T099', 'O11', 'O12'], sources: [sources.faq, sources.firehoseBuffering], errata: ['O11'],
  },
  {
    id: 'choosing-kafka', topic: 'choosing', section: 'neighbours',
    stem: 'A company moves a set of applications to AWS that use Apache Kafka’s client libraries, topics and consumer groups. The applications should change as little as possible.',
    options: [
      wrong('Kinesis Data Streams, because streams and topics are the same', 'The idea is alike, the API is not: every producer and consumer would have to be rewritten, and Kinesis has no consumer groups.'),
      wrong('Kinesis Data Streams with the KCL’s Kafka mode', 'There is no such mode: the KCL speaks the Kinesis API alone.'),
      right('Amazon MSK', 'MSK runs Kafka itself, so the same libraries go on working.'),
      wrong('Amazon MQ', 'Amazon MQ runs ActiveMQ and RabbitMQ, whose protocols are others.'),
    ],
    factIds: ['E09', 'T092'], sources: [sources.faq],
  },
  {
    id: 'choosing-table-changes', topic: 'choosing', section: 'neighbours',
    stem: 'When an item of a DynamoDB table changes, one Lambda function must update a search index with the old and the new image. The change happens nowhere else, and the least new infrastructure is wanted.',
    options: [
      wrong('Have the application also put each change into a Kinesis data stream', 'Two writes can succeed and fail apart, and it is a stream more to pay for and to size.'),
      right('DynamoDB Streams as the Lambda function’s event source', 'The table itself records each change with both images; nothing has to be sized, and one reader is well within its limits.'),
      wrong('A scheduled Lambda function that scans the table', 'A scan sees the present state, not the changes, and reads the whole table each time.'),
      wrong('Amazon Data Firehose with the table as its source', 'Firehose delivers to a destination; it is not how a function hears of a table’s changes.'),
    ],
    factIds: ['E10'], sources: [sources.dynamoDbStreams],
  },
  {
    id: 'choosing-sql-on-stream', topic: 'choosing', section: 'neighbours',
    stem: 'Readings flow through a Kinesis data stream. A team wants averages over sliding windows, kept up to date as records arrive, with managed state and checkpoints and without running servers.',
    options: [
      wrong('Amazon Data Firehose with a Lambda transformation', 'A transformation sees one batch at a time and keeps no windows.'),
      wrong('Amazon Athena on the stream', 'Athena queries data at rest, in S3 for instance. It is no engine for a window that moves with the stream.'),
      right('Amazon Managed Service for Apache Flink', 'Flink reads the stream and keeps windows and state, and the service runs it. Its former name was Kinesis Data Analytics.'),
      wrong('Enhanced fan-out with one consumer for each window', 'Enhanced fan-out delivers records; it computes nothing.'),
    ],
    factIds: ['O08', 'O09', 'T081'], sources: [sources.flinkDiscontinuation], errata: ['O08'],
  },
  {
    id: 'choosing-stream-needs', topic: 'choosing', section: 'what-it-is-for',
    stem: 'An architect lists what a new system needs. Which TWO needs speak for a Kinesis data stream and against an SQS queue?',
    options: [
      right('Several applications read the same records, each at its own pace', 'Each reader keeps its own position, and reading removes nothing.'),
      wrong('A message becomes visible again when its worker does not confirm it', 'That is the visibility timeout of a queue. A stream has positions, not confirmations of single records.'),
      right('Records of the last days must be readable a second time', 'Until retention ends any reader can go back. A queue has deleted what was done.'),
      wrong('A message is delivered only after a delay of some minutes', 'Delayed delivery is a setting of SQS.'),
      wrong('The number of workers changes from minute to minute with the backlog', 'Any number of workers can take from a queue. In a stream the shards limit how many of one application work at once.'),
    ],
    factIds: ['T011', 'E07', 'T066', 'O18'], sources: [sources.faq, sources.concepts], errata: ['O18'],
  },
];
