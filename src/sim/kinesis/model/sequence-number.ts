/**
 * Sequence numbers: 186 bits, 56 decimal digits. Clients may rely on their order and uniqueness alone; the layout is
 * what AWS was seen to send (hex): 2 | 9 digits shard creation s | 1 shard index mod 16 | 16 counter | 00 | 9 record s
 * | 8 shard index | 2. Rules SEQ-1 … SEQ-4.
 */
export interface SequenceParts {
  readonly version: 0 | 1 | 2;
  /** Seconds since 1970. */
  readonly shardCreatedSeconds: number;
  readonly shardIndex: number;
  readonly counter: bigint;
  /** Seconds since 1970. */
  readonly seconds: number;
}

/** The counter in a closed shard's ending sequence number. */
export const CLOSING_COUNTER = 0x7fff_ffff_ffff_ffffn;

const hex = (value: number | bigint, digits: number) => value.toString(16).padStart(digits, '0');

export function formatSequenceNumber(parts: Omit<SequenceParts, 'version'>): string {
  const { shardCreatedSeconds, shardIndex, counter, seconds } = parts;
  return BigInt(
    `0x2${hex(shardCreatedSeconds, 9)}${hex(shardIndex & 15, 1)}${hex(counter, 16)}00${hex(seconds, 9)}${hex(shardIndex, 8)}2`,
  ).toString();
}

/** Decimal digits of a number, always. */
const SEQUENCE_DIGITS = 56;

const LIMB = 1_000_000;
const LIMB_DIGITS = 6;
/** All but the two highest digits. */
const LIMBS = (SEQUENCE_DIGITS - 2) / LIMB_DIGITS;
/** By what a part of the number counts that begins at this bit: limbs of six decimal digits, the lowest first, and the rest. */
const limbsOf = (bit: bigint) =>
  Float64Array.from({ length: LIMBS + 1 }, (_, i) => Number(((1n << bit) / BigInt(LIMB) ** BigInt(i)) % BigInt(LIMB)));
const [VERSION, CREATED, SHARD_MOD_16, COUNTER, SECONDS] = [limbsOf(185n), limbsOf(148n), limbsOf(144n), limbsOf(80n), limbsOf(36n)] as const;
/** What the parts may come to so that their products with limbs are exact, and the sum of those as well. */
const EXACT_MAX = Math.floor(Number.MAX_SAFE_INTEGER / LIMB) - 100;

/** The digits of 000 … 999 as ASCII. */
const THREE_DIGITS = new Uint8Array(3_000).map((_, i) => 0x30 + (Math.floor(Math.floor(i / 3) / 10 ** (2 - (i % 3))) % 10));

/**
 * Writes what `formatSequenceNumber` says, as ASCII: in decimal from the start, because turning a binary number of 186 bits
 * into decimal takes longer than all else about reading a record.
 */
function writeSequenceNumber(bytes: Uint8Array, at: number, shardCreatedSeconds: number, shardIndex: number, counter: number, seconds: number): void {
  if (shardCreatedSeconds + counter + seconds > EXACT_MAX) {
    const text = formatSequenceNumber({ shardCreatedSeconds, shardIndex, counter: BigInt(counter), seconds });
    for (let i = 0; i < SEQUENCE_DIGITS; i += 1) bytes[at + i] = text.charCodeAt(i);
    return;
  }
  const part = (i: number) =>
    VERSION[i]! + shardCreatedSeconds * CREATED[i]! + (shardIndex & 15) * SHARD_MOD_16[i]! + counter * COUNTER[i]! + seconds * SECONDS[i]!;
  let carry = shardIndex * 16 + 2;
  let end = at + SEQUENCE_DIGITS;
  for (let i = 0; i < LIMBS; i += 1) {
    const sum = carry + part(i);
    carry = Math.floor(sum / LIMB);
    const limb = (sum - carry * LIMB) | 0;
    const high = (limb / 1_000) | 0;
    writeThreeDigits(bytes, end - 3, limb - high * 1_000);
    writeThreeDigits(bytes, end - 6, high);
    end -= LIMB_DIGITS;
  }
  const rest = carry + part(LIMBS);
  bytes[at] = THREE_DIGITS[rest * 3 + 1]!;
  bytes[at + 1] = THREE_DIGITS[rest * 3 + 2]!;
}

const decoder = new TextDecoder();

/** The texts of a few numbers: written one after the other, read as one text and cut, because each reading has its price. */
export class SequenceNumbers {
  private readonly bytes: Uint8Array;
  private all: string | null = null;

  constructor(count: number) {
    this.bytes = new Uint8Array(count * SEQUENCE_DIGITS);
  }

  write(index: number, shardCreatedSeconds: number, shardIndex: number, counter: number, seconds: number): void {
    writeSequenceNumber(this.bytes, index * SEQUENCE_DIGITS, shardCreatedSeconds, shardIndex, counter, seconds);
  }

  /** To be asked for when all are written. */
  text(index: number): string {
    this.all ??= decoder.decode(this.bytes);
    return this.all.slice(index * SEQUENCE_DIGITS, (index + 1) * SEQUENCE_DIGITS);
  }
}

function writeThreeDigits(bytes: Uint8Array, at: number, number: number): void {
  bytes[at] = THREE_DIGITS[number * 3]!;
  bytes[at + 1] = THREE_DIGITS[number * 3 + 1]!;
  bytes[at + 2] = THREE_DIGITS[number * 3 + 2]!;
}

/** Takes a number apart; null where no service could have issued it, as the sentinels of a lease (TRIM_HORIZON). */
export function parseSequenceNumber(text: string): SequenceParts | null {
  if (!/^\d+$/.test(text)) return null;
  let number = BigInt(text);
  if (number < 1n << 124n) number += 1n << 124n;
  const digits = number.toString(16);
  const at = (from: number, length: number) => parseInt(digits.slice(from, from + length), 16);
  if (number < 1n << 129n) {
    if (digits.length !== 32 || digits[0] !== '1') return null;
    return { version: 0, shardCreatedSeconds: at(1, 9), seconds: 0, counter: 0n, shardIndex: at(28, 4) };
  }
  const version = digits.at(-1) === '2' ? 2 : digits.at(-1) === '1' ? 1 : null;
  if (digits.length !== 47 || digits[0] !== '2' || version === null) return null;
  const counter = version === 2 ? BigInt(`0x${digits.slice(11, 27)}`) : BigInt(`0x${digits.slice(36, 38)}`);
  const shardCreatedSeconds = at(1, 9);
  if (counter > CLOSING_COUNTER || shardCreatedSeconds >= 16_025_175_000) return null;
  return {
    version,
    shardCreatedSeconds,
    counter,
    seconds: version === 2 ? at(29, 9) : at(13, 9),
    shardIndex: at(38, 8),
  };
}
