/** Runs that prove cards of keys, limits, retries and shards. By card; times in ms. */
import { parts, quotas } from '#sim';
import { factText } from '../facts.ts';
import type { ShowMe } from '../../types.ts';
import { customers, encrypted, FIRST_ENCRYPTED, fiveShards, fourKeys, oneLine, onDemand, onDemandRush, prefixed, splitAndGone, threeThousand } from './show-me-worlds.ts';

const { at, setShards, split, SECOND_MS, MINUTE_MS, HOUR_MS } = parts;
const tooMuch = { world: 'split-under-load', atMs: 40 * SECOND_MS } as const;
const splitInTime = { ...tooMuch, actions: [at(25 * SECOND_MS, split('orders', 0, 0.5))] };

export const showWriting: Readonly<Record<string, ShowMe>> = {
  'same-key-same-shard': {
    world: customers,
    atMs: MINUTE_MS,
    look: 'Select a record, then others of its customer: each of the forty keys stands on one lane only, the one whose range holds its hash.',
    select: { kind: 'record', shard: 1, index: 0 },
  },
  'gap-hash': {
    world: customers,
    atMs: MINUTE_MS,
    look: 'The panel of the record names its partition key and, beside it, the MD5 of that key, which lies in the range of its lane.',
    select: { kind: 'record', shard: 2, index: 0 },
  },
  'sequence-number-identity': {
    world: customers,
    atMs: MINUTE_MS,
    look: 'The sequence number of the lane’s second record is larger than that of the first by far more than one.',
    select: { kind: 'record', shard: 0, index: 1 },
  },
  'order-per-customer': {
    world: customers,
    atMs: MINUTE_MS,
    look: 'Four lanes are in use, and each customer’s records stand on one of them in the order in which they were put.',
    select: { kind: 'actor', name: 'shop' },
  },
  'batch-order': {
    world: 'retry-reorders',
    atMs: 70 * SECOND_MS,
    look: 'Entries that were refused went out again later, so on the lane some stand behind a younger record of the same key.',
    select: { kind: 'actor', name: 'accounts' },
  },
  'tiny-records': {
    world: 'kpl-aggregation',
    atMs: 30 * SECOND_MS,
    look: 'The lane has its thousand records of the last second and refuses the rest, although a thousand times a hundred bytes is a tenth of what it takes.',
    select: { kind: 'shard', index: 0 },
  },
  'kpl-two-ways': {
    world: 'kpl-aggregation',
    actions: [at(20 * SECOND_MS, parts.remove('meters')), at(20 * SECOND_MS, parts.add({ kind: 'kpl-producer', name: 'meters', streamName: 'readings', recordsPerSecond: 3_000, recordBytes: 100, keys: { kind: 'device', prefix: 'meter', keys: 4_000 } }))],
    atMs: 50 * SECOND_MS,
    look: 'From second 20 on a few large records carry all the readings: their bytes are not fewer, and nothing bounces off any more.',
    select: { kind: 'actor', name: 'meters' },
  },
  'partial-failure': {
    world: 'put-records-loses',
    atMs: 55 * SECOND_MS,
    look: 'The panel of the auction counts records that failed inside an answer of 200, and that it never sent again.',
    select: { kind: 'actor', name: 'auction' },
  },
  'repeat-after-timeout': {
    world: 'lost-response',
    atMs: 160 * SECOND_MS,
    look: 'The warehouse acted twice on some orders although it read nothing twice: each copy on the lane has a number of its own.',
    select: { kind: 'actor', name: 'warehouse' },
  },
  'wrong-answer-delivery': {
    world: 'lost-response',
    atMs: 160 * SECOND_MS,
    look: 'Some orders lie on the lane twice, and the warehouse acted on both copies.',
    select: { kind: 'actor', name: 'warehouse' },
  },
  'gap-throttled': { ...tooMuch, look: `Records bounce off the one lane, each with ProvisionedThroughputExceededException: it takes ${factText('shard-write-records')}, and half as many again come.`, select: { kind: 'shard', index: 0 } },
  'auto-resharding': { ...tooMuch, look: 'Records have bounced off for half a minute, and there is still only one lane.', select: { kind: 'shard', index: 0 } },
  'gap-write-throttle-metric': { ...tooMuch, look: 'Records bounce off the lane, and in the lab the drawer Metrics counts them as WriteProvisionedThroughputExceeded.', select: { kind: 'shard', index: 0 } },
  'split-under-load': { ...splitInTime, look: 'The lane off which records bounced is closed, and its two children take the whole load.', select: { kind: 'shard', index: 0 } },
  'even-split': { ...splitInTime, look: 'The ranges of the two children are equally wide: the split was made at the middle of the parent’s range.', select: { kind: 'shard', index: 2 } },
  'reshard-downtime': {
    ...splitInTime,
    atMs: 27 * SECOND_MS,
    look: 'The stream is UPDATING, and records still arrive on the lane and are still read.',
    select: { kind: 'shard', index: 0 },
  },
  'wrong-answer-retention': {
    ...tooMuch,
    actions: [at(25 * SECOND_MS, setShards('orders', 2))],
    look: `There are twice as many open lanes, and their far end still stands for ${factText('retention-default')}.`,
    select: { kind: 'shard', index: 1 },
  },
  'key-choice': {
    world: fourKeys,
    atMs: 24 * SECOND_MS,
    look: 'Four of the twenty lanes have records, and off the fullest of them records bounce.',
    select: { kind: 'actor', name: 'shops' },
  },
  'throttle-meaning': {
    world: fourKeys,
    atMs: 24 * SECOND_MS,
    look: 'One lane is full and refuses records, while sixteen of the twenty are empty.',
    select: { kind: 'actor', name: 'shops' },
  },
  'random-prefix': {
    world: prefixed,
    atMs: 40 * SECOND_MS,
    look: 'From second 20 on the hot user’s records lie on all four lanes and none bounces off; no lane has them all in order.',
    select: { kind: 'actor', name: 'shop' },
  },
  'shard-arithmetic': {
    world: threeThousand,
    atMs: 24 * SECOND_MS,
    look: 'Five lanes take it all with nearly full meters, and nothing bounces off: with one lane less there would be no room for the bytes.',
    select: { kind: 'shard', index: 0 },
  },
  'five-shards': {
    world: fiveShards,
    atMs: 60 * SECOND_MS,
    look: `Five lanes are full at ${factText('shard-write-bytes')} each, and the report that began late draws no more than ${factText('shard-read-bytes')} from each.`,
    select: { kind: 'actor', name: 'report' },
  },
  'global-order': {
    world: oneLine,
    atMs: 24 * SECOND_MS,
    look: `All records stand on one lane in one order, and what goes beyond ${factText('shard-write-bytes')} bounces off.`,
    select: { kind: 'shard', index: 0 },
  },
  'capacity-modes': {
    world: onDemand,
    atMs: 22 * MINUTE_MS,
    look: 'The busy lane was closed and two children opened, and nobody called for it.',
    select: { kind: 'shard', index: 4 },
  },
  'on-demand-doubling': {
    world: onDemandRush,
    atMs: 20 * SECOND_MS,
    look: 'The stream is on-demand and new, and records bounce off its four lanes.',
    select: { kind: 'actor', name: 'shop' },
  },
  'parent-after-split': {
    world: 'parent-before-child',
    atMs: 2 * MINUTE_MS,
    look: 'The lane of the parent is closed and still holds its records; the two children hold only what came after.',
    select: { kind: 'shard', index: 0 },
  },
  'steps-split': {
    world: splitAndGone,
    atMs: 25 * HOUR_MS,
    look: `Only the two children are left: the parent was closed, read to its end, and went when its last record passed ${factText('retention-default')}.`,
    select: { kind: 'shard', index: 1 },
  },
  'encryption-from-then-on': {
    world: encrypted,
    atMs: 150 * SECOND_MS,
    look: 'The record in the panel is the first that was encrypted, the one before it was not; now the key is disabled, and puts and reads fail.',
    select: { kind: 'record', shard: 0, index: FIRST_ENCRYPTED },
  },
  'producers-after-reshard': { ...splitInTime, look: 'The shops put as before and know nothing of the split: their records go to the two open lanes.', select: { kind: 'actor', name: 'shop-1' } },
  'incoming-bytes': { ...tooMuch, look: 'The lane takes what it can and the rest bounces off; in the lab the drawer Metrics draws IncomingBytes flat at what it took.', select: { kind: 'shard', index: 0 } },
  'larger-batches': {
    world: 'kpl-aggregation',
    actions: [at(15 * SECOND_MS, parts.configure('meters', { recordsPerCall: quotas.putRecordsRecordsMax }))],
    atMs: 30 * SECOND_MS,
    look: 'From second 15 on each call carries as much as it may, and just as many readings bounce off the lane.',
    select: { kind: 'actor', name: 'meters' },
  },
};
