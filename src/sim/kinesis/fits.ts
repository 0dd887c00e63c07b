/**
 * Whether an input is right as it stands: each member of its type, whole and within its bounds. Nearly every input is, and
 * one quick pass tells. Where this says no, conversion and validation say what is wrong, or that it fits after all.
 */
import { isBlob, INTEGER_MAX } from './conversion.ts';
import { patternOf, type Members, type Shape } from './shapes.ts';

type Check = (value: unknown) => boolean;

const checks = new WeakMap<Members, Check>();

export function fits(members: Members, input: object): boolean {
  let check = checks.get(members);
  if (!check) checks.set(members, (check = structureCheck(members)));
  return check(input);
}

/** A table made into functions, once: a call with half a thousand records asks each of them as often. */
function structureCheck(members: Members): Check {
  const names = Object.keys(members);
  const checks = Object.values(members).map(checkOf);
  const needed = Object.values(members).map(({ required }) => required === true);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
    for (let i = 0; i < names.length; i += 1) {
      const member = (value as Record<string, unknown>)[names[i]!];
      if (member === undefined ? needed[i] : !checks[i]!(member)) return false;
    }
    return true;
  };
}

function checkOf(shape: Shape): Check {
  switch (shape.type) {
    case 'string': {
      const [min, max] = shape.length ?? [0, Infinity];
      const pattern = shape.pattern === undefined ? null : patternOf(shape.pattern);
      const values = shape.enum;
      return (value) => {
        if (typeof value !== 'string') return false;
        const { length } = value;
        // A character is one unit of UTF-16 or two.
        return length <= max && (length + 1) >> 1 >= min && (!pattern || pattern.test(value)) && (!values || values.includes(value));
      };
    }
    case 'integer': {
      const [min, max] = shape.range ?? [-Infinity, INTEGER_MAX];
      return (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= Math.min(max, INTEGER_MAX);
    }
    case 'blob': {
      const [min, max] = shape.length ?? [0, Infinity];
      return (value) => isBlob(value) && value.byteLength >= min && value.byteLength <= max;
    }
    case 'list': {
      const [min, max] = shape.length ?? [0, Infinity];
      const check = checkOf(shape.member);
      return (value) => {
        if (!Array.isArray(value) || value.length < min || value.length > max) return false;
        for (let i = 0; i < value.length; i += 1) if (!check(value[i])) return false;
        return true;
      };
    }
    case 'structure':
      return structureCheck(shape.members);
    case 'timestamp':
      return Number.isFinite;
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'map':
      // Rare, and small.
      return () => false;
  }
}
