/** LATEST is a place: behind the newest record. What stood on the stream before is not read, ever. */
import { add, at, configure, createStream, MINUTE_MS, producer, reader, SECOND_MS, totals } from './parts.ts';
import type { Goal } from './goals.ts';
import type { Scenario } from './scenario.ts';

const streamName = 'prices';
const FROM_MS = 20 * SECOND_MS;
const UNTIL_MS = 60 * SECOND_MS;
const REPORT_AT_MS = 80 * SECOND_MS;

const complete: Goal = { measure: 'unprocessed records', consumer: 'report', atMost: 0 };
const once: Goal = { measure: 'repeated records', consumer: 'report', atMost: 0 };
const filled: Goal = { measure: 'stored records', atLeast: 350 };

const report = (startAt: 'LATEST' | 'TRIM_HORIZON') => add(reader({ name: 'report', streamName, startAt }));
const crash = { type: 'crash actor', actor: 'report' } as const;
const restart = { type: 'restart actor', actor: 'report' } as const;
const remove = { type: 'remove actor', actor: 'report' } as const;

export const latestSeesNothing: Scenario = {
  slug: 'latest-sees-nothing',
  group: 'consumers',
  title: 'LATEST sees nothing',
  story:
    'An import puts the prices of the day on the stream, from 00:00:20 to 00:01:00. The report starts twenty seconds later, with LATEST, and stays empty without an error. Have it read all prices, each once.',
  seed: 16,
  streamName,
  network: { oneWayMs: 10, jitterMs: 15 },
  setup: [createStream(streamName, 2), add(producer({ name: 'import', streamName, recordsPerSecond: 10, startsAtMs: FROM_MS }))],
  script: [at(UNTIL_MS, configure('import', { recordsPerSecond: 0 })), at(REPORT_AT_MS, report('LATEST'))],
  opening: { atMs: 8 * SECOND_MS, speed: 1, spanMs: 5 * MINUTE_MS },
  narration: [
    { atMs: FROM_MS, text: 'The import begins. Nobody reads yet.' },
    { atMs: UNTIL_MS, text: 'The import is done. The records stand on the stream and are kept for 24 hours.' },
    { atMs: REPORT_AT_MS, text: 'The report starts. Its iterators are LATEST: they stand behind the newest record and wait.' },
    { atMs: REPORT_AT_MS + 30 * SECOND_MS, text: 'Nothing comes any more, so GetRecords answers with empty lists and with MillisBehindLatest 0. All seems well.' },
  ],
  goals: [complete, once, filled],
  hints: [
    { when: [{ measure: 'processed records', consumer: 'report', exactly: 0 }], text: 'The report is at the tip and has read nothing. What it misses stands behind it: it has to begin at TRIM_HORIZON.' },
    { when: [{ measure: 'processed records', consumer: 'report', atLeast: 1 }, { measure: 'unprocessed records', consumer: 'report', atLeast: 1 }], text: 'The report has read from the moment on at which it started. Everything from before is missing.' },
  ],
  endsAtMs: 5 * MINUTE_MS,
  untouched: [
    { measure: 'processed records', consumer: 'report', exactly: 0 },
    { measure: 'behind ms', consumer: 'report', exactly: 0 },
    { measure: 'unprocessed records', consumer: 'report', atLeast: 350 },
    ...totals({ IncomingRecords: 400, 'GetRecords.Records': 0, WriteProvisionedThroughputExceeded: 0, ReadProvisionedThroughputExceeded: 0 }),
  ],
  solutions: [
    { name: 'Make it anew, from TRIM_HORIZON', actions: [at(2 * MINUTE_MS, remove), at(2 * MINUTE_MS, report('TRIM_HORIZON'))] },
    { name: 'Start it before the import', actions: [at(10 * SECOND_MS, report('LATEST'))] },
  ],
  nearMisses: [
    { name: 'Start it during the import', actions: [at(40 * SECOND_MS, report('LATEST'))], fails: [complete] },
    { name: 'Crash it and restart it', actions: [at(2 * MINUTE_MS, crash), at(2 * MINUTE_MS + SECOND_MS, restart)], fails: [complete] },
    {
      name: 'Change the start position of one that has begun',
      actions: [at(2 * MINUTE_MS, crash), at(2 * MINUTE_MS, configure('report', { startAt: 'TRIM_HORIZON' })), at(2 * MINUTE_MS + SECOND_MS, restart)],
      fails: [complete],
    },
  ],
};
