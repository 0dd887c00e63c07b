/** One shard, close up: its range, what it holds, its family, and the calls that read it, split it or merge it. */
import { isOpen, quotas, shardIdOf, shareOfKeySpace, writtenInLastSecond, type Shard, type Stream } from '#sim';
import { useId, useState } from 'react';
import { select } from '../state/lab-view.ts';
import { mergeCommand, splitCommand } from './commands.ts';
import { formatCount, formatDuration, formatShare } from './format.ts';
import { Go, placeOf, ToShards } from './links.tsx';
import { CallButton, Head } from './panel-parts.tsx';
import { neighboursOf } from './reshard.ts';
import { newestBounced } from './rejections/explain.ts';
import { ReadByHand } from './read-by-hand.tsx';
import type { BeltState } from './use-belt.ts';

export function ShardPanel({ belt, shard }: { readonly belt: BeltState; readonly shard: Shard }) {
  const { stream, shards, world } = belt;
  if (!stream) return null;
  const { below, above } = neighboursOf(shard, shards);
  const parents = [shard.parentIndex, shard.adjacentParentIndex].filter((index) => index !== null);
  const children = stream.shards.filter((other) => other.parentIndex === shard.index || other.adjacentParentIndex === shard.index);
  const written = writtenInLastSecond(world, shard);
  const readers = belt.consumers.filter((party) => party.view.reading?.at(world, party.members, shard.index));
  const throttled = newestBounced(world, { shardIndex: shard.index });
  const ready = stream.status === 'ACTIVE';
  const share = (key: bigint) => formatShare(shareOfKeySpace(key));
  return (
    <>
      <Head title={<span className="mono">{shardIdOf(shard.index)}</span>}>
        <span className="panel-state">{isOpen(shard) ? 'OPEN' : 'CLOSED'}</span>
      </Head>
      <dl className="panel-facts">
        <dt>hash keys</dt>
        <dd>
          {share(shard.start)} to {share(shard.end + 1n)} of the key space
          <span className="panel-key mono">
            {String(shard.start)} … {String(shard.end)}
          </span>
        </dd>
        <dt>holds</dt>
        <dd>
          {formatCount(shard.cursor.length - shard.head)} records; {formatCount(shard.head)} have expired
        </dd>
        {isOpen(shard) && (
          <>
            <dt>last second</dt>
            <dd>
              {formatCount(written.records)} of {formatCount(quotas.shardWriteRecordsPerSecond)} records written
            </dd>
          </>
        )}
        {parents.length > 0 && (
          <>
            <dt>{parents.length > 1 ? 'parents' : 'parent'}</dt>
            <dd>
              <ToShards indices={parents} />
            </dd>
          </>
        )}
        {children.length > 0 && (
          <>
            <dt>{children.length > 1 ? 'children' : 'child'}</dt>
            <dd>
              <ToShards indices={children.map(({ index }) => index)} />
            </dd>
          </>
        )}
        {readers.length > 0 && (
          <>
            <dt>read by</dt>
            <dd className="panel-links">
              {readers.map((party) => (
                <Go key={party.key} to={placeOf(party, shard.index)} label={`Show ${party.name}`}>
                  {party.name}
                </Go>
              ))}
            </dd>
          </>
        )}
        {throttled !== null && (
          <>
            <dt>refused</dt>
            <dd>
              writes, the last {formatDuration(world.nowMs - world.service.rejections.get(throttled).atMs)} ago.{' '}
              <Go to={{ kind: 'rejection', index: throttled }}>Why?</Go>
            </dd>
          </>
        )}
      </dl>
      {shard.cursor.length > shard.head && (
        <div className="panel-doors">
          <button type="button" onClick={() => select({ kind: 'record', shard: shard.index, index: shard.cursor.length - 1 })}>
            Its newest record
          </button>
        </div>
      )}
      <ReadByHand key={shard.index} stream={stream} shard={shard} />
      {isOpen(shard) ? (
        <>
          <CallButton command={splitCommand(stream, shard)} primary disabled={!ready}>
            Split in the middle
          </CallButton>
          <SplitElsewhere key={shard.index} stream={stream} shard={shard} ready={ready} />
          {below && (
            <CallButton command={mergeCommand(stream, below, shard)} disabled={!ready}>
              Merge with {shardIdOf(below.index).replace(/0+(?=\d)/, '…')} below
            </CallButton>
          )}
          {above && (
            <CallButton command={mergeCommand(stream, shard, above)} disabled={!ready}>
              Merge with {shardIdOf(above.index).replace(/0+(?=\d)/, '…')} above
            </CallButton>
          )}
          {!ready && <p className="panel-hint">The stream is {stream.status}. It takes a few seconds of its time; play or step on.</p>}
        </>
      ) : (
        <p className="panel-hint">A closed shard takes no more records, but keeps those it has until they pass retention. Its children take what is written now.</p>
      )}
    </>
  );
}

/** A cut at any hundredth of the range: the lopsided ones are a lesson, too. */
function SplitElsewhere({ stream, shard, ready }: { readonly stream: Stream; readonly shard: Shard; readonly ready: boolean }) {
  const [percent, setPercent] = useState(25);
  const id = useId();
  const hashKey = shard.start + ((shard.end - shard.start) * BigInt(percent)) / 100n;
  return (
    <details className="panel-more">
      <summary>Split elsewhere</summary>
      <div className="panel-row">
        <label htmlFor={id}>At {percent} % of its range</label>
        <input id={id} type="range" min={1} max={99} value={percent} onChange={(event) => setPercent(Number(event.target.value))} />
      </div>
      <CallButton command={splitCommand(stream, shard, hashKey)} disabled={!ready}>
        Split at {formatShare(shareOfKeySpace(hashKey))}
      </CallButton>
    </details>
  );
}
