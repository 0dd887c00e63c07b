/** Where a history stands: how many of its events and actions are done, and the clock in ms. */
export interface Position {
  readonly atMs: number;
  readonly eventsDone: number;
  readonly actionsDone: number;
}

/** Whether x is y or lies before it: of two positions of one history, one is behind the other in all three. */
export const isUpTo = (x: Position, y: Position) => x.atMs <= y.atMs && x.eventsDone <= y.eventsDone && x.actionsDone <= y.actionsDone;
