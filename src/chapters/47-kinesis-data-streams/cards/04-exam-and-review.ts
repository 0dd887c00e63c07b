/** Plain questions of the exam, the edge cases and what is easily mixed up. Where the exam expects something else than AWS does today, the card says both. */
import type { Card } from '#quiz';
import { factText } from '../facts.ts';

export const examAndReview: readonly Card[] = [
  {
    id: 'wrong-answer-sqs', topic: 'exam', section: 'in-the-exam',
    question: 'Two applications must each process all events of a customer in order, and again if need be. Why not SQS with Lambda?',
    answer: 'Consumers of one queue compete for messages, and a deleted message cannot be replayed.',
    why: 'Order is not the reason: FIFO queues keep it for each message group. If neither replay nor several readers is asked for, SQS may be right.',
    factIds: ['E03', 'E05', 'I38', 'W12', 'T091', 'I39'], source: 'SQS guide, message quotas',
    wrong: [
      { answer: 'SQS cannot keep any order.', why: 'A FIFO queue does, within a message group; what it lacks is replay and independent readers.' },
    ],
  },
  {
    id: 'wrong-answer-delivery', topic: 'exam', section: 'in-the-exam',
    question: 'Does Kinesis deliver at most once, at least once or exactly once?',
    answer: 'At least once, so consumers must be idempotent.',
    why: 'A producer that hears no reply may put the record again, and a consumer that restarts reads again from its checkpoint.',
    factIds: ['E12', 'T064', 'T065'], source: 'Streams guide, duplicate records',
    wrong: [
      { answer: 'At most once.', why: 'A retry after a lost reply stores a second copy, so a record can come more than once.' },
    ],
  },
  {
    id: 'wrong-answer-retention', topic: 'exam', section: 'in-the-exam',
    question: 'The number of shards is doubled. What happens to the retention?',
    answer: 'Nothing: only IncreaseStreamRetentionPeriod makes it longer.',
    why: 'Shards are width, retention is length, and neither setting touches the other.',
    factIds: ['T042'], source: 'API model, IncreaseStreamRetentionPeriod',
    wrong: [
      { answer: 'It doubles as well.', why: 'More shards take more data in the same time, and keep it no longer.' },
    ],
  },
  {
    id: 'several-readers', topic: 'exam', section: 'in-the-exam',
    question: 'Five applications read a stream and each needs the full rate of every shard. What do you choose?',
    answer: `Enhanced fan-out, which gives each of them ${factText('fan-out-read-bytes')} per shard.`,
    why: `By polling they would share ${factText('shard-read-bytes')} and ${factText('shard-read-calls')}. Merely having several readers does not call for it: about five can poll a shard.`,
    factIds: ['I14', 'T007', 'I08'], source: 'Streams guide, enhanced fan-out',
    wrong: [
      { answer: 'Five times as many shards.', why: 'Each reader would still share the rate of each shard with the others.' },
    ],
  },
  {
    id: 'split-under-load', topic: 'resharding', section: 'edge-cases',
    question: 'A shard is being throttled right now. May you split it?',
    answer: 'Yes: splitting a hot shard is the remedy.',
    why: 'A split is refused if the stream is not ACTIVE, the shard is closed, the hash key does not fit, a quota is reached or the stream is on-demand. Load is not among the reasons.',
    factIds: ['W06'], source: 'Streams guide, strategies for resharding',
    wrong: [
      { answer: 'No, a throttled shard refuses the split.', why: 'AWS names the reasons for refusal, and load is none of them.' },
    ],
  },
  {
    id: 'repeat-after-timeout', topic: 'delivery', section: 'edge-cases',
    question: 'A put timed out and was repeated. Can a consumer find the repeat by its sequence number?',
    answer: 'No: each stored record has a number of its own, so the two differ; use an ID inside the data.',
    why: 'The number is given when a record is stored. The first put may have been stored although its reply was lost.',
    factIds: ['T014', 'T064', 'T065'], source: 'Streams guide, duplicate records',
    wrong: [
      { answer: 'Yes, the repeat carries the same number.', why: 'A put that is stored twice is two records with two numbers.' },
    ],
  },
  {
    id: 'half-of-retention', topic: 'monitoring', section: 'takeaways',
    question: 'The iterator age has passed half of the retention period. What do you do first?',
    answer: 'Raise the retention, then look for the cause.',
    why: 'Records that fall off unread are gone for good. Longer retention buys the time to repair the consumer.',
    factIds: ['T084', 'T085', 'W05'], source: 'Streams guide, troubleshoot consumers',
    wrong: [
      { answer: 'Add shards.', why: 'New shards hold none of the backlog, and the clock of the old records keeps running.' },
    ],
  },
  {
    id: 'queue-or-stream', topic: 'comparison', section: 'easy-to-mix-up',
    question: 'In a queue the message knows whether it is done. What corresponds to that in a stream?',
    answer: 'The position of each reader: the stream asks how far you are, not what is done.',
    why: 'So many readers can go their own pace, and none can tick off a single record. Since 2026 on-demand streams can have queues as well; in the exam a stream is not a queue.',
    factIds: ['T066', 'O18'], source: 'Streams guide, key concepts',
    wrong: [
      { answer: 'A flag on each record.', why: 'The stream keeps no state for a record beyond its age.' },
    ],
  },
  {
    id: 'at-or-after', topic: 'iterators', section: 'easy-to-mix-up',
    question: 'Your checkpoint is the last record you finished. Which iterator type resumes without reading it again?',
    answer: 'AFTER_SEQUENCE_NUMBER, which begins one record further than AT_SEQUENCE_NUMBER.',
    why: 'AT_ returns the named record itself. Use that one to look at a certain record again.',
    factIds: ['T018', 'T098'], source: 'API model, ShardIteratorType',
    wrong: [
      { answer: 'AT_SEQUENCE_NUMBER.', why: 'It returns the finished record once more.' },
      { answer: 'LATEST.', why: 'It skips all that came while you were away.' },
    ],
  },
  {
    id: 'fifo-speed', topic: 'comparison', section: 'easy-to-mix-up',
    question: 'How many messages a second does an SQS FIFO queue take?',
    answer: `In the exam ${factText('sqs-fifo-messages')} with batching; today up to ${factText('sqs-fifo-high-messages')} in high-throughput mode.`,
    why: `Without batches the default mode takes ${factText('sqs-fifo-calls')}. A question that means the fast mode names it.`,
    factIds: ['O14'], source: 'SQS guide, message quotas',
    wrong: [
      { answer: 'Unlimited, like any queue.', why: 'That is the standard queue; order has its price in rate.' },
    ],
  },
  {
    id: 'reshard-downtime', topic: 'resharding', section: 'watch-out',
    question: 'How long is a stream unavailable while shards are added?',
    answer: 'Not at all: reads and writes go on while it is UPDATING.',
    why: 'Some lists call this a misconception, but it is true. What remains to do is to read the child shards after their parents.',
    factIds: ['W07', 'T031', 'I32', 'W06'], source: 'Kinesis Data Streams FAQ',
    wrong: [
      { answer: 'Until the stream is ACTIVE again.', why: 'UPDATING forbids another reshard, and not reading or writing.' },
    ],
  },
  {
    id: 'consumers-per-shard', topic: 'reading', section: 'watch-out',
    question: 'May two applications read the same shard?',
    answer: `Yes; polling ones share its ${factText('shard-read-bytes')} and ${factText('shard-read-calls')}.`,
    why: 'Inside one KCL application a shard has one worker at a time. A second application has leases of its own.',
    factIds: ['T067', 'T068', 'I08'], source: 'Streams guide, enhanced fan-out',
    wrong: [
      { answer: 'No, one consumer per shard.', why: 'That holds for the workers of one KCL application, and not for applications.' },
    ],
  },
  {
    id: 'fan-out-for-one', topic: 'enhanced fan-out', section: 'watch-out',
    question: 'A stream has a single consumer. When is enhanced fan-out worth its price?',
    answer: `When it needs records in less than ${factText('fan-out-latency-exam')}; otherwise polling is enough and cheaper.`,
    why: `Fan-out delivers in ${factText('fan-out-latency')}, polling in ${factText('polling-latency-one')} or more. In On-demand Advantage it has no surcharge.`,
    factIds: ['I13', 'E11', 'O22', 'I42'], source: 'Kinesis Data Streams FAQ',
    wrong: [
      { answer: 'Always, it is simply better.', why: 'A lone reader has the shard’s whole rate already and would pay for delay it may not need to save.' },
    ],
  },
  {
    id: 'not-a-queue', topic: 'comparison', section: 'watch-out',
    question: 'One record makes the consumer crash each time. Will the stream set it aside after some attempts?',
    answer: 'No: it stays where it is, and the consumer must skip it or the shard waits.',
    why: 'Nothing is removed by reading, nor by failing to read. A queue can hand it to a dead-letter queue; since 2026 a queue on an on-demand stream can do that as well.',
    factIds: ['T066', 'I37', 'O18'], source: 'Streams guide, key concepts',
    wrong: [
      { answer: 'Yes, after the third attempt.', why: 'Attempts are counted by queues and by Lambda’s event source mapping, never by the stream.' },
    ],
  },
  {
    id: 'catching-up', topic: 'lag', section: 'questions',
    question: 'A consumer is hours behind. Why does doubling the shards not shorten its backlog?',
    answer: 'The backlog stays in the old shards; more shards widen only what arrives from now on.',
    why: 'Raise retention, make the processing faster, add workers up to the number of shards. In the exam “more parallelism” still means more shards together with more workers.',
    factIds: ['W05', 'I15', 'I16'], source: 'Streams guide, troubleshoot consumers',
    wrong: [
      { answer: 'It does, each shard then has half of the backlog.', why: 'Stored records are not spread again; they wait in the shard they were put in.' },
    ],
  },
  {
    id: 'workers-and-shards', topic: 'KCL', section: 'questions',
    question: 'A KCL application has four shards and six workers. How many workers read?',
    answer: 'Four at most: a shard’s lease has one holder, and the rest stand by.',
    why: 'To use six workers, there must be six shards.',
    factIds: ['I16', 'T068'], source: 'Streams guide, scale record processors',
    wrong: [
      { answer: 'Six, two shards are shared.', why: 'A lease cannot be shared by two workers of one application.' },
    ],
  },
  {
    id: 'global-order', topic: 'order', section: 'questions',
    question: 'Every record of the stream must be read in one order. What does that cost?',
    answer: `A single shard, and with it ${factText('shard-write-bytes')} of writing in all.`,
    why: 'Order exists only within a shard. For order per customer, use the customer’s ID as the key and keep the many shards.',
    factIds: ['T062', 'T063', 'T005'], source: 'Streams guide, key concepts',
    wrong: [
      { answer: 'One partition key and many shards.', why: 'One key fills one shard, so the others would be paid for and stay empty.' },
    ],
  },
  {
    id: 'streams-or-firehose', topic: 'comparison', section: 'questions',
    question: 'Events must be in S3 within some minutes, and nobody wants to write code. Data Streams or Firehose?',
    answer: 'Firehose: it delivers to S3 without a consumer and without shards to count.',
    why: 'Data Streams is for programs that read. Often both are used, with Firehose reading the stream for the archive. Since 2026 an on-demand stream can deliver to S3 through a channel of its own; the exam does not know that.',
    factIds: ['T079', 'T078', 'T102', 'O19'], source: 'Firehose guide, destinations',
    wrong: [
      { answer: 'Data Streams, because it is faster.', why: 'Minutes are allowed, and a stream needs somebody to write and run a consumer.' },
    ],
  },
];
