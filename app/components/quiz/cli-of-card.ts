/** What a card's commands print: the simulator's own command line is asked, in the world and at the moment that the card names. */
import type { CliSession } from '#chapters';
import { replay, scenarios, Shell, worldPort, type CommandRun } from '#sim';
import { runOfMoment } from './run-of-show.ts';

/** The commands in order, each as typed and with what it printed. */
export function outputOf(session: CliSession): readonly CommandRun[] {
  const played = replay(runOfMoment(session), scenarios);
  if (!played.ok) throw new Error(played.error);
  return new Shell(worldPort(played.value.world)).run(session.script);
}
