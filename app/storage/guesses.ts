/** What the learner guessed before a figure ran, kept for this tab until it is closed. */

const PREFIX = 'shardbelt.guess.';

export function readGuess(figure: string): string | null {
  try {
    return sessionStorage.getItem(PREFIX + figure);
  } catch {
    return null;
  }
}

/** Without storage the guess holds as long as the figure stands. */
export function writeGuess(figure: string, guess: string | null): void {
  try {
    if (guess === null) sessionStorage.removeItem(PREFIX + figure);
    else sessionStorage.setItem(PREFIX + figure, guess);
  } catch {
    // Nothing to tell the learner.
  }
}
