import { ok } from '../../kernel/result.ts';
import { invalidArgument } from '../errors.ts';
import { describeConsumer, type ConsumerDescription } from '../model/consumer.ts';
import { issuePageToken, readPageToken } from '../model/page-token.ts';
import { nextToken, streamArn, streamId } from '../shapes.ts';
import { findLiveStream } from './add-tags-to-stream.ts';
import { findStream, streamNotFound } from './common.ts';
import type { Operation } from './operation.ts';

export interface ListStreamConsumersInput {
  readonly StreamARN: string;
  readonly NextToken?: string;
  readonly MaxResults?: number;
  /** Seconds since 1970. */
  readonly StreamCreationTimestamp?: number;
}

export interface ListStreamConsumersOutput {
  readonly Consumers: readonly ConsumerDescription[];
  readonly NextToken?: string;
}

const PAGE_MAX = 100;

/** The consumers of a stream by name, a page at a time. Rule CONSUMER-9. */
export const listStreamConsumers: Operation<ListStreamConsumersInput, ListStreamConsumersOutput> = {
  name: 'ListStreamConsumers',
  members: {
    StreamARN: { ...streamArn, required: true },
    NextToken: nextToken,
    MaxResults: { type: 'integer', range: [1, 10_000] },
    StreamCreationTimestamp: { type: 'timestamp' },
    StreamId: streamId,
  },
  rate: { perSecond: 5, scope: 'stream' },
  errors: [
    'ExpiredNextTokenException',
    'InvalidArgumentException',
    'LimitExceededException',
    'ResourceInUseException',
    'ResourceNotFoundException',
    'ValidationException',
  ],

  run(ctx, input) {
    let after = '';
    let createdMs: number | null = null;
    if (input.NextToken !== undefined) {
      if (input.StreamCreationTimestamp !== undefined) {
        return invalidArgument('NextToken and StreamCreationTimestamp cannot be provided together.');
      }
      const token = readPageToken(ctx, input.NextToken, 'ListStreamConsumers');
      if (!token.ok) return token;
      const request = token.value.request as { StreamARN: string; createdMs: number };
      if (request.StreamARN !== input.StreamARN) return invalidArgument('Invalid NextToken.');
      ({ after } = token.value);
      ({ createdMs } = request);
    }
    const found = findLiveStream(ctx, findStream(ctx, input));
    if (!found.ok) return found;
    const stream = found.value;
    // A creation time tells a stream from its namesake; clients may send it in whole seconds.
    const wantedMs = input.StreamCreationTimestamp === undefined ? stream.createdMs : input.StreamCreationTimestamp * 1000 - ctx.config.epochMs;
    if (Math.abs(stream.createdMs - wantedMs) >= 1000 || (createdMs ?? stream.createdMs) !== stream.createdMs) {
      return streamNotFound(ctx, stream.name);
    }
    const following = [...stream.consumers.values()].filter(({ name }) => name > after).toSorted((x, y) => (x.name < y.name ? -1 : 1));
    const page = following.slice(0, Math.min(input.MaxResults ?? PAGE_MAX, PAGE_MAX));
    return ok({
      Consumers: page.map((consumer) => describeConsumer(ctx, consumer)),
      ...(page.length < following.length && {
        NextToken: issuePageToken(ctx, {
          operation: 'ListStreamConsumers',
          after: page.at(-1)!.name,
          request: { StreamARN: stream.arn, createdMs: stream.createdMs },
        }),
      }),
    });
  },
};
