/** The engine beside kinesalite and beside MD5 of the same keys alone (the bound), in one process and one run. */
import { md5 } from 'js-md5';
import { Agent, request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Account } from '../../src/sim/endpoint/account.ts';
import { startEndpoint } from '../../src/sim/endpoint/server.ts';
import { defaultConfig, type ServiceConfig } from '../../src/sim/kinesis/context.ts';
import { kinesalite, kinesaliteServer } from './kinesalite.ts';

export const title = 'The engine beside kinesalite 3.3.3: 500 records a call, 100 bytes each, distinct keys';

const CALL = 500;
const DATA_BYTES = 100;
const noDelay = { base: 0, perShard: 0, max: 0 };
const service: Omit<ServiceConfig, 'epochMs'> = { ...defaultConfig, delayMs: { create: noDelay, delete: noDelay, update: noDelay }, throttle: false };

const rate = (records: number, ms: number) => (records * 1000) / ms;
const keysOf = (call: number) => Array.from({ length: CALL }, (_, i) => `key-${call}-${i}`);

export async function run() {
  return [...(await inProcess(10)), ...(await inProcess(100)), ...memory(), ...(await overHttp())];
}

async function inProcess(shards: number) {
  const calls = 1_000;
  const answered = engine(shards, calls, 'answered');
  const written = engine(shards, calls, 'written out');
  const bound = md5Rate(calls);
  const theirs = await peer(shards, 20);
  const name = (operation: string) => `${operation}, ${shards} shards`;
  return [
    { what: `${name('PutRecords')}: this engine, answered`, value: answered.puts, unit: 'records/s' },
    { what: `${name('PutRecords')}: this engine, every number written out`, value: written.puts, unit: 'records/s' },
    { what: `${name('PutRecords')}: kinesalite`, value: theirs.puts, unit: 'records/s' },
    { what: `${name('PutRecords')}: answered, beside kinesalite`, value: answered.puts / theirs.puts, unit: '×', target: '≥ 60' },
    { what: `${name('PutRecords')}: written out, beside kinesalite`, value: written.puts / theirs.puts, unit: '×' },
    { what: 'MD5 of the same keys alone', value: bound, unit: 'keys/s' },
    { what: `${name('PutRecords')}: answered, of the bound`, value: answered.puts / bound, unit: '×', target: '≥ 0.33 at 100 shards' },
    { what: `${name('GetRecords')}: this engine, answered`, value: answered.reads, unit: 'records/s' },
    { what: `${name('GetRecords')}: this engine, every record written out`, value: written.reads, unit: 'records/s' },
    { what: `${name('GetRecords')}: kinesalite`, value: theirs.reads, unit: 'records/s' },
    { what: `${name('GetRecords')}: answered, beside kinesalite`, value: answered.reads / theirs.reads, unit: '×', target: '≥ 60' },
    { what: `${name('GetRecords')}: written out, beside kinesalite`, value: written.reads / theirs.reads, unit: '×' },
  ];
}

/**
 * "Answered": as worlds use the engine, where numbers and records are references until somebody looks. "Written out": as
 * the wire needs them, every sequence number and record made whole.
 */
function engine(shards: number, calls: number, how: 'answered' | 'written out') {
  const account = new Account({ ...service, epochMs: Date.now() });
  const call = (operation: string, input: object) => {
    const outcome = how === 'answered' ? account.service.dispatch(operation, input, { name: 'bench', ordinal: 0 }) : account.call(operation, input);
    if (!outcome.ok) throw new Error(`${outcome.error.__type} ${outcome.error.message}`);
    return outcome.value as Record<string, unknown>;
  };
  account.call('CreateStream', { StreamName: 's', ShardCount: shards });
  account.call('ListStreams', {});
  const Data = new Uint8Array(DATA_BYTES);
  const batches = Array.from({ length: calls }, (_, n) => keysOf(n).map((PartitionKey) => ({ PartitionKey, Data })));
  // Once to warm up, once to measure.
  for (const Records of batches.slice(0, calls / 5)) call('PutRecords', { StreamName: 's', Records });
  const put = performance.now();
  for (const Records of batches) call('PutRecords', { StreamName: 's', Records });
  const putMs = performance.now() - put;
  let read = 0;
  const get = performance.now();
  for (let shard = 0; shard < shards; shard += 1) {
    const ShardId = `shardId-${String(shard).padStart(12, '0')}`;
    let { ShardIterator } = call('GetShardIterator', { StreamName: 's', ShardId, ShardIteratorType: 'TRIM_HORIZON' });
    for (let got = 1; got > 0; ) {
      const { Records, NextShardIterator } = call('GetRecords', { ShardIterator });
      got = Array.isArray(Records) ? Records.length : sizeOf(Records as { from: number; to: number });
      read += got;
      ShardIterator = NextShardIterator;
    }
  }
  const getMs = performance.now() - get;
  account.close();
  return { puts: rate(calls * CALL, putMs), reads: rate(read, getMs) };
}

const sizeOf = ({ from, to }: { from: number; to: number }) => to - from;

function md5Rate(calls: number): number {
  const keys = Array.from({ length: calls }, (_, n) => keysOf(n)).flat();
  for (const key of keys.slice(0, keys.length / 5)) md5.array(key);
  const begun = performance.now();
  for (const key of keys) md5.array(key);
  return rate(keys.length, performance.now() - begun);
}

async function peer(shards: number, calls: number) {
  const them = kinesalite();
  await them.createStream({ StreamName: 's', ShardCount: shards });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const Data = Buffer.alloc(DATA_BYTES).toString('base64');
  const batches = Array.from({ length: calls }, (_, n) => keysOf(n).map((PartitionKey) => ({ PartitionKey, Data })));
  const put = performance.now();
  for (const Records of batches) await them.putRecords({ StreamName: 's', Records });
  const putMs = performance.now() - put;
  let read = 0;
  const get = performance.now();
  for (let shard = 0; shard < shards; shard += 1) {
    let { ShardIterator } = await them.getShardIterator({ StreamName: 's', ShardId: `shardId-${String(shard).padStart(12, '0')}`, ShardIteratorType: 'TRIM_HORIZON' });
    for (let got = 1; got > 0; ) {
      const answer = await them.getRecords({ ShardIterator });
      got = (answer['Records'] as readonly unknown[]).length;
      read += got;
      ShardIterator = answer['NextShardIterator'];
    }
  }
  return { puts: rate(calls * CALL, putMs), reads: rate(read, performance.now() - get) };
}

/** Memory of a million stored records, less their data and keys. */
function memory() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const account = new Account({ ...service, epochMs: Date.now() });
  account.call('CreateStream', { StreamName: 's', ShardCount: 10 });
  account.call('ListStreams', {});
  const Data = new Uint8Array(DATA_BYTES);
  const before = used();
  const calls = 1_000;
  let payload = 0;
  for (let n = 0; n < calls; n += 1) {
    const Records = keysOf(n).map((PartitionKey) => ({ PartitionKey, Data }));
    for (const { PartitionKey } of Records) payload += PartitionKey.length + DATA_BYTES;
    account.call('PutRecords', { StreamName: 's', Records });
  }
  const beyond = (used() - before - payload) / (calls * CALL);
  account.close();
  return [{ what: 'memory of a stored record beyond its data and key', value: beyond, unit: 'bytes', target: '≤ 100' }];
}

async function overHttp() {
  const endpoint = await startEndpoint({ host: '127.0.0.1', port: 0, service });
  const ours = await putOver(endpoint.url, 200);
  await endpoint.stop();
  const them = await kinesaliteServer();
  const theirs = await putOver(them.url, 20);
  them.close();
  return [
    { what: 'endpoint, PutRecords of 500: this one', value: ours, unit: 'requests/s' },
    { what: 'endpoint, PutRecords of 500: kinesalite', value: theirs, unit: 'requests/s' },
    { what: 'endpoint, PutRecords of 500: ratio', value: ours / theirs, unit: '× kinesalite', target: '≥ 10' },
  ];
}

async function putOver(url: string, calls: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const post = (operation: string, input: object) =>
    new Promise<void>((resolve, reject) => {
      const headers = {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `Kinesis_20131202.${operation}`,
        'X-Amz-Date': '20261101T000000Z',
        Authorization: 'AWS4-HMAC-SHA256 Credential=a/20261101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=a',
      };
      request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${operation}: ${response.statusCode}`))));
      })
        .on('error', reject)
        .end(JSON.stringify(input));
    });
  await post('CreateStream', { StreamName: 's', ShardCount: 10 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const Data = Buffer.alloc(DATA_BYTES).toString('base64');
  const bodies = Array.from({ length: calls }, (_, n) => ({ StreamName: 's', Records: keysOf(n).map((PartitionKey) => ({ PartitionKey, Data })) }));
  for (const body of bodies.slice(0, calls / 5)) await post('PutRecords', body);
  const begun = performance.now();
  for (const body of bodies) await post('PutRecords', body);
  const perSecond = rate(calls, performance.now() - begun);
  agent.destroy();
  return perSecond;
}
