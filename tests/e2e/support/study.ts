// Logs of learners, made up day by day, and the way in for them: a backup that the page takes in.
import { chapters } from '#chapters';
import { drawExam, drawSitting, EVENT_SCHEMA, type QuizEvent, toBackup, uint32s } from '#quiz';
import { expect, type Page } from '@playwright/test';

const DAY_MS = 86_400_000;
const chapter = chapters[0]!;

/**
 * A learner who sits a quiz every third day with a few retries, reviews on others, and sits an exam every ninth; better from day to day.
 *
 * @param days how many, the last of them that of `endMs`
 */
export async function studyLog(days: number, endMs: number, seed = 1): Promise<QuizEvent[]> {
  const [cards, pool] = await Promise.all([chapter.loadCards(), chapter.loadExam()]);
  const next = uint32s(seed);
  const chance = (share: number) => next() < share * 0x1_0000_0000;
  const log: QuizEvent[] = [];
  let n = 0;
  for (let day = 0; day < days; day++) {
    let atMs = endMs - (days - 1 - day) * DAY_MS - 3_600_000;
    const stamp = () => ({ v: EVENT_SCHEMA, id: `study-${seed}-${++n}`, atMs: (atMs += 5000) }) as const;
    const able = 0.45 + (0.45 * day) / Math.max(1, days - 1);
    if (day % 3 === 0) {
      const sittingId = `quiz-${seed}-${day}`;
      const cardIds = drawSitting(cards, next());
      log.push({ ...stamp(), type: 'sitting-started', sittingId, deck: chapter.slug, cardIds, seed });
      const missed: string[] = [];
      for (const cardId of cardIds) {
        const right = chance(able);
        const sure = chance(0.6);
        log.push({ ...stamp(), type: 'card-revealed', sittingId, cardId, confidence: right === sure ? 'knew' : 'guessed' });
        log.push({ ...stamp(), type: 'marked', sittingId, cardId, right, round: 'first' });
        if (!right) missed.push(cardId);
      }
      for (const cardId of missed) {
        log.push({ ...stamp(), type: 'card-revealed', sittingId, cardId }, { ...stamp(), type: 'marked', sittingId, cardId, right: true, round: 'retry' });
      }
    } else if (day % 7 !== 4) {
      for (const { id } of cards.filter(() => chance(0.12))) log.push({ ...stamp(), type: 'reviewed', deck: chapter.slug, cardId: id, right: chance(able) });
    }
    if (day % 9 === 8) {
      const sittingId = `exam-${seed}-${day}`;
      const questions = drawExam(pool, next());
      log.push({ ...stamp(), type: 'exam-started', sittingId, deck: chapter.slug, questions, seed, limitMs: 2_400_000 });
      log.push({ ...stamp(), type: 'exam-finished', sittingId, right: questions.map(() => chance(able)) });
    }
  }
  return log;
}

/** Opens the progress page with this log in it. */
export async function openProgress(page: Page, log: readonly QuizEvent[]) {
  await page.goto('/progress');
  await page.getByLabel('Take in a backup:').setInputFiles({ name: 'study.json', mimeType: 'application/json', buffer: Buffer.from(toBackup(log, 0)) });
  await page.getByRole('button', { name: 'Merge' }).click();
  await expect(page.getByText('study.json was merged into your marks.')).toBeVisible();
}
