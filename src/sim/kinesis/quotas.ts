/**
 * The numbers of the service, each in one place: the engine enforces them, prose, tables and cards print them.
 * Units last in each name. Sources: the Streams quotas page and the API model, read 2026-11-22 (SPEC.md says which rule is which).
 */
export const KIB = 1024;
export const MIB = 1024 * KIB;

export const quotas = {
  /** Per open shard, writes: whichever is reached first. Partition-key bytes count. */
  shardWriteBytesPerSecond: 1 * MIB,
  shardWriteRecordsPerSecond: 1000,
  /** Per shard, reads, shared by all classic consumers. */
  shardReadBytesPerSecond: 2 * MIB,
  shardReadCallsPerSecond: 5,
  /** Per shard and registered consumer. */
  fanOutReadBytesPerSecond: 2 * MIB,
  fanOutConsumersMax: 20,
  fanOutConsumersAdvantageMax: 50,
  /** Of one stream, in CREATING at a time. */
  fanOutConsumersCreatingMax: 5,
  fanOutSubscriptionMs: 300_000,
  /** A consumer's new subscription to a shard takes over from one that is at least this old. */
  fanOutTakeoverMs: 5_000,
  /** From a record's arrival to its push, about. */
  fanOutLatencyMs: 70,
  /** With nothing to push, an empty event each so often moves the checkpoint. */
  fanOutHeartbeatMs: 5_000,
  subscribeToShardCallsPerSecond: 1,

  getShardIteratorCallsPerSecond: 5,
  getRecordsRecordsMax: 10_000,
  getRecordsBytesMax: 10 * MIB,
  /** After an answer of `getRecordsBytesMax` bytes the shard refuses reads for this long. */
  getRecordsFullAnswerPauseMs: 5_000,
  iteratorLifeMs: 300_000,
  nextTokenLifeMs: 300_000,

  putRecordsRecordsMax: 500,
  putRecordsBytesMax: 10 * MIB,
  partitionKeyCharactersMax: 256,
  recordBytesDefaultMax: 1 * MIB,
  recordBytesCeiling: 10 * MIB,

  retentionHoursMin: 24,
  retentionHoursExtendedMax: 168,
  retentionHoursMax: 8760,

  streamNameCharactersMax: 128,
  tagsPerResourceMax: 50,
  policyBytesMax: 20 * KIB,
  /** Starts and stops, each. */
  encryptionChangesPerDayMax: 25,
  /** Account default in the three largest Regions, in some others, and in the rest. */
  shardsPerAccount: 20_000,
  shardsPerAccountMiddle: 6_000,
  shardsPerAccountSmall: 1_000,
  onDemandStreamsPerAccount: 50,
  onDemandInitialShards: 4,
  /** An on-demand shard that takes more is split. */
  onDemandSplitBytesPerSecond: 500 * KIB,
  onDemandWriteMiBpsMax: 10 * 1024,
  /** Outside the three largest Regions. */
  onDemandWriteMiBpsMaxElsewhere: 200,
  /** Traffic that more than doubles within this time is throttled until the shards have been split. */
  onDemandDoublingMs: 900_000,
  commitmentMinimumMs: 24 * 3_600_000,
  streamsBeingCreatedMax: 5,
  updateShardCountPerDayMax: 10,
  updateShardCountShardsMax: 10_000,
  streamModeSwitchesPerDayMax: 2,
} as const;
