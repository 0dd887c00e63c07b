/** A sequence number taken apart, as far as its layout was seen. */
import type { SequenceParts as Parts } from '#sim';

export function SequenceParts({ parts }: { readonly parts: Parts }) {
  return (
    <>
      <dl className="panel-facts">
        <dt>shard made</dt>
        <dd className="mono">{isoOf(parts.shardCreatedSeconds)}</dd>
        <dt>counter</dt>
        <dd className="mono">{String(parts.counter)}</dd>
        <dt>written</dt>
        <dd className="mono">{isoOf(parts.seconds)}</dd>
        <dt>shard</dt>
        <dd className="mono">{parts.shardIndex}</dd>
      </dl>
      <p className="panel-hint">AWS promises that numbers grow within a key of a shard, and no more; this layout is what was seen.</p>
    </>
  );
}

const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19) + 'Z';
