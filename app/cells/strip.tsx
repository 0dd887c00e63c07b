/** The stream after a cell: its open shards over the key space, as wide as their ranges, with what they hold. */
import { shareOfKeySpace } from '#sim';
import type { SeenStream } from './moved.ts';

export function Strip({ stream }: { readonly stream: SeenStream }) {
  const open = stream.shards.filter(({ open }) => open).toSorted((a, b) => (a.start < b.start ? -1 : 1));
  if (open.length === 0) return null;
  const share = ({ start, end }: (typeof open)[number]) => shareOfKeySpace(end) - shareOfKeySpace(start);
  const words = open.map((shard) => `${shard.id}: ${Math.round(share(shard) * 1000) / 10} % of the keys, ${shard.records} records`).join('; ');
  return (
    <div className="cell-strip" role="img" aria-label={`Open shards of ${stream.name}: ${words}`}>
      {open.map((shard) => (
        <span key={shard.id} style={{ flexGrow: Math.max(1, Math.round(share(shard) * 1000)) }}>
          …{shard.id.slice(-2)} <small>{shard.records > 0 && `${shard.records} rec.`}</small>
        </span>
      ))}
    </div>
  );
}
