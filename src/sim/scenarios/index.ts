/** Every scenario, in the order of the lab's list. */
import { clickstream } from './clickstream.ts';
import { clickstreamAtScale } from './clickstream-at-scale.ts';
import { coastStations } from './coast-stations.ts';
import { expiredIterator } from './expired-iterator.ts';
import { fallsBehind } from './falls-behind.ts';
import { firehoseBuffer } from './firehose-buffer.ts';
import { fraudDetection } from './fraud-detection.ts';
import { iotTelemetry } from './iot-telemetry.ts';
import { kclFailover } from './kcl-failover.ts';
import { kplAggregation } from './kpl-aggregation.ts';
import { lambdaPoison } from './lambda-poison.ts';
import { latestSeesNothing } from './latest-sees-nothing.ts';
import { lostResponse } from './lost-response.ts';
import { mergeBack } from './merge-back.ts';
import { parentBeforeChild } from './parent-before-child.ts';
import { putRecordsLoses } from './put-records-loses.ts';
import { retryReorders } from './retry-reorders.ts';
import type { Scenario } from './scenario.ts';
import { splitUnderLoad } from './split-under-load.ts';
import { walkCreate } from './walk-1-create.ts';
import { walkPut } from './walk-2-put.ts';
import { walkConsume } from './walk-3-consume.ts';
import { walkRead } from './walk-4-read.ts';
import { walkReshard } from './walk-5-reshard.ts';

/** The lab's first one first. */
export const scenarios: readonly Scenario[] = [
  coastStations,
  walkCreate,
  walkPut,
  walkConsume,
  walkRead,
  walkReshard,
  clickstream,
  clickstreamAtScale,
  splitUnderLoad,
  mergeBack,
  putRecordsLoses,
  lostResponse,
  retryReorders,
  kplAggregation,
  fallsBehind,
  expiredIterator,
  latestSeesNothing,
  parentBeforeChild,
  iotTelemetry,
  fraudDetection,
  kclFailover,
  lambdaPoison,
  firehoseBuffer,
];
