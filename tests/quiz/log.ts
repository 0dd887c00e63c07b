// Events for tests, with ids and times counted up.
import { apply, type Confidence, currentCardId, deckState, emptyState, EVENT_SCHEMA, type QuizEvent, type QuizState, round, type Sitting, undoableMark } from '#quiz';

export const DECK = 'kinesis-data-streams';
export const cardIds = (n: number) => Array.from({ length: n }, (_, i) => `card-${i + 1}`);

export type Step = 'reveal' | Confidence | 'right' | 'wrong' | 'undo' | 'start';

/** A learner at one deck: turns steps into events that fit the state, and keeps the log. */
export class Learner {
  state: QuizState = emptyState;
  readonly log: QuizEvent[] = [];
  #n = 0;
  constructor(readonly cards: readonly string[]) {}

  get deck() {
    return deckState(this.state, DECK);
  }

  get sitting(): Sitting {
    const { sitting } = this.deck;
    if (!sitting) throw new Error('no sitting');
    return sitting;
  }

  stamp(sittingId: string = this.sitting.id) {
    this.#n += 1;
    return { v: EVENT_SCHEMA, id: `e${this.#n}`, sittingId, atMs: 1000 * this.#n } as const;
  }

  /** Puts the event in the log, as another tab might, and returns why it did not apply, if it did not. */
  send(event: QuizEvent): string | null {
    this.log.push(event);
    const outcome = apply(this.state, event);
    if (outcome.ok) this.state = outcome.state;
    return outcome.ok ? null : outcome.refusal;
  }

  start(): this {
    this.send({ ...this.stamp(`s${this.log.length}`), type: 'sitting-started', deck: DECK, cardIds: [...this.cards], seed: 1 });
    return this;
  }

  reveal(confidence?: Confidence) {
    return this.send({ ...this.stamp(), type: 'card-revealed', cardId: currentCardId(this.sitting) ?? 'none', ...(confidence && { confidence }) });
  }

  mark(right: boolean) {
    return this.send({ ...this.stamp(), type: 'marked', cardId: currentCardId(this.sitting) ?? 'none', right, round: round(this.sitting) });
  }

  undo() {
    return this.send({ ...this.stamp(), type: 'mark-undone', markId: undoableMark(this.sitting)?.id ?? this.sitting.marks.at(-1)?.id ?? 'none' });
  }

  step(step: Step): void {
    if (step === 'start') this.start();
    else if (step === 'reveal') this.reveal();
    else if (step === 'knew' || step === 'guessed') this.reveal(step);
    else if (step === 'undo') this.undo();
    else this.mark(step === 'right');
  }

  /** Turns and marks one card per letter: r right, w wrong. */
  play(marks: string): this {
    for (const letter of marks) {
      this.reveal();
      const refusal = this.mark(letter === 'r');
      if (refusal) throw new Error(refusal);
    }
    return this;
  }
}
