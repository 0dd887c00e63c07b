/**
 * A shell on a world: variables, `$(…)`, pipes, and the few commands that examples need beside `aws`. Everything typed is
 * run in order against one world; a pasted block is several commands. Virtual time in ms.
 */
import { readBase64, writeBase64 } from '../wire/base64.ts';
import { runAws, type CliResult } from './aws.ts';
import type { CliVersion } from './failure.ts';
import type { WorldPort } from './port.ts';
import { readScript, type SimpleCommand, type Word } from './shell-words.ts';

/** What one `aws` takes to start and answer. */
export const COMMAND_MS = 500;
const DEPTH_MAX = 20;
const OUTPUT_CHARACTERS_MAX = 1_000_000;
const SLEEP_SECONDS_MAX = 400 * 86_400;

export interface CommandRun extends CliResult {
  /** The command as typed, without what surrounds it. */
  readonly source: string;
}

type Builtin = (args: readonly string[], stdin: string) => CliResult;

const printed = (stdout: string): CliResult => ({ stdout, stderr: '', exitCode: 0 });
const failed = (stderr: string, exitCode: number, hint?: string): CliResult => ({ stdout: '', stderr: `${stderr}\n`, exitCode, ...(hint !== undefined && { hint }) });

export class Shell {
  readonly variables = new Map<string, string>();
  private exitCode = 0;

  /**
   * @param port the world that `aws` talks to
   * @param version the major version of the AWS CLI; it may be changed between commands
   */
  constructor(
    private readonly port: WorldPort,
    public version: CliVersion = 2,
  ) {}

  /**
   * Runs a line or a pasted block.
   * @returns what each command printed, in order; never throws for what was typed
   */
  run(script: string): readonly CommandRun[] {
    return this.runScript(script, 0);
  }

  private runScript(script: string, depth: number): CommandRun[] {
    const read = readScript(script);
    if (!read.ok || depth > DEPTH_MAX) {
      this.exitCode = 2;
      return [{ ...failed(`sh: ${read.ok ? '$(…) is nested too deeply' : read.error}`, 2), source: script.trim() }];
    }
    const runs: CommandRun[] = [];
    for (const { commands, when } of read.value) {
      if (when !== 'always' && (when === 'success') !== (this.exitCode === 0)) continue;
      let stdin = '';
      let stderr = '';
      let last: CliResult = printed('');
      for (const command of commands) {
        last = this.runCommand(command, stdin, depth);
        stdin = last.stdout;
        stderr += last.stderr;
      }
      this.exitCode = last.exitCode;
      runs.push({ ...last, stderr, source: commands.map(({ source }) => source).join(' | ') });
    }
    return runs;
  }

  private runCommand({ assignments, words }: SimpleCommand, stdin: string, depth: number): CliResult {
    const wrong: CliResult[] = [];
    const inner = (source: string): string => {
      const runs = this.runScript(source, depth + 1);
      for (const run of runs) if (run.stderr !== '') wrong.push(run);
      return runs.map(({ stdout }) => stdout).join('').replace(/\n+$/, '').slice(0, OUTPUT_CHARACTERS_MAX);
    };
    // An assignment alone has the exit code of what was substituted in it.
    this.exitCode = assignments.length > 0 ? 0 : this.exitCode;
    const values = assignments.map(({ name, value }) => [name, this.expand(value, inner, false).join('')] as const);
    const [command, ...args] = words.flatMap((word) => this.expand(word, inner, true));
    for (const [name, value] of values) this.variables.set(name, value);
    const before = wrong.map(({ stderr }) => stderr).join('');
    const hint = wrong.find((one) => one.hint !== undefined)?.hint;
    const done = command === undefined ? { ...printed(''), exitCode: this.exitCode } : this.start(command, args, stdin);
    return { ...done, stderr: before + done.stderr, ...(done.hint === undefined && hint !== undefined && { hint }) };
  }

  private start(command: string, args: readonly string[], stdin: string): CliResult {
    if (command === 'aws') {
      this.port.advance(COMMAND_MS);
      return runAws(this.port, this.version, args);
    }
    const builtin = Object.hasOwn(this.builtins, command) ? this.builtins[command] : undefined;
    if (builtin) return builtin(args, stdin);
    const instead = command === 'jq' ? 'There is no jq here; --query picks parts of an answer.' : `This shell has ${['aws', ...Object.keys(this.builtins)].join(', ')}.`;
    return failed(`sh: ${command}: command not found`, 127, instead);
  }

  /** A word's values: what stands unquoted is split at blanks, and vanishes where it is empty. */
  private expand(word: Word, substitute: (script: string) => string, split: boolean): string[] {
    const words: string[] = [];
    let current: string | null = null;
    for (const part of word) {
      if (part.type === 'text') {
        current = (current ?? '') + part.text;
        continue;
      }
      const value = part.type === 'variable' ? this.variable(part.name) : substitute(part.script);
      if (part.quoted || !split) {
        current = (current ?? '') + value;
        continue;
      }
      const pieces = value.split(/[ \t\n]+/);
      pieces.forEach((piece, i) => {
        if (i > 0 && current !== null) {
          words.push(current);
          current = null;
        }
        if (piece !== '') current = (current ?? '') + piece;
      });
    }
    return current === null ? words : [...words, current];
  }

  private variable(name: string): string {
    return name === '?' ? String(this.exitCode) : (this.variables.get(name) ?? '');
  }

  private readonly builtins: Readonly<Record<string, Builtin>> = {
    echo: (args) => {
      const bare = args[0] === '-n';
      return printed(`${args.slice(bare ? 1 : 0).join(' ')}${bare ? '' : '\n'}`);
    },
    base64: (args, stdin) => {
      const [option, ...more] = args.filter((arg) => arg !== '-w0' && arg !== '--wrap=0');
      if (option === undefined) return printed(`${wrapped(writeBase64(bytesOf(stdin)), args.length === 0)}`);
      if (!['-d', '-D', '--decode'].includes(option) || more.length > 0) return failed(`base64: ${option}: No such file or directory`, 1, 'Pipe the text in: echo … | base64. The one option is --decode.');
      const bytes = readBase64(stdin.replace(/\s/g, ''));
      return bytes.ok ? printed(textOf(bytes.value)) : failed('base64: invalid input', 1);
    },
    export: (args) => {
      for (const arg of args) {
        const [, name, value] = /^([A-Za-z_]\w*)(?:=([\s\S]*))?$/.exec(arg) ?? [];
        if (name === undefined) return failed(`sh: export: \`${arg}': not a valid identifier`, 1);
        if (value !== undefined) this.variables.set(name, value);
      }
      return printed('');
    },
    sleep: (args) => {
      const seconds = Number(args[0]);
      if (args.length !== 1 || !(seconds >= 0) || seconds > SLEEP_SECONDS_MAX) return failed(`sleep: invalid time interval '${args.join(' ')}'`, 1);
      this.port.advance(Math.round(seconds * 1000));
      return printed('');
    },
  };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
/** Lines of 76 signs, as GNU's base64 writes them. */
const wrapped = (text: string, wrap: boolean) => (wrap ? text.replace(/(.{76})(?=.)/g, '$1\n') + '\n' : text);
