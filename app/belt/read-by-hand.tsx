/** Reading a shard as a program does: an iterator first, then call after call with the iterator that the last answer gave. */
import { shardIdOf, type ActionOutcome, type Shard, type Stream } from '#sim';
import { useId, useState } from 'react';
import { iteratorCommand, readCommand } from './commands.ts';
import { CallButton } from './panel-parts.tsx';

const STARTS = [
  { value: 'TRIM_HORIZON', label: 'TRIM_HORIZON: the oldest kept' },
  { value: 'LATEST', label: 'LATEST: what comes next' },
] as const;

export function ReadByHand({ stream, shard }: { readonly stream: Stream; readonly shard: Shard }) {
  const id = useId();
  const [start, setStart] = useState<(typeof STARTS)[number]['value']>('TRIM_HORIZON');
  /** Where the next GetRecords goes on; null before the first iterator, and at the end of a closed shard. */
  const [place, setPlace] = useState<string | null>(null);
  return (
    <>
      <div className="panel-row">
        <label htmlFor={id}>Read {shardIdOf(shard.index).replace(/0+(?=\d)/, '…')} from</label>
        <select id={id} value={start} onChange={(event) => setStart(event.target.value as typeof start)}>
          {STARTS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <CallButton command={iteratorCommand(stream, shard, start)} answered={(outcome) => take(outcome, 'ShardIterator')}>
        Get an iterator
      </CallButton>
      {place !== null && (
        <CallButton command={readCommand(place)} answered={(outcome) => take(outcome, 'NextShardIterator')}>
          Get records
        </CallButton>
      )}
    </>
  );

  /** A refused call leaves the place as it is: that it has expired is for the learner to see. */
  function take(outcome: ActionOutcome, member: 'ShardIterator' | 'NextShardIterator'): void {
    if (outcome.ok) setPlace((outcome.value as Partial<Record<typeof member, string>>)[member] ?? null);
  }
}
