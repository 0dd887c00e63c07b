/**
 * From JSON to a run. What comes from outside is looked at piece by piece: each piece that is bad, or newer than this
 * Shardbelt, is named in a sentence and left out; the rest is good. Nothing is taken over that was not checked.
 */
import { actionFields, type Action } from '../actions.ts';
import type { LoggedAction } from '../kernel/branches.ts';
import type { Position } from '../kernel/position.ts';
import { operations } from '../kinesis/operations/index.ts';
import { networkProblem, type NetworkConfig } from '../network.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { TimedAction } from '../world.ts';
import { fromJson, Unreadable } from './plain-json.ts';
import { RUN_VERSION, type Run, type WorldPlan } from './run.ts';

export interface ReadRun {
  /** What is good; null where there is nothing to begin with. */
  readonly run: Run | null;
  /** A sentence for each piece that was left out. */
  readonly problems: readonly string[];
}

type Members = Readonly<Record<string, unknown>>;

const ACTIONS_MAX = 5_000;
const TITLE_MAX = 120;
const SPEED_MAX = 3_600;
/** Longer than any record is kept. */
const TIME_MAX_MS = 400 * 86_400_000;

/** @param source what it is called in sentences: "link" or "file" */
export function readRun(json: unknown, known: readonly Scenario[], source: string): ReadRun {
  const problems: string[] = [];
  const nothing = (problem: string): ReadRun => ({ run: null, problems: [problem] });
  if (!isObject(json) || typeof json.shardbelt !== 'number') return nothing(`This ${source} holds no Shardbelt run.`);
  if (json.shardbelt > RUN_VERSION) {
    return nothing(`This ${source} was made by a newer Shardbelt (version ${json.shardbelt}); this one reads version ${RUN_VERSION}. Reload the page to get the newest.`);
  }
  const world = typeof json.world === 'string' ? json.world : readPlan(json.world, problems);
  if (world === null) return { run: null, problems };
  if (typeof world === 'string' && !known.some((scenario) => scenario.slug === world)) return nothing(`There is no scenario called ${quoted(world)} here; a newer Shardbelt may have it.`);
  for (const name of Object.keys(json)) if (!MEMBERS.has(name)) problems.push(`This ${source} says something about ${quoted(name)}, which this Shardbelt does not know; it was left out.`);
  if (!isCount(json.seed)) problems.push('Its seed is no whole number; 1 was taken.');
  const actions = readLog(json.actions, problems);
  const playhead = readPosition(json.playhead);
  if (!playhead) problems.push('Its playhead is no moment; the beginning was taken.');
  const run: Run = {
    world,
    seed: isCount(json.seed) ? json.seed : 1,
    actions,
    playhead: playhead ?? { atMs: 0, eventsDone: 0, actionsDone: 0 },
    // With something left out it cannot come out the same.
    traceHash: problems.length === 0 && typeof json.traceHash === 'string' ? json.traceHash : null,
  };
  return { run, problems };
}

const MEMBERS = new Set(['shardbelt', 'world', 'seed', 'actions', 'playhead', 'traceHash']);

function readLog(json: unknown, problems: string[]): LoggedAction<Action>[] {
  const log: LoggedAction<Action>[] = [];
  for (const { entry, name } of entries(json, 'Action', problems)) {
    const { atMs, afterEvents } = entry;
    const before = log.at(-1);
    const action = readAction(entry.action, name, problems);
    if (!action) continue;
    if (!isTime(atMs) || !isCount(afterEvents)) problems.push(`${name} has no moment at which it was done.`);
    else if (before && (atMs < before.atMs || afterEvents < before.afterEvents)) problems.push(`${name} was done before the one that stands ahead of it.`);
    else log.push({ atMs, afterEvents, action });
  }
  return log;
}

/** A world made by hand; null where it is none. */
function readPlan(json: unknown, problems: string[]): WorldPlan | null {
  const plan = isObject(json) ? json : {};
  const network = readNetwork(plan.network);
  const opening = readOpening(plan.opening);
  if (typeof plan.streamName !== 'string' || !network || !opening) {
    problems.push('It names neither a scenario nor a whole world to begin with.');
    return null;
  }
  const problem = networkProblem(network);
  if (problem !== null) {
    problems.push(problem);
    return null;
  }
  const setup = entries(plan.setup, 'Setup action', problems).flatMap(({ entry, name }) => readAction(entry, name, problems) ?? []);
  const script = entries(plan.script, 'Script action', problems).flatMap(({ entry, name }): TimedAction[] => {
    const action = readAction(entry.action, name, problems);
    if (!isTime(entry.atMs)) problems.push(`${name} has no moment.`);
    return action && isTime(entry.atMs) ? [{ atMs: entry.atMs, action }] : [];
  });
  const title = typeof plan.title === 'string' ? plan.title.slice(0, TITLE_MAX) : 'A shared world';
  return { title, streamName: plan.streamName, network, setup, script, opening };
}

function readNetwork(json: unknown): NetworkConfig | null {
  // Numbers alone, so there is nothing in it that could be unreadable.
  return isObject(json) && Object.values(json).every((value) => typeof value === 'number') ? (json as unknown as NetworkConfig) : null;
}

function readOpening(json: unknown): Scenario['opening'] | null {
  if (!isObject(json)) return null;
  const { atMs, speed, spanMs } = json;
  const spans = spanMs === 'retention' || (isTime(spanMs) && spanMs > 0);
  return isTime(atMs) && typeof speed === 'number' && speed > 0 && speed <= SPEED_MAX && spans ? { atMs, speed, spanMs } : null;
}

function readPosition(json: unknown): Position | null {
  if (!isObject(json)) return null;
  const { atMs, eventsDone, actionsDone } = json;
  return isTime(atMs) && isCount(eventsDone) && isCount(actionsDone) ? { atMs, eventsDone, actionsDone } : null;
}

/** The entries of a list, each with the name by which a sentence calls it: "Action 3 of 12". */
function entries(json: unknown, what: string, problems: string[]): { readonly entry: Members; readonly name: string }[] {
  if (!Array.isArray(json)) {
    problems.push(`Its list of ${what.toLowerCase()}s is missing.`);
    return [];
  }
  if (json.length > ACTIONS_MAX) problems.push(`It has ${json.length} ${what.toLowerCase()}s; those after the first ${ACTIONS_MAX} were left out.`);
  return json.slice(0, ACTIONS_MAX).flatMap((entry: unknown, i) => {
    const name = `${what} ${i + 1} of ${json.length}`;
    if (isObject(entry)) return [{ entry, name }];
    problems.push(`${name} is empty.`);
    return [];
  });
}

/** An action of a kind that there is, with its fields and no others. */
function readAction(json: unknown, name: string, problems: string[]): Action | null {
  try {
    return checkedAction(fromJson(json));
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    problems.push(`${name} ${fault.message}.`);
    return null;
  }
}

function checkedAction(action: unknown): Action {
  if (!isObject(action) || typeof action.type !== 'string') throw new Unreadable('does not say what is done');
  const { type } = action;
  if (!Object.hasOwn(actionFields, type)) throw new Unreadable(`is of a kind that this Shardbelt does not know: ${quoted(type)}`);
  const fields: Readonly<Record<string, 'text' | 'object'>> = actionFields[type as Action['type']];
  for (const [field, kind] of Object.entries(fields)) {
    if (kind === 'text' ? typeof action[field] !== 'string' : !isObject(action[field])) throw new Unreadable(`(${type}) has no ${field}, or one that is none`);
  }
  const unknown = Object.keys(action).find((field) => field !== 'type' && !Object.hasOwn(fields, field));
  if (unknown !== undefined) throw new Unreadable(`(${type}) has a field that this Shardbelt does not know: ${quoted(unknown)}`);
  if (type === 'call' && !operations.has(action.operation as string)) throw new Unreadable(`asks for an operation that there is not: ${quoted(action.operation as string)}`);
  return action as unknown as Action;
}

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
const isTime = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= TIME_MAX_MS;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
/** As the link has it, but never a page of it. */
const quoted = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
