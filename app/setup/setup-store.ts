/** The setup dialog: which of its two pages shows, and the draft, which stays while the dialog is closed. */
import { planProblems, type PlanProblem, type WorldPlan } from '#sim';
import { create } from 'zustand';
import { pause, useSimSession } from '../state/sim-session.ts';
import { openWorlds, useWorlds, type MyWorld } from '../state/worlds.ts';
import { draftOf, planOf, planOfScenario, type Draft } from './draft.ts';

interface Setup {
  readonly page: 'setup' | 'worlds' | null;
  readonly draft: Draft | null;
  /** The world that is being changed; null for a new one. */
  readonly editing: MyWorld | null;
}

export const useSetup = create<Setup>(() => ({ page: null, draft: null, editing: null }));
const { getState: get, setState: set } = useSetup;

/** Goes on with the draft there is; else begins with what the world on the belt began with. */
export function openSetup(page: 'setup' | 'worlds' = 'setup'): void {
  pause();
  void openWorlds();
  if (!get().draft) {
    const { scenario } = useSimSession.getState();
    const mine = useWorlds.getState().list.find(({ id }) => scenario.slug === `my/${id}`);
    if (mine) change(mine);
    else beginFrom(planOfScenario(scenario), useSimSession.getState().seed);
  }
  set({ page });
}

export const closeSetup = () => set({ page: null });
export const beginFrom = (plan: WorldPlan, seed: number) => set({ draft: draftOf(plan, seed), editing: null });
export const change = (world: MyWorld) => set({ page: 'setup', draft: draftOf(world.plan, world.seed), editing: world });
export const draft = (part: Partial<Draft>) => set(({ draft: now }) => ({ draft: now && { ...now, ...part } }));
export const built = () => set({ page: null, draft: null, editing: null });

export interface Judged {
  readonly plan: WorldPlan;
  /** By a row's id, by the script's line as `script 2`, `stream`, `network`, `seed`, `title`. */
  readonly at: ReadonlyMap<string, PlanProblem>;
  readonly stops: number;
}

/** The draft as a plan, with every problem at its place. */
export function judge(now: Draft): Judged {
  const { plan, setupFrom, scriptFrom } = planOf(now);
  const at = new Map<string, PlanProblem>();
  const own = (place: string, message: string) => at.set(place, { in: 'setup', index: 0, message, stops: true });
  if (now.title.trim() === '') own('title', 'A world needs a name.');
  if (!Number.isSafeInteger(now.seed) || now.seed < 0 || now.seed > 999_999) own('seed', 'The seed is a whole number from 0 to 999,999.');
  if (!(now.opening.atMs >= 0 && now.opening.atMs <= 400 * 86_400_000)) own('opening', 'It opens at a time from 0 to 400 days.');
  for (const problem of planProblems(plan, at.has('seed') ? 1 : now.seed)) {
    const from = problem.in === 'network' ? 'network' : problem.in === 'setup' ? setupFrom[problem.index]! : scriptFrom[problem.index]!;
    const place = problem.in === 'script' && from !== 'stream' ? `script ${from}` : String(from);
    if (!at.has(place)) at.set(place, problem);
  }
  return { plan, at, stops: [...at.values()].filter(({ stops }) => stops).length };
}
