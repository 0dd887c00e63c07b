/** The page of AWS behind the words that a card prints as its source. */
import { sources } from '../sources.ts';

const docs = (path: string) => `https://docs.aws.amazon.com/${path}.html`;
const reference = (operation: string) => docs(`kinesis/latest/APIReference/API_${operation}`);

/** What no fact and no erratum cites. */
const more: Readonly<Record<string, string>> = {
  'Firehose guide, destinations': docs('firehose/latest/dev/create-destination'),
  'MSK guide, what it is': docs('msk/latest/developerguide/what-is-msk'),
};

/** Shapes of the API model, by the operation whose page describes them. */
const SHAPES: Readonly<Record<string, string>> = { ShardIteratorType: 'GetShardIterator', PartitionKey: 'PutRecord', SequenceNumber: 'PutRecord', StreamARN: 'DescribeStreamSummary', StreamName: 'CreateStream' };

const byTitle = new Map<string, string | undefined>(Object.values(sources).map(({ title, url }) => [title, url]));

/**
 * @param source as a card prints it. The API model has no pages: the API reference, which is made from it, says the same
 * @returns undefined where nothing is known by these words
 */
export function sourcePage(source: string): string | undefined {
  const part = /^API model, (\w+)$/.exec(source)?.[1];
  return byTitle.get(source) ?? more[source] ?? (part && reference(SHAPES[part] ?? part));
}
