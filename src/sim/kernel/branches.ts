/**
 * The futures of one world. Each is a log of actions from the beginning; where two logs begin alike they are one history.
 * A branch is told from its parent by its log alone: where it forked is the first action that only one of the two has.
 */
import { isUpTo, type Position } from './position.ts';

export interface LoggedAction<Action> {
  readonly atMs: number;
  readonly afterEvents: number;
  readonly action: Action;
}

export interface Branch<Action> {
  readonly id: number;
  name: string;
  /** Null for the first. */
  parentId: number | null;
  readonly log: LoggedAction<Action>[];
  /** The furthest it has been run. */
  reached: Position;
}

const NAME_MAX = 60;

export class Branches<Action> {
  private list: Branch<Action>[];
  private nextId = 2;
  current: Branch<Action>;

  constructor(reached: Position) {
    this.current = { id: 1, name: 'First history', parentId: null, log: [], reached };
    this.list = [this.current];
  }

  /** In the order in which they were made. */
  get all(): readonly Readonly<Branch<Action>>[] {
    return this.list;
  }

  find(id: number): Branch<Action> | undefined {
    return this.list.find((branch) => branch.id === id);
  }

  /** Makes a branch that shares the current one's history up to a position; it is the current one from now on. */
  fork(at: Position): void {
    const { id: parentId, log } = this.current;
    const id = this.nextId;
    this.nextId += 1;
    this.current = { id, name: `Branch ${id}`, parentId, log: log.slice(0, at.actionsDone), reached: at };
    this.list.push(this.current);
  }

  /**
   * Lets go of the current branch's next action: with the branch, where it began with that and its parent has nothing else
   * before; as a fork, where more followed.
   */
  takeBack(at: Position): void {
    const { current } = this;
    const parent = current.parentId === null ? undefined : this.find(current.parentId);
    const shared = parent && sharedUntil(current, parent);
    if (current.log.length > at.actionsDone + 1) this.fork(at);
    else if (shared?.actionsDone === at.actionsDone && isUpTo(at, shared)) {
      this.current = parent!;
      this.remove(current.id);
    } else {
      current.log.length = at.actionsDone;
      current.reached = at;
    }
  }

  /** @returns whether there is such a branch and this can be a name */
  rename(id: number, name: string): boolean {
    const branch = this.find(id);
    const trimmed = name.trim();
    if (!branch || trimmed === '' || trimmed.length > NAME_MAX) return false;
    branch.name = trimmed;
    return true;
  }

  /** Forgets a branch; its children are its parent's from now on. @returns false for the current one, which stays */
  remove(id: number): boolean {
    const gone = this.find(id);
    if (!gone || gone === this.current) return false;
    this.list = this.list.filter((branch) => branch !== gone);
    const children = this.list.filter((branch) => branch.parentId === id);
    const heir = gone.parentId ?? children[0]?.id ?? null;
    for (const child of children) child.parentId = child.id === heir ? null : heir;
    return true;
  }

  /** Where a branch left its parent; null for one without. */
  forkOf(branch: Readonly<Branch<Action>>): Position | null {
    const parent = branch.parentId === null ? undefined : this.find(branch.parentId);
    return parent ? sharedUntil(branch, parent) : null;
  }
}

/** How far two branches are one history: up to the first action that only one of them has. */
export function sharedUntil<Action>(x: Pick<Branch<Action>, 'log'>, y: Pick<Branch<Action>, 'log'>): Position {
  let actionsDone = 0;
  while (x.log[actionsDone] && x.log[actionsDone] === y.log[actionsDone]) actionsDone += 1;
  const next = [x.log[actionsDone], y.log[actionsDone]].filter((logged) => logged !== undefined);
  return {
    atMs: Math.min(...next.map((logged) => logged.atMs)),
    eventsDone: Math.min(...next.map((logged) => logged.afterEvents)),
    actionsDone,
  };
}
