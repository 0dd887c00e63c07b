/** Why the command line or the service refused, in a line, with the section that tells more. */
import type { CommandRun } from '#sim';

interface Reason {
  readonly text: string;
  readonly to?: string;
  readonly link?: string;
}

const reasons: readonly (readonly [RegExp, Reason])[] = [
  [/Invalid base64/, { text: 'Version 2 reads --data as base64, and this is none. Encode it, or say --cli-binary-format raw-in-base64-out.', to: 'cell-base64', link: 'The base64 trap' }],
  [/already been merged or split/, { text: 'A closed shard takes no more writes, and it can be neither split nor merged.', to: 'edge-cases', link: 'Edge cases' }],
  [/not an adjacent pair/, { text: 'Two shards can be merged only when the range of one begins where the other’s ends.', to: 'how-it-works', link: 'How it works' }],
  [/ResourceInUseException/, { text: 'The stream is still changing. Wait until it is ACTIVE: aws kinesis wait stream-exists.', to: 'five-steps', link: 'Five steps' }],
  [/ResourceNotFoundException/, { text: 'Nothing of that name is in this world. A cell above may make it.' }],
  [/ExpiredIteratorException/, { text: 'An iterator lives five minutes. Ask for a new one.', to: 'parts-limits-timers', link: 'Parts, limits, timers' }],
  [/ProvisionedThroughputExceeded|LimitExceeded/, { text: 'More than a limit allows, also after the command line’s own retries.', to: 'parts-limits-timers', link: 'Parts, limits, timers' }],
  [/Parameter validation failed|Error parsing parameter/, { text: 'The command line itself refused the value: nothing was sent.' }],
  [/usage: aws/, { text: 'The command line did not understand the words: nothing was sent.' }],
];

export function reasonOf({ stderr, hint }: CommandRun): Reason | null {
  const known = reasons.find(([pattern]) => pattern.test(stderr))?.[1] ?? null;
  // What the command line knows of this very slip says more.
  return hint !== undefined && !known?.to ? { text: hint } : known;
}
