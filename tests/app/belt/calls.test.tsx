// Holds: the API log shows a call as it is on the wire, and gives it as a command and as code that mean the same.
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { scenarios } from '#sim';
import { cliText, requestText, responseText, sdkText } from '../../../app/belt/call-text.ts';
import { Calls } from '../../../app/belt/drawers/calls.tsx';
import { edit, open, useSimSession } from '../../../app/state/sim-session.ts';

const coast = scenarios.find(({ slug }) => slug === 'coast-stations')!;
const world = () => useSimSession.getState().world;
const newest = () => world().calls.newest(world().plain.callsServed)[0]!;
const StreamName = 'observations';

beforeEach(() => open(coast));

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

test('the list can be held to one caller and to what was refused; a call opens to its two halves', async () => {
  edit({ type: 'call', operation: 'DescribeStream', input: { StreamName: 'nobody' } });
  render(<Calls />);
  const user = userEvent.setup();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Of' }), 'you');
  await user.click(screen.getByRole('checkbox', { name: 'refused only' }));
  const line = screen.getByText('DescribeStream').closest('details')!;
  expect(within(line).getByText('400 ResourceNotFoundException')).toBeInTheDocument();
  expect(screen.getAllByText(/^4\d\d /)).toHaveLength(1);
  await user.click(screen.getByText('DescribeStream'));
  expect(await screen.findByRole('group', { name: 'Request' })).toHaveTextContent('"StreamName": "nobody"');
  expect(screen.getByRole('group', { name: 'Response' })).toHaveTextContent('ResourceNotFoundException');
  expect(screen.getByRole('checkbox', { name: 'hold the list' }), 'it stays while it is read').toBeChecked();
});
