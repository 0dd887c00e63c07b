// Holds: how StartStreamEncryption and StopStreamEncryption change what is written, and all that KMS may refuse.
import { describe, expect, test } from 'vitest';
import { call, failure, HOUR_MS, iterator, put, read, S, streamNotFound, emptyWorld, wait, worldWithConfig, worldWithStream } from '../../support/worlds.ts';

type World = ReturnType<typeof emptyWorld>;
const GUID = '12345678-1234-1234-1234-123456789012';
const KMS_ARN = 'arn:aws:kms:us-east-1:123456789012:';
const input = (KeyId = GUID) => ({ StreamName: 's', EncryptionType: 'KMS', KeyId });
const start = (world: World, KeyId?: string) => {
  expect(call(world, 'StartStreamEncryption', input(KeyId))).toEqual({});
  wait(world, 5_000);
};
const stop = (world: World) => {
  expect(call(world, 'StopStreamEncryption', input())).toEqual({});
  wait(world, 5_000);
};
const setKey = (world: World, keyId: string, state: string) => world.edit({ type: 'set kms key', keyId, state: state as never });
const record = { StreamName: 's', PartitionKey: 'k', Data: new Uint8Array(1) };
const described = (world: World) =>
  call<{ StreamDescriptionSummary: { StreamStatus: string; EncryptionType: string; KeyId?: string } }>(world, 'DescribeStreamSummary', { StreamName: 's' })
    .StreamDescriptionSummary;
const types = (world: World) => read(world, iterator(world)).Records.map((one) => one.EncryptionType);

describe('ENCRYPT-1: StartStreamEncryption', () => {
  test('answers at once; the stream is UPDATING, then ACTIVE with type and key', () => {
    const world = worldWithStream();
    expect(described(world)).toMatchObject({ EncryptionType: 'NONE' });
    expect(described(world)).not.toHaveProperty('KeyId');
    call(world, 'StartStreamEncryption', input('alias/aws/kinesis'));
    expect(described(world)).toMatchObject({ StreamStatus: 'UPDATING', EncryptionType: 'NONE' });
    wait(world, 2_029);
    expect(described(world).StreamStatus).toBe('UPDATING');
    wait(world, 1);
    const encrypted = { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' };
    expect(described(world)).toMatchObject({ StreamStatus: 'ACTIVE', ...encrypted });
    expect(call(world, 'DescribeStream', { StreamName: 's' }).StreamDescription).toMatchObject(encrypted);
  });
  test('an encrypted stream may take another key', () => {
    const world = worldWithStream();
    start(world);
    start(world, 'alias/other');
    expect(described(world).KeyId).toBe('alias/other');
  });
});

describe('ENCRYPT-2: what it needs', () => {
  test.each(['StartStreamEncryption', 'StopStreamEncryption'])('%s', (operation) => {
    const world = worldWithStream();
    expect(failure(world, operation, { StreamName: 's' })[1]).toBe(
      "2 validation errors detected: Value null at 'encryptionType' failed to satisfy constraint: Member must not be null; Value null at 'keyId' failed to satisfy constraint: Member must not be null",
    );
    expect(failure(world, operation, { ...input(), EncryptionType: 'SSE' })[0]).toBe('Validation');
    expect(failure(world, operation, { ...input(), EncryptionType: 'NONE' })[0]).toBe('InvalidArgument');
    expect(failure(emptyWorld(), operation, input())).toEqual(streamNotFound());
    expect(failure(world, operation, { ...input(), StreamName: undefined })[0]).toBe('InvalidArgument');
    start(world);
    call(world, operation, input());
    expect(failure(world, operation, input())).toEqual(['ResourceInUse', 'Stream s under account 123456789012 not ACTIVE, instead in state UPDATING']);
  });
});

test('ENCRYPT-3, ENCRYPT-6: each record keeps the type of its time, and says so', () => {
  const world = worldWithStream();
  expect(put(world, 'a').EncryptionType).toBe('NONE');
  call(world, 'StartStreamEncryption', input());
  expect(put(world, 'b').EncryptionType, 'while UPDATING').toBe('NONE');
  wait(world, 5_000);
  expect(put(world, 'c').EncryptionType).toBe('KMS');
  expect(call(world, 'PutRecords', { StreamName: 's', Records: [{ PartitionKey: 'd', Data: new Uint8Array(1) }] }).EncryptionType).toBe('KMS');
  stop(world);
  expect(described(world).EncryptionType).toBe('NONE');
  expect(described(world)).not.toHaveProperty('KeyId');
  expect(put(world, 'e').EncryptionType).toBe('NONE');
  expect(types(world)).toEqual(['NONE', 'NONE', 'KMS', 'KMS', 'NONE']);
});

test('ENCRYPT-3: an encrypted record is as it was put, with the longest key', () => {
  const world = worldWithStream();
  start(world);
  const key = '😀'.repeat(256);
  put(world, key, 'data');
  expect(read(world, iterator(world)).Records).toMatchObject([{ PartitionKey: key, Data: new TextEncoder().encode('data'), EncryptionType: 'KMS' }]);
});

describe('ENCRYPT-4: 25 in 24 hours', () => {
  test.each(['StartStreamEncryption', 'StopStreamEncryption'])('%s', (operation) => {
    const world = worldWithStream();
    const fromMs = world.nowMs;
    for (let i = 0; i < 25; i += 1) {
      call(world, operation, input());
      wait(world, 5_000);
    }
    expect(failure(world, operation, input())).toEqual(['LimitExceeded', `${operation} cannot be called more than 25 times in 24 hours for ${S}.`]);
    call(world, operation === 'StartStreamEncryption' ? 'StopStreamEncryption' : 'StartStreamEncryption', input());
    world.advance(fromMs + 24 * HOUR_MS - 1);
    expect(failure(world, operation, input())[0]).toBe('LimitExceeded');
    wait(world, 1);
    call(world, operation, input());
  });
  test('RATE-6: without throttling there is no such limit', () => {
    const world = worldWithConfig({ throttle: false });
    call(world, 'CreateStream', { StreamName: 's', ShardCount: 1 });
    wait(world, 5_000);
    for (let i = 0; i < 26; i += 1) start(world, `alias/${i}`);
    expect(described(world).KeyId).toBe('alias/25');
  });
  test('a refused call does not count', () => {
    const world = worldWithStream();
    setKey(world, GUID, 'disabled');
    for (let i = 0; i < 26; i += 1) failure(world, 'StartStreamEncryption', input());
    setKey(world, GUID, 'enabled');
    expect(call(world, 'StartStreamEncryption', input())).toEqual({});
  });
});

test('ENCRYPT-6: stopping where nothing is encrypted is accepted', () => {
  const world = worldWithStream();
  stop(world);
  expect(described(world)).toMatchObject({ StreamStatus: 'ACTIVE', EncryptionType: 'NONE' });
});

describe('ENCRYPT-5, KMS-2: the six refusals', () => {
  const arn = `${KMS_ARN}key/${GUID}`;
  const you = 'arn:aws:iam::123456789012:user/you';
  const cases: [state: string, code: string, text: string][] = [
    ['disabled', 'KMSDisabled', `${arn} is disabled.`],
    ['pending', 'KMSInvalidState', `${arn} is pending deletion.`],
    ['missing', 'KMSNotFound', `Key '${arn}' does not exist`],
    ['throttled', 'KMSThrottling', 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.'],
    ['not opted in', 'KMSOptInRequired', 'The AWS Access Key Id needs a subscription for the service'],
    ['denied', 'KMSAccessDenied', `User: ${you} is not authorized to perform: kms:GenerateDataKey on resource: ${arn}`],
  ];
  test.each(cases)('a key that is %s: StartStreamEncryption', (state, code, text) => {
    const world = worldWithStream();
    setKey(world, GUID, state);
    expect(failure(world, 'StartStreamEncryption', input())).toEqual([code, text]);
    expect(described(world).StreamStatus).toBe('ACTIVE');
  });
  test.each(cases)('a key that is %s: PutRecord and PutRecords, as a whole', (state, code, text) => {
    const world = worldWithStream();
    start(world);
    setKey(world, GUID, state);
    expect(failure(world, 'PutRecord', record)).toEqual([code, text]);
    expect(failure(world, 'PutRecords', { StreamName: 's', Records: [{ PartitionKey: 'k', Data: new Uint8Array(1) }] })).toEqual([code, text]);
    setKey(world, GUID, 'enabled');
    expect(read(world, iterator(world)).Records).toEqual([]);
  });
  test.each(cases)('a key that is %s: GetRecords', (state, code, text) => {
    const world = worldWithStream();
    start(world);
    put(world, 'a');
    setKey(world, GUID, state);
    const denied = `User ${you} is not authorized to decrypt records in stream 123456789012:s`;
    expect(failure(world, 'GetRecords', { ShardIterator: iterator(world) })).toEqual([code, state === 'denied' ? denied : text]);
    expect(read(world, iterator(world, 'LATEST')).Records, 'nothing to decrypt').toEqual([]);
    setKey(world, GUID, 'enabled');
    expect(types(world)).toEqual(['KMS']);
  });
  test('a read needs the key of each record’s time', () => {
    const world = worldWithStream();
    put(world, 'plain');
    start(world);
    put(world, 'first');
    start(world, 'alias/second');
    const { SequenceNumber } = put(world, 'second');
    stop(world);
    put(world, 'plain again');
    setKey(world, GUID, 'disabled');
    expect(failure(world, 'GetRecords', { ShardIterator: iterator(world) })[0]).toBe('KMSDisabled');
    expect(read(world, iterator(world), { Limit: 1 }).Records.length, 'the plain one before').toBe(1);
    const later = iterator(world, 'AT_SEQUENCE_NUMBER', { StartingSequenceNumber: SequenceNumber });
    expect(read(world, later).Records.length).toBe(2);
    setKey(world, 'alias/second', 'missing');
    expect(failure(world, 'GetRecords', { ShardIterator: later })).toEqual(['KMSNotFound', `Alias ${KMS_ARN}alias/second is not found.`]);
    put(world, 'still taken');
  });
});

describe('KMS-1, KMS-3: which keys there are', () => {
  test.each([GUID, `${KMS_ARN}key/${GUID}`, 'alias/mine', `${KMS_ARN}alias/mine`, `mrk-${'0'.repeat(32)}`])('%s is there', (KeyId) => {
    const world = worldWithStream();
    start(world, KeyId);
    expect(described(world).KeyId).toBe(KeyId);
  });
  test.each(['mine', 'key/mine', 'arn:aws:kms:us-east-1:123456789012:mine', 'alias/a b'])('%s is none', (KeyId) => {
    expect(failure(worldWithStream(), 'StartStreamEncryption', input(KeyId))[0]).toBe('KMSNotFound');
    expect(setKey(worldWithStream(), KeyId, 'enabled').ok).toBe(false);
  });
  test('an id and its ARN are one key', () => {
    const world = worldWithStream();
    start(world, `${KMS_ARN}key/${GUID}`);
    setKey(world, GUID, 'disabled');
    expect(failure(world, 'PutRecord', record)[0]).toBe('KMSDisabled');
    setKey(world, `${KMS_ARN}key/${GUID}`, 'enabled');
    put(world, 'a');
  });
  test('KMS-4: the key that AWS owns is always enabled', () => {
    const world = worldWithStream();
    expect(setKey(world, 'alias/aws/kinesis', 'disabled').ok).toBe(false);
    start(world, 'alias/aws/kinesis');
    put(world, 'a');
  });
  test('a state that no key can have is refused', () => expect(setKey(worldWithStream(), GUID, 'lost').ok).toBe(false));
});
