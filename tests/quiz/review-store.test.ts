// Holds: the log in memory keeps the contract of the port, and starts from the events it is given.
import { memoryStore } from '#quiz';
import { expect, test } from 'vitest';
import { event, reviewStoreContract } from './review-store-contract.ts';

reviewStoreContract('The log in memory', async () => memoryStore());

test('starts from what was there before, without a double', async () => {
  const store = memoryStore([event(1), event(2)]);
  await store.append([event(2), event(3)]);
  expect((await store.load()).events).toEqual([event(1), event(2), event(3)]);
});
