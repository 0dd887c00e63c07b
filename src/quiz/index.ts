/** The only door of `src/quiz`. */
export type { Card } from './card.ts';
