/**
 * Practice sums without end: each seed draws a kind and its numbers, asks in our words, and takes answer and working from the
 * planner. Wrong answers are the sums people do instead. Sizes in bytes, money in USD.
 */
import { amountText, fullAggregate, KIB, loadDefaults, MIB, planOf, prices, quotas, type Load, type Plan } from '#sim';
import { SEED_MAX, uint32s, type Sum, type SumStep, type WrongAnswer } from '#quiz';
import { factText } from './facts.ts';

interface Dice {
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  of<Value>(values: readonly Value[]): Value;
}

/** What a kind makes of its dice; wrong answers may still be right by chance, or the same. */
type Draft = Pick<Sum, 'question' | 'answer' | 'unit' | 'working' | 'wrong'> & { readonly tolerance?: number };

interface Kind extends Pick<Sum, 'topic' | 'section' | 'factIds' | 'source'> {
  readonly draft: (dice: Dice) => Draft;
}

const count = (n: number) => n.toLocaleString('en-US');
const rate = (n: number) => amountText(n, 'records/s');
const size = (bytes: number) => amountText(bytes, 'B');
const GIB = 1024 * MIB;
const HOURS = loadDefaults.hoursPerMonth;
const MONTH_SECONDS = HOURS * 3_600;
/** Of answers that are no whole numbers: a rounded sum in between is no mistake. */
const TOLERANCE = 0.005;

const load = (rest: Partial<Load> & Pick<Load, 'recordsPerSecond' | 'recordBytes'>): Load => ({ ...loadDefaults, pollingConsumers: 0, peakRecordsPerSecond: rest.recordsPerSecond, ...rest });

/** The planner's working, without the steps that a question does not ask for. */
const workingOf = ({ steps }: Plan, ids: readonly string[] = steps.map(({ id }) => id)): SumStep[] =>
  steps.filter(({ id }) => ids.includes(id)).map(({ what, formula, exact, result, unit }) => ({ what, formula, result: exact === result ? amountText(result, unit) : `${count(exact)}, so ${amountText(result, unit)}` }));
const step = (what: string, formula: string, result: string): SumStep => ({ what, formula, result });
const wrong = (value: number, why: string): WrongAnswer => ({ value, why });

const SIZES = [200, 400, 500, 800, KIB, 1_500, 2 * KIB, 3 * KIB, 4 * KIB] as const;
const bytesShards = (bytesPerSecond: number, limit: number) => Math.ceil(bytesPerSecond / limit);
const aPart = 'A part of a shard is a whole shard more: it is rounded up, never down.';
/** The deciding need, rounded the wrong way; where it comes out even it is the answer, and no mistake. */
const roundedDown = ({ steps, bound }: Plan) => Math.floor(steps.find(({ id }) => id === bound)!.exact);

const kinds: Readonly<Record<string, Kind>> = {
  'shards-to-write': {
    topic: 'capacity', section: 'five-steps', factIds: ['T005', 'I09', 'T008'], source: 'Streams guide, quotas and limits',
    draft(dice) {
      const given = load({ recordsPerSecond: 100 * dice.between(12, 400), recordBytes: dice.of(SIZES) });
      const plan = planOf(given);
      const { records, bytes } = plan.needs as { records: number; bytes: number };
      const bytesPerSecond = given.recordsPerSecond * given.recordBytes;
      return {
        question: `Producers put ${rate(given.recordsPerSecond)}, each of ${size(given.recordBytes)}, keys spread evenly. How many shards does writing need?`,
        answer: plan.shards, unit: 'shards', working: workingOf(plan),
        wrong: [
          plan.bound === 'bytes' ? wrong(records, 'That counts records alone. A shard limits bytes as well, and here these decide.') : wrong(bytes, 'That counts bytes alone. A shard limits records as well, and here these decide.'),
          wrong(roundedDown(plan), aPart),
          wrong(records + bytes, 'The two needs are not added: the same shards serve both, and the larger decides.'),
          wrong(bytesShards(bytesPerSecond, quotas.shardReadBytesPerSecond), `${factText('shard-read-bytes')} is what a shard hands out. It takes in ${factText('shard-write-bytes')}.`),
        ],
      };
    },
  },
  'shards-at-the-peak': {
    topic: 'capacity', section: 'five-steps', factIds: ['T005', 'T008'], source: 'Streams guide, quotas and limits',
    draft(dice) {
      const average = 100 * dice.between(10, 80);
      const peak = average * dice.between(2, 6) + 100 * dice.between(0, 9);
      const given = load({ recordsPerSecond: average, peakRecordsPerSecond: peak, recordBytes: dice.of([500, KIB, 2 * KIB]) });
      const plan = planOf(given);
      const of = (recordsPerSecond: number) => planOf(load({ recordsPerSecond, recordBytes: given.recordBytes })).shards;
      return {
        question: `A provisioned stream gets ${rate(average)} on average and ${rate(peak)} at its peak, each of ${size(given.recordBytes)}. With how many shards is nothing refused?`,
        answer: plan.shards, unit: 'shards', working: workingOf(plan),
        wrong: [
          wrong(of(average), 'That carries the average. A shard that is full at the peak refuses then, whatever it took before.'),
          wrong(of((average + peak) / 2), 'Half way between average and peak is still too little at the peak.'),
          wrong(of(average + peak), 'The peak is all there is at that time; the average is not added to it.'),
          wrong(roundedDown(plan), aPart),
        ],
      };
    },
  },
  'shards-to-read': {
    topic: 'consumers', section: 'how-it-works', factIds: ['T006', 'I08', 'T067'], source: 'Streams guide, enhanced fan-out',
    draft(dice) {
      const given = load({ recordsPerSecond: 100 * dice.between(15, 150), recordBytes: dice.of([KIB, 1_500, 2 * KIB, 4 * KIB]), pollingConsumers: dice.between(3, 5) });
      const plan = planOf(given);
      const bytesPerSecond = given.recordsPerSecond * given.recordBytes;
      return {
        question: `${rate(given.recordsPerSecond)} of ${size(given.recordBytes)} each are put, and ${given.pollingConsumers} applications poll all of it, once a second each. How many shards does the stream need?`,
        answer: plan.shards, unit: 'shards', working: workingOf(plan),
        wrong: [
          wrong(planOf({ ...given, pollingConsumers: 0 }).shards, 'That is enough to write. All who poll share what a shard hands out, and here that decides.'),
          wrong(bytesShards(bytesPerSecond, quotas.shardReadBytesPerSecond), 'That counts one reader. Each of them reads everything.'),
          wrong(roundedDown(plan), aPart),
          wrong(bytesShards(given.pollingConsumers * bytesPerSecond, quotas.shardWriteBytesPerSecond), `A shard takes in ${factText('shard-write-bytes')}, but it hands out ${factText('shard-read-bytes')}.`),
          wrong(given.pollingConsumers * planOf({ ...given, pollingConsumers: 0 }).shards, 'Readers do not each bring shards of their own: they share those that are there.'),
        ],
      };
    },
  },
  'shards-for-fan-out': {
    topic: 'enhanced fan-out', section: 'how-it-works', factIds: ['T007', 'T027'], source: 'Streams guide, enhanced fan-out',
    draft(dice) {
      const given = load({ recordsPerSecond: 100 * dice.between(25, 180), recordBytes: dice.of([KIB, 1_500, 2 * KIB, 4 * KIB]), fanOutConsumers: dice.between(3, 12) });
      const plan = planOf(given);
      const bytesPerSecond = given.recordsPerSecond * given.recordBytes;
      return {
        question: `${rate(given.recordsPerSecond)} of ${size(given.recordBytes)} each are put. ${given.fanOutConsumers} applications read all of it, every one with enhanced fan-out. How many shards does the stream need?`,
        answer: plan.shards, unit: 'shards', working: workingOf(plan),
        wrong: [
          wrong(bytesShards(given.fanOutConsumers * bytesPerSecond, quotas.shardReadBytesPerSecond), `Those who poll would share ${factText('shard-read-bytes')} of a shard. With enhanced fan-out each has as much for itself.`),
          wrong(bytesShards(bytesPerSecond, quotas.fanOutReadBytesPerSecond), 'That is enough to read. A shard takes in half as much as it hands to one consumer, so writing decides.'),
          wrong(given.fanOutConsumers * plan.shards, 'The consumers do not each need shards of their own.'),
          wrong(roundedDown(plan), aPart),
        ],
      };
    },
  },
  'shards-with-kpl': {
    topic: 'KPL', section: 'on-the-job', factIds: ['T101', 'I27'], source: 'Streams guide, KPL concepts',
    draft(dice) {
      const recordBytes = 10 * dice.between(6, 25);
      const inOne = Math.min(fullAggregate(recordBytes), 10 * dice.between(5, 20));
      const given = load({ recordsPerSecond: 1_000 * dice.between(20, 200), recordBytes, recordsPerAggregate: inOne });
      const plan = planOf(given);
      const one = plan.steps.find(({ id }) => id === 'aggregate-bytes')!.result;
      const { records, bytes } = plan.needs as { records: number; bytes: number };
      return {
        question: `An application makes ${rate(given.recordsPerSecond)}, and the KPL packs ${inOne} of them into each Kinesis record, which then has ${count(one)} bytes. How many shards does writing need?`,
        answer: plan.shards, unit: 'shards', working: workingOf(plan, ['aggregates', 'bytes-in', 'records', 'bytes', 'largest']),
        wrong: [
          wrong(planOf({ ...given, recordsPerAggregate: 1 }).shards, 'That counts user records. The shard counts Kinesis records, and these are far fewer.'),
          wrong(records, 'Aggregation gets round the limit of records. The bytes are still there, and they decide.'),
          wrong(bytesShards((given.recordsPerSecond / inOne) * one, quotas.shardReadBytesPerSecond), `${factText('shard-read-bytes')} is what a shard hands out. It takes in ${factText('shard-write-bytes')}.`),
          wrong(records + bytes, 'The two needs are not added: the same shards serve both, and the larger decides.'),
          wrong(roundedDown(plan), aPart),
        ],
      };
    },
  },
  'one-key': {
    topic: 'hot keys', section: 'how-it-works', factIds: ['T062', 'T005', 'I21'], source: 'Streams guide, key concepts',
    draft(dice) {
      const recordBytes = KIB * dice.of([2, 4, 8, 16, 32, 64]);
      const shards = dice.between(4, 60);
      const given = load({ recordsPerSecond: 1, recordBytes });
      const answer = planOf(given).oneKey.recordsPerSecond;
      const most = quotas.shardWriteBytesPerSecond;
      return {
        question: `A stream has ${shards} shards, and all records of one order have its number as their key. Each is of ${size(recordBytes)}. How many records a second can one order have at most?`,
        answer, unit: 'records/s',
        working: [
          step('By records', 'one key is in one shard', rate(quotas.shardWriteRecordsPerSecond)),
          step('By bytes', `${amountText(most, 'B/s')} ÷ ${size(recordBytes)}`, rate(most / recordBytes)),
          step('The smaller holds', `the smaller of ${count(quotas.shardWriteRecordsPerSecond)} and ${count(most / recordBytes)}`, rate(answer)),
        ],
        wrong: [
          wrong(quotas.shardWriteRecordsPerSecond, 'That is the limit of records. Of records this large the bytes run out first.'),
          wrong(answer * shards, 'All records of a key are in one shard: the others do not help it.'),
          wrong(quotas.shardReadBytesPerSecond / recordBytes, `A shard takes in ${factText('shard-write-bytes')}; twice that is what it hands out.`),
          wrong(quotas.shardWriteRecordsPerSecond * shards, 'That is what the whole stream takes, were its records small and their keys spread.'),
        ],
      };
    },
  },
  'poll-interval': {
    topic: 'consumers', section: 'how-it-works', factIds: ['T006', 'I08', 'I14'], source: 'Streams guide, quotas and limits',
    draft(dice) {
      const readers = dice.between(2, 12);
      const shards = dice.between(2, 40);
      const each = 1_000 / quotas.shardReadCallsPerSecond;
      const answer = readers * each;
      return {
        question: `${readers} applications poll every shard of a stream of ${shards} shards, all equally often. How long must each wait from one GetRecords on a shard to its next, so that none is throttled?`,
        answer, unit: 'ms',
        working: [
          step('Calls on each shard', `${readers} applications share ${amountText(quotas.shardReadCallsPerSecond, 'calls/s')}`, amountText(quotas.shardReadCallsPerSecond / readers, 'calls/s')),
          step('One application', `1,000 ms × ${readers} ÷ ${quotas.shardReadCallsPerSecond}`, `${count(answer)} ms`),
        ],
        wrong: [
          wrong(each, 'Alone it could poll as often. The calls are counted for all who poll the shard together.'),
          wrong(1_000 * readers, `That is one call a second for all of them. A shard answers ${factText('shard-read-calls')}.`),
          wrong(answer * shards, 'Each shard has its own limit: how many there are does not matter.'),
          wrong((readers * 1_000) / 2, `${factText('shard-read-bytes')} is the limit of bytes; calls have another.`),
        ],
      };
    },
  },
  'put-units': {
    topic: 'cost', section: 'parts-limits-timers', factIds: ['T008'], source: 'Kinesis Data Streams pricing',
    draft(dice) {
      const given = load({ recordsPerSecond: 10 * dice.between(2, 60), recordBytes: KIB * dice.between(26, 120) });
      const { billing } = planOf(given);
      const of = (id: string) => billing.find((one) => one.id === id)!;
      const [month, units, all] = [of('month-records'), of('put-units'), of('month-units')];
      return {
        question: `${rate(given.recordsPerSecond)} of ${size(given.recordBytes)} each are put on a provisioned stream, all month (${HOURS} hours). How many million PUT payload units is that?`,
        answer: all.result, unit: 'million units', tolerance: TOLERANCE * all.result,
        working: [month, units, all].map(({ what, formula, exact, result, unit }) => step(what, formula, exact === result ? amountText(result, unit) : `${count(exact)}, so ${amountText(result, unit)}`)),
        wrong: [
          wrong(month.result, 'That is a unit for each record. A record has as many as it fills, and the last counts whole.'),
          wrong(month.result * units.exact, 'Each record is rounded up by itself, not the month’s sum.'),
          wrong((month.result * given.recordBytes) / KIB, 'On-demand counts by the kilobyte. A PUT payload unit has 25 of them.'),
          wrong(month.result * (units.result + 1), 'A part of a unit is one unit more, not two.'),
        ],
      };
    },
  },
  'month-cost': {
    topic: 'cost', section: 'parts-limits-timers', factIds: ['T008', 'T004'], source: 'Kinesis Data Streams pricing',
    draft(dice) {
      const given = load({ recordsPerSecond: 50 * dice.between(4, 60), recordBytes: KIB * dice.between(27, 74) });
      const plan = planOf(given);
      const { usd, charges } = plan.costs.find(({ mode }) => mode === 'provisioned')!;
      const [hours, units] = ['shardHour', 'putUnits'].map((key) => charges.find((charge) => charge.key === key)!) as [(typeof charges)[number], (typeof charges)[number]];
      const exactUnits = plan.billing.find(({ id }) => id === 'put-units')!;
      return {
        question: `${plan.shards} shards take ${rate(given.recordsPerSecond)} of ${size(given.recordBytes)} each, for ${HOURS} hours. A shard-hour is $${prices.shardHour.usd}, a million PUT payload units of 25 KB $${prices.putUnits.usd}. What does the month cost?`,
        answer: usd, unit: 'USD', tolerance: TOLERANCE * usd,
        working: [
          step('Shard-hours', `${plan.shards} × ${HOURS} × $${prices.shardHour.usd}`, amountText(hours.usd, 'USD')),
          step(exactUnits.what, exactUnits.formula, `${count(exactUnits.exact)}, so ${exactUnits.result}`),
          step('PUT payload units', `${count(units.quantity)} million × $${prices.putUnits.usd}`, amountText(units.usd, 'USD')),
          step('Together', `${amountText(hours.usd, 'USD')} + ${amountText(units.usd, 'USD')}`, amountText(usd, 'USD')),
        ],
        wrong: [
          wrong(hours.usd, 'Those are the shards. What is put into them costs as well.'),
          wrong(hours.usd + units.usd / exactUnits.result, 'That counts one unit for each record. These records fill more than one, and the last counts whole.'),
          wrong(hours.usd + (units.usd / exactUnits.result) * exactUnits.exact, 'Each record is rounded up to whole units by itself.'),
          wrong(units.usd, 'Those are the puts. The shards cost by the hour, used or not.'),
        ],
      };
    },
  },
  'on-demand-in': {
    topic: 'cost', section: 'parts-limits-timers', factIds: ['O06'], source: 'Kinesis Data Streams pricing',
    draft(dice) {
      const given = load({ recordsPerSecond: 100 * dice.between(5, 90), recordBytes: dice.between(11, 95) * 10 + dice.of([0, KIB]), mode: 'standard' });
      const billed = planOf(given).costs.find(({ mode }) => mode === 'standard')!.charges.find(({ key }) => key === 'onDemandIn')!;
      const blocks = Math.ceil(given.recordBytes / KIB);
      const gib = (bytes: number) => (given.recordsPerSecond * MONTH_SECONDS * bytes) / GIB;
      return {
        question: `An on-demand stream takes ${rate(given.recordsPerSecond)} of ${count(given.recordBytes)} bytes each, all month (${HOURS} hours). How many GB of data in are on the bill?`,
        answer: billed.quantity, unit: 'GB', tolerance: TOLERANCE * billed.quantity,
        working: [
          step('A record counts as', `${count(given.recordBytes)} B, up to the next KB`, `${blocks} KB`),
          step('Records a month', `${rate(given.recordsPerSecond)} × 3,600 s × ${HOURS}`, `${count((given.recordsPerSecond * MONTH_SECONDS) / 1e6)} million`),
          step('Data in', `${count((given.recordsPerSecond * MONTH_SECONDS) / 1e6)} million × ${blocks} KB`, `${count(billed.quantity)} GB`),
        ],
        wrong: [
          wrong(gib(given.recordBytes), 'That is what was put. The bill counts each record up to the next kilobyte.'),
          wrong(gib(25 * KIB), 'Units of 25 KB are those of a provisioned stream.'),
          wrong(gib((blocks + 1) * KIB), 'A part of a kilobyte is one more, not two.'),
          wrong(gib(5 * KIB), 'Up to 5 KB is how Firehose counts.'),
        ],
      };
    },
  },
  'bytes-kept': {
    topic: 'retention', section: 'parts-limits-timers', factIds: ['T040', 'T041', 'T042'], source: 'Streams guide, change the retention period',
    draft(dice) {
      const given = load({ recordsPerSecond: 100 * dice.between(3, 80), recordBytes: dice.of([500, KIB, 2 * KIB, 5 * KIB]), retentionHours: 24 * dice.between(2, 30) });
      const { recordsPerSecond, recordBytes, retentionHours } = given;
      const kept = (hours: number, bytes = GIB) => (recordsPerSecond * recordBytes * hours * 3_600) / bytes;
      const { shards } = planOf(given);
      return {
        question: `${rate(recordsPerSecond)} of ${size(recordBytes)} each go to a stream with a retention of ${retentionHours / 24} days. How many GiB does it hold once it has run for longer than that?`,
        answer: kept(retentionHours), unit: 'GiB', tolerance: TOLERANCE * kept(retentionHours),
        working: [
          step('Data in', `${rate(recordsPerSecond)} × ${size(recordBytes)}`, amountText(recordsPerSecond * recordBytes, 'B/s')),
          step('Kept for', `${retentionHours / 24} days × 24 × 3,600 s`, `${count(retentionHours * 3_600)} s`),
          step('Held', `${amountText(recordsPerSecond * recordBytes, 'B/s')} × ${count(retentionHours * 3_600)} s`, `${count(kept(retentionHours))} GiB`),
        ],
        wrong: [
          wrong(kept(24), `That is one day, the ${factText('retention-default')} that a stream keeps unless told otherwise.`),
          wrong(kept(retentionHours) * Math.max(2, shards), 'The load is spread over the shards: it is not in each of them.'),
          wrong(kept(retentionHours, GIB / 3), 'Kinesis does keep three copies, but nobody counts or pays for them.'),
          wrong(kept(retentionHours) / 60, 'An hour has 3,600 seconds.'),
        ],
      };
    },
  },
};

export const sumKinds: readonly string[] = Object.keys(kinds);

/** As an answer is written: two decimals at most. */
const cents = (value: number) => Number(value.toFixed(2));

const ATTEMPTS_MAX = 200;
const WRONG_MIN = 3;

/**
 * The sum of a seed.
 *
 * @param seed an integer, 0 … 2^32 − 1
 * @param only of this kind; absent: the seed draws it
 * @throws RangeError for another seed, or a kind that there is not
 */
export function makeSum(seed: number, only?: string): Sum {
  if (!Number.isInteger(seed) || seed < 0 || seed > SEED_MAX) throw new RangeError(`a seed is an integer from 0 to 2^32 − 1, not ${seed}`);
  const dice = diceOf(seed);
  const kind = only ?? dice.of(sumKinds);
  const made = kinds[kind];
  if (!made) throw new RangeError(`there are no sums of the kind ${kind}`);
  const { draft, ...rest } = made;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const { tolerance = 0, ...drafted } = draft(dice);
    const sum = { ...drafted, answer: cents(drafted.answer) };
    const apart = differing(sum, tolerance);
    // Numbers by which a usual mistake comes out right teach nothing: others are drawn.
    if (apart.length >= WRONG_MIN) return { ...rest, ...sum, id: `${kind}:${seed}`, kind, tolerance, wrong: apart };
  }
  throw new Error(`seed ${seed} draws no ${kind} with ${WRONG_MIN} ways to miss it`);
}

/** The wrong answers that are wrong, each once. */
function differing({ answer, wrong: all }: Draft, tolerance: number): WrongAnswer[] {
  const kept: WrongAnswer[] = [];
  for (const { value: exact, why } of all) {
    const one = wrong(cents(exact), why);
    const far = (value: number) => Math.abs(value - one.value) > Math.max(2 * tolerance, 1e-9);
    if (one.value > 0 && far(answer) && kept.every(({ value }) => far(value))) kept.push(one);
  }
  return kept;
}

function diceOf(seed: number): Dice {
  const next = uint32s(seed);
  const between = (low: number, high: number) => low + Math.floor((next() / 0x1_0000_0000) * (high - low + 1));
  return { between, of: (values) => values[between(0, values.length - 1)]! };
}
