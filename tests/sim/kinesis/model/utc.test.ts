// Holds: the date in AWS's errors, without a Date, is the one that Date gives.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatUtc } from '../../../../src/sim/kinesis/model/utc.ts';

/** "Mon, 01 Jun 2026 00:00:00 GMT" in the other order. */
function reference(epochMs: number): string {
  const [day, date, month, year, clock] = new Date(epochMs).toUTCString().replace(',', '').split(' ');
  return `${day} ${month} ${date} ${clock} UTC ${year}`;
}

test('READ-3: any moment to the year 9999', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (ms) => {
      expect(formatUtc(ms)).toBe(reference(ms));
    }),
    { numRuns: 2_000 },
  );
});

test.each(['1970-01-01T00:00:00Z', '2000-02-29T23:59:59.999Z', '2024-02-29T12:00:00Z', '2026-12-31T23:59:59Z', '2100-02-28T00:00:00Z', '2100-03-01T00:00:00Z'])('%s', (iso) => {
  expect(formatUtc(Date.parse(iso))).toBe(reference(Date.parse(iso)));
});
