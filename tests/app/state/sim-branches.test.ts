// Holds: what a learner does can be taken back and done again from the lab, with its marks and its words.
import { expect, test } from 'vitest';
import { scenarios } from '#sim';
import { redo, undo } from '../../../app/state/sim-branches.ts';
import { edit, open, seek, useSimSession } from '../../../app/state/sim-session.ts';

const coast = scenarios.find(({ slug }) => slug === 'coast-stations')!;
const HOUR_MS = 3_600_000;
const state = () => useSimSession.getState();

test('what was done is taken back to the very state before, with its marks, and done again; a new action ends that', () => {
  open(coast);
  const before = state().world.stateHash();
  edit({ type: 'crash actor', actor: 'archive' });
  const after = state().world.stateHash();
  seek(26 * HOUR_MS);
  undo();
  expect([state().world.stateHash(), state().stop, state().undone.length]).toEqual([before, 'Taken back: the crash of archive.', 1]);
  expect(state().markers.list.map(({ kind }) => kind)).not.toContain('crash');
  redo();
  expect([state().world.stateHash(), state().undone.length]).toEqual([after, 0]);
  undo();
  edit({ type: 'crash actor', actor: 'alarms' });
  expect(state().undone).toEqual([]);
  redo();
  expect(state().stop).toBe('There is nothing to do again.');
  undo();
  undo();
  expect(state().stop).toBe('There is nothing to take back.');
});
