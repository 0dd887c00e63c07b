// Holds: a track of three days with hundreds of markers stays one to read and to hit: what stands on one another is one mark.
import { expect, test } from 'vitest';
import { marksOn } from '../../../app/belt/track-marks.ts';
import type { Marker } from '../../../app/belt/markers.ts';

const DAY_MS = 86_400_000;
const marker = (kind: Marker['kind'], atMs: number): Marker => ({ kind, atMs, untilMs: atMs });

test('200 marks in three days become no more than the track can show, and none is left out', () => {
  const kinds = ['split', 'throttle', 'crash', 'expiry'] as const;
  const markers = Array.from({ length: 200 }, (_, i) => marker(kinds[i % 4]!, (i * 3 * DAY_MS) / 200));
  const marks = marksOn(markers, 3 * DAY_MS, 600);
  expect(marks.length).toBeLessThan(90);
  for (const { roomShare } of marks) expect(roomShare).toBeGreaterThanOrEqual(0.012);
  const told = marks.map(({ title }) => title.split(', ').reduce((sum, part) => sum + (/^(\d+) more$/.exec(part) ? Number(/^\d+/.exec(part)![0]) : 1), 0));
  expect(told.reduce((sum, n) => sum + n, 0)).toBe(200);
});

test('alarm is heard over what stands beside it', () => {
  const [mark] = marksOn([marker('split', 1_000), marker('loss', 1_001)], 60_000, 600);
  expect(mark).toMatchObject({ word: 'loss +1', alarm: true, title: 'split at 00:00:01, loss at 00:00:01' });
});

test('no word runs into the next: a narrow track has fewer', () => {
  const markers = Array.from({ length: 8 }, (_, i) => marker('expiry', i * 4_000));
  const words = (trackPx: number) => marksOn(markers, 60_000, trackPx).flatMap(({ word, atMs }) => (word ? [(atMs / 60_000) * trackPx] : []));
  expect(words(900)).toHaveLength(8);
  const narrow = words(300);
  expect(narrow.length).toBeGreaterThan(2);
  for (const [i, at] of narrow.slice(1).entries()) expect(at - narrow[i]!).toBeGreaterThanOrEqual('expiry'.length * 6);
});
