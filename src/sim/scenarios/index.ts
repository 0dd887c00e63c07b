/** Every scenario, the lab's first one first. */
import { clickstream } from './clickstream.ts';
import { coastStations } from './coast-stations.ts';
import type { Scenario } from './scenario.ts';

export const scenarios: readonly Scenario[] = [coastStations, clickstream];
