// A small pool and a learner who sits exams on it: turns steps into events, with ids counted up and a clock of its own.
import { apply, emptyState, EVENT_SCHEMA, type ExamPool, type ExamQuestion, examState, gradeExam, drawExam, type QuizEvent, type QuizState, type Sum } from '#quiz';

export const DECK = 'kinesis-data-streams';

const question = (topic: string, n: number, right: readonly number[], options: number): ExamQuestion => ({
  id: `${topic}-${n}`, topic, section: 'belt', stem: `Need ${n} of ${topic}?`, factIds: ['T001'], sources: [{ title: 'A page' }],
  options: Array.from({ length: options }, (_, i) => ({ text: `Option ${i}`, right: right.includes(i), why: `Because ${i}.` })),
});

const makeSum = (seed: number): Sum => ({
  id: `s:${seed}`, kind: `kind-${seed % 3}`, topic: 'capacity', section: 'belt', question: `Sum ${seed}?`, answer: 5, unit: 'shards', tolerance: 0,
  working: [{ what: 'All', formula: '2 + 3', result: '5' }], wrong: [3, 4, 6].map((value) => ({ value, why: `Not ${value}.` })), factIds: ['T001'], source: 'A page',
});

/** Three topics of weights 3, 2 and 1, six questions each; every third asks for two of five. */
export const pool: ExamPool = {
  questions: ['keys', 'reading', 'errors'].flatMap((topic) => Array.from({ length: 6 }, (_, n) => (n % 3 === 2 ? question(topic, n, [1, 3], 5) : question(topic, n, [n % 4], 4)))),
  topics: [{ id: 'keys', title: 'Keys', weight: 3 }, { id: 'reading', title: 'Reading', weight: 2 }, { id: 'errors', title: 'Errors', weight: 1 }],
  sumTopic: 'keys',
  makeSum,
};

export const LIMIT_MS = 60_000;

export class Candidate {
  state: QuizState = emptyState;
  readonly log: QuizEvent[] = [];
  nowMs = 1_000_000;
  #n = 0;

  get exam() {
    return examState(this.state, DECK);
  }

  stamp(sittingId = this.exam.running?.id ?? this.exam.finished.at(-1)?.id ?? 'none') {
    return { v: EVENT_SCHEMA, id: `e${++this.#n}`, sittingId, atMs: this.nowMs } as const;
  }

  /** Puts the event in the log and returns why it did not apply, if it did not. */
  send(event: QuizEvent): string | null {
    this.log.push(event);
    const outcome = apply(this.state, event);
    if (outcome.ok) this.state = outcome.state;
    return outcome.ok ? null : outcome.refusal;
  }

  start(seed = 1, size = 8) {
    return this.send({ ...this.stamp(`x${this.#n}`), type: 'exam-started', deck: DECK, questions: drawExam(pool, seed, size, 2), seed, limitMs: LIMIT_MS });
  }

  answer(questionId: string, chosen: number[]) {
    return this.send({ ...this.stamp(), type: 'exam-answered', questionId, chosen });
  }

  flag(questionId: string, flagged: boolean) {
    return this.send({ ...this.stamp(), type: 'exam-flagged', questionId, flagged });
  }

  finish() {
    const sitting = this.exam.running ?? this.exam.finished.at(-1);
    return this.send({ ...this.stamp(), type: 'exam-finished', right: sitting ? gradeExam(pool, sitting) : [true] });
  }
}
