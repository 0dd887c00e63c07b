/** An action in a few words, as the lists and notes of the lab name it: "SplitShard", "crash of archive". */
import type { Action } from '#sim';

export function actionText(action: Action): string {
  switch (action.type) {
    case 'call':
      return action.operation;
    case 'set kms key':
      return `the state of ${action.keyId}`;
    case 'add actor':
      return `the coming of ${action.config.name}`;
    case 'remove actor':
      return `the leaving of ${action.actor}`;
    case 'configure actor':
      return `the setting of ${action.actor}`;
    case 'configure network':
      return 'the setting of the network';
    case 'set alarm':
      return `the alarm ${action.config.name}`;
    case 'delete alarm':
      return `deleting the alarm ${action.alarm}`;
    case 'crash actor':
      return `the crash of ${action.actor}`;
    case 'restart actor':
      return `the restart of ${action.actor}`;
    case 'reposition actor':
      return `the move of ${action.actor}`;
  }
}
