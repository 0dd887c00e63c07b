/** Shard iterators: a place in a shard, and when it was handed out. Rules ITER-1, ITER-8, READ-2, READ-3. */
import type { CallContext } from '../context.ts';
import { decodeToken, encodeToken } from './opaque-token.ts';
import type { Shard, Stream } from './stream.ts';

export interface ShardIterator {
  readonly streamName: string;
  /** Tells a stream from a later one of the same name. */
  readonly streamCreatedMs: number;
  readonly shardIndex: number;
  /** The log index to read next. */
  readonly position: number;
  /** Wall ms. */
  readonly issuedMs: number;
}

interface Encoded {
  readonly s: string;
  readonly c: number;
  readonly i: number;
  readonly p: number;
  readonly t: number;
  /** No two iterators are alike, even of the same place and moment. */
  readonly n: number;
}

export function issueIterator(ctx: CallContext, stream: Stream, shard: Shard, position: number): string {
  ctx.state.tokensIssued += 1;
  const encoded: Encoded = {
    s: stream.name,
    c: stream.createdMs,
    i: shard.index,
    p: position,
    t: ctx.wallMs,
    n: ctx.state.tokensIssued,
  };
  return encodeToken(encoded);
}

/** Null for anything that was not issued as an iterator. One in double quotes still works, as it does on AWS. */
export function readIterator(text: string): ShardIterator | null {
  const bare = text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  const token = decodeToken(bare) as Partial<Encoded> | null;
  if (token?.p === undefined) return null;
  const { s, c, i, p, t } = token as Encoded;
  return { streamName: s, streamCreatedMs: c, shardIndex: i, position: p, issuedMs: t };
}
