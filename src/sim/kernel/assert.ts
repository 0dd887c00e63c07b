/** Broken invariants throw; expected failures are values (see result.ts). */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
