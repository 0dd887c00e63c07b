// Holds: the planner's form gives what was worked out by hand; its address restores it; wrong input loses nothing; the lab runs the plan.
import type { Page } from '@playwright/test';
import { planCases, type PlanCase } from '../support/plan-cases.ts';
import { runTo, send, trace } from './support/lab.ts';
import { expect, expectNoSidewaysScroll, test } from './support/test.ts';

const labels: Record<string, string> = {
  rate: 'Records a second', peak: 'At the peak', size: 'Record size', aggregate: 'KPL: user records in one', pollers: 'Consumers that poll', calls: 'Each calls GetRecords',
  fanout: 'Enhanced fan-out', retention: 'Retention', spare: 'Keep free at the peak', busiest: 'The busiest key has', hours: 'Hours a month',
};
const choices: Record<string, string> = { sizeUnit: 'Unit of the record size', retentionUnit: 'Unit of retention', mode: 'Mode', region: 'Region' };
const field = (page: Page, name: string) => page.getByRole('textbox', { name: labels[name]!, exact: true });
const shards = (page: Page) => page.getByRole('status', { name: 'Shards' });
const count = (n: number) => n.toLocaleString('en');
const usd = (n: number) => `$${n.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

async function openPlan(page: Page, search = '') {
  await page.goto(`/plan${search}`);
  await expect(page.getByRole('heading', { level: 1, name: 'How many shards?' })).toBeVisible();
}

async function fillIn(page: Page, query: PlanCase['query']) {
  if (['spare', 'busiest', 'hours'].some((name) => name in query)) await page.getByText('Finer points').click();
  for (const [name, text] of Object.entries(query)) {
    if (name in choices) await page.getByRole('combobox', { name: choices[name]! }).selectOption(text);
    else await field(page, name).fill(text);
  }
}

const bounds = { records: 'Records written', bytes: 'Bytes written', polling: 'Shared reads', 'fan-out': 'Enhanced fan-out', 'busiest key': 'The busiest key' };
const modes = { provisioned: 'Provisioned', standard: 'On-demand Standard', advantage: 'On-demand Advantage' } as const;

for (const planCase of planCases) {
  test(`by hand and by form: ${planCase.name}`, async ({ page }) => {
    const { query, broken, cheapest, bound } = planCase;
    await openPlan(page);
    await fillIn(page, query);
    await expect(shards(page)).toHaveText(count(planCase.shards));
    if (bound !== 'minimum') await expect(page.locator('tr[data-bound=true]')).toContainText(bounds[bound]);
    for (const [mode, name] of Object.entries(modes) as [keyof typeof modes, string][]) {
      const column = page.getByRole('region', { name, exact: true });
      if (planCase[mode] !== undefined) await expect(column).toContainText(`${usd(planCase[mode])} a month`);
      if (cheapest !== undefined) await expect(column.getByText('cheapest')).toHaveCount(cheapest === mode ? 1 : 0);
    }
    if (broken) {
      await page.getByText(/^All \d+ that were looked at/).click();
      await expect(page.locator('td[data-status=broken]')).toHaveCount(broken.length);
    }
  });
}

test('the address restores it all: reload, back, forward, and a copied link', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPlan(page);
  await field(page, 'rate').pressSequentially('2500', { delay: 5 });
  await field(page, 'size').pressSequentially('2', { delay: 5 });
  await page.getByRole('combobox', { name: 'Unit of the record size' }).selectOption('KiB');
  await expect(shards(page)).toHaveText('5');
  await expect(page).toHaveURL(/\?rate=2500&size=2&sizeUnit=KiB$/);
  await page.reload();
  await expect(shards(page)).toHaveText('5');
  await expect(field(page, 'rate')).toHaveValue('2500');
  await page.getByRole('link', { name: 'The bank' }).click();
  await expect(shards(page)).toHaveText('50');
  await page.getByRole('button', { name: 'Copy link' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goBack();
  await expect(shards(page)).toHaveText('5');
  // A field is a step of the history, not a letter.
  await page.goBack();
  await expect(page).toHaveURL(/\?rate=2500&size=2$/);
  await expect(page.getByRole('combobox', { name: 'Unit of the record size' })).toHaveValue('B');
  await page.goBack();
  await expect(field(page, 'size')).toHaveValue('');
  await expect(field(page, 'rate')).toHaveValue('2500');
  await page.goForward();
  await page.goForward();
  await expect(shards(page)).toHaveText('5');
  const other = await context.newPage();
  await other.goto(link);
  await expect(shards(other)).toHaveText('50');
});

test('wrong input is told at its field, and nothing typed is lost, not by a reload either', async ({ page }) => {
  await openPlan(page);
  await expect(page.getByText('Give a rate and a record size')).toBeVisible();
  await fillIn(page, { rate: 'many', size: '11', sizeUnit: 'MiB', peak: '3', retention: '9000' });
  await expect(field(page, 'rate')).toHaveAccessibleDescription(/The rate is no number\./);
  await expect(field(page, 'size')).toHaveAccessibleDescription(/at most 10 MiB/);
  await expect(field(page, 'retention')).toHaveAccessibleDescription(/from 24 to 8760/);
  await expect(page.getByText('3 fields are wrong. What you typed is kept.')).toBeVisible();
  await page.reload();
  await expect(field(page, 'rate')).toHaveValue('many');
  await field(page, 'rate').fill('5');
  await expect(field(page, 'peak')).toHaveAccessibleDescription('The peak cannot be lower than the average.');
  await fillIn(page, { peak: '5,000', size: '1', retention: '48' });
  await expect(field(page, 'peak')).not.toHaveAttribute('aria-invalid', 'true');
  await expect(shards(page)).toHaveText(count(5_000));
});

test('each fact of the working tells its source', async ({ page }) => {
  await openPlan(page, '?rate=2500&size=2048');
  await page.getByRole('list', { name: 'From the load to shards' }).getByRole('button', { name: '1,000 records/s' }).click();
  await expect(page.getByRole('note')).toContainText('Streams guide, quotas and limits');
});

const refusals = async (page: Page) => (await trace(page, 20_000)).filter(({ kind }) => kind === 'WriteThrottled' || kind === 'ReadThrottled').length;

test.describe('Run this plan', () => {
  test('opens the lab on as many shards, with the load put and read and nothing refused', async ({ page }) => {
    await openPlan(page, '?rate=1500&peak=3000&size=1&sizeUnit=KiB&pollers=2&fanout=1&spare=20');
    await expect(shards(page)).toHaveText('4');
    await page.getByRole('link', { name: 'Run this plan' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A plan: 3,000 records/s on 4 shards');
    await page.waitForFunction(() => window.shardbelt !== undefined);
    await runTo(page, 45_000);
    const summary = await send(page, 'DescribeStreamSummary', { StreamName: 'planned' });
    expect(summary).toMatchObject({ ok: true, value: { StreamDescriptionSummary: { OpenShardCount: 4, ConsumerCount: 1, StreamStatus: 'ACTIVE' } } });
    expect(await refusals(page)).toBe(0);
    // 37 s at 1,500 a second, and 20 of them at 1,500 more: 85,500 records, each a unit.
    await page.getByRole('tab', { name: 'Cost' }).click();
    await expect(page.getByRole('row', { name: /PUT payload units/ })).toContainText(/0\.08[45]\d? million units/);
  });

  test('with less than the plan says, the lab refuses', async ({ page }) => {
    await openPlan(page, '?rate=2000&size=100&busiest=60');
    await expect(page.getByText('A limit is broken')).toBeVisible();
    await page.getByRole('link', { name: 'Run this plan' }).click();
    await page.waitForFunction(() => window.shardbelt !== undefined);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^A plan/);
    await runTo(page, 30_000);
    expect(await refusals(page)).toBeGreaterThan(0);
  });
});

test('on a phone the figure stands at the foot while one types, and leads to the plan', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPlan(page);
  await fillIn(page, { rate: '4200', size: '100' });
  const peek = page.getByRole('button', { name: /^5 shards Records written decide/ });
  await expect(peek).toBeInViewport();
  await peek.click();
  await expect(shards(page)).toBeInViewport();
  await expectNoSidewaysScroll(page);
});
