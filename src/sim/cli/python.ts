/** The AWS CLI is written in Python, and its error texts show values as Python writes them. */

/** A value as `repr` has it: what stands inside lists and maps. */
function repr(value: unknown): string {
  if (typeof value !== 'string') return str(value);
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

/** A value as `str` has it: what `--output text` and the complaints print. */
export function str(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  if (typeof value === 'object') return `{${Object.entries(value).map(([key, member]) => `${repr(key)}: ${repr(member)}`).join(', ')}}`;
  return String(value);
}

/** `<class 'str'>` and its like. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return "<class 'NoneType'>";
  if (Array.isArray(value)) return "<class 'list'>";
  switch (typeof value) {
    case 'string':
      return "<class 'str'>";
    case 'boolean':
      return "<class 'bool'>";
    case 'number':
      return Number.isInteger(value) ? "<class 'int'>" : "<class 'float'>";
    default:
      return "<class 'dict'>";
  }
}

/** What `int()` takes: digits with a sign, spaces around them, underscores between. Null for anything else. */
export function int(text: string): number | null {
  return /^\s*[+-]?\d+(_\d+)*\s*$/.test(text) ? Number(text.replaceAll('_', '')) : null;
}

/** As Python rounds: a half goes to the even neighbour. */
export function round(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  if (rest !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}
