/** Exam questions: errors, partial failure and retries. */
import type { ExamQuestion } from '#quiz';
import { factText as f } from '../facts.ts';
import { apiModel, sources } from '../sources.ts';
import { right, wrong } from './option.ts';

export const errors: readonly ExamQuestion[] = [
  {
    id: 'errors-partial', topic: 'errors', section: 'on-the-job',
    stem: 'A service sends batches with PutRecords. The SDK reports no error, yet some records never appear in the stream at times of high load. What is missing in the code?',
    options: [
      wrong('A retry around the whole call when it throws', 'It does not throw: the call succeeded, with failures inside.'),
      wrong('A smaller batch', 'Entries of a small batch can fail just as well.'),
      right('A look at FailedRecordCount, and sending again the entries that failed', 'The answer has status 200 although entries were refused. Each of those has an ErrorCode, and nobody but you repeats it.'),
      wrong('A wait until the stream is ACTIVE', 'Then all entries would be affected, not some under load.'),
    ],
    factIds: ['T046', 'I18', 'I20'], sources: [apiModel('PutRecords'), sources.sdkProducers], errata: ['I18'],
  },
  {
    id: 'errors-resend-what', topic: 'errors', section: 'on-the-job',
    stem: 'A PutRecords call of many records answers with FailedRecordCount 3. What should the producer do?',
    options: [
      wrong('Send the whole batch again', 'All but three are stored already. They would be in the stream twice.'),
      right('Send the three again, after a wait that grows with each try and varies by chance', 'The answer lists the entries in the order of the request, so the failed ones are known. Backoff with jitter gives the shard time.'),
      wrong('Send the three again at once and as often as it takes, so that they stay near the others', 'A shard that is at its limit refuses them again, and the retries add to the load.'),
      wrong('Nothing: the SDK has repeated them already', 'The SDK repeats calls that fail as a whole. This one succeeded.'),
    ],
    factIds: ['T046', 'I18', 'T064'], sources: [apiModel('PutRecords'), sources.sdkProducers], errata: ['I18'],
  },
  {
    id: 'errors-short-bursts', topic: 'errors', section: 'five-steps',
    stem: 'For a few seconds every hour, a job’s puts get ProvisionedThroughputExceededException. All of its records arrive in the end, and a delay of a minute is allowed. What is the most economical answer?',
    options: [
      wrong('Double the shards', 'They would stand idle for nearly all of every hour.'),
      wrong('Move to SQS FIFO', 'It changes the design to spare a delay that is allowed.'),
      right('Keep the shards, and let the job retry with exponential backoff', 'Short bursts are what retries are for. Nothing is lost, and nothing is paid for idle capacity.'),
      wrong('Raise the retention period', 'It has no part in throttled writes.'),
    ],
    factIds: ['I19', 'T048', 'T072'], sources: [sources.quotas, sources.sdkProducers],
  },
  {
    id: 'errors-steady-throttle', topic: 'errors', section: 'five-steps',
    stem: 'WriteProvisionedThroughputExceeded is above zero all day on every shard of a provisioned stream, and the load is evenly spread and will stay. Which TWO measures remove the cause?',
    options: [
      right('Add shards with UpdateShardCount', 'Every shard is at its limit, so more shards are what is missing.'),
      wrong('Raise the number of retries in the SDK', 'More tries do not add capacity; the queue in the producer grows without end.'),
      right('Pack small records into fewer with the KPL, where records are the limit that is met', 'The shard then counts fewer records for the same events.'),
      wrong('Use enhanced fan-out for the consumers', 'Reads do not count against the write limit.'),
      wrong('Give every record the same partition key', 'It would drive all of the load into one shard.'),
    ],
    factIds: ['T072', 'I19', 'T101', 'T008'], sources: [sources.quotas, sources.kpl],
  },
  {
    id: 'errors-batch-too-large', topic: 'errors', section: 'parts-limits-timers',
    stem: 'A producer gathers 800 records and puts them in one PutRecords call. The call fails as a whole, with a validation error. What is the reason?',
    options: [
      wrong('The records have different partition keys, and so go to different shards', 'The entries of a call may have any keys and go to any shards.'),
      right(`One call carries at most ${f('put-records-count')}`, 'The limit is one of the call. The producer must send two of them.'),
      wrong('The call met the limit of a shard', 'Then single entries would fail with ProvisionedThroughputExceededException, and the call would succeed.'),
      wrong('PutRecords may be used with the KPL only', 'It is an operation like any other; the KPL uses it too.'),
    ],
    factIds: ['T045', 'O04', 'T046'], sources: [apiModel('PutRecords')], errata: ['O04'],
  },
  {
    id: 'errors-new-stream', topic: 'errors', section: 'commands',
    stem: 'A deployment script calls CreateStream and right after it PutRecord. The put fails at the first try in a new account, and works some moments later. What should the script do?',
    options: [
      wrong('Call CreateStream again when the put fails', 'The stream exists already, so the call is refused with ResourceInUseException.'),
      right('Wait until the stream is ACTIVE, then put', 'CreateStream answers at once, and the stream is CREATING for a moment. The CLI and the SDKs have a waiter for it.'),
      wrong('Create the stream with more shards', 'It is CREATING at first with any number of shards.'),
      wrong('Put with an ExplicitHashKey', 'A stream that is CREATING takes in nothing, whatever the key.'),
    ],
    factIds: ['T057', 'I31'], sources: [apiModel('CreateStream'), apiModel('StreamStatus')],
  },
];
