// Holds: a form is its address, whatever was typed; numbers are read as people write them; what was not typed is no mistake.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldDefaults, fieldsOf, numberOf, readFields, searchOf, type FieldName, type Fields } from '../../../app/planner/query.ts';
import { inSentence, shareText } from '../../../app/planner/words.ts';

const names = Object.keys(fieldDefaults) as FieldName[];
const forms = fc.record(Object.fromEntries(names.map((name) => [name, fc.string({ unit: 'grapheme', maxLength: 12 })])) as Record<FieldName, fc.Arbitrary<string>>) as fc.Arbitrary<Fields>;

test('an address gives back the fields that made it, to the letter, and reading them never throws', () => {
  fc.assert(
    fc.property(forms, (fields) => {
      expect(fieldsOf(searchOf(fields))).toEqual(fields);
      const { load, problems, empty } = readFields(fields);
      if (load) expect([problems, empty]).toEqual([{}, false]);
      else expect(empty || Object.keys(problems).length > 0).toBe(true);
    }),
  );
});

test('a form as it begins has an empty address and no mistakes', () => {
  expect(searchOf(fieldDefaults)).toBe('');
  expect(readFields(fieldsOf(''))).toEqual({ load: null, problems: {}, empty: true });
});

test.each([['2500', 2_500], ['2,500', 2_500], ['1 000 000', 1e6], ['1’200', 1_200], ['1e6', 1e6], [' 12.5 ', 12.5], ['0.25', 0.25]])('%j is %d', (text, number) => {
  expect(numberOf(text)).toBe(number);
});
test.each(['', ' ', 'many', '12,5', '1.2.3', '5 records', '--1'])('%j is no number', (text) => {
  expect(numberOf(text)).toBeNaN();
});

describe('mistakes', () => {
  const problems = (fields: Partial<Fields>) => readFields({ ...fieldDefaults, ...fields }).problems;
  test('an empty peak is the average, whatever is wrong with that', () => {
    expect(Object.keys(problems({ rate: 'x', size: '100' }))).toEqual(['rate']);
    expect(readFields({ ...fieldDefaults, rate: '7', size: '100' }).load).toMatchObject({ recordsPerSecond: 7, peakRecordsPerSecond: 7 });
  });
  test('a unit that nobody offers is wrong where its number is', () => {
    expect(Object.keys(problems({ rate: '1', size: '1', sizeUnit: 'stone' }))).toEqual(['size']);
  });
  test('days of retention are hours, and a year is the most', () => {
    expect(problems({ rate: '1', size: '1', retention: '365', retentionUnit: 'days' })).toEqual({});
    expect(Object.keys(problems({ rate: '1', size: '1', retention: '366', retentionUnit: 'days' }))).toEqual(['retention']);
  });
  test('a fraction of a KiB may be whole bytes', () => {
    expect(problems({ rate: '1', size: '2.5', sizeUnit: 'KiB' })).toEqual({});
    expect(Object.keys(problems({ rate: '1', size: '2.3', sizeUnit: 'KiB' }))).toEqual(['size']);
  });
});

test('names keep their capitals in the middle of a sentence', () => {
  expect(['Consumers that poll', 'GetRecords calls', 'A record', 'Retention', 'KPL settings'].map(inSentence)).toEqual(['consumers that poll', 'GetRecords calls', 'a record', 'retention', 'KPL settings']);
  expect([shareText(0.05), shareText(0.9763), shareText(1e-6), shareText(0)]).toEqual(['5\u00a0%', '97.6\u00a0%', 'less than 0.1\u00a0%', '0\u00a0%']);
});
