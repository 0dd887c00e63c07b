/** What a learner does to a world. Each is plain data: the action log, undo and share links are lists of these. */
import { logCall } from './call-log.ts';
import { checkConfig, kindOf, type ActorConfig, type ActorState } from './actors/index.ts';
import type { StartingPosition } from './actors/reposition.ts';
import { err, ok, type Result } from './kernel/result.ts';
import type { Caller } from './kinesis/context.ts';
import type { AwsError } from './kinesis/errors.ts';
import { kmsKeyStates, type KmsKeyState } from './kinesis/model/kms.ts';
import { parseShardId } from './kinesis/model/stream.ts';
import type { GetRecordsOutput } from './kinesis/operations/get-records.ts';
import { shardIteratorTypes } from './kinesis/operations/get-shard-iterator.ts';
import { wholeOutput } from './kinesis/whole-output.ts';
import { alarmProblem, deleteAlarm, setAlarm, type AlarmConfig } from './metrics/alarm.ts';
import { networkProblem, type NetworkConfig } from './network.ts';
import type { World } from './world.ts';

export type Action =
  /** Calls the API at this very moment: the learner's console stands next to the service. */
  | { readonly type: 'call'; readonly operation: string; readonly input: object }
  /** Stands in for the console of KMS: how a key answers from now on. */
  | { readonly type: 'set kms key'; readonly keyId: string; readonly state: KmsKeyState }
  | { readonly type: 'add actor'; readonly config: ActorConfig }
  /** Null takes a setting away: what it means then, its kind says. */
  | { readonly type: 'configure actor'; readonly actor: string; readonly change: Readonly<Record<string, unknown>> }
  /** Sets faults of the network, or takes them away. */
  | { readonly type: 'configure network'; readonly change: Partial<NetworkConfig> }
  /** Sets a CloudWatch alarm, or changes the one of this name. */
  | { readonly type: 'set alarm'; readonly config: AlarmConfig }
  | { readonly type: 'delete alarm'; readonly alarm: string }
  | { readonly type: 'remove actor'; readonly actor: string }
  | { readonly type: 'crash actor'; readonly actor: string }
  | { readonly type: 'restart actor'; readonly actor: string }
  /** Has a reader go on from elsewhere on a shard: by a new iterator, a new subscription, or a checkpoint that is set by hand. */
  | { readonly type: 'reposition actor'; readonly actor: string; readonly shardId: string; readonly startingPosition: StartingPosition };

/** The fields of each kind of action: what comes by a link or a file is checked by them. */
export const actionFields = {
  call: { operation: 'text', input: 'object' },
  'set kms key': { keyId: 'text', state: 'text' },
  'add actor': { config: 'object' },
  'configure actor': { actor: 'text', change: 'object' },
  'configure network': { change: 'object' },
  'set alarm': { config: 'object' },
  'delete alarm': { alarm: 'text' },
  'remove actor': { actor: 'text' },
  'crash actor': { actor: 'text' },
  'restart actor': { actor: 'text' },
  'reposition actor': { actor: 'text', shardId: 'text', startingPosition: 'object' },
} as const satisfies { [Type in Action['type']]: Record<Exclude<keyof Extract<Action, { type: Type }>, 'type'>, 'text' | 'object'> };

/** An AWS error, or a sentence for the learner about an action that makes no sense. */
export type ActionError = AwsError | { readonly __type: 'InvalidAction'; readonly message: string; readonly status: 0 };
export type ActionOutcome = Result<unknown, ActionError>;

const LEARNER: Caller = { name: 'you', ordinal: 0 };
/** Who does what happens by itself in a scenario. */
export const STORY: Caller = { name: 'story', ordinal: 0 };

/** What the learner's own calls have come to: goals ask for it. Plain data, part of the world's state. */
export interface LearnerRecord {
  /** Answered calls, by operation. */
  readonly answered: Record<string, number>;
  recordsRead: number;
}

export const newLearnerRecord = (): LearnerRecord => ({ answered: {}, recordsRead: 0 });

export function performAction(world: World, action: Action, by: Caller = LEARNER): ActionOutcome {
  switch (action.type) {
    case 'call':
      return call(world, action.operation, action.input, by);
    case 'set kms key':
      if (!kmsKeyStates.includes(action.state)) return refuse(`A key can be ${kmsKeyStates.join(', ')}; not ${action.state}.`);
      return world.service.setKmsKeyState(action.keyId, action.state) ? ok(null) : refuse(`${action.keyId} is no key whose state can be set.`);
    case 'add actor': {
      if (world.actors.has(action.config.name)) return refuse(`There is an actor named ${action.config.name} already.`);
      const config = checkConfig(action.config);
      if (!config.ok) return refuse(config.error);
      world.addActor(config.value);
      return ok(null);
    }
    case 'configure actor':
      return withActor(world, action.actor, (actor) => configure(world, actor, action.change));
    case 'configure network': {
      const config = { ...world.network.config, ...action.change };
      const problem = networkProblem(config);
      if (problem) return refuse(problem);
      world.network.config = config;
      world.trace({ atMs: world.nowMs, kind: 'NetworkConfigured' });
      return ok(null);
    }
    case 'set alarm': {
      const problem = alarmProblem(action.config);
      if (problem) return refuse(problem);
      setAlarm(world, action.config);
      return ok(null);
    }
    case 'delete alarm':
      return deleteAlarm(world, action.alarm) ? ok(null) : refuse(`There is no alarm named ${action.alarm}.`);
    case 'crash actor':
      return withActor(world, action.actor, (actor) => {
        if (!actor.running) return refuse(`${actor.name} is not running.`);
        world.stopActor(actor);
        world.trace({ atMs: world.nowMs, kind: 'ActorCrashed', actor: actor.name });
        return ok(null);
      });
    case 'remove actor':
      return withActor(world, action.actor, (actor) => {
        world.removeActor(actor);
        world.trace({ atMs: world.nowMs, kind: 'ActorRemoved', actor: actor.name });
        return ok(null);
      });
    case 'restart actor':
      return withActor(world, action.actor, (actor) => {
        if (actor.running) return refuse(`${actor.name} is running.`);
        world.startActor(actor);
        world.trace({ atMs: world.nowMs, kind: 'ActorRestarted', actor: actor.name });
        return ok(null);
      });
    case 'reposition actor':
      return withActor(world, action.actor, (actor) => reposition(world, actor, action.shardId, action.startingPosition));
  }
}

function call(world: World, operation: string, input: object, by: Caller): ActionOutcome {
  const outcome = world.service.dispatch(operation, input, by);
  logCall(world, { caller: by.name, operation, input, outcome, latencyMs: 0 });
  world.metrics.served({ operation, input, outcome, latencyMs: 0 });
  const entry = { atMs: world.nowMs, actor: by.name, operation };
  if (!outcome.ok) {
    world.trace({ ...entry, kind: 'CallFailed', code: outcome.error.__type, message: outcome.error.message });
    return outcome;
  }
  world.trace({ ...entry, kind: 'CallAnswered' });
  if (by === LEARNER) noteAnswer(world.plain.learner, operation, outcome.value);
  return ok(wholeOutput(world.service, outcome.value));
}

function noteAnswer(learner: LearnerRecord, operation: string, output: unknown): void {
  learner.answered[operation] = (learner.answered[operation] ?? 0) + 1;
  if (operation !== 'GetRecords') return;
  const { from, to } = (output as GetRecordsOutput).Records;
  learner.recordsRead += to - from;
}

function withActor(world: World, name: string, act: (actor: ActorState) => ActionOutcome): ActionOutcome {
  const actor = world.actors.get(name);
  return actor ? act(actor) : refuse(`There is no actor named ${name}.`);
}

function reposition(world: World, actor: ActorState, shardId: string, to: StartingPosition): ActionOutcome {
  const { reposition: move } = kindOf(actor);
  if (!move) return refuse(`${actor.name} reads no shard.`);
  const shardIndex = parseShardId(shardId);
  if (shardIndex === null) return refuse(`${shardId} is no shard's ID.`);
  if (!shardIteratorTypes.includes(to.Type)) return refuse(`A starting position is ${shardIteratorTypes.join(', ')}; not ${String(to.Type)}.`);
  const outcome = move(world, actor, shardIndex, to);
  if (outcome.ok) return outcome;
  return typeof outcome.error === 'string' ? refuse(outcome.error) : err(outcome.error);
}

function configure(world: World, actor: ActorState, change: Readonly<Record<string, unknown>>): ActionOutcome {
  if ('streamName' in change) return refuse(`${actor.name} works with ${actor.config.streamName}; add another actor for another stream.`);
  const kept = Object.fromEntries(Object.entries({ ...actor.config, ...change }).filter(([, value]) => value !== null)) as unknown as ActorConfig;
  const config = checkConfig({ ...kept, kind: actor.kind, name: actor.name });
  if (!config.ok) return refuse(config.error);
  actor.config = config.value as never;
  if (actor.running) kindOf(actor).onConfigured?.(world, actor);
  return ok(null);
}

const refuse = (message: string): ActionOutcome => err({ __type: 'InvalidAction', message, status: 0 });
