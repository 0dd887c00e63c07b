/**
 * The engine beside kinesalite and beside MD5 of the same keys alone (the bound), in one process and one run. Each is measured
 * in turns, many times over, so that whatever else the machine does hits all alike: a value is the median of its rounds,
 * a ratio the median of each round's ratio.
 */
import { md5 } from 'js-md5';
import { Agent, request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Account } from '../../src/sim/endpoint/account.ts';
import { startEndpoint } from '../../src/sim/endpoint/server.ts';
import { defaultConfig, type ServiceConfig } from '../../src/sim/kinesis/context.ts';
import type { KinesisRecord } from '../../src/sim/kinesis/model/record-slice.ts';
import { kinesalite, kinesaliteServer } from './kinesalite.ts';

export const title = 'The engine beside kinesalite 3.3.3: 500 records a call, 100 bytes each, distinct keys';

const CALL = 500;
const DATA_BYTES = 100;
const ENGINE_CALLS = 200;
const PEER_CALLS = 20;
/** Of which the first ones, in which everything is still being compiled, do not count. */
const ROUNDS = 9;
const WARM_UP = 2;
const noDelay = { base: 0, perShard: 0, max: 0 };
const service: Omit<ServiceConfig, 'epochMs'> = { ...defaultConfig, delayMs: { create: noDelay, delete: noDelay, update: noDelay }, throttle: false };

const rate = (count: number, ms: number) => (count * 1000) / ms;
const keysOf = (call: number) => Array.from({ length: CALL }, (_, i) => `key-${call}-${i}`);
const median = (values: readonly number[]) => values.toSorted((x, y) => x - y)[values.length >> 1]!;
const shardIdOf = (shard: number) => `shardId-${String(shard).padStart(12, '0')}`;

export async function run() {
  // Memory first: what the others leave behind would be counted.
  return [...memory(), ...(await inProcess(10)), ...(await inProcess(100)), ...(await overHttp())];
}

async function inProcess(shards: number) {
  const rounds = [];
  for (let n = 0; n < ROUNDS; n += 1) rounds.push({ ...engine(shards), bound: bound(), ...(await peer(shards)) });
  const counted = rounds.slice(WARM_UP);
  type Measure = keyof (typeof rounds)[number];
  const of = (measure: Measure) => median(counted.map((round) => round[measure]));
  const ratio = (measure: Measure, to: Measure) => median(counted.map((round) => round[measure] / round[to]));
  const put = `PutRecords, ${shards} shards:`;
  const get = `GetRecords, ${shards} shards:`;
  return [
    { what: `${put} this engine, answered`, value: of('answered'), unit: 'records/s' },
    { what: `${put} this engine, every number written out`, value: of('written'), unit: 'records/s' },
    { what: `${put} kinesalite`, value: of('peerPuts'), unit: 'records/s' },
    { what: `${put} answered, beside kinesalite`, value: ratio('answered', 'peerPuts'), unit: '×', target: '≥ 60' },
    { what: `${put} written out, beside kinesalite`, value: ratio('written', 'peerPuts'), unit: '×' },
    { what: 'MD5 of the same keys alone', value: of('bound'), unit: 'keys/s' },
    { what: `${put} answered, of the bound`, value: ratio('answered', 'bound'), unit: '×', ...(shards === 100 && { target: '≥ 0.33' }) },
    { what: `${get} this engine, answered`, value: of('reads'), unit: 'records/s' },
    { what: `${get} this engine, every member of every record read`, value: of('membersRead'), unit: 'records/s' },
    { what: `${get} kinesalite`, value: of('peerReads'), unit: 'records/s' },
    { what: `${get} answered, beside kinesalite`, value: ratio('reads', 'peerReads'), unit: '×', target: '≥ 60' },
    { what: `${get} every member read, beside kinesalite`, value: ratio('membersRead', 'peerReads'), unit: '×' },
  ];
}

/**
 * PutRecords "answered": as worlds use the engine, where sequence numbers stay unwritten until somebody looks. "Written
 * out": as the wire needs them. GetRecords "answered": an array of records, each made when somebody looks at it; "every
 * member read": all of them looked at.
 */
function engine(shards: number) {
  const account = new Account({ ...service, epochMs: Date.now() });
  const done = (outcome: ReturnType<Account['call']>) => {
    if (!outcome.ok) throw new Error(`${outcome.error.__type} ${outcome.error.message}`);
    return outcome.value as Record<string, unknown>;
  };
  const call = (operation: string, input: object) => done(account.call(operation, input));
  const dispatch = (operation: string, input: object) => done(account.service.dispatch(operation, input, { name: 'bench', ordinal: 0 }));
  call('CreateStream', { StreamName: 's', ShardCount: shards });
  call('ListStreams', {});
  const Data = new Uint8Array(DATA_BYTES);
  const batches = Array.from({ length: ENGINE_CALLS }, (_, n) => keysOf(n).map((PartitionKey) => ({ PartitionKey, Data })));
  const puts = (put: typeof call) => {
    const begun = performance.now();
    for (const Records of batches) put('PutRecords', { StreamName: 's', Records });
    return rate(ENGINE_CALLS * CALL, performance.now() - begun);
  };
  const reads = (look: (records: readonly KinesisRecord[]) => void) => {
    const begun = performance.now();
    let read = 0;
    for (let shard = 0; shard < shards; shard += 1) {
      let { ShardIterator } = call('GetShardIterator', { StreamName: 's', ShardId: shardIdOf(shard), ShardIteratorType: 'TRIM_HORIZON' });
      for (let got = 1; got > 0; ) {
        const { Records, NextShardIterator } = call('GetRecords', { ShardIterator }) as { Records: readonly KinesisRecord[]; NextShardIterator: string };
        got = Records.length;
        read += got;
        look(Records);
        ShardIterator = NextShardIterator;
      }
    }
    return rate(read, performance.now() - begun);
  };
  const answered = puts(dispatch);
  const written = puts(call);
  const result = { answered, written, reads: reads(() => undefined), membersRead: reads(lookAt) };
  account.close();
  return result;
}

let seen = 0;
function lookAt(records: readonly KinesisRecord[]): void {
  for (const { SequenceNumber, PartitionKey, Data, ApproximateArrivalTimestamp, EncryptionType } of records) {
    // A character and a byte of each, so that nothing can be put off.
    seen += SequenceNumber.charCodeAt(55) + PartitionKey.charCodeAt(0) + Data[DATA_BYTES - 1]! + ApproximateArrivalTimestamp + EncryptionType.length;
  }
}

function bound(): number {
  const keys = Array.from({ length: ENGINE_CALLS }, (_, n) => keysOf(n)).flat();
  const begun = performance.now();
  for (const key of keys) md5.array(key);
  return rate(keys.length, performance.now() - begun);
}

async function peer(shards: number) {
  const them = kinesalite();
  await them.createStream({ StreamName: 's', ShardCount: shards });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const Data = Buffer.alloc(DATA_BYTES).toString('base64');
  const batches = Array.from({ length: PEER_CALLS }, (_, n) => keysOf(n).map((PartitionKey) => ({ PartitionKey, Data })));
  const put = performance.now();
  for (const Records of batches) await them.putRecords({ StreamName: 's', Records });
  const putMs = performance.now() - put;
  let read = 0;
  const get = performance.now();
  for (let shard = 0; shard < shards; shard += 1) {
    let { ShardIterator } = await them.getShardIterator({ StreamName: 's', ShardId: shardIdOf(shard), ShardIteratorType: 'TRIM_HORIZON' });
    for (let got = 1; got > 0; ) {
      const answer = await them.getRecords({ ShardIterator });
      got = (answer['Records'] as readonly unknown[]).length;
      read += got;
      ShardIterator = answer['NextShardIterator'];
    }
  }
  return { peerPuts: rate(PEER_CALLS * CALL, putMs), peerReads: rate(read, performance.now() - get) };
}

/** Memory of half a million stored records, less their data and keys. */
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
  const them = await kinesaliteServer();
  const ours = await client(endpoint.url);
  const theirs = await client(them.url);
  const rounds = [];
  for (let n = 0; n < ROUNDS; n += 1) rounds.push({ ours: await ours.puts(100), theirs: await theirs.puts(10) });
  for (const { close } of [ours, theirs]) close();
  await endpoint.stop();
  them.close();
  const counted = rounds.slice(WARM_UP);
  return [
    { what: 'endpoint, PutRecords of 500: this one', value: median(counted.map((round) => round.ours)), unit: 'requests/s' },
    { what: 'endpoint, PutRecords of 500: kinesalite', value: median(counted.map((round) => round.theirs)), unit: 'requests/s' },
    { what: 'endpoint, PutRecords of 500: ratio', value: median(counted.map((round) => round.ours / round.theirs)), unit: '× kinesalite', target: '≥ 10' },
  ];
}

/** One connection to a server, with a stream made for it. */
async function client(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const post = (operation: string, body: string) =>
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
        .end(body);
    });
  await post('CreateStream', JSON.stringify({ StreamName: 's', ShardCount: 10 }));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const Data = Buffer.alloc(DATA_BYTES).toString('base64');
  let sent = 0;
  const puts = async (calls: number) => {
    const bodies = Array.from({ length: calls }, () => JSON.stringify({ StreamName: 's', Records: keysOf((sent += 1)).map((PartitionKey) => ({ PartitionKey, Data })) }));
    const begun = performance.now();
    for (const body of bodies) await post('PutRecords', body);
    return rate(calls, performance.now() - begun);
  };
  return { puts, close: () => agent.destroy() };
}
