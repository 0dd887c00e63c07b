// Holds: MD5 of any text is what an independent one says: short and long ones, around the block's length, ASCII and not.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeMd5 } from '../../../../src/sim/kinesis/model/md5.ts';

function expectMd5(text: string): void {
  const words = new Uint32Array(4);
  writeMd5(text, words);
  expect([...words].map((word) => word.toString(16).padStart(8, '0')).join('')).toBe(createHash('md5').update(text, 'utf8').digest('hex'));
}

test('ROUTE-1: of every length, each after a longer and after a shorter one', () => {
  const text = (length: number) => Array.from({ length }, (_, i) => String.fromCharCode(33 + ((i * 7 + length) % 94))).join('');
  for (let length = 0; length <= 130; length += 1) {
    expectMd5(text(length));
    expectMd5(text(130 - length));
  }
});

test('ROUTE-1: of any characters', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), expectMd5), { numRuns: 150 });
  fc.assert(fc.property(fc.string({ unit: 'binary-ascii', maxLength: 80 }), expectMd5), { numRuns: 150 });
});
