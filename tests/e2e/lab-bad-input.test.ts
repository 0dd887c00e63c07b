// Whatever the console handle is given: an answer as AWS words it, or a sentence; the world as it was, and the page alive.
import { now, openPausedLab, send, stateHash } from './support/lab.ts';
import { expect, test } from './support/test.ts';

const StreamName = 'observations';

const calls: readonly [what: string, operation: unknown, input: unknown, answer: Record<string, unknown>][] = [
  ['an unknown operation', 'PutRecrod', {}, { name: 'UnknownOperationException' }],
  ['an operation of Object', 'constructor', {}, { name: 'UnknownOperationException' }],
  ['no operation', undefined, {}, { name: 'TypeError' }],
  ['no input', 'PutRecord', null, { name: 'TypeError' }],
  ['nothing of what is needed', 'PutRecord', {}, { name: 'ValidationException', message: expect.stringContaining("Value null at 'partitionKey' failed to satisfy constraint: Member must not be null")}],
  ['a list for an input', 'PutRecord', [], { ok: false }],
  ['a number for a text', 'PutRecord', { StreamName: 7, PartitionKey: 'a', Data: 'x' }, { name: 'SerializationException' }],
  ['a text for a number', 'SplitShard', { StreamName, ShardToSplit: {}, NewStartingHashKey: 'x' }, { name: 'SerializationException' }],
  ['an empty key', 'PutRecord', { StreamName, PartitionKey: '', Data: 'x' }, { name: 'ValidationException', message: expect.stringContaining('length greater than or equal to 1') }],
  ['a key that is too long', 'PutRecord', { StreamName, PartitionKey: 'k'.repeat(257), Data: 'x' }, { name: 'ValidationException' }],
  ['a stream that is not', 'PutRecord', { StreamName: 'nowhere', PartitionKey: 'a', Data: 'x' }, { name: 'ResourceNotFoundException', message: 'Stream nowhere under account 123456789012 not found.' }],
  ['a hash key beyond the key space', 'PutRecord', { StreamName, PartitionKey: 'a', Data: 'x', ExplicitHashKey: String(2n ** 128n) }, { name: 'InvalidArgumentException' }],
  ['a split outside the shard', 'SplitShard', { StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '0' }, { name: 'InvalidArgumentException' }],
  ['a shard that is not', 'SplitShard', { StreamName, ShardToSplit: 'shardId-000000000099', NewStartingHashKey: '7' }, { name: 'ResourceNotFoundException' }],
  ['a retention beyond a year', 'IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 8761 }, { ok: false }],
  ['a number too big for any integer', 'IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 1e300 }, { ok: false }],
  ['no number at all', 'IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: Number.NaN }, { ok: false }],
  ['a false iterator', 'GetRecords', { ShardIterator: 'AAAA' }, { name: 'InvalidArgumentException' }],
  ['a limit too big', 'GetRecords', { ShardIterator: 'AAAA', Limit: 10_001 }, { name: 'ValidationException' }],
  ['too many records', 'PutRecords', { StreamName, Records: Array.from({ length: 501 }, () => ({ PartitionKey: 'a', Data: 'x' })) }, { name: 'ValidationException' }],
];

test('a call that makes no sense is answered, shown and recorded; the records stay', async ({ page }) => {
  await openPausedLab(page);
  for (const [what, operation, input, answer] of calls) {
    expect.soft(await send(page, operation, input), what).toMatchObject(answer);
    await expect.soft(page.getByTestId('belt'), what).toBeVisible();
  }
  // The last refusal stands beside the belt, and the lab goes on.
  await expect(page.getByRole('alert')).toContainText('ValidationException');
  const at = await now(page);
  await page.getByRole('button', { name: 'One event ahead' }).click();
  expect(await now(page)).toBeGreaterThanOrEqual(at);
});

test('a time that makes no sense leaves the playhead where it is', async ({ page }) => {
  await openPausedLab(page);
  const before = [await now(page), await stateHash(page)];
  for (const ms of [-1, Number.NaN, Infinity, 1e15, 'soon', null]) {
    const refusal = await page.evaluate((wrong) => {
      try {
        window.shardbelt!.runTo(wrong as number);
        return 'went there';
      } catch (error) {
        return (error as Error).name;
      }
    }, ms);
    expect.soft(refusal, String(ms)).toBe('RangeError');
  }
  expect([await now(page), await stateHash(page)]).toEqual(before);
});

test('the trace is given for any count asked for', async ({ page }) => {
  await openPausedLab(page);
  const lengths = await page.evaluate(() => [undefined, 0, 1, 5, -3, 1e9].map((n) => window.shardbelt!.trace(n).length));
  expect(lengths.slice(0, 4)).toEqual([20, 0, 1, 5]);
  expect(lengths[4]).toBe(0);
  expect(lengths[5]).toBeGreaterThan(20);
});

test('deleting the stream empties the belt, and a stream made anew or a reset fills it again', async ({ page }) => {
  await openPausedLab(page);
  const drawn = () =>
    page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.belt-records')!;
      return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value !== 0);
    });
  await expect.poll(drawn).toBe(true);
  await send(page, 'DeleteStream', { StreamName });
  await page.getByRole('button', { name: /^Play/ }).click();
  await expect(page.getByText(`There is no stream named ${StreamName}.`, { exact: false }).first()).toBeVisible();
  expect(await send(page, 'CreateStream', { StreamName, ShardCount: 1 })).toMatchObject({ ok: true });
  await expect(page.getByTestId('belt')).toBeVisible();
  await expect.poll(drawn, { message: 'records of the new stream are drawn' }).toBe(true);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(drawn, { message: 'records are drawn after a reset' }).toBe(true);
});

test('a setting out of bounds is held back by the field, and a senseless seed too', async ({ page }) => {
  await openPausedLab(page);
  await page.getByRole('button', { name: /^harbour/ }).click();
  const rate = page.getByRole('spinbutton', { name: 'Records per hour' });
  const hash = await stateHash(page);
  for (const wrong of ['', '-5', '1e12']) {
    await rate.fill(wrong);
    await rate.press('Enter');
    expect(await rate.evaluate((field: HTMLInputElement) => field.validity.valid), `“${wrong}” is refused`).toBe(false);
  }
  await page.getByRole('spinbutton', { name: 'seed' }).fill('-1');
  await page.getByRole('spinbutton', { name: 'seed' }).press('Enter');
  expect(await stateHash(page)).toBe(hash);
  await rate.fill('60');
  await rate.press('Enter');
  await expect(page.getByText('harbour works with the new setting.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^harbour/ })).toContainText('1 rec/min');
});
