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

/** Takes a number apart; null where no service could have issued it. */
export function parseSequenceNumber(text: string): SequenceParts | null {
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
