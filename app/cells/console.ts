/** The one world of the chapter's cells, and the shell in front of it. Kept while the page is; the address does not hold it. */
import { createWorld, Shell, worldPort, type CommandRun, type World, type WorldPlan } from '#sim';
import { create } from 'zustand';
import { labPathOf } from '../state/run-link.ts';
import { runOfFigure } from '../figures/plan.ts';
import { moved, see, type Seen } from './moved.ts';

const plan: WorldPlan = {
  title: 'The commands of the chapter',
  streamName: 'my-stream',
  network: { oneWayMs: 10, jitterMs: 0 },
  setup: [],
  script: [],
  opening: { atMs: 0, speed: 1, spanMs: 60_000 },
};

export interface CellRun {
  /** What was run: the text may have been edited since. */
  readonly text: string;
  readonly runs: readonly { readonly version: 1 | 2; readonly commands: readonly CommandRun[] }[];
  readonly moved: readonly string[];
  readonly after: Seen;
  readonly labPath: string;
}

interface Cells {
  readonly done: Readonly<Record<string, CellRun>>;
  /** Grows with each new world. */
  readonly life: number;
}

export const useCells = create<Cells>(() => ({ done: {}, life: 0 }));

let world: World;
let shell: Shell;
function begin(): void {
  world = createWorld({ seed: 1, ...plan });
  shell = new Shell(worldPort(world));
}
begin();

export interface Runnable {
  readonly id: string;
  readonly text: string;
  readonly both: boolean;
}

/** What each cell on the page would run, as edited: by id. */
export const onPage = new Map<string, Runnable>();

/** The cells in the order in which they stand on the page. */
function inOrder(): Runnable[] {
  return [...document.querySelectorAll<HTMLElement>('[data-cell-frame]')].flatMap((element) => onPage.get(element.dataset['cellFrame']!) ?? []);
}

/** Runs a cell; first those before it that have not run, because it may need what they made. */
export function runTo(id: string): void {
  const cells = inOrder();
  const at = cells.findIndex((cell) => cell.id === id);
  for (const cell of cells.slice(0, at)) if (!useCells.getState().done[cell.id]) runOne(cell);
  if (cells[at]) runOne(cells[at]);
}

export function runAll(): void {
  restart();
  for (const cell of inOrder()) runOne(cell);
}

/** A new world, in which nothing has been run. */
export function restart(): void {
  begin();
  useCells.setState(({ life }) => ({ done: {}, life: life + 1 }));
}

function runOne({ id, text, both }: Runnable): void {
  const before = see(world);
  const runs = (both ? ([2, 1] as const) : ([2] as const)).map((version) => {
    shell.version = version;
    return { version, commands: shell.run(text) };
  });
  const after = see(world);
  const labPath = labPathOf(runOfFigure({ plan, world }));
  useCells.setState(({ done }) => ({ done: { ...done, [id]: { text, runs, moved: moved(before, after), after, labPath } } }));
}
