/** A world while it is being made by hand: what the form holds, from a plan and to one. Times in ms. */
import { type Action, type ActorConfig, type Scenario, type World, type WorldPlan } from '#sim';

/** One line of the form: an actor (or several alike), or something else that is done at the beginning and kept as it is. */
export type Row = { readonly id: number; readonly kind: 'actor'; readonly config: ActorConfig; readonly count: number } | { readonly id: number; readonly kind: 'action'; readonly action: Action };
export type ActorRow = Extract<Row, { kind: 'actor' }>;

export interface StreamDraft {
  readonly name: string;
  /** False where the story begins without a stream. */
  readonly made: boolean;
  readonly onDemand: boolean;
  readonly shards: number;
  readonly retentionHours: number;
  readonly encrypted: boolean;
}

export interface Draft {
  readonly title: string;
  readonly seed: number;
  readonly stream: StreamDraft;
  readonly rows: readonly Row[];
  readonly network: WorldPlan['network'];
  readonly script: WorldPlan['script'];
  readonly opening: WorldPlan['opening'];
}

/** A plan, and from which part of the form each of its actions comes: a row's id, a line of the script, or the stream. */
export interface Drafted {
  readonly plan: WorldPlan;
  readonly setupFrom: readonly (number | 'stream')[];
  readonly scriptFrom: readonly (number | 'stream')[];
}

/** No stream takes longer to be made: from then on it can be changed. */
const READY_MS = 5_000;
const DAY_HOURS = 24;
const KEY = 'alias/aws/kinesis';

let lastId = 0;
export const newId = () => (lastId += 1);

type Call = Extract<Action, { type: 'call' }>;
const isCall = (action: Action, operation: string, streamName: string): action is Call =>
  action.type === 'call' && action.operation === operation && (action.input as { StreamName?: string }).StreamName === streamName;

export function draftOf(plan: WorldPlan, seed: number): Draft {
  const { streamName } = plan;
  const create = plan.setup[0] && isCall(plan.setup[0], 'CreateStream', streamName) ? plan.setup[0] : undefined;
  const input = (create?.input ?? {}) as { ShardCount?: number; StreamModeDetails?: { StreamMode: string } };
  const early = plan.script.filter(({ atMs }) => atMs === READY_MS);
  const retention = early.find(({ action }) => isCall(action, 'IncreaseStreamRetentionPeriod', streamName));
  const encryption = early.find(({ action }) => isCall(action, 'StartStreamEncryption', streamName) && (action.input as { KeyId?: string }).KeyId === KEY);
  return {
    title: plan.title,
    seed,
    stream: {
      name: streamName,
      made: create !== undefined,
      onDemand: input.StreamModeDetails?.StreamMode === 'ON_DEMAND',
      shards: input.ShardCount ?? 1,
      retentionHours: retention ? (retention.action as unknown as { input: { RetentionPeriodHours: number } }).input.RetentionPeriodHours : DAY_HOURS,
      encrypted: encryption !== undefined,
    },
    rows: plan.setup.flatMap((action): Row[] => (action === create ? [] : [action.type === 'add actor' ? { id: newId(), kind: 'actor', config: action.config, count: 1 } : { id: newId(), kind: 'action', action }])),
    network: plan.network,
    script: plan.script.filter((entry) => entry !== retention && entry !== encryption),
    opening: plan.opening,
  };
}

export function planOf({ title, stream, rows, network, script, opening }: Draft): Drafted {
  const { name: StreamName, made, onDemand, shards, retentionHours, encrypted } = stream;
  const call = (operation: string, input: object): Action => ({ type: 'call', operation, input });
  const create = call('CreateStream', onDemand ? { StreamName, StreamModeDetails: { StreamMode: 'ON_DEMAND' } } : { StreamName, ShardCount: shards });
  const setup = rows.flatMap((row): { readonly action: Action; readonly from: number }[] => {
    if (row.kind === 'action') return [{ action: row.action, from: row.id }];
    return namesOf(row).map((name) => ({ action: { type: 'add actor', config: { ...row.config, name, streamName: StreamName } }, from: row.id }));
  });
  const settings = [
    ...(retentionHours === DAY_HOURS ? [] : [call('IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: retentionHours })]),
    ...(encrypted ? [call('StartStreamEncryption', { StreamName, EncryptionType: 'KMS', KeyId: KEY })] : []),
  ].map((action) => ({ atMs: READY_MS, action }));
  return {
    plan: { title, streamName: StreamName, network, setup: [...(made ? [create] : []), ...setup.map(({ action }) => action)], script: [...settings, ...script], opening },
    setupFrom: [...(made ? ['stream' as const] : []), ...setup.map(({ from }) => from)],
    scriptFrom: [...settings.map(() => 'stream' as const), ...script.map((_, i) => i)],
  };
}

/** "web-1" three times: web-1, web-2, web-3. */
export function namesOf({ config, count }: ActorRow): string[] {
  const [, base, first] = /^(.*?)-?(\d*)$/.exec(config.name)!;
  return count === 1 ? [config.name] : Array.from({ length: count }, (_, i) => `${base}-${Number(first || 1) + i}`);
}

export const planOfScenario = ({ title, streamName, network, setup, script = [], opening }: Scenario): WorldPlan => ({ title, streamName, network, setup, script, opening });

/** The world as it stands: its settings of now, without its records; what the script has still to come, counted from now. */
export function planNow(world: World, scenario: Scenario): WorldPlan {
  const stream = world.stream(scenario.streamName);
  const actors = [...world.actors.values()];
  const { StreamName, ...mode } = { StreamName: scenario.streamName, ...(stream?.mode === 'ON_DEMAND' ? { StreamModeDetails: { StreamMode: 'ON_DEMAND' } } : { ShardCount: stream?.shards.filter(({ closedMs }) => closedMs === null).length ?? 1 }) };
  const call = (operation: string, input: object): Action => ({ type: 'call', operation, input: { StreamName, ...input } });
  return {
    ...planOfScenario(scenario),
    title: `${scenario.title}, as it stood`,
    network: world.network.config,
    setup: [
      ...(stream ? [call('CreateStream', mode)] : []),
      ...actors.map(({ config }): Action => ({ type: 'add actor', config })),
      ...actors.flatMap(({ name, running }): Action[] => (running ? [] : [{ type: 'crash actor', actor: name }])),
    ],
    script: [
      ...(stream && stream.retentionHours !== DAY_HOURS ? [{ atMs: READY_MS, action: call('IncreaseStreamRetentionPeriod', { RetentionPeriodHours: stream.retentionHours }) }] : []),
      ...(scenario.script ?? []).flatMap(({ atMs, action }) => (atMs > world.nowMs ? [{ atMs: atMs - world.nowMs, action }] : [])),
    ],
  };
}
