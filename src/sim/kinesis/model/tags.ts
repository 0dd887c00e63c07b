/** Tags of streams and consumers: which are accepted, and AWS's words for those that are not. Rules TAG-2 … TAG-5. */
import { invalidArgument } from '../errors.ts';
import { quotas } from '../quotas.ts';

const VALID = /^[\p{L}\p{N}\p{Z}_.:/=+\-@%]*$/u;

/** What is wrong with adding these tags to those that are there, or null. @param whose as texts name the resource */
export function tagFault(added: Readonly<Record<string, string>>, present: ReadonlyMap<string, string>, whose: string) {
  const keys = Object.keys(added);
  const fault = characterFault([...keys, ...Object.values(added)], `Failed to add tags to ${whose}`);
  if (fault) return fault;
  const reserved = keys.find((key) => key.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined) {
    return invalidArgument(`Failed to add tags to ${whose} because the tag key ${reserved} begins with aws:, which is reserved.`);
  }
  if (new Set([...present.keys(), ...keys]).size > quotas.tagsPerResourceMax) {
    return invalidArgument(`Failed to add tags to ${whose} because a given stream cannot have more than ${quotas.tagsPerResourceMax} tags associated with it.`);
  }
  return null;
}

/** As recorded: two texts, of which the second forbids `%` where the first allows it. */
export function characterFault(texts: readonly string[], failed: string) {
  if (!texts.every((text) => VALID.test(text))) {
    return invalidArgument('Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.');
  }
  if (texts.some((text) => text.includes('%'))) {
    return invalidArgument(
      `${failed} because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.`,
    );
  }
  return null;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** In the order of their keys. */
export const tagsInOrder = (tags: ReadonlyMap<string, string>): Tag[] =>
  [...tags].map(([Key, Value]) => ({ Key, Value })).toSorted((x, y) => (x.Key < y.Key ? -1 : 1));
