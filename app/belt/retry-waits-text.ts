/** What a producer holds for another attempt, in words. */
import { retriesWaiting, type World } from '#sim';
import { formatCount } from './format.ts';

/** @param ordinal the producer's. @returns no part of a sentence where nothing waits */
export function waitText(world: World, ordinal: number): string[] {
  const records = retriesWaiting(world).get(ordinal) ?? 0;
  return records > 0 ? [`${formatCount(records)} ${records === 1 ? 'waits' : 'wait'} for another attempt`] : [];
}
