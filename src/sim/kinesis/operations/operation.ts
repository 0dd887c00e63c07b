/** What an operation is: its name, its input's table, its rate, the errors it may answer, and what it does. One file each. */
import type { CallRate } from '../call-rates.ts';
import type { ErrorCode, Outcome } from '../errors.ts';
import type { CallContext } from '../context.ts';
import type { Members } from '../shapes.ts';

export interface Operation<Input, Output> {
  readonly name: string;
  /** Members in the order in which AWS reports their faults. */
  readonly members: Members;
  /** Absent where AWS states none. */
  readonly rate?: CallRate;
  readonly errors: readonly ErrorCode[];
  run(ctx: CallContext, input: Input): Outcome<Output>;
}
