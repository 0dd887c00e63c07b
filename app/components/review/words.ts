/** Numbers as the review page says them. */

export const cards = (count: number): string => (count === 1 ? '1 card' : `${count} cards`);

/** In so many local days, at least one. */
export const inDays = (days: number): string => (days <= 1 ? 'tomorrow' : `in ${days} days`);
