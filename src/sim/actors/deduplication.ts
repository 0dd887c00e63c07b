/**
 * A consumer that may see a record twice and must act on it once: it keeps the business keys of what it has done in a
 * table, together with what it did, so that neither a crash nor a producer's repeat makes it act again.
 */
import type { ShardLog } from '../kinesis/model/shard-log.ts';
import type { ActorHost } from './actor.ts';

/** How many of records [from, to) it had done already. Those that it had not are noted. */
export function countKnown(host: ActorHost, consumer: string, log: ShardLog, from: number, to: number): number {
  const done = host.shared(`done by ${consumer}`, () => new Map<string, number>());
  let known = 0;
  for (let i = from; i < to; i += 1) {
    const key = businessKey(log, i);
    if (done.has(key)) known += 1;
    else done.set(key, host.nowMs);
  }
  return known;
}

const decoder = new TextDecoder();
const CLOSING_BRACE = 0x7d;

/** What a record says of itself: a simulated producer's object with its number and its name, without the padding. */
export function businessKey(log: ShardLog, index: number): string {
  const data = log.data(index);
  const end = data.indexOf(CLOSING_BRACE);
  return decoder.decode(end < 0 ? data : data.subarray(0, end + 1));
}
