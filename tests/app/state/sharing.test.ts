// Sharing from the lab: what is wholly good opens, what is not is said and waits for the learner, and a world that is shared
// waits too.
import { beforeEach, expect, test, vi } from 'vitest';
import { createWorld, runOf, runToFile, runToLink, scenarios } from '#sim';
import { closeSharing, currentRun, hasRun, linkTo, openSharing, receiveFile, receiveLink, useSharing } from '../../../app/state/sharing.ts';
import { open, play, useSimSession } from '../../../app/state/sim-session.ts';

const coast = scenarios.find((scenario) => scenario.slug === 'coast-stations')!;
const run = (() => {
  const world = createWorld(coast, 9);
  world.advance(3_600_000);
  world.edit({ type: 'crash actor', actor: 'archive' });
  return runOf(world, coast, scenarios);
})();

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => setTimeout(() => callback(performance.now()), 0));
  open(coast);
  closeSharing();
});

test('a link goes to the run’s own page and holds it in its fragment', async () => {
  const link = new URL(linkTo(run));
  expect(link.pathname).toBe('/lab/coast-stations');
  expect(hasRun(link.hash)).toBe(true);
  expect([hasRun(''), hasRun('#walk')]).toEqual([false, false]);
  await receiveLink(link.hash);
  expect(useSharing.getState()).toEqual({ open: false, received: null, differences: [] });
  expect(currentRun()).toEqual(run);
});

test('a bad link is said, and the world on the belt stays', async () => {
  const { world } = useSimSession.getState();
  await receiveLink('#run=nonsense');
  expect(useSharing.getState()).toMatchObject({ open: true, received: { run: null, problems: [expect.stringMatching(/damaged/)] } });
  expect(useSimSession.getState().world).toBe(world);
  closeSharing();
  expect(useSharing.getState().open).toBe(false);
});

test('a file with a bad action waits for the learner’s word', async () => {
  await receiveFile(new Blob([runToFile(run).replace('"crash actor"', '"teleport"')]));
  const { received, open: shown } = useSharing.getState();
  expect([shown, received?.problems.length, received?.run?.actions]).toEqual([true, 1, []]);
  expect(useSimSession.getState().seed).toBe(coast.seed);
});

test('a run that comes out otherwise opens, and says so', async () => {
  await receiveLink(`#run=${runToLink({ ...run, traceHash: '0' })}`);
  expect(useSharing.getState()).toMatchObject({ open: true, differences: [expect.stringMatching(/comes out otherwise/)] });
  expect(useSimSession.getState().seed).toBe(9);
});

test('sharing pauses the world', () => {
  play();
  openSharing();
  expect([useSimSession.getState().playing, useSharing.getState().open]).toEqual([false, true]);
});
