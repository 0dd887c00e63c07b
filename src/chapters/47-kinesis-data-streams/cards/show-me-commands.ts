/** Runs that prove cards of calls and their limits: commands typed at the console, in a world where little else goes on. By card; times in ms. */
import { parts, KIB, MIB } from '#sim';
import { factText } from '../facts.ts';
import type { ShowMe } from '../../types.ts';
import { full, nothing, quiet, STREAM } from './show-me-worlds.ts';

const { at, call, SECOND_MS } = parts;
const IN_MS = 40 * SECOND_MS;
/** The stream's name stands in every command. */
const aws = (command: string) => `aws kinesis ${command} --stream-name ${STREAM}`;
const iterator = (name: string, options: string) => `${name}=$(${aws('get-shard-iterator')} --shard-id shardId-000000000000 ${options} --query ShardIterator --output text)`;
/** Of the whole ring: 2 to the power of 127. */
const splitInTheMiddle = `${aws('split-shard')} --shard-to-split shardId-000000000000 --new-starting-hash-key 170141183460469231731687303715884105728`;
const records = (name: string, limit: number) => `aws kinesis get-records --shard-iterator "$${name}" --limit ${limit}`;
const typed = (shards: number, look: string, script: readonly string[]): ShowMe => ({ world: quiet(shards), atMs: IN_MS, look, script: script.join('\n') });
const large = (byteLength: number) => ({ StreamName: STREAM, PartitionKey: 'document-1', Data: { text: 'a document', byteLength } });
const manyEntries = (count: number, byteLength: number) => ({ StreamName: STREAM, Records: Array.from({ length: count }, (_, i) => ({ PartitionKey: String(i % 10), Data: { text: 'x', byteLength } })) });
/** CreateStream, what the shop put, and three calls of our own. */
const lastCall = { kind: 'call', index: 133 } as const;
const largerRecords = {
  world: quiet(1),
  actions: [
    at(IN_MS, call('PutRecord', large(1.5 * MIB))),
    at(IN_MS + SECOND_MS, call('UpdateMaxRecordSize', { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/orders', MaxRecordSizeInKiB: 10 * KIB })),
    at(IN_MS + 60 * SECOND_MS, call('PutRecord', large(1.5 * MIB))),
  ],
  atMs: IN_MS + 70 * SECOND_MS,
} as const satisfies Partial<ShowMe>;

export const showCommands: Readonly<Record<string, ShowMe>> = {
  'iterator-twice': typed(1, 'The terminal below has two GetRecords with one iterator a minute apart, and both gave the same five records.', [
    iterator('IT', '--shard-iterator-type TRIM_HORIZON'),
    records('IT', 5),
    'sleep 60',
    records('IT', 5),
  ]),
  'at-or-after': typed(1, 'The terminal below shows what each iterator gave first: AT_ the named record itself, AFTER_ the one behind it.', [
    iterator('IT', '--shard-iterator-type TRIM_HORIZON'),
    `SEQ=$(${records('IT', 5)} --query 'Records[4].SequenceNumber' --output text)`,
    iterator('ON', '--shard-iterator-type AT_SEQUENCE_NUMBER --starting-sequence-number "$SEQ"'),
    records('ON', 1),
    iterator('BEHIND', '--shard-iterator-type AFTER_SEQUENCE_NUMBER --starting-sequence-number "$SEQ"'),
    records('BEHIND', 1),
    'echo "$SEQ"',
  ]),
  'five-iterator-types': typed(
    1,
    'The terminal below has five GetShardIterator that name nothing but a type: two were answered, three were refused.',
    ['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER', 'AT_TIMESTAMP'].map((type) => `${aws('get-shard-iterator')} --shard-id shardId-000000000000 --shard-iterator-type ${type}`),
  ),
  'steps-read-by-polling': typed(1, 'The terminal below has the calls in this order, and the second GetRecords goes on where the first one ended.', [
    `SHARD=$(${aws('list-shards')} --query 'Shards[0].ShardId' --output text)`,
    `IT=$(${aws('get-shard-iterator')} --shard-id "$SHARD" --shard-iterator-type TRIM_HORIZON --query ShardIterator --output text)`,
    `NEXT=$(${records('IT', 10)} --query NextShardIterator --output text)`,
    records('NEXT', 10),
  ]),
  'gap-read-count': {
    world: full,
    atMs: 20 * SECOND_MS,
    look: `The terminal below has a GetRecords from the beginning of the lane: it gave ${factText('get-records-count')}, and more were there.`,
    script: [iterator('IT', '--shard-iterator-type TRIM_HORIZON'), `aws kinesis get-records --shard-iterator "$IT" --query 'length(Records)'`].join('\n'),
  },
  'double-base64': typed(1, 'The newest record holds the text SGVsbG8K: what was encoded by hand, the command line encoded once more.', [
    `${aws('put-record')} --partition-key greeting --cli-binary-format raw-in-base64-out --data "$(echo Hello | base64)"`,
  ]),
  'gap-put-answer': typed(1, 'The terminal below shows the answer to PutRecord: a ShardId and a SequenceNumber.', [`${aws('put-record')} --partition-key customer-1 --data aGVsbG8=`]),
  'gap-arn': typed(1, 'The terminal below shows the answer to DescribeStreamSummary, with the stream’s ARN.', [aws('describe-stream-summary')]),
  'gap-key-length': typed(1, `The terminal below has two PutRecord: with a key of ${factText('partition-key-length')} it was answered, with one more it was refused.`, [
    `${aws('put-record')} --partition-key ${'k'.repeat(256)} --data aGVsbG8=`,
    `${aws('put-record')} --partition-key ${'k'.repeat(257)} --data aGVsbG8=`,
  ]),
  'gap-retention-call': typed(1, 'The lane now holds seven days, and the call said 168.', [`${aws('increase-stream-retention-period')} --retention-period-hours 168`]),
  'retention-numbers': typed(1, `The lane held ${factText('retention-default')}; the terminal below has a call for a year, which was answered, and one for an hour more, which was refused.`, [
    `${aws('describe-stream-summary')} --query StreamDescriptionSummary.RetentionPeriodHours`,
    `${aws('increase-stream-retention-period')} --retention-period-hours 8760`,
    'sleep 60',
    `${aws('increase-stream-retention-period')} --retention-period-hours 8761`,
  ]),
  'merge-refused': typed(1, 'Shard 0 is closed, and the terminal below says why its merge was refused; the merge of its two children was answered.', [
    splitInTheMiddle,
    'sleep 60',
    `${aws('merge-shards')} --shard-to-merge shardId-000000000000 --adjacent-shard-to-merge shardId-000000000001`,
    `${aws('merge-shards')} --shard-to-merge shardId-000000000001 --adjacent-shard-to-merge shardId-000000000002`,
    'sleep 60',
  ]),
  'gap-adjacent': typed(4, 'The terminal below has two merges: of shards 0 and 2 it was refused, of the neighbours 0 and 1 it was done.', [
    `${aws('merge-shards')} --shard-to-merge shardId-000000000000 --adjacent-shard-to-merge shardId-000000000002`,
    `${aws('merge-shards')} --shard-to-merge shardId-000000000000 --adjacent-shard-to-merge shardId-000000000001`,
    'sleep 60',
  ]),
  'update-shard-count': typed(2, 'The terminal below has two calls: from two shards to five was refused, to four was done, and the four are equally wide.', [
    `${aws('update-shard-count')} --target-shard-count 5 --scaling-type UNIFORM_SCALING`,
    `${aws('update-shard-count')} --target-shard-count 4 --scaling-type UNIFORM_SCALING`,
    'sleep 120',
  ]),
  'end-of-shard': typed(1, 'The terminal below shows the last answer of the closed lane: no NextShardIterator, and two ChildShards.', [
    splitInTheMiddle,
    'sleep 60',
    iterator('IT', '--shard-iterator-type TRIM_HORIZON'),
    'LAST=$(aws kinesis get-records --shard-iterator "$IT" --query NextShardIterator --output text)',
    `aws kinesis get-records --shard-iterator "$LAST" --query '[NextShardIterator, ChildShards[].ShardId]'`,
  ]),
  'finding-children': typed(1, 'The terminal below has a ListShards that names both children, and a GetRecords at the parent’s end that does so too.', [
    splitInTheMiddle,
    'sleep 60',
    `${aws('list-shards')} --query 'Shards[?ParentShardId].ShardId' --output text`,
    iterator('IT', '--shard-iterator-type LATEST'),
    `aws kinesis get-records --shard-iterator "$IT" --query 'ChildShards[].ShardId' --output text`,
  ]),
  'shards-per-stream': {
    world: nothing,
    atMs: SECOND_MS,
    look: `A stream has six hundred open lanes; the terminal below has the account’s quota, ${factText('shards-per-account')}, and a stream that would pass it, which was refused.`,
    script: [`${aws('create-stream')} --shard-count 600`, 'aws kinesis describe-limits', 'sleep 60', 'aws kinesis create-stream --stream-name larger --shard-count 20001'].join('\n'),
  },
  'steps-create-and-put': {
    world: nothing,
    atMs: SECOND_MS,
    look: 'The terminal below has a PutRecord right after CreateStream, which was refused, and one a minute later, which was stored.',
    script: [`${aws('create-stream')} --shard-count 1`, `${aws('put-record')} --partition-key k --data aGVsbG8=`, 'sleep 60', `${aws('put-record')} --partition-key k --data aGVsbG8=`].join('\n'),
  },
  'put-records-limits': {
    world: quiet(4),
    actions: [at(IN_MS, call('PutRecords', manyEntries(500, 10))), at(IN_MS + SECOND_MS, call('PutRecords', manyEntries(501, 10))), at(IN_MS + 2 * SECOND_MS, call('PutRecords', manyEntries(11, MIB - 10)))],
    atMs: IN_MS + 3 * SECOND_MS,
    look: `Of three PutRecords one with 500 entries was answered, one with 501 was refused, and so was the last, in the panel, whose eleven weigh more than ${factText('put-records-bytes')}.`,
    select: lastCall,
  },
  'record-size': { ...largerRecords, look: 'The same PutRecord was sent twice, refused before the stream’s maximum was raised and stored after: the panel shows the second.', select: lastCall },
  'too-large-record': { ...largerRecords, look: 'The newest record is larger than the default allows: it was refused until the stream’s maximum was raised.', select: { kind: 'record', shard: 0, index: 130 } },
  'stream-name': {
    world: nothing,
    atMs: SECOND_MS,
    look: 'The terminal below has two CreateStream: of a name with an underscore and a full stop, which was answered, and of one with a blank, which was refused.',
    script: ['aws kinesis create-stream --stream-name orders_2.eu --shard-count 1', 'aws kinesis create-stream --stream-name "orders 2" --shard-count 1'].join('\n'),
  },
  'shard-count-default': {
    world: nothing,
    atMs: SECOND_MS,
    look: 'The terminal below has a CreateStream without a number, which was refused, and one that asks for on-demand mode: four lanes stand there.',
    script: [aws('create-stream'), `${aws('create-stream')} --stream-mode-details StreamMode=ON_DEMAND`, 'sleep 60'].join('\n'),
  },
  'merge-closes-both': typed(2, 'Both old lanes are closed and hold their records, and the new one covers the ranges of both.', [
    `${aws('merge-shards')} --shard-to-merge shardId-000000000000 --adjacent-shard-to-merge shardId-000000000001`,
    'sleep 60',
    `${aws('list-shards')} --query 'Shards[2].[ParentShardId,AdjacentParentShardId]' --output text`,
  ]),
};
