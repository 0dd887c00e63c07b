/** What the service and the actors tell the trace: the vocabulary of the event log, the markers and the tests. */
export type ShardCause =
  | 'CreateStream'
  | 'SplitShard'
  | 'MergeShards'
  | 'UpdateShardCount'
  | 'UpdateStreamMode'
  | 'UpdateStreamWarmThroughput'
  | 'OnDemandScaling';

export type SimTraceEntry = { readonly atMs: number } & (
  | { readonly kind: 'StreamStatusChanged'; readonly streamName: string; readonly status: string }
  | {
      readonly kind: 'ShardsOpened';
      readonly streamName: string;
      readonly cause: ShardCause;
      readonly opened: readonly number[];
      readonly closed: readonly number[];
    }
  | { readonly kind: 'ConsumerStatusChanged'; readonly streamName: string; readonly consumer: string; readonly status: string }
  | { readonly kind: 'SubscriptionStarted'; readonly streamName: string; readonly actor: string; readonly shardIndex: number }
  | {
      readonly kind: 'SubscriptionEnded';
      readonly streamName: string;
      readonly actor: string;
      readonly shardIndex: number;
      /** An error's code, or that the time or the shard came to its end, or that the client left. */
      readonly reason: string;
    }
  | { readonly kind: 'RetentionChanged'; readonly streamName: string; readonly fromHours: number; readonly toHours: number }
  | { readonly kind: 'WriteThrottled'; readonly streamName: string; readonly actor: string; readonly shardIndex: number; readonly records: number }
  | { readonly kind: 'ReadThrottled'; readonly streamName: string; readonly actor: string; readonly shardIndex: number }
  | { readonly kind: 'RecordsGivenUp'; readonly actor: string; readonly records: number }
  | { readonly kind: 'RecordsLost'; readonly actor: string; readonly shardIndex: number; readonly records: number }
  | { readonly kind: 'IteratorExpired'; readonly actor: string; readonly shardIndex: number }
  /** It was told to go on from elsewhere. */
  | { readonly kind: 'ReaderMoved'; readonly actor: string; readonly shardIndex: number; readonly to: string }
  | { readonly kind: 'ShardDrained'; readonly actor: string; readonly shardIndex: number; readonly children: readonly number[] }
  | { readonly kind: 'MappingEnabled'; readonly actor: string }
  | { readonly kind: 'FunctionFailed'; readonly actor: string; readonly shardIndex: number; readonly records: number }
  | { readonly kind: 'BatchDiscarded'; readonly actor: string; readonly shardIndex: number; readonly records: number; readonly condition: string }
  | { readonly kind: 'ObjectDelivered'; readonly actor: string; readonly shardIndex: number; readonly records: number; readonly key: string }
  | { readonly kind: 'DeliveryFailed'; readonly actor: string; readonly shardIndex: number }
  | { readonly kind: 'LeaderElected'; readonly actor: string; readonly application: string }
  | { readonly kind: 'LeaseTaken' | 'LeaseLost'; readonly actor: string; readonly shardIndex: number }
  /** Its leases were not renewed in time and go to others. */
  | { readonly kind: 'WorkerFailedOver'; readonly actor: string; readonly shards: readonly number[] }
  /** processRecords threw: the rest of its batch is passed over. */
  | { readonly kind: 'RecordsSkipped'; readonly actor: string; readonly shardIndex: number; readonly records: number }
  | { readonly kind: 'MessageLost'; readonly actor: string; readonly operation: string; readonly leg: 'request' | 'response' }
  | { readonly kind: 'NetworkConfigured' }
  | { readonly kind: 'AlarmChanged'; readonly streamName: string; readonly alarm: string; readonly from: string; readonly to: string }
  | { readonly kind: 'ActorCrashed'; readonly actor: string }
  | { readonly kind: 'ActorRemoved'; readonly actor: string }
  | { readonly kind: 'ActorRestarted'; readonly actor: string }
  | { readonly kind: 'CallFailed'; readonly actor: string; readonly operation: string; readonly code: string; readonly message?: string }
  | { readonly kind: 'CallAnswered'; readonly actor: string; readonly operation: string }
);

/** What happens too often to be listed: digested by code. */
export const NOTES = { RecordAppended: 1, RecordsRead: 2, RecordsExpired: 3, RecordsPushed: 4 } as const;
