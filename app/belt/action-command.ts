/** The command that an action of the learner's equals, to be copied: null where no call to AWS does the same. */
import type { Action, World } from '#sim';
import { partiesOf } from './actors/index.ts';
import { cliText } from './call-text.ts';
import { command } from './commands.ts';
import { moveCommand } from './moves.ts';

export function commandText(world: World, action: Action): string | null {
  if (action.type === 'call') {
    const { operation, input } = action;
    const plain = Object.values(input).every((value) => typeof value === 'string' || typeof value === 'number');
    return plain ? command(operation, input as Record<string, string | number>).text : cliText(action);
  }
  if (action.type !== 'reposition actor') return null;
  const party = partiesOf(world, 'consumers').find(({ members }) => members.some(({ name }) => name === action.actor));
  return (party && moveCommand(world, party, Number(action.shardId.slice(-12)), action.startingPosition).text) || null;
}
