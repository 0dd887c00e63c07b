/**
 * Why the service says no: for each error it can give, its causes, told apart by their text. A cause names its limit, what the
 * engine saw of it, and what to do; where to read on is a section of the chapter and a page of AWS's. Numbers come from `quotas`.
 * Long because it is a list: every error and cause of the API stands here once.
 */
import { quotas, type ErrorCode } from '#sim';
import { formatBytes, formatCount, formatDuration } from '../format.ts';
import { askedRate, iteratorAge, readsSeen, recordSize, requestSize, stateSeen, writeRemedy, writesSeen, writeLimit, callRate, type Refused } from './observed.ts';

/** Anchors of the chapter's sections. */
export type SectionId = 'how-it-works' | 'parts-limits-timers' | 'commands' | 'five-steps' | 'on-the-job' | 'edge-cases' | 'watch-out';

export interface Page {
  readonly title: string;
  readonly url: string;
}

type Told = string | ((refused: Refused) => string);

export interface Cause {
  /** The text of the error by which it is told from the causes after it; absent: all others. */
  readonly when?: RegExp;
  readonly limit: Told;
  /** What the engine saw at that moment; null where it does not know any more. */
  readonly observed?: (refused: Refused) => string | null;
  readonly remedy: Told;
  readonly section: SectionId;
  /** Absent: the operation's own page of the API reference. */
  readonly page?: Page;
}

const guide = (title: string, name: string): Page => ({ title, url: `https://docs.aws.amazon.com/streams/latest/dev/${name}.html` });
const quotasPage = guide('quotas and limits', 'service-sizes-and-limits');
const encryptionPage = guide('permissions for KMS keys', 'permissions-user-key-KMS');

const ENABLE_KEY = 'Records written with it stay unreadable, and new ones are refused, until the key works again. Enable it in KMS; nothing on the stream has to change.';

export const causes: { readonly [Code in ErrorCode]: readonly Cause[] } = {
  ProvisionedThroughputExceededException: [
    {
      when: /Shard - /,
      limit: `${quotas.shardReadCallsPerSecond} GetRecords calls/s and ${formatBytes(quotas.shardReadBytesPerSecond)}/s from one shard, shared by all who poll it; an answer of ${formatBytes(quotas.getRecordsBytesMax)} takes ${quotas.getRecordsFullAnswerPauseMs / 1_000} s to pay for`,
      observed: readsSeen,
      remedy: 'Poll less often and take more with each call. Where several consumers must be quick, register them for enhanced fan-out: each has its own share then.',
      section: 'how-it-works',
      page: quotasPage,
    },
    { limit: writeLimit, observed: writesSeen, remedy: writeRemedy, section: 'parts-limits-timers', page: quotasPage },
  ],
  LimitExceededException: [
    {
      when: /^Rate exceeded for consumer/,
      limit: `${quotas.subscribeToShardCallsPerSecond} SubscribeToShard call/s of one consumer on one shard`,
      observed: askedRate,
      remedy: 'Keep the subscription and renew it when it ends; after an error wait a second first.',
      section: 'how-it-works',
      page: quotasPage,
    },
    { when: /^Rate exceeded/, limit: callRate, observed: askedRate, remedy: 'Wait and try again, longer each time, as the SDKs do. Ask once and keep the answer: DescribeStreamSummary and ListShards allow far more calls than DescribeStream.', section: 'parts-limits-timers', page: quotasPage },
    { when: /consumers registered/, limit: `${quotas.fanOutConsumersMax} registered consumers a stream, ${quotas.fanOutConsumersAdvantageMax} with On-demand Advantage`, remedy: 'Deregister one that is not used, or let less urgent readers poll.', section: 'how-it-works', page: quotasPage },
    { when: /consumers in CREATING/, limit: `${quotas.fanOutConsumersCreatingMax} consumers of a stream in CREATING at a time`, remedy: 'Wait until those are ACTIVE, then register the next.', section: 'how-it-works', page: quotasPage },
    { when: /simultaneously be in CREATING/, limit: `${quotas.streamsBeingCreatedMax} streams in CREATING or DELETING at a time`, remedy: 'Wait until one of them is ACTIVE or gone.', section: 'commands', page: quotasPage },
    { when: /switch the capacity mode/, limit: `${quotas.streamModeSwitchesPerDayMax} switches of the capacity mode in 24 hours`, remedy: 'Stay in this mode until the oldest of the switches is a day old. In provisioned mode, UpdateShardCount gives room meanwhile.', section: 'parts-limits-timers', page: quotasPage },
    { when: /Encryption cannot be called/, limit: `${quotas.encryptionChangesPerDayMax} starts and as many stops of encryption in 24 hours`, remedy: 'Leave encryption on: switching it to and fro protects nothing.', section: 'parts-limits-timers' },
    { when: /WarmThroughput/, limit: `${formatCount(quotas.onDemandWriteMiBpsMax)} MiB/s of warm throughput a stream`, remedy: 'Ask for less, or spread the load over several streams.', section: 'parts-limits-timers', page: quotasPage },
    { when: /on-demand|On-Demand|ON_DEMAND/, limit: `${quotas.onDemandStreamsPerAccount} on-demand streams an account`, remedy: 'Delete one, make this one provisioned, or ask AWS to raise the quota.', section: 'parts-limits-timers', page: quotasPage },
    {
      limit: (refused) =>
        refused.operation === 'UpdateShardCount'
          ? `${quotas.updateShardCountPerDayMax} calls in 24 hours, at most twice and at least half the present shards at a time, at most ${formatCount(quotas.updateShardCountShardsMax)} shards; ${formatCount(quotas.shardsPerAccount)} shards an account`
          : `${formatCount(quotas.shardsPerAccount)} shards an account, in the largest Regions`,
      observed: stateSeen,
      remedy: 'Merge shards that are idle, or ask AWS to raise the quota. What is far away is reached in several steps.',
      section: 'five-steps',
      page: quotasPage,
    },
  ],
  ExpiredIteratorException: [
    {
      limit: (refused) => `an iterator lasts ${formatDuration(refused.world.config.service.iteratorLifeMs)} from the moment it was issued`,
      observed: iteratorAge,
      remedy: 'Get a new iterator, AFTER_SEQUENCE_NUMBER of the last record you have done, and go on. Records are not lost by it. Call at least every few minutes, and keep your place as a sequence number, not as an iterator.',
      section: 'how-it-works',
      page: guide('troubleshoot consumers', 'troubleshooting-consumers'),
    },
  ],
  ExpiredNextTokenException: [
    {
      limit: `a NextToken lasts ${formatDuration(quotas.nextTokenLifeMs)}`,
      remedy: 'Begin the list anew, and ask for each next page at once.',
      section: 'commands',
    },
  ],
  ResourceInUseException: [
    { when: /already exists/, limit: 'a name is taken once: a stream’s in its account and Region, a consumer’s in its stream', remedy: 'Take another name, or use the one that is there.', section: 'parts-limits-timers' },
    { when: /Another active subscription/, limit: `one subscription of a consumer to a shard; a new one takes over after ${quotas.fanOutTakeoverMs / 1_000} s`, remedy: 'Wait, and subscribe again. Two programs that share a consumer’s name take it from each other: register each under its own.', section: 'how-it-works' },
    { when: /consumers associated/, limit: 'a stream with registered consumers is not deleted by accident', remedy: 'Deregister them, or set EnforceConsumerDeletion.', section: 'commands' },
    { limit: 'one change at a time: the stream or consumer must be ACTIVE', observed: stateSeen, remedy: 'Wait until it is ACTIVE (a few seconds; aws kinesis wait stream-exists), then ask again.', section: 'how-it-works' },
  ],
  ResourceNotFoundException: [
    { when: /[Ss]hard .*(does not exist|in stream)/, limit: 'the shard must be one of the stream’s; one whose last record has expired is gone', remedy: 'List the shards. After a reshard go on with the children.', section: 'how-it-works' },
    { when: /^Consumer/, limit: 'the consumer must be registered with this stream', remedy: 'Register it, wait until it is ACTIVE, and use the ARN that the answer gives.', section: 'how-it-works' },
    { when: /policy/, limit: 'there must be a policy on the resource', remedy: 'Put one first.', section: 'commands' },
    { limit: 'a stream of that name, in this account and Region', observed: stateSeen, remedy: 'Check name and Region. One just created takes records once it is ACTIVE.', section: 'commands' },
  ],
  InvalidArgumentException: [
    { when: /[Rr]etention period/, limit: `retention is ${quotas.retentionHoursMin} to ${formatCount(quotas.retentionHoursMax)} hours; Increase takes more hours than now, Decrease fewer`, observed: stateSeen, remedy: 'Choose the call by the direction of the change, and a value within the limits.', section: 'parts-limits-timers' },
    { when: /ExplicitHashKey/, limit: 'a hash key lies from 0 to 2¹²⁸ − 1', remedy: 'Leave ExplicitHashKey out and the key’s MD5 decides, or take a number within the range.', section: 'how-it-works' },
    { when: /hash key|NewStartingHashKey/i, limit: 'a cut lies within the shard’s own range, past its beginning', remedy: 'Take a number between the shard’s StartingHashKey and EndingHashKey; their middle makes equal halves.', section: 'how-it-works' },
    { when: /adjacent/i, limit: 'only shards whose ranges touch can be merged', remedy: 'List the shards in order of their ranges, and merge neighbours.', section: 'how-it-works' },
    { when: /Records size/, limit: `${formatBytes(quotas.putRecordsBytesMax)} in one PutRecords`, observed: requestSize, remedy: 'Send fewer records with each call.', section: 'parts-limits-timers' },
    { when: /NextToken/, limit: 'a NextToken goes back alone, to the operation that gave it', remedy: 'Send the token of the last answer and none of the first call’s members.', section: 'commands' },
    { when: /ShardIterator/, limit: 'an iterator is a text that the service gave out', remedy: 'Get one with GetShardIterator, and take NextShardIterator from each answer.', section: 'how-it-works' },
    { when: /[Ss]equenceNumber|Timestamp/, limit: 'a start is a sequence number of this shard for the two …_SEQUENCE_NUMBER types, a time for AT_TIMESTAMP, and nothing else for the rest', remedy: 'Give the member that the type asks for, and no other; take sequence numbers from this stream’s answers.', section: 'how-it-works' },
    { when: /\btags?\b/i, limit: `${quotas.tagsPerResourceMax} tags on a resource, of letters, digits, spaces and a few signs; aws: is reserved`, remedy: 'Remove tags that nobody reads, or rename the key.', section: 'commands' },
    { when: /already been|closed|resharded/i, limit: 'only open shards are split or merged', remedy: 'Its children take its place: split or merge those.', section: 'how-it-works' },
    { limit: 'the members of a request must agree with each other and with what is there', remedy: 'Read the text of the error: it names the member. Give either name or ARN, and what the type of request needs.', section: 'commands' },
  ],
  ValidationException: [
    { when: /'?(?:records\.\d+\.member\.)?data'? failed.*length less/, limit: (refused) => `a record, data and key together, has up to ${formatBytes(refused.stream?.recordBytesMax ?? quotas.recordBytesDefaultMax)}; the stream’s maximum can be raised to ${formatBytes(quotas.recordBytesCeiling)}`, observed: recordSize, remedy: 'Put the payload into S3 and its address into the record, compress it, cut it, or raise the maximum with UpdateMaxRecordSize.', section: 'parts-limits-timers', page: guide('large records', 'large-records') },
    { when: /'records' failed|partitionKey/, limit: `up to ${quotas.putRecordsRecordsMax} records a call, each with a key of 1 to ${quotas.partitionKeyCharactersMax} characters`, observed: requestSize, remedy: 'Cut the batch, and give every record a key.', section: 'parts-limits-timers' },
    { when: /On-Demand/i, limit: 'an on-demand stream counts its shards itself', remedy: 'Let it scale, or switch the stream to provisioned mode first.', section: 'parts-limits-timers' },
    { when: /WarmThroughput|MinimumThroughputBillingCommitment/, limit: 'warm throughput belongs to on-demand streams of an account that has committed to a minimum', remedy: 'Switch the mode, or the commitment, first.', section: 'parts-limits-timers' },
    { limit: 'each member has the form that the API states: length, range, pattern, one of a list', remedy: 'The text names the member and its constraint: correct that one. Nothing was done.', section: 'commands' },
  ],
  SerializationException: [{ limit: 'a request is JSON (or CBOR) whose members have the API’s types', remedy: 'Send numbers as numbers and data as base64; an SDK does both.', section: 'commands' }],
  UnknownOperationException: [{ limit: 'the API of 2013-12-02 has no operation of this name', remedy: 'Check the spelling; operations begin with a capital.', section: 'commands', page: { title: 'API reference, actions', url: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Operations.html' } }],
  AccessDeniedException: [{ limit: 'the caller’s policies must allow the action on this resource', remedy: 'Add the action to the role’s policy, for this stream’s ARN and, for a fan-out consumer, the consumer’s.', section: 'watch-out', page: guide('controlling access', 'controlling-access') }],
  InternalFailure: [{ limit: 'none: the service itself has failed', remedy: 'Try again, longer each time. A write may have been stored all the same, so that a retry can make a duplicate.', section: 'edge-cases' }],
  KMSAccessDeniedException: [{ limit: 'producers need kms:GenerateDataKey on the stream’s key, consumers kms:Decrypt', remedy: 'Allow it in the key’s policy and in the role’s. With aws/kinesis there is nothing to allow within the account.', section: 'parts-limits-timers', page: encryptionPage }],
  KMSDisabledException: [{ limit: 'the stream’s KMS key must be enabled', remedy: ENABLE_KEY, section: 'parts-limits-timers', page: encryptionPage }],
  KMSInvalidStateException: [{ limit: 'the stream’s KMS key must be usable: neither pending deletion nor waiting for its material', remedy: `Cancel the deletion. ${ENABLE_KEY}`, section: 'parts-limits-timers', page: encryptionPage }],
  KMSNotFoundException: [{ limit: 'the KMS key must exist in the stream’s Region', remedy: 'Give a key’s id, ARN or alias that is there. What a deleted key has encrypted is lost for good.', section: 'parts-limits-timers', page: encryptionPage }],
  KMSOptInRequired: [{ limit: 'the account must be signed up for KMS', remedy: 'Sign up, or use aws/kinesis.', section: 'parts-limits-timers', page: encryptionPage }],
  KMSThrottlingException: [{ limit: 'KMS has request rates of its own, shared by everything in the account that uses keys', remedy: 'Try again, longer each time; ask AWS to raise the KMS quota where it lasts.', section: 'parts-limits-timers', page: guide('server-side encryption', 'what-is-sse') }],
};
