/** Every scenario, in the order of the lab's list. */
import { clickstream } from './clickstream.ts';
import { coastStations } from './coast-stations.ts';
import { expiredIterator } from './expired-iterator.ts';
import { fallsBehind } from './falls-behind.ts';
import { mergeBack } from './merge-back.ts';
import type { Scenario } from './scenario.ts';
import { splitUnderLoad } from './split-under-load.ts';

/** The lab's first one first. */
export const scenarios: readonly Scenario[] = [
  coastStations,
  clickstream,
  splitUnderLoad,
  mergeBack,
  fallsBehind,
  expiredIterator,
];
