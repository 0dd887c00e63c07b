/** Where the chapter's facts were read. Each page stands here once; facts and errata point to it. */
import type { Source } from '../types.ts';

/** The day the whole fact sheet was read against its sources (ISO date). */
const checked = '2026-11-22';

const page = (title: string, url: string): Source => ({ title, url: `https://${url}`, checked });
const streams = (title: string, name: string) =>
  page(`Streams guide, ${title}`, `docs.aws.amazon.com/streams/latest/dev/${name}.html`);
const lambda = (title: string, name: string) =>
  page(`Lambda guide, ${title}`, `docs.aws.amazon.com/lambda/latest/dg/${name}.html`);
const firehose = (title: string, name: string) =>
  page(`Firehose guide, ${title}`, `docs.aws.amazon.com/firehose/latest/dev/${name}.html`);

/** The machine-readable model that the AWS SDKs are built from (botocore 1.43.11), by operation or shape. */
export const apiModel = (part: string): Source => ({ title: `API model, ${part}`, checked });

export const sources = {
  sdkRetries: { title: 'AWS SDK for Python, standard retry mode (botocore 1.43.11)', checked } as Source,
  quotas: streams('quotas and limits', 'service-sizes-and-limits'),
  concepts: streams('key concepts', 'key-concepts'),
  introduction: streams('introduction', 'introduction'),
  sizing: streams('choose the capacity mode', 'how-do-i-size-a-stream'),
  largeRecords: streams('large records', 'large-records'),
  retention: streams('change the retention period', 'kinesis-extended-retention'),
  sdkProducers: streams('producers with the SDK', 'developing-producers-with-sdk'),
  sdkConsumers: streams('consumers with the SDK', 'developing-consumers-with-sdk'),
  enhancedConsumers: streams('enhanced fan-out', 'enhanced-consumers'),
  listShards: streams('list shards', 'kinesis-using-sdk-java-list-shards'),
  strategies: streams('strategies for resharding', 'kinesis-using-sdk-java-resharding-strategies'),
  splitting: streams('split a shard', 'kinesis-using-sdk-java-resharding-split'),
  afterResharding: streams('after resharding', 'kinesis-using-sdk-java-after-resharding'),
  scalingProcessors: streams('scale record processors', 'kinesis-record-processor-scaling'),
  duplicates: streams('duplicate records', 'kinesis-record-processor-duplicates'),
  slowConsumers: streams('troubleshoot consumers', 'troubleshooting-consumers'),
  encryption: streams('server-side encryption', 'what-is-sse'),
  monitoring: streams('CloudWatch metrics', 'monitoring-with-cloudwatch'),
  kpl: streams('KPL concepts', 'kinesis-kpl-concepts'),
  kclTables: streams('KCL and DynamoDB', 'kcl-dynamoDB'),
  queues: streams('consuming with queues', 'consuming-with-queues'),
  faq: page('Kinesis Data Streams FAQ', 'aws.amazon.com/kinesis/data-streams/faqs/'),
  mergeShards: page('API reference, MergeShards', 'docs.aws.amazon.com/kinesis/latest/APIReference/API_MergeShards.html'),
  distribution: page('API reference, UpdateStreamRecordDistributionStrategy',
    'docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamRecordDistributionStrategy.html'),
  cliMigration: page('AWS CLI guide, changes from version 1 to 2',
    'docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html'),
  lambdaKinesis: lambda('Kinesis event sources', 'with-kinesis'),
  lambdaParameters: lambda('Kinesis parameters', 'services-kinesis-parameters'),
  lambdaWindows: lambda('tumbling windows', 'services-kinesis-windows'),
  firehoseBuffering: firehose('buffering hints', 'buffering-hints'),
  firehoseHistory: firehose('document history', 'history'),
  firehoseLimits: firehose('quotas', 'limits'),
  firehoseStreams: firehose('reading from a data stream', 'writing-with-kinesis-streams'),
  flinkDiscontinuation: page('Managed Flink, end of SQL applications',
    'docs.aws.amazon.com/kinesisanalytics/latest/dev/discontinuation.html'),
  sqsQuotas: page('SQS guide, message quotas',
    'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html'),
  snsArchive: page('SNS guide, archive and replay', 'docs.aws.amazon.com/sns/latest/dg/fifo-message-archiving-replay.html'),
  dynamoDbStreams: page('DynamoDB guide, streams',
    'docs.aws.amazon.com/amazondynamodb/latest/developerguide/streamsmain.html'),
  examC02: page('DVA-C02 exam guide',
    'docs.aws.amazon.com/aws-certification/latest/developer-associate-02/developer-associate-02.html'),
  examC02Domain1: page('DVA-C02 exam guide, domain 1',
    'docs.aws.amazon.com/aws-certification/latest/developer-associate-02/developer-associate-02-domain1.html'),
  examC03: page('DVA-C03 exam guide',
    'docs.aws.amazon.com/aws-certification/latest/developer-associate-03/developer-associate-03.html'),
} as const;
