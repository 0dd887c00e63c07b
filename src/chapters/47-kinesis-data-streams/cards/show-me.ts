/**
 * Where the engine proves a card's answer: a run that anyone can open, and the moment at which it is seen. By card.
 * The test beside it, `show-me.test.ts`, plays each and checks the answer against the state at that moment.
 */
import type { ShowMe } from '../../types.ts';
import { showCommands } from './show-me-commands.ts';
import { showReading } from './show-me-reading.ts';
import { showWriting } from './show-me-writing.ts';

export const showMe: Readonly<Record<string, ShowMe>> = { ...showWriting, ...showReading, ...showCommands };
