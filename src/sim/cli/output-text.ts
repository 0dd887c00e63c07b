/** `--output text` and `--output yaml`: members in the order of their names, whatever the answer's order was. */
import { str } from './python.ts';

type Structure = Readonly<Record<string, unknown>>;
const isStructure = (value: unknown): value is Structure => typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar = (value: unknown) => typeof value !== 'object' || value === null;

/** Lines of tab-separated values; each nested structure begins a line with its member's name in capitals. */
export function textLines(value: unknown, name: string | null = null, columns: readonly string[] | null = null): string {
  if (isStructure(value)) return structureLines(value, name, columns);
  return Array.isArray(value) ? listLines(value, name) : `${str(value)}\n`;
}

function listLines(list: readonly unknown[], name: string | null): string {
  if (list.length === 0) return '';
  const structures = list.filter(isStructure);
  if (structures.length > 0) {
    const columns = [...new Set(structures.flatMap((one) => Object.keys(one).filter((key) => isScalar(one[key]))))].sort();
    return list.map((entry) => textLines(entry, name, columns)).join('');
  }
  const scalars = list.filter(isScalar);
  const lists = list.filter((entry) => !isScalar(entry));
  const own = scalars.length === 0 ? '' : name === null || name === '' ? `${scalars.map(str).join('\t')}\n` : scalars.map((entry) => `${name.toUpperCase()}\t${str(entry)}\n`).join('');
  return own + lists.map((entry) => textLines(entry, name)).join('');
}

function structureLines(structure: Structure, name: string | null, columns: readonly string[] | null): string {
  const keys = Object.keys(structure).sort();
  const own = columns ?? keys.filter((key) => isScalar(structure[key]));
  const cells = own.map((key) => (key in structure ? str(structure[key]) : ''));
  const head = name === null ? [] : [name.toUpperCase()];
  const rest = keys.filter((key) => !own.includes(key));
  return (cells.length === 0 ? '' : `${[...head, ...cells].join('\t')}\n`) + rest.map((key) => textLines(structure[key], key)).join('');
}

/** A scalar alone is printed as JSON. */
export function yamlText(value: unknown): string {
  return isScalar(value) ? `${JSON.stringify(value ?? null)}\n` : `${yamlLines(value).join('\n')}\n`;
}

function yamlLines(value: unknown): string[] {
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap((entry) => yamlLines(entry).map((line, i) => `${i === 0 ? '- ' : '  '}${line}`));
  if (!isStructure(value)) return [yamlScalar(value)];
  const keys = Object.keys(value).sort();
  if (keys.length === 0) return ['{}'];
  return keys.flatMap((key) => {
    const lines = yamlLines(value[key]);
    const member = value[key];
    const label = `${yamlScalar(key)}:`;
    if (isScalar(member) || Object.keys(member as object).length === 0) return [`${label} ${lines[0]}`, ...lines.slice(1)];
    return [label, ...lines.map((line) => (Array.isArray(member) ? line : `  ${line}`))];
  });
}

/** Texts that would be read as something else. */
const TAKEN = /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?(?:\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|\.inf|\.nan)|0[xob][\da-f_]+|\d{4}-\d\d-\d\d.*|=|<<)$/i;
const PLAIN = /^[A-Za-z0-9_./+][^\n\r\t:#]*(?:[:#][^\s:#]+)*$/;

function yamlScalar(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'string') return String(value);
  // eslint-disable-next-line no-control-regex -- what YAML cannot hold as it is
  if (/[\x00-\x1f\x7f]/.test(value)) return JSON.stringify(value);
  return PLAIN.test(value) && !TAKEN.test(value) && !/\s$|\s#|:$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}
