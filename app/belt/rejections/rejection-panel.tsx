/** A record that bounced, close up: why it was throttled. */
import { hashKeyOfPartitionKey, shareOfKeySpace } from '#sim';
import { formatDuration, formatShare } from '../format.ts';
import { Go, GoToMoment, ToActor, ToShard } from '../links.tsx';
import { Head } from '../panel-parts.tsx';
import type { BeltState } from '../use-belt.ts';
import { Explanation } from './explanation.tsx';
import { bouncedAt } from './explain.ts';

export function RejectionPanel({ belt: { world, streamName, stream }, index }: { readonly belt: BeltState; readonly index: number }) {
  const bounced = bouncedAt(world, streamName, index);
  const shard = bounced && stream?.shards[bounced.shardIndex];
  return (
    <>
      <Head title="Why was this record throttled?" />
      {bounced && shard ? (
        <>
          <dl className="panel-facts">
            <dt>from</dt>
            <dd>
              {bounced.producer === null ? 'a producer that has left' : <ToActor name={bounced.producer} />}, at <GoToMoment atMs={bounced.atMs} />, {formatDuration(world.nowMs - bounced.atMs)} ago
            </dd>
            <dt>partition key</dt>
            <dd className="mono">{bounced.partitionKey ?? 'not known any more'}</dd>
            {bounced.partitionKey !== null && (
              <>
                <dt>MD5</dt>
                <dd className="panel-key mono">{hashKeyOfPartitionKey(bounced.partitionKey).toString(16).padStart(32, '0')}</dd>
              </>
            )}
            <dt>falls in</dt>
            <dd>
              <ToShard index={bounced.shardIndex} /> ({formatShare(shareOfKeySpace(shard.start))} to {formatShare(shareOfKeySpace(shard.end + 1n))})
            </dd>
          </dl>
          <Explanation explanation={bounced.explanation} />
          {bounced.call && (
            <p className="panel-hint">
              Its call: <Go to={{ kind: 'call', index: bounced.call.index }}>{bounced.call.operation}</Go>
            </p>
          )}
        </>
      ) : (
        <p className="panel-hint">At this moment it has not been put yet.</p>
      )}
    </>
  );
}
