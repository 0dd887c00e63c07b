// Holds: the API log shows calls a line each, finds them by who, what and words; a call is on the wire as it is, and as a command and
// as code means the same.
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#sim';
import { boto3Text, cliText, requestText, responseText, sdkText } from '../../../app/belt/call-text.ts';
import { Calls } from '../../../app/belt/drawers/calls.tsx';
import { useLabView } from '../../../app/state/lab-view.ts';
import { edit, open, useSimSession } from '../../../app/state/sim-session.ts';

const coast = scenarios.find(({ slug }) => slug === 'coast-stations')!;
const world = () => useSimSession.getState().world;
const newest = () => world().calls.newest(world().plain.callsServed)[0]!;
const StreamName = 'observations';

beforeEach(() => {
  open(coast);
  useLabView.setState({ selection: null });
});

test('a put is a POST with its target, its data in base64, and an answer of 200', () => {
  edit({ type: 'call', operation: 'PutRecord', input: { StreamName, PartitionKey: 'k', Data: new TextEncoder().encode('Hello') } });
  const request = requestText(newest(), 'us-east-1');
  expect(request.split('\n')[0]).toBe('POST / HTTP/1.1');
  expect(request).toContain('X-Amz-Target: Kinesis_20131202.PutRecord');
  expect(JSON.parse(request.split('\n\n')[1]!)).toEqual({ StreamName, PartitionKey: 'k', Data: 'SGVsbG8=' });
  const response = responseText(world(), newest());
  expect(response).toContain('HTTP/1.1 200 OK');
  expect(JSON.parse(response.split('\n\n')[1]!)).toMatchObject({ ShardId: expect.stringMatching(/^shardId-/) as string, SequenceNumber: expect.stringMatching(/^\d{56}$/) as string });
});

test('a refusal is its status, its code and its text', () => {
  edit({ type: 'call', operation: 'SplitShard', input: { StreamName, ShardToSplit: 'shardId-000000000099', NewStartingHashKey: '1' } });
  const response = responseText(world(), newest());
  expect(response).toContain('HTTP/1.1 400 Bad Request');
  expect(JSON.parse(response.split('\n\n')[1]!)).toMatchObject({ __type: 'ResourceNotFoundException' });
});

test('as a command and as JavaScript it is the whole input, whatever is in it', () => {
  edit({ type: 'call', operation: 'PutRecords', input: { StreamName, Records: Array.from({ length: 5 }, (_, i) => ({ PartitionKey: `it's ${i}`, Data: new TextEncoder().encode('Hello') })) } });
  const json = /--cli-input-json '(.*)'$/s.exec(cliText(newest()))![1]!.replaceAll(`'\\''`, "'");
  expect((JSON.parse(json) as { Records: unknown[] }).Records).toHaveLength(5);
  expect(cliText(newest())).toMatch(/^aws kinesis put-records /);
  expect(sdkText(newest()).match(/Buffer\.from\("SGVsbG8=", 'base64'\)/g)).toHaveLength(5);
  expect(requestText(newest(), 'us-east-1'), 'only looked at, a long list is cut').toContain('… 2 more');
});

test('records of a read are whole, and simulated data is what it stands for', () => {
  edit({ type: 'call', operation: 'GetShardIterator', input: { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } });
  const { ShardIterator } = (newest().outcome as { value: { ShardIterator: string } }).value;
  edit({ type: 'call', operation: 'GetRecords', input: { ShardIterator, Limit: 2 } });
  const { Records } = JSON.parse(responseText(world(), newest()).split('\n\n')[1]!) as { Records: { Data: string }[] };
  expect(Records).toHaveLength(2);
  expect(atob(Records[0]!.Data)).toMatch(/^\{"n":\d+,"from":"\w+"\} +$/);
});

test('as Python it is the same input in Python’s words, its data as bytes', () => {
  edit({ type: 'call', operation: 'PutRecords', input: { StreamName, Records: [{ PartitionKey: 'a', Data: new TextEncoder().encode('Hello') }] } });
  expect(boto3Text(newest())).toBe(
    [
      'kinesis.put_records(',
      '    StreamName="observations",',
      '    Records=[',
      '        {',
      '            "PartitionKey": "a",',
      '            "Data": base64.b64decode("SGVsbG8="),',
      '        },',
      '    ],',
      ')',
    ].join('\n'),
  );
  edit({ type: 'call', operation: 'DeleteStream', input: { StreamName, EnforceConsumerDeletion: true } });
  expect(boto3Text(newest())).toContain('EnforceConsumerDeletion=True');
});

const lines = () => screen.getAllByRole('listitem').map((line) => within(line).getByRole('button'));

test('the list can be held to one caller, one operation, to words, and to what was refused', async () => {
  edit({ type: 'call', operation: 'DescribeStream', input: { StreamName: 'nobody' } });
  edit({ type: 'call', operation: 'ListShards', input: { StreamName } });
  render(<Calls />);
  const user = userEvent.setup();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Of' }), 'you');
  expect(lines()).toHaveLength(2);
  await user.selectOptions(screen.getByRole('combobox', { name: 'Operation' }), 'ListShards');
  expect(lines().map((line) => line.textContent)).toEqual([expect.stringContaining('ListShards you')]);
  await user.selectOptions(screen.getByRole('combobox', { name: 'Operation' }), 'all operations');
  await user.type(screen.getByRole('searchbox', { name: 'With' }), 'nobody');
  expect(lines().map((line) => line.textContent)).toEqual([expect.stringMatching(/DescribeStream you .*400 ResourceNotFoundException: Stream nobody/)]);
  await user.clear(screen.getByRole('searchbox', { name: 'With' }));
  await user.click(screen.getByRole('checkbox', { name: 'refused only' }));
  expect(lines()).toHaveLength(1);
  await user.type(screen.getByRole('searchbox', { name: 'With' }), 'no such word');
  expect(screen.getByText(/^None of the last/)).toBeInTheDocument();
});

test('arrows go from line to line; Enter opens one in the panel, and the list stays while it is read', async () => {
  edit({ type: 'call', operation: 'ListShards', input: { StreamName } });
  edit({ type: 'call', operation: 'DescribeStream', input: { StreamName } });
  render(<Calls />);
  const user = userEvent.setup();
  lines()[0]!.focus();
  await user.keyboard('{ArrowDown}{Enter}');
  expect(useLabView.getState().selection).toEqual({ kind: 'call', index: newest().index - 1 });
  expect(lines()[1]).toHaveFocus();
  expect(lines()[1]).toHaveAttribute('aria-pressed', 'true');
  expect(screen.getByRole('checkbox', { name: 'hold the list' })).toBeChecked();
  const first = lines()[0]!.textContent;
  edit({ type: 'call', operation: 'ListStreams', input: {} });
  expect(lines()[0]!.textContent, 'held').toBe(first);
});

test('of very many calls the newest are shown, more when asked, and how many there were is said', async () => {
  for (let n = 0; n < 210; n += 1) edit({ type: 'call', operation: 'PutRecord', input: { StreamName, PartitionKey: `k${n}`, Data: new Uint8Array(1) } });
  render(<Calls />);
  expect(lines()).toHaveLength(60);
  await userEvent.click(screen.getByRole('button', { name: 'Show 60 more' }));
  expect(lines()).toHaveLength(120);
  expect(screen.getByText(/calls so far; the newest 200 are kept/)).toBeInTheDocument();
});

test('records that a PutRecords did not store are told in its line', async () => {
  const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'one', Data: new Uint8Array(1) }));
  for (let n = 0; n < 3; n += 1) edit({ type: 'call', operation: 'PutRecords', input: { StreamName, Records } });
  render(<Calls />);
  expect(lines()[0]).toHaveTextContent(/PutRecords you → 500 records FailedRecordCount 500: ProvisionedThroughputExceededException$/);
});
