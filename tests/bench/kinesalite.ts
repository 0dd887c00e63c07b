/** kinesalite, in this process: the store and the actions behind its server, with their callbacks as promises. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const peers = join(process.cwd(), 'tests/bench/peers');

type Call = (input: object) => Promise<Record<string, unknown>>;

export interface Kinesalite {
  readonly createStream: Call;
  readonly putRecords: Call;
  readonly getShardIterator: Call;
  readonly getRecords: Call;
}

const OPTIONS = { createStreamMs: 0, deleteStreamMs: 0, updateStreamMs: 0, shardLimit: 1_000 };

function required(path: string): unknown {
  if (!existsSync(join(peers, 'node_modules/kinesalite'))) {
    execFileSync('npm', ['ci', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: peers, stdio: 'inherit' });
  }
  return createRequire(join(peers, 'package.json'))(path);
}

export function kinesalite(): Kinesalite {
  const store = (required('kinesalite/db') as { create(options: object): unknown }).create(OPTIONS);
  const action = (name: string): Call => {
    const act = required(`kinesalite/actions/${name}`) as (store: unknown, input: object, done: (error: Error | null, output: Record<string, unknown>) => void) => void;
    return (input) => new Promise((resolve, reject) => act(store, input, (error, output) => (error ? reject(error) : resolve(output))));
  };
  return { createStream: action('createStream'), putRecords: action('putRecords'), getShardIterator: action('getShardIterator'), getRecords: action('getRecords') };
}

/** Its HTTP server on a free port. */
export async function kinesaliteServer(): Promise<{ url: string; close(): void }> {
  const server = (required('kinesalite') as (options: object) => Server)(OPTIONS);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
