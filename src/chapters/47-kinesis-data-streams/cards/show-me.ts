/**
 * Where the engine proves a card's answer: a run that anyone can open, and the moment at which it is seen. By card.
 * The test beside it, `show-me.test.ts`, plays each and checks the answer against the state at that moment.
 */
import type { ShowMe } from '../../types.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

export const showMe: Readonly<Record<string, ShowMe>> = {
  'read-does-not-remove': {
    world: 'fraud-detection',
    atMs: 200 * SECOND_MS,
    look: 'The archive came back two minutes late, and every record that the fraud engine had read was still on the lane for it.',
    select: { kind: 'actor', name: 'archive' },
  },
  'consumers-per-shard': {
    world: 'fraud-detection',
    atMs: 200 * SECOND_MS,
    look: 'Two readers stand on the one lane, and the fraud engine counts reads that were refused while the archive took the shard’s rate.',
    select: { kind: 'actor', name: 'fraud' },
  },
  'latest-reads-nothing': {
    world: 'latest-sees-nothing',
    atMs: 2 * MINUTE_MS,
    look: 'The report’s pins stand behind the newest records: it is 0 behind and has processed none of the 400 on the lanes.',
    select: { kind: 'actor', name: 'report' },
  },
  'gap-expired': {
    world: 'expired-iterator',
    atMs: 40 * MINUTE_MS,
    look: 'The panel of ocr counts its expired iterators: each batch took it longer than the five minutes that its next iterator lives.',
    select: { kind: 'actor', name: 'ocr' },
  },
  'partial-failure': {
    world: 'put-records-loses',
    atMs: 55 * SECOND_MS,
    look: 'The panel of the auction counts records that failed inside an answer of 200, which it never sent again.',
    select: { kind: 'actor', name: 'auction' },
  },
  'repeat-after-timeout': {
    world: 'lost-response',
    atMs: 160 * SECOND_MS,
    look: 'The warehouse acted twice on some records although it read nothing twice: the copies lie on the lane with numbers of their own.',
    select: { kind: 'actor', name: 'warehouse' },
  },
  'wrong-answer-delivery': {
    world: 'lost-response',
    atMs: 160 * SECOND_MS,
    look: 'Some records lie on the lane twice, and the warehouse acted on both copies.',
    select: { kind: 'actor', name: 'warehouse' },
  },
  'batch-order': {
    world: 'retry-reorders',
    atMs: 70 * SECOND_MS,
    look: 'Refused entries went out again later, so on the lane some stand behind a younger record of the same key.',
    select: { kind: 'actor', name: 'accounts' },
  },
  'once-per-group': {
    world: 'kcl-failover',
    atMs: 8 * MINUTE_MS,
    look: 'A worker is down, the others hold its leases, and they began at its last checkpoint: the records between are processed a second time.',
  },
  'parent-after-split': {
    world: 'parent-before-child',
    atMs: 2 * MINUTE_MS,
    look: 'The lane of the parent is closed and still holds its records; the two children hold only what came after.',
    select: { kind: 'shard', index: 0 },
  },
  'not-a-queue': {
    world: 'lambda-poison',
    atMs: 4 * MINUTE_MS,
    look: 'One batch has failed again and again, and what lies behind it on that lane waits.',
    select: { kind: 'actor', name: 'thumbnails' },
  },
  'tiny-records': {
    world: 'kpl-aggregation',
    atMs: 30 * SECOND_MS,
    look: 'The shard’s meter is full in records and a third full in bytes, and readings bounce off it.',
    select: { kind: 'shard', index: 0 },
  },
  'service-archive': {
    world: 'firehose-buffer',
    atMs: 15 * MINUTE_MS,
    look: 'The panel of to-bucket counts the objects that lie in S3, and nobody wrote a consumer.',
    select: { kind: 'actor', name: 'to-bucket' },
  },
  'wrong-answer-firehose': {
    world: 'firehose-buffer',
    atMs: 15 * MINUTE_MS,
    look: 'The panel of to-bucket shows how old records were when their object was put: minutes, because the buffer waits.',
    select: { kind: 'actor', name: 'to-bucket' },
  },
  'gap-throttled': {
    world: 'split-under-load',
    atMs: 40 * SECOND_MS,
    look: 'Records bounce off the one lane: it takes 1,000 a second, and 1,500 come.',
    select: { kind: 'shard', index: 0 },
  },
  'auto-resharding': {
    world: 'split-under-load',
    atMs: 40 * SECOND_MS,
    look: 'Records have bounced off for half a minute, and there is still only one lane.',
    select: { kind: 'shard', index: 0 },
  },
};
