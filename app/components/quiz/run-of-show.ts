/** The run that a card shows, as the lab opens it from a link: a moment alone, so without a hash. */
import { scenarios, type Run } from '#sim';
import type { ShowMe } from '#quiz';

export function runOfShow({ scenario: slug, atMs }: ShowMe): Run {
  const scenario = scenarios.find((one) => one.slug === slug);
  if (!scenario) throw new Error(`There is no scenario called ${slug}.`);
  return { world: slug, seed: scenario.seed, actions: [], playhead: { atMs, eventsDone: 0, actionsDone: 0 }, traceHash: null };
}
