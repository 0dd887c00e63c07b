/** Exam questions: retention, lag and what the metrics say. */
import type { ExamQuestion } from '#quiz';
import { factText as f } from '../facts.ts';
import { apiModel, sources } from '../sources.ts';
import { right, wrong } from './option.ts';

export const retention: readonly ExamQuestion[] = [
  {
    id: 'retention-weekend', topic: 'retention', section: 'watch-out',
    stem: 'A consumer broke on Friday evening and was mended on Monday morning. It went on from its checkpoint, but the records of Friday night and Saturday were gone. The stream had its default settings. What prevents this another time?',
    options: [
      wrong('More shards, so that the same records are spread out and kept longer', 'Shards have no part in how long records stay.'),
      right('A longer retention period, set before the next failure', `The default is ${f('retention-default')}. With several days, the consumer would have found all of it.`),
      wrong('Checkpoints after every record', 'The checkpoint was there. The records it pointed to were not.'),
      wrong('A second consumer that polls the same shards', 'A second consumer does not keep records in the stream.'),
    ],
    factIds: ['T040', 'E13', 'T084', 'T085'], sources: [sources.retention],
  },
  {
    id: 'retention-about-to-lose', topic: 'retention', section: 'five-steps',
    stem: 'A consumer is 20 hours behind and falls further behind with every hour. Retention is at its default. Records must not be lost, and the mending will take a day. What is done first?',
    options: [
      wrong('Double the shards with UpdateShardCount, so that the backlog is shared out', 'The backlog stays in the closed parents. New shards help with what comes, not with what is about to expire.'),
      right('Raise retention with IncreaseStreamRetentionPeriod', 'Records that are still there stay as long as the new period says. That buys the time to mend the consumer.'),
      wrong('Restart the consumer with LATEST', 'It would skip the backlog: the very loss that must not be.'),
      wrong('Register it for enhanced fan-out', 'If its code is slow, it stays slow, and the oldest records expire.'),
    ],
    factIds: ['T042', 'W05', 'T084'], sources: [sources.retention, sources.slowConsumers], errata: ['W05'],
  },
  {
    id: 'retention-year', topic: 'retention', section: 'parts-limits-timers',
    stem: 'An auditor asks that records can be read from the stream itself, through the same API, for six months. Which statement is right?',
    options: [
      wrong(`It cannot be done: a stream keeps records for ${f('retention-extended')} at most`, 'That was the limit of extended retention. Long-term retention goes further.'),
      right(`It can be done: retention goes up to ${f('retention-max')}`, 'What is kept longer than the default costs extra, but it is read as any other record.'),
      wrong('It can be done only in on-demand mode', 'Retention can be set in either mode.'),
      wrong('It can be done by not letting any consumer checkpoint', 'Checkpoints have no part in how long records stay.'),
    ],
    factIds: ['T041', 'E13', 'I34'], sources: [sources.retention],
  },
  {
    id: 'retention-which-alarm', topic: 'retention', section: 'questions',
    stem: 'An alarm shall go off before any record of a polled stream can expire unread. Which CloudWatch metric of the stream does it watch?',
    options: [
      wrong('WriteProvisionedThroughputExceeded', 'It counts puts that were throttled, and says nothing about readers.'),
      wrong('IncomingRecords', 'It counts what comes in, not how late it is read.'),
      right('GetRecords.IteratorAgeMilliseconds', 'It is how old the last record of a read was: the nearer to retention, the nearer to loss.'),
      wrong('GetRecords.Latency', 'It is how long the call took, not how far behind the reader is.'),
    ],
    factIds: ['I17', 'T085'], sources: [sources.monitoring], errata: ['I17'],
  },
  {
    id: 'retention-more-workers', topic: 'retention', section: 'edge-cases',
    stem: 'A KCL application with four workers reads a stream of four shards and is two hours behind. Its code is bound by the CPU. The team adds four more workers, and nothing changes. Why?',
    options: [
      wrong('The lease table has no capacity for eight workers', 'A table for a few leases needs hardly any. And the four workers would tell of throttling.'),
      wrong('New workers read from LATEST and leave all of the backlog to the old ones', 'Workers take over leases with their checkpoints; there are just none to take over.'),
      right('A shard is read by one worker of an application at a time, so four stand by', 'More than one worker for each shard is no help. Faster machines or, for what comes, more shards are.'),
      wrong('Kinesis throttles an application with more than four workers', 'There is no such limit.'),
    ],
    factIds: ['I16', 'T068', 'W05'], sources: [sources.scalingProcessors], errata: ['I16', 'W05'],
  },
  {
    id: 'retention-two-signs', topic: 'retention', section: 'questions',
    stem: 'Users report that figures are late. Which TWO observations together point to a consumer whose own code is too slow?',
    options: [
      right('IteratorAgeMilliseconds rises steadily', 'The reader falls behind. That alone does not say why.'),
      right('ReadProvisionedThroughputExceeded is zero', 'The stream refuses no read, so it is not the stream that holds the reader up.'),
      wrong('WriteProvisionedThroughputExceeded is above zero', 'That holds up producers. Records that are not in the stream make no reader late.'),
      wrong('IncomingBytes is the same for all shards', 'It shows that keys spread evenly, and says nothing about readers.'),
      wrong('The stream’s status is ACTIVE', 'It nearly always is.'),
    ],
    factIds: ['I17', 'T073', 'I15'], sources: [sources.monitoring, sources.slowConsumers], errata: ['I17'],
  },
  {
    id: 'retention-shorten', topic: 'retention', section: 'parts-limits-timers',
    stem: 'To save cost an operator wants a retention of twelve hours, as every consumer is at most a minute behind. What happens?',
    options: [
      wrong('The call works, and records older than that become unreadable', 'The call does not get so far.'),
      right(`The call is refused: a stream keeps records for at least ${f('retention-default')}`, 'The default is the minimum as well. There is nothing to save below it.'),
      wrong('The call works only when no consumer is registered', 'Registered consumers do not stand in the way of retention.'),
      wrong('The call works, and takes effect after the present records have expired', 'It is not accepted at all.'),
    ],
    factIds: ['T040', 'I34'], sources: [sources.retention, apiModel('DecreaseStreamRetentionPeriod')],
  },
];
