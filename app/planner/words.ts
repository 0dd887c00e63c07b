/** How the planner names what the engine counts. */
import type { CapacityMode, ShardBound } from '#sim';

export const modeNames: Readonly<Record<CapacityMode, string>> = {
  provisioned: 'Provisioned',
  standard: 'On-demand Standard',
  advantage: 'On-demand Advantage',
};

export const boundNames: Readonly<Record<ShardBound, string>> = {
  records: 'Records written',
  bytes: 'Bytes written',
  polling: 'Shared reads',
  'fan-out': 'Enhanced fan-out',
  'busiest key': 'The busiest key',
  minimum: 'A stream’s first shard',
};

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
export const countText = (count: number) => number.format(count);

const part = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const LEAST_PERCENT = 0.1;

/** A part of 1 in per cent: "5 %", "less than 0.1 %". */
export function shareText(share: number): string {
  const percent = 100 * share;
  return percent > 0 && percent < LEAST_PERCENT ? `less than ${LEAST_PERCENT}\u00a0%` : `${part.format(percent)}\u00a0%`;
}

/** For the middle of a sentence: the first letter small, but for names: "GetRecords calls", "shards of an account in N. Virginia". */
export const inSentence = (text: string) => text.replace(/^[A-Z](?=[a-z]*(\s|$))/, (letter) => letter.toLowerCase());
