/**
 * Plain values as JSON and back. What JSON has no word for is a member of one name that begins with a tilde: bytes are
 * { "~text": … } where they are text, else { "~base64": … }. A member that is itself called so gets one tilde more.
 */
import { base64 } from '@scure/base';

const DEPTH_MAX = 16;

/** A value that cannot be taken, with the reason as the end of a sentence. */
export class Unreadable extends Error {}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

export function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return bytesToJson(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.startsWith('~') ? `~${name}` : name, toJson(member)]));
}

function bytesToJson(bytes: Uint8Array): object {
  try {
    return { '~text': decoder.decode(bytes) };
  } catch {
    return { '~base64': base64.encode(bytes) };
  }
}

/** @throws Unreadable for what no value of ours has: a member that would change what objects are, or a bottomless nest */
export function fromJson(json: unknown, depth = 0): unknown {
  if (depth > DEPTH_MAX) throw new Unreadable('is nested too deeply');
  if (Array.isArray(json)) return json.map((entry) => fromJson(entry, depth + 1));
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json);
  const [first] = members;
  if (first && members.length === 1 && typeof first[1] === 'string') {
    if (first[0] === '~text') return encoder.encode(first[1]);
    if (first[0] === '~base64') return bytesFrom(first[1]);
  }
  return Object.fromEntries(
    members.map(([name, member]) => {
      if (name === '__proto__') throw new Unreadable('has a member called __proto__, which is none of ours');
      return [name.startsWith('~~') ? name.slice(1) : name, fromJson(member, depth + 1)];
    }),
  );
}

function bytesFrom(text: string): Uint8Array {
  try {
    return base64.decode(text);
  } catch {
    throw new Unreadable('holds bytes that are no Base64');
  }
}
