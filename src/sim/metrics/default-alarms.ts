/** The alarms that a stream should have from its first day, to be offered to whoever has none. */
import type { ActorState } from '../actors/index.ts';
import { retentionMs, type Stream } from '../kinesis/model/stream.ts';
import type { AlarmConfig } from './alarm.ts';
import { MINUTE_MS } from './metrics.ts';

/** @param readers registered consumers and KCL applications have a metric each; all that poll share one */
export function defaultAlarms(stream: Stream, readers: readonly Pick<ActorState, 'kind' | 'name'>[] = []): AlarmConfig[] {
  const { name: streamName } = stream;
  const alarm = (name: string, rest: Pick<AlarmConfig, 'metric' | 'threshold'> & Partial<AlarmConfig>): AlarmConfig => ({
    name: `${streamName}-${name}`.slice(0, 128),
    streamName,
    statistic: 'Maximum',
    periodMs: MINUTE_MS,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    comparison: 'GreaterThanThreshold',
    treatMissingData: 'notBreaching',
    ...rest,
  });
  // Whoever is half a retention period behind will lose records before long.
  const threshold = retentionMs(stream) / 2;
  return [
    alarm('iterator-age', { metric: 'GetRecords.IteratorAgeMilliseconds', threshold }),
    ...[...stream.consumers.keys()].map((actor) => alarm(`${actor}-behind`, { metric: 'SubscribeToShardEvent.MillisBehindLatest', actor, threshold })),
    ...readers.flatMap(({ kind, name: actor }) => {
      const metric = { 'kcl-worker': 'MillisBehindLatest', 'lambda-mapping': 'IteratorAge', firehose: 'KinesisMillisBehindLatest' }[kind as string];
      return metric ? [alarm(`${actor}-behind`, { metric, actor, threshold })] : [];
    }),
    alarm('write-throttles', { metric: 'WriteProvisionedThroughputExceeded', statistic: 'Sum', threshold: 0 }),
    alarm('read-throttles', { metric: 'ReadProvisionedThroughputExceeded', statistic: 'Sum', threshold: 0 }),
  ];
}
