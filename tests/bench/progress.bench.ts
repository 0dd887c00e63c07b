/** The progress page's folds over the log of a learner of years: twenty thousand events. */
import { calibration, EVENT_SCHEMA, everySitting, fold, pastSittings, type QuizEvent, reviewsOf, schedule, studyDays, uint32s } from '#quiz';

export const title = 'Progress: what is worked out from 20,000 events';

const DAY_MS = 86_400_000;
const EVENTS = 20_000;
const CARDS = Array.from({ length: 100 }, (_, i) => `card-${i}`);
const dayOf = (atMs: number) => Math.floor(atMs / DAY_MS);

/** A sitting of 20 cards a day, three of four right. */
function log(): QuizEvent[] {
  const next = uint32s(47);
  const events: QuizEvent[] = [];
  for (let day = 0; events.length < EVENTS; day++) {
    const stamp = () => ({ v: EVENT_SCHEMA, id: `e${events.length}`, sittingId: `s${day}`, atMs: day * DAY_MS + events.length }) as const;
    const cardIds = CARDS.slice((20 * day) % 100, ((20 * day) % 100) + 20);
    events.push({ ...stamp(), type: 'sitting-started', deck: 'a-deck', cardIds, seed: day });
    for (const cardId of cardIds) {
      events.push({ ...stamp(), type: 'card-revealed', cardId, confidence: 'knew' });
      events.push({ ...stamp(), type: 'marked', cardId, right: next() % 4 > 0, round: 'first' });
    }
  }
  return events;
}

export function run() {
  const events = log();
  const took = (work: () => unknown) => {
    work();
    const from = performance.now();
    work();
    return performance.now() - from;
  };
  const sittings = everySitting(events);
  return [
    { what: 'the state, as every page folds it', value: took(() => fold(events)), unit: 'ms' },
    { what: 'the schedule', value: took(() => schedule(events, dayOf)), unit: 'ms' },
    { what: 'every sitting', value: took(() => everySitting(events)), unit: 'ms' },
    { what: 'days, scores and calibration', value: took(() => [studyDays(reviewsOf(events), pastSittings(sittings, []), dayOf), calibration(sittings)]), unit: 'ms' },
  ];
}
