// A learner at the belt: it runs from the start, a split hands over to the children, time goes back and forth to the very same
// state, and whatever is asked of the engine is answered as AWS would, without breaking the page.
import { events, HOUR_MS, now, openLab, openPausedLab, panel, parent, pause, playButton, recordsIn, runTo, send, shardButton, stateHash, trace } from './support/lab.ts';
import { expect, test } from './support/test.ts';

const StreamName = 'observations';
const children = ['shardId-000000000002', 'shardId-000000000003'] as const;

test('the lab opens running: the clock goes on, records arrive, and the slow reader loses some unread', async ({ page }) => {
  await openLab(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Weather from the coast' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible();
  const clock = page.getByRole('status', { name: 'Time in the world' });
  const first = await clock.innerText();
  const from = await now(page);
  const lost = () => trace(page, 2_000).then((entries) => entries.filter((entry) => entry.kind === 'RecordsLost').length);
  await expect.poll(() => now(page), { timeout: 15_000 }).toBeGreaterThan(from + 4 * HOUR_MS);
  expect(await clock.innerText()).not.toBe(first);
  await expect.poll(lost, { timeout: 15_000 }).toBeGreaterThan(0);
  await expect(events(page)).toContainText('expired before archive had read');

  await pause(page);
  const before = await recordsIn(page, [parent]);
  expect(before[0], 'the lane holds records').toBeGreaterThan(20);
  const paused = await now(page);
  await page.waitForTimeout(400);
  expect(await now(page), 'paused time stands still').toBe(paused);
});

test('a split by the panel: the parent closes and drains, its children take what comes after', async ({ page }) => {
  await openLab(page);
  await shardButton(page, parent).click();
  await panel(page).locator('.call', { hasText: 'Split in the middle' }).getByText('as a command').click();
  await expect(panel(page)).toContainText(
    `aws kinesis split-shard --stream-name ${StreamName} --shard-to-split ${parent} --new-starting-hash-key 85070591730234615865843651857942052864`,
  );
  await panel(page).getByRole('button', { name: 'Split in the middle' }).click();
  await expect(panel(page)).toContainText('SplitShard was accepted');
  await expect(shardButton(page, parent)).toContainText('CLOSED');
  for (const child of children) await expect(shardButton(page, child)).toContainText('OPEN');
  await expect(events(page)).toContainText(`SplitShard: ${parent} closed, ${children.join(' and ')} opened`);
  await expect(events(page)).toContainText(`alarms has read ${parent} to its end; next: ${children.join(' and ')}`, { timeout: 15_000 });
  await expect(panel(page)).toContainText('A closed shard takes no more records');

  // What is put now goes to the children; the parent keeps what it has, less what expires.
  await pause(page);
  const [parentBefore, ...childrenBefore] = await recordsIn(page, [parent, ...children]);
  const later = (await now(page)) + 10 * HOUR_MS;
  await runTo(page, later);
  const [parentAfter, ...childrenAfter] = await recordsIn(page, [parent, ...children]);
  expect(parentAfter).toBeLessThan(parentBefore!);
  childrenAfter.forEach((count, i) => expect(count, `records in ${children[i]}`).toBeGreaterThan(childrenBefore[i]!));

  // The drained parent, and which of the children each consumer reads, as text.
  await page.getByRole('tab', { name: 'Consumers' }).click();
  await expect(page.getByRole('row', { name: new RegExp(`^alarms ${parent} drained`) })).toBeVisible();
  await page.getByRole('tab', { name: 'Shards' }).click();
  await expect(page.getByRole('row', { name: new RegExp(`^${parent} CLOSED`) })).toBeVisible();
});

test('merging a closed shard is refused in the words of AWS, and shown', async ({ page }) => {
  await openPausedLab(page);
  await shardButton(page, parent).click();
  await panel(page).getByRole('button', { name: 'Split in the middle' }).click();
  await runTo(page, (await now(page)) + 60_000);
  await expect(panel(page).getByRole('button', { name: /Split|Merge/ })).toHaveCount(0);
  const refused = await send(page, 'MergeShards', { StreamName, ShardToMerge: parent, AdjacentShardToMerge: 'shardId-000000000001' });
  const text = `Shard ${parent} in stream ${StreamName} under account 123456789012 has already been merged or split, and thus is not eligible for merging or splitting.`;
  expect(refused).toEqual({ ok: false, name: 'InvalidArgumentException', message: text });
  await expect(page.getByRole('alert')).toContainText(text);
  await expect(events(page)).toContainText(`MergeShards refused: InvalidArgumentException: ${text}`);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
});

test('open neighbours merge, and the merged shard names both parents', async ({ page }) => {
  await openPausedLab(page);
  await shardButton(page, parent).click();
  await panel(page).getByRole('button', { name: 'Merge with shardId-…1 above' }).click();
  await runTo(page, (await now(page)) + 60_000);
  await shardButton(page, 'shardId-000000000002').click();
  await expect(panel(page)).toContainText(`parents${parent}, shardId-000000000001`);
  await expect(panel(page)).toContainText('0 to 1 of the key space');
});

test('scrubbing back and forth comes to the very same state, whatever happened between', async ({ page }) => {
  await openPausedLab(page);
  await shardButton(page, parent).click();
  await panel(page).getByRole('button', { name: 'Split in the middle' }).click();
  const at = await now(page);
  const there = await stateHash(page);
  const later = at + 5 * HOUR_MS + 123;
  await runTo(page, later);
  const then = await stateHash(page);
  expect(then).not.toBe(there);

  await runTo(page, at);
  expect(await stateHash(page), 'back').toBe(there);
  await runTo(page, 1_000);
  await runTo(page, later);
  expect(await stateHash(page), 'from the very beginning').toBe(then);

  // By the range input, to its start and to a place of its own grid.
  const playhead = page.getByRole('slider', { name: 'Playhead' });
  await playhead.fill(String(20 * HOUR_MS));
  const scrubbed = [await now(page), await stateHash(page)];
  await playhead.press('Home');
  expect(await now(page)).toBe(0);
  await playhead.fill(String(20 * HOUR_MS));
  expect([await now(page), await stateHash(page)]).toEqual(scrubbed);
  await runTo(page, later);
  expect(await stateHash(page), 'after scrubbing').toBe(then);
});

test('dragging the playhead to the end of the track goes there, and no further', async ({ page }) => {
  await openLab(page);
  const playhead = page.getByRole('slider', { name: 'Playhead' });
  const end = Number(await playhead.getAttribute('max'));
  const box = (await playhead.boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  for (let x = 0.6; x < 1.06; x += 0.05) await page.mouse.move(box.x + box.width * x, y);
  await expect.poll(() => now(page)).toBe(end);
  await page.mouse.up();
  await expect(playButton(page)).toHaveText(/^Play/);
  // Let go, the track has room ahead again.
  await expect.poll(async () => Number(await playhead.getAttribute('max'))).toBeGreaterThan(end);
});

test('running at another pace comes to the same state as jumping there', async ({ page }) => {
  await openLab(page);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('900');
  await page.waitForTimeout(1_000);
  await pause(page);
  const [ranTo, ran] = [await now(page), await stateHash(page)];
  await runTo(page, 0);
  await runTo(page, ranTo);
  expect(await stateHash(page)).toBe(ran);
});

test('one event back and one ahead restores the state', async ({ page }) => {
  await openPausedLab(page);
  const seen = [{ at: await now(page), hash: await stateHash(page) }];
  for (let i = 0; i < 4; i += 1) {
    await page.getByRole('button', { name: 'One event ahead' }).click();
    seen.push({ at: await now(page), hash: await stateHash(page) });
  }
  expect(new Set(seen.map(({ hash }) => hash)).size, 'each event changes the state').toBe(seen.length);
  await page.getByRole('button', { name: 'One event back' }).click();
  await page.getByRole('button', { name: 'One event back' }).click();
  expect({ at: await now(page), hash: await stateHash(page) }).toEqual(seen[2]);
  await page.getByRole('button', { name: 'One event ahead' }).click();
  await page.getByRole('button', { name: 'One event ahead' }).click();
  expect({ at: await now(page), hash: await stateHash(page) }).toEqual(seen[4]);
});

test('reset goes back to the opening, and lets go of a shard that is no more', async ({ page }) => {
  await openLab(page);
  const openingAt = 23 * HOUR_MS;
  await runTo(page, openingAt);
  const opening = await stateHash(page);
  await shardButton(page, parent).click();
  await panel(page).getByRole('button', { name: 'Split in the middle' }).click();
  await runTo(page, openingAt + HOUR_MS);
  await shardButton(page, children[1]).click();
  await page.getByRole('button', { name: 'Reset' }).click();
  expect([await now(page), await stateHash(page)]).toEqual([openingAt, opening]);
  await expect(shardButton(page, children[1])).toBeHidden();
  await expect(panel(page).getByRole('heading')).toHaveText(StreamName);
  await expect(panel(page).getByRole('button', { name: 'Close' })).toBeHidden();
});

test('a chosen speed is how fast the clock goes, and a slower one goes slower', async ({ page }) => {
  await openLab(page);
  const pace = async (speed: number) => {
    await page.getByRole('combobox', { name: 'Speed' }).selectOption(String(speed));
    // Time must really pass here, and only the page's own clock says how much has.
    return page.evaluate(async () => {
      const { now: clock } = window.shardbelt!;
      const [at, from] = [performance.now(), clock()];
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return (clock() - from) / (performance.now() - at);
    });
  };
  // A busy machine stretches frames beyond what counts, so it may go slower, never faster.
  for (const speed of [60, 300]) {
    const measured = await pace(speed);
    expect(measured).toBeLessThan(speed * 1.15);
    expect(measured).toBeGreaterThan(speed * 0.3);
  }
});

test('a crashed consumer stands still and falls behind; restarted, it goes on from its checkpoint', async ({ page }) => {
  await openPausedLab(page);
  await page.getByRole('button', { name: /^alarms/ }).click();
  await panel(page).getByRole('button', { name: 'Crash' }).click();
  await expect(panel(page)).toContainText('alarms has stopped');
  await expect(page.getByRole('button', { name: /^alarms/ })).toContainText('crashed');
  const processed = async () => Number(/([\d,]+) processed/.exec(await panel(page).innerText())![1]!.replaceAll(',', ''));
  const before = await processed();
  await runTo(page, (await now(page)) + 2 * HOUR_MS);
  expect(await processed()).toBe(before);
  const behind = async () => Number(/MillisBehindLatest ([\d,]+)/.exec(await page.getByRole('button', { name: /^alarms/ }).innerText())![1]!.replaceAll(',', ''));
  await expect.poll(behind, 'it falls behind').toBeGreaterThan(HOUR_MS);
  await expect(events(page)).toContainText('alarms crashed');

  await panel(page).getByRole('button', { name: 'Restart from the checkpoint' }).click();
  await runTo(page, (await now(page)) + HOUR_MS);
  await expect(events(page)).toContainText('alarms started again from its checkpoints');
  expect(await processed(), 'what came in meanwhile is read').toBeGreaterThan(before + 10);
  await expect.poll(behind, 'it has caught up').toBeLessThan(10 * 60_000);
});

test('a longer retention keeps what would have gone; a value that AWS refuses changes nothing', async ({ page }) => {
  await openPausedLab(page);
  await panel(page).getByRole('spinbutton', { name: 'Retention' }).fill('48');
  await panel(page).getByRole('button', { name: 'Set' }).click();
  await expect(panel(page)).toContainText('IncreaseStreamRetentionPeriod was accepted');
  await runTo(page, 47 * HOUR_MS);
  await expect(panel(page)).toContainText('48 h');
  const lost = (await trace(page, 2_000)).filter((entry) => entry.kind === 'RecordsLost');
  expect(lost, 'nothing is lost before 48 hours').toEqual([]);
  await expect(events(page)).toContainText('Retention changed from 24 to 48 hours');

  const refused = await send(page, 'IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 24 });
  expect(refused).toMatchObject({ ok: false, name: 'InvalidArgumentException' });
  await expect(panel(page)).toContainText('48 h');
});

test('a record put by hand is answered with its shard and its sequence number, and can be read back', async ({ page }) => {
  await openPausedLab(page);
  await panel(page).getByRole('textbox', { name: 'Partition key' }).fill('user-7');
  await panel(page).getByRole('button', { name: 'Put a record' }).click();
  const said = page.getByText(/^The record went to/);
  await expect(said).toHaveText(/^The record went to shardId-00000000000[01] with sequence number \d{56}\.$/);
  const [, ShardId, SequenceNumber] = /to (\S+) with sequence number (\d+)/.exec(await said.innerText())!;
  const iterator = await send(page, 'GetShardIterator', { StreamName, ShardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: SequenceNumber });
  const read = await send(page, 'GetRecords', (iterator as { value: object }).value);
  expect(read).toMatchObject({ ok: true, value: { Records: [{ PartitionKey: 'user-7', SequenceNumber }] } });
});

test('the clickstream throttles its hot shard, and says so by name', async ({ page }) => {
  await openLab(page, '/lab/clickstream');
  await expect(events(page)).toContainText(/web-\d: [\d,]+ records throttled by shardId-00000000000\d/, { timeout: 15_000 });
  await expect(page.getByRole('button', { name: /^shardId-\d+ OPEN · hot: [\d,]+ of 1,000 records\/s/ })).toBeVisible({ timeout: 15_000 });
  await pause(page);
  const refused = (await trace(page)).find((entry) => entry.kind === 'WriteThrottled');
  expect(refused).toMatchObject({ streamName: 'clicks' });
});

test('another scenario, and an address that names none', async ({ page }) => {
  await openLab(page);
  await page.getByRole('combobox', { name: 'scenario' }).selectOption('clickstream');
  await expect(page).toHaveURL('/lab/clickstream');
  await expect(page.getByRole('heading', { level: 1, name: 'Clickstream with a hot user' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Weather from the coast' })).toBeVisible();
  await page.goto('/lab/no-such-scenario');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByTestId('belt')).toBeHidden();
});

test('another seed is another run of the same story; the same seed is the same run', async ({ page }) => {
  await openPausedLab(page);
  await runTo(page, 23 * HOUR_MS);
  const first = await stateHash(page);
  const withSeed = async (seed: string) => {
    await page.getByRole('spinbutton', { name: 'seed' }).fill(seed);
    await page.getByRole('spinbutton', { name: 'seed' }).press('Enter');
    await pause(page);
    await runTo(page, 23 * HOUR_MS);
    return stateHash(page);
  };
  expect(await withSeed('48')).not.toBe(first);
  expect(await withSeed('47')).toBe(first);
});

test('the play button and the space bar agree', async ({ page }) => {
  await openLab(page);
  await page.keyboard.press('Space');
  await expect(playButton(page)).toHaveText(/^Play/);
  await playButton(page).click();
  await expect(playButton(page)).toHaveText(/^Pause/);
});
