/** About how many bytes plain data takes in memory: rough, and cheap enough to be asked now and then. */
const OBJECT_BYTES = 32;
const MEMBER_BYTES = 8;

export function weightOf(root: unknown): number {
  let bytes = 0;
  const waiting = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string') bytes += value.length;
    if (typeof value !== 'object' || value === null) continue;
    bytes += OBJECT_BYTES;
    if (ArrayBuffer.isView(value)) bytes += value.byteLength;
    else {
      const members: unknown[] = Array.isArray(value) ? value : value instanceof Map ? [...value.values()] : Object.values(value);
      bytes += members.length * MEMBER_BYTES;
      for (const member of members) if (typeof member === 'object' || typeof member === 'string') waiting.push(member);
    }
  }
  return bytes;
}
