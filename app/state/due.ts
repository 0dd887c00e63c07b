/** What is due today, over all chapters of this build: for the review page, and as a number for the bar and the home page. */
import { chapters } from '#chapters';
import { type CardSchedule, dueCards, keyOf, type QuizEvent, type Schedule, schedule } from '#quiz';
import type { QuizChapter } from '../components/quiz/cards-of.ts';
import { type QuizLog, quizLog } from '../storage/quiz-log.ts';
import { ambient } from './ambient.ts';
import { localDay, onNewDay } from './local-day.ts';

export const loadDecks = (): Promise<QuizChapter[]> => Promise.all(chapters.map(async (chapter) => ({ ...chapter, cards: await chapter.loadCards() })));

/** The schedule of the cards that this build still has; the marks of others stay in the log. */
export function scheduleOf(events: readonly QuizEvent[], decks: readonly QuizChapter[]): Schedule {
  const known = new Set(decks.flatMap(({ slug, cards }) => cards.map(({ id }) => keyOf({ deck: slug, cardId: id }))));
  return new Map([...schedule(events, localDay)].filter(([key]) => known.has(key)));
}

export const dueOn = (events: readonly QuizEvent[], decks: readonly QuizChapter[], day: number): CardSchedule[] => dueCards(scheduleOf(events, decks), day);

/** Opens the log and calls back with the number of cards due, now and whenever it changes. Returns the way to stop. */
export function watchDue(listener: (cards: number) => void, log: QuizLog = quizLog): () => void {
  let decks: readonly QuizChapter[] = [];
  let stopped = false;
  const tell = () => {
    if (!stopped && log.store.getState().status !== 'opening') listener(dueOn(log.store.getState().events, decks, localDay(ambient.now())).length);
  };
  log.open();
  loadDecks().then(
    (loaded) => {
      decks = loaded;
      tell();
    },
    () => {}, // Offline before the first visit was over: no number is shown.
  );
  const stops = [log.store.subscribe((now, before) => now.events !== before.events && tell()), onNewDay(tell)];
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}
