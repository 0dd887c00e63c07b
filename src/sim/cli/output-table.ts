/**
 * `--output table`: sections of rows inside each other, every level with one more bar at both sides. A section of one row
 * stands on end when the table would be wider than the terminal.
 */
import { round, str } from './python.ts';

const TERMINAL_COLUMNS = 80;
const PADDING = 4;

interface Section {
  readonly title: string;
  readonly indent: number;
  headers: string[];
  rows: string[][];
}

type Structure = Readonly<Record<string, unknown>>;
const isStructure = (value: unknown): value is Structure => typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar = (value: unknown) => typeof value !== 'object' || value === null;
/** Python's idea of nothing: no table is drawn for it. */
const isEmpty = (value: unknown) => value === null || value === undefined || value === '' || value === 0 || value === false || (typeof value === 'object' && Object.keys(value).length === 0);

/** @param title the operation's name */
export function tableText(title: string, output: unknown): string {
  const sections: Section[] = [];
  if (isEmpty(output)) return '';
  build(sections, title, output, 0);
  let width = widthOf(sections);
  if (width > TERMINAL_COLUMNS) {
    for (const section of sections) stand(section);
    width = widthOf(sections);
  }
  return [`${'-'.repeat(width)}`, ...sections.flatMap((section) => draw(section, width))].join('\n') + '\n';
}

function add(sections: Section[], title: string, indent: number): Section {
  const section: Section = { title, indent, headers: [], rows: [] };
  sections.push(section);
  return section;
}

function build(sections: Section[], title: string | null, value: unknown, indent: number): void {
  if (isEmpty(value)) return;
  const section = title === null ? sections.at(-1)! : add(sections, title, indent);
  if (Array.isArray(value)) {
    if (isStructure(value[0])) return buildRows(sections, section, value.filter(isStructure), title ?? '', indent);
    for (const entry of value as unknown[]) {
      if (isScalar(entry)) section.rows.push([str(entry)]);
      else if (Array.isArray(entry) && entry.every(isScalar)) section.rows.push(entry.map(str));
      else build(sections, null, entry, indent);
    }
  } else if (isStructure(value)) {
    const { scalars, others } = keysOf([value]);
    const [only] = scalars;
    if (scalars.length === 1) section.rows.push([only!, str(value[only!])]);
    else if (scalars.length > 0) {
      section.headers = scalars;
      section.rows.push(scalars.map((key) => str(value[key])));
    }
    for (const key of others) build(sections, key, value[key], indent + 1);
  }
}

function buildRows(sections: Section[], first: Section, entries: readonly Structure[], title: string, indent: number): void {
  const { scalars, others } = keysOf(entries);
  let section = first;
  entries.forEach((entry, i) => {
    if (i > 0 && others.length > 0) section = add(sections, title, indent);
    section.headers = scalars;
    section.rows.push(scalars.map((key) => (key in entry ? str(entry[key]) : '')));
    for (const key of others) if (key in entry) build(sections, key, entry[key], indent + 1);
  });
}

function keysOf(entries: readonly Structure[]) {
  const pick = (wanted: (value: unknown) => boolean) => [...new Set(entries.flatMap((entry) => Object.keys(entry).filter((key) => wanted(entry[key]))))].sort();
  return { scalars: pick(isScalar), others: pick((value) => !isScalar(value)) };
}

/** Its one row becomes a column of names and a column of values. */
function stand(section: Section): void {
  const [row] = section.rows;
  if (section.rows.length !== 1 || section.headers.length === 0) return;
  section.rows = section.headers.map((header, i) => [header, row![i]!]);
  section.headers = [];
}

function natural({ headers, rows }: Section): number[] {
  const columns = Math.max(headers.length, ...rows.map((row) => row.length), 0);
  return Array.from({ length: columns }, (_, i) => Math.max(0, headers[i]?.length ?? 0, ...rows.map((row) => row[i]?.length ?? 0)));
}

function widthOf(sections: readonly Section[]): number {
  return Math.max(
    ...sections.map((section) => {
      const cells = natural(section).reduce((sum, one) => sum + one + PADDING, 0);
      return Math.max(section.title.length, cells) + 2 + 2 * section.indent;
    }),
  );
}

/** The columns, stretched to the section's width; what rounding leaves over goes to the outer ones. */
function stretched(section: Section, width: number): number[] {
  const plain = natural(section).map((one) => one + PADDING);
  if (plain.length === 0) return [];
  const scale = width / plain.reduce((sum, one) => sum + one, 0);
  const columns = plain.map((one) => round(scale * one));
  let over = columns.reduce((sum, one) => sum + one, 0) - width;
  while (over !== 0) {
    const order = columns.map((_, i) => i);
    if (over < 0) order.reverse();
    for (const i of order) {
      if (over === 0) break;
      columns[i]! -= Math.sign(over);
      over -= Math.sign(over);
    }
  }
  return columns;
}

function draw(section: Section, whole: number): string[] {
  const width = whole - 2 * section.indent;
  const lines: string[] = [];
  const columns = stretched(section, width);
  const rule = columns.map((column, i) => (i === 0 ? `+${'-'.repeat(column - 2)}+` : `${'-'.repeat(column - 1)}+`)).join('');
  if (section.title !== '') {
    lines.push(centred(section.title, width, '|'));
    if (section.headers.length === 0 && section.rows.length === 0) lines.push(`+${'-'.repeat(width - 2)}+`);
  }
  if (section.headers.length > 0) lines.push(rule, section.headers.map((header, i) => centred(header, columns[i]!, i === 0 ? '|' : '')).join(''));
  if (section.rows.length > 0 && columns.length > 0) {
    lines.push(rule, ...section.rows.map((row) => row.map((cell, i) => aligned(cell, columns[i]!, i === 0 ? '|' : '')).join('')), rule);
  }
  const bars = '|'.repeat(section.indent);
  return lines.map((line) => `${bars}${line}${bars}`);
}

function centred(text: string, width: number, left: string): string {
  const before = Math.max(0, Math.floor(width / 2) - Math.floor(text.length / 2) - 1);
  return `${`${left}${' '.repeat(before)}${text}`.padEnd(width - 1)}|`;
}

function aligned(text: string, width: number, left: string): string {
  const fits = width - (text.length + 2 + left.length + 1) >= 0;
  return `${`${left}${fits ? '  ' : ''}${text}`.padEnd(width - 1)}|`;
}
