/** JSON as the command line reads it from an option, with Python's words for what is wrong, and where. */
import { err, ok, type Result } from '../kernel/result.ts';

class Fault extends Error {
  constructor(what: string, text: string, at: number) {
    const line = text.slice(0, at).split('\n').length;
    const column = at - text.lastIndexOf('\n', at - 1);
    super(`${what}: line ${line} column ${column} (char ${at})`);
  }
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const DEPTH_MAX = 500;

/** @returns the value, or what Python says of the first thing wrong */
export function readJson(text: string): Result<unknown, string> {
  let at = 0;
  const skip = () => {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
  };
  const fault = (what: string, where = at): never => {
    throw new Fault(what, text, where);
  };

  function string(): string {
    const begin = at;
    at += 1;
    for (;;) {
      const code = text[at];
      if (code === undefined) return fault('Unterminated string starting at', begin);
      if (code < ' ') return fault('Invalid control character at');
      if (code === '"') break;
      if (code === '\\') {
        const next = text[at + 1];
        if (next === undefined) return fault('Unterminated string starting at', begin);
        if (next === 'u' && !/^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6))) return fault('Invalid \\uXXXX escape', at + 1);
        if (!'"\\/bfnrtu'.includes(next)) return fault('Invalid \\escape');
        at += 1;
      }
      at += 1;
    }
    at += 1;
    return JSON.parse(text.slice(begin, at)) as string;
  }

  function value(depth: number): unknown {
    if (depth > DEPTH_MAX) return fault('Nested too deeply');
    const sign = text[at];
    if (sign === '"') return string();
    if (sign === '{') return object(depth);
    if (sign === '[') return list(depth);
    for (const [word, meant] of [['true', true], ['false', false], ['null', null]] as const) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meant;
      }
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text);
    if (!number) return fault('Expecting value');
    at = NUMBER.lastIndex;
    return Number(number[0]);
  }

  function object(depth: number): unknown {
    const members: [string, unknown][] = [];
    at += 1;
    skip();
    if (text[at] === '}') at += 1;
    else {
      for (;;) {
        if (text[at] !== '"') return fault('Expecting property name enclosed in double quotes');
        const name = string();
        skip();
        if (text[at] !== ':') return fault("Expecting ':' delimiter");
        at += 1;
        skip();
        members.push([name, value(depth + 1)]);
        skip();
        if (text[at] === '}') break;
        if (text[at] !== ',') return fault("Expecting ',' delimiter");
        at += 1;
        skip();
      }
      at += 1;
    }
    return Object.fromEntries(members);
  }

  function list(depth: number): unknown {
    const entries: unknown[] = [];
    at += 1;
    skip();
    if (text[at] === ']') at += 1;
    else {
      for (;;) {
        entries.push(value(depth + 1));
        skip();
        if (text[at] === ']') break;
        if (text[at] !== ',') return fault("Expecting ',' delimiter");
        at += 1;
        skip();
      }
      at += 1;
    }
    return entries;
  }

  try {
    skip();
    const read = value(0);
    skip();
    if (at < text.length) fault('Extra data');
    return ok(read);
  } catch (problem) {
    if (problem instanceof Fault) return err(problem.message);
    throw problem;
  }
}
