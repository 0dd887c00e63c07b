/**
 * The words of a POSIX shell: quotes, backslashes, line continuations, comments, `$NAME`, `${NAME}`, `$(…)`, assignments,
 * pipes, `;`, `&&`, `||`. Text in, commands out; nothing is run here. What a full shell has beyond that is refused by name.
 */
import { err, ok, type Result } from '../kernel/result.ts';

export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'variable'; readonly name: string; readonly quoted: boolean }
  | { readonly type: 'substitution'; readonly script: string; readonly quoted: boolean };
/** Parts side by side; an empty pair of quotes is one empty text. */
export type Word = readonly Part[];

export interface SimpleCommand {
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
  /** As it was typed. */
  readonly source: string;
}
export interface Pipeline {
  readonly commands: readonly SimpleCommand[];
  /** Whether it runs at all: after `&&` only if the one before went well, after `||` only if not. */
  readonly when: 'always' | 'success' | 'failure';
}

class Fault extends Error {}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const SPECIAL: Readonly<Record<string, string>> = { '<': 'reads from files', '>': 'writes to files', '(': 'has subshells', ')': 'has subshells', '&': 'runs in the background' };
const DEPTH_MAX = 50;

/** @returns the pipelines in order, or what the shell says of the first fault */
export function readScript(text: string): Result<readonly Pipeline[], string> {
  try {
    return ok(new Reader(text.replaceAll('\r\n', '\n')).script());
  } catch (fault) {
    if (fault instanceof Fault) return err(fault.message);
    throw fault;
  }
}

/** A text as one word of a shell, with quotes only where they are needed. */
export function quoteWord(text: string): string {
  return /^[A-Za-z0-9_@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  script(): Pipeline[] {
    const pipelines: Pipeline[] = [];
    let when: Pipeline['when'] = 'always';
    let waiting: string | null = null;
    for (;;) {
      this.blank(true);
      if (this.at >= this.text.length) {
        if (waiting !== null) throw new Fault(`syntax error: nothing stands after ${waiting}`);
        return pipelines;
      }
      pipelines.push({ commands: this.pipeline(), when });
      waiting = this.operator('&&') ? '&&' : this.operator('||') ? '||' : null;
      when = waiting === '&&' ? 'success' : waiting === '||' ? 'failure' : 'always';
      if (waiting === null && this.text[this.at] === ';') this.at += 1;
    }
  }

  private pipeline(): SimpleCommand[] {
    const commands = [this.command()];
    while (this.text[this.at] === '|' && this.text[this.at + 1] !== '|') {
      this.at += 1;
      this.blank(true);
      commands.push(this.command());
    }
    return commands;
  }

  private command(): SimpleCommand {
    const from = this.at;
    const assignments: { name: string; value: Word }[] = [];
    const words: Word[] = [];
    let to = from;
    for (;;) {
      this.blank(false);
      const sign = this.text[this.at];
      if (sign === undefined || sign === '\n' || sign === ';' || sign === '|' || this.text.startsWith('&&', this.at)) break;
      if (sign in SPECIAL) throw new Fault(`syntax error near unexpected token \`${sign}': a whole shell ${SPECIAL[sign]}, this one does not`);
      const name = words.length === 0 ? this.assignment() : null;
      const word = this.word();
      if (name !== null) assignments.push({ name, value: word });
      else words.push(word);
      to = this.at;
    }
    if (words.length + assignments.length === 0) throw new Fault(`syntax error near unexpected token \`${this.text[this.at]?.replace('\n', 'newline') ?? 'newline'}'`);
    return { assignments, words, source: this.text.slice(from, to) };
  }

  /** `NAME=` at the beginning of a word. */
  private assignment(): string | null {
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.text)?.[0];
    if (name === undefined || this.text[this.at + name.length] !== '=') return null;
    this.at += name.length + 1;
    return name;
  }

  private word(): Word {
    const parts: Part[] = [];
    const push = (text: string) => {
      const last = parts.at(-1);
      if (last?.type === 'text') parts[parts.length - 1] = { type: 'text', text: last.text + text };
      else parts.push({ type: 'text', text });
    };
    for (;;) {
      const sign = this.text[this.at];
      if (sign === undefined || ' \t\n;|&'.includes(sign) || sign in SPECIAL) return parts;
      this.at += 1;
      if (sign === '\\') {
        const next = this.text[this.at];
        this.at += 1;
        // A backslash before the end of a line joins the lines.
        if (next !== '\n') push(next ?? '\\');
      } else if (sign === "'") {
        const end = this.text.indexOf("'", this.at);
        if (end < 0) throw new Fault("unexpected EOF while looking for matching `''");
        push(this.text.slice(this.at, end));
        this.at = end + 1;
      } else if (sign === '"') this.doubleQuoted(push, parts);
      else if (sign === '$') this.dollar(push, parts, false);
      else if (sign === '`') throw new Fault('this shell has $(…) and no backticks');
      else push(sign);
    }
  }

  private doubleQuoted(push: (text: string) => void, parts: Part[]): void {
    push('');
    for (;;) {
      const sign = this.text[this.at];
      this.at += 1;
      if (sign === undefined) throw new Fault("unexpected EOF while looking for matching `\"'");
      if (sign === '"') return;
      if (sign === '$') this.dollar(push, parts, true);
      else if (sign === '`') throw new Fault('this shell has $(…) and no backticks');
      else if (sign === '\\') {
        const next = this.text[this.at];
        if (next === undefined) continue;
        this.at += 1;
        if (next !== '\n') push('$`"\\'.includes(next) ? next : `\\${next}`);
      } else push(sign);
    }
  }

  /** The dollar is behind. */
  private dollar(push: (text: string) => void, parts: Part[], quoted: boolean): void {
    if (this.text[this.at] === '(') {
      const from = this.at + 1;
      this.at = this.closing(from, 0);
      parts.push({ type: 'substitution', script: this.text.slice(from, this.at - 1), quoted });
      return;
    }
    const braced = this.text[this.at] === '{';
    NAME.lastIndex = this.at + (braced ? 1 : 0);
    const name = NAME.exec(this.text)?.[0];
    if (name === undefined && this.text[this.at] === '?') {
      this.at += 1;
      parts.push({ type: 'variable', name: '?', quoted });
    } else if (name === undefined) {
      if (braced) throw new Fault('bad substitution');
      push('$');
    } else {
      this.at = NAME.lastIndex;
      if (braced && this.text[this.at] !== '}') throw new Fault(`\${${name}…}: bad substitution`);
      if (braced) this.at += 1;
      parts.push({ type: 'variable', name, quoted });
    }
  }

  /** Where the bracket that was opened is closed, with quotes and brackets inside it respected. */
  private closing(from: number, depth: number): number {
    if (depth > DEPTH_MAX) throw new Fault('$(…) is nested too deeply');
    let quote = '';
    for (let at = from; at < this.text.length; at += 1) {
      const sign = this.text[at]!;
      if (sign === '\\' && quote !== "'") at += 1;
      else if (quote === "'") quote = sign === "'" ? '' : quote;
      else if (sign === '$' && this.text[at + 1] === '(') at = this.closing(at + 2, depth + 1) - 1;
      else if (quote === '"') quote = sign === '"' ? '' : quote;
      else if (sign === '"' || sign === "'") quote = sign;
      else if (sign === ')') return at + 1;
    }
    throw new Fault("unexpected EOF while looking for matching `)'");
  }

  private operator(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  /** Skips spaces, joined lines and comments; and where a command may begin, line ends too. */
  private blank(lines: boolean): void {
    for (;;) {
      const sign = this.text[this.at];
      if (sign === ' ' || sign === '\t' || (lines && sign === '\n')) this.at += 1;
      else if (sign === '\\' && this.text[this.at + 1] === '\n') this.at += 2;
      else if (sign === '#') this.at = (this.text.indexOf('\n', this.at) + this.text.length + 1) % (this.text.length + 1) || this.text.length;
      else return;
    }
  }
}
