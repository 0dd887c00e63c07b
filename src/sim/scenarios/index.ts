/** Every scenario, in the order of the lab's list. */
import { clickstream } from './clickstream.ts';
import { coastStations } from './coast-stations.ts';
import { expiredIterator } from './expired-iterator.ts';
import { fallsBehind } from './falls-behind.ts';
import { iotTelemetry } from './iot-telemetry.ts';
import { latestSeesNothing } from './latest-sees-nothing.ts';
import { mergeBack } from './merge-back.ts';
import { parentBeforeChild } from './parent-before-child.ts';
import type { Scenario } from './scenario.ts';
import { splitUnderLoad } from './split-under-load.ts';
import { walkCreate } from './walk-1-create.ts';
import { walkPut } from './walk-2-put.ts';
import { walkRead } from './walk-4-read.ts';
import { walkReshard } from './walk-5-reshard.ts';

/** The lab's first one first. */
export const scenarios: readonly Scenario[] = [
  coastStations,
  walkCreate,
  walkPut,
  walkRead,
  walkReshard,
  clickstream,
  splitUnderLoad,
  mergeBack,
  fallsBehind,
  expiredIterator,
  latestSeesNothing,
  parentBeforeChild,
  iotTelemetry,
];
