// Holds: a stored row is read as an event only when it is one; damaged rows and rows of a newer build are told apart.
import { EVENT_SCHEMA, parseEvent, type QuizEvent } from '#quiz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const stamp = { v: EVENT_SCHEMA, id: 'e1', sittingId: 's1', atMs: 1_700_000_000_000 } as const;

/** One of each type, as schema 1 stores it: this fixture stays when a later schema comes. */
const schema1: QuizEvent[] = [
  { ...stamp, type: 'sitting-started', deck: 'kinesis-data-streams', cardIds: ['a', 'b-2'], seed: 4_294_967_295 },
  { ...stamp, type: 'card-revealed', cardId: 'a' },
  { ...stamp, type: 'marked', cardId: 'a', right: true, round: 'first' },
  { ...stamp, type: 'mark-undone', markId: 'e3' },
];

/** Came to schema 1 later: a build that does not know them skips the row, or the field, so the schema stays. */
const confident: QuizEvent = { ...stamp, type: 'card-revealed', cardId: 'a', confidence: 'guessed' };
const selfChecked: QuizEvent = { v: EVENT_SCHEMA, id: 'e1', atMs: 1, type: 'self-checked', deck: 'kinesis-data-streams', cardId: 'a', right: false };

test.each([...schema1, confident, selfChecked])('reads back a $type', (event) => {
  expect(parseEvent(structuredClone(event))).toEqual({ ok: true, event });
});

const started = schema1[0]!;
const mark = schema1[2]!;
test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a string', 'marked'],
  ['an unknown type', { ...mark, type: 'cheated' }],
  ['no version', { ...mark, v: undefined }],
  ['an older version than any', { ...mark, v: 0 }],
  ['a version in words', { ...mark, v: '2' }],
  ['right as a number', { ...mark, right: 1 }],
  ['an unknown round', { ...mark, round: 'second' }],
  ['an unknown confidence', { ...confident, confidence: 'sure' }],
  ['a card id with a slash', { ...mark, cardId: '../a' }],
  ['a time before 1970', { ...mark, atMs: -1 }],
  ['a time that is no number', { ...mark, atMs: Number.NaN }],
  ['an empty id', { ...mark, id: '' }],
  ['a sitting without cards', { ...started, cardIds: [] }],
  ['a sitting with a card twice', { ...started, cardIds: ['a', 'a'] }],
  ['a seed past 32 bits', { ...started, seed: 4_294_967_296 }],
])('refuses %s as invalid', (_, row) => {
  expect(parseEvent(row)).toMatchObject({ ok: false, reason: 'invalid', message: expect.stringMatching(/./) });
});

describe('a row of a newer build', () => {
  test('is told apart, whatever else it holds', () => {
    expect(parseEvent({ v: EVENT_SCHEMA + 1, anything: [] })).toMatchObject({ ok: false, reason: 'newer' });
  });
});

test('never throws on any value', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }), (row) => {
      expect(typeof parseEvent(row).ok).toBe('boolean');
    }),
    { numRuns: 1000 },
  );
});
