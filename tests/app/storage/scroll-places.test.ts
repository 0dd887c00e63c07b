// Holds: each visit has its own place on the page, and a step within the page keeps the one it was made from.
import { expect, test } from 'vitest';
import { placeKey, samePlace } from '../../../app/storage/scroll-places.ts';

test('visits have places of their own; the first of every page by its address', () => {
  const page = { pathname: '/chapters/kinesis-data-streams', hash: '#belt' };
  expect(placeKey({ key: 'default', ...page })).toBe('/chapters/kinesis-data-streams#belt');
  expect(placeKey({ key: 'k1', ...page })).toBe('k1');
  expect(placeKey({ key: 'k2', ...page, state: { other: 1 } })).toBe('k2');
});

test('steps within a page share the place of the visit that they began in', () => {
  const first = { key: 'k1', pathname: '/', hash: '' };
  const second = { key: 'k2', pathname: '/', hash: '', state: samePlace(first) };
  const third = { key: 'k3', pathname: '/', hash: '', state: samePlace(second) };
  expect([first, second, third].map(placeKey)).toEqual(['k1', 'k1', 'k1']);
});
