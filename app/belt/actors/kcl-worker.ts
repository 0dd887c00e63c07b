/** A worker of an application on the Kinesis Client Library. Workers of one application share a card, pins and a lease table. */
import { applicationKey, behindAt, checkpointAt, counterOf, kclDefaults, kclLimits, SHARD_END, shardIdOf, shardIndexOf, type Application, type KclWorkerState, type LeaseRow, type World } from '#sim';
import { quoted } from '../commands.ts';
import { formatCount } from '../format.ts';
import { lagText, poisonSettings } from './reading.ts';
import { milliseconds, plain, type Setting } from './setting.ts';
import type { ActorView, Line, Standing } from './view.ts';

type ShardConsumer = KclWorkerState['consumers'] extends Map<string, infer One> ? One : never;

/** The application's table, once a worker has made it. */
export const tableOf = (world: World, { config }: KclWorkerState) => world.plain.shared.get(applicationKey(config.application, config.streamName)) as Application | undefined;

/** Nobody counts so far: then it checkpoints at the end of each batch. */
const EACH_BATCH = kclLimits.checkpointEveryRecords[1];
/** Longer than the failover time: other workers take it for dead while it goes on. */
const STANDSTILL_MS = 15_000;

export const kclWorkerView: ActorView<KclWorkerState> = {
  side: 'consumers',
  label: 'KCL worker',
  about: 'A worker of an application of its own, with a lease table in DynamoDB. Its panel adds more workers, which share the shards.',
  namedLike: 'worker',
  linesMax: 5,
  figure: (_, state) => {
    if (!state.running) return 'crashed';
    if (state.phase !== 'running') return 'starting';
    return leasesText(state.held.size);
  },
  lines: () => [],
  alarm: () => false,
  counts: (_, { counts, held, registration }) =>
    [
      `${held.size} leases held, ${formatCount(counts.leasesTaken)} taken and ${formatCount(counts.leasesLost)} lost so far`,
      `${formatCount(counts.processed)} records processed, ${formatCount(counts.repeated)} of them not for the first time in the application, ${formatCount(counts.skipped)} skipped after ${formatCount(counts.exceptions)} exceptions`,
      `${formatCount(counts.checkpoints)} checkpoints, ${formatCount(counts.shutdownExceptions)} refused with a ShutdownException`,
      ...(registration.problem === null ? [] : [`its consumer was refused: ${registration.problem}`]),
    ].join('; '),
  settings: [
    { type: 'number', path: ['processingMsPerRecord'], label: 'Time for one record', limits: kclLimits.processingMsPerRecord, units: milliseconds, absent: kclDefaults.processingMsPerRecord },
    { type: 'number', path: ['failoverTimeMillis'], label: 'Failover time', limits: kclLimits.failoverTimeMillis, units: milliseconds, absent: kclDefaults.failoverTimeMillis },
    { type: 'number', path: ['checkpointEveryRecords'], label: 'Checkpoint every, records', limits: kclLimits.checkpointEveryRecords, units: plain, absent: EACH_BATCH, none: { value: EACH_BATCH, text: 'a batch' } },
    ...poisonSettings,
  ],
  moreSettings: [
    {
      type: 'choice',
      path: ['consumption'],
      label: 'Reads',
      absent: 'default',
      options: [
        { value: 'default', label: 'as its version does', unset: true },
        { value: 'fan-out', label: 'pushed, fan-out' },
        { value: 'polling', label: 'polling' },
      ],
    },
    {
      type: 'choice',
      path: ['version'],
      label: 'Version of the library',
      options: [
        { value: '3', label: '3: a leader assigns' },
        { value: '2', label: '2: each takes its share' },
        { value: '1', label: '1: polling only' },
      ],
    },
    toggle('checkpointAtShardEnd', 'Checkpoints in shardEnded'),
    toggle('checkpointOnShutdownRequested', 'Checkpoints when asked to hand over'),
    toggle('gracefulLeaseHandoff', 'Hands leases over gracefully'),
    { type: 'number', path: ['idleTimeBetweenReadsInMillis'], label: 'Polls a shard every', limits: kclLimits.idleTimeBetweenReadsInMillis, units: milliseconds, absent: 1_500 },
    { type: 'number', path: ['cpuPercentPerMiB'], label: 'CPU % for a MiB/s', limits: kclLimits.cpuPercentPerMiB, units: plain, absent: kclDefaults.cpuPercentPerMiB },
  ],
  stop: 'Crash',
  restart: 'Restart',
  gestures: [{ label: 'Stand still for 15 s', change: (world) => ({ pausedUntilMs: world.nowMs + STANDSTILL_MS }) }],
  defaults: ({ name, streamName }) => ({
    kind: 'kcl-worker',
    name,
    streamName,
    application: name.replace('worker', 'app'),
    version: '3',
    initialPosition: 'TRIM_HORIZON',
    processingMsPerRecord: 0.1,
  }),
  group: {
    of: ({ config }) => config.application,
    figure: (world, members) => applicationFigure(world, members as readonly KclWorkerState[]),
    lines: (world, members) => applicationLines(world, members as readonly KclWorkerState[]),
    another: ({ config }, name) => ({ ...config, name }),
    anotherLabel: 'Add a worker to it',
  },
  reading: {
    shards: (world, members) => rowsOf(world, members).map(shardIndexOf),
    at: (world, members, shardIndex) => {
      const table = members[0] && tableOf(world, members[0]);
      const row = table?.leases.get(shardIdOf(shardIndex));
      return row ? standing(world, members, table!, row) : null;
    },
    pin: (world, members, shardIndex) => {
      const table = members[0] && tableOf(world, members[0]);
      const row = table?.leases.get(shardIdOf(shardIndex));
      if (!row) return null;
      return {
        what: 'lease',
        facts: [
          { term: 'lease owner', text: row.leaseOwner ?? 'nobody' },
          { term: 'counter', text: `${formatCount(row.leaseCounter)}; it grows with each renewal and checkpoint` },
        ],
        token: null,
        life: null,
      };
    },
    moveText: (world, members, shardIndex, to) => {
      const { application, streamName } = members[0]!.config;
      const at = world.service.positionOf(streamName, shardIndex, to, 'GetShardIterator');
      if (!at.ok) return '';
      const { checkpoint, checkpointSubSequenceNumber } = checkpointAt(world, streamName, shardIndex, to, at.value);
      const values = { ':c': { S: checkpoint }, ':n': { N: String(checkpointSubSequenceNumber) } };
      return `aws dynamodb update-item --table-name ${quoted(application)} --key ${quoted(JSON.stringify({ leaseKey: { S: shardIdOf(shardIndex) } }))} --update-expression 'SET checkpoint = :c, checkpointSubSequenceNumber = :n' --expression-attribute-values ${quoted(JSON.stringify(values))}`;
    },
  },
};

function toggle(name: 'checkpointAtShardEnd' | 'checkpointOnShutdownRequested' | 'gracefulLeaseHandoff', label: string): Setting {
  return { type: 'toggle', path: [name], label, absent: kclDefaults[name] };
}

const rowsOf = (world: World, members: readonly KclWorkerState[]): LeaseRow[] => [...((members[0] && tableOf(world, members[0]))?.leases.values() ?? [])];

/** Who reads the shard: the owner in the table, if it runs and has begun. */
function consumerOf(members: readonly KclWorkerState[], { leaseKey, leaseOwner, checkpointOwner }: LeaseRow): { readonly worker: KclWorkerState; readonly consumer: ShardConsumer } | null {
  for (const owner of [checkpointOwner, leaseOwner]) {
    const worker = members.find((member) => member.running && member.name === owner);
    const consumer = worker?.consumers.get(leaseKey);
    if (worker && consumer) return { worker, consumer };
  }
  return null;
}

function standing(world: World, members: readonly KclWorkerState[], table: Application, row: LeaseRow): Standing {
  const shardIndex = shardIndexOf(row);
  const { streamName } = members[0]!.config;
  const reader = consumerOf(members, row);
  const position = row.checkpoint === SHARD_END ? null : (reader?.consumer.delivered?.index ?? checkpointed(world, streamName, row));
  const owner = row.checkpointOwner === null ? row.leaseOwner : `${row.checkpointOwner} to ${row.leaseOwner}`;
  const taken = !reader && members.some((member) => member.running && member.name === row.leaseOwner);
  const parents = reader?.consumer.phase === 'WAITING_ON_PARENT_SHARDS';
  const polls = reader && (reader.worker.config.consumption ?? (reader.worker.config.version === '1' ? 'polling' : 'fan-out')) === 'polling';
  return {
    doing: row.checkpoint === SHARD_END ? SHARD_END : (reader?.consumer.phase ?? 'nobody reads it'),
    behindMs: position === null ? null : behindAt(world, streamName, shardIndex, position),
    waits: parents ? 'waiting for parents' : reader ? null : taken ? 'being taken over' : 'nobody reads it',
    detail: owner === null || reader || taken ? owner : `${owner} is gone`,
    checkpoint: row.checkpoint,
    lost: table.shards.get(shardIndex)?.lost ?? 0,
    position,
    recentReads: null,
    pushed: reader !== null && !polls,
  };
}

/** Where whoever takes the lease goes on: behind the record of the checkpoint. Null where that is not in the log, as at LATEST. */
export function checkpointed(world: World, streamName: string, { checkpoint, leaseKey }: LeaseRow): number | null {
  const shard = world.stream(streamName)?.shards[shardIndexOf({ leaseKey })];
  if (!shard || checkpoint === 'LATEST') return null;
  if (checkpoint === 'TRIM_HORIZON') return shard.head;
  return world.log(shard.logId).firstCounted(counterOf(checkpoint) + 1, shard.head, shard.cursor.length);
}

function furthestBehind(world: World, members: readonly KclWorkerState[]): number {
  const table = members[0] && tableOf(world, members[0]);
  return table ? Math.max(0, ...[...table.leases.values()].map((row) => standing(world, members, table, row).behindMs ?? 0)) : 0;
}

const leasesText = (leases: number) => (leases === 1 ? '1 lease' : `${leases} leases`);

function applicationFigure(world: World, members: readonly KclWorkerState[]): string {
  if (!members.some((member) => member.running)) return 'crashed';
  return rowsOf(world, members).length === 0 ? 'starting' : lagText(furthestBehind(world, members));
}

function applicationLines(world: World, members: readonly KclWorkerState[]): Line[] {
  const table = members[0] && tableOf(world, members[0]);
  if (!table) return [{ text: 'no lease table yet' }];
  const live = [...table.leases.values()].filter(({ checkpoint }) => checkpoint !== SHARD_END);
  const orphans = live.filter((row) => consumerOf(members, row) === null).length;
  const sum = (of: 'lost' | 'repeated') => [...table.shards.values()].reduce((all, account) => all + account[of], 0);
  const [lost, repeated] = [sum('lost'), sum('repeated')];
  return [
    ...(lost > 0 ? [{ text: `${formatCount(lost)} lost unread`, alarm: true }] : []),
    { text: `${leasesText(live.length)}${orphans > 0 ? ` · ${orphans} not read` : ''}` },
    { text: table.leader ? `${table.leader.leaseOwner} leads` : 'no leader' },
    { text: `MillisBehindLatest ${formatCount(furthestBehind(world, members))}` },
    ...(repeated > 0 ? [{ text: `${formatCount(repeated)} read twice` }] : []),
  ];
}

/** The tables of all applications that read here. They outlast their workers, as tables do. */
export const kclTables = (world: World): readonly Application[] => [...world.plain.shared].filter(([key]) => key.startsWith('kcl:')).map(([, table]) => table as Application);
