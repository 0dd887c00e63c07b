// Holds: every command of the chapter runs in the page, prints what the AWS CLI prints, and says what it moved; the traps show
// themselves; all by keyboard too, without sideways scroll at 320 px and without a fault of axe in both themes.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

const cell = (page: Page, id: string) => page.locator(`#cell-${id}`);

async function open(page: Page) {
  await page.goto('/chapters/kinesis-data-streams#cell-create');
  // A cell's console loads as it comes near.
  const cells = page.locator('.cell');
  await expect(cells.first()).toBeAttached();
  for (const one of await cells.all()) {
    await one.scrollIntoViewIfNeeded();
    await expect(one.getByRole('textbox')).toBeVisible();
  }
}

/** What each cell prints and moves, in the order of the page. */
const expected: readonly (readonly [id: string, ...texts: readonly (string | RegExp)[]])[] = [
  ['create', 'my-stream is there, ACTIVE, with 2 shards.'],
  ['describe', '"StreamStatus": "ACTIVE"', '"EndingHashKey": "340282366920938463463374607431768211455"', 'Nothing on the belt moved.'],
  ['summary', '"OpenShardCount": 2'],
  ['list-shards', '"ShardId": "shardId-000000000001"'],
  ['put', '"ShardId": "shardId-000000000001"', '1 record went into shardId-000000000001.'],
  ['iterator', /AAAA[\w+/=]{100,}/],
  ['read', '"Data": "SGVsbG8K"', '"PartitionKey": "pk1"'],
  ['base64', /Version 2[\s\S]*Hello\s*Version 1[\s\S]*SGVsbG8K/, '2 records went into shardId-000000000001.'],
  ['base64-plain', 'Invalid base64: "Hello"', 'Exit code 255.', '1 record went into shardId-000000000001.'],
  ['base64-raw', '"EncryptionType": "NONE"'],
  ['retention', 'Retention went from 24 to 168 hours.'],
  ['split', 'my-stream went from ACTIVE to UPDATING.'],
  ['merge-closed', 'An error occurred (InvalidArgumentException) when calling the MergeShards operation: Shard shardId-000000000000 in stream my-stream under account 123456789012 has already been merged or split', 'Exit code 254.'],
  ['merge-apart', 'An error occurred (InvalidArgumentException) when calling the MergeShards operation', 'Exit code 254.'],
  ['merge', 'shardId-000000000004 opened.'],
];

test('every cell of the chapter runs, by Run all and in order', async ({ page }) => {
  await open(page);
  expect(await page.locator('.cell').count()).toBe(expected.length);
  await cell(page, 'create').getByRole('button', { name: 'Run all' }).click();
  for (const [id, ...texts] of expected) for (const text of texts) await expect(cell(page, id), id).toContainText(text);
  // Two thirds of the parent's keys are in one child: the lopsided cut.
  await expect(cell(page, 'merge-closed').getByRole('img')).toHaveAccessibleName(/shardId-000000000002: 33.3 % of the keys.*shardId-000000000003: 16.7 %/);
  await expect(cell(page, 'merge').getByRole('link', { name: 'Open in the lab' })).toHaveAttribute('href', /^\/lab#run=/);
});

test('by keyboard: a cell is edited and run with what it needs, and begun again', async ({ page }) => {
  await open(page);
  const list = cell(page, 'list-shards');
  await list.getByRole('textbox').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type("aws kinesis list-shards --stream-name my-stream --query 'Shards[].ShardId' --output text");
  await page.keyboard.press('Control+Enter');
  await expect(list).toContainText('shardId-000000000000\tshardId-000000000001');
  await expect(cell(page, 'create')).toContainText('my-stream is there');
  await list.getByRole('textbox').fill('aws kinesis list-shards --steam-name my-stream');
  await page.keyboard.press('Control+Enter');
  await expect(list).toContainText('Unknown options: --steam-name, my-stream');
  await expect(list).toContainText('Did you mean --stream-name?');
  await list.getByRole('button', { name: 'Start again' }).click();
  await expect(page.locator('.cell-answers')).toHaveCount(0);
});

test('a guess stands beside what came of it, and the lab opens at the same state', async ({ page }) => {
  await open(page);
  const closed = cell(page, 'merge-closed');
  await closed.getByLabel('It works').check();
  await closed.getByRole('button', { name: 'Run it' }).click();
  await expect(closed).toContainText('You said “It works”. It is “It is refused”.');
  await closed.getByRole('link', { name: 'Open in the lab' }).click();
  await expect(page).toHaveURL(/\/lab/);
  await expect(page.getByText('The commands of the chapter').first()).toBeVisible();
});

for (const [name, colorScheme, width] of [['light', 'light', 1280], ['dark', 'dark', 1280], ['phone', 'light', 320]] as const) {
  test(`axe finds nothing in cells that have run, and nothing scrolls sideways: ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    await cell(page, 'create').getByRole('button', { name: 'Run all' }).click();
    await expect(cell(page, 'merge')).toContainText('shardId-000000000004 opened.');
    const { violations } = await new AxeBuilder({ page }).include('#commands').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
}
