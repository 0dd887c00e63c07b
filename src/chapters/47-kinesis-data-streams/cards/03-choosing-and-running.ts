/** Plain questions of the neighbours, the five steps and the job. Where the exam expects something else than AWS does today, the card says both. */
import type { Card } from '#quiz';
import { factText } from '../facts.ts';

export const choosingAndRunning: readonly Card[] = [
  {
    id: 'wrong-answer-firehose', topic: 'neighbours', section: 'neighbours',
    question: 'Two teams need each event within a second, independently. Why is Firehose the wrong answer?',
    answer: 'It buffers, serves one destination, and nothing can be read from it again.',
    why: `In the exam it is near-real-time with at least ${factText('firehose-floor-exam')} of buffer. Today the buffer can be set to zero and delivery takes seconds, which is still not a second.`,
    factIds: ['E04', 'O11', 'O12', 'I40'], source: 'Firehose guide, buffering hints', disputed: 'O11',
    wrong: [
      { answer: 'Because Firehose can lose events.', why: 'It retries and can keep what fails; the reasons are the buffer and the single destination.' },
    ],
  },
  {
    id: 'lambda-fan-out', topic: 'neighbours', section: 'neighbours',
    question: 'How do you let a Python Lambda function read a stream by enhanced fan-out?',
    answer: 'Register a consumer and give its ARN to the event source mapping.',
    why: 'Lambda itself holds the HTTP/2 connection, so the runtime does not matter. Older texts say that some runtimes cannot.',
    factIds: ['W03', 'T075'], source: 'Lambda guide, Kinesis event sources',
    wrong: [
      { answer: 'It cannot; Python lacks HTTP/2.', why: 'The function never opens the connection, Lambda does.' },
    ],
  },
  {
    id: 'kafka-code', topic: 'neighbours', section: 'neighbours',
    question: 'An existing Kafka application moves to AWS and its code must not change. Which service?',
    answer: 'Amazon MSK, which runs Apache Kafka.',
    why: 'Kinesis has its own API. MSK gives more control and more to operate.',
    factIds: ['T092', 'E09'], source: 'MSK guide, what it is',
    wrong: [
      { answer: 'Kinesis Data Streams, because it is a stream too.', why: 'It does not speak Kafka’s protocol, so the code would change.' },
    ],
  },
  {
    id: 'key-choice', topic: 'five steps', section: 'five-steps',
    question: 'A stream has 20 shards, and the partition key is one of four country codes. What will happen?',
    answer: 'At most four shards receive anything, and the largest country’s shard throttles.',
    why: 'A key lands in one shard, so there must be many more keys than shards. A user or device ID is usually right.',
    factIds: ['T059', 'T060'], source: 'Streams guide, producers with the SDK',
    wrong: [
      { answer: 'Kinesis spreads each country over several shards.', why: 'One key has one hash, and one hash lies in one open shard.' },
    ],
  },
  {
    id: 'shard-arithmetic', topic: 'five steps', section: 'five-steps',
    question: 'Producers send 3,000 records a second of 1,500 bytes each. How many shards must there be at least?',
    answer: 'Five: the bytes, 4.5 million a second, ask for more shards than the records do.',
    why: `Records alone would need three, at ${factText('shard-write-records')} each. Bytes need 4.3 at ${factText('shard-write-bytes')} (1,048,576 bytes), so five; the larger need decides.`,
    factIds: ['T005', 'T008', 'I09'], source: 'Streams guide, quotas and limits',
    wrong: [
      { answer: 'Three, one for each thousand records.', why: 'That counts records and forgets the bytes, which need more here.' },
    ],
  },
  {
    id: 'finding-children', topic: 'five steps', section: 'five-steps',
    question: 'Your own consumer, without the KCL, must find new shards. Which call do you use?',
    answer: 'ListShards; at the end of a closed shard GetRecords also names its ChildShards.',
    why: `DescribeStream works, but an account has only ${factText('describe-stream-calls')} of it. The exam’s answer is ListShards too.`,
    factIds: ['O21', 'I33', 'T053', 'T050'], source: 'Streams guide, list shards',
    wrong: [
      { answer: 'UpdateShardCount.', why: 'It changes the number of shards and lists none.' },
    ],
  },
  {
    id: 'random-prefix', topic: 'hot keys', section: 'on-the-job',
    question: 'You put a random prefix on a hot partition key. What do you gain, and what do you lose?',
    answer: 'The load spreads over the shards; the order of that key’s records is gone.',
    why: 'Different prefixes hash to different shards. Accept it in the exam only where order is not asked for.',
    factIds: ['I21', 'T061'], source: 'Streams guide, key concepts',
    wrong: [
      { answer: 'The order stays, because the rest of the key is the same.', why: 'The whole key is hashed, so each prefix is another key.' },
    ],
  },
  {
    id: 'kpl-two-ways', topic: 'KPL', section: 'on-the-job',
    question: 'The KPL aggregates and collects. What is the difference, and does it compress?',
    answer: 'Aggregation fills one Kinesis record with many small ones, collection fills one PutRecords call; it does not compress.',
    why: 'Only aggregation gets round the record-rate limit. Consumers take aggregates apart again, as the KCL does.',
    factIds: ['W04', 'I27', 'T101'], source: 'Streams guide, KPL concepts',
    wrong: [
      { answer: 'They are two words for one thing.', why: 'Aggregation works inside a record, collection inside a call.' },
    ],
  },
  {
    id: 'lag-metric', topic: 'monitoring', section: 'on-the-job',
    question: 'Which CloudWatch metric of the stream shows that polling consumers fall behind?',
    answer: 'GetRecords.IteratorAgeMilliseconds.',
    why: 'MillisBehindLatest is a field of the GetRecords answer and a metric of the KCL and of enhanced fan-out. Lambda calls its own IteratorAge.',
    factIds: ['I17'], source: 'Streams guide, CloudWatch metrics',
    wrong: [
      { answer: 'IncomingBytes.', why: 'It shows what producers write, and a consumer may keep up with any amount.' },
    ],
  },
  {
    id: 'kcl-and-dynamodb', topic: 'KCL', section: 'on-the-job',
    question: 'Why does a KCL application create a table in DynamoDB?',
    answer: 'It keeps there the leases, one for each shard, and the checkpoints.',
    why: 'So a worker can take over where another died. KCL 3 keeps more there than that, in up to three tables; the exam means leases and checkpoints.',
    factIds: ['T069', 'T094', 'O17'], source: 'Streams guide, KCL and DynamoDB',
    wrong: [
      { answer: 'To keep a copy of the records.', why: 'The records stay in the stream; the table holds only who reads and how far.' },
    ],
  },
];
