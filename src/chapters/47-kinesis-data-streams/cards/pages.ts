/** Pages that only cards were checked against. Apart from `../sources.ts`, which every page of the chapter carries. */
import type { Source } from '../../types.ts';

const checked = '2026-11-22';

export const cardPages: readonly Source[] = [
  { title: 'MSK guide, what it is', url: 'https://docs.aws.amazon.com/msk/latest/developerguide/what-is-msk.html', checked },
  { title: 'Firehose guide, destinations', url: 'https://docs.aws.amazon.com/firehose/latest/dev/create-destination.html', checked },
];
