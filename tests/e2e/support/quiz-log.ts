// The log of marks as it lies in the browser's database, read past the app's own code.
import type { Page } from '@playwright/test';

export interface Row {
  readonly type: string;
  readonly cardId?: string;
  readonly right?: boolean;
}

/** The rows of the log, oldest first. The page must be one of the app's origin. */
export const logRows = (page: Page): Promise<Row[]> =>
  page.evaluate(
    () =>
      new Promise<Row[]>((resolve, reject) => {
        const opening = indexedDB.open('shardbelt');
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('quiz-events').objectStore('quiz-events').getAll();
          reading.onerror = () => reject(reading.error!);
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result as Row[]);
          };
        };
      }),
  );

export const marksIn = (rows: readonly Row[]): Row[] => rows.filter(({ type }) => type === 'marked');
