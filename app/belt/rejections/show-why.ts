/** Opens the explanation of the record that bounced last, of one shard or of all; where only reads were refused there is none. */
import { useSimSession } from '../../state/sim-session.ts';
import { show } from '../links.tsx';
import { newestBounced } from './explain.ts';

export function showWhyThrottled(shardIndex?: number): void {
  const index = newestBounced(useSimSession.getState().world, { shardIndex });
  if (index !== null) show({ kind: 'rejection', index });
}
