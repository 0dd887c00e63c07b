/**
 * The shorthand of structures and maps: `Name=value,Other=[a,b],Deep={X=1}`. The grammar is the AWS CLI's own
 * (its user guide, "Shorthand syntax"); so are the complaints, which point at where they stopped.
 */
import { err, ok, type Result } from '../kernel/result.ts';

class Fault extends Error {}

const KEY = /[A-Za-z0-9\-_.#/:]*/y;
/** What may begin a bare value, and what may follow: no comma (unless escaped), no quote and no bracket at its start. */
const FIRST = /(?:\\,|[!#-&(-+\--<>-Z\\-z|-\uffff])(?:\\,|[\s!#-&(-+\--\\^-|~-\uffff])*/y;
/** The same after a comma: there an equals sign means that the next member has begun. */
const FOLLOWING = /(?:\\,|[!#-&(-+\--<>-Z\\-z|-\uffff])(?:\\,|[\s!#-&(-+\--<>-\uffff])*/y;
const SINGLE = /'(?:\\\\|\\'|[^'])*'/y;
const DOUBLE = /"(?:\\\\|\\"|[^"])*"/y;
const DEPTH_MAX = 200;

/** @returns the members, or the complaint without the option's name */
export function readShorthand(text: string): Result<Record<string, unknown>, string> {
  try {
    return ok(new Reader(text).members());
  } catch (fault) {
    if (fault instanceof Fault) return err(fault.message);
    throw fault;
  }
}

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  members(): Record<string, unknown> {
    const members = new Map<string, unknown>();
    const [name, value] = this.member();
    members.set(name, value);
    let last = this.at;
    while (!this.ended) {
      this.expectSpaced(',');
      const [next, given] = this.member();
      if (members.has(next)) {
        throw new Fault(`Second instance of key "${next}" encountered for input:\n${this.pointed(last + 1)}\nThis is often because there is a preceding "," instead of a space.`);
      }
      members.set(next, given);
      last = this.at;
    }
    return Object.fromEntries(members);
  }

  private member(): [string, unknown] {
    const name = this.take(KEY) ?? '';
    this.expectSpaced('=');
    if (this.ended) return [name, ''];
    if (this.sign === '[') return [name, this.list()];
    if (this.sign === '{') return [name, this.structure()];
    return [name, this.values()];
  }

  /** `a`, or `a,b,c` until a comma that begins the next member. */
  private values(): unknown {
    const first = this.value();
    this.skip();
    if (this.sign !== ',') return first;
    this.expectSpaced(',');
    const values = [first];
    for (;;) {
      const from = this.at;
      try {
        const next = this.quoted() ?? this.must(FOLLOWING, 'second');
        this.skip();
        if (this.ended) {
          values.push(next);
          break;
        }
        this.expectSpaced(',');
        values.push(next);
      } catch (fault) {
        if (!(fault instanceof Fault) || this.ended) throw fault;
        this.at = this.text.lastIndexOf(',', Math.max(from - 1, 0));
        break;
      }
    }
    return values.length === 1 ? first : values;
  }

  private value(): string {
    const quoted = this.quoted();
    if (quoted !== null) return quoted;
    return (this.take(FIRST) ?? '').replaceAll('\\,', ',').trimEnd();
  }

  private quoted(): string | null {
    const quote = this.sign;
    if (quote !== "'" && quote !== '"') return null;
    const text = this.must(quote === "'" ? SINGLE : DOUBLE, quote === "'" ? 'singled quoted' : 'double quoted', false);
    return text.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\');
  }

  private inner(): unknown {
    this.depth += 1;
    if (this.depth > DEPTH_MAX) throw new Fault('Nested too deeply.');
    const value = this.sign === '[' ? this.list() : this.sign === '{' ? this.structure() : this.value();
    this.depth -= 1;
    return value;
  }

  private list(): unknown[] {
    const values: unknown[] = [];
    this.expectSpaced('[');
    while (this.sign !== ']') {
      values.push(this.inner());
      this.separator(']');
    }
    this.expect(']');
    return values;
  }

  private structure(): Record<string, unknown> {
    const members: [string, unknown][] = [];
    this.expectSpaced('{');
    while (this.sign !== '}') {
      const name = this.take(KEY) ?? '';
      this.expectSpaced('=');
      members.push([name, this.inner()]);
      this.separator('}');
    }
    this.expect('}');
    return Object.fromEntries(members);
  }

  private separator(end: string): void {
    this.skip();
    if (this.sign === end) return;
    this.expect(',');
    this.skip();
  }

  private get sign(): string | undefined {
    return this.text[this.at];
  }
  private get ended(): boolean {
    return this.at >= this.text.length;
  }

  private skip(): void {
    while (this.sign !== undefined && ' \t\n\r\v\f'.includes(this.sign)) this.at += 1;
  }

  private expectSpaced(sign: string): void {
    this.skip();
    this.expect(sign);
    this.skip();
  }

  private expect(sign: string): void {
    if (this.sign !== sign) throw this.unexpected(sign, this.sign ?? 'EOF');
    this.at += 1;
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const [text] = pattern.exec(this.text) ?? [];
    if (text !== undefined) this.at += text.length;
    return text ?? null;
  }

  private must(pattern: RegExp, name: string, trim = true): string {
    const text = this.take(pattern);
    if (text === null) throw this.unexpected(`<${name}>`, '<none>');
    return trim ? text.replaceAll('\\,', ',').trimEnd() : text;
  }

  private unexpected(expected: string, received: string): Fault {
    return new Fault(`Expected: '${expected}', received: '${received}' for input:\n${this.pointed(this.at)}`);
  }

  /** The text with a caret below the place, which stands under the line it belongs to. */
  private pointed(at: number): string {
    const lineStart = this.text.lastIndexOf('\n', at - 1) + 1;
    const next = this.text.indexOf('\n', at);
    const consumed = next < 0 ? this.text : this.text.slice(0, next);
    return `${consumed}\n${' '.repeat(at - lineStart)}^${next < 0 ? '' : this.text.slice(next)}`;
  }
}
