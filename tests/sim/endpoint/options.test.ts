// Holds: each option of the endpoint reaches what it is about, and what makes no sense is told by name before anything starts.
import { expect, test } from 'vitest';
import { helpText, readOptions } from '../../../src/sim/endpoint/options.ts';

const read = (...args: string[]) => {
  const options = readOptions(args);
  return options.ok ? options.value : options.error;
};

test('without options', () => {
  expect(read()).toMatchObject({ host: '127.0.0.1', port: 4567, service: { accountId: '123456789012', region: 'us-east-1', throttle: true, iteratorLifeMs: 300_000 } });
});

test('every option', () => {
  const args = '--host 0.0.0.0 --port 0 --account 000000000000 --region eu-west-1 --create-stream-ms 1 --delete-stream-ms 2 --update-stream-ms 3 --shard-limit 4 --iterator-ttl-s 5 --no-throttle --kms-key alias/a=disabled --kms-key arn:aws:kms:eu-west-1:000000000000:alias/b=not-opted-in';
  const lasts = (ms: number) => ({ base: ms, perShard: 0, max: ms });
  expect(read(...args.split(' '))).toEqual({
    host: '0.0.0.0',
    port: 0,
    service: {
      accountId: '000000000000',
      region: 'eu-west-1',
      shardLimit: 4,
      delayMs: { create: lasts(1), delete: lasts(2), update: lasts(3) },
      iteratorLifeMs: 5_000,
      throttle: false,
    },
    kmsKeys: [
      { keyId: 'alias/a', state: 'disabled' },
      { keyId: 'arn:aws:kms:eu-west-1:000000000000:alias/b', state: 'not opted in' },
    ],
  });
});

test.each([
  [['--port', '65536'], '--port must be a whole number from 0 to 65535, not "65536".'],
  [['--port', 'x'], '--port must be a whole number from 0 to 65535, not "x".'],
  [['--port=-1'], '--port must be a whole number from 0 to 65535, not "-1".'],
  [['--port', '1.5'], '--port must be a whole number'],
  [['--account', '12'], '--account must be twelve digits, not "12".'],
  [['--region', 'Europe'], '--region must be a Region name'],
  [['--host', ''], '--host must be an address'],
  [['--create-stream-ms', 'soon'], '--create-stream-ms must be a whole number'],
  [['--kms-key', 'alias/a'], '--kms-key must be <key>=<state>, where the state is one of enabled, disabled, denied, missing, pending, throttled, not-opted-in; not "alias/a".'],
  [['--kms-key', 'alias/a=off'], '--kms-key must be <key>=<state>'],
  [['--kms-key', '=disabled'], '--kms-key must name a key by its id, its alias or its ARN, not "".'],
  [['--kms-key', 'some key=disabled'], '--kms-key must name a key'],
  [['--kms-key', 'alias/aws/kinesis=disabled'], '--kms-key cannot set the state of alias/aws/kinesis: AWS owns that key.'],
  [['--colour'], '--colour'],
  [['stray'], 'stray'],
  [['--port'], '--port'],
  [['--account', '1', '--region', '2'], '--account must be twelve digits, not "1".\n--region must be'],
])('%j is refused by name', (args, message) => {
  expect(read(...args)).toContain(message);
});

test('--help lists every option', () => {
  expect(read('--port', 'x', '--help')).toBeNull();
  for (const name of ['host', 'port', 'account', 'region', 'create-stream-ms', 'delete-stream-ms', 'update-stream-ms', 'shard-limit', 'iterator-ttl-s', 'no-throttle', 'kms-key', 'help']) {
    expect(helpText).toContain(`--${name} `);
  }
});
