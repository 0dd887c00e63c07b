/** Plain questions of the belt, what it is for and how it works. Where the exam expects something else than AWS does today, the card says both. */
import type { Card } from '#quiz';
import { factText } from '../facts.ts';

export const howItWorks: readonly Card[] = [
  {
    id: 'read-does-not-remove', topic: 'the belt', section: 'belt',
    question: 'Application A has read a record. An hour later application B starts. Can B still read it?',
    answer: 'Yes: reading removes nothing, and the record stays until retention ends.',
    why: 'The position belongs to each reader and not to the record. So readers need not know of each other.',
    factIds: ['T066', 'T011'], source: 'Streams guide, key concepts',
    wrong: [
      { answer: 'No, A has taken it.', why: 'That is a queue; a stream only moves A’s own position.' },
    ],
  },
  {
    id: 'position-that-survives', topic: 'checkpoints', section: 'belt',
    question: 'A consumer keeps its shard iterator in a file so that it can resume tomorrow. What is wrong?',
    answer: `An iterator lives for ${factText('iterator-life')}; what must survive is a checkpoint, a stored sequence number.`,
    why: 'Tomorrow the file holds an expired ticket. With the sequence number you can ask for a new iterator at AFTER_SEQUENCE_NUMBER.',
    factIds: ['T098', 'T022'], source: 'Streams guide, consumers with the SDK',
    wrong: [
      { answer: 'Nothing, as long as the file is safe.', why: 'The file keeps an iterator, and an iterator expires whoever keeps it.' },
    ],
  },
  {
    id: 'once-per-group', topic: 'delivery', section: 'belt',
    question: 'Three workers of one KCL application share a stream. Is each record processed exactly once by the group?',
    answer: 'No: each shard has one owner at a time, but after a crash or a hand-over some records are processed again.',
    why: 'Kinesis has no consumer groups and promises at-least-once. The new owner starts from the last checkpoint, which may lie behind the work already done.',
    factIds: ['W11', 'T068', 'T069'], source: 'Streams guide, duplicate records',
    wrong: [
      { answer: 'Yes, the lease makes sure of it.', why: 'A lease says who reads a shard, and not how far the last owner got beyond its checkpoint.' },
    ],
  },
  {
    id: 'when-a-stream', topic: 'purpose', section: 'what-it-is-for',
    question: 'A bug spoiled yesterday’s totals. What does a stream let you do that a queue does not?',
    answer: 'Fix the code, go back to yesterday and read the same records again.',
    why: 'Replay works until retention ends. A queue has deleted what was done.',
    factIds: ['E07', 'T066', 'T091'], source: 'Kinesis Data Streams FAQ',
    wrong: [
      { answer: 'It is faster.', why: 'Speed does not bring yesterday’s records back; only retention does.' },
    ],
  },
  {
    id: 'same-key-same-shard', topic: 'routing', section: 'how-it-works',
    question: 'Two records have the same partition key. What decides that they land in the same shard?',
    answer: 'The MD5 of the key: equal keys give equal numbers, and each number lies in one open shard’s range.',
    why: 'Across a reshard the key moves to a child, so the earlier record may be in the parent. That is why a parent is finished first.',
    factIds: ['T015', 'I07'], source: 'API model, PutRecord',
    wrong: [
      { answer: 'The stream remembers which key went where.', why: 'Nothing is remembered: the hash is worked out anew for each record.' },
    ],
  },
  {
    id: 'order-between-shards', topic: 'order', section: 'how-it-works',
    question: 'Order 17 was put before order 18, under another key. Does a consumer of the stream see 17 first?',
    answer: 'Not surely: order holds within a shard, and two keys may be in two shards.',
    why: 'Shards are independent and are read separately. What must be in order has to share a key.',
    factIds: ['T016', 'T063'], source: 'Streams guide, producers with the SDK',
    wrong: [
      { answer: 'Yes, sequence numbers grow with time.', why: 'They grow within a shard; no order is promised between two shards.' },
    ],
  },
  {
    id: 'batch-order', topic: 'order', section: 'how-it-works',
    question: 'You put A, B and C with one key in a single PutRecords call. Must they be stored in that order?',
    answer: 'No: PutRecords does not promise order, and a refused B that you send again lands after C.',
    why: 'Every entry is tried on its own. Strict order needs PutRecord, one after the other, each with SequenceNumberForOrdering. The exam expects the same answer.',
    factIds: ['I06', 'I04'], source: 'API model, PutRecords',
    wrong: [
      { answer: 'Yes, they share a key and so a shard.', why: 'The same shard is not the same order: one entry may be refused while its neighbours are stored.' },
    ],
  },
  {
    id: 'latest-reads-nothing', topic: 'iterators', section: 'how-it-works',
    question: 'A consumer opens a LATEST iterator, waits, and reads nothing although ten records were put that morning. Why?',
    answer: 'LATEST stands just after the newest record and returns only what is put from then on.',
    why: 'The morning’s ten lie behind it. TRIM_HORIZON would have begun at the oldest kept record.',
    factIds: ['I28', 'T019'], source: 'API model, ShardIteratorType',
    wrong: [
      { answer: 'The morning’s records have expired.', why: 'They lie well within retention; the iterator was simply placed behind them.' },
    ],
  },
  {
    id: 'five-iterator-types', topic: 'iterators', section: 'how-it-works',
    question: 'Name the five iterator types. Which need something from you?',
    answer: 'TRIM_HORIZON and LATEST need nothing; AT_ and AFTER_SEQUENCE_NUMBER need a number, AT_TIMESTAMP a time.',
    why: 'The first two are the ends of the shard. The others are places inside it, so you must say which.',
    factIds: ['T018'], source: 'API model, ShardIteratorType',
    wrong: [
      { answer: 'All need a sequence number.', why: 'Only the two that name one do; the ends of the shard and a time need none.' },
    ],
  },
  {
    id: 'iterator-twice', topic: 'iterators', section: 'how-it-works',
    question: 'You call GetRecords twice with the same iterator, a minute apart. What happens the second time?',
    answer: `The same place is read again; the iterator is good for ${factText('iterator-life')} from when it was issued, used or not.`,
    why: `Older course texts say it is spent after one use. In the exam: it expires after ${factText('iterator-life')}, and NextShardIterator moves you on.`,
    factIds: ['W01', 'I29', 'I30'], source: 'Streams guide, consumers with the SDK',
    wrong: [
      { answer: 'ExpiredIteratorException, because it is spent.', why: 'Use does not spend an iterator; only its age does.' },
    ],
  },
  {
    id: 'full-answer', topic: 'reading', section: 'how-it-works',
    question: `A consumer far behind gets one answer of the full ${factText('get-records-bytes')}, calls again at once and is refused. Why?`,
    answer: `After a full answer the shard refuses GetRecords for ${factText('full-answer-pause')}.`,
    why: `A shard sustains ${factText('shard-read-bytes')}, and the answer was worth the whole pause. The exam asks for the sustained figure and ${factText('shard-read-calls')}.`,
    factIds: ['I10', 'I08'], source: 'API model, GetRecords',
    wrong: [
      { answer: 'The iterator has expired.', why: 'Then the error would be ExpiredIteratorException; here the shard limits the rate.' },
    ],
  },
  {
    id: 'fan-out-how', topic: 'enhanced fan-out', section: 'how-it-works',
    question: 'How do records reach an enhanced fan-out consumer, and how long does one subscription last?',
    answer: `Kinesis pushes them over HTTP/2 after SubscribeToShard, for ${factText('fan-out-subscription')} at a time.`,
    why: 'The consumer registers once and renews each subscription from the last ContinuationSequenceNumber.',
    factIds: ['T025', 'T026', 'I11', 'I12', 'T095'], source: 'API model, SubscribeToShard',
    wrong: [
      { answer: 'It polls with GetRecords, only faster.', why: 'GetRecords draws on the shared rate; fan-out never calls it.' },
    ],
  },
  {
    id: 'parent-after-split', topic: 'resharding', section: 'how-it-works',
    question: 'A shard has been split. Where are the records that were in it a minute before?',
    answer: 'Still in the parent, which is closed to writes and readable until they pass retention.',
    why: 'Resharding moves no data; only new records go to the children. So a consumer reads the parent to its end first.',
    factIds: ['T032', 'T034', 'T036'], source: 'Streams guide, after resharding',
    wrong: [
      { answer: 'They are moved to the children by their hash.', why: 'No record ever moves; the children begin empty.' },
    ],
  },
  {
    id: 'end-of-shard', topic: 'resharding', section: 'how-it-works',
    question: 'How does a consumer notice that it has read a closed shard to the end?',
    answer: 'NextShardIterator is null, and the same answer lists the ChildShards.',
    why: 'An empty answer alone means nothing: it is normal at the tip of an open shard.',
    factIds: ['T020', 'O21'], source: 'API model, GetRecords',
    wrong: [
      { answer: 'GetRecords returns no records.', why: 'An open shard gives empty answers too whenever nothing new has come.' },
    ],
  },
];
