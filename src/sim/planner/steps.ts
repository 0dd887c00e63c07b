/** A plan's working: steps that can be read one by one and checked with a pencil. Sizes in bytes, money in USD. */
import { KIB, MIB } from '../kinesis/quotas.ts';
import { groups } from '../scenarios/words.ts';

export type Unit = 'records/s' | 'B' | 'B/s' | 'shards' | 'calls/s' | 'records' | 'consumers' | 'hours' | 'units' | 'million records' | 'million units' | '%' | 's' | 'GiB' | 'USD';

export interface Step {
  readonly id: string;
  /** What it finds: "Shards, by records written". */
  readonly what: string;
  /** With its numbers: "2,500 records/s ÷ 1,000 records/s". */
  readonly formula: string;
  /** As the formula has it, before it is rounded. */
  readonly exact: number;
  readonly result: number;
  readonly unit: Unit;
  /** Up to a whole one, or not at all. */
  readonly rounding: 'up' | 'none';
  /** The chapter's fact that the formula stands on. */
  readonly factId?: string;
}

/** Digits that a division can be trusted with: what is beyond them is noise and must not make a shard more. */
const DIGITS = 12;

const withoutNoise = (value: number) => Number(value.toPrecision(DIGITS));

/** A step without rounding. */
export const found = (id: string, what: string, formula: string, exact: number, unit: Unit, factId?: string): Step => ({
  id, what, formula, exact, result: exact, unit, rounding: 'none', ...(factId !== undefined && { factId }),
});

/** A step whose result is rounded up to a whole number. */
export function roundedStep(id: string, what: string, formula: string, value: number, unit: Unit, factId?: string): Step {
  const exact = withoutNoise(value);
  return { id, what, formula, exact, result: Math.ceil(exact), unit, rounding: 'up', ...(factId !== undefined && { factId }) };
}

const GIB = 1024 * MIB;
const TIB = 1024 * GIB;
const PIB = 1024 * TIB;

const unitFor = (bytes: number) =>
  (bytes < KIB ? [1, 'B'] : bytes < MIB ? [KIB, 'KiB'] : bytes < GIB ? [MIB, 'MiB'] : bytes < TIB ? [GIB, 'GiB'] : bytes < PIB ? [TIB, 'TiB'] : [PIB, 'PiB']) as readonly [number, string];

/** "800 B", "2 KiB", "4.883 MiB": up to three decimals of the largest unit that leaves one before the point. */
export function bytesText(bytes: number): string {
  const [unit, name] = unitFor(bytes);
  return `${groups(bytes / unit)} ${name}`;
}

/** A size that somebody is to reckon with: in bytes where its unit would round it. "2 KiB", "1,500 B". */
function sizeText(bytes: number): string {
  const [unit] = unitFor(bytes);
  const isExact = Number((bytes / unit).toFixed(3)) * unit === bytes;
  return isExact || !Number.isInteger(bytes) ? bytesText(bytes) : `${groups(bytes)} B`;
}

/** An amount in words, as formulas print it: "2,500 records/s", "4.883 MiB/s", "3 shards", "$43.80". */
export function amountText(amount: number, unit: Unit): string {
  switch (unit) {
    case 'B':
      return sizeText(amount);
    case 'B/s':
      return `${bytesText(amount)}/s`;
    case '%':
      return `${groups(Number(amount.toFixed(1)))} %`;
    case 'USD':
      return `$${cents(amount)}`;
    default:
      return `${groups(amount)} ${amount === 1 ? unit.replace(/^(record|shard|call|consumer|hour|unit)s/, '$1') : unit}`;
  }
}

/** Always two decimals, as money is written. */
function cents(usd: number): string {
  const [whole, part] = usd.toFixed(2).split('.');
  return `${whole!.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${part}`;
}
