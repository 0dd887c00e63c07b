/** `aws kinesis …`: words in, stdout, stderr and exit code out, as the AWS CLI of the version asked for gives them. */
import { commands, waiters, membersOf, type Command, type Member, type Output } from './api-model.ts';
import { badParameter, Failure, generalError, invalidChoice, usageError, type CliVersion } from './failure.ts';
import { commandHelp, generalHelp, serviceHelp, waiterHelp } from './help.ts';
import { operationOptions, readOptions, takeGlobals, type Given, type Option } from './options.ts';
import { textLines, yamlText } from './output-text.ts';
import { tableText } from './output-table.ts';
import { checkInput, readInput, type Reading } from './parameters.ts';
import type { WorldPort } from './port.ts';
import { int } from './python.ts';
import { readQuery, type Query } from './query.ts';
import { pageOf, send, sendPages, waitFor, wholeOf } from './send.ts';
import { iso } from './timestamps.ts';
import { writeBase64 } from '../wire/base64.ts';
import { paginators } from './api-model.ts';
import type { Shape } from '../kinesis/shapes.ts';

export interface CliResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** A sentence of ours where one helps; the CLI prints nothing of it. */
  readonly hint?: string;
}

const VERSION_TEXT = { 1: 'aws-cli/1.45.11 Python/3.11 Shardbelt botocore/1.43.11', 2: 'aws-cli/2.9.19 Python/3.11 Shardbelt' } as const;
const DONE: CliResult = { stdout: '', stderr: '', exitCode: 0 };
const printed = (stdout: string): CliResult => ({ ...DONE, stdout });

/**
 * Runs one `aws` command against a world.
 * @param words what follows `aws`
 * @param version the major version of the AWS CLI: they differ in blobs, times, texts and exit codes
 * @returns what it prints and its exit code; it never throws for what was typed
 */
export function runAws(port: WorldPort, version: CliVersion, words: readonly string[]): CliResult {
  try {
    return dispatch(port, version, words);
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    const { text, exitCode, hint } = failure;
    const blank = text.startsWith('usage: \r') ? '' : '\n';
    return { stdout: '', stderr: `${blank}${text}\n`, exitCode, ...(hint !== undefined && { hint }) };
  }
}

function dispatch(port: WorldPort, version: CliVersion, words: readonly string[]): CliResult {
  const { given, rest } = takeGlobals(version, words);
  if (given.has('--version')) return printed(`${VERSION_TEXT[version]}\n`);
  const [service, name, ...own] = rest;
  if (service === undefined) throw usageError(version, 'the following arguments are required: command');
  if (service === 'help') return printed(generalHelp);
  if (service !== 'kinesis') throw invalidChoice(version, 'command', service, ['kinesis', 'help'], 'This shell has the kinesis command only; the real one has hundreds.');
  if (name === undefined) throw usageError(version, 'the following arguments are required: operation');
  if (name === 'help') return printed(serviceHelp());
  const region = given.get('--region')?.[0];
  if (region !== undefined && region !== port.region) throw generalError(`Could not connect to the endpoint URL: "https://kinesis.${region}.amazonaws.com/"`, `This world has one Region, ${port.region}.`);
  if (name === 'wait') return runWait(port, version, own);
  const command = commands.get(name);
  if (!command) {
    const hint = name === 'subscribe-to-shard' ? 'The AWS CLI has no subscribe-to-shard: the answer is a stream of events. An SDK or the KCL can call it.' : undefined;
    throw invalidChoice(version, 'operation', name, [...commands.keys(), 'wait', 'help'], hint);
  }
  return own[0] === 'help' ? printed(commandHelp(command)) : runCommand(port, version, command, given, own);
}

function runWait(port: WorldPort, version: CliVersion, words: readonly string[]): CliResult {
  const [name, ...own] = words;
  if (name === undefined) throw new Failure(`usage: aws [options] ${version === 2 ? 'kinesis wait <subcommand>' : '<command> <subcommand>'} [parameters]\naws: error: too few arguments`, version === 2 ? 252 : 255);
  if (name === 'help') return printed(waiterHelp());
  const waiter = waiters.get(name);
  if (!waiter) throw invalidChoice(version, 'subcommand', name, [...waiters.keys()]);
  const command = commands.get('describe-stream')!;
  const options = operationOptions(command).filter(({ flag }) => flag !== '--max-items' && flag !== '--page-size' && flag !== '--starting-token');
  const reading: Reading = { version, blobs: 'raw' };
  const input = checkInput(reading, command, readInput(reading, options, readOptions(version, options, own)));
  waitFor(port, version, waiter.name, waiter.until, input);
  return DONE;
}

function runCommand(port: WorldPort, version: CliVersion, command: Command, globals: Given, words: readonly string[]): CliResult {
  const options = operationOptions(command);
  const given = readOptions(version, options, words);
  const raw = version === 1 || globals.get('--cli-binary-format')?.[0] === 'raw-in-base64-out';
  const reading: Reading = { version, blobs: raw ? 'raw' : 'base64' };
  const expression = globals.get('--query')?.[0];
  const query: Query = expression === undefined ? NO_QUERY : readQuery(version, expression);
  const print = printer(version, globals.get('--output')?.[0] ?? 'json', command.operation, query);
  if (given.has('--generate-cli-skeleton')) return printed(print([skeleton(command)], null));
  const written = readInput(reading, options, given);
  const paging = pagingOf(version, command, options, globals, given);
  const input = checkInput(reading, command, written);
  const shown = (output: Output) => showable(version, output);
  if (!paging) return printed(print([shown(send(port, version, command.operation, input))], null));
  const pages = sendPages(port, version, command.operation, input, paging);
  return printed(print(pages.pages.map(shown), pages.resumeToken, shown(wholeOf(command.operation, pages))));
}

/** How the call is paged; null where it has no pages, or is asked for one of them. */
function pagingOf(version: CliVersion, { operation }: Command, options: readonly Option[], globals: Given, given: Given) {
  const paginator = paginators[operation];
  if (!paginator) return null;
  const numbers = ['--page-size', '--max-items'] as const;
  for (const flag of numbers) {
    const text = given.get(flag)?.[0];
    if (text !== undefined && int(text) === null) throw usageError(version, `argument ${flag}: invalid int value: '${text}'`);
  }
  const manual = options.some(({ flag, member }) => given.has(flag) && (member === paginator.inputToken || member === paginator.limitKey));
  if (globals.has('--no-paginate') || manual) {
    const mixed = ['--starting-token', ...numbers].filter((flag) => given.has(flag));
    if (mixed.length > 0) throw badParameter(version, `${version === 1 ? 'Error during pagination: ' : ''}Cannot specify --no-paginate along with pagination arguments: ${mixed.join(', ')}`);
    return null;
  }
  const number = (flag: string) => (given.has(flag) ? int(given.get(flag)![0]!)! : undefined);
  const [pageSize, maxItems, startingToken] = [number('--page-size'), number('--max-items'), given.get('--starting-token')?.[0]];
  return { ...(pageSize !== undefined && { pageSize }), ...(maxItems !== undefined && { maxItems }), ...(startingToken !== undefined && { startingToken }) };
}

/** Writes an answer. Text is written page by page, and a query is asked of each page; the other formats see all pages as one. */
function printer(version: CliVersion, format: string, operation: string, query: Query) {
  return (pages: readonly Output[], resumeToken: string | null, whole?: Output): string => {
    const paged = whole !== undefined;
    if (format === 'text') {
      const own = (page: Output, i: number) => (paged ? pageOf(operation, page, i === 0) : page);
      const lines = pages.map((page, i) => { const asked = query(own(page, i)); return isNothing(asked) ? '' : textLines(asked); }).join('');
      return resumeToken === null ? lines : `${lines}${query === NO_QUERY ? textLines({ NextToken: { NextToken: resumeToken } }) : ''}`;
    }
    const value = query(whole ?? pages[0]) as unknown;
    if (isNothing(value)) return '';
    if (format === 'table') return tableText(operation, value);
    if (format === 'yaml') return yamlText(value);
    if (format === 'yaml-stream') return pages.map((page) => yamlText([query(page)])).join('');
    return `${JSON.stringify(value ?? null, null, 4)}\n`;
  };
}
const NO_QUERY: Query = (value) => value;

const isNothing = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** As JSON has it: blobs in base64, times as the version prints them, absent members absent. */
function showable(version: CliVersion, value: unknown, name = ''): never {
  if (value instanceof Uint8Array) return writeBase64(value) as never;
  if (Array.isArray(value)) return value.map((entry) => showable(version, entry)) as never;
  if (typeof value === 'number' && /(?:Timestamp|At)$/.test(name)) return (version === 2 ? iso(value) : value) as never;
  if (typeof value !== 'object' || value === null) return value as never;
  const plain = 'toJSON' in value ? (value as { toJSON(): object }).toJSON() : value;
  return Object.fromEntries(Object.entries(plain).filter(([, member]) => member !== undefined).map(([key, member]) => [key, showable(version, member, key)])) as never;
}

/** An input with every member and nothing in it: what `--generate-cli-skeleton` prints. */
function skeleton({ members }: Command): Output {
  return emptyStructure(members);
}
function emptyStructure(members: readonly Member[]): Output {
  return Object.fromEntries(members.map(({ name, shape }) => [name, empty(shape)]));
}
function empty(shape: Shape): unknown {
  switch (shape.type) {
    case 'string':
      return shape.enum?.[0] ?? '';
    case 'integer':
      return 0;
    case 'boolean':
      return true;
    case 'blob':
      return null;
    case 'timestamp':
      return '1970-01-01T00:00:00';
    case 'list':
      return [empty(shape.member)];
    case 'map':
      return { KeyName: '' };
    case 'structure':
      return emptyStructure(membersOf(shape.members));
  }
}
