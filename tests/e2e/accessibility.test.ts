// axe finds nothing on any page, in both themes, on a desktop and on a phone; no page is wider than its window at 320 px.
import type { Page } from '@playwright/test';
import { beltStates } from './support/belt-states.ts';
import { HOUR_MS, now, openLab, openPausedLab, panel, parent, runTo, send, shardButton } from './support/lab.ts';
import { answerCards, beginQuiz, quizPath } from './support/quiz.ts';
import { openProgress, studyLog } from './support/study.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts';

const states: Record<string, (page: Page) => Promise<unknown>> = {
  ...Object.fromEntries(Object.entries(beltStates).map(([name, open]) => [`belt, ${name}`, open])),
  home: async (page) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'The course' })).toBeVisible();
  },
  about: async (page) => {
    await page.goto('/about');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  },
  chapter: async (page) => {
    await page.goto('/chapters/kinesis-data-streams');
    await page.getByRole('figure', { name: 'Hash a key' }).scrollIntoViewIfNeeded();
    await expect(page.getByRole('textbox', { name: 'Partition key' })).toBeVisible();
  },
  'plan, nothing asked yet': async (page) => {
    await page.goto('/plan');
    await expect(page.getByText('Give a rate and a record size')).toBeVisible();
  },
  'plan, with limits broken and all folds open': async (page) => {
    await page.goto('/plan?rate=1000000000&size=1&sizeUnit=KiB&fanout=21&busiest=2&calls=6');
    await page.getByText(/^All \d+ that were looked at/).click();
    await page.getByText('How the bill counts records').click();
    await expect(page.getByText('PUT payload units of one record')).toBeVisible();
  },
  'plan, wrong fields': async (page) => {
    await page.goto('/plan?rate=x&size=-1&busiest=200');
    await expect(page.getByText('3 fields are wrong')).toBeVisible();
  },
  'lab, paused': (page) => openPausedLab(page),
  'lab, running': (page) => openLab(page),
  'lab, a shard selected and its command open': async (page) => {
    await openPausedLab(page);
    await shardButton(page, parent).click();
    await page.locator('.call', { hasText: 'Split in the middle' }).getByText('as a command').click();
    await expect(page.getByText('aws kinesis split-shard').first()).toBeVisible();
  },
  'lab, a pin selected, a command of its open and its next place chosen': async (page) => {
    await openPausedLab(page);
    await page.getByRole('button', { name: /^Pin of archive on shardId-000000000000,/ }).click();
    await panel(page).getByText('as a command').first().click();
    await panel(page).getByRole('button', { name: 'Newer' }).click();
    await expect(page.locator('.gesture-note')).toBeVisible();
  },
  'lab, a consumer selected, with what can be done at its card': async (page) => {
    await openPausedLab(page);
    await page.getByRole('button', { name: /^archive/ }).click();
    await expect(panel(page).getByRole('heading', { name: 'archive' })).toBeVisible();
  },
  'lab, after a split': async (page) => {
    await openPausedLab(page);
    await shardButton(page, parent).click();
    await page.getByRole('button', { name: 'Split in the middle' }).click();
    await runTo(page, (await now(page)) + HOUR_MS);
    await expect(shardButton(page, parent)).toContainText('CLOSED');
  },
  'lab, a call refused': async (page) => {
    await openPausedLab(page);
    await send(page, 'PutRecord', {});
    await expect(page.getByRole('alert')).toContainText('ValidationException');
  },
  'lab, clickstream, a producer selected': async (page) => {
    await openPausedLab(page, '/lab/clickstream');
    await page.getByRole('button', { name: /^web-1/ }).click();
    await page.getByRole('tab', { name: 'Consumers' }).click();
  },
  'lab, a run to be shared': async (page) => {
    await openPausedLab(page);
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByRole('dialog', { name: 'Share this run' })).toBeVisible();
  },
  'lab, a link that is damaged': async (page) => {
    await openLab(page, '/lab#run=nonsense');
    await expect(page.getByRole('dialog', { name: 'This run cannot be opened' })).toBeVisible();
  },
  'lab, branches': async (page) => {
    await openPausedLab(page);
    await runTo(page, HOUR_MS);
    await send(page, 'IncreaseStreamRetentionPeriod', { StreamName: 'observations', RetentionPeriodHours: 48 });
    await page.getByText('Branches (2)').click();
    await expect(page.getByLabel('Name of branch 2')).toBeVisible();
  },
  'lab, what it pauses for': async (page) => {
    await openPausedLab(page);
    await page.getByText('Pause when …').click();
    await page.getByLabel('records expire unread').check();
  },
  'lab, the kinds to add': async (page) => {
    await openPausedLab(page);
    await panel(page).getByRole('button', { name: 'Add…' }).click();
    await expect(panel(page).getByRole('button', { name: 'KCL worker' })).toBeVisible();
  },
  'lab, a KCL application, its settings and its leases': async (page) => {
    await openPausedLab(page);
    await panel(page).getByRole('button', { name: 'Add…' }).click();
    await panel(page).getByRole('button', { name: 'KCL worker' }).click();
    await panel(page).getByRole('button', { name: 'Add a worker to it' }).click();
    await panel(page).getByText('More settings').click();
    await runTo(page, (await now(page)) + 180_000);
    await page.getByRole('tab', { name: 'Leases' }).click();
    await expect(page.getByRole('region', { name: 'Table app-1' }).getByRole('row')).toHaveCount(3);
  },
  'lab, the network': async (page) => {
    await openPausedLab(page);
    await panel(page).getByRole('button', { name: 'Network…' }).click();
    await expect(panel(page).getByRole('spinbutton', { name: 'Requests lost %' })).toBeVisible();
  },
  'lab, no stream yet': async (page) => {
    await page.goto('/lab/walk-1-create');
    await expect(page.getByText('There is no stream named orders.').first()).toBeVisible();
    await page.getByRole('button', { name: /^Pause\b/ }).click();
  },
  'lab, a hundred shards': async (page) => {
    await openPausedLab(page, '/lab/clickstream-at-scale');
    await page.getByRole('tab', { name: 'Shards' }).click();
    await page.getByRole('row', { name: /^shardId-000000000042/ }).getByRole('button').click();
    await expect(panel(page)).toContainText('of the key space');
  },
  'lab, metrics with alarms, one as a table': async (page) => {
    await openPausedLab(page, '/lab/split-under-load');
    await page.getByRole('tab', { name: 'Metrics' }).click();
    await page.getByRole('button', { name: 'Set the usual alarms' }).click();
    await page.getByText('as a table').first().click();
  },
  'lab, a call on the wire': async (page) => {
    await openPausedLab(page);
    await page.getByRole('tab', { name: 'API log' }).click();
    await page.getByRole('tabpanel').getByRole('listitem').first().getByRole('button').click();
    await expect(page.getByRole('group', { name: 'Request' })).toContainText('X-Amz-Target');
  },
  'lab, the bill': async (page) => {
    await openPausedLab(page);
    await page.getByRole('tab', { name: 'Cost' }).click();
    await expect(page.getByRole('row', { name: /Shard-hours/ })).toBeVisible();
  },
  'lab, a record': async (page) => {
    await openPausedLab(page);
    await shardButton(page, parent).click();
    await panel(page).getByRole('button', { name: 'Its newest record' }).click();
    await panel(page).getByText('The sequence number taken apart').click();
  },
  'lab, a story that is over, with its solutions': async (page) => {
    await openPausedLab(page, '/lab/walk-2-put');
    await runTo(page, 3_600_000);
    await expect(page.getByText('Not everything is met.')).toBeVisible();
    await page.getByText('Solutions, and what only looks like one').click();
  },
  'lab, shards as a table': async (page) => {
    await openPausedLab(page);
    await page.getByRole('tab', { name: 'Shards' }).click();
  },
  'progress, nothing marked': async (page) => {
    await page.goto('/progress');
    await expect(page.getByText(/^Nothing is marked yet\./)).toBeVisible();
  },
  'progress, a day': async (page) => openProgress(page, await studyLog(1, Date.now())),
  'progress, weeks': async (page) => openProgress(page, await studyLog(40, Date.now())),
  'quiz, before it begins': async (page) => {
    await page.goto(quizPath);
    await expect(page.getByRole('button', { name: /^Begin/ })).toBeVisible();
  },
  'quiz, front of a card': beginQuiz,
  'quiz, back of a card': async (page) => {
    await beginQuiz(page);
    await page.getByRole('button', { name: /^I know it/ }).click();
    await expect(page.getByRole('group', { name: 'Answer' })).toBeVisible();
  },
  'deck, a card turned with its wrong answers': async (page) => {
    await page.goto('/cards/kinesis-data-streams#steps-split');
    await page.locator('#steps-split').getByText('What people answer, and why not').click();
    await expect(page.locator('#steps-split').getByRole('listitem').first()).toBeVisible();
  },
  'deck, a card with commands and what they print': async (page) => {
    await page.goto('/cards/kinesis-data-streams#cli-read-to-the-end');
    await expect(page.getByRole('group', { name: 'What command 2 prints' })).toBeVisible();
  },
  'a card’s run, over the card': async (page) => {
    await page.goto('/cards/kinesis-data-streams#parent-after-split');
    await page.getByRole('button', { name: 'Show me on the belt' }).click();
    await expect(page.getByRole('dialog').getByTestId('belt')).toBeVisible();
  },
  'quiz, result': async (page) => {
    const total = await beginQuiz(page);
    await answerCards(page, Array.from({ length: total }, (_, i) => i % 2 === 0));
  },
};

for (const width of [1440, 390]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 844 } });
    for (const [name, open] of Object.entries(states)) {
      test(`axe finds nothing in light or dark: ${name}`, async ({ page }) => {
        // Axe looks at each of the chapter's thousands of elements.
        if (name === 'chapter') test.slow();
        await open(page);
        await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
        await expectAccessible(page);
        await page.emulateMedia({ colorScheme: 'dark' });
        await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
        // A theme changes colours alone, and the whole of axe takes long on a chapter.
        await expectAccessible(page, ['color-contrast', 'link-in-text-block']);
      });
    }
  });
}

// The system's own colours and its wish for more contrast recolour the belt, records and all: each of its states is looked at in both.
for (const [name, media] of Object.entries({ 'forced colours': { forcedColors: 'active' }, 'more contrast': { contrast: 'more' } } as const)) {
  test.describe(name, () => {
    for (const [state, open] of Object.entries(beltStates)) {
      test(`axe finds nothing in light or dark with ${name}: belt, ${state}`, async ({ page }) => {
        await page.emulateMedia(media);
        await open(page);
        await expectAccessible(page);
        await page.emulateMedia({ ...media, colorScheme: 'dark' });
        await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
        await expectAccessible(page, ['color-contrast', 'link-in-text-block']);
      });
    }
  });
}

test.describe('320 px', () => {
  test.use({ viewport: { width: 320, height: 640 } });
  for (const [name, open] of Object.entries(states)) {
    test(`nothing scrolls sideways: ${name}`, async ({ page }) => {
      await open(page);
      await expectNoSidewaysScroll(page);
    });
  }
});
