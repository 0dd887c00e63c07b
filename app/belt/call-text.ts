/** A call as others write it: on the wire, on the command line, in the JavaScript SDK, in Python. */
import { wholeOutput, writeBase64, type LoggedCall, type World } from '#sim';
import { kebab, quoted } from './commands.ts';

/** A list longer than this is shortened where it is only looked at. */
const SHOWN = 3;

/** Bytes as base64, the data of simulated producers too; long lists cut where `whole` is not asked for. */
function jsonOf(value: unknown, whole: boolean, indent?: number): string {
  return JSON.stringify(
    value,
    (_, member: unknown) => {
      if (ArrayBuffer.isView(member)) return writeBase64(new Uint8Array(member.buffer, member.byteOffset, member.byteLength));
      if (isPadded(member)) return writeBase64(new TextEncoder().encode(member.text.padEnd(member.byteLength)));
      if (Array.isArray(member) && !whole && member.length > SHOWN) return [...(member as unknown[]).slice(0, SHOWN), `… ${member.length - SHOWN} more`];
      return member;
    },
    indent,
  );
}

const isPadded = (value: unknown): value is { readonly text: string; readonly byteLength: number } =>
  typeof value === 'object' && value !== null && 'text' in value && 'byteLength' in value;

export function requestText({ operation, input }: LoggedCall, region: string): string {
  return [
    'POST / HTTP/1.1',
    `Host: kinesis.${region}.amazonaws.com`,
    'Content-Type: application/x-amz-json-1.1',
    `X-Amz-Target: Kinesis_20131202.${operation}`,
    '',
    jsonOf(input, false, 2),
  ].join('\n');
}

export function responseText(world: World, { outcome }: LoggedCall): string {
  const type = 'Content-Type: application/x-amz-json-1.1';
  if (outcome.ok) return ['HTTP/1.1 200 OK', type, '', outcome.value === null || outcome.value === undefined ? '' : jsonOf(wholeOutput(world.service, outcome.value), false, 2)].join('\n');
  const { __type, message, status } = outcome.error;
  return [`HTTP/1.1 ${status} ${status >= 500 ? 'Internal Server Error' : 'Bad Request'}`, type, '', jsonOf({ __type, message }, true, 2)].join('\n');
}

/** Whole, to be pasted into a shell. */
export function cliText({ operation, input }: Pick<LoggedCall, 'operation' | 'input'>): string {
  return `aws kinesis ${kebab(operation)} --cli-input-json ${quoted(jsonOf(input, true))}`;
}

/** Whole, to be pasted into a module that has a client. */
export function sdkText({ operation, input }: LoggedCall): string {
  // In the SDK bytes are bytes: base64 alone would be taken for text.
  const code = jsonOf(input, true, 2).replaceAll(/"Data": ("[^"]*")/g, (_, text: string) => `"Data": Buffer.from(${text}, 'base64')`);
  return `await client.send(new ${operation}Command(${code}));`;
}

/** Whole, for a program with `import base64` and a boto3 client named kinesis. */
export function boto3Text({ operation, input }: LoggedCall): string {
  const members = Object.entries(JSON.parse(jsonOf(input, true)) as object);
  const lines = members.map(([name, value]) => `    ${name}=${pythonOf(name, value, '    ')},`);
  return `kinesis.${kebab(operation).replaceAll('-', '_')}(${lines.length === 0 ? '' : `\n${lines.join('\n')}\n`})`;
}

/** boto3 wants bytes for Data, and does the base64 itself. */
function pythonOf(name: string, value: unknown, indent: string): string {
  if (name === 'Data') return `base64.b64decode(${JSON.stringify(value)})`;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}    `;
  const parts = Array.isArray(value)
    ? value.map((member) => `${inner}${pythonOf('', member, inner)},`)
    : Object.entries(value).map(([key, member]) => `${inner}${JSON.stringify(key)}: ${pythonOf(key, member, inner)},`);
  const [begin, end] = Array.isArray(value) ? '[]' : '{}';
  return parts.length === 0 ? `${begin}${end}` : `${begin}\n${parts.join('\n')}\n${indent}${end}`;
}
