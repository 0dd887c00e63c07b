/** Plain questions of limits, timers and commands. Where the exam expects something else than AWS does today, the card says both. */
import type { Card } from '#quiz';
import { factText } from '../facts.ts';

export const limitsAndCommands: readonly Card[] = [
  {
    id: 'tiny-records', topic: 'limits', section: 'parts-limits-timers',
    question: 'A sensor sends 1,500 records of 50 bytes a second to one shard. Some are refused. Which limit is it?',
    answer: `The record rate: one shard takes ${factText('shard-write-records')}, however small they are.`,
    why: `${factText('shard-write-bytes')} or ${factText('shard-write-records')}, whichever is reached first. Aggregation by the KPL gets round the second.`,
    factIds: ['T005', 'I09', 'T101'], source: 'Streams guide, quotas and limits',
    wrong: [
      { answer: 'The byte limit.', why: 'The bytes are far below it; the shard counts records as well.' },
    ],
  },
  {
    id: 'partial-failure', topic: 'writing', section: 'parts-limits-timers',
    question: 'PutRecords answers with status 200, and yet some records are missing from the stream. What did the program forget?',
    answer: 'To look at FailedRecordCount and send the failed entries again, with backoff.',
    why: 'The SDK repeats only calls that fail as a whole. Each refused entry carries an ErrorCode, in the order of the request.',
    factIds: ['I18', 'T046'], source: 'Streams guide, producers with the SDK',
    wrong: [
      { answer: 'To switch on the SDK’s retries.', why: 'They repeat a call that fails as a whole, and this one succeeded.' },
    ],
  },
  {
    id: 'record-size', topic: 'limits', section: 'parts-limits-timers',
    question: 'How large may one record be?',
    answer: `In the exam ${factText('record-size-exam')}; today that is the default, and a stream can be set to as much as ${factText('record-size-ceiling')}.`,
    why: 'Data and partition key count together, before base64. If an option speaks of a configurable maximum, the question is a new one.',
    factIds: ['O02', 'E14', 'I26'], source: 'Streams guide, large records',
    wrong: [
      { answer: 'There is no limit to a record that is compressed.', why: 'The service counts the bytes it gets and does not care what they hold.' },
    ],
  },
  {
    id: 'put-records-limits', topic: 'limits', section: 'parts-limits-timers',
    question: 'What is the most that one PutRecords call can carry?',
    answer: `${factText('put-records-count')} and ${factText('put-records-bytes')} today; the exam’s classic figure is ${factText('put-records-bytes-exam')}.`,
    why: 'One page of the developer guide still prints the older figure. The number of records is the same in both.',
    factIds: ['O04', 'T045'], source: 'API model, PutRecords', disputed: 'O04',
    wrong: [
      { answer: 'As much as one shard takes in a second.', why: 'A call may carry records for many shards, and has limits of its own.' },
    ],
  },
  {
    id: 'retention-numbers', topic: 'retention', section: 'parts-limits-timers',
    question: 'How long does a stream keep records if nobody says otherwise, and at most?',
    answer: `${factText('retention-default')} by default, ${factText('retention-max')} at most.`,
    why: `Up to ${factText('retention-extended')} is called extended, beyond that long-term retention. Both cost extra.`,
    factIds: ['T040', 'T041', 'I34', 'E13', 'T044'], source: 'Streams guide, change the retention period',
    wrong: [
      { answer: 'Until every consumer has read the record.', why: 'Retention counts time alone and knows nothing of readers.' },
    ],
  },
  {
    id: 'retention-too-late', topic: 'retention', section: 'parts-limits-timers',
    question: 'Records fell off the end an hour ago. You raise retention to a week. Are they back?',
    answer: 'No: raising retention keeps what is still there and revives nothing.',
    why: 'That is why retention is raised first when a consumer lags, and the cause is looked for second.',
    factIds: ['I46', 'W05'], source: 'API model, IncreaseStreamRetentionPeriod',
    wrong: [
      { answer: 'Yes, once the stream is ACTIVE again.', why: 'What passed the old limit is gone before the call is made.' },
    ],
  },
  {
    id: 'throttle-meaning', topic: 'limits', section: 'parts-limits-timers',
    question: 'Writes throttle although the stream uses a tenth of its total capacity. What is the likely cause?',
    answer: 'A hot shard: too few different keys, or one key that gets most of the records.',
    why: 'Limits belong to the shard. A split helps if several hot keys share it, and never if one key alone is too much.',
    factIds: ['I19', 'T060', 'T017'], source: 'Streams guide, choose the capacity mode',
    wrong: [
      { answer: 'The quota of the account is used up.', why: 'Writing is limited per shard, and one shard is full while the rest idle.' },
    ],
  },
  {
    id: 'capacity-modes', topic: 'capacity', section: 'parts-limits-timers',
    question: 'Traffic is unpredictable and nobody wants to plan capacity. What do you choose?',
    answer: 'On-demand mode, in which Kinesis manages the shards.',
    why: 'Older texts know only manual shards. “Predictable” or “control” in a question points to provisioned mode.',
    factIds: ['O06', 'W10'], source: 'Streams guide, choose the capacity mode',
    wrong: [
      { answer: 'Provisioned mode with an alarm.', why: 'It works, but somebody must plan and wire it, and nobody wants to.' },
    ],
  },
  {
    id: 'encryption-from-then-on', topic: 'encryption', section: 'parts-limits-timers',
    question: 'Server-side encryption is switched on for a stream that has been in use for a day. Which of its records are encrypted, and who needs permission for the key?',
    answer: 'Only records written from then on; producers and consumers both need permission to use the KMS key.',
    why: 'StartStreamEncryption changes how new records are stored and leaves old ones as they are. If the key is disabled, puts and reads of encrypted records fail with a KMS error.',
    factIds: ['T083'], source: 'Streams guide, server-side encryption',
    wrong: [
      { answer: 'All of them; the stored ones are encrypted in the background.', why: 'Stored records are never rewritten.' },
    ],
  },
  {
    id: 'merge-refused', topic: 'commands', section: 'commands',
    question: 'You split shard 0 and then merge shards 0 and 1. Why is the merge refused?',
    answer: 'Shard 0 is closed after the split, and a merge needs two open, adjacent shards.',
    why: 'The answer is InvalidArgumentException. Merge the two children instead, once the stream is ACTIVE again.',
    factIds: ['W08', 'T029'], source: 'API reference, MergeShards',
    wrong: [
      { answer: 'The stream has too few shards.', why: 'There are three now, and two of them could be merged.' },
    ],
  },
  {
    id: 'even-split', topic: 'commands', section: 'commands',
    question: 'Which hash key cuts a shard into two equal halves?',
    answer: 'The middle of its own range: (start + end) / 2, counted up to the next whole number.',
    why: 'Any key well inside the range is accepted, so a lopsided cut goes unnoticed. For the lower shard of two the middle is 2 to the power of 126.',
    factIds: ['I24', 'I23', 'T054'], source: 'Streams guide, split a shard',
    wrong: [
      { answer: 'Half of the highest hash key.', why: 'That is the middle of the whole ring, and lies in the middle of a shard only if there is just one.' },
    ],
  },
  {
    id: 'double-base64', topic: 'commands', section: 'commands',
    question: 'A consumer receives the text SGVsbG8K where “Hello” was put with the AWS CLI. What happened?',
    answer: 'The data was encoded to base64 by hand, and version 1 of the CLI encoded it once more.',
    why: 'Version 2 expects base64 unless you give --cli-binary-format raw-in-base64-out. The SDKs always encode for you.',
    factIds: ['I25', 'I26'], source: 'AWS CLI guide, changes from version 1 to 2',
    wrong: [
      { answer: 'The consumer forgot to decode.', why: 'It did decode once; the data had been encoded twice.' },
    ],
  },
];
