/** Exam questions: encryption and access. */
import type { ExamQuestion } from '#quiz';
import { apiModel, sources } from '../sources.ts';
import { right, wrong } from './option.ts';

export const security: readonly ExamQuestion[] = [
  {
    id: 'security-at-rest', topic: 'security', section: 'parts-limits-timers',
    stem: 'A rule says that records in a Kinesis data stream must be encrypted at rest under a key whose use the company can audit and withdraw. Producers and consumers should not have to encrypt anything themselves.',
    options: [
      wrong('Send the records over TLS', 'That protects them on the way. At rest they would be as they were put.'),
      right('Server-side encryption with a customer managed KMS key', 'Kinesis encrypts before it stores and decrypts for who may read. The key’s policy and its log are the company’s.'),
      wrong('Server-side encryption with the AWS managed key alias/aws/kinesis', 'It encrypts, but that key is AWS’s: its policy cannot be changed and it cannot be withdrawn.'),
      wrong('Base64 in the producer', 'Base64 is a way to write bytes as text. Anybody can undo it.'),
    ],
    factIds: ['T083', 'I26'], sources: [sources.encryption, apiModel('StartStreamEncryption')],
  },
  {
    id: 'security-producer-key', topic: 'security', section: 'parts-limits-timers',
    stem: 'Server-side encryption with a customer managed key was turned on. Since then a producer’s puts fail with KMSAccessDeniedException, although its role allows kinesis:PutRecord. What is missing?',
    options: [
      wrong('kinesis:StartStreamEncryption for the producer’s role', 'That turns encryption on or changes the key. It is not needed to write.'),
      right('kms:GenerateDataKey on that key for the producer’s role', 'Who writes needs the key for a data key; who reads needs kms:Decrypt.'),
      wrong('kms:CreateKey for the producer’s role', 'The key exists. No producer should make keys.'),
      wrong('A new stream, as encryption cannot be turned on for an old one', 'It can be turned on at any time and holds for what is put from then on.'),
    ],
    factIds: ['T083'], sources: [sources.encryption, apiModel('PutRecord')],
  },
  {
    id: 'security-old-records', topic: 'security', section: 'edge-cases',
    stem: 'A stream with a retention of seven days was encrypted yesterday. An auditor asks whether all records that can be read now are encrypted at rest.',
    options: [
      wrong('Yes: turning it on encrypts what is stored', 'Stored records are left as they are.'),
      right('No: records put before it was turned on stay as they were', 'Only what is put afterwards is encrypted. The old ones are gone when retention ends.'),
      wrong('No: only records that were put with an explicit hash key are encrypted', 'The hash key decides the shard, not the encryption.'),
      wrong('Yes, once every consumer has read them again', 'Reading changes no record.'),
    ],
    factIds: ['T083', 'I34'], sources: [sources.encryption, apiModel('StartStreamEncryption')],
  },
  {
    id: 'security-least-privilege', topic: 'security', section: 'commands',
    stem: 'A consumer that is written with the SDK polls one stream and finds its shards by itself. Which set of actions, on that stream alone, is the least its role needs?',
    options: [
      wrong('kinesis:*', 'It could delete the stream.'),
      wrong('kinesis:PutRecord, kinesis:GetRecords', 'It has no iterator to read with and cannot find the shards, but it could write.'),
      right('kinesis:ListShards, kinesis:GetShardIterator, kinesis:GetRecords', 'Find the shards, take a place in each, read on: these are the three calls of polling.'),
      wrong('kinesis:RegisterStreamConsumer, kinesis:DescribeStreamConsumer, kinesis:SubscribeToShard', 'These are for enhanced fan-out; the consumer polls.'),
    ],
    factIds: ['T020', 'O21', 'T052'], sources: [sources.sdkConsumers, sources.listShards], errata: ['O21'],
  },
  {
    id: 'security-lambda-role', topic: 'security', section: 'edge-cases',
    stem: 'A Lambda function gets a stream as its event source, but it is never invoked, and the mapping reports a problem of access. Whose permissions have to be looked at?',
    options: [
      wrong('Those of the producers', 'They write, and they know nothing of the function.'),
      right('Those of the function’s execution role', 'Lambda reads the stream in the name of this role; it needs the Kinesis read actions, and kms:Decrypt for a customer managed key.'),
      wrong('A resource policy of the function that lets Kinesis invoke it', 'Kinesis does not invoke. Lambda polls the stream and invokes the function itself.'),
      wrong('Those of the developer who made the mapping', 'They were enough to make it. Reading goes by the role.'),
    ],
    factIds: ['T075', 'T083', 'I35'], sources: [sources.lambdaKinesis],
  },
];
