/** What a card's commands print: the simulator's own command line is asked, in the world and at the moment that the card names. */
import type { CliSession } from '#chapters';
import type { CommandRun } from '#sim';
import { playedMoment } from './run-of-show.ts';

/** The commands in order, each as typed and with what it printed. */
export const outputOf = (session: CliSession): readonly CommandRun[] => playedMoment(session).commands;

/** What a terminal shows of it under its line. */
export const printedBy = ({ stdout, stderr }: CommandRun): string => `${stdout}${stderr}`.replace(/^\n+|\n+$/g, '');
