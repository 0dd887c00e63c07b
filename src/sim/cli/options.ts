/**
 * From words to options, as argparse does it for the AWS CLI: the options of every command, those of an operation
 * derived from its input's members, abbreviations, and what is missing or too much.
 */
import type { Shape } from '../kinesis/shapes.ts';
import { kebab, paginators, type Command } from './api-model.ts';
import { invalidChoice, unknownOptions, usageError, type CliVersion } from './failure.ts';

/** How many words an option takes. */
export type Arity = 'none' | 'one' | 'any';

export interface Option {
  /** `--stream-name` */
  readonly flag: string;
  readonly arity: Arity;
  readonly required: boolean;
  /** What it sets: a member of the input. Null for an option of the command line itself. */
  readonly member: string | null;
  readonly shape: Shape | null;
  readonly choices?: readonly string[];
  /** For completion and help: what it expects. */
  readonly takes: string;
}

export const outputFormats = { 1: ['json', 'text', 'table'], 2: ['json', 'text', 'table', 'yaml', 'yaml-stream'] } as const;
export const binaryFormats = ['base64', 'raw-in-base64-out'] as const;

const cliOption = (flag: string, arity: Arity, takes: string, choices?: readonly string[]): Option => ({ flag, arity, required: false, member: null, shape: null, takes, choices });

/** The options that stand anywhere in the line. */
export function globalOptions(version: CliVersion): readonly Option[] {
  const both = [
    ...['--debug', '--no-verify-ssl', '--no-paginate', '--version', '--no-sign-request'].map((flag) => cliOption(flag, 'none', '')),
    ...['--endpoint-url', '--query', '--profile', '--region', '--ca-bundle', '--cli-read-timeout', '--cli-connect-timeout'].map((flag) => cliOption(flag, 'one', 'string')),
    cliOption('--output', 'one', 'string', outputFormats[version]),
    cliOption('--color', 'one', 'string', ['on', 'off', 'auto']),
  ];
  if (version === 1) return both;
  return [
    ...both,
    cliOption('--cli-binary-format', 'one', 'string', binaryFormats),
    ...['--no-cli-pager', '--cli-auto-prompt', '--no-cli-auto-prompt'].map((flag) => cliOption(flag, 'none', '')),
  ];
}

/** The options of one operation, in the order in which the CLI names them. */
export function operationOptions({ members, operation }: Command): readonly Option[] {
  const own = members.flatMap(({ name, shape }): Option[] => {
    const flag = `--${kebab(name)}`;
    const option = { member: name, shape, required: shape.required === true };
    if (shape.type === 'boolean') return [{ ...option, flag, arity: 'none', takes: '' }, { ...option, flag: `--no-${kebab(name)}`, arity: 'none', takes: '' }];
    return [{ ...option, flag, arity: shape.type === 'list' ? 'any' : 'one', takes: shape.type, ...(shape.type === 'string' && shape.enum && { choices: undefined }) }];
  });
  const pages = paginators[operation] ? ['--starting-token', '--page-size', '--max-items'] : [];
  return [
    ...own,
    cliOption('--cli-input-json', 'one', 'string'),
    ...pages.map((flag) => cliOption(flag, 'one', flag === '--starting-token' ? 'string' : 'integer')),
    cliOption('--generate-cli-skeleton', 'one', 'string', ['input', 'output']),
  ];
}

/** What each option was given: nothing for a switch, a word, or several. */
export type Given = ReadonlyMap<string, readonly string[]>;

/** Takes the options of every command out of the words. */
export function takeGlobals(version: CliVersion, words: readonly string[]): { readonly given: Given; readonly rest: readonly string[] } {
  const options = globalOptions(version);
  const given = new Map<string, readonly string[]>();
  const rest: string[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const { flag, value } = splitFlag(words[i]!);
    const option = options.find((one) => one.flag === flag);
    if (!option) {
      rest.push(words[i]!);
      continue;
    }
    if (option.arity === 'none') {
      if (value !== null) throw usageError(version, `argument ${flag}: ignored explicit argument '${value}'`);
      given.set(flag, []);
      continue;
    }
    const next = value ?? words[i + 1];
    if (next === undefined || (value === null && looksLikeFlag(next))) throw usageError(version, `argument ${flag}: expected one argument`);
    if (value === null) i += 1;
    if (option.choices && !option.choices.includes(next)) throw invalidChoice(version, flag, next, option.choices);
    given.set(flag, [next]);
  }
  return { given, rest };
}

/** Reads an operation's own words. */
export function readOptions(version: CliVersion, options: readonly Option[], words: readonly string[]): Given {
  const given = new Map<string, readonly string[]>();
  const left: string[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]!;
    if (!looksLikeFlag(word)) {
      left.push(word);
      continue;
    }
    const { flag, value } = splitFlag(word);
    const option = findOption(version, options, flag);
    if (!option) {
      left.push(word);
      continue;
    }
    seen.add(option.flag);
    if (option.arity === 'none') {
      if (value !== null) throw usageError(version, `argument ${option.flag}: ignored explicit argument '${value}'`);
      given.set(option.flag, []);
      continue;
    }
    const values = value === null ? [] : [value];
    const most = option.arity === 'one' ? 1 : Infinity;
    while (value === null && values.length < most && i + 1 < words.length && !looksLikeFlag(words[i + 1]!)) values.push(words[(i += 1)]!);
    // Alone, it asks for a skeleton of the input.
    if (values.length === 0 && option.flag === '--generate-cli-skeleton') values.push('input');
    if (values.length === 0 && option.arity === 'one') throw usageError(version, `argument ${option.flag}: expected one argument`);
    if (option.choices && !option.choices.includes(values[0]!)) throw invalidChoice(version, option.flag, values[0]!, option.choices);
    given.set(option.flag, values);
  }
  const wholeInput = given.has('--cli-input-json') || given.has('--generate-cli-skeleton');
  const missing = options.filter(({ required, flag }) => required && !seen.has(flag)).map(({ flag }) => flag);
  if (missing.length > 0 && !wholeInput) throw usageError(version, `the following arguments are required: ${missing.join(', ')}`);
  if (left.length > 0) throw unknownOptions(version, unknownInOrder(left), options.map(({ flag }) => flag));
  return given;
}

/** argparse collects words beside options first, then the others; the CLI names them in that order. */
function unknownInOrder(left: readonly string[]): string[] {
  return left.some(looksLikeFlag) ? [...left] : [...left].reverse();
}

/** Exactly, or by a beginning that no other option has. */
function findOption(version: CliVersion, options: readonly Option[], flag: string): Option | undefined {
  const exact = options.find((one) => one.flag === flag);
  if (exact || flag.length < 3) return exact;
  const begun = options.filter((one) => one.flag.startsWith(flag));
  if (begun.length > 1) throw usageError(version, `ambiguous option: ${flag} could match ${begun.map((one) => one.flag).join(', ')}`);
  return begun[0];
}

function splitFlag(word: string): { readonly flag: string; readonly value: string | null } {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at < 0 ? { flag: word, value: null } : { flag: word.slice(0, at), value: word.slice(at + 1) };
}

/** Begins with a hyphen, is no negative number and has no space: argparse takes it for an option. */
const looksLikeFlag = (word: string) => word.length > 1 && word.startsWith('-') && !/^-\d+$|^-\d*\.\d+$/.test(word) && (!word.includes(' ') || word.startsWith('--') && word.includes('='));
