/** Put in order: the steps of a procedure. `steps` has them right; the quiz shows them by the alphabet first. */
import type { Card } from '#quiz';

export const orderSteps: readonly Card[] = [
  {
    id: 'steps-read-by-polling', kind: 'order-steps', topic: 'reading', section: 'commands',
    question: 'You read a stream by hand with the CLI. In which order do you take these steps?',
    steps: ['Call list-shards and choose a shard', 'Call get-shard-iterator for it', 'Call get-records with the iterator', 'Call get-records with NextShardIterator'],
    answer: 'Shards, iterator, records, and then the next iterator again and again.',
    why: 'An iterator belongs to one shard, so the shard comes first. GetRecords takes an iterator and nothing else to say where.',
    factIds: ['T020', 'T051', 'T052', 'T024'], source: 'Streams guide, consumers with the SDK',
    wrong: [{ answer: 'Begin with get-records and the stream’s name.', why: 'GetRecords without an iterator is refused; the stream alone is no place to read from.' }],
  },
  {
    id: 'steps-create-and-put', kind: 'order-steps', topic: 'commands', section: 'commands',
    question: 'A new stream shall take its first record. In which order do these steps happen?',
    steps: ['Call create-stream', 'The stream is CREATING', 'The stream is ACTIVE', 'Call put-record'],
    answer: 'Create, wait while it is CREATING, and put when it is ACTIVE.',
    why: 'CreateStream returns at once, long before there is a stream to write to. Later, while UPDATING, a stream does take records.',
    factIds: ['T049', 'T057', 'I31'], source: 'API model, CreateStream',
    wrong: [{ answer: 'Put right after create-stream returns.', why: 'A stream that is CREATING takes no records.' }],
  },
  {
    id: 'steps-split', kind: 'order-steps', topic: 'resharding', section: 'how-it-works',
    question: 'A hot shard is split. In which order do these things happen to the shard and its records?',
    steps: ['The shard is open and takes records', 'SplitShard is called and the stream is UPDATING', 'The shard is closed and two children are open', 'Consumers read the closed shard to its end', 'The closed shard’s last record passes retention and it is EXPIRED'],
    answer: 'Open, splitting, closed with two children, read to the end, expired.',
    why: 'No record moves. A shard is gone from the listings only when its last record has passed retention.',
    factIds: ['T028', 'T030', 'T032', 'I45', 'T034', 'T036'], source: 'Streams guide, after resharding',
    wrong: [{ answer: 'The shard is deleted as soon as the children are open.', why: 'Its records would be lost; it stays readable until they pass retention.' }],
  },
  {
    id: 'steps-fan-out', kind: 'order-steps', topic: 'enhanced fan-out', section: 'how-it-works',
    question: 'A consumer without the KCL is to read by enhanced fan-out. In which order do these steps come?',
    steps: ['Register a consumer', 'Wait until the consumer is ACTIVE', 'Call SubscribeToShard for a shard', 'Receive records and keep ContinuationSequenceNumber', 'Subscribe again from it when the subscription ends'],
    answer: 'Register, wait, subscribe, receive, and subscribe again.',
    why: 'The registration gives the ARN that a subscription needs. Each subscription ends by itself and is renewed from where it stood.',
    factIds: ['T025', 'T026', 'I11', 'I12'], source: 'API model, SubscribeToShard',
    wrong: [{ answer: 'Begin with GetShardIterator.', why: 'Fan-out uses no iterator; the subscription itself says where to begin.' }],
  },
  {
    id: 'steps-lag', kind: 'order-steps', topic: 'lag', section: 'questions',
    question: 'A consumer falls behind further every hour. In which order do you act, so that nothing is lost?',
    steps: ['See the iterator age rise', 'Raise the retention', 'Find out what makes the consumer slow', 'Make it faster or give it more workers', 'Watch the iterator age fall'],
    answer: 'See it, make time by retention, find the cause, mend it, and watch.',
    why: 'Retention comes before the search, because unread records that fall off are gone for good.',
    factIds: ['T084', 'T085', 'W05', 'I15'], source: 'Streams guide, troubleshoot consumers',
    wrong: [{ answer: 'Find the cause first, then raise retention.', why: 'While you search, the oldest records may pass retention.' }],
  },
  {
    id: 'steps-checkpoint', kind: 'order-steps', topic: 'checkpoints', section: 'on-the-job',
    question: 'A KCL worker must lose no record when it dies. In which order does it do these steps?',
    steps: ['Take the lease of a shard', 'Read records after the checkpoint', 'Process them', 'Write the new checkpoint'],
    answer: 'Lease, read, process, and only then the checkpoint.',
    why: 'A checkpoint written first would skip what was not processed before a crash. Written last, it lets some be processed twice, which at-least-once allows.',
    factIds: ['T069', 'T094', 'W11'], source: 'Streams guide, KCL and DynamoDB',
    wrong: [{ answer: 'Checkpoint before processing, so that nothing is done twice.', why: 'Then a crash in between loses records without a trace.' }],
  },
];
