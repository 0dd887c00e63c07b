// Two ways for AWS's own SDK to reach the simulator: without a socket, through a request handler of ours, and over HTTP.
import { randomBytes } from 'node:crypto';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { Account } from '../../src/sim/endpoint/account.ts';
import { readOptions } from '../../src/sim/endpoint/options.ts';
import { startEndpoint, type Endpoint } from '../../src/sim/endpoint/server.ts';
import { frameOf } from '../../src/sim/wire/event-stream.ts';
import { handle } from '../../src/sim/wire/handle.ts';

export interface Way {
  readonly client: KinesisClient;
  readonly account: Account;
  close(): Promise<void>;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
/** One attempt: the tests see every refusal. */
const common = { region: 'us-east-1', credentials, maxAttempts: 1 };

function optionsOf(args: readonly string[]) {
  const delays = ['create', 'delete', 'update'].flatMap((change) => [`--${change}-stream-ms`, '20']);
  const options = readOptions(['--port', '0', ...delays, ...args]);
  if (!options.ok || !options.value) throw new Error('bad options');
  return options.value;
}

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: Uint8Array;
}

/** No socket: the SDK's request goes to the wire, and its answer back, in this process. */
export async function inProcess(...args: string[]): Promise<Way> {
  const { service } = optionsOf(args);
  const account = new Account({ ...service, epochMs: Date.now() });
  const draw = () => randomBytes(4).readUInt32LE();
  const requestHandler = {
    async handle({ method, path, headers, body }: SdkRequest) {
      const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body ?? []);
      const answer = handle({ method, url: path, headers: lower, body: bytes }, { draw, call: (operation, input) => account.call(operation, input) });
      const { status: statusCode, subscriptionId } = answer;
      const answered = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]));
      return { response: { statusCode, headers: answered, body: subscriptionId === undefined ? answer.body : follow(account, subscriptionId, answer.body) } };
    },
  };
  const client = new KinesisClient({ ...common, requestHandler: requestHandler as never });
  return { client, account, close: async () => account.close() };
}

function follow(account: Account, subscriptionId: number, first: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(first);
      account.listen(subscriptionId, (push) => {
        const frame = frameOf(push);
        if (frame) controller.enqueue(frame);
        if (push.type !== 'event') controller.close();
      });
    },
    cancel: () => account.unsubscribe(subscriptionId),
  });
}

export const overHttpEndpoint = (...args: string[]): Promise<Endpoint> => startEndpoint(optionsOf(args));

/** Over HTTP/2, as the SDK speaks to Kinesis by default. */
export async function overHttp(...args: string[]): Promise<Way> {
  const endpoint = await overHttpEndpoint(...args);
  const client = new KinesisClient({ ...common, endpoint: endpoint.url });
  return {
    client,
    account: endpoint.account,
    async close() {
      client.destroy();
      await endpoint.stop();
    },
  };
}
