/**
 * Settings as the panels show them: a label, a unit the learner knows, and where in the plain settings the value stands.
 * Limits come from the engine, which has the last word: what it does not take is answered, and stays in the field.
 */
type Limit = readonly [min: number, max: number, integer?: 'integer'];

/** One `size` of the engine's unit is one of what the learner reads. */
export interface Unit {
  readonly label: string;
  readonly size: number;
}

interface SettingBase {
  /** Where it stands in the settings. */
  readonly path: readonly string[];
  readonly label: string;
  /** What an absent value means. */
  readonly absent?: unknown;
  /** Shown only with these settings. */
  readonly when?: (config: Plain) => boolean;
}

export interface NumberSetting extends SettingBase {
  readonly type: 'number';
  readonly limits: Limit;
  /** From the smallest to the largest; the first that fits the value is shown. */
  readonly units: readonly Unit[];
  /** The value that an empty field stands for, and its name. */
  readonly none?: { readonly value: number; readonly text: string };
}

export interface ChoiceSetting extends SettingBase {
  readonly type: 'choice';
  readonly options: readonly Option[];
}

export interface Option {
  readonly value: string | number;
  readonly label: string;
  /** What else must be set for the choice to make sense, beside it. */
  readonly also?: Plain | ((nowMs: number) => Plain);
  /** It is the absence of the whole setting. */
  readonly unset?: true;
}

export interface ToggleSetting extends SettingBase {
  readonly type: 'toggle';
  /** Where it is a whole group of settings that is there or not: what it begins with. */
  readonly on?: Plain;
}

export interface TextSetting extends SettingBase {
  readonly type: 'text';
  readonly maxLength: number;
}

export type Setting = NumberSetting | ChoiceSetting | ToggleSetting | TextSetting;

/** Settings as the engine holds them. */
export type Plain = Readonly<Record<string, unknown>>;

export const plain: readonly Unit[] = [{ label: '', size: 1 }];
export const percent: readonly Unit[] = [{ label: '%', size: 0.01 }];
export const milliseconds: readonly Unit[] = [
  { label: 'ms', size: 1 },
  { label: 's', size: 1_000 },
  { label: 'min', size: 60_000 },
  { label: 'h', size: 3_600_000 },
];
export const seconds: readonly Unit[] = milliseconds.slice(1).map(({ label, size }) => ({ label, size: size / 1_000 }));
export const bytes: readonly Unit[] = [
  { label: 'B', size: 1 },
  { label: 'KiB', size: 1_024 },
  { label: 'MiB', size: 1_024 * 1_024 },
];
/** Of a rate a second. */
export const perSecond: readonly Unit[] = [
  { label: 'per hour', size: 1 / 3_600 },
  { label: 'per minute', size: 1 / 60 },
  { label: 'per second', size: 1 },
];

export function readSetting(config: Plain, { path, absent }: Pick<SettingBase, 'path' | 'absent'>): unknown {
  return path.reduce<unknown>((value, name) => (value as Plain | undefined)?.[name], config) ?? absent;
}

/** The change to settings that sets one: their outermost part, whole. */
export function changeOf(config: Plain, path: readonly string[], value: unknown): Plain {
  const [name, ...rest] = path;
  if (name === undefined) return {};
  if (rest.length === 0) return { [name]: value };
  const inner = (config[name] ?? {}) as Plain;
  return { [name]: { ...inner, ...changeOf(inner, rest, value) } };
}

/** A choice, with what else it needs, in the part of the settings where it stands. */
export function changeOfChoice(config: Plain, { path, options }: ChoiceSetting, value: string | number, nowMs: number): Plain {
  const { also = {}, unset } = options.find((option) => option.value === value) ?? {};
  if (unset) return { [path[0]!]: null };
  const beside = { [path.at(-1)!]: value, ...(typeof also === 'function' ? also(nowMs) : also) };
  return Object.entries(beside).reduce<Plain>((change, [name, part]) => ({ ...change, ...changeOf({ ...config, ...change }, [...path.slice(0, -1), name], part) }), {});
}

/** The largest unit of which the value is at least one, so that the number is one to speak of. */
export function unitFor(value: number, units: readonly Unit[]): Unit {
  return units.findLast((unit) => Math.abs(value) >= unit.size) ?? units.find((unit) => value === 0 && unit.size === 1) ?? units[0]!;
}
