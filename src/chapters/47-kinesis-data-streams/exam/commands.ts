/** Exam questions: operations and commands, and what they need. */
import type { ExamQuestion } from '#quiz';
import { factText as f } from '../facts.ts';
import { apiModel, sources } from '../sources.ts';
import { right, wrong } from './option.ts';

export const commands: readonly ExamQuestion[] = [
  {
    id: 'commands-read-by-hand', topic: 'commands', section: 'commands',
    stem: 'From a terminal, a developer wants to look at the oldest records of the first shard of a stream. Which sequence of commands of aws kinesis does it?',
    options: [
      wrong('get-records --stream-name … --shard-id …', 'get-records takes an iterator. It has no parameter for a shard.'),
      right('get-shard-iterator with TRIM_HORIZON, then get-records with the iterator', 'The iterator is the place to read from, and get-records reads there.'),
      wrong('describe-stream, then get-records with the shard’s ID', 'A shard’s ID is no iterator.'),
      wrong('subscribe-to-shard with LATEST', 'It would show new records only, and it needs a registered consumer.'),
    ],
    factIds: ['T020', 'T051', 'T052'], sources: [apiModel('GetShardIterator'), sources.sdkConsumers],
  },
  {
    id: 'commands-split', topic: 'commands', section: 'commands',
    stem: 'A developer splits a shard evenly with split-shard. What has to be given as the new starting hash key?',
    options: [
      wrong('The partition key that is hottest', 'It is a number in the space of hashes, not a partition key.'),
      right('The midpoint of the shard’s hash key range', 'The lower child ends just before it, the upper child starts at it. In the middle, both get half of the hashes.'),
      wrong('The MD5 of the shard’s ID', 'Shard IDs are never hashed.'),
      wrong('The starting hash key of the neighbouring shard', 'That lies outside the range of the shard and is refused.'),
    ],
    factIds: ['T054', 'I23', 'I24'], sources: [sources.splitting], errata: ['I24'],
  },
  {
    id: 'commands-retention', topic: 'commands', section: 'commands',
    stem: 'A stream shall keep its records for a week. Which command does it?',
    options: [
      wrong('aws kinesis update-stream-retention --days 7', 'There is no such command; two of its own raise and lower retention.'),
      wrong('aws kinesis update-shard-count --target-shard-count 168', 'That changes the number of shards.'),
      right(`aws kinesis increase-stream-retention-period --retention-period-hours ${f('retention-extended-hours').split(' ')[0]}`, 'The period is given in hours, and the command for a longer one is increase-stream-retention-period.'),
      wrong('aws kinesis put-record --retention-period-hours 168', 'Retention belongs to the stream, not to a record.'),
    ],
    factIds: ['T042', 'T043'], sources: [sources.retention, apiModel('IncreaseStreamRetentionPeriod')],
  },
  {
    id: 'commands-put-data', topic: 'commands', section: 'commands',
    stem: 'With version 2 of the AWS CLI, a developer calls put-record with --data Hello. A consumer finds bytes that are not the word Hello, or the call is refused. Why?',
    options: [
      wrong('Kinesis encrypts the data', 'What is encrypted at rest comes back decrypted.'),
      right('Version 2 expects the data in base64 unless it is told otherwise', 'It decodes what it is given. Encode the text, or pass --cli-binary-format raw-in-base64-out.'),
      wrong('A record must have at least as many bytes of data as its partition key has', 'There is no such rule.'),
      wrong('The partition key is put in front of the data', 'Key and data are stored and returned apart.'),
    ],
    factIds: ['I25', 'I26'], sources: [sources.cliMigration], errata: ['I25'],
  },
  {
    id: 'commands-find-shards', topic: 'commands', section: 'commands',
    stem: 'A monitoring tool looks for new shards of many streams every few seconds. It calls DescribeStream, and gets LimitExceededException. Which change is the best?',
    options: [
      wrong('Ask AWS for a larger shard quota', 'The quota of shards is not what is met. It is the rate of a call.'),
      wrong('Call DescribeStream with backoff only', 'It gets through, more slowly, with a call that is limited for the whole account.'),
      right('Call ListShards instead', `It may be called ${f('list-shards-calls').replace('calls/s', 'times a second')} on each stream; DescribeStream shares ${f('describe-stream-calls')} among all.`),
      wrong('Call GetRecords on every shard and look for errors', 'An open shard gives no error when others are added.'),
    ],
    factIds: ['O21', 'I33'], sources: [sources.listShards, apiModel('DescribeStream')], errata: ['O21'],
  },
  {
    id: 'commands-create', topic: 'commands', section: 'commands',
    stem: 'A developer creates a stream in provisioned mode from the CLI. Which TWO things must be given?',
    options: [
      right('The name of the stream', 'It is unique in the account and Region.'),
      right('The number of shards', 'Provisioned mode has no default: you say how many.'),
      wrong('A partition key', 'A key belongs to each record, not to the stream.'),
      wrong('The retention period', 'Every stream starts with the default, and can be changed later.'),
      wrong('A DynamoDB table for the consumers', 'The KCL makes its table itself, when an application starts.'),
    ],
    factIds: ['T049', 'T038', 'O05', 'W09'], sources: [apiModel('CreateStream')], errata: ['O05'],
  },
];
