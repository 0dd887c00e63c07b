/** Exam questions: iterators and polling, and enhanced fan-out. */
import type { ExamQuestion } from '#quiz';
import { factText as f } from '../facts.ts';
import { apiModel, sources } from '../sources.ts';
import { right, wrong } from './option.ts';

export const reading: readonly ExamQuestion[] = [
  {
    id: 'reading-oldest', topic: 'reading', section: 'how-it-works',
    stem: 'A new application must first process everything that is still in the stream, from the oldest record on, and then go on with new records. Which shard iterator type does it ask for?',
    options: [
      wrong('LATEST', 'It stands just after the newest record, so nothing that is stored would be read.'),
      right('TRIM_HORIZON', 'It stands at the oldest record that has not expired. From there reading goes on to the new ones by itself.'),
      wrong('AT_SEQUENCE_NUMBER with the number 0', 'A sequence number must be one of the shard’s own; 0 is none.'),
      wrong('AFTER_SEQUENCE_NUMBER without a number', 'This type needs a number, and the application has none yet.'),
    ],
    factIds: ['T018', 'T019', 'I28'], sources: [apiModel('ShardIteratorType')], errata: ['I28'],
  },
  {
    id: 'reading-since-time', topic: 'reading', section: 'how-it-works',
    stem: 'A release at 14:05 wrote wrong totals. The fixed application must process again what arrived since then, and nothing earlier. Retention is seven days, and no checkpoint of that moment was kept.',
    options: [
      wrong('TRIM_HORIZON, and skip records until one of 14:05 comes', 'It gets there in the end, after reading up to a week of records for nothing.'),
      wrong('LATEST, and set the clock of the consumer back', 'LATEST is decided by the stream’s newest record, not by the reader’s clock.'),
      right('AT_TIMESTAMP with 14:05', 'It stands at the first record that arrived at or after that time. No checkpoint is needed.'),
      wrong('AFTER_SEQUENCE_NUMBER with the time as the number', 'A sequence number is not a time, and one that is none of the shard’s is refused.'),
    ],
    factIds: ['T018', 'E07'], sources: [apiModel('ShardIteratorType')],
  },
  {
    id: 'reading-expired-iterator', topic: 'reading', section: 'watch-out',
    stem: 'A consumer calls a slow service for each batch. Now and then the next GetRecords fails with ExpiredIteratorException. No record may be skipped. What should the code do when it happens?',
    options: [
      wrong('Call GetRecords again with the same iterator, with backoff', `An iterator is good for ${f('iterator-life')}. Once expired, it stays so.`),
      wrong('Ask for a new iterator of type LATEST', 'All that arrived in between would be skipped.'),
      right('Ask for a new one of type AFTER_SEQUENCE_NUMBER, with the last number it processed', 'A sequence number does not age within retention, so reading goes on right where it stopped.'),
      wrong('Ask for a longer life of the iterator with GetShardIterator', 'There is no such parameter; the life of an iterator is fixed.'),
    ],
    factIds: ['T022', 'T023', 'T098', 'W01'], sources: [apiModel('GetShardIterator'), sources.sdkConsumers], errata: ['W01'],
  },
  {
    id: 'reading-empty-answer', topic: 'reading', section: 'edge-cases',
    stem: 'GetRecords answers with an empty list of records and with a NextShardIterator. MillisBehindLatest is above zero. What does the consumer have to do?',
    options: [
      wrong('Stop, for the shard is closed and read to its end', 'At the end of a closed shard there is no NextShardIterator.'),
      right('Go on with the NextShardIterator', 'An empty answer is no end. The answer says that there is more ahead, and the next call moves on.'),
      wrong('Go back with TRIM_HORIZON, for records were lost', 'Nothing is lost. It would only read again what was read.'),
      wrong('Raise Limit until records come', 'Limit is the most that may come, and it does not make a call find more.'),
    ],
    factIds: ['T020', 'I17'], sources: [sources.sdkConsumers], errata: ['I17'],
  },
  {
    id: 'reading-nothing-comes', topic: 'reading', section: 'how-it-works',
    stem: 'In a test, a script puts ten records, then asks for an iterator of type LATEST, calls GetRecords ten times and gets nothing. The puts succeeded. What is wrong?',
    options: [
      wrong('Records take some minutes before they can be read', 'They can be read well within a second.'),
      right('LATEST stands after the records that were put before it was asked for', 'Only what is put later is read from there. Ask for the iterator first, or use TRIM_HORIZON.'),
      wrong('Another consumer read the records first, and so removed them from the stream', 'Reading removes nothing.'),
      wrong('The script has no checkpoint table', 'A checkpoint table belongs to the KCL. GetRecords needs none.'),
    ],
    factIds: ['I28', 'T019', 'T066'], sources: [apiModel('ShardIteratorType')], errata: ['I28'],
  },
  {
    id: 'fan-out-many-readers', topic: 'fan-out', section: 'how-it-works',
    stem: 'Eight applications each read the whole of a busy stream. They hold each other up, and each needs its data well within half a second. The producers are far from the write limits.',
    options: [
      wrong('Add shards until eight pollers fit', 'It can be done, but it pays for write capacity nobody needs, and pollers of one shard still wait for each other.'),
      right('Register each application as a consumer with enhanced fan-out', `Each registered consumer has ${f('fan-out-read-bytes')} from every shard for itself, and records are pushed to it.`),
      wrong('Let one application read, and write all of it on to seven other streams', 'That is seven streams more to run and pay for, and a delay more in each.'),
      wrong('Raise Limit in each application’s GetRecords', 'It changes how much one answer may hold, not what the shard hands out in a second.'),
    ],
    factIds: ['T007', 'T027', 'T086', 'I14'], sources: [sources.enhancedConsumers],
  },
  {
    id: 'fan-out-one-archiver', topic: 'fan-out', section: 'in-the-exam',
    stem: 'A stream has one consumer, which archives records. It may be some seconds late, and it keeps up with ease. A colleague proposes enhanced fan-out. What do you answer?',
    options: [
      wrong('Yes: pollers lose records when they are late', 'Nobody loses records before retention ends.'),
      wrong('Yes: a poller cannot read a whole shard', 'A shard hands out twice what it takes in, so one poller can read all of it.'),
      right('No: one reader without need for speed is served by polling, which costs nothing extra', `Enhanced fan-out is for several readers that need throughput of their own, or for one that must have data faster than ${f('fan-out-latency-exam')}.`),
      wrong('No: enhanced fan-out needs at least two consumers', 'It works with one. It is merely not worth its price here.'),
    ],
    factIds: ['E11', 'I13', 'I42', 'O22'], sources: [sources.faq, sources.enhancedConsumers], errata: ['I13'],
  },
  {
    id: 'fan-out-how', topic: 'fan-out', section: 'how-it-works',
    stem: 'A developer writes a consumer with the SDK that uses enhanced fan-out. Which TWO calls does it have to make?',
    options: [
      right('RegisterStreamConsumer', 'It gives the consumer a name and an ARN at the stream. It is done once.'),
      wrong('GetShardIterator', 'A subscription names its starting position itself and needs no iterator.'),
      wrong('GetRecords', 'That is polling. With enhanced fan-out records are pushed.'),
      right('SubscribeToShard', `It opens the HTTP/2 connection over which one shard is pushed, for ${f('fan-out-subscription')}; then the consumer calls it again.`),
      wrong('EnableEnhancedMonitoring', 'That turns on metrics for each shard and has nothing to do with reading.'),
    ],
    factIds: ['T025', 'T026', 'I11', 'I12'], sources: [apiModel('RegisterStreamConsumer'), apiModel('SubscribeToShard')], errata: ['I11'],
  },
  {
    id: 'fan-out-slow-code', topic: 'fan-out', section: 'watch-out',
    stem: 'The only consumer of a stream falls behind. There is no read throttling; its code waits for a database most of the time. The team switches it to enhanced fan-out. What happens?',
    options: [
      wrong('It catches up, because it now has throughput of its own', 'It had all the throughput it could use. Nothing was throttled.'),
      wrong('It catches up, because records are pushed and no longer polled', 'Pushed records wait just as long for code that is slow.'),
      right('It goes on falling behind, and the bill is higher', 'Enhanced fan-out helps one that is held up in reading. Here the processing must become faster, or more parallel.'),
      wrong('It fails, because enhanced fan-out cannot be used with one consumer', 'It can. It is just no help.'),
    ],
    factIds: ['I15'], sources: [sources.slowConsumers],
  },
  {
    id: 'fan-out-lambda', topic: 'fan-out', section: 'edge-cases',
    stem: 'A Lambda function reads a stream that four other applications poll, and its reads are throttled. It shall read with enhanced fan-out. What has to be done?',
    options: [
      wrong('Rewrite the function in a runtime that supports HTTP/2, and subscribe from there', 'Lambda holds the connection itself; the function’s code and runtime do not matter.'),
      right('Register a consumer, and give its ARN to the event source mapping', 'The mapping reads as that consumer instead of polling with the others.'),
      wrong('Call SubscribeToShard in the function’s code', 'The service subscribes and invokes the function. A function that subscribes would be billed while it waits.'),
      wrong('Set ParallelizationFactor to its maximum', 'It runs more batches at once; the reads stay shared and throttled.'),
    ],
    factIds: ['W03', 'I35'], sources: [sources.lambdaKinesis], errata: ['W03'],
  },
];
