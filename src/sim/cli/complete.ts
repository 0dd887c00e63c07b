/** What may come next in a command line: for a terminal's Tab key. Reads the line only; it asks no world. */
import { commands, waiters } from './api-model.ts';
import type { CliVersion } from './failure.ts';
import { globalOptions, operationOptions, type Option } from './options.ts';

export interface Completion {
  /** Where in the line the candidates begin. */
  readonly from: number;
  /** In the order of their names. */
  readonly candidates: readonly string[];
}

/**
 * @param line the line up to the cursor
 * @param names what the world has that a value may name, by option: `{ '--stream-name': ['my-stream'] }`
 */
export function complete(version: CliVersion, line: string, names: Readonly<Record<string, readonly string[]>> = {}): Completion {
  const begun = /\S*$/.exec(line)![0];
  const from = line.length - begun.length;
  const before = line.slice(0, from).split(/\s+/).filter(Boolean);
  const candidates = among(version, before, names).filter((word) => word.startsWith(begun));
  return { from, candidates: [...new Set(candidates)].sort() };
}

function among(version: CliVersion, before: readonly string[], names: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const [aws, service, name, ...words] = before;
  if (aws === undefined) return ['aws'];
  if (aws !== 'aws') return [];
  if (service === undefined) return ['kinesis', 'help'];
  if (service !== 'kinesis') return [];
  if (name === undefined) return [...commands.keys(), 'wait', 'help'];
  if (name === 'wait' && words.length === 0) return [...waiters.keys()];
  const command = commands.get(name === 'wait' ? 'describe-stream' : name);
  if (!command) return [];
  const options = [...operationOptions(command), ...globalOptions(version)];
  const last = options.find(({ flag }) => flag === words.at(-1));
  if (last && last.arity !== 'none') return valuesOf(last, names);
  return options.map(({ flag }) => flag).filter((flag) => !words.includes(flag));
}

function valuesOf({ flag, choices, shape }: Option, names: Readonly<Record<string, readonly string[]>>): readonly string[] {
  if (names[flag]) return names[flag];
  if (choices) return choices;
  return shape?.type === 'string' ? (shape.enum ?? []) : [];
}
