// Holds: a cell is read from the words behind its language, what moved is told from the world before and after, and a refusal
// the chapter knows has its reason and its section.
import { expect, test } from 'vitest';
import { createWorld, Shell, worldPort } from '#sim';
import { cellOf } from '../../../app/cells/cell-words.ts';
import { moved, see } from '../../../app/cells/moved.ts';
import { reasonOf } from '../../../app/cells/reasons.ts';

test('the words behind a block name the cell, both versions, and its question', () => {
  expect(cellOf('put both ask="Does it work?"', 'aws\n')).toEqual({ id: 'put', text: 'aws', both: true, ask: 'Does it work?' });
  expect(cellOf('put', 'aws')).toEqual({ id: 'put', text: 'aws', both: false, ask: null });
});

test('what moved: a stream made, a record put, a split that opens two and closes one', () => {
  const world = createWorld({ seed: 1, network: { oneWayMs: 10, jitterMs: 0 }, setup: [], script: [] });
  const shell = new Shell(worldPort(world));
  const told = (script: string) => {
    const before = see(world);
    shell.run(script);
    return moved(before, see(world)).slice(0, -1);
  };
  expect(told('aws kinesis create-stream --stream-name s --shard-count 1; aws kinesis wait stream-exists --stream-name s')).toEqual(['s is there, ACTIVE, with 1 shard.']);
  expect(told('aws kinesis list-streams')).toEqual(['Nothing on the belt moved.']);
  expect(told('aws kinesis put-record --stream-name s --partition-key a --data SGk=')).toEqual(['1 record went into shardId-000000000000.']);
  expect(told('aws kinesis split-shard --stream-name s --shard-to-split shardId-000000000000 --new-starting-hash-key 9; aws kinesis wait stream-exists --stream-name s')).toEqual([
    'shardId-000000000000 closed.',
    'shardId-000000000001 and shardId-000000000002 opened.',
  ]);
  expect(told('aws kinesis delete-stream --stream-name s; aws kinesis wait stream-not-exists --stream-name s')).toEqual(['s is gone.']);
  expect(reasonOf(shell.run('aws kinesis put-record --stream-name s --partition-key a --data Hello')[0]!)).toMatchObject({ to: 'cell-base64' });
  expect(reasonOf(shell.run('jq .')[0]!)).toMatchObject({ text: 'There is no jq here; --query picks parts of an answer.' });
});
