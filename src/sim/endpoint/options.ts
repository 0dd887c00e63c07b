/** The command line of the endpoint: its options, their meaning and their bounds. Times in ms unless named otherwise. */
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../kernel/result.ts';
import { KINESIS_OWN_KEY, kmsKeyOf, kmsKeyStates, type KmsKeyState } from '../kinesis/model/kms.ts';
import { defaultConfig, type ChangeDelay, type ServiceConfig } from '../kinesis/context.ts';

export interface EndpointOptions {
  readonly host: string;
  readonly port: number;
  /** All but its epoch, which is the moment at which the endpoint starts. */
  readonly service: Omit<ServiceConfig, 'epochMs'>;
  /** KMS keys that answer otherwise than by doing their work, and how. */
  readonly kmsKeys?: readonly KmsKey[];
}

interface KmsKey {
  readonly keyId: string;
  readonly state: KmsKeyState;
}

const DAY_MS = 86_400_000;

const numbers = {
  port: { meaning: 'port to listen on; 0 takes a free one', fallback: 4567, max: 65_535 },
  'create-stream-ms': { meaning: 'how long a new stream is CREATING', fallback: 500, max: DAY_MS },
  'delete-stream-ms': { meaning: 'how long a stream is DELETING', fallback: 500, max: DAY_MS },
  'update-stream-ms': { meaning: 'how long a change keeps a stream UPDATING', fallback: 500, max: DAY_MS },
  'shard-limit': { meaning: 'open shards that the account may have', fallback: defaultConfig.shardLimit, max: 1_000_000 },
  'iterator-ttl-s': { meaning: 'seconds for which a shard iterator is good', fallback: defaultConfig.iteratorLifeMs / 1000, max: DAY_MS / 1000 },
} as const;

const texts = {
  host: { meaning: 'address to listen on', fallback: '127.0.0.1', pattern: /^\S+$/, form: 'an address or a host name' },
  account: { meaning: 'account id, as ARNs and error texts name it', fallback: defaultConfig.accountId, pattern: /^\d{12}$/, form: 'twelve digits' },
  region: { meaning: 'Region, as ARNs name it', fallback: defaultConfig.region, pattern: /^[a-z]{2}(-[a-z]+)+-\d+$/, form: 'a Region name such as us-east-1' },
} as const;

/** On a command line a state is one word. */
const keyStates = new Map(kmsKeyStates.map((state) => [state.replaceAll(' ', '-'), state]));
const stateNames = [...keyStates.keys()].join(', ');

export const helpText = [
  'Usage: npm run endpoint -- [options]',
  '',
  'A Kinesis Data Streams endpoint on this machine. What it holds is gone when it stops.',
  '',
  ...Object.entries({ ...texts, ...numbers }).map(([name, { meaning, fallback }]) => `  --${name.padEnd(18)} ${meaning} (${fallback})`),
  `  --${'no-throttle'.padEnd(18)} hold calls, records and bytes to no rate`,
  `  --${'kms-key'.padEnd(18)} <key id, alias or ARN>=<state>, as often as needed: how a key answers (${stateNames}); all others are enabled`,
  `  --${'help'.padEnd(18)} this text`,
].join('\n');

/** @returns the options, null where help was asked for, or what is wrong with them */
export function readOptions(args: readonly string[]): Result<EndpointOptions | null, string> {
  const takesValue = Object.fromEntries([...Object.keys(texts), ...Object.keys(numbers)].map((name) => [name, { type: 'string' as const }]));
  const keys = { 'kms-key': { type: 'string' as const, multiple: true } };
  const flags = { 'no-throttle': { type: 'boolean' as const }, help: { type: 'boolean' as const, short: 'h' } };
  let given: Record<string, string | boolean | string[] | undefined>;
  try {
    given = parseArgs({ args: [...args], options: { ...takesValue, ...keys, ...flags } }).values;
  } catch (problem) {
    return err((problem as Error).message);
  }
  if (given['help']) return ok(null);
  const problems: string[] = [];
  const text = (name: keyof typeof texts) => {
    const { fallback, pattern, form } = texts[name];
    const value = String(given[name] ?? fallback);
    if (!pattern.test(value)) problems.push(`--${name} must be ${form}, not "${value}".`);
    return value;
  };
  const number = (name: keyof typeof numbers) => {
    const { fallback, max } = numbers[name];
    const value = String(given[name] ?? fallback);
    if (!/^\d+$/.test(value) || Number(value) > max) problems.push(`--${name} must be a whole number from 0 to ${max}, not "${value}".`);
    return Number(value);
  };
  const delay = (name: keyof typeof numbers): ChangeDelay => ({ base: number(name), perShard: 0, max: number(name) });
  const kmsKey = (value: string): KmsKey => {
    const keyId = value.slice(0, Math.max(0, value.lastIndexOf('=')));
    const state = keyStates.get(value.slice(keyId.length + 1));
    if (state === undefined) problems.push(`--kms-key must be <key>=<state>, where the state is one of ${stateNames}; not "${value}".`);
    else if (kmsKeyOf(keyId) === KINESIS_OWN_KEY) problems.push(`--kms-key cannot set the state of ${KINESIS_OWN_KEY}: AWS owns that key.`);
    else if (kmsKeyOf(keyId) === null) problems.push(`--kms-key must name a key by its id, its alias or its ARN, not "${keyId}".`);
    return { keyId, state: state ?? 'enabled' };
  };
  const options: EndpointOptions = {
    host: text('host'),
    port: number('port'),
    service: {
      accountId: text('account'),
      region: text('region'),
      shardLimit: number('shard-limit'),
      delayMs: { create: delay('create-stream-ms'), delete: delay('delete-stream-ms'), update: delay('update-stream-ms') },
      iteratorLifeMs: number('iterator-ttl-s') * 1000,
      throttle: !given['no-throttle'],
    },
    kmsKeys: ((given['kms-key'] ?? []) as string[]).map(kmsKey),
  };
  return problems.length > 0 ? err([...new Set(problems)].join('\n')) : ok(options);
}
