/** Which service? A need in a sentence or two, and the one service that meets it. */
import type { Card } from '#quiz';
import { factText } from '../facts.ts';

export const whichService: readonly Card[] = [
  {
    id: 'service-replay', kind: 'which-service', topic: 'which service', section: 'what-it-is-for',
    question: 'Three teams read the same clicks, each at its own pace, and one wants to read last week again. Which service?',
    answer: 'Kinesis Data Streams.',
    why: `It keeps what was read, for up to ${factText('retention-max')}, and every reader has its own position.`,
    factIds: ['E07', 'T011', 'T066', 'T041', 'I38', 'T091', 'E06', 'T080'], source: 'Kinesis Data Streams FAQ',
    wrong: [
      { answer: 'SQS.', why: 'Its consumers share the messages between them, and a deleted one does not come back.' },
      { answer: 'Firehose.', why: 'It delivers to a destination; nobody can read from it again.' },
    ],
  },
  {
    id: 'service-jobs', kind: 'which-service', topic: 'which service', section: 'neighbours',
    question: 'Thumbnails must be made from uploaded pictures by any free worker, in any order, and one made twice does no harm. Which service?',
    answer: 'SQS, with a standard queue.',
    why: 'The workers compete for messages, each is deleted when done, and nobody counts shards. A standard queue may hand a message out twice.',
    factIds: ['E05', 'I38', 'T088', 'T090', 'T091', 'E08'], source: 'SQS guide, message quotas',
    wrong: [{ answer: 'Kinesis Data Streams.', why: 'Free workers beyond the number of shards would idle, and a record cannot be ticked off singly.' }],
  },
  {
    id: 'service-archive', kind: 'which-service', topic: 'which service', section: 'neighbours',
    question: 'An existing stream shall also be kept in S3, with no code to run. Which service do you add?',
    answer: 'Amazon Data Firehose, with the stream as its source.',
    why: `It polls each shard ${factText('firehose-poll')} and writes files. In older questions it is called Kinesis Data Firehose and buffers for at least ${factText('firehose-floor-exam')}.`,
    factIds: ['T077', 'O07', 'O11'], source: 'Firehose guide, reading from a data stream', disputed: 'O11',
    wrong: [{ answer: 'Lambda.', why: 'It could do it, but somebody would have to write the function.' }],
  },
  {
    id: 'service-windows', kind: 'which-service', topic: 'which service', section: 'neighbours',
    question: 'Averages over sliding windows and joins of two streams are wanted, with state that survives a crash. Which service?',
    answer: 'Amazon Managed Service for Apache Flink.',
    why: `Older questions call it Kinesis Data Analytics. Its SQL applications began to be deleted on ${factText('sql-applications-end')}; today it is Flink alone.`,
    factIds: ['O08', 'O09', 'T081'], source: 'Managed Flink, end of SQL applications',
    wrong: [{ answer: 'Kinesis Data Streams alone.', why: 'A stream only carries records and computes nothing.' }],
  },
  {
    id: 'service-table-changes', kind: 'which-service', topic: 'which service', section: 'neighbours',
    question: 'A function shall run on each change of one DynamoDB table, and nothing else reads the changes. Which service?',
    answer: 'DynamoDB Streams.',
    why: `It is tied to the table, keeps a change for ${factText('dynamodb-retention')} and serves ${factText('dynamodb-readers')} per shard. For more readers or longer retention a table can feed a Kinesis stream.`,
    factIds: ['E10'], source: 'DynamoDB guide, streams',
    wrong: [{ answer: 'Kinesis Data Streams.', why: 'It would work, but it is one more thing to pay for, and one reader does not need it.' }],
  },
  {
    id: 'service-push', kind: 'which-service', topic: 'which service', section: 'neighbours',
    question: 'A notice shall be pushed at once to a phone, a queue and a function, and nobody replays it. Which service?',
    answer: 'SNS.',
    why: `It pushes to every subscriber and keeps nothing on a standard topic. FIFO topics can archive for up to ${factText('sns-archive')} today; the exam takes SNS for storing nothing.`,
    factIds: ['O16'], source: 'SNS guide, archive and replay',
    wrong: [{ answer: 'Kinesis Data Streams.', why: 'A stream pushes to no phone; consumers must come and read.' }],
  },
  {
    id: 'service-fan-out-queues', kind: 'which-service', topic: 'which service', section: 'neighbours',
    question: 'Each message must be worked off by two separate applications, as jobs, without replay. Which services?',
    answer: 'An SNS topic in front of two SQS queues.',
    why: 'Consumers of one queue compete, on FIFO queues too, so each application needs a queue of its own.',
    factIds: ['I38', 'E05'], source: 'SQS guide, message quotas',
    wrong: [{ answer: 'One queue with two consumers.', why: 'Each message would reach one of the two, and not both.' }],
  },
  {
    id: 'service-own-logic', kind: 'which-service', topic: 'which service', section: 'neighbours',
    question: 'A stream’s records need a few lines of code each, and nobody wants to run servers. Which consumer?',
    answer: 'Lambda, with an event source mapping.',
    why: `The mapping polls each shard, ${factText('lambda-poll')} at its base rate, and passes batches to the function. For long-lived state or full control the exam prefers the KCL.`,
    factIds: ['T075', 'I35', 'I36'], source: 'Lambda guide, Kinesis event sources',
    wrong: [{ answer: 'A KCL application.', why: 'It runs on machines or containers that somebody must keep.' }],
  },
  {
    id: 'service-sensors', kind: 'which-service', topic: 'which service', section: 'neighbours',
    question: 'Sensors speak MQTT to AWS, and their readings shall reach a stream without code. Which service sits between?',
    answer: 'AWS IoT Core, with a rule whose action puts to the stream.',
    why: 'A rule picks messages by a query and hands them on. You choose the partition key in the rule.',
    factIds: ['T082'], source: 'Kinesis Data Streams FAQ',
    wrong: [{ answer: 'None, sensors call the stream by MQTT.', why: 'Kinesis is called by its own API over HTTPS and speaks no MQTT.' }],
  },
];
