/** Read what the command line printed: the simulator runs the commands, and what they print is the question. Times in ms. */
import { parts } from '#sim';
import type { ChapterCard, CliSession, ShowMe } from '../../types.ts';
import { factText } from '../facts.ts';
import { encrypted, FIRST_ENCRYPTED, hotAndIdle, manyPollers, quiet, STREAM } from './show-me-worlds.ts';

const { at, split, SECOND_MS, MINUTE_MS } = parts;
const FIRST = 'shardId-000000000000';
const iterator = (type: string, more = '') => `IT=$(aws kinesis get-shard-iterator --stream-name ${STREAM} --shard-id ${FIRST} --shard-iterator-type ${type}${more} --query ShardIterator --output text)`;
const getRecords = 'aws kinesis get-records --shard-iterator "$IT"';
const putRecord = (key: string) => `aws kinesis put-record --stream-name ${STREAM} --partition-key ${key} --data aGVsbG8=`;

type Text = Omit<ChapterCard, 'kind' | 'cli' | 'show'>;
/** What is read is also what proves the answer. */
const read = (session: Omit<CliSession, 'script'> & { readonly script: readonly string[] }, shown: Pick<ShowMe, 'look' | 'select'>, text: Text): ChapterCard => {
  const cli: CliSession = { ...session, script: session.script.join('\n') };
  return { kind: 'cli-output', ...text, cli, show: { ...cli, ...shown } };
};

const afterSplit = { world: quiet(1), actions: [at(40 * SECOND_MS, split(STREAM, 0, 0.5))], atMs: 100 * SECOND_MS } as const;
const console = { world: quiet(1), atMs: 40 * SECOND_MS } as const;

export const cliOutput: readonly ChapterCard[] = [
  read(
    { ...afterSplit, script: [`aws kinesis list-shards --stream-name ${STREAM} --query "Shards[].{Id:ShardId,Parent:ParentShardId,Ends:SequenceNumberRange.EndingSequenceNumber}"`] },
    { look: 'Two lanes are open, and the closed one is the parent of both.', select: { kind: 'shard', index: 0 } },
    {
      id: 'cli-which-is-open', topic: 'resharding', section: 'how-it-works',
      question: 'Which of these shards take new records, and what in the output tells you?',
      answer: 'The two that name a Parent: for them nothing stands behind Ends, and that parent has an ending number because it is closed.',
      why: 'A shard is given its last sequence number when it closes. It stays in the list until its records have passed retention.',
      factIds: ['T032', 'T034', 'I45'], source: 'Streams guide, after resharding',
      wrong: [{ answer: 'All three, since all three are listed.', why: 'The list holds closed shards as well, because they can still be read.' }],
    },
  ),
  read(
    { ...afterSplit, script: [iterator('LATEST'), getRecords] },
    { look: 'The lane that was read is closed, and two others carry on where it ended.', select: { kind: 'shard', index: 0 } },
    {
      id: 'cli-read-to-the-end', topic: 'resharding', section: 'how-it-works',
      question: 'A consumer gets this answer. Where does it read on?',
      answer: 'In the two ChildShards: there is no NextShardIterator, so this shard has been read to its end.',
      why: 'Only a closed shard that has no more records answers without a next iterator. The same answer names its children.',
      factIds: ['T020', 'O21', 'T036'], source: 'API model, GetRecords',
      wrong: [{ answer: 'With the same iterator, until records come.', why: 'The shard is closed, so no record will ever come.' }],
    },
  ),
  read(
    { ...console, script: [`aws kinesis split-shard --stream-name ${STREAM} --shard-to-split ${FIRST} --new-starting-hash-key 170141183460469231731687303715884105728`, `aws kinesis describe-stream-summary --stream-name ${STREAM}`] },
    { look: 'The stream is UPDATING, and its lane is still open.', select: { kind: 'shard', index: 0 } },
    {
      id: 'cli-updating', topic: 'resharding', section: 'commands',
      question: 'Half a second after a split the stream looks like this. May producers put records now?',
      answer: 'Yes: a stream that is UPDATING takes records and hands them out.',
      why: 'Only another change of the stream has to wait until it is ACTIVE. A stream that is CREATING would take no record.',
      factIds: ['I31', 'I32', 'W06', 'T030'], source: 'API model, SplitShard',
      wrong: [{ answer: 'No, not until StreamStatus is ACTIVE.', why: 'That holds for CREATING, and not for UPDATING.' }],
    },
  ),
  read(
    // A moment at which the full shard has room for one record and no more.
    { world: hotAndIdle, atMs: 9_010, script: [`aws kinesis put-records --stream-name ${STREAM} --records ${[1, 1, 1, 5].map((key) => `Data=YQ==,PartitionKey=busy-${key}`).join(' ')}`, 'echo "$?"'] },
    { look: 'Records bounce off one lane, and on the idle one lies the entry that was put with another key.', select: { kind: 'shard', index: 0 } },
    {
      id: 'cli-partial-failure', topic: 'writing', section: 'commands',
      question: 'The exit code, printed last, is 0. What does the program still have to do?',
      answer: 'Send the entries with an ErrorCode again after a wait: FailedRecordCount is not 0.',
      why: 'The call succeeded as a whole, so neither the exit code nor the SDK’s retries tell. The answer has the entries in the order of the request.',
      factIds: ['T046', 'I18'], source: 'API model, PutRecords',
      wrong: [
        { answer: 'Nothing, exit code 0 means stored.', why: 'It means that the call was answered, and the answer names entries that were refused.' },
        { answer: 'Send the whole batch again.', why: 'Those with a SequenceNumber would be stored twice.' },
      ],
    },
  ),
  read(
    { world: manyPollers, atMs: 20_070, script: [iterator('LATEST'), getRecords] },
    { look: 'Three readers poll the one lane, and reads are refused to each of them now and then.', select: { kind: 'shard', index: 0 } },
    {
      id: 'cli-read-throttled', topic: 'reading', section: 'parts-limits-timers',
      question: 'Three other programs poll this shard several times a second. Which limit has been reached?',
      answer: `The shard answers ${factText('shard-read-calls')}, and all who poll it share them.`,
      why: `Records are few here, so the ${factText('shard-read-bytes')} are not reached. Poll less often, or give a reader enhanced fan-out, which does not draw on these.`,
      factIds: ['T006', 'I08', 'T067', 'T027'], source: 'API model, GetRecords',
      wrong: [
        { answer: 'The iterator is used up.', why: 'Then the error would be ExpiredIteratorException; this one speaks of a rate.' },
        { answer: 'The stream has more readers than it may have.', why: 'No number of pollers is forbidden; what they ask for together is limited.' },
      ],
    },
  ),
  read(
    { ...console, script: [iterator('LATEST'), getRecords] },
    { look: 'The lane is full of records, and the iterator stood behind the newest.', select: { kind: 'shard', index: 0 } },
    {
      id: 'cli-nothing-at-latest', topic: 'iterators', section: 'how-it-works',
      question: 'The shard holds more than a hundred records, and still this is the answer. Why?',
      answer: 'LATEST stands behind the newest record, so there is nothing to return yet, and MillisBehindLatest is 0.',
      why: 'The reader is at the tip, and the records lie behind it. TRIM_HORIZON would begin with the oldest of them.',
      factIds: ['I28', 'I17', 'T019'], source: 'API model, ShardIteratorType',
      wrong: [{ answer: 'The records have expired.', why: 'Retention is counted in days, and the records are seconds old.' }],
    },
  ),
  read(
    { ...console, script: [iterator('TRIM_HORIZON'), `${getRecords} --limit 2`] },
    { look: 'The iterator was at the far end of the lane, and nearly all of it lies ahead.', select: { kind: 'shard', index: 0 } },
    {
      id: 'cli-still-behind', topic: 'monitoring', section: 'on-the-job',
      question: 'Is this reader at the tip of the shard?',
      answer: 'No: MillisBehindLatest is far from 0, so there are newer records than those it was given.',
      why: 'It says how old, in milliseconds, the place is that the reader has come to. The metric of the stream that shows the same is GetRecords.IteratorAgeMilliseconds.',
      factIds: ['I17', 'T021'], source: 'API model, GetRecords',
      wrong: [{ answer: 'Yes, or the answer would hold more records.', why: 'It holds as many as the call asked for with --limit.' }],
    },
  ),
  read(
    { ...console, script: [iterator('TRIM_HORIZON'), 'sleep 301', getRecords] },
    { look: 'The records are all still on the lane; what has expired is the iterator.', select: { kind: 'shard', index: 0 } },
    {
      id: 'cli-expired-iterator', topic: 'iterators', section: 'how-it-works',
      question: 'What has expired here, and what do you call next?',
      answer: `The iterator, which lives for ${factText('iterator-life')} from when it was issued; call GetShardIterator again and go on from the last sequence number.`,
      why: 'The records are not concerned: retention is another clock. A loop that calls in time gets a fresh iterator with every answer.',
      factIds: ['T022', 'T023', 'I29'], source: 'API model, GetRecords',
      wrong: [{ answer: 'The records, so begin at LATEST.', why: 'The error names the iterator, and LATEST would skip all that was not read.' }],
    },
  ),
  read(
    { world: encrypted, atMs: MINUTE_MS, script: [iterator('AT_TIMESTAMP', ' --timestamp 1780272029'), `${getRecords} --limit 20 --query "Records[].[PartitionKey,EncryptionType]" --output text`] },
    { look: 'The lane has a lock now, and the record in the panel is the first that was encrypted: the older ones are not.', select: { kind: 'record', shard: 0, index: FIRST_ENCRYPTED } },
    {
      id: 'cli-encryption', topic: 'encryption', section: 'parts-limits-timers',
      question: 'Server-side encryption was switched on while these records came in. What became of those that were there already?',
      answer: 'They stayed as they were: EncryptionType is NONE up to that moment and KMS from then on.',
      why: 'StartStreamEncryption concerns records that are written afterwards. Both kinds lie side by side, and a reader sees which is which.',
      factIds: ['T083', 'T013'], source: 'Streams guide, server-side encryption',
      wrong: [{ answer: 'They are encrypted in the background, a little later.', why: 'What is stored is never written again.' }],
    },
  ),
  read(
    { ...console, script: [putRecord('customer-7'), putRecord('customer-7')] },
    { look: 'The two newest records of the lane have one key and the same data.', select: { kind: 'shard', index: 0 } },
    {
      id: 'cli-put-twice', topic: 'delivery', section: 'edge-cases',
      question: 'A script was started twice by mistake. How many records did it leave, and how can a consumer tell?',
      answer: 'Two, each with a SequenceNumber of its own; only an ID inside the data would show that they are the same.',
      why: 'Kinesis numbers what it stores and looks at no content. The key is the same, so both lie in one shard.',
      factIds: ['T014', 'T015', 'T047', 'T065'], source: 'API model, PutRecord',
      wrong: [{ answer: 'One, the second put replaced the first.', why: 'A stream only appends, and a key names no record.' }],
    },
  ),
];
