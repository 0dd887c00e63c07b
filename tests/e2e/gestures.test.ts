// Each gesture on the belt is one action, whether a mouse, a finger or the keyboard makes it: the same log of actions, the same
// state to the last bit; and each can be taken back to the very state before it, and done again.
import type { Locator, Page } from '@playwright/test';
import { beltStates } from './support/belt-states.ts';
import { openPausedLab, panel, parent, runTo, shardButton, stateHash, trace } from './support/lab.ts';
import { expect, test } from './support/test.ts';

const AT_MS = 90_000_000;
const second = 'shardId-000000000001';

async function openAt(page: Page) {
  await openPausedLab(page);
  await runTo(page, AT_MS);
}

const lastCall = async (page: Page) => (await trace(page, 1))[0];

interface Point {
  readonly x: number;
  readonly y: number;
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on the page');
  return box;
}

/** From the upper quarter of the bar to the middle of the first shard's range, which is a quarter down: there it snaps. */
async function cutInTheMiddle(page: Page): Promise<[Point, Point]> {
  const { x, y, width, height } = await boxOf(page.locator('.cut-grip'));
  const at = { x: x + width / 2, y: y + height / 4 + 1 };
  return [{ x: at.x, y: y + height / 8 }, at];
}

/** From the first lane's grip to the second one's. */
async function dropOnTheNext(page: Page): Promise<[Point, Point]> {
  const middle = ({ x, y, width, height }: Awaited<ReturnType<typeof boxOf>>) => ({ x: x + width / 2, y: y + height / 2 });
  const grips = page.locator('.lane-grip');
  return [middle(await boxOf(grips.nth(0))), middle(await boxOf(grips.nth(1)))];
}

async function byMouse(page: Page, [from, to]: [Point, Point]) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}

async function byFinger(page: Page, [from, to]: [Point, Point]) {
  const client = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]) => client.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await touch('touchStart', [from]);
  await touch('touchMove', [{ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }]);
  await touch('touchMove', [to]);
  await touch('touchEnd', []);
}

async function press(page: Page, button: Locator, key = 'Enter') {
  await button.focus();
  await page.keyboard.press(key);
}

async function chooseShard(page: Page, shard: string) {
  await press(page, shardButton(page, shard));
  await expect(panel(page).getByRole('heading', { name: shard })).toBeVisible();
}

const pin = (page: Page) => page.getByRole('button', { name: /^Pin of archive on shardId-000000000000,/ });

/** From the archive's pin on the first lane to a record near the lane's middle. */
async function pinToTheMiddle(page: Page): Promise<[Point, Point]> {
  const lane = await boxOf(page.locator('.lane').first());
  const head = await boxOf(page.locator('.pin-head').nth(1));
  const from = { x: head.x + head.width / 2, y: head.y + head.height / 2 };
  return [from, { x: lane.x + lane.width * 0.5, y: from.y }];
}

/** Its number, from 1, as the note of a drag that is given up tells it. */
async function recordInTheMiddle(page: Page): Promise<number> {
  const [from, to] = await pinToTheMiddle(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  const note = await page.locator('.gesture-note').textContent();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return Number(/to record ([\d,]+),/.exec(note!)![1]!.replaceAll(',', ''));
}

/** The drag has led to this record; the keyboard is to lead there, too. */
async function pinByKeyboard(page: Page) {
  await press(page, pin(page));
  const record = panel(page).getByRole('spinbutton', { name: /^Record/ });
  await record.fill(String(await recordInTheMiddle(page)));
  await press(page, panel(page).getByRole('button', { name: 'AT_SEQUENCE_NUMBER' }));
}

const doubled = async (page: Page): Promise<[Point, Point]> => {
  const { x, y, width, height } = await boxOf(page.locator('.edge-grip'));
  const from = { x: x + width / 2, y: y + height / 2 };
  // Each 32 px beyond the edge double it.
  return [from, { x: from.x + 32, y: from.y }];
};

async function retainByKeyboard(page: Page) {
  const hours = panel(page).getByRole('spinbutton', { name: 'Retention' });
  await hours.focus();
  await hours.fill('48');
  await press(page, panel(page).getByRole('button', { name: 'Set', exact: true }));
}

const button = (of: (page: Page) => Locator) => ({
  mouse: (page: Page) => of(page).click(),
  finger: (page: Page) => of(page).tap(),
});

const card = (page: Page) => page.getByRole('button', { name: /^archive/ });
const atCard = (name: string) => (page: Page) => page.getByRole('group', { name: 'At the card of archive' }).getByRole('button', { name });

/** The archive is chosen first, as one would: with nothing done by that. */
const onCard = (name: string, key: string) => ({
  first: async (page: Page) => {
    await card(page).click();
    await expect(panel(page).getByRole('heading', { name: 'archive' })).toBeVisible();
  },
  ...button(atCard(name)),
  keyboard: (page: Page) => page.keyboard.press(key),
});

interface Gesture {
  readonly name: string;
  /** What is done before any of the three, and does nothing to the world. */
  readonly first?: (page: Page) => Promise<unknown>;
  readonly mouse: (page: Page) => Promise<unknown>;
  readonly finger: (page: Page) => Promise<unknown>;
  readonly keyboard: (page: Page) => Promise<unknown>;
  readonly action: object;
  /** As the note calls what was taken back. */
  readonly undone: string;
}

const drag = (points: (page: Page) => Promise<[Point, Point]>) => ({
  mouse: async (page: Page) => byMouse(page, await points(page)),
  finger: async (page: Page) => byFinger(page, await points(page)),
});

const gestures: readonly Gesture[] = [
  {
    name: 'a cut',
    ...drag(cutInTheMiddle),
    keyboard: async (page) => {
      await chooseShard(page, parent);
      await page.keyboard.press('s');
    },
    action: { type: 'call', operation: 'SplitShard' },
    undone: 'SplitShard',
  },
  {
    name: 'a drop on the neighbour',
    ...drag(dropOnTheNext),
    keyboard: async (page) => {
      await chooseShard(page, parent);
      await page.keyboard.press('m');
    },
    action: { type: 'call', operation: 'MergeShards' },
    undone: 'MergeShards',
  },
  {
    name: 'a pin dragged to a record',
    ...drag(pinToTheMiddle),
    keyboard: pinByKeyboard,
    action: { type: 'reposition actor', actor: 'archive', startingPosition: { Type: 'AT_SEQUENCE_NUMBER' } },
    undone: 'the move of archive',
  },
  {
    name: 'the retention edge dragged',
    ...drag(doubled),
    keyboard: retainByKeyboard,
    action: { type: 'call', operation: 'IncreaseStreamRetentionPeriod', input: { RetentionPeriodHours: 48 } },
    undone: 'IncreaseStreamRetentionPeriod',
  },
  { name: 'a crash at the card', ...onCard('Crash', 'c'), action: { type: 'crash actor', actor: 'archive' }, undone: 'the crash of archive' },
  { name: 'a slowing at the card', ...onCard('Slower', 'd'), action: { type: 'configure actor', actor: 'archive' }, undone: 'the setting of archive' },
  { name: 'a removal at the card', ...onCard('Remove', 'Delete'), action: { type: 'remove actor', actor: 'archive' }, undone: 'the leaving of archive' },
  {
    name: 'an addition at the column',
    first: (page) => page.getByRole('button', { name: 'Add a consumer' }).click(),
    ...button((page) => panel(page).getByRole('button', { name: 'polling consumer' })),
    keyboard: (page) => press(page, panel(page).getByRole('button', { name: 'polling consumer' })),
    action: { type: 'add actor', config: { kind: 'polling-consumer', name: 'reader-1' } },
    undone: 'the coming of reader-1',
  },
];

const actions = (page: Page) => page.evaluate(() => window.shardbelt!.actions());
const nothingChosen = async (page: Page) => {
  const close = panel(page).getByRole('button', { name: 'Close' });
  if (await close.isVisible()) await close.click();
};

for (const { name, first, mouse, finger, keyboard, action, undone } of gestures) {
  test.describe(name, () => {
    test.use({ hasTouch: true });

    test('is one action, by mouse, finger and keyboard alike, and can be taken back and done again', async ({ page }) => {
      await openAt(page);
      const before = await stateHash(page);
      const logs: unknown[] = [];
      const after: string[] = [];
      for (const make of [mouse, finger, keyboard]) {
        await nothingChosen(page);
        await first?.(page);
        expect(await actions(page), 'nothing was done by choosing').toEqual([]);
        await make(page);
        await expect.poll(async () => (await actions(page)).length).toBe(1);
        logs.push(await actions(page));
        after.push(await stateHash(page));
        await page.getByRole('button', { name: 'Undo' }).click();
        await expect.poll(() => stateHash(page)).toBe(before);
      }
      expect(logs[0]).toMatchObject([{ action }]);
      expect(logs, 'one log, whichever way').toEqual([logs[0], logs[0], logs[0]]);
      expect(after, 'one state, whichever way').toEqual([after[0], after[0], after[0]]);
      await page.locator('body').press('y');
      await expect.poll(() => stateHash(page)).toBe(after[0]!);
      await page.locator('body').press('z');
      await expect.poll(() => stateHash(page)).toBe(before);
      await expect(page.getByText(`Taken back: ${undone}.`)).toBeVisible();
    });
  });
}

test('while one drags, the note tells the command; after it the answer does, to be copied', async ({ page }) => {
  await openAt(page);
  const [from, to] = await pinToTheMiddle(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await expect(page.locator('.gesture-note code')).toContainText('aws kinesis get-shard-iterator --stream-name observations --shard-id shardId-000000000000 --shard-iterator-type AT_SEQUENCE_NUMBER');
  const told = await page.locator('.gesture-note code').textContent();
  await page.mouse.up();
  await expect(page.locator('.answer-command code')).toHaveText(told!);
  await expect(panel(page).getByRole('button', { name: 'Copy the command of it' })).toBeVisible();
});

test('a pin let go at the lane’s ends goes to the tip and to the oldest record; beside its lane, or by Escape, it stays', async ({ page }) => {
  await openAt(page);
  const before = await stateHash(page);
  const lane = await boxOf(page.locator('.lane').first());
  const [from] = await pinToTheMiddle(page);
  for (const [x, Type] of [[lane.x - 40, 'LATEST'], [lane.x + lane.width + 60, 'TRIM_HORIZON']] as const) {
    await byMouse(page, [from, { x, y: from.y }]);
    await expect.poll(async () => JSON.stringify(await actions(page))).toContain(Type);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => stateHash(page)).toBe(before);
  }
  await byMouse(page, [from, { x: from.x - 200, y: from.y + 300 }]);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x - 200, from.y, { steps: 5 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await stateHash(page)).toBe(before);
});

test('the arrow keys choose a chosen pin’s next place, record by record, and Enter takes it there', async ({ page }) => {
  await openAt(page);
  await press(page, pin(page));
  const record = panel(page).getByRole('spinbutton', { name: /^Record/ });
  const at = Number(await record.inputValue());
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowRight']) await page.keyboard.press(key);
  await expect(record).toHaveValue(String(at + 2));
  expect(await actions(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'archive goes on from AT_SEQUENCE_NUMBER' })).toBeVisible();
  expect(await actions(page)).toHaveLength(1);
});

test('what AWS refuses is told as its answer, and the pin stays', async ({ page }) => {
  await openAt(page);
  await press(page, pin(page));
  for (let n = 0; n < 5; n += 1) await panel(page).getByRole('button', { name: 'TRIM_HORIZON' }).click();
  await panel(page).getByRole('button', { name: 'LATEST' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'ProvisionedThroughputExceededException' })).toBeVisible();
});

test('a cut that is let go beside the bar, or ended by Escape, does nothing; a tap chooses the shard', async ({ page }) => {
  await openAt(page);
  const before = await stateHash(page);
  const [from, to] = await cutInTheMiddle(page);
  await byMouse(page, [from, { x: to.x + 300, y: to.y }]);
  expect(await stateHash(page)).toBe(before);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await expect(page.getByText(`Split ${parent} at 0.25`)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await stateHash(page)).toBe(before);
  await page.mouse.click(from.x, from.y);
  await expect(panel(page).getByRole('heading', { name: parent })).toBeVisible();
});

test('a drop on no neighbour does nothing', async ({ page }) => {
  await openAt(page);
  const before = await stateHash(page);
  const [from] = await dropOnTheNext(page);
  await byMouse(page, [from, { x: from.x + 20, y: from.y - 8 }]);
  expect(await stateHash(page)).toBe(before);
});

test('a cut elsewhere than in the middle goes by the panel, too', async ({ page }) => {
  await openAt(page);
  await shardButton(page, second).click();
  await panel(page).getByText('Split elsewhere').click();
  await panel(page).getByRole('slider').fill('25');
  await panel(page).getByRole('button', { name: 'Split at 0.625' }).click();
  await expect.poll(() => lastCall(page)).toMatchObject({ kind: 'CallAnswered', operation: 'SplitShard' });
});

for (const width of [1440, 320]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 844 } });

    for (const name of ['default', 'enhanced fan-out', 'KCL failover']) {
      test(`a press on a pin’s name meets the pin it names, wherever pins stand: ${name}`, async ({ page }) => {
        await beltStates[name]!(page);
        const names = page.getByRole('button', { name: /^Pin of / });
        await expect(names).not.toHaveCount(0);
        for (const one of await names.all()) {
          const met = await one.evaluate((label) => {
            label.scrollIntoView({ block: 'center' });
            const { left, top, width: wide, height } = label.getBoundingClientRect();
            const places = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + x * wide, top + y * height] as const));
            return places.filter(([x, y]) => !label.contains(document.elementFromPoint(x, y))).map(([x, y]) => document.elementFromPoint(x, y)?.className);
          });
          expect(met, 'what lies on it').toEqual([]);
        }
      });
    }
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a finger drags a pin, as one action that can be taken back', async ({ page }) => {
    await openAt(page);
    const before = await stateHash(page);
    await page.locator('.lane').first().scrollIntoViewIfNeeded();
    await byFinger(page, await pinToTheMiddle(page));
    await expect.poll(() => actions(page)).toMatchObject([{ action: { type: 'reposition actor', startingPosition: { Type: 'AT_SEQUENCE_NUMBER' } } }]);
    expect(await stateHash(page)).not.toBe(before);
    await nothingChosen(page);
    await page.locator('body').press('z');
    await expect.poll(() => stateHash(page)).toBe(before);
  });
});
