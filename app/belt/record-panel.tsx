/** One record, close up: why it lies on this shard, what its sequence number says, who has read it, when it expires. */
import { recordStory, shareOfKeySpace, type RecordStory, type UserRecord } from '#sim';
import { select } from '../state/lab-view.ts';
import { formatBytes, formatClock, formatCount, formatDuration, formatShare } from './format.ts';
import { Go, GoToMoment, placeOf, ToActor, ToShard } from './links.tsx';
import { Head } from './panel-parts.tsx';
import { SequenceParts } from './sequence-parts.tsx';
import { sentText } from './tell-facts.ts';
import type { BeltState } from './use-belt.ts';

interface Props {
  readonly belt: BeltState;
  readonly shardIndex: number;
  readonly index: number;
}

export function RecordPanel({ belt, shardIndex, index }: Props) {
  const { world, stream } = belt;
  const shard = stream?.shards[shardIndex];
  const story = stream ? recordStory(world, stream, shardIndex, index) : null;
  const go = (to: number) => select({ kind: 'record', shard: shardIndex, index: to });
  return (
    <>
      <Head title={`Record ${formatCount(index + 1)}`}>
        <span className="panel-state">
          on <ToShard index={shardIndex} />
        </span>
      </Head>
      {story ? (
        <Story story={story} belt={belt} shardIndex={shardIndex} index={index} />
      ) : (
        <p className="panel-hint">{shard && index < shard.head ? 'It has passed retention: nobody can read it any more.' : 'At this moment it has not been written yet.'}</p>
      )}
      {shard && (
        <div className="panel-doors">
          <button type="button" disabled={index <= shard.head} onClick={() => go(Math.min(index, shard.cursor.length) - 1)}>
            Older
          </button>
          <button type="button" disabled={index >= shard.cursor.length - 1} onClick={() => go(Math.max(index + 1, shard.head))}>
            Newer
          </button>
        </div>
      )}
    </>
  );
}

function Story({ story, belt, shardIndex, index }: Props & { readonly story: RecordStory }) {
  const { world } = belt;
  const { parts, range } = story;
  const left = story.expiresMs - world.nowMs;
  return (
    <>
      <dl className="panel-facts">
        <dt>partition key</dt>
        <dd className="mono">{story.partitionKey}</dd>
        <dt>MD5</dt>
        <dd>
          <span className="panel-key mono">{story.md5}</span>
          <span className="panel-key mono">= {String(story.hashKey)}</span>
        </dd>
        <dt>place</dt>
        <dd>
          {story.explicit ? 'An ExplicitHashKey overrode the hash: it stands at ' : ''}
          {formatShare(story.share)} of the key space, within {formatShare(shareOfKeySpace(range.start))} to {formatShare(shareOfKeySpace(range.end + 1n))}
        </dd>
        <dt>from</dt>
        <dd>
          {story.source === null ? 'a producer that has left' : <ToActor name={story.source} />}, {formatBytes(story.data.byteLength)}
          {story.encrypted ? ', encrypted with a KMS key' : ''}
        </dd>
        {story.retried && (
          <>
            <dt>sent</dt>
            <dd>
              <Sent story={story} />
            </dd>
          </>
        )}
        <dt>arrived</dt>
        <dd>
          <GoToMoment atMs={story.arrivalMs} />, {formatDuration(world.nowMs - story.arrivalMs)} ago
        </dd>
        <dt>expires</dt>
        <dd>
          {formatClock(story.expiresMs, true)}, in {formatDuration(Math.max(0, left))}
        </dd>
        <dt>read by</dt>
        <dd>
          <Readers belt={belt} shardIndex={shardIndex} index={index} />
        </dd>
        <dt>sequence number</dt>
        <dd>
          <span className="panel-key mono">{story.sequenceNumber}</span>
        </dd>
      </dl>
      <details className="panel-more">
        <summary>The sequence number taken apart</summary>
        <SequenceParts parts={parts} />
      </details>
      <details className="panel-more">
        <summary>{story.userRecords ? `Data: ${formatCount(story.userRecords.length)} records packed by the KPL` : 'Data'}</summary>
        {story.userRecords ? <Packed records={story.userRecords} /> : <code>{preview(story.data)}</code>}
      </details>
    </>
  );
}

/** How it came, where that was not at once; from a copy to what it is a copy of. */
function Sent({ story }: { readonly story: RecordStory }) {
  const { original, arrivalMs } = story;
  return (
    <>
      {sentText(story)}
      {original && (
        <>
          ,{' '}
          <Go to={{ kind: 'record', shard: original.shardIndex, index: original.index }} label={`Show the record before it, ${formatCount(original.index + 1)}`}>
            record {formatCount(original.index + 1)}
          </Go>
          {original.arrivalMs < arrivalMs && `, ${formatDuration(arrivalMs - original.arrivalMs)} earlier`}
        </>
      )}
    </>
  );
}

/** Who is past it, who has yet to come. */
function Readers({ belt: { world, consumers }, shardIndex, index }: Props) {
  const readers = consumers.flatMap((party) => {
    const standing = party.view.reading?.at(world, party.members, shardIndex);
    return standing ? [{ name: party.name, to: placeOf(party, shardIndex), ...standing }] : [];
  });
  if (readers.length === 0) return 'nobody reads this shard';
  return (
    <ul className="panel-list">
      {readers.map(({ name, to, position, recentReads }) => {
        const read = recentReads?.findLast(({ from, to }) => from <= index && index < to);
        const text = read ? <GoToMoment atMs={read.atMs} /> : position !== null && position > index ? 'yes, or passed over' : 'not yet';
        return (
          <li key={name}>
            <Go to={to} label={`Show ${name}`}>
              {name}
            </Go>
            : {text}
          </li>
        );
      })}
    </ul>
  );
}

const PACKED_SHOWN = 20;

function Packed({ records }: { readonly records: readonly UserRecord[] }) {
  return (
    <ol className="panel-list">
      {records.slice(0, PACKED_SHOWN).map(({ PartitionKey, Data }, i) => (
        <li key={i}>
          <span className="mono">{PartitionKey}</span>: <code>{preview(Data)}</code>
        </li>
      ))}
      {records.length > PACKED_SHOWN && <li>and {formatCount(records.length - PACKED_SHOWN)} more</li>}
    </ol>
  );
}

const PREVIEW_BYTES = 240;

/** Its beginning as text; a dot for what cannot be printed. */
function preview(data: Uint8Array): string {
  const text = new TextDecoder().decode(data.subarray(0, PREVIEW_BYTES)).replace(/[^\P{C}\n]|\ufffd/gu, '·').trimEnd();
  return text + (data.byteLength > PREVIEW_BYTES ? '…' : '');
}
