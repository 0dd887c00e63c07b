/** The learner's own worlds: kept in the browser, or in memory where it keeps nothing, which is then said. */
import { StoreError, type StoreErrorKind } from '#quiz';
import { fileToRun, planProblems, runToFile, scenarioOf, scenarios, type Run, type Scenario, type WorldPlan } from '#sim';
import { create } from 'zustand';
import { openWorldStore, type WorldStore } from '../storage/worlds.ts';
import { saveAsFile } from './sharing.ts';

export interface MyWorld {
  readonly id: string;
  readonly savedAtMs: number;
  readonly seed: number;
  readonly plan: WorldPlan;
}

interface Worlds {
  readonly status: 'opening' | 'saved' | 'memory';
  /** Why they are in memory only, or why the last change is. */
  readonly reason: StoreErrorKind | null;
  /** The latest first. */
  readonly list: readonly MyWorld[];
  /** Stored rows that could not be read. They stay as they are. */
  readonly skipped: number;
  readonly deleted: MyWorld | null;
}

export const useWorlds = create<Worlds>(() => ({ status: 'opening', reason: null, list: [], skipped: 0, deleted: null }));
const { getState: get, setState: set } = useWorlds;

let opening: Promise<WorldStore | null> | null = null;

/** Opens the storage on first use. */
export function openWorlds(openStore: () => Promise<WorldStore> = openWorldStore): Promise<WorldStore | null> {
  opening ??= (async () => {
    try {
      const store = await openStore();
      await load(store);
      store.onForeignChange(() => void load(store));
      return store;
    } catch (fault) {
      set({ status: 'memory', reason: reasonOf(fault) });
      return null;
    }
  })();
  return opening;
}

async function load(store: WorldStore): Promise<void> {
  const { worlds, skipped } = await store.load();
  const list = worlds.flatMap(({ id, savedAtMs, file }): MyWorld[] => {
    const { run, problems } = fileToRun(file, []);
    return run && problems.length === 0 && typeof run.world !== 'string' ? [{ id, savedAtMs, seed: run.seed, plan: run.world }] : [];
  });
  set({ status: 'saved', reason: null, list: sorted(list), skipped: skipped + worlds.length - list.length });
}

const sorted = (list: readonly MyWorld[]) => list.toSorted((x, y) => y.savedAtMs - x.savedAtMs);
const reasonOf = (fault: unknown) => (fault instanceof StoreError ? fault.kind : 'failed');

export const runOfWorld = ({ seed, plan }: Pick<MyWorld, 'seed' | 'plan'>): Run => ({ world: plan, seed, actions: [], playhead: { atMs: plan.opening.atMs, eventsDone: 0, actionsDone: 0 }, traceHash: null });

/** Keeps a world under an id of its own, or in place of the one of that id. What cannot be stored stays in this page. */
export async function keepWorld(plan: WorldPlan, seed: number, id: string = crypto.randomUUID().slice(0, 8)): Promise<string> {
  await put({ id, savedAtMs: Date.now(), seed, plan });
  return id;
}

async function put(world: MyWorld): Promise<void> {
  const store = await openWorlds();
  set({ list: sorted([world, ...get().list.filter(({ id }) => id !== world.id)]) });
  try {
    await store?.put({ id: world.id, savedAtMs: world.savedAtMs, file: runToFile(runOfWorld(world)) });
    if (store) set({ reason: null });
  } catch (fault) {
    set({ reason: reasonOf(fault) });
  }
}

export const renameWorld = (world: MyWorld, title: string) => put({ ...world, plan: { ...world.plan, title } });
export const duplicateWorld = ({ plan, seed }: MyWorld) => keepWorld({ ...plan, title: `${plan.title}, a copy` }, seed);
export const exportWorld = (world: MyWorld) => saveAsFile(runOfWorld(world));

export async function deleteWorld(world: MyWorld): Promise<void> {
  const store = await openWorlds();
  try {
    await store?.remove(world.id);
  } catch (fault) {
    return set({ reason: reasonOf(fault) });
  }
  set({ list: get().list.filter(({ id }) => id !== world.id), deleted: world });
}

export async function undoDelete(): Promise<void> {
  const { deleted } = get();
  set({ deleted: null });
  if (deleted) await put(deleted);
}

/** More than any file of ours. */
const FILE_BYTES_READ = 8_400_000;

/** Takes a world from a file, where it is wholly good. @returns what is wrong; then nothing has changed */
export async function importWorld(file: Blob): Promise<readonly string[]> {
  const { run, problems } = fileToRun(await file.slice(0, FILE_BYTES_READ).text(), scenarios);
  const scenario = run && scenarioOf(run, scenarios);
  if (!run || !scenario || problems.length > 0) return problems;
  const { title, streamName, network, setup, script = [], opening: opens } = scenario;
  const plan = { title, streamName, network, setup, script, opening: opens };
  const refused = planProblems(plan, run.seed).filter(({ stops }) => stops);
  if (refused.length > 0) return refused.map(({ message }) => message);
  await keepWorld(plan, run.seed);
  return [];
}

const known = new WeakMap<MyWorld, Scenario>();

/** A world as the lab plays it. The same world is the same scenario. */
export function scenarioOfWorld(world: MyWorld): Scenario {
  let scenario = known.get(world);
  if (!scenario) {
    scenario = { ...scenarioOf({ world: world.plan }, [])!, slug: `my/${world.id}`, seed: world.seed, story: 'A world of your own. “Setup” shows what it is made of.' };
    known.set(world, scenario);
  }
  return scenario;
}
