import { ok } from '../../kernel/result.ts';
import type { StreamMode, StreamStatus } from '../model/stream.ts';
import { nextToken, streamName } from '../shapes.ts';
import { issuePageToken, readPageToken } from '../model/page-token.ts';
import type { Operation } from './operation.ts';

export interface ListStreamsInput {
  readonly Limit?: number;
  readonly ExclusiveStartStreamName?: string;
  readonly NextToken?: string;
}

export interface ListStreamsOutput {
  readonly StreamNames: readonly string[];
  readonly HasMoreStreams: boolean;
  readonly NextToken?: string;
  readonly StreamSummaries: readonly {
    readonly StreamName: string;
    readonly StreamARN: string;
    readonly StreamStatus: StreamStatus;
    readonly StreamModeDetails: { readonly StreamMode: StreamMode };
    readonly StreamCreationTimestamp: number;
  }[];
}

const PAGE_MAX = 100;

/** The account's streams by name, a page at a time. Rule STREAM-10. */
export const listStreams: Operation<ListStreamsInput, ListStreamsOutput> = {
  name: 'ListStreams',
  members: {
    Limit: { type: 'integer', range: [1, 10_000] },
    ExclusiveStartStreamName: streamName,
    NextToken: nextToken,
  },
  rate: { perSecond: 5, scope: 'account' },
  errors: ['ExpiredNextTokenException', 'InvalidArgumentException', 'LimitExceededException', 'ValidationException'],

  run(ctx, input) {
    let after = input.ExclusiveStartStreamName;
    if (input.NextToken !== undefined) {
      const token = readPageToken(ctx, input.NextToken, 'ListStreams');
      if (!token.ok) return token;
      after = token.value.after;
    }
    const following = [...ctx.state.streams.values()]
      .filter((stream) => after === undefined || stream.name > after)
      .toSorted((x, y) => (x.name < y.name ? -1 : 1));
    const page = following.slice(0, Math.min(input.Limit ?? PAGE_MAX, PAGE_MAX));
    const more = page.length < following.length;
    return ok({
      StreamNames: page.map((stream) => stream.name),
      HasMoreStreams: more,
      ...(more && { NextToken: issuePageToken(ctx, { operation: 'ListStreams', after: page.at(-1)!.name }) }),
      StreamSummaries: page.map((stream) => ({
        StreamName: stream.name,
        StreamARN: stream.arn,
        StreamStatus: stream.status,
        StreamModeDetails: { StreamMode: stream.mode },
        StreamCreationTimestamp: (ctx.config.epochMs + stream.createdMs) / 1000,
      })),
    });
  },
};
