/**
 * Where the engine proves a card's answer: a run that anyone can open, and the moment at which it is seen. By card.
 * The test beside it, `show-me.test.ts`, plays each and checks the answer against the state at that moment.
 */
import type { ShowMe } from '#quiz';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

export const showMe: Readonly<Record<string, ShowMe>> = {
  'read-does-not-remove': { scenario: 'fraud-detection', atMs: 200 * SECOND_MS },
  'consumers-per-shard': { scenario: 'fraud-detection', atMs: 200 * SECOND_MS },
  'latest-reads-nothing': { scenario: 'latest-sees-nothing', atMs: 2 * MINUTE_MS },
  'gap-expired': { scenario: 'expired-iterator', atMs: 40 * MINUTE_MS },
  'partial-failure': { scenario: 'put-records-loses', atMs: 55 * SECOND_MS },
  'repeat-after-timeout': { scenario: 'lost-response', atMs: 160 * SECOND_MS },
  'wrong-answer-delivery': { scenario: 'lost-response', atMs: 160 * SECOND_MS },
  'batch-order': { scenario: 'retry-reorders', atMs: 70 * SECOND_MS },
  'once-per-group': { scenario: 'kcl-failover', atMs: 8 * MINUTE_MS },
  'parent-after-split': { scenario: 'parent-before-child', atMs: 2 * MINUTE_MS },
  'not-a-queue': { scenario: 'lambda-poison', atMs: 4 * MINUTE_MS },
  'tiny-records': { scenario: 'kpl-aggregation', atMs: 30 * SECOND_MS },
  'service-archive': { scenario: 'firehose-buffer', atMs: 15 * MINUTE_MS },
  'wrong-answer-firehose': { scenario: 'firehose-buffer', atMs: 15 * MINUTE_MS },
  'gap-throttled': { scenario: 'split-under-load', atMs: 40 * SECOND_MS },
  'auto-resharding': { scenario: 'split-under-load', atMs: 40 * SECOND_MS },
};
