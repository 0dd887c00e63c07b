/** Runs that prove cards of reading: iterators, lag, retention, fan-out, the KCL, Lambda and Firehose. By card; times in ms. */
import { parts } from '#sim';
import { factText } from '../facts.ts';
import type { ShowMe } from '../../types.ts';
import { fivePushed, kclAsItIs, lambdaBatches, lambdaPushed, onePushed, pollAndPush, sixWorkers, twoPaces, twoReaders } from './show-me-worlds.ts';

const { at, configure, setRetention, setShards, SECOND_MS, MINUTE_MS, HOUR_MS } = parts;
const again = {
  world: twoReaders,
  actions: [at(2 * MINUTE_MS, { type: 'reposition actor', actor: 'totals', shardId: 'shardId-000000000000', startingPosition: { Type: 'TRIM_HORIZON' } })],
  atMs: 150 * SECOND_MS,
} as const satisfies Partial<ShowMe>;
const twoAndTheArchive = { world: 'fraud-detection', atMs: 200 * SECOND_MS } as const;
const aWeek = setRetention('claims', 168);
const behindParent = { world: 'parent-before-child', actions: [at(90 * SECOND_MS, configure('balance', { processingMsPerRecord: 20 }))], atMs: 4 * MINUTE_MS };

export const showReading: Readonly<Record<string, ShowMe>> = {
  'read-does-not-remove': { ...twoAndTheArchive, look: 'The archive came back two minutes late, and every record that the fraud engine had read was still on the lane for it.', select: { kind: 'actor', name: 'archive' } },
  'consumers-per-shard': { ...twoAndTheArchive, look: 'Two readers stand on the one lane, and reads of the fraud engine were refused because the archive took the shard’s rate.', select: { kind: 'actor', name: 'fraud' } },
  'full-answer': { ...twoAndTheArchive, look: 'After each full answer the panel of the archive counts refused reads: for seconds the shard answers nobody.', select: { kind: 'actor', name: 'archive' } },
  'queue-or-stream': { ...twoAndTheArchive, atMs: 145 * SECOND_MS, look: 'One pin stands at the tip and one two minutes behind it: each reader has a place of its own on the same lane.', select: { kind: 'pin', party: 'archive', shard: 0 } },
  'when-a-stream': { ...again, look: 'The pin of totals went back to the oldest record, and totals has read the same records a second time.', select: { kind: 'actor', name: 'totals' } },
  'service-replay': { ...again, look: 'totals went back and read all of it again; alerts, on the same lane, noticed nothing.', select: { kind: 'actor', name: 'alerts' } },
  'order-between-shards': { world: twoPaces, atMs: 36 * SECOND_MS, look: 'Order 17 still waits on the busy lane, while the pin on the other lane is already past order 18, which was put later.', select: { kind: 'pin', party: 'packing', shard: 0 } },
  'latest-reads-nothing': { world: 'latest-sees-nothing', atMs: 2 * MINUTE_MS, look: 'The report’s pins stand behind the newest records: it is not behind, and it has read none of the four hundred on the lanes.', select: { kind: 'actor', name: 'report' } },
  'gap-trim-horizon': {
    world: 'latest-sees-nothing',
    actions: [at(2 * MINUTE_MS, parts.remove('report')), at(2 * MINUTE_MS, parts.add(parts.reader({ name: 'report', streamName: 'prices', startAt: 'TRIM_HORIZON' })))],
    atMs: 3 * MINUTE_MS,
    look: 'The report was made anew with TRIM_HORIZON, and has read all four hundred records.',
    select: { kind: 'actor', name: 'report' },
  },
  'position-that-survives': { world: 'expired-iterator', atMs: 40 * MINUTE_MS, look: 'Iterators of ocr have expired, and it went on each time after the sequence number it had noted: nothing was left out or repeated.', select: { kind: 'actor', name: 'ocr' } },
  'gap-expired': { world: 'expired-iterator', atMs: 40 * MINUTE_MS, look: 'The panel of ocr counts its expired iterators: each full batch took longer than the five minutes that the next iterator lives.', select: { kind: 'actor', name: 'ocr' } },
  'resharding-without-kcl': { ...behindParent, look: 'balance has read the parent to its end, and its pins stand on both children, which it read from their beginning.', select: { kind: 'actor', name: 'balance' } },

  'lag-metric': { world: 'falls-behind', atMs: 20 * HOUR_MS, look: 'The assessor falls behind all day, and in the lab the drawer Metrics draws GetRecords.IteratorAgeMilliseconds climbing with it.', select: { kind: 'actor', name: 'assessor' } },
  'half-of-retention': { world: 'falls-behind', actions: [at(13 * HOUR_MS, aWeek)], atMs: 40 * HOUR_MS, look: 'The assessor is further behind than a day, and has lost nothing: the lanes now hold a week.', select: { kind: 'actor', name: 'assessor' } },
  'retention-too-late': { world: 'falls-behind', actions: [at(36 * HOUR_MS, aWeek)], atMs: 37 * HOUR_MS, look: 'The stream keeps a week now, and what the assessor had lost before the call is still lost.', select: { kind: 'actor', name: 'assessor' } },
  'catching-up': { world: 'falls-behind', actions: [at(18 * HOUR_MS, setShards('claims', 4))], atMs: 22 * HOUR_MS, look: 'Four children are open, and the backlog still stands on the two closed lanes, where the pins are hours away from the end.', select: { kind: 'shard', index: 0 } },
  'steps-lag': {
    world: 'falls-behind',
    actions: [at(13 * HOUR_MS, aWeek), at(20 * HOUR_MS, configure('assessor', { processingMsPerRecord: SECOND_MS }))],
    atMs: 40 * HOUR_MS,
    look: 'The age of what is read rose, the retention was raised, the assessor was made faster, and it is back at the tip without a loss.',
    select: { kind: 'actor', name: 'assessor' },
  },

  'several-readers': { world: fivePushed, atMs: MINUTE_MS, look: 'Five readers draw all that the lane takes, together more than twice what pollers could share, and none is behind.', select: { kind: 'shard', index: 0 } },
  'gap-fan-out-rate': { world: fivePushed, atMs: MINUTE_MS, look: 'Each of the five readers gets the whole lane for itself and none slows another.', select: { kind: 'actor', name: 'risk' } },
  'fan-out-how': { world: onePushed, atMs: 12 * MINUTE_MS, look: 'alarm never polls: it is registered, has subscribed, and renewed its subscription every five minutes.', select: { kind: 'actor', name: 'alarm' } },
  'gap-fan-out-renewal': { world: onePushed, atMs: 12 * MINUTE_MS, look: 'The panel of alarm counts three subscriptions in twelve minutes, one for every five begun.', select: { kind: 'actor', name: 'alarm' } },
  'steps-fan-out': { world: onePushed, atMs: 12 * MINUTE_MS, look: 'The panel of alarm shows where it stands: registered first, then subscribed, and three times in all because each subscription ends.', select: { kind: 'actor', name: 'alarm' } },
  'latency-of-reading': { world: pollAndPush, atMs: MINUTE_MS + 130, look: 'The pin of pushed stands nearer to the newest record than that of poller, which asks five times a second.', select: { kind: 'actor', name: 'pushed' } },
  'fan-out-for-one': { world: pollAndPush, atMs: MINUTE_MS, look: 'The poller keeps up and reads every record within half a second; pushed is only sooner.', select: { kind: 'actor', name: 'poller' } },

  'once-per-group': { world: 'kcl-failover', atMs: 8 * MINUTE_MS, look: 'pricing-1 is down, pricing-2 holds every lease and went on from the last checkpoints: what lay behind those is counted as repeated.', select: { kind: 'actor', name: 'pricing-2' } },
  'steps-checkpoint': { world: 'kcl-failover', atMs: 8 * MINUTE_MS, look: 'After the crash some records were repeated and none was left out: checkpoints are written behind the work.', select: { kind: 'actor', name: 'pricing-2' } },
  'kcl-and-dynamodb': { world: 'kcl-failover', atMs: 4 * MINUTE_MS, look: 'The panel is a row of the table: the lease of one of the four shards, with its owner and its checkpoint.', select: { kind: 'lease', application: 'pricing', shard: 0 } },
  'workers-and-shards': { world: sixWorkers, atMs: 3 * MINUTE_MS, look: 'Four workers hold a lease each, and two hold none and stand by.', select: { kind: 'actor', name: 'worker-6' } },

  'not-a-queue': { world: 'lambda-poison', atMs: 4 * MINUTE_MS, look: 'One batch has failed again and again, and what lies behind it on that lane waits.', select: { kind: 'actor', name: 'thumbnails' } },
  'service-own-logic': { world: 'lambda-poison', atMs: 110 * SECOND_MS, look: 'The mapping reads both lanes and hands the function batches; nobody runs a server.', select: { kind: 'actor', name: 'thumbnails' } },
  'lambda-fan-out': { world: lambdaPushed, atMs: 3 * MINUTE_MS, look: 'The mapping is registered on the stream as a consumer and is pushed its records; it polls nothing.', select: { kind: 'actor', name: 'resize' } },
  'lambda-batches': { world: lambdaBatches, atMs: 4 * MINUTE_MS, look: `More than enough waits, and each invocation took ${factText('lambda-batch-default')}: that is the default.`, select: { kind: 'actor', name: 'resize' } },

  'service-archive': { world: 'firehose-buffer', atMs: 15 * MINUTE_MS, look: 'The panel of to-bucket counts objects in S3 that hold the stream’s records, and no code of ours ran.', select: { kind: 'actor', name: 'to-bucket' } },
  'streams-or-firehose': { world: 'firehose-buffer', atMs: 15 * MINUTE_MS, look: 'Objects are in S3 some minutes after their records came, with nobody but to-bucket reading.', select: { kind: 'actor', name: 'to-bucket' } },
  'wrong-answer-firehose': { world: 'firehose-buffer', atMs: 15 * MINUTE_MS, look: 'The panel of to-bucket shows how old records were when their object was put: minutes, because the buffer waits.', select: { kind: 'actor', name: 'to-bucket' } },
  'unread-falls-off': { world: 'falls-behind', atMs: 40 * HOUR_MS, look: 'Records have left the far end of both lanes before the pins of the assessor reached them, and its panel counts them as lost.', select: { kind: 'actor', name: 'assessor' } },
  'push-beside-poll': {
    world: 'fraud-detection',
    actions: [at(MINUTE_MS, parts.remove('fraud')), at(MINUTE_MS, parts.add(parts.fanOutReader({ name: 'fraud', streamName: 'payments', startAt: 'LATEST', processingMsPerRecord: 2 })))],
    atMs: 154 * SECOND_MS,
    look: 'The archive is fetching its backlog, the shard refuses it after each full answer, and the pin of the fraud engine stays at the tip.',
    select: { kind: 'actor', name: 'fraud' },
  },
  'kcl-reads-by': { world: kclAsItIs, atMs: 2 * MINUTE_MS, look: 'Nobody told worker-1 how to read: it has registered its application on the stream and polls nothing.', select: { kind: 'actor', name: 'worker-1' } },
};
